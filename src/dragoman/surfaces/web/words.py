"""The words that pages have for the codes of the domain: roles, types, sources of information.

`message` marks a text for the catalogues; it is translated where it is shown.
"""

from typing import Final

from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, SITE, TEXT
from dragoman.record.model import Evidence, Source


def message(text: str) -> str:
    """Mark a text for translation."""
    return text


ROLES: Final = {
    "aut": message("Author"),
    "cre": message("Author"),
    "edt": message("Editor"),
    "trl": message("Translator"),
    "ill": message("Illustrator"),
    "ctb": message("Contributor"),
    "pbl": message("Publisher"),
}
"""By MARC relator code."""

RESOURCE_TYPES: Final = {
    "report": message("Report"),
    "manual": message("Manual"),
    "standard": message("Standard"),
    "article": message("Article"),
    "policy-brief": message("Policy brief"),
    "legal-text": message("Legal text"),
    "guidelines": message("Guidelines"),
    "working-paper": message("Working paper"),
}
"""By the kinds that `vocabulary.imprint` tells apart."""

IDENTIFIERS: Final = {"UNDOC": message("UN document symbol"), "HANDLE": "Handle"}
"""Schemes that are not simply called by their name."""

FILE_KINDS: Final = {PDF: "PDF", HTML: "HTML", DOCX: "DOCX", ODT: "ODT", EPUB: "EPUB", TEXT: "TXT", SITE: "HTML (ZIP)"}

SOURCES: Final = {
    Source.TITLE_PAGE: message("from the title page"),
    Source.CONTENTS_PAGE: message("from the contents page"),
    Source.OUTLINE: message("from the file's bookmarks"),
    Source.HEADINGS: message("from the headings"),
    Source.TEXT: message("from the text"),
    Source.METADATA: message("from what the file says of itself"),
    Source.FILE: message("counted in the file"),
    Source.FILE_NAME: message("from the name of the file"),
    Source.COMPARISON: message("by comparing the editions"),
    Source.SYSTEM: message("recorded by the library"),
    Source.PERSON: message("entered by a person"),
}


def role(code: str) -> str:
    """What a contributor did, still to be translated."""
    return ROLES.get(code, ROLES["ctb"])


def resource_type(code: str) -> str:
    """A type's name, still to be translated; an unknown one as it is."""
    return RESOURCE_TYPES.get(code, code)


def file_kind(media_type: str) -> str:
    """What a kind of file is called everywhere: "PDF"; an unknown one by the second half of its type."""
    return FILE_KINDS.get(media_type, media_type.partition("/")[2].upper())


def scheme(code: str) -> str:
    """An identifier's scheme, still to be translated."""
    return IDENTIFIERS.get(code, code)


def source(evidence: Evidence) -> str:
    """Where a value stands, still to be translated."""
    return SOURCES[evidence.source]
