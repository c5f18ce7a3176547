"""Whether a web page or a plain text is a document, or only something that lies about: an error page, a listing, data.

Comes in: a `Document` of one of these kinds. Goes out: why it is passed over, or None. Files of other kinds always are
documents: nobody makes a PDF by accident.
"""

import re
from typing import Final

from dragoman.accession.model import HTML, TEXT
from dragoman.document.model import BlockKind, Document

_FEWEST_LETTERS: Final = {HTML: 150, TEXT: 600}
_ERROR: Final = re.compile(
    r"\b(?:40[0134]|410|50[0-4])\b|not found|forbidden|access denied|unauthori[sz]ed|page introuvable|no encontrad[ao]"
    r"|не найден|页面不存在|找不到|غير موجودة|\berror\b|index of /|redirecting|just a moment|moved permanently",
    re.IGNORECASE,
)
_SHORT: Final = 1_500
_LEAST_SHARE_OF_LETTERS: Final = 0.55


def passed_over_because(document: Document) -> str | None:
    """Why this is no document that somebody meant to add."""
    fewest = _FEWEST_LETTERS.get(document.media_type)
    if fewest is None:
        return None
    text = "".join("".join(page.text.split()) for page in document.pages)
    letters = sum(letter.isalpha() for letter in text)
    if letters < fewest / (2 if _is_east_asian(text) else 1):
        return "It has hardly any words."
    if document.media_type == TEXT and letters < _LEAST_SHARE_OF_LETTERS * len(text):
        return "It has more figures and signs than words: data, not a text."
    if letters < _SHORT and _ERROR.search(_named(document)):
        return "It is an error page or a listing, not a document."
    return None


def _is_east_asian(text: str) -> bool:
    return sum("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in text) * 2 > len(text)


def _named(document: Document) -> str:
    """The title of a page, and its first heading."""
    blocks = (block for page in document.pages for block in page.blocks)
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return f"{document.metadata.title or ''}\n{heading}"
