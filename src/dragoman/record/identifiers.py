"""Standard identifiers printed in a document, or in its metadata: ISBN, ISSN, DOI and UN document symbols.

Comes in: a `Document`. Goes out: a statement for each, normalised. Check digits follow ISO 2108 (ISBN) and ISO 3297
(ISSN); a DOI is `10.` prefix/suffix (ISO 26324); symbols follow the UN Editorial Manual: parts between slashes, the
first one a body's.
"""

import re
from collections.abc import Iterator
from typing import Final

from dragoman.document.model import Document, Line
from dragoman.record.model import Evidence, Identifier, Source, Statement
from dragoman.record.rows import own_lines

_FIRST_PAGES: Final = 6
_LAST_PAGES: Final = 2
_MOST_LINES: Final = 400
_LONGEST_LINE: Final = 400
_LINE_OF_IMPRINT: Final = 60
_MOST_EMBEDDED: Final = 20
_ISBN: Final = re.compile(
    r"ISBN(?:[- ]?1[03])?[^\dX]{0,24}((?:97[89][-–\s]?)?(?:\d[-–\s]?){9}[\dX])(?!\d)", re.IGNORECASE
)
_ISSN: Final = re.compile(r"ISSN[^\d]{0,20}(\d{4})[-–\s]?(\d{3}[\dX])(?![\dX])", re.IGNORECASE)
_DOI: Final = re.compile(r"(?:doi\s*[:.]?\s*|doi\.org/)(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_UN_SYMBOL: Final = re.compile(
    r"(?<![\w/])((?:A|S|E|T|ST|CAT|CCPR|CEDAW|CERD|CRC|CMW|CRPD|CED|DP|HRI|HSP|ICCD|ID|PBC|TD|UNEP|ECE|ESCAP|ECA|FCCC|CBD|JIU|LC|NPT|SPLOS)"
    r"/(?:[A-Z0-9][A-Z0-9.()-]*/)*(?:\d[\w.()-]*|[A-Z]+\.\d[\w.()]*|[A-Z]{2,}\([\w.-]+\)[\w./()-]*))(?![\w/])"
)


def find_identifiers(document: Document) -> tuple[Statement[Identifier], ...]:
    """Every identifier on the first and the last pages, and of the metadata, each once, in the order they are met."""
    pages = document.pages
    picked = [*pages[:_FIRST_PAGES], *pages[max(_FIRST_PAGES, len(pages) - _LAST_PAGES) :]]
    embedded = dict(_embedded(document))
    found: dict[Identifier, Statement[Identifier]] = {}
    for page in picked:
        for line in own_lines(page)[:_MOST_LINES]:
            for identifier, confidence in _on(line, first=page.number <= 2, last=page.number > _FIRST_PAGES):
                agreeing = embedded.pop(identifier, None) is not None
                evidence = Evidence(
                    item=document.item,
                    source=Source.TITLE_PAGE if page.number <= 2 else Source.TEXT,
                    method=f"{identifier.scheme} with a valid form{', and in the metadata' if agreeing else ''}",
                    confidence=0.98 if agreeing else confidence,
                    page=page.number,
                    region=line.box,
                )
                found.setdefault(identifier, Statement(value=identifier, evidence=evidence))
    for identifier, confidence in embedded.items():
        evidence = Evidence(
            item=document.item, source=Source.METADATA, method="embedded identifier", confidence=confidence
        )
        found.setdefault(identifier, Statement(value=identifier, evidence=evidence))
    return tuple(found.values())


def _embedded(document: Document) -> Iterator[tuple[Identifier, float]]:
    """What the file says of itself: an ISBN, an ISSN or a DOI among whatever programs write there."""
    said = document.metadata.identifier or ""
    for part in said.split(";")[:_MOST_EMBEDDED]:
        text = part.strip().removeprefix("urn:").lstrip()
        bare = re.sub(r"(?i)^(?:e-?|p-?)?isbn[\s:-]*", "", text)
        if value := normal_isbn(bare) if re.fullmatch(r"[\dXx\s‐‑–-]{10,17}", bare) else None:
            yield Identifier(scheme="ISBN", value=value), 0.8
        elif match := re.fullmatch(r"(?:issn[\s:]*)?(\d{4})-?(\d{3}[\dX])", text, re.IGNORECASE):
            if value := normal_issn(match[1] + match[2]):
                yield Identifier(scheme="ISSN", value=value), 0.8
        elif match := re.fullmatch(r"(?:doi[\s:]*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", text, re.IGNORECASE):
            yield Identifier(scheme="DOI", value=match[1].lower()), 0.8


def _on(line: Line, *, first: bool, last: bool) -> Iterator[tuple[Identifier, float]]:
    """The identifiers on one line with how sure each is the document's own.

    On the last pages a long line is one of a list of references, more often than not.
    """
    text = line.text[:_LONGEST_LINE]
    sure = 0.4 if last and len(text) > _LINE_OF_IMPRINT else 0.95
    for match in _ISBN.finditer(text):
        if value := normal_isbn(match[1]):
            yield Identifier(scheme="ISBN", value=value), sure
    for match in _ISSN.finditer(text):
        if value := normal_issn(match[1] + match[2]):
            yield Identifier(scheme="ISSN", value=value), sure
    if first:
        for match in _DOI.finditer(text):
            yield Identifier(scheme="DOI", value=match[1].rstrip(".,;:)]}").lower()), 0.8
        # Further in, symbols and DOIs are those of other documents, cited.
        for match in _UN_SYMBOL.finditer(text):
            if len(line.text) <= 60 and any(letter.isdigit() for letter in match[1]):
                yield Identifier(scheme="UNDOC", value=match[1].rstrip(".-")), 0.85


def normal_isbn(text: str) -> str | None:
    """The thirteen digits of an ISBN with a right check digit (ISO 2108 annex A), or None; ten digits are turned
    into thirteen.
    """
    digits = re.sub(r"[^\dX]", "", text.upper())
    if len(digits) == 10 and "X" not in digits[:9]:
        total = sum((10 - i) * (10 if digit == "X" else int(digit)) for i, digit in enumerate(digits))
        return _thirteen("978" + digits[:9]) if total % 11 == 0 else None
    if len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        return digits if _thirteen(digits[:12]) == digits else None
    return None


def _thirteen(twelve: str) -> str:
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(twelve))
    return twelve + str(-total % 10)


def normal_issn(text: str) -> str | None:
    """An ISSN as 1234-5679 where its check digit is right (ISO 3297 §5), or None."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    if len(digits) != 8 or "X" in digits[:7]:
        return None
    total = sum((8 - i) * (10 if digit == "X" else int(digit)) for i, digit in enumerate(digits))
    return f"{digits[:4]}-{digits[4:]}" if total % 11 == 0 else None
