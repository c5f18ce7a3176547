"""The built-in readers, one a kind of file, and the words for a file that none reads.

Each has a `name`, the `media_types` that it reads, and `read`; `dragoman.plugins` has the protocol.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from dragoman.accession.format import EMPTY, UNKNOWN
from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, SITE, TEXT
from dragoman.document.docx import read_docx
from dragoman.document.epub import read_epub
from dragoman.document.html import read_html
from dragoman.document.model import Document
from dragoman.document.odt import read_odt
from dragoman.document.pdf import read_pdf
from dragoman.document.site import read_site
from dragoman.document.text import read_text
from dragoman.errors import Refused


class Read(Protocol):
    """Reads one kind of file; `report` is told how many pages are read so far. Raises Refused."""

    def __call__(self, path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
        """The document that the file at `path` is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """A reader that comes with Dragoman."""

    name: str
    media_types: tuple[str, ...]
    read: Read


BUILT_IN: Final = (
    BuiltIn(name="pdf", media_types=(PDF,), read=read_pdf),
    BuiltIn(name="html", media_types=(HTML,), read=read_html),
    BuiltIn(name="site", media_types=(SITE,), read=read_site),
    BuiltIn(name="docx", media_types=(DOCX,), read=read_docx),
    BuiltIn(name="epub", media_types=(EPUB,), read=read_epub),
    BuiltIn(name="odt", media_types=(ODT,), read=read_odt),
    BuiltIn(name="text", media_types=(TEXT,), read=read_text),
)

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_NAMES: Final = {
    UNKNOWN: "a file of no kind that is known here",
    "application/zip": "a ZIP archive",
    "application/gzip": "a gzip archive",
    TEXT: "plain text",
    HTML: "a web page (HTML)",
    SITE: "a folder of web pages (HTML)",
    "application/xml": "an XML file",
    "application/postscript": "a PostScript file",
    "application/rtf": "a rich text file (RTF)",
    "application/x-ole-storage": "an old Microsoft Office file",
    EPUB: "an EPUB book",
    ODT: "an OpenDocument text (ODT)",
    "image/vnd.djvu": "a DjVu file",
    DOCX: "a Word document (DOCX)",
    f"{_OFFICE}.spreadsheetml.sheet": "an Excel workbook (XLSX)",
    f"{_OFFICE}.presentationml.presentation": "a PowerPoint presentation (PPTX)",
}


def not_readable(media_type: str, *, claimed: str = PDF) -> Refused:
    """Why a file of this media type is not taken, although its name claims another."""
    if media_type == EMPTY:
        return Refused("empty", "It is empty: it has no bytes.", "Get the file again from its source.")
    if claimed == DOCX and media_type == "application/x-ole-storage":
        return Refused(
            "encrypted",
            "It is protected with a password, or it is an old Microsoft Office file.",
            "Save a copy without a password as DOCX or PDF, and add that.",
        )
    if claimed != PDF:
        return Refused(
            "not-what-it-says",
            f"It is {described(media_type)}, whatever its name says.",
            "Get the file again from its source, or give it the name that it should have.",
        )
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
