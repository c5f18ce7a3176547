"""Where the columns of ruled tables part the letters of a printed row that pdfium takes for one line.

Comes in: a page's lattices. Goes out: the places at which a row is to be cut, if there is room between its letters. A
place counts a little above its lattice, where the names of the columns stand, and down to the next one.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from dragoman.document.direction import Glyph
from dragoman.document.geometry import union
from dragoman.document.model import Box, Line
from dragoman.document.ruling import Lattice

_ABOVE: Final = 36.0
_SIDE: Final = 2.0
_ROOM: Final = 0.5
_MANY_GAPS: Final = 3
_WIDEST_SPREAD: Final = 4.0
_EVEN: Final = 0.15
_SHORT: Final = 3
_NEXT: Final = 2.2
_FLUSH: Final = 0.15


class _Zone(NamedTuple):
    top: float
    bottom: float
    xs: tuple[float, ...]
    is_ruled: bool


class Columns:
    """The sides of the columns of a page's lattices, without the outermost."""

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        tops = [lattice.ys[0] for lattice in lattices]
        self._zones = [
            _Zone(
                lattice.ys[0] - _ABOVE,
                min((top for top in tops if top > lattice.ys[-1]), default=float("inf")),
                xs,
                lattice.is_ruled,
            )
            for lattice in lattices
            if (xs := lattice.xs[1:-1])
        ]

    def __bool__(self) -> bool:
        return bool(self._zones)

    def inside(self, box: Box, *, ruled: bool = False) -> list[float]:
        """The sides that lie within a box; only those with lines drawn along them, if `ruled`."""
        middle = (box.y0 + box.y1) / 2
        found = {
            x
            for zone in self._zones
            if zone.top <= middle < zone.bottom and (zone.is_ruled or not ruled)
            for x in zone.xs
        }
        return sorted(x for x in found if box.x0 + _SIDE < x < box.x1 - _SIDE)

    def lie_between(self, first: Box, second: Box, *, ruled: bool = False) -> bool:
        """Whether a side lies between two boxes of one row."""
        left, right = (first, second) if first.x0 <= second.x0 else (second, first)
        return any(
            left.x1 - _SIDE <= x <= right.x0 + _SIDE
            for x in self.inside(Box(left.x0, left.y0, right.x1, left.y1), ruled=ruled)
        )


NO_COLUMNS: Final = Columns(())


def parts_between(before: float, after: float, sides: Sequence[float], size: float) -> bool:
    """Whether a side lies between a letter that ends and one that begins, and they stand apart."""
    return after - before > _ROOM * size and any(before - _SIDE <= x <= after + _SIDE for x in sides)


def respread(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """The printed rows of a page, those in one line that are parted only because they are justified with few words.

    Their words stand apart by one and the same distance. Where there are but two or three, as in Thai, which has few
    spaces, the row is also as wide as the line of text before or after it.
    """
    return [
        _together(row) if len(row) > 1 and _is_spread(row, (*rows[max(0, n - 1) : n], *rows[n + 1 : n + 2])) else row
        for n, row in enumerate(rows)
    ]


def _is_spread(row: Sequence[Line], beside: Sequence[Sequence[Line]]) -> bool:
    in_order = sorted(row, key=lambda line: line.box.x0)
    gaps = [after.box.x0 - before.box.x1 for before, after in pairwise(in_order)]
    text = "".join(line.text for line in row)
    size = row[0].size
    if min(gaps) < 0 or max(gaps) > _WIDEST_SPREAD * size or max(gaps) - min(gaps) > _EVEN * size:
        return False
    if 2 * sum(map(str.isalnum, text)) < len(text) or sum(map(str.isalpha, text)) < _SHORT * len(row):
        return False
    if len(gaps) >= _MANY_GAPS:
        return text.count(" ") < len(row)
    return any(len(other) == 1 and _is_as_wide(in_order, other[0]) for other in beside)


def _is_as_wide(row: Sequence[Line], line: Line) -> bool:
    """Whether a row begins and ends where a line right above or under it does."""
    near = abs(line.box.y0 - row[0].box.y0) < _NEXT * line.size and line.size == row[0].size
    left, right = abs(line.box.x0 - row[0].box.x0), abs(line.box.x1 - row[-1].box.x1)
    return near and max(left, right) < _FLUSH * line.size


def _together(row: Sequence[Line]) -> list[Line]:
    return [replace(row[0], text=" ".join(line.text for line in row), box=union([line.box for line in row]))]


def parted(row: Sequence[Glyph], sides: Sequence[float], size: float) -> list[list[Glyph]]:
    """The letters of a row cut at these sides, from the left; spaces go with what stands before them."""
    ordered = sorted((glyph for glyph in row if not glyph.text.isspace()), key=lambda glyph: glyph.x0)
    edges: list[float] = []
    for before, after in pairwise(ordered):
        if parts_between(before.x1, after.x0, sides, size):
            edges.append((before.x1 + after.x0) / 2)
    pieces: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
    for glyph in row:
        pieces[sum(glyph.x0 > edge for edge in edges)].append(glyph)
    return [piece for piece in pieces if any(not glyph.text.isspace() for glyph in piece)]
