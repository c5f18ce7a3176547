"""What of a document does not change when it is translated.

Comes in: a `Document` with its language, title and contents. Goes out: a `Fingerprint` of a few kilobytes, by which
`dragoman.record.linking` finds the language editions of one work and `dragoman.record.original` tells translations.

The tokens are a consistent weighted sample (E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches", PODC
2007): each token has a rank that depends on nothing but the token, and those of the lowest ranks are kept, so that two
translations keep the same ones.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from dragoman.document.model import Block, BlockKind, Document
from dragoman.record.model import Fingerprint, Section
from dragoman.record.proportions import FEWEST
from dragoman.record.releases import release_tellers
from dragoman.record.remains import remains, speaks_of_translating
from dragoman.record.tokens import TokenKind, rank, token_hash, tokens
from dragoman.vocabulary.languages import LanguageTag, primary

TOKENS: Final = 216
"""At most so many of a text's tokens are kept; a short paper has fewer, and keeps them all."""
SENTENCES: Final = 32
"""So many of its sentences, by which two files of the same text in the same language are known."""
PLACES: Final = 10_000
"""Places in the text are told in ten-thousandths of it."""


_OUTSIDE: Final = frozenset({BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER, BlockKind.CONTENTS})

_SENTENCE_END: Final = re.compile("[.!?:;。！？；：।॥۔؟።\n]+")
_ENDED: Final = re.compile(r"[.!?:;。！？；：।॥۔؟።…][\"'»”’)\]\d]*$")
_NOT_LETTER: Final = re.compile(r"[\W\d_]+")
_SENTENCE: Final = 12

_SHAPE: Final = 160
_PARAGRAPHS: Final = 200
_STEP: Final = 1.3
_CELLS: Final = 12
_RUNNING_TEXT: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SHORT: Final = 0.2


def _prose(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind is not BlockKind.CODE]


def fingerprint(
    document: Document, *, language: LanguageTag, title: str | None, sections: tuple[Section, ...]
) -> Fingerprint:
    """What of this document its translations share, and what tells its releases and its origin."""
    blocks = [block for page in document.pages for block in page.blocks if block.kind not in _OUTSIDE]
    text = "\n".join(block.text for block in blocks)
    lengths = section_lengths(document, sections)
    paragraphs = _paragraph_lengths(blocks)
    found = sorted((rank(value), value, places) for value, places in tokens(text, language))[:TOKENS]
    others = (*_make_up(lengths, paragraphs), *_sentences(document))
    return Fingerprint(
        tokens=(*((value, len(places)) for _, value, places in found), *((value, 1) for value in others)),
        places=tuple(round(PLACES * sum(places) / len(places)) for _, _, places in found),
        shape=lengths,
        paragraphs=paragraphs,
        release=release_tellers(document, title),
        foreign=tuple(
            (LanguageTag(other), share) for other, share in sorted(remains(_prose(blocks), primary(language)).items())
        ),
        translated=speaks_of_translating("\n".join(page.text for page in document.pages[:1])),
        titles=_title_hashes(document, title),
    )


def _sentences(document: Document) -> list[int]:
    """A sample of paragraphs' first sentences, as bare letters: of one text set twice nearly all are the same.

    What goes on from the page before is put together with what it goes on from, as it stands in a file without pages;
    headings and tables are set in other ways each time.
    """
    first: list[str] = []
    held = ""
    for page in document.pages:
        running = [block.text for block in page.blocks if block.kind in _RUNNING_TEXT]
        if not running:
            continue
        if held:
            running[0] = f"{held}{running[0]}"
        held = "" if _ENDED.search(running[-1]) else running.pop()
        first += (_SENTENCE_END.split(text, maxsplit=1)[0] for text in running)
    if held:
        first.append(_SENTENCE_END.split(held, maxsplit=1)[0])
    bare = (_NOT_LETTER.sub("", sentence) for sentence in first if len(sentence) >= _SENTENCE)
    return sorted({token_hash(s, TokenKind.SENTENCE) for s in bare if len(s) >= _SENTENCE})[:SENTENCES]


def section_lengths(document: Document, sections: Sequence[Section]) -> tuple[int, ...]:
    """How long each section is, in ten-thousandths of all sections; what comes before the first is left out."""
    starts = [(section.page, section.y) for section in sections]
    if not starts or starts != sorted(starts) or len(starts) > _SHAPE:
        starts = [(page, y) for page, y in _leading(sections)]
    lengths = [0] * (len(starts) + 1)
    current = 0
    for page in document.pages:
        for block in page.blocks:
            if block.kind in _OUTSIDE:
                continue
            while current < len(starts) and starts[current] <= (page.number, block.box.y1):
                current += 1
            lengths[current] += len(block.text)
    total = sum(lengths[1:]) or 1
    return tuple(round(PLACES * length / total) for length in lengths[1:])


def _leading(sections: Sequence[Section]) -> list[tuple[int, float]]:
    """Where the sections begin, in order; of very many, the upper levels only."""
    levels = sorted({section.level for section in sections})
    for deepest in reversed(levels):
        starts = sorted((s.page, s.y) for s in sections if s.level <= deepest)
        if len(starts) <= _SHAPE:
            return starts
    return []


def _paragraph_lengths(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The lengths of the paragraphs, if they are not very many: a long text has tokens enough.

    Headings and the like are left out: that short and long ones take turns is so in every text.
    """
    lengths = [len(block.text) for block in blocks if block.kind in _RUNNING_TEXT]
    short = _SHORT * sum(lengths) / (len(lengths) or 1)
    lengths = [length for length in lengths if length >= short]
    total = sum(lengths) or 1
    return tuple(round(PLACES * length / total) for length in lengths) if len(lengths) <= _PARAGRAPHS else ()


def _make_up(lengths: Sequence[int], paragraphs: Sequence[int]) -> list[int]:
    """Tokens of the make-up, by which texts without numbers or names are found: how many parts, and where long ones.

    Each number is rounded in two ways, so that texts which differ a little share one of them.
    """
    marks: list[str] = []
    for name, parts in (("sections", lengths), ("paragraphs", paragraphs)):
        if len(parts) < FEWEST:
            continue
        longest = sorted(range(len(parts)), key=lambda i: (-parts[i], i))[:3]
        before = [sum(parts[:i]) + parts[i] / 2 for i in range(len(parts))]
        amount = math.log(len(parts)) / math.log(_STEP)
        for half in (0.0, 0.5):
            near = f"{name} {half} {math.floor(amount + half)}"
            cells = [math.floor(before[i] / PLACES * _CELLS + half) for i in longest]
            pairs = {(min(p, q), max(p, q)) for p, q in zip(cells, (*cells[1:], cells[0]), strict=True)}
            marks += [f"{near} long {p} {q}" for p, q in sorted(pairs)]
    return [token_hash(mark, TokenKind.STRUCTURE) for mark in marks]


def _title_hashes(document: Document, title: str | None) -> tuple[int, ...]:
    """Hashes of the title and of the title in the embedded metadata: translations may keep the original's there."""
    titles = (title, document.metadata.title)
    return tuple(token_hash(_squeezed(t), TokenKind.NAME) if t and _squeezed(t) else 0 for t in titles)


def _squeezed(text: str) -> str:
    """Letters and digits only, case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
