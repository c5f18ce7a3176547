"""Clusters: what several glyphs draw together and the file spells out (ActualText, ISO 32000-1 §14.9.4).

Browsers and office programs write so what can't be told from single glyphs: vowels that are drawn before the
consonant they follow, marks over letters, ligatures. pdfium gives such letters once for each glyph and in the place of
one of them. Comes in: a page's glyphs; goes out: the same with each cluster once, whole, and as wide as it is drawn.
"""

import codecs
import ctypes
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from dragoman.document.direction import LEFT_OR_NUMBER, PRINTED_SPACE, Glyph
from dragoman.document.geometry import Frame, union
from dragoman.document.model import Box
from dragoman.document.pdfium import Handle, Pointer, unchecked
from dragoman.document.pdfium import raw as pdfium

_object: Final = unchecked("FPDFPage_GetObject", Pointer)
_type_of: Final = unchecked("FPDFPageObj_GetType", ctypes.c_int)
_count_marks: Final = unchecked("FPDFPageObj_CountMarks", ctypes.c_int)
_mark: Final = unchecked("FPDFPageObj_GetMark", Pointer)
_count_parameters: Final = unchecked("FPDFPageObjMark_CountParams", ctypes.c_int)
_get_blob: Final = unchecked("FPDFPageObjMark_GetParamBlobValue", ctypes.c_int)
_get_bounds: Final = unchecked("FPDFPageObj_GetBounds", ctypes.c_int)
_get_matrix: Final = unchecked("FPDFPageObj_GetMatrix", ctypes.c_int)
_text_object: Final = unchecked("FPDFText_GetTextObject", Pointer)

_LONGEST: Final = 512
_MOST_MARKS: Final = 8
_MOST_OBJECTS: Final = 50_000
_NON_JOINER: Final = "\u200c"
_LEVEL: Final = 2.0
_NO_ROOM: Final = 0.5
_BEARING: Final = 0.1


class _Cluster(NamedTuple):
    """What is spelled out by one mark, and the boxes of all that it encloses."""

    text: str
    boxes: list[Box]


class _Empty(NamedTuple):
    """Something that draws nothing: where it stands, and whether it takes room."""

    x: float
    baseline: float
    wide: bool


class Clusters:
    """The clusters of one open page. Not kept after the page is closed."""

    def __init__(self, page: Handle, frame: Frame) -> None:
        self._by_mark: dict[int, _Cluster | None] = {}
        self._mark_of: dict[int, int] = {}
        self._empty: list[_Empty] = []
        things = [(thing, self._enclosing(thing)) for thing in _texts(page)]
        if any(found for _, found in things):  # most pages have none, and need not be measured
            self._measure(things, frame)

    def _enclosing(self, thing: Handle) -> list[tuple[int, _Cluster]]:
        """The clusters that a text belongs to, each with the address of its mark."""
        found = []
        for mark in _marks(thing):
            address = mark.value or 0
            if address not in self._by_mark:
                text = _actual_text(mark)
                self._by_mark[address] = None if text is None else _Cluster(text, [])
            if cluster := self._by_mark[address]:
                found.append((address, cluster))
        return found

    def _measure(self, things: Sequence[tuple[Handle, Sequence[tuple[int, _Cluster]]]], frame: Frame) -> None:
        """Note where the clusters stand, what belongs to them, and what draws nothing."""
        before: Box | None = None
        for thing, clusters in things:
            box = _bounds(thing, frame)
            if before and box:
                self._empty.append(_Empty(before.x0, before.y1, _is_wide(before, _origin(thing, frame))))
            text = ""
            for address, cluster in clusters:
                self._mark_of[thing.value or 0] = address
                text = cluster.text
                if box and box.x1 > box.x0:
                    cluster.boxes.append(box)
            before = box if box and text in {"", _NON_JOINER} and box.x0 == box.x1 and box.y0 == box.y1 else None

    def whole(self, text_page: Handle, glyphs: Sequence[Glyph], *, leftwards: bool) -> list[Glyph]:
        """The glyphs, with what a cluster is drawn by replaced by the cluster.

        Where the page is read `leftwards`, Latin words and numbers in it are in visual order as all others still are.
        """
        if not self._mark_of:
            return list(glyphs)
        found: list[Glyph] = []
        met: set[int] = set()
        for glyph in glyphs:
            if glyph.text == " " and not leftwards and not pdfium.FPDFText_IsGenerated(text_page, glyph.number):
                found.append(glyph._replace(text=PRINTED_SPACE))
                continue
            mark = self._mark_of.get(_text_object(text_page, glyph.number).value or 0)
            cluster = None if mark is None else self._by_mark[mark]
            if mark is None or cluster is None:
                found.append(glyph)
            elif mark not in met:
                met.add(mark)
                found.append(_placed(cluster, glyph, leftwards=leftwards))
        return _with_empty(found, self._empty) if self._empty else found


