"""What a file is, from its bytes and not from its name."""

import os
from pathlib import Path
from typing import Final

from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, SITE, TEXT

EMPTY: Final = "inode/x-empty"  # as file(1) has it
UNKNOWN: Final = "application/octet-stream"
ZIP: Final = b"PK\x03\x04"
HEAD: Final = 1024  # ISO 32000-1 annex H, note 13: a header anywhere in the first 1,024 bytes is accepted
SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
)
INSIDE_ZIP: Final = (
    (b"mimetypeapplication/epub+zip", EPUB),
    (b"mimetypeapplication/vnd.dragoman.site+zip", SITE),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ODT),
    (b"META-INF/container.xml", EPUB),
    (b"word/document", DOCX),
    (b"ppt/presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"word/", DOCX),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
UTF16: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f\x1a\x1b")
FEWEST_TO_JUDGE: Final = 64
TAIL: Final = 65_536
"""Of a ZIP archive, where the names of its parts stand again (APPNOTE.TXT §4.3.12), however large the first are."""


def media_type(path: Path) -> str:
    """The media type of the file at `path`; `OSError` when it can't be read."""
    with path.open("rb") as file:
        head = file.read(4 * HEAD)
        if head.startswith(ZIP) and (size := file.seek(0, os.SEEK_END)) > len(head):
            file.seek(max(len(head), size - TAIL))
            return recognised(head + file.read(TAIL))
        return recognised(head)


def recognised(head: bytes) -> str:
    """The media type of a file that begins with `head` (4,096 bytes of it, or all; of a ZIP archive also its end)."""
    if not head:
        return EMPTY
    if b"%PDF" in head[:HEAD]:  # real files also have "%PDF 1.4", and pdfium opens them
        return PDF
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(ZIP):
        return next((kind for mark, kind in INSIDE_ZIP if mark in head), "application/zip")
    return _text(head) or UNKNOWN


def _text(head: bytes) -> str | None:
    for mark, name in UTF16:
        if head.startswith(mark):
            head = head[2:].decode(name, "ignore").encode("utf-8", "ignore")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<!doctype html") or b"<html" in start[:HEAD]:
        return HTML
    if start.startswith(b"<?xml"):
        return "application/xml"
    if b"\0" in head:
        return None
    return TEXT if _decodes(head) or _is_eight_bit_text(head) else None


def _is_eight_bit_text(head: bytes) -> bool:
    """Text in an encoding of one or two bytes a letter: no control characters but those that texts have."""
    return len(head) >= FEWEST_TO_JUDGE and not any(byte < 32 and byte not in TEXT_CONTROLS for byte in head)


def _decodes(head: bytes) -> bool:
    """UTF-8 but for a last character that the end of `head` cut."""
    try:
        head[: max(len(head) - 3, 1)].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 6
    return True
