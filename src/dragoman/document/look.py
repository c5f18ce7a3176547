"""How an open page looks, from a small picture of it: for pages whose text says little (see `legibility`)."""

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import Final

from dragoman.document.geometry import Frame, union
from dragoman.document.graphics import sides_of, things_on
from dragoman.document.legibility import Look
from dragoman.document.model import Box
from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium

_LONGER_SIDE: Final = 200
_WHITE: Final = 0xFFFFFFFF
_LIGHT: Final = 180
_CONTRAST: Final = 24
_PAPER: Final = 0.5
_MOST_OBJECTS: Final = 5_000
_MANY_PATHS: Final = 200
_DRAWN: Final = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH}
_NOTHING: Final = Look(ink=0.0, ink_outside_text=0.0, paper=True)


def look(page: Handle, text: Sequence[Box]) -> Look:
    """How the page looks, with its text in these boxes; nothing to be seen where it can't be drawn."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    longer = max(width, height)
    if longer <= 0:
        return _NOTHING
    scale = _LONGER_SIDE / longer
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    pixels = _pixels(page, columns, rows)
    if not pixels:
        return _NOTHING
    background, share = Counter(pixels).most_common(1)[0]
    lowest, highest = background - _CONTRAST, background + _CONTRAST
    inked = bytes(0 if lowest <= level <= highest else 1 for level in range(256))
    ink = bytearray(pixels.translate(inked))
    total = sum(ink)
    for box in text:
        _wipe(ink, columns, Box(*(scale * edge for edge in box)))
    size = columns * rows
    return Look(
        ink=total / size,
        ink_outside_text=sum(ink) / size,
        paper=background >= _LIGHT and share / size >= _PAPER,
    )


def _pixels(page: Handle, columns: int, rows: int) -> bytes:
    """The page in levels of grey, row by row."""
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return b""
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
        return b"".join(drawn[row * stride : row * stride + columns] for row in range(rows))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _wipe(ink: bytearray, columns: int, box: Box) -> None:
    """Take away what is drawn in a box, which is given in pixels."""
    left, right = max(0, int(box.x0) - 1), min(columns, int(box.x1) + 2)
    rows = len(ink) // columns
    for row in range(max(0, int(box.y0) - 1), min(rows, int(box.y1) + 2)):
        if left < right:
            ink[row * columns + left : row * columns + right] = bytes(right - left)


def pictured(page: Handle, frame: Frame) -> float:
    """The share of the page that its largest picture covers; many paths together are one (letters as outlines, too)."""
    paths: list[Box] = []
    largest = 0.0
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    if area <= 0:
        return 0.0
    for kind, thing in things_on(page, _MOST_OBJECTS):
        if kind not in _DRAWN or (box := _bounds(thing, frame)) is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths.append(box)
        else:
            largest = max(largest, _area(box) / area)
    return max(largest, _area(union(paths)) / area) if len(paths) >= _MANY_PATHS else largest


def _bounds(thing: Handle, frame: Frame) -> Box | None:
    """Where on the visible page something is drawn."""
    sides = sides_of(thing)
    if sides is None:
        return None
    whole = frame.seen((frame.left, frame.bottom, frame.right, frame.top))
    box = frame.seen(sides)
    return Box(max(box.x0, whole.x0), max(box.y0, whole.y0), min(box.x1, whole.x1), min(box.y1, whole.y1))


def _area(box: Box) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)
