"""Text whose "characters" are the numbers of a font's glyphs: "7DEOH RI &RQWHQWV" for "Table of Contents".

A font that is embedded by glyph numbers and does not say which letters they draw leaves only these. Most fonts have
the letters of a script in the order of their codes, so that all are off by one constant (29 for ASCII in most TrueType
fonts). Comes in: the lines of a document; goes out: for such fonts, what each number draws.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add
from typing import Final

from dragoman.document.model import Line
from dragoman.vocabulary.letter_pairs import COMMON_PAIRS, pairs_of, share_of_pairs

_SAMPLE: Final = 3_000
_FEWEST_PAIRS: Final = 60
_FEWEST_OF_SMALL_FONT: Final = 6
_MOST_AS_IT_STANDS: Final = 0.4
_LEAST_SHARE: Final = 0.6
_LEAST_CHANGED: Final = 0.5
_SMALL: Final = 0.1  # text is mostly in small letters
_MOSTLY_SMALL: Final = 0.5
_MUCH: Final = 300
_MANY_CHARACTERS: Final = 18
_SURELY_READ: Final = 0.7
_SURELY_WRONG: Final = 0.35
_CLEAR_LEAD: Final = 0.25
_MOVED: Final = 0.6
_SHIFTS: Final = range(-40, 41)
_PRINTABLE: Final = range(0x20, 0x7F)
_SPACE: Final = 0x20
_BLOCKS: Final = tuple(
    ([code for code in block if unicodedata.category(chr(code)) != "Cn"], languages, least)
    for block, languages, least in (
        (range(0xA0, 0x180), ("fr", "de", "es", "pt", "it", "pl", "tr", "ro", "cs", "sv", "vi"), 0.3),
        (range(0x386, 0x3CF), ("el",), 0.6),
        (range(0x401, 0x492), ("ru", "uk", "bg", "sr", "be", "kk"), 0.6),
    )
)
"""Blocks of letters, whose glyphs a font has in the order of their codes; languages to judge by, and how strictly."""
_NUMBERS: Final = range(0x80, 0x530)
_SCRIPTS: Final = "\u0370\u0400"  # the first letters of the Greek and the Cyrillic block, after the Latin ones

Table = dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphCodes:
    """The letters that each font draws that seems to draw by numbers; the fonts for which that is sure.

    `unread` are fonts whose text is as no language has it, and which could not be read either.
    """

    tables: Mapping[str, Table]
    sure: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tables or self.unread)


def codes_read(lines: Iterable[Line]) -> GlyphCodes:
    """Which fonts of these lines give numbers of glyphs instead of letters."""
    texts: dict[str, list[str]] = {}
    sizes: Counter[str] = Counter()
    for line in lines:
        if sizes[line.font] < _SAMPLE:
            texts.setdefault(line.font, []).append(line.text)
            sizes[line.font] += len(line.text)
    samples = {font: _sample("\n".join(some)) for font, some in texts.items()}
    tables: dict[str, Table] = {}
    for font in sorted(samples, key=lambda font: -samples[font].pairs.total()):
        alike = next((table for table in tables.values() if _is_like(samples[font], table)), None)
        if table := alike or _table(samples[font]):
            tables[font] = table
    return GlyphCodes(
        tables=tables,
        sure=frozenset(font for font, table in tables.items() if _is_sure(samples[font], table)),
        unread=frozenset(font for font in samples if font not in tables and _is_wrong(samples[font])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """Some of a font's text: its pairs of neighbouring characters, and the pairs of letters among them.

    `asked` is how many of these have letters with the values of glyph numbers, and `share` how much of them is common
    in a language. Scripts whose letters are no numbers of glyphs say nothing of those that may be.
    """

    pairs: Counter[str]
    letters: Counter[str]
    asked: int
    share: float


def _sample(text: str) -> _Sample:
    pairs = _pairs(text)
    letters = _letters(pairs)
    asked = _in_question(letters)
    return _Sample(pairs=pairs, letters=letters, asked=asked.total(), share=_share(asked))


def _pairs(text: str) -> Counter[str]:
    """All pairs of different neighbouring characters that aren't spaces."""
    return Counter(
        {
            pair: count
            for pair, count in Counter(map(add, text, text[1:])).items()
            # twice the same: dots that lead to a page
            if pair[0] != pair[1] and not pair[0].isspace() and not pair[1].isspace()
        }
    )


def _table(sample: _Sample) -> Table | None:
    """What the font's numbers draw; None where its text is sound, or too little, or can't be told."""
    pairs = sample.pairs
    if pairs.total() < _FEWEST_PAIRS or (sample.asked >= _FEWEST_PAIRS and sample.share > _MOST_AS_IT_STANDS):
        return None
    ascii_letters = Counter({pair: count for pair, count in sample.letters.items() if pair.isascii()})
    if ascii_letters.total() >= _FEWEST_PAIRS and _share(ascii_letters) > _MOST_AS_IT_STANDS:
        return None
    high = {number: count for number, count in _characters(pairs).items() if number in _NUMBERS}
    table = _shifted_ascii(pairs)
    if table:
        return {**table, **_shifted_high(pairs, table, high, fewest=_FEWEST_OF_SMALL_FONT)}
    if 2 * sum(high.values()) < sum(_characters(pairs).values()):
        return None
    table = {number: chr(number + 29) for number in range(3, 98) if number != _SPACE}
    found = _shifted_high(pairs, table, high, fewest=_FEWEST_PAIRS)
    return {**table, **found} if found else None


