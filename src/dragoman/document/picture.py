"""A page of a PDF as a picture in levels of grey, at the resolution that it was scanned with."""

import ctypes
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium

Pixels = NDArray[np.uint8]
POINTS_AN_INCH: Final = 72.0
_USUAL: Final = 300.0
_COARSEST: Final = 200.0
_FINEST: Final = 400.0
_MOST_PIXELS: Final = 30_000_000
_MOST_OBJECTS: Final = 200
_LARGE: Final = 0.2
_WHITE: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The page as a reader sees it; `resolution` is in pixels an inch."""

    pixels: Pixels
    resolution: float


def picture_of(page: Handle) -> Picture | None:
    """The picture of an open page; None where it can't be drawn."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if min(width, height) <= 0:
        return None
    resolution = min(max(_scanned_with(page, width * height), _COARSEST), _FINEST)
    resolution = min(resolution, POINTS_AN_INCH * (_MOST_PIXELS / (width * height)) ** 0.5)
    scale = resolution / POINTS_AN_INCH
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        drawn = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    pixels = np.frombuffer(drawn, np.uint8).reshape(rows, stride)[:, :columns]
    return Picture(pixels=np.ascontiguousarray(pixels), resolution=resolution)


def _scanned_with(page: Handle, area: float) -> float:
    """The resolution of the page's largest picture, in pixels an inch; the usual one where no picture is large."""
    best = (_LARGE * area, _USUAL)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        columns, rows = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            continue
        if not pdfium.FPDFImageObj_GetImagePixelSize(thing, ctypes.byref(columns), ctypes.byref(rows)):
            continue
        covered = (right.value - left.value) * (top.value - bottom.value)
        if covered > best[0]:
            best = (covered, POINTS_AN_INCH * (columns.value * rows.value / covered) ** 0.5)
    return best[1]
