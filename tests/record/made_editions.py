"""Reports made up for the tests, in several languages and scripts: the same matter, other words.

A plan says how long each paragraph is, which number, name or address stands where, and what the sections are called; an
edition is the plan told in a language's own made-up words, with its own digits and marks, a little longer or shorter.
"""

import random
from dataclasses import dataclass

from dragoman.document.model import Block, BlockKind, Box, Document, Page
from dragoman.record.fingerprint import fingerprint
from dragoman.record.model import Description, Evidence, Section, Source, Statement
from dragoman.vocabulary.languages import LanguageTag

ARABIC_DIGITS = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
SYLLABLES = {
    "en": ("the", "of", "and", "mar", "ket", "hold", "ing", "wat", "er", "is"),
    "fr": ("le", "des", "une", "mar", "ché", "eau", "ment", "est", "pour", "qui"),
    "es": ("el", "los", "una", "mer", "cado", "agua", "mente", "es", "para", "que"),
    "ru": ("ры", "нок", "во", "да", "ный", "и", "для", "что", "ком", "ста"),
    "ar": ("سوق", "ماء", "في", "من", "على", "كتب", "دار", "علم", "ال", "هذا"),
    "zh": ("市", "场", "水", "的", "在", "国", "人", "和", "为", "法"),
    "hi": ("बाज़ार", "पानी", "के", "में", "और", "का", "है", "नहीं", "लोग", "देश"),
    "pt-BR": ("o", "os", "uma", "mer", "cado", "água", "mente", "é", "para", "não"),
    "pt-PT": ("o", "os", "duma", "pra", "ça", "águas", "vel", "são", "por", "nem"),
}
LENGTH = {"en": 1.0, "fr": 1.2, "es": 1.15, "ru": 1.1, "ar": 0.9, "zh": 0.35, "hi": 1.05, "pt-BR": 1.1, "pt-PT": 1.12}


@dataclass(frozen=True)
class Plan:
    """What the editions of a made-up work share."""

    title: str
    paragraphs: tuple[tuple[int, tuple[str, ...]], ...]
    section_every: int


def plan(seed: int, *, paragraphs: int = 40, facts: float = 1.5, title: str = "") -> Plan:
    """A made-up work: `facts` numbers, years and names a paragraph."""
    rng = random.Random(seed)
    return Plan(
        title=title,
        paragraphs=tuple(
            (rng.choice((60, 90, 150, 260, 420, 700)), tuple(_fact(rng) for _ in range(_about(rng, facts))))
            for _ in range(paragraphs)
        ),
        section_every=3,
    )


def _about(rng: random.Random, mean: float) -> int:
    return int(mean) + (rng.random() < mean - int(mean))


def _fact(rng: random.Random) -> str:
    kind = rng.randrange(5)
    if kind == 0:
        return str(rng.randrange(1950, 2024))
    if kind == 1:
        return f"{rng.randrange(1, 99)}.{rng.randrange(1, 9)}"
    if kind == 2:
        return f"{rng.randrange(1, 900)},{rng.randrange(100, 999)}"
    if kind == 3:
        return f"https://example.org/{rng.randrange(10_000)}"
    return "".join(rng.choice("ABCDEFGHKLMNPRST") for _ in range(4))


def document(made: Plan, language: str, *, item: str = "", variation: int = 0) -> tuple[Document, tuple[Section, ...]]:
    """The plan told in one language; `variation` gives the same edition other words."""
    rng = random.Random(f"{language} {variation} {made.paragraphs[:2]}")
    blocks: list[tuple[BlockKind, str]] = [(BlockKind.HEADING, made.title or _words(rng, language, 30))]
    for number, (length, facts) in enumerate(made.paragraphs):
        if number % made.section_every == 0:
            blocks.append((BlockKind.HEADING, _words(rng, language, 25)))
        blocks.append((BlockKind.PARAGRAPH, _paragraph(rng, language, length, facts)))
    return _typeset(blocks, item or language)


def _words(rng: random.Random, language: str, length: float) -> str:
    """Made-up words of about this many English letters."""
    wanted = length * LENGTH[language] * rng.uniform(0.92, 1.08)
    between = "" if language == "zh" else " "
    text = ""
    while len(text) < wanted:
        text += "".join(rng.choice(SYLLABLES[language]) for _ in range(rng.choice((1, 2, 2, 3)))) + between
    return text.strip()


def _paragraph(rng: random.Random, language: str, length: int, facts: tuple[str, ...]) -> str:
    pieces = [_words(rng, language, length / (len(facts) + 1))]
    for fact in facts:
        pieces += [_localised(fact, language), _words(rng, language, length / (len(facts) + 1))]
    return " ".join(pieces) + ("。" if language == "zh" else ".")


def _localised(fact: str, language: str) -> str:
    """Numbers as the language writes them."""
    if not fact[0].isdigit():
        return fact
    if language == "ar":
        return fact.translate(ARABIC_DIGITS)
    if language in {"fr", "ru"}:
        return fact.replace(",", "\u00a0").replace(".", ",")
    if language in {"es", "pt-BR", "pt-PT"}:
        return fact.translate(str.maketrans(".,", ",."))
    return fact


def _typeset(blocks: list[tuple[BlockKind, str]], item: str) -> tuple[Document, tuple[Section, ...]]:
    pages: list[list[Block]] = [[]]
    sections: list[Section] = []
    y = 60.0
    for number, (kind, text) in enumerate(blocks):
        height = 14.0 * (1 + len(text) // 80)
        if y + height > 780 and pages[-1]:
            pages.append([])
            y = 60.0
        if kind is BlockKind.HEADING and number:
            sections.append(Section(level=1, label=None, title=text, page=len(pages), y=y))
        pages[-1].append(Block(kind=kind, text=text, box=Box(60, y, 530, y + height), size=11))
        y += height + 6
    made = tuple(
        Page(number=n, label=None, width=595, height=842, blocks=tuple(page)) for n, page in enumerate(pages, 1)
    )
    return Document(item=item, media_type="application/pdf", reader="made", pages=made), tuple(sections)


def edition(
    made: Plan, language: str, *, item: str = "", variation: int = 0, with_sections: bool = True
) -> Description:
    """What a reading of that edition says."""
    text, sections = document(made, language, item=item, variation=variation)
    tag = LanguageTag(language)
    evidence = Evidence(item=text.item, source=Source.TEXT, method="made", confidence=1.0)
    return Description(
        item=text.item,
        pages=len(text.pages),
        language=Statement(value=tag, evidence=evidence),
        fingerprint=fingerprint(
            text, language=tag, title=made.title or None, sections=sections if with_sections else ()
        ),
    )
