"""What kind of publication a document is: report, manual, standard, article, policy-brief, legal-text, guidelines,
working-paper.

Comes in: a `Document` and its title. Goes out: a statement of the kind, from a word of the title or the title page,
or for a short paper with an abstract and no contents "article"; None where nothing says it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dragoman.document.model import Document
from dragoman.record.model import Abstract, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold, squeeze
from dragoman.vocabulary.imprint import RESOURCE_TYPES

_LONGEST_ARTICLE: Final = 40
_ARTICLE: Final = re.compile(r"\bو?ال(?=\w{2})")
"""What Arabic writes together with the word that follows: the article, and "and" before it."""
_WORDS: Final[Mapping[str, tuple[tuple[str, bool], ...]]] = MappingProxyType(
    {
        kind: tuple((fold(word), any(ord(letter) > 0x2E80 for letter in word)) for word in words)
        for kind, words in RESOURCE_TYPES.items()
    }
)
"""Folded words of each kind; `True` for those of scripts without spaces, which are sought inside the text."""


def find_resource_type(
    document: Document, title: Statement[str] | None, abstract: Statement[Abstract] | None
) -> Statement[str] | None:
    """The kind of publication, or None."""
    if title and (kind := kind_said_by(title.value)):
        return _statement(document, kind, "word of the title", 0.8, title.evidence.page)
    if (
        abstract
        and not abstract.value.extract
        and abstract.evidence.page in (1, 2)
        and len(document.pages) <= _LONGEST_ARTICLE
    ):
        return _statement(document, "article", "short paper that begins with an abstract", 0.6, abstract.evidence.page)
    for page in document.pages[:1]:
        for line in own_lines(page)[:12]:
            if len(line.text) <= 40 and (kind := kind_said_by(line.text)):
                return _statement(document, kind, "word of the title page", 0.6, page.number)
    return None


def kind_said_by(text: str) -> str | None:
    """The kind whose word stands in a text; the longest word counts, so that a policy brief is no brief."""
    folded = fold(text)
    padded, squeezed = f" {folded} {_ARTICLE.sub('', folded)} ", squeeze(text)
    best: tuple[int, str] | None = None
    for kind, words in _WORDS.items():
        for word, inside in words:
            if (word.replace(" ", "") in squeezed if inside else f" {word} " in padded) and (
                best is None or len(word) > best[0]
            ):
                best = (len(word), kind)
    return best[1] if best else None


def _statement(document: Document, kind: str, method: str, confidence: float, page: int | None) -> Statement[str]:
    evidence = Evidence(item=document.item, source=Source.TITLE_PAGE, method=method, confidence=confidence, page=page)
    return Statement(value=kind, evidence=evidence)