def _in_question(letters: Mapping[str, int]) -> Counter[str]:
    last = chr(_NUMBERS.stop - 1)
    return Counter({pair: count for pair, count in letters.items() if pair[0] <= last and pair[1] <= last})


def _share(letters: Mapping[str, int]) -> float:
    """The share that is common in a language, each script judged by a language of its own."""
    scripts: dict[int, Counter[str]] = {}
    for pair, count in letters.items():
        first, second = (bisect_right(_SCRIPTS, letter) for letter in pair)
        if first == second:
            scripts.setdefault(first, Counter())[pair] = count
    common = sum(sum(each.values()) * share_of_pairs(each, COMMON_PAIRS) for each in scripts.values())
    return common / (sum(letters.values()) or 1)


def _characters(pairs: Mapping[str, int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for pair, count in pairs.items():
        counts[ord(pair[0])] += count
    return counts


def _letters(pairs: Mapping[str, int]) -> Counter[str]:
    """The pairs of letters among them, in lower case."""
    found: dict[str, int] = {}
    for pair, count in pairs.items():
        for letters in pairs_of(pair.lower()):
            found[letters] = found.get(letters, 0) + count
    return Counter(found)


def _read(pairs: Mapping[str, int], table: Table) -> Counter[str]:
    read: Counter[str] = Counter()
    for pair, count in pairs.items():
        read[pair.translate(table)] += count
    return read


def _shifted_ascii(pairs: Mapping[str, int]) -> Table | None:
    best: tuple[float, int] = (0.0, 0)
    ascii_pairs = Counter({pair: count for pair, count in pairs.items() if pair.isascii()})
    total = sum(ascii_pairs.values())
    if total < _FEWEST_PAIRS:
        return None
    for shift in _SHIFTS:
        letters = _letters(_read(ascii_pairs, _shift(shift)))
        share = share_of_pairs(letters, COMMON_PAIRS)
        if shift and share > _LEAST_SHARE:  # by number: a shift that swaps small letters and capitals leaves fewer
            best = max(best, (share * sum(letters.values()), shift))
    return _shift(best[1]) if best[0] > _LEAST_CHANGED * total else None


def _shift(shift: int) -> Table:
    return {code - shift: chr(code) for code in _PRINTABLE if code - shift > 0 and code - shift != _SPACE}


def _shifted_high(pairs: Mapping[str, int], table: Table, high: Mapping[int, int], *, fewest: int) -> Table:
    """The numbers from 128 on, whose letters are in a block of their own and so are off by another constant."""
    concerned = {pair: count for pair, count in pairs.items() if ord(pair[0]) in high or ord(pair[1]) in high}
    if sum(concerned.values()) < fewest:
        return {}
    best: tuple[float, Table] = (0.0, {})
    for block, languages, least in _BLOCKS:
        for first in range(min(high) - len(block), max(high) + 1):
            numbers = range(first, first + len(block))
            block_table = {
                number: chr(code) for number, code in zip(numbers, block, strict=True) if number >= _NUMBERS.start
            }
            moved = sum(count for number, count in high.items() if number in block_table)
            if moved < _MOVED * sum(high.values()):
                continue
            read = _read(concerned, {**table, **block_table})
            letters = Counter({pair: count for pair, count in _letters(read).items() if not pair.isascii()})
            if sum(letters.values()) > _LEAST_CHANGED * sum(concerned.values()):
                small = sum(count for pair, count in read.items() if pair.islower()) / sum(concerned.values())
                if (share := share_of_pairs(letters, languages)) > least:
                    best = max(best, (share + _SMALL * small, block_table), key=lambda one: one[0])
    return best[1]


def _is_wrong(sample: _Sample) -> bool:
    """Whether there is much text in letters that have the values of glyph numbers, and no language is like that."""
    return sample.asked > _MUCH and sample.share < _SURELY_WRONG and len(_characters(sample.pairs)) > _MANY_CHARACTERS


def _is_sure(sample: _Sample, table: Table) -> bool:
    """Whether there is so much text, and it is so much better when read so, that nobody else need be asked.

    Numbers ("5.1.12") read as letters are like a language's, but for being capitals.
    """
    as_read = _read(sample.pairs, table)
    read = _letters(as_read)
    return (
        read.total() > _MUCH
        and sum(count for pair, count in as_read.items() if pair.islower()) > _MOSTLY_SMALL * read.total()
        and len(_characters(sample.pairs)) > _MANY_CHARACTERS
        and share_of_pairs(read, COMMON_PAIRS) > _SURELY_READ
        and share_of_pairs(sample.letters, COMMON_PAIRS) < _SURELY_WRONG
    )


def _is_like(sample: _Sample, table: Table) -> bool:
    """Whether a font with little text is better read with the table of the document's main font."""
    read = _letters(_read(sample.pairs, table))
    if read.total() < _FEWEST_OF_SMALL_FONT:
        return False
    return share_of_pairs(read, COMMON_PAIRS) > share_of_pairs(sample.letters, COMMON_PAIRS) + _CLEAR_LEAD
