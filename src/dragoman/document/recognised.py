"""What was read from the pictures of a file's pages, and how it takes the place of their text.

Comes in: the rows that were seen on each page, with type sizes measured on a picture. Goes out: lines as a text layer
has them, in sizes that are the same where the type is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from dragoman.document.contents import settled
from dragoman.document.model import Line, Recognition

_ONE_SIZE: Final = 1.07
_STEP: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """What was read on a page: its rows from top to bottom, each cut to lines where wide gaps are; how sure it is."""

    rows: tuple[tuple[Line, ...], ...] = ()
    sureness: float = 0.0

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(line.text for row in self.rows for line in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was read from a file's pictures, by page number (1-based), and with what."""

    engine: str = ""
    languages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    pages: Mapping[int, PageSeen] = field(default_factory=dict)

    @property
    def recognition(self) -> Recognition:
        """What a record says of it."""
        numbers = tuple(sorted(number for number, page in self.pages.items() if page.rows))
        return Recognition(engine=self.engine, languages=self.languages, pages=numbers, missing=self.missing)


def lines_recognised(recognised: Recognised) -> dict[int, list[Line]]:
    """The lines of each page on which something was read."""
    sizes = _type_sizes(recognised.pages)
    return {
        number: settled([[replace(line, size=sizes[line.size]) for line in row] for row in page.rows])
        for number, page in recognised.pages.items()
        if page.rows
    }


def _type_sizes(pages: Mapping[int, PageSeen]) -> dict[float, float]:
    """For each measured size the size of the type: measures that run into one another are of one type."""
    weights: dict[float, int] = {}
    for page in pages.values():
        for row in page.rows:
            for line in row:
                weights[line.size] = weights.get(line.size, 0) + len(line.text)
    left = sorted(weights, key=weights.__getitem__, reverse=True)
    types: dict[float, float] = {}
    for heaviest in left:
        if heaviest in types:
            continue
        alike = [size for size in left if size not in types and heaviest / _ONE_SIZE <= size <= heaviest * _ONE_SIZE]
        middle = _weighted_middle(alike, weights)
        types |= dict.fromkeys(alike, max(round(middle / _STEP) * _STEP, _STEP))
    return types


def _weighted_middle(sizes: list[float], weights: Mapping[float, int]) -> float:
    half = sum(weights[size] for size in sizes) / 2
    passed = 0.0
    for size in sorted(sizes):
        passed += weights[size]
        if passed >= half:
            return size
    return sizes[-1]
