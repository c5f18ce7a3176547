"""What accession hands on: the very file (`Item`, LRM-E5) or the reason why it was not taken (`Rejection`)."""

from dataclasses import dataclass
from typing import Final

PDF: Final = "application/pdf"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
EPUB: Final = "application/epub+zip"
SITE: Final = "application/vnd.dragoman.site+zip"
"""Web pages that are one document, packed into one file."""
ODT: Final = "application/vnd.oasis.opendocument.text"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file's bytes: what they are and where they were met.

    `digest` is the SHA-512 of the bytes and names the item everywhere; `path` is text that may hold
    surrogate escapes (a file name is bytes, and need not be UTF-8); `size` in bytes; `modified_ns` since the epoch.
    """

    digest: str
    path: str
    size: int
    modified_ns: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A file that is not taken in: `code` for machines, what happened, and what to do."""

    path: str
    code: str
    message: str
    remedy: str


def spelled(path: str) -> str:
    r"""A path as text that can be kept and shown: bytes that are not UTF-8 become `\xff`, and then `\` becomes `\\`."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.replace("\\", "\\\\").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return path
