"""What a list or an answer can be narrowed to, as links with counts.

In: the counts of the catalogue or of the index, and the filters that hold. Out: a `Facet` each for language, year and
type; following a choice keeps the other filters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from dragoman.search.model import Query, Results
from dragoman.store.model import Filters, Holdings
from dragoman.surfaces import addresses
from dragoman.surfaces.presentation import Interface
from dragoman.surfaces.web import words

MOST_PUBLISHERS: Final = 12
MOST_SUBJECTS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to narrow to: its name for the reader, how many editions have it, and where it leads."""

    name: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One of the things to narrow by; `name` is still to be translated, `chosen` names the value that holds."""

    name: str
    chosen: str | None
    choices: tuple[Choice, ...]
    everything: str


def facets(
    counts: Holdings | Results, filters: Filters, say: Interface, narrowed: Callable[[Filters], str]
) -> tuple[Facet, ...]:
    """Language, year (the latest first) and type; `narrowed` makes the address for some filters."""

    def type_name(code: str) -> str:
        return say.gettext(words.resource_type(code))

    languages = _choices(
        ((say.language(tag), n, replace(filters, language=tag)) for tag, n in counts.languages), filters, narrowed
    )
    years = _choices(
        ((say.numerals(year), n, replace(filters, year=year)) for year, n in sorted(counts.years, reverse=True)),
        filters,
        narrowed,
    )
    types = _choices(
        ((type_name(code), n, replace(filters, resource_type=code)) for code, n in counts.resource_types),
        filters,
        narrowed,
    )
    return (
        Facet(
            name=words.message("Language"),
            chosen=say.language(filters.language) if filters.language else None,
            choices=languages,
            everything=narrowed(replace(filters, language=None)),
        ),
        Facet(
            name=words.message("Year"),
            chosen=say.numerals(filters.year) if filters.year else None,
            choices=years,
            everything=narrowed(replace(filters, year=None)),
        ),
        Facet(
            name=words.message("Type"),
            chosen=type_name(filters.resource_type) if filters.resource_type else None,
            choices=types,
            everything=narrowed(replace(filters, resource_type=None)),
        ),
    )


def publishers(counts: Iterable[tuple[str, int]], asked: Query, ui: str) -> Facet:
    """Publishers, those with most editions first; a filter of answers only."""
    return Facet(
        name=words.message("Publisher"),
        chosen=asked.publisher,
        choices=tuple(
            Choice(
                name=name,
                count=count,
                address=addresses.search(ui, replace(asked, publisher=name)),
                current=name == asked.publisher,
            )
            for name, count in islice(counts, MOST_PUBLISHERS)
        ),
        everything=addresses.search(ui, replace(asked, publisher=None)),
    )


def subjects(
    counts: Iterable[tuple[str, int]],
    filters: Filters,
    named: Callable[[str], str],
    narrowed: Callable[[Filters], str],
) -> Facet:
    """What editions are about, those subjects with most editions first; `named` says what a concept is called."""
    chosen = filters.subject[0] if filters.subject else None
    return Facet(
        name=words.message("Subject"),
        chosen=named(chosen) if chosen else None,
        choices=tuple(
            Choice(
                name=named(uri),
                count=count,
                address=narrowed(replace(filters, subject=(uri,))),
                current=uri == chosen,
            )
            for uri, count in islice(counts, MOST_SUBJECTS)
        ),
        everything=narrowed(replace(filters, subject=())),
    )


def _choices(
    values: Iterable[tuple[str, int, Filters]], now: Filters, narrowed: Callable[[Filters], str]
) -> tuple[Choice, ...]:
    """A choice for each value: the filters that it makes are the present ones where it is chosen already."""
    return tuple(
        Choice(name=name, count=count, address=narrowed(filters), current=filters == now)
        for name, count, filters in values
    )
