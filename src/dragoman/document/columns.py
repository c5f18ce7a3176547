"""The order in which a page's lines are read: columns, from left to right or from right to left.

A gutter is an upright strip that hardly any line crosses. The lines that do cross it (titles, wide tables) part the
page into bands; in each band one column is read after the other, and each column may be parted again. After the
XY-cut of Nagy and Seth (1984), with the bands taken at what spans the columns instead of at any white strip.
"""

from collections.abc import Sequence
from typing import Final

from dragoman.document.model import Line

_NARROWEST_COLUMN: Final = 0.18
_FEWEST_LINES: Final = 4
_MOST_CROSSING: Final = 0.34
_DEEPEST: Final = 4


def reading_order(lines: Sequence[Line], *, right_to_left: bool = False) -> list[Line]:
    """The lines as they are read. A line that stands beside another at one height comes in the direction of reading."""
    return _ordered(list(lines), right_to_left=right_to_left, depth=0)


def _ordered(lines: list[Line], *, right_to_left: bool, depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth < _DEEPEST and len(lines) >= 2 * _FEWEST_LINES else None
    if gutter is None:
        return _downwards(lines, right_to_left=right_to_left)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in _downwards(lines, right_to_left=right_to_left):
        if line.box.x0 < gutter < line.box.x1:
            ordered += _columns(band, gutter, right_to_left=right_to_left, depth=depth)
            band = []
            ordered.append(line)
        else:
            band.append(line)
    return ordered + _columns(band, gutter, right_to_left=right_to_left, depth=depth)


def _columns(band: list[Line], gutter: float, *, right_to_left: bool, depth: int) -> list[Line]:
    left = [line for line in band if line.box.x1 <= gutter]
    right = [line for line in band if line.box.x1 > gutter]
    first, second = (right, left) if right_to_left else (left, right)
    return _ordered(first, right_to_left=right_to_left, depth=depth + 1) + _ordered(
        second, right_to_left=right_to_left, depth=depth + 1
    )


def _downwards(lines: list[Line], *, right_to_left: bool) -> list[Line]:
    """From top to bottom; what overlaps by more than half of its height counts as one row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.y0 + line.box.y1):
        middle = (line.box.y0 + line.box.y1) / 2
        if rows and rows[-1][0].box.y0 < middle < rows[-1][0].box.y1:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda line: -line.box.x1 if right_to_left else line.box.x0)
    return [line for row in rows for line in row]


def _gutter(lines: list[Line]) -> float | None:
    """The upright that parts these lines in two columns of running text, or None."""
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    narrowest = _NARROWEST_COLUMN * (right - left)
    best: tuple[int, float] | None = None
    starts = sorted(line.box.x0 for line in lines)
    ends = sorted(line.box.x1 for line in lines)
    ended = 0
    for begun, start in enumerate(starts):
        x = start - 1.0
        while ended < len(ends) and ends[ended] <= x:
            ended += 1
        if not left + narrowest <= x <= right - narrowest:
            continue
        crossing = begun - ended
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] > _MOST_CROSSING * len(lines):
        return None
    return best[1] if _are_columns(lines, best[1], narrowest) else None


def _are_columns(lines: list[Line], gutter: float, narrowest: float) -> bool:
    """Both sides hold several lines, most of them as wide as text, and stand beside one another."""
    sides = (
        [line for line in lines if line.box.x1 <= gutter],
        [line for line in lines if line.box.x0 >= gutter],
    )
    for side in sides:
        wide = sum(line.box.x1 - line.box.x0 >= narrowest for line in side)
        if len(side) < _FEWEST_LINES or 2 * wide < len(side):
            return False
    top = max(min(line.box.y0 for line in side) for side in sides)
    bottom = min(max(line.box.y1 for line in side) for side in sides)
    return bottom > top
