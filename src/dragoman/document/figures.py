"""Figures of a page: pictures of some size, and drawings, told from what is only the ground under text.

Comes in: what is drawn on the page, its lines and the regions that are known to be something else (tables). Goes out:
`FIGURE` blocks, each with the words that are drawn in it, whose lines are taken out of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.document.captions import begins_caption
from dragoman.document.geometry import union
from dragoman.document.graphics import Drawn, Shape
from dragoman.document.model import Block, BlockKind, Box, Line

_CELL: Final = 14.0
_LEAST_WIDTH: Final = 50.0
_LEAST_HEIGHT: Final = 24.0
_LEAST_SHAPES: Final = 3
_MOST_STROKES: Final = 600
_OF_ONE_ROW: Final = 2
_RULE: Final = 3.0
_MARGIN: Final = 0.07
_LARGER_THAN_TEXT: Final = 1.15
_SENTENCE: Final = 32
_MOST_SENTENCES: Final = 2
_SMALL: Final = 0.1
_MOST_OF_WIDTH: Final = 0.5
_MOST_TEXT: Final = 0.35
_ROOM: Final = 2.0
_REACH: Final = 8.0
_LONGEST_LABEL: Final = 40
_MOST_CELLS: Final = 40_000
_MOST_ALIKE: Final = 2
_SHARE_ALIKE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page's size in points and the size of the type that the document is set in."""

    width: float
    height: float
    body: float


def figures_of(drawn: Drawn, lines: Sequence[Line], others: Sequence[Box], sheet: Sheet) -> list[Block]:
    """The figures of a page; none that lies in another one, or in one of the regions of something else."""
    regions = [box for box in drawn.pictures if _is_large(box) and not _is_button(box, lines, sheet)]
    regions += [box for box in _drawings(drawn, others) if _is_large(box) and not _is_ground(box, lines, sheet)]
    regions = [box for box in regions if not _in_margin(box, sheet) and not any(_overlap(box, o) > 0.5 for o in others)]
    found: list[Block] = []
    for region in _outermost(regions):
        box = _with_labels(region, lines, sheet)
        words = [line for line in lines if _holds(box, line.box) and line.size <= _LARGER_THAN_TEXT * sheet.body]
        words.sort(key=lambda line: (round(line.box.y0 / 4), line.box.x0))
        text = "\n".join(line.text for line in words)
        found.append(Block(kind=BlockKind.FIGURE, text=text, box=_rounded(box), size=0.0, lines=tuple(words)))
    return found


def _with_labels(region: Box, lines: Sequence[Line], sheet: Sheet) -> Box:
    """The region with the short lines that touch its edges: names of columns and axes, a title in the drawing."""
    near = Box(region.x0 - _REACH, region.y0 - _REACH, region.x1 + _REACH, region.y1 + _REACH)
    labels = [
        line.box
        for line in lines
        if line.size < sheet.body and len(line.text) <= _LONGEST_LABEL and not begins_caption(line.text)
        if _overlap(line.box, near) > _MOST_TEXT
    ]
    return union([region, *labels])


def repeated(pages: Sequence[Sequence[Block]]) -> set[tuple[float, ...]]:
    """The places of figures that stand at the same place on a fifth of the pages: a logo, a frame, a ground."""
    met: dict[tuple[float, ...], int] = {}
    for page in pages:
        for place in {place_of(block) for block in page}:
            met[place] = met.get(place, 0) + 1
    return {place for place, count in met.items() if count > max(_MOST_ALIKE, _SHARE_ALIKE * len(pages))}


def place_of(block: Block) -> tuple[float, ...]:
    """A figure's place to four points."""
    return tuple(round(edge / 4) for edge in block.box)


