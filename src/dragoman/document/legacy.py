"""Text of files whose fonts don't say which letters they draw: Cyrillic or Thai that comes out as accented Latin.

Comes in: the lines of a document. Goes out: what its characters really are, where that can be told. Each old encoding
that was in use is tried on the words that it would change; right is the one in which the pairs of neighbouring letters
are those of a language, and far more so than as the text stands. Sound text always wins against its misreadings.
The letters of LaTeX's T2A stand where those of Windows-1251 do, but for ё and the quotation marks.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from dragoman.document import vietnamese
from dragoman.document.glyph_codes import GlyphCodes, codes_read
from dragoman.document.model import Line
from dragoman.vocabulary.letter_pairs import COMMON_PAIRS, pairs_of, share_of_pairs

Table = dict[int, str]
_Change = tuple[str, str, int]

_HIGH: Final = range(0x80, 0x100)
_SPECIAL: Final = "ŒœŠšŸŽžƒˆ˜†‡•‰‹›€™"  # what Windows-1252 has for 0x80 to 0x9F, but for dashes and quotation marks
_WORD: Final = re.compile(f"[A-Za-z¡-ÿ{_SPECIAL}]+")
_ACCENTED: Final = re.compile("[À-ÿ]")
_FEWEST_PAIRS: Final = 30
_FEWEST_LETTERS: Final = 3
_RARE: Final = 0.02
_MOST_WORDS: Final = 300
_LEAST_SHARE: Final = 0.45
_CLEAR_LEAD: Final = 0.25
_ENCODINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "cp1251": ("ru", "uk", "bg", "sr", "mk", "be"),
    "koi8-r": ("ru",),
    "koi8-u": ("uk",),
    "iso8859-5": ("ru", "uk", "bg", "sr", "mk", "be"),
    "mac-cyrillic": ("ru", "uk", "bg"),
    "cp866": ("ru",),
    "cp1253": ("el",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
    "iso8859-6": ("ar",),
    "cp874": ("th",),
    "cp1250": ("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq"),
    "iso8859-2": ("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq"),
    "cp1254": ("tr", "az"),
    "cp1257": ("lt", "lv", "et"),
}
_BY_PLACE: Final = {"cp1255", "cp1256", "iso8859-6", "cp874"}
_T2A: Final = {0xBC: "ё", 0x9C: "Ё", 0xBE: "«", 0xBF: "»"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What the characters of a document really are.

    `page` is for whole pages, whose lines can only be put in order when the letters are known (Arabic, Thai); `line`
    for the lines that are set in one of `fonts`; `codes` for fonts whose letters are numbers of glyphs. What is not
    sure of these counts only where pdfium knows of no letters either.
    """

    page: Callable[[str], str] | None = None
    line: Callable[[str], str] | None = None
    fonts: frozenset[str] = frozenset()
    codes: GlyphCodes

    def concerns(self, fonts: frozenset[str]) -> bool:
        """Whether a page on which these fonts are used may have to be read again."""
        codes = self.codes
        return self.page is not None or not (
            fonts.isdisjoint(self.fonts) and fonts.isdisjoint(codes.tables) and fonts.isdisjoint(codes.unread)
        )

    def of_line(self, text: str, font: str, unmapped: Container[str] = ()) -> str:
        """The line's text with the letters that it really has; `unmapped` are fonts that name no letters."""
        if font in self.codes.tables and (font in self.codes.sure or font in unmapped):
            return text.translate(self.codes.tables[font])
        return self.line(text) if self.line and font in self.fonts and _ACCENTED.search(text) else text

    def of_title(self, text: str) -> str:
        """A title in the outline, which may be as wrong as the pages."""
        return self.line(text) if self.line and _ACCENTED.search(text) else text

    def of_page(self, text: str) -> str:
        """The page's text with the letters that it really has; as long as before."""
        return self.page(text) if self.page and not text.isascii() else text


def repair_of(pages: Iterable[Iterable[Line]]) -> Repair | None:
    """How to repair the document; None where it is as it should be, or nobody can tell."""
    lines = list(chain.from_iterable(pages))
    texts: dict[str, list[str]] = {}
    for line in lines:
        if not line.text.isascii():
            texts.setdefault(line.font, []).append(line.text)
    words = {font: _odd_words("\n".join(some)) for font, some in texts.items()}
    whole: Counter[str] = Counter()
    for counts in words.values():
        whole.update(counts)
    best = _best_reading(whole)
    if not best:
        codes = codes_read(lines)
        return Repair(codes=codes) if codes else None
    name, read = best
    fonts = frozenset(
        font for font, counts in words.items() if _is_better(_changes(counts.most_common(_MOST_WORDS), read), name)
    )
    codes = codes_read(line for line in lines if line.font not in fonts)
    if name in _BY_PLACE:
        return Repair(codes=codes, page=read)
    if name == "cp1251" and _is_t2a(lines, fonts):
        letters = {number: letter for number, letter in _table("cp1251").items() if 0xA0 <= number <= 0xFF}
        read = _reader({**letters, **_T2A})
    return Repair(codes=codes, line=read, fonts=fonts)


