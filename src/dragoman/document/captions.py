"""Captions: which lines begin one, and which figure or table each belongs to.

Comes in: lines, or a page's blocks in reading order. Goes out: whether a line begins a caption; the blocks with `about`
filled in. A caption stands right above or under what it is about, and across its width.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from dragoman.document.model import Block, BlockKind, Box
from dragoman.vocabulary.captions import FIGURE, NUMBER_FIRST, TABLE

_NUMBER: Final = r"(?:[0-9٠-٩۰-۹०-९০-৯]{1,3}|[A-Z]|[IVX]{1,4})(?:[.\-–‑][0-9٠-٩۰-۹]{1,3})*[a-z]?"
_SMALL: Final = "a-zà-öø-ÿāăąćčďđēěęģįīķļłńňōőœŕřśšťūůűųźżžа-яёіїєґα-ωάέήίόύώა-ჰա-և"
"""Small letters: what goes on so ("Figure 3 shows", «на рис. 2 показано») is a sentence."""
_FARTHEST: Final = 42.0
_OVERLAP: Final = 0.3
_CAPTIONED: Final = frozenset({BlockKind.FIGURE, BlockKind.TABLE})


def _any_of(words: Iterable[str]) -> str:
    """A pattern for these words, as they are written and in capitals, the longer before the shorter."""
    forms = {form for word in words for form in (word, word.upper())}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


_FIGURES: Final = frozenset(word for words in FIGURE.values() for word in words)
_TABLES: Final = frozenset(word for words in TABLE.values() for word in words)
_LAST: Final = frozenset(word for words in NUMBER_FIRST.values() for word in words)
_BEGINS: Final = re.compile(
    rf"(?:{_any_of(_FIGURES | _TABLES)})\s?{_NUMBER}(?:\s?[:.|。：、—–-]|(?:\s|$)(?!\s*[{_SMALL}]))"
    rf"|[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?[.-]?\s?(?:{_any_of(_LAST)})(?![^\W\d_])"
)
_OF_TABLE: Final = re.compile(_any_of(_TABLES - _FIGURES))
_OF_FIGURE: Final = re.compile(_any_of(_FIGURES - _TABLES))
_INITIALS: Final = frozenset(
    letter for word in _FIGURES | _TABLES for letter in (word[0], word[0].upper())
) | frozenset("0123456789")


def begins_caption(text: str) -> bool:
    """Whether a line begins as captions do: "Figure 3", «Табл. 2:», 图 1."""
    return text[0] in _INITIALS and _BEGINS.match(text) is not None


def tied(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page, its captions tied to the figure or table that they belong to; one has one caption."""
    things = [block for block in blocks if block.kind in _CAPTIONED]
    if not things:
        return list(blocks)
    near = sorted(
        (distance, place, number)
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.CAPTION
        for number, thing in enumerate(things)
        if (distance := _distance(block, thing)) <= _FARTHEST
    )
    about: dict[int, Box] = {}
    taken: set[int] = set()
    for _, place, number in near:
        if place not in about and number not in taken:
            about[place] = things[number].box
            taken.add(number)
    return [replace(block, about=about[place]) if place in about else block for place, block in enumerate(blocks)]


def _distance(caption: Block, thing: Block) -> float:
    """How far a caption is from a figure or table; farther if its word speaks of the other, infinite beside it."""
    first, second = caption.box, thing.box
    shared = min(first.x1, second.x1) - max(first.x0, second.x0)
    if shared < _OVERLAP * min(first.x1 - first.x0, second.x1 - second.x0):
        return float("inf")
    apart = max(second.y0 - first.y1, first.y0 - second.y1, 0.0)
    other = _OF_TABLE if thing.kind is BlockKind.FIGURE else _OF_FIGURE
    return apart + (_FARTHEST / 2 if other.match(caption.text) else 0.0)
