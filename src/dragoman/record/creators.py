"""Who made a document: authors and translators named on its title pages, weighed with the copyright line and the
embedded author.

Comes in: a `Document`. Goes out: a statement of a `Contribution` for each name. Only what is said plainly ("by A.
Person", "Translated by …", a line of names under the title) is taken; a missed name is better than a false one.
"""

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz

from dragoman.document.model import Document, Line, Page
from dragoman.record.imprint_page import imprint_pages
from dragoman.record.model import AgentKind, Contribution, Evidence, Source, Statement
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.imprint import TRANSLATED_BY, TRANSLATING, WRITTEN_BY
from dragoman.vocabulary.months import month_names

AUTHOR: Final = "aut"
TRANSLATOR: Final = "trl"
_PAGES: Final = 2
_LABELLED: Final = 0.85
_BELOW_TITLE: Final = 0.6
_AGREEING: Final = 0.15
_ALIKE: Final = 90
_SHORT_MONTH: Final = 5
_MOST: Final = 12


def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\s*(?:{alternatives})(?:\s*[:：]\s*|\s+)(?P<names>\S.*)", re.IGNORECASE)


_AUTHORS: Final = _labelled(WRITTEN_BY)
_TRANSLATORS: Final = _labelled(TRANSLATED_BY)
_TRANSLATED_SOMEHOW: Final = re.compile(
    rf"\s*(?:{'|'.join(sorted(map(re.escape, TRANSLATING), key=len, reverse=True))})\b.{{2,90}}?"
    r"\s(?:by|par|por|pel|von|da|door|av|af|przez|bởi|oleh)\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
"""Translated into what, from what, and at last by whom: "Traduction française de x.pdf par …"."""
ADDRESSES: Final = re.compile(r"\s*(?:<[^>]*>|\S+@\S+|@\w+|https?://\S+|www\.\S+|\S+\.(?:com|org|net|io)\b\S*)")
_HOLDER: Final = re.compile(r"(?:.{0,30}\s)?(?:©|\(c\))\s*(?:[\d\s,‐‑–—-]{4,40})?(?P<names>[^\d\W].*)", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s*(?:[,;·&/、，]|\s(?:and|et|und|y|e|и|та|و|en|og|och|i|ve|và|dan|a)\s)\s*")
_NAME: Final = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+)?(?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄΑ-Ω][\w'’.-]*|van|von|der|den|de|da|di|dos|el|al|bin|la|le)"
    r"(?:[\s-](?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄΑ-Ω][\w'’.-]*|van|von|der|den|de|da|di|dos|el|al|bin|la|le)){1,4}"
)
_BODIES: Final = re.compile(
    r"\b(foundation|fondation|fundación|fundação|fondazione|stiftung|stichting|team|group|committee|agency|organi[sz]ation|institute|university|ministry|centre|center|council|office|department"
    r"|commission|programme|program|project|society|association|company|press|nations?|naciones|unidas|unies|bank|fund|union|inc|ltd|corp|corporation|developers|contributors|authors|gmbh|license|version"
    r"|manual|guide|report|standard|introduction|reference|handbook|security|application|system|фонд|комитет|организация|институт"
    r"|университет|министерство|руководство|стандарт|équipe|université|ministère|comité|organisation|manuel|equipo|universidad"
    r"|ministerio|comité|organización|instituto|release|edition|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b",
    re.IGNORECASE,
)
_INVERTED: Final = re.compile(r"([\w'’-]+), ([\w'’. -]+)")
"""Surname first, as a catalogue has it."""
_PROGRAMS: Final = re.compile(r"admin|user|owner|unknown|author|microsoft|adobe|windows|^\W*$|\d|@|\\|_", re.IGNORECASE)


def find_creators(document: Document, title: str | None) -> tuple[Statement[Contribution], ...]:
    """Authors and translators, each once."""
    found: dict[str, Statement[Contribution]] = {}
    holders = [*_holders(document), *_embedded(document)]
    for page in [page for page in document.pages[:6] if own_lines(page)][:_PAGES]:
        for role, name, confidence, line in _named_on(page, title):
            agreeing = role == AUTHOR and any(_same(name, holder) for holder in holders)
            evidence = Evidence(
                item=document.item,
                source=Source.TITLE_PAGE,
                method="name on the title page, and in the copyright line or metadata"
                if agreeing
                else "name on the title page",
                confidence=round(min(0.97, confidence + _AGREEING * agreeing), 3),
                page=page.number,
                region=line.box,
            )
            contribution = Contribution(name=name, kind=AgentKind.PERSON, role=role)
            # A translator's name may stand among the authors' on another page; there it says no more.
            if role == TRANSLATOR or fold(name) not in found:
                found[fold(name)] = Statement(value=contribution, evidence=evidence)
    if not found:
        return _from_metadata(document)
    return tuple(found.values())[:_MOST]


def _same(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(fold(one), fold(other)) >= _ALIKE


def _holders(document: Document) -> Iterator[str]:
    """The persons whose copyright it is."""
    for page in imprint_pages(document):
        for line in own_lines(page)[:80]:
            if len(line.text) <= 120 and (match := _HOLDER.fullmatch(line.text.strip())):
                yield from names_in(ADDRESSES.sub("", match["names"]))


def _from_metadata(document: Document) -> tuple[Statement[Contribution], ...]:
    """The embedded author, where the pages name nobody: who made the file, if not always who wrote the text."""
    flowed = document.flowed or document.metadata.issued is not None
    return tuple(
        Statement(
            value=Contribution(name=name, kind=AgentKind.PERSON, role=AUTHOR),
            evidence=Evidence(
                item=document.item,
                source=Source.METADATA,
                method="embedded author",
                confidence=0.6 if flowed else 0.4,
            ),
        )
        for name in _embedded(document)[:_MOST]
    )


def _named_on(page: Page, title: str | None) -> Iterator[tuple[str, str, float, Line]]:
    """Names with their roles: after "by" and its like on the upper page, or alone on a line under the title."""
    lines = own_lines(page)[:30]
    below = _below_title(lines, title)
    for i, line in enumerate(lines):
        if len(line.text) > 120:
            continue
        text = line.text.strip()
        for pattern, role in ((_TRANSLATORS, TRANSLATOR), (_TRANSLATED_SOMEHOW, TRANSLATOR), (_AUTHORS, AUTHOR)):
            if (match := pattern.fullmatch(text)) and (names := names_in(ADDRESSES.sub("", match["names"]))):
                for name in names:
                    yield role, name, _LABELLED, line
                break
        else:
            if below is not None and below < i <= below + 3:
                for name in names_in(ADDRESSES.sub("", text)):
                    yield AUTHOR, name, _BELOW_TITLE, line


def _below_title(lines: list[Line], title: str | None) -> int | None:
    """The place of the title's last line among the page's lines."""
    folded = fold(title or "")
    places = [i for i, line in enumerate(lines) if folded and len(fold(line.text)) > 3 and fold(line.text) in folded]
    return places[-1] if places else None


def names_in(text: str) -> list[str]:
    """The names of persons a line consists of; none unless all of it is names."""
    parts = [part.strip(" .*†‡0123456789") for part in _SEPARATOR.split(text) if part.strip(" .*†‡0123456789")]
    return parts if parts and all(map(_is_name, parts)) else []


def _is_name(text: str) -> bool:
    if len(text) > 48 or not _NAME.fullmatch(text) or _BODIES.search(text):
        return False
    # "Published Januar 2021" has the form of a name.
    return not any(len(word) >= _SHORT_MONTH and word in month_names() for word in fold(text).split())


def is_personal(name: str) -> bool:
    """Whether a name is that of a person, or of some; whoever else is named with them."""
    first = _SEPARATOR.split(name)[0].strip()
    return bool(names_in(name)) or _is_name(first)


def _embedded(document: Document) -> list[str]:
    """The names of the embedded authors, where they are plausible names of persons."""
    author = " ".join((document.metadata.author or "").split())
    if not author or _PROGRAMS.search(author):
        return []
    if inverted := _INVERTED.fullmatch(author):
        return [f"{inverted[2]} {inverted[1]}"] if _is_name(f"{inverted[2]} {inverted[1]}") else []
    return names_in(author.replace(";", ","))
