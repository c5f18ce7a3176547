"""What a file is, from its bytes and not from its name."""

from pathlib import Path
from typing import Final

from dragoman.accession.model import HTML, PDF

EMPTY: Final = "inode/x-empty"  # as file(1) has it
UNKNOWN: Final = "application/octet-stream"
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
    (b"mimetypeapplication/epub+zip", "application/epub+zip"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


def media_type(path: Path) -> str:
    """The media type of the file at `path`; `OSError` when it can't be read."""
    with path.open("rb") as file:
        return recognised(file.read(4 * HEAD))


def recognised(head: bytes) -> str:
    """The media type of a file that begins with `head` (4,096 bytes of it, or all)."""
    if not head:
        return EMPTY
    if b"%PDF" in head[:HEAD]:  # real files also have "%PDF 1.4", and pdfium opens them
        return PDF
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in INSIDE_ZIP if mark in head), "application/zip")
    return _text(head) or UNKNOWN


def _text(head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return HTML
    if start.startswith(b"<?xml"):
        return "application/xml"
    return None if b"\0" in head else "text/plain" if _decodes(head) else None


def _decodes(head: bytes) -> bool:
    """UTF-8 but for a last character that the end of `head` cut."""
    try:
        head[: max(len(head) - 3, 1)].decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 6
    return True
