"""Where a document says who published it, and when: the imprint, which is on any of the first pages, or the last ones.

Comes in: a `Document`. Goes out: the pages that have an imprint, known by a copyright line, an ISBN or the words for
"published by"; the page of a list of references, which is full of these words, is none.
"""

import re
from collections.abc import Sequence
from typing import Final

from dragoman.document.model import Document, Page
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.imprint import PUBLISHED_BY

_FIRST: Final = 10
_LAST: Final = 2
_MOST_LINES: Final = 80
_LONGEST_LINE: Final = 160
_FEW: Final = 12
_SIGN: Final = re.compile(
    r".{0,25}©|\s*(?:\(c\)\s*(?:19|20)\d\d|copyright\b.{0,20}\d{4}|(?:e-?|p-?)?isbn\b|issn\b)", re.IGNORECASE
)
_LABELS: Final = tuple(f"{fold(word)} " for word in PUBLISHED_BY)


def imprint_pages(document: Document) -> tuple[Page, ...]:
    """The pages of the imprint, in order."""
    pages = document.pages
    picked = [*pages[:_FIRST], *pages[max(_FIRST, len(pages) - _LAST) :]]
    return tuple(page for page in picked if _is_imprint(page, last=page.number > _FIRST))


def imprint_lines(page: Page) -> Sequence[str]:
    """The lines of a page that say something of an imprint."""
    lines = [line.text.strip() for line in own_lines(page)[:_MOST_LINES] if len(line.text) <= _LONGEST_LINE]
    return [text for text in lines if _SIGN.match(text) or f"{fold(text)} ".startswith(_LABELS)]


def _is_imprint(page: Page, *, last: bool) -> bool:
    """Whether a page has an imprint; at the end of a document, where references stand, only a short page is one."""
    return bool(imprint_lines(page)) and (not last or len(own_lines(page)) <= 3 * _FEW)
