"""From a media type to the reader that reads it."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from dragoman.accession.format import EMPTY, UNKNOWN
from dragoman.accession.model import HTML, PDF
from dragoman.document.html import read_html
from dragoman.document.model import Document
from dragoman.document.pdf import read_pdf
from dragoman.document.recognised import Recognised
from dragoman.errors import Refused


class Read(Protocol):
    """Reads one kind of file; `report` is told how many pages are read so far. Raises Refused."""

    def __call__(self, path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
        """The document that the file at `path` is."""


READERS: Final[Mapping[str, Read]] = {PDF: read_pdf, HTML: read_html}

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_NAMES: Final = {
    UNKNOWN: "a file of no kind that is known here",
    "application/zip": "a ZIP archive",
    "application/gzip": "a gzip archive",
    "text/plain": "plain text",
    "text/html": "a web page (HTML)",
    "application/xml": "an XML file",
    "application/postscript": "a PostScript file",
    "application/rtf": "a rich text file (RTF)",
    "application/x-ole-storage": "an old Microsoft Office file",
    "application/epub+zip": "an EPUB book",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (ODT)",
    "image/vnd.djvu": "a DjVu file",
    f"{_OFFICE}.wordprocessingml.document": "a Word document (DOCX)",
    f"{_OFFICE}.spreadsheetml.sheet": "an Excel workbook (XLSX)",
    f"{_OFFICE}.presentationml.presentation": "a PowerPoint presentation (PPTX)",
}


def read(
    path: str,
    *,
    item: str,
    media_type: str,
    recognised: Recognised | None = None,
    report: Callable[[int], None] | None = None,
) -> Document:
    """Read a file of this media type; `report` is told how many pages are read so far. Raises Refused."""
    if media_type not in READERS:
        raise not_readable(media_type)
    if recognised:
        return read_pdf(path, item=item, recognised=recognised, report=report)
    return READERS[media_type](path, item=item, report=report)


def not_readable(media_type: str) -> Refused:
    """Why a file of this media type is not taken."""
    if media_type == EMPTY:
        return Refused("empty", "It is empty: it has no bytes.", "Get the file again from its source.")
    return Refused(
        "not-a-pdf",
        f"It is {described(media_type)}, whatever its name says.",
        "Get the file again from its source, or save it as PDF and add that.",
    )


def described(media_type: str) -> str:
    """A media type in words, with the article."""
    if media_type in _NAMES:
        return _NAMES[media_type]
    if media_type.startswith("image/"):
        return f"a picture ({media_type.removeprefix('image/').upper()})"
    return f"a file of another kind ({media_type})"