def _placed(cluster: _Cluster, glyph: Glyph, *, leftwards: bool) -> Glyph:
    """The cluster as a glyph, as high as the one that it begins with."""
    text = cluster.text[::-1] if leftwards and LEFT_OR_NUMBER.search(cluster.text) else cluster.text
    box = union(cluster.boxes) if cluster.boxes else Box(*glyph[1:5])
    return glyph._replace(text=text, x0=box.x0, x1=box.x1)


def _with_empty(glyphs: Sequence[Glyph], empty: Iterable[_Empty]) -> list[Glyph]:
    """The glyphs with the spaces and joiners that the file has, each after the glyph that stands to its left."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if not glyph.text.isspace():
            lines[round(glyph.baseline)].append(glyph)
    for line in lines.values():
        line.sort(key=lambda glyph: glyph.x0)
    found = list(glyphs)
    for x, baseline, wide in empty:
        line = lines.get(round(baseline), [])
        bearing = _BEARING * (line[0].y1 - line[0].y0) if line else 0.0
        if place := bisect_right(line, x - bearing, key=lambda glyph: glyph.x0):
            text = PRINTED_SPACE if wide else _NON_JOINER
            found.append(line[place - 1]._replace(text=text, x0=x, x1=x))
    return found


def _is_wide(empty: Box, following: Box) -> bool:
    """Whether what draws nothing takes room, as a space does and a joiner does not."""
    return abs(following.y1 - empty.y1) > _LEVEL or abs(following.x0 - empty.x0) > _NO_ROOM


def _texts(page: Handle) -> Iterator[Handle]:
    text = pdfium.FPDF_PAGEOBJ_TEXT
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = _object(page, index)
        if _type_of(thing) == text:
            yield thing


def _marks(thing: Handle) -> Iterator[Handle]:
    for index in range(min(_count_marks(thing), _MOST_MARKS)):
        mark = _mark(thing, index)
        if mark and _count_parameters(mark) > 0:
            yield mark


def _actual_text(mark: Handle) -> str | None:
    """A text string (ISO 32000-1 §7.9.2.2), taken as bytes: as a string, pdfium gives it decoded wrongly."""
    buffer, length = (ctypes.c_ubyte * _LONGEST)(), ctypes.c_ulong()
    room = ctypes.c_ulong(_LONGEST)
    if not _get_blob(mark, b"ActualText", ctypes.byref(buffer), room, ctypes.byref(length)):
        return None
    value = bytes(buffer)[: length.value]
    if value.startswith(codecs.BOM_UTF8):
        return value[3:].decode("utf-8", "replace")
    if value.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return value.decode("utf-16", "replace")
    return value.decode("latin-1")


def _bounds(thing: Handle, frame: Frame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not _get_bounds(thing, *map(ctypes.byref, (left, bottom, right, top))):
        return None
    return frame.seen((left.value, bottom.value, right.value, top.value))


def _origin(thing: Handle, frame: Frame) -> Box:
    """Where the pen stands when the text is begun, as an empty box."""
    matrix = pdfium.FS_MATRIX()
    _get_matrix(thing, ctypes.byref(matrix))
    return frame.seen((matrix.e, matrix.f, matrix.e, matrix.f))
