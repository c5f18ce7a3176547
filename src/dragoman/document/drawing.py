"""A page of a PDF, or a region of it, drawn for readers as a WebP picture of a width that they asked for.

Comes in: where the file's bytes are, the page (1-based), the width in pixels, and the region in points if it is not the
whole page. Goes out: `Drawn`. It runs in a child process (`document.painting`), because drawing a hostile page is as
dangerous as reading it.
"""

import ctypes
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

from dragoman.document.isolated import Report
from dragoman.document.model import Box
from dragoman.document.pdf import open_page
from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium
from dragoman.errors import Refused

_WHITE: Final = 0xFFFFFFFF
_QUALITY: Final = 72
_SMALL: Final = 480
_SLOW, _QUICK = 3, 1  # libwebp's methods: 3 gives 20 % smaller pictures than 1, and takes thrice as long
_TALLEST: Final = 4  # times the width; what is taller is drawn narrower
_COARSE: Final = 96
_CONTRAST: Final = 24
_LEAST_INK: Final = 0.0004


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is to be drawn: a page of the file at `path`, as wide as this, or only the `region` of it."""

    path: str
    page: int
    width: int
    region: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The picture, and whether there is hardly anything on it."""

    webp: bytes
    blank: bool


def draw(drawing: Drawing, report: Report | None = None) -> Drawn:  # noqa: ARG001 - the pool's signature
    """Draws it. Raises Refused where the page can't be drawn."""
    with open_page(drawing.path, drawing.page) as page:
        picture = _picture(page, drawing) if page else None
    if picture is None:
        raise Refused("not-drawn", f"Page {drawing.page} can't be drawn.", "Open the file itself.")
    made = io.BytesIO()
    method = _SLOW if drawing.width <= _SMALL else _QUICK
    picture.save(made, "WEBP", quality=_QUALITY, method=method)
    return Drawn(webp=made.getvalue(), blank=_is_blank(picture))


def _picture(page: Handle, drawing: Drawing) -> Image.Image | None:
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (wide > 0 and high > 0):
        return None
    region = _inside(drawing.region, Box(0.0, 0.0, wide, high)) if drawing.region else Box(0.0, 0.0, wide, high)
    across, down = region.x1 - region.x0, region.y1 - region.y0
    if across <= 0 or down <= 0:
        return None
    scale = min(drawing.width / across, _TALLEST * drawing.width / down)
    columns, rows = max(1, round(across * scale)), max(1, round(down * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        # The whole page is laid out so that the region comes to lie on the bitmap; pdfium draws only what is on it.
        left, top = round(-region.x0 * scale), round(-region.y0 * scale)
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        pdfium.FPDF_RenderPageBitmap(bitmap, page, left, top, *size, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", (columns, rows), pixels, "raw", "BGRX", stride, 1)


def _inside(region: Box, page: Box) -> Box:
    return Box(max(region.x0, page.x0), max(region.y0, page.y0), min(region.x1, page.x1), min(region.y1, page.y1))


def _is_blank(picture: Image.Image) -> bool:
    """Whether it has one colour nearly everywhere."""
    small = picture.convert("L").resize((_COARSE, _COARSE), Image.Resampling.BOX)
    counts = small.histogram()
    ground = max(range(len(counts)), key=counts.__getitem__)
    near = sum(counts[max(0, ground - _CONTRAST) : ground + _CONTRAST + 1])
    return near >= (1 - _LEAST_INK) * sum(counts)