def _odd_words(text: str) -> Counter[str]:
    """The words that are not in ASCII alone, but in letters that an old encoding may have meant otherwise."""
    return Counter([word for word in _WORD.findall(text) if not word.isascii()])


def _best_reading(words: Counter[str]) -> tuple[str, Callable[[str], str]] | None:
    """The encoding that these words are in, and how it is read, if one reading is clearly better than the words are."""
    common = words.most_common(_MOST_WORDS)
    if sum(count * len(word) for word, count in common) < _FEWEST_PAIRS:
        return None
    found = []
    for name in (*_ENCODINGS, *vietnamese.READINGS):
        changes = _changes(common, _READINGS[name])
        if not _has_enough_letters(changes) or (least := _share_as_it_stands(changes) + _CLEAR_LEAD) > 1:
            continue
        after, changed = _share_as_read(changes, name)
        if changed >= _FEWEST_PAIRS and after >= max(_LEAST_SHARE, least):
            found.append((after * changed, name))
    return (max(found)[1], _READINGS[max(found)[1]]) if found else None


def _changes(words: Sequence[tuple[str, int]], read: Callable[[str], str]) -> list[_Change]:
    """The words that a reading changes, in small letters: as they stand, as they are read, and how many there are."""
    return [(word.lower(), as_read.lower(), count) for word, count in words if (as_read := read(word)) != word]


def _has_enough_letters(changes: Sequence[_Change]) -> bool:
    """Whether at least three letters are others: the one ñ of Spanish may be the ń of a reading."""
    changed: dict[str, int] = {}
    for before, after, count in changes:
        for letter in set(before).difference(after):
            changed[letter] = changed.get(letter, 0) + count
    rare = _RARE * sum(changed.values())
    return sum(count > rare for count in changed.values()) >= _FEWEST_LETTERS


def _is_better(changes: Sequence[_Change], name: str) -> bool:
    """Whether the words of one font are as they are in this encoding rather than as they stand."""
    return _share_as_read(changes, name)[0] > _share_as_it_stands(changes)


def _share_as_it_stands(changes: Sequence[_Change]) -> float:
    """How much of what a reading changes is as some language has it without the reading."""
    return share_of_pairs(_pairs(changes), COMMON_PAIRS)


def _share_as_read(changes: Sequence[_Change], name: str) -> tuple[float, int]:
    """How much of what a reading has changed is as some language has it; and how much it is."""
    new = _pairs((after, before, count) for before, after, count in changes)
    languages = _ENCODINGS.get(name, ("vi",))
    share = share_of_pairs(new, languages)
    if name in _BY_PLACE:
        backwards = {pair[::-1]: count for pair, count in new.items()}
        share = max(share, share_of_pairs(backwards, languages))
    return share, sum(new.values())


def _pairs(words: Iterable[_Change]) -> dict[str, int]:
    """The pairs of each first word that have a letter which the second, the same word read otherwise, has not."""
    pairs: dict[str, int] = {}
    for word, other, count in words:
        for pair in pairs_of(word):
            if pair[0] not in other or pair[1] not in other:
                pairs[pair] = pairs.get(pair, 0) + count
    return pairs


def _is_t2a(lines: Iterable[Line], fonts: frozenset[str]) -> bool:
    counts = Counter(letter for line in lines if line.font in fonts for letter in line.text if letter in "¾¿")
    opening, closing = counts["¾"], counts["¿"]
    return opening > 0 and 2 * min(opening, closing) > max(opening, closing)


def _table(encoding: str) -> Table:
    """What the encoding has for each character that Latin-1 or Windows-1252 has in its place."""
    table: Table = {}
    for number in _HIGH:
        letter = bytes([number]).decode(encoding, "ignore")
        if not letter.isprintable() or not letter:
            continue
        table[number] = letter
        if western := bytes([number]).decode("cp1252", "ignore"):
            table[ord(western)] = letter
    return table


def _reader(table: Table) -> Callable[[str], str]:
    return lambda text: text.translate(table)


_READINGS: Final[Mapping[str, Callable[[str], str]]] = {
    **{encoding: _reader(_table(encoding)) for encoding in _ENCODINGS},
    **vietnamese.READINGS,
}