def _drawings(drawn: Drawn, others: Sequence[Box]) -> Iterator[Box]:
    """Regions of shapes and rules that stand close together and are many enough to draw something."""
    shapes = [part for part in drawn.shapes if not any(_holds(box, part.box) for box in others)]
    if sum(part.parts for part in shapes) < _LEAST_SHAPES:
        return
    rules = {*drawn.strokes} if len(drawn.strokes) < _MOST_STROKES else set()
    parts = [*shapes, *(Shape(box, 0) for box in rules if not any(_holds(other, box) for other in others))]
    owner: dict[tuple[int, int], int] = {}
    root = list(range(len(parts)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    budget = _MOST_CELLS
    for number, part in enumerate(parts):
        cells = _cells(part.box)
        budget -= len(cells)
        for cell in cells:
            other = owner.setdefault(cell, number)
            if root[other] != root[number]:
                root[find(number)] = find(other)
        if budget < 0:
            return
    groups: dict[int, list[Shape]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(find(number), []).append(part)
    for group in groups.values():
        heights = {round(part.box.y0 / _RULE) for part in group} | {round(part.box.y1 / _RULE) for part in group}
        if sum(part.parts for part in group) >= _LEAST_SHAPES and len(heights) > _OF_ONE_ROW:
            yield union([part.box for part in group])


def _cells(box: Box) -> list[tuple[int, int]]:
    """The cells of a coarse net that the edges of a box lie in."""
    left, top, right, bottom = int(box[0] / _CELL), int(box[1] / _CELL), int(box[2] / _CELL), int(box[3] / _CELL)
    columns = range(left, right + 1)
    cells = [(column, top) for column in columns]
    if bottom > top:
        cells += [(column, bottom) for column in columns]
        for side in {left, right}:
            cells += [(side, row) for row in range(top + 1, bottom)]
    return cells


def _is_large(box: Box) -> bool:
    return box.x1 - box.x0 >= _LEAST_WIDTH and box.y1 - box.y0 >= _LEAST_HEIGHT


def _in_margin(box: Box, sheet: Sheet) -> bool:
    return box.y1 < 2 * _MARGIN * sheet.height or box.y0 > (1 - _MARGIN) * sheet.height


def _is_ground(box: Box, lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether it is drawn under text: a box round a paragraph or a listing, stripes under rows, a heading's ground."""
    inside = [line for line in lines if _holds(box, line.box)]
    width = _MOST_OF_WIDTH * (box.x1 - box.x0)
    covered = sum((line.box.x1 - line.box.x0) * (line.box.y1 - line.box.y0) for line in inside)
    return (
        covered > _MOST_TEXT * (box.x1 - box.x0) * (box.y1 - box.y0)
        or any(
            line.monospaced
            or line.size > _LARGER_THAN_TEXT * sheet.body
            or (len(line.text) >= _SENTENCE and line.box.x1 - line.box.x0 > width)
            for line in inside
        )
        or sum(len(line.text) >= _SENTENCE for line in inside) > _MOST_SENTENCES
    )


def _is_button(box: Box, lines: Sequence[Line], sheet: Sheet) -> bool:
    """Whether a small picture is the ground of words."""
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return area < _SMALL * sheet.width * sheet.height and any(_holds(box, line.box) for line in lines)


def _outermost(regions: Sequence[Box]) -> list[Box]:
    kept: list[Box] = []
    for box in sorted(regions, key=lambda box: (box.x0 - box.x1) * (box.y1 - box.y0)):
        if not any(_overlap(box, other) > 0.6 for other in kept):
            kept.append(box)
    return kept


def _overlap(box: Box, other: Box) -> float:
    """The share of a box that lies in another one."""
    width = min(box.x1, other.x1) - max(box.x0, other.x0)
    height = min(box.y1, other.y1) - max(box.y0, other.y0)
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _holds(box: Box, other: Box) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return box.x0 - _ROOM <= x <= box.x1 + _ROOM and box.y0 - _ROOM <= y <= box.y1 + _ROOM


def _rounded(box: Box) -> Box:
    return Box(*(round(edge, 1) for edge in box))
