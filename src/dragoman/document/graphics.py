"""What is drawn on an open page beside its text: rules, shapes and pictures, by where they are.

Comes in: a page of pdfium. Goes out: `Drawn`, in the page's own points. Each object is asked for its kind, and only
those that are no text for their place, so that a page of text costs a few calls in a hundred of what reading it does.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Final, NamedTuple

from dragoman.document.geometry import Frame
from dragoman.document.model import Box
from dragoman.document.pdfium import Handle, Pointer, unchecked
from dragoman.document.pdfium import raw as pdfium

_count: Final = unchecked("FPDFPage_CountObjects", ctypes.c_int)
_get: Final = unchecked("FPDFPage_GetObject", Pointer)
_get_type: Final = unchecked("FPDFPageObj_GetType", ctypes.c_int)
_get_bounds: Final = unchecked("FPDFPageObj_GetBounds", ctypes.c_int)
_count_segments: Final = unchecked("FPDFPath_CountSegments", ctypes.c_int)
_get_draw_mode: Final = unchecked("FPDFPath_GetDrawMode", ctypes.c_int)
_get_fill: Final = unchecked("FPDFPageObj_GetFillColor", ctypes.c_int)

_sides: Final = (ctypes.c_float * 4)()
_SIDES: Final = tuple(ctypes.byref(_sides, 4 * place) for place in range(4))
_modes: Final = (ctypes.c_int * 2)()
_MODES: Final = tuple(ctypes.byref(_modes, 4 * place) for place in range(2))
_colour: Final = (ctypes.c_uint * 4)()
_COLOUR: Final = tuple(ctypes.byref(_colour, 4 * place) for place in range(4))

_TEXT: Final = pdfium.FPDF_PAGEOBJ_TEXT
_PATH: Final = pdfium.FPDF_PAGEOBJ_PATH
_MOST_OBJECTS: Final = 20_000
_MOST_DRAWN: Final = 4_000
_THIN: Final = 3.2
_WHITE: Final = 250
_RECTANGLE: Final = frozenset({4, 5, 6})
_WHOLE_PAGE: Final = 0.8
_FORM_WEIGHT: Final = 4
_NOWHERE: Final = (-1e6, -1e6, -1e6, -1e6)


Sides = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A level or upright line: where across it stands, and from where to where it goes."""

    at: float
    start: float
    end: float


class Shape(NamedTuple):
    """Something drawn that is no picture; `parts` is how many strokes it may stand for."""

    box: Box
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn on a page: `level` and `upright` rules, edges of rectangles among them; shapes; pictures.

    `strokes` are the rules that are no edges.
    """

    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()
    strokes: tuple[Box, ...] = ()
    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Box, ...] = ()


NOTHING: Final = Drawn()


def things_on(page: Handle, most: int) -> Iterator[tuple[int, Handle]]:
    """The first `most` objects of a page, each with its kind."""
    objects = list(map(_get, repeat(page), range(min(_count(page), most))))
    return zip(map(_get_type, objects), objects, strict=True)


def sides_of(thing: Handle) -> Sides | None:
    """Where an object is: left, bottom, right and top, as the file counts; None where it is nowhere."""
    return (_sides[0], _sides[1], _sides[2], _sides[3]) if _get_bounds(thing, *_SIDES) else None


def drawn_on(page: Handle, frame: Frame) -> Drawn:
    """All rules, shapes and pictures that can be seen; nothing where they are too many to make sense of."""
    things = [(kind, thing) for kind, thing in things_on(page, _MOST_OBJECTS) if kind != _TEXT]
    if not things or len(things) > _MOST_DRAWN:
        return NOTHING
    whole = frame.seen((frame.left, frame.bottom, frame.right, frame.top))
    level: list[Rule] = []
    upright: list[Rule] = []
    shapes: list[Shape] = []
    strokes: list[Box] = []
    pictures: list[Box] = []
    sides: list[float] = []
    for _, thing in things:
        sides += sides_of(thing) or _NOWHERE
    for (kind, thing), seen in zip(things, frame.all_seen(sides), strict=True):
        box = _on_page(seen, whole)
        if box is None:
            continue
        if kind != _PATH:
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                shapes.append(Shape(box, _FORM_WEIGHT))
            elif not _covers(box, whole):
                pictures.append(box)
        elif box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
            strokes.append(box)
            _add_stroke(box, level, upright)
        elif not _covers(box, whole):
            _add_shape(thing, box, level, upright, shapes)
    return Drawn(
        level=tuple(level),
        upright=tuple(upright),
        strokes=tuple(strokes),
        shapes=tuple(shapes),
        pictures=tuple(pictures),
    )


def _add_stroke(box: Box, level: list[Rule], upright: list[Rule]) -> None:
    """A thin path is a rule; what is a dot may be the end of either."""
    x0, y0, x1, y1 = box
    if y1 - y0 < _THIN:
        level.append(Rule((y0 + y1) / 2, x0, x1))
    if x1 - x0 < _THIN:
        upright.append(Rule((x0 + x1) / 2, y0, y1))


def _add_shape(thing: Handle, box: Box, level: list[Rule], upright: list[Rule], shapes: list[Shape]) -> None:
    """A rectangle is a shape with rules for its edges, unless it is white on white; any other path a shape alone."""
    x0, y0, x1, y1 = box
    segments = _count_segments(thing)
    if segments in _RECTANGLE:
        if not _is_visible(thing):
            return
        level += (Rule(y0, x0, x1), Rule(y1, x0, x1))
        upright += (Rule(x0, y0, y1), Rule(x1, y0, y1))
    shapes.append(Shape(box, max(1, segments // 8)))


def _is_visible(thing: Handle) -> bool:
    """Whether a path is stroked, or filled with a colour that isn't the paper's."""
    if not _get_draw_mode(thing, *_MODES):
        return True
    filled, stroked = _modes
    if stroked or not filled:
        return bool(stroked)
    return not _get_fill(thing, *_COLOUR) or (_colour[3] > 0 and min(_colour[:3]) < _WHITE)


def _on_page(box: Box, whole: Box) -> Box | None:
    """A box as far as it lies on the page; None where it lies off it."""
    if box[0] >= whole[0] and box[1] >= whole[1] and box[2] <= whole[2] and box[3] <= whole[3]:
        return box
    x0, y0, x1, y1 = box
    cut = Box(max(x0, whole.x0), max(y0, whole.y0), min(x1, whole.x1), min(y1, whole.y1))
    return cut if cut.x0 <= cut.x1 and cut.y0 <= cut.y1 else None


def _covers(box: Box, whole: Box) -> bool:
    """Whether it is the paper rather than something on it."""
    area = (whole.x1 - whole.x0) * (whole.y1 - whole.y0)
    return (box.x1 - box.x0) * (box.y1 - box.y0) > _WHOLE_PAGE * area
