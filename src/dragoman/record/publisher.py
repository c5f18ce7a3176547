"""Who published a document: from "Published by …" or a copyright line on the first pages.

Comes in: a `Document`. Goes out: a statement of the name as printed, or None.
"""

import re
from typing import Final

from dragoman.document.model import Document
from dragoman.record.model import Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.imprint import PUBLISHED_BY, WRITTEN_BY

_PAGES: Final = 4
_LABELLED: Final = re.compile(
    rf"\s*(?:{'|'.join(sorted(map(re.escape, PUBLISHED_BY), key=len, reverse=True))})(?:\s*[:：]\s*|\s+)(?P<name>\S.*)",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?:.*?\s)?(?:©|\(c\))\s*(?:copyright\s*)?(?:\d{4}\s*(?:[-–—,]\s*\d{4}\s*)*)?[,.]?\s*(?P<name>[^\d\W][^©]*)",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(fold(word) for word in WRITTEN_BY)
_TAIL: Final = re.compile(
    r"\s*[.,;]?\s*(?:all rights reserved|tous droits réservés|todos los derechos|все права"
    r"|\d{4}|https?:).*$|[\s.,;:]+$",
    re.IGNORECASE,
)


def find_publisher(document: Document) -> Statement[str] | None:
    """The publisher's name, or None where no line says it."""
    for pattern, confidence, method in ((_LABELLED, 0.85, "published by"), (_COPYRIGHT, 0.5, "copyright holder")):
        for page in document.pages[:_PAGES]:
            for line in own_lines(page)[:80]:
                match = pattern.fullmatch(line.text.strip()) if len(line.text) <= 140 else None
                name = _TAIL.sub("", match["name"]).strip() if match else ""
                if line.text.strip()[:1].islower() or ";" in name or fold(name) in _NOBODY:
                    continue  # the middle of a licence's sentence
                if 3 <= len(name) <= 90 and any(letter.isupper() or ord(letter) > 0x590 for letter in name):
                    evidence = Evidence(
                        item=document.item,
                        source=Source.TITLE_PAGE,
                        method=method,
                        confidence=confidence,
                        page=page.number,
                        region=line.box,
                    )
                    return Statement(value=name, evidence=evidence)
    return None
