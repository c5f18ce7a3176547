"""Who published a document: what its imprint says, what the file says of itself, and whether these agree.

Comes in: a `Document`. Goes out: a statement of the name as printed, or None. "Published by …" says it; a copyright
line names the publisher if its holder is a body and not a person; the embedded metadata say it where nothing is
printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from dragoman.document.model import Document, Line
from dragoman.record.creators import ADDRESSES, is_personal
from dragoman.record.imprint_page import imprint_pages
from dragoman.record.model import Choice, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold, squeeze
from dragoman.vocabulary.imprint import PUBLISHED_BY, WRITTEN_BY

_MOST_LINES: Final = 80
_LONGEST_LINE: Final = 200
_FIRST: Final = 4
_LABELLED: Final = re.compile(
    rf"\s*(?:{'|'.join(sorted(map(re.escape, PUBLISHED_BY), key=len, reverse=True))})(?:\s*[:：]\s*|\s+)(?P<name>\S.*)",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?P<before>.*?\s)?(?:©|\(c\))\s*(?:copyright\s*)?(?:\d{4}\s*(?:[-‐‑–—,]\s*\d{4}\s*)*)?[,.]?\s*"
    r"(?P<name>[^\d\W][^©]*)",
    re.IGNORECASE,
)
_BEFORE: Final = 30
_NOBODY: Final = frozenset(fold(word) for word in WRITTEN_BY)
_SENTENCE: Final = re.compile(r"(?<=\w\w\w)\.\s|[。؛;]")
_TAIL: Final = re.compile(
    r"\s*[.,;]?\s*(?:all rights reserved|tous droits réservés|todos los derechos|все права"
    r"|\d{4}|https?:).*$|[\s.,;:]+$",
    re.IGNORECASE,
)
_LABELLED_SURE: Final = 0.8
_COPYRIGHT_SURE: Final = 0.7
_EMBEDDED_SURE: Final = 0.65
_AGREEING: Final = 0.15
_ALIKE: Final = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A name that may be the publisher's."""

    name: str
    confidence: float
    method: str
    page: int | None = None
    line: Line | None = None


def find_publisher(document: Document) -> Choice[str]:
    """The publisher's name and others that could be it; none where nothing says it."""
    named = sorted((*_printed(document), *_embedded(document)), key=lambda n: -n.confidence)
    distinct: list[_Named] = []
    for one in named:
        if not any(_same(one.name, other.name) for other in distinct):
            distinct.append(one)
    return Choice.of(_stated(document, one, named) for one in distinct)


def _stated(document: Document, one: _Named, named: Sequence[_Named]) -> Statement[str]:
    agreeing = any(n.method != one.method and _same(n.name, one.name) for n in named)
    evidence = Evidence(
        item=document.item,
        source=Source.METADATA if one.line is None else Source.TITLE_PAGE,
        method=f"{one.method}, and said twice" if agreeing else one.method,
        confidence=round(min(0.97, one.confidence + _AGREEING * agreeing), 3),
        page=one.page,
        region=one.line.box if one.line else None,
    )
    return Statement(value=one.name, evidence=evidence)


def _same(one: str, other: str) -> bool:
    return fuzz.partial_ratio(squeeze(one), squeeze(other)) >= _ALIKE


def _printed(document: Document) -> Iterator[_Named]:
    for page in imprint_pages(document):
        far = page.number > _FIRST
        for line in own_lines(page)[:_MOST_LINES]:
            text = line.text.strip()
            if len(text) > _LONGEST_LINE or text[:1].islower():
                continue  # the middle of a licence's sentence
            if (match := _LABELLED.fullmatch(text)) and (name := _name(match["name"])):
                yield _Named(
                    name=name, confidence=_LABELLED_SURE - 0.2 * far, method="published by", page=page.number, line=line
                )
            match = _COPYRIGHT.fullmatch(text)
            if match and len(match["before"] or "") <= (0 if far else _BEFORE) + len("copyright "):
                name = _name(match["name"])
                if name and not is_personal(name):
                    sure = _COPYRIGHT_SURE - 0.05 * far
                    yield _Named(name=name, confidence=sure, method="copyright holder", page=page.number, line=line)


def _name(text: str) -> str | None:
    """The name at the beginning of a text, or None where it is none."""
    name = _TAIL.sub("", _SENTENCE.split(ADDRESSES.sub("", text), maxsplit=1)[0]).strip()
    if set(";0123456789") & set(name) or fold(name) in _NOBODY or not 3 <= len(name) <= 90:
        return None
    return name if any(letter.isupper() or ord(letter) > 0x590 for letter in name) else None


def _embedded(document: Document) -> Iterator[_Named]:
    said = (document.metadata.publisher or "").split(";")[0].strip()
    if name := _name(said):
        yield _Named(name=name, confidence=_EMBEDDED_SURE, method="embedded publisher")
