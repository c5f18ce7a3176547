"""What a PDF says of itself: outline, page labels, embedded metadata, links. All of it hostile until proved sane.

ISO 32000-1 §12.3.3 (outline), §12.4.2 (page labels), §14.3.3 (information dictionary), §12.5.6.5 (links).
"""

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from dragoman.document.geometry import Frame
from dragoman.document.model import EmbeddedMetadata, Link, OutlineEntry
from dragoman.document.normal import clean
from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium

MOST_ENTRIES: Final = 10_000
DEEPEST_LEVEL: Final = 32
LONGEST_TITLE: Final = 2_000
_LONGEST_VALUE: Final = 10_000
_MOST_LINKS: Final = 2_000
_FEWEST_LINKS: Final = 5
_METADATA_KEYS: Final = {
    "title": b"Title",
    "author": b"Author",
    "subject": b"Subject",
    "keywords": b"Keywords",
    "creator": b"Creator",
    "producer": b"Producer",
    "created": b"CreationDate",
    "modified": b"ModDate",
}


def outline(document: Handle, pages: int) -> tuple[OutlineEntry, ...]:
    """The bookmarks from the first to the last, at most `MOST_ENTRIES`; one that was met before is not followed."""
    entries: list[OutlineEntry] = []
    met: set[int] = set()
    waiting = [(1, pdfium.FPDFBookmark_GetFirstChild(document, None))]
    while waiting and len(entries) < MOST_ENTRIES:
        level, bookmark = waiting.pop()
        address = _address(bookmark)
        if not address or address in met:
            continue
        met.add(address)
        title = clean(_wide_string(partial(pdfium.FPDFBookmark_GetTitle, bookmark), LONGEST_TITLE))
        page = _destination(document, pdfium.FPDFBookmark_GetDest(document, bookmark), pages)
        if page is None:
            page = _action_page(document, pdfium.FPDFBookmark_GetAction(bookmark), pages)
        if title:
            entries.append(OutlineEntry(level=level, title=title, page=page))
        waiting.append((level, pdfium.FPDFBookmark_GetNextSibling(document, bookmark)))
        if level < DEEPEST_LEVEL:
            waiting.append((level + 1, pdfium.FPDFBookmark_GetFirstChild(document, bookmark)))
    return tuple(entries)


def page_labels(document: Handle, pages: int) -> list[str | None]:
    """The declared label of each page; None for all where the file declares none."""
    buffer = ctypes.create_string_buffer(128)
    labels: list[str | None] = []
    for index in range(pages):
        length = pdfium.FPDF_GetPageLabel(document, index, buffer, 128)
        if index == 0 and length <= 2 and pdfium.FPDF_GetPageLabel(document, pages - 1, buffer, 128) <= 2:
            return [None] * pages
        text = clean(buffer.raw[: max(0, min(length, 128) - 2)].decode("utf-16-le", "replace"))
        labels.append(text or None)
    return labels


def metadata(document: Handle) -> EmbeddedMetadata:
    """The document information dictionary and the catalogue's language."""
    values: dict[str, Any] = {}
    for name, key in _METADATA_KEYS.items():
        text = clean(_wide_string(partial(pdfium.FPDF_GetMetaText, document, key), _LONGEST_VALUE))
        values[name] = text or None
    language = None
    if hasattr(pdfium, "FPDFCatalog_GetLanguage"):
        language = clean(_wide_string(partial(_catalogue_language, document), 200)) or None
    return EmbeddedMetadata(language=language, **values)


def links(document: Handle, page: Handle, frame: Frame, pages: int) -> tuple[Link, ...]:
    """The page's links to other places in the same file; none where there are too few for a contents page."""
    found: list[Link] = []
    if pdfium.FPDFPage_GetAnnotCount(page) < _FEWEST_LINKS:
        return ()
    position, link, rectangle = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            break
        target = _destination(document, pdfium.FPDFLink_GetDest(document, link), pages)
        if target is None:
            target = _action_page(document, pdfium.FPDFLink_GetAction(link), pages)
        if target is not None and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            sides = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            found.append(Link(box=frame.seen(sides), page=target))
    return tuple(found) if len(found) >= _FEWEST_LINKS else ()


def _catalogue_language(document: Handle, buffer: Handle, length: int) -> int:
    """FPDFCatalog_GetLanguage as the other calls are: a buffer of bytes and its length in bytes."""
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer else None
    needed: int = pdfium.FPDFCatalog_GetLanguage(document, units, length)
    return needed


def _address(handle: Handle) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value if handle else None


def _destination(document: Handle, destination: Handle, pages: int) -> int | None:
    if not destination:
        return None
    index = pdfium.FPDFDest_GetDestPageIndex(document, destination)
    return index + 1 if 0 <= index < pages else None


def _action_page(document: Handle, action: Handle, pages: int) -> int | None:
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_GOTO:
        return None
    return _destination(document, pdfium.FPDFAction_GetDest(document, action), pages)


def _wide_string(read: Callable[[Handle, int], int], longest: int) -> str:
    """A UTF-16 string from a call that says how many bytes it needs; cut where it is absurdly long."""
    needed = read(None, 0)
    if needed <= 2:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    read(buffer, needed)
    return buffer.raw[: min(needed - 2, 2 * longest)].decode("utf-16-le", "replace")
