"""A picture of the library: its editions by year, its works by language, and which of them exist in which languages.

In: counts of the catalogue and a page of its works. Out: values for the template, with everything that is drawn also in
a table; nothing is drawn that the tables don't say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from anyio import to_thread

from dragoman.store.model import EditionSummary, Overlap
from dragoman.surfaces import addresses
from dragoman.surfaces.asked import key_of
from dragoman.surfaces.web.pages import page
from dragoman.surfaces.web.site import Site, Visit

COMPARED: Final = 12
"""So many languages, those with most works, are set side by side."""
LISTED: Final = 25
MOST_YEARS: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A year and its editions; `height` is out of 100."""

    year: int
    count: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A work: the edition that its reader is shown, and the edition in each compared language, where there is one."""

    shown: EditionSummary
    editions: tuple[str | None, ...]
    elsewhere: int


@page
async def holdings(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The page."""
    catalogue, key, ui = visit.site.library.catalogue, key_of(visit.asked), visit.interface.tag
    counts, overlap = catalogue.holdings(), await _overlap(visit.site)
    compared = [tag for tag, _ in overlap.works[:COMPARED]]
    listing = catalogue.browse(order="title", key=key, limit=LISTED, reader=ui)
    return "holdings.html", {
        "own_address": addresses.holdings(ui, key),
        "noindex": key is not None,
        "counts": counts,
        "bars": tuple(bars(counts.years)),
        "overlap": overlap,
        "compared": compared,
        "reach": reach(overlap, compared),
        "rows": tuple(row(edition, compared) for edition in listing.editions),
        "listing": listing,
    }


async def _overlap(site: Site) -> Overlap:
    """Counted once for each state of the library, and not in the loop: it looks at every edition."""
    version = site.library.catalogue.version()
    if version not in site.overlap:
        counted = await to_thread.run_sync(site.library.catalogue.overlap, COMPARED)
        site.overlap.clear()
        site.overlap[version] = counted
    return site.overlap[version]


def bars(years: Sequence[tuple[int, int]]) -> Iterator[Bar]:
    """A bar for each year from the first to the last, none left out; the last `MOST_YEARS` of them."""
    counted = dict(years)
    if not counted:
        return
    last, tallest = max(counted), max(counted.values())
    for year in range(max(min(counted), last - MOST_YEARS + 1), last + 1):
        count = counted.get(year, 0)
        yield Bar(year=year, count=count, height=round(count / tallest * 100, 1))


def reach(overlap: Overlap, compared: Sequence[str]) -> Mapping[tuple[str, str], float]:
    """The radius, out of 10, of the dot for each two languages; its area says how many works have both."""
    most = max(overlap.both.values(), default=1)
    pairs = ((a, b) for a in compared for b in compared if overlap.both.get((a, b)))
    return {pair: round(max(1.5, 10 * sqrt(overlap.both[pair] / most)), 1) for pair in pairs}


def row(edition: EditionSummary, compared: Sequence[str]) -> Row:
    """A work's line: where it has two editions in a language, the first."""
    found = {sibling.language: sibling.expression_id for sibling in reversed(edition.siblings)}
    found[edition.language] = edition.expression_id
    return Row(
        shown=edition,
        editions=tuple(found.get(tag) for tag in compared),
        elsewhere=len(set(found) - set(compared)),
    )
