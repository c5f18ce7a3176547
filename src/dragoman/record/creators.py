"""Who made a document: authors and translators named on its title pages, else the embedded author if it is a
plausible name.

Comes in: a `Document`. Goes out: a statement of a `Contribution` for each name. Only what is said plainly ("by A.
Person", "Translated by …", a line of names under the title) is taken; a missed name is better than a false one.
"""

import re
from collections.abc import Iterator
from typing import Final

from dragoman.document.model import Document, Line, Page
from dragoman.record.model import AgentKind, Contribution, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.imprint import TRANSLATED_BY, WRITTEN_BY

_PAGES: Final = 2
_MOST: Final = 12


def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\s*(?:{alternatives})(?:\s*[:：]\s*|\s+)(?P<names>\S.*)", re.IGNORECASE)


_AUTHORS: Final = _labelled(WRITTEN_BY)
_TRANSLATORS: Final = _labelled(TRANSLATED_BY)
_SEPARATOR: Final = re.compile(r"\s*(?:[,;·&/、，]|\s(?:and|et|und|y|e|и|та|و|en|og|och|i|ve|và|dan|a)\s)\s*")
_NAME: Final = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+)?(?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄΑ-Ω][\w'’.-]*|van|von|der|den|de|da|di|dos|el|al|bin|la|le)"
    r"(?:[\s-](?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄΑ-Ω][\w'’.-]*|van|von|der|den|de|da|di|dos|el|al|bin|la|le)){1,4}"
)
_BODIES: Final = re.compile(
    r"\b(foundation|team|group|committee|agency|organi[sz]ation|institute|university|ministry|centre|center|council|office|department"
    r"|commission|programme|program|project|society|association|company|press|nations?|naciones|unidas|unies|bank|fund|union|inc|ltd|corp|corporation|developers|contributors|authors|gmbh|license|version"
    r"|manual|guide|report|standard|introduction|reference|handbook|security|application|system|фонд|комитет|организация|институт"
    r"|университет|министерство|руководство|стандарт|équipe|université|ministère|comité|organisation|manuel|equipo|universidad"
    r"|ministerio|comité|organización|instituto|release|edition|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b",
    re.IGNORECASE,
)
_PROGRAMS: Final = re.compile(r"admin|user|owner|unknown|author|microsoft|adobe|windows|^\W*$|\d|@|\\|_", re.IGNORECASE)


def find_creators(document: Document, title: str | None) -> tuple[Statement[Contribution], ...]:
    """Authors and translators, each once."""
    found: dict[tuple[str, str], Statement[Contribution]] = {}
    for page in [page for page in document.pages[:6] if own_lines(page)][:_PAGES]:
        for role, name, confidence, line in _named_on(page, title):
            evidence = Evidence(
                item=document.item,
                source=Source.TITLE_PAGE,
                method="name on the title page",
                confidence=confidence,
                page=page.number,
                region=line.box,
            )
            contribution = Contribution(name=name, kind=AgentKind.PERSON, role=role)
            found.setdefault((role, fold(name)), Statement(value=contribution, evidence=evidence))
    if not found and (author := _embedded(document)):
        evidence = Evidence(item=document.item, source=Source.METADATA, method="embedded author", confidence=0.4)
        return (Statement(value=Contribution(name=author, kind=AgentKind.PERSON, role="aut"), evidence=evidence),)
    return tuple(found.values())[:_MOST]


def _named_on(page: Page, title: str | None) -> Iterator[tuple[str, str, float, Line]]:
    """Names with their roles: after "by" and its like on the upper page, or alone on a line under the title."""
    lines = own_lines(page)[:30]
    below = _below_title(lines, title)
    for i, line in enumerate(lines):
        if len(line.text) > 120:
            continue
        for pattern, role in ((_TRANSLATORS, "trl"), (_AUTHORS, "aut")):
            if match := pattern.fullmatch(line.text):
                for name in names_in(match["names"]):
                    yield role, name, 0.85, line
                break
        else:
            if below is not None and below < i <= below + 3:
                for name in names_in(line.text):
                    yield "aut", name, 0.65, line


def _below_title(lines: list[Line], title: str | None) -> int | None:
    """The place of the title's last line among the page's lines."""
    folded = fold(title or "")
    places = [i for i, line in enumerate(lines) if folded and len(fold(line.text)) > 3 and fold(line.text) in folded]
    return places[-1] if places else None


def names_in(text: str) -> list[str]:
    """The names of persons a line consists of; none unless all of it is names."""
    parts = [part.strip(" .*†‡0123456789") for part in _SEPARATOR.split(text) if part.strip(" .*†‡0123456789")]
    plausible = parts and all(_NAME.fullmatch(part) and not _BODIES.search(part) and len(part) <= 48 for part in parts)
    return parts if plausible else []


def _embedded(document: Document) -> str | None:
    author = " ".join((document.metadata.author or "").split())
    names = names_in(author)
    return author if len(names) == 1 and not _PROGRAMS.search(author) else None
