"""Text of files whose fonts don't say which letters they draw, so that Cyrillic or Greek comes out as accented Latin.

No language is written in a third of letters from À to ÿ. Where a document is (the rest may be English, or code), its
bytes are those of an older encoding: the one in which the commonest letters are those that are commonest in the
languages written so. The letters of LaTeX's T2A stand where those of Windows-1251 do, but for ё and the quotation
marks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dragoman.document.model import Line

_FIRST, _LAST = 0xA0, 0xFF
_FIRST_LETTER: Final = 0xC0
_FEWEST_LETTERS: Final = 40
_MOST_ACCENTED: Final = 0.3
_LEAST_COMMON: Final = 0.5
_COMMON: Final = {
    "cp1251": "оеаинтсрвл",
    "koi8-r": "оеаинтсрвл",
    "iso8859-5": "оеаинтсрвл",
    "cp1253": "αοιετσνηυρ",
}
_T2A: Final = {0xBC: "ё", 0x9C: "Ё", 0xBE: "«", 0xBF: "»"}

Table = dict[int, str]


def table_of_lines(pages: Iterable[Iterable[Line]]) -> Table | None:
    """What each character of these lines really is; None where they are as they should be."""
    counts: Counter[str] = Counter()
    letters = 0
    for lines in pages:
        for line in lines:
            if line.text.isascii():
                letters += len(line.text)
            else:
                counts.update(line.text)
    letters += sum(count for letter, count in counts.items() if letter.isalpha())
    accented = {letter: count for letter, count in counts.items() if _FIRST_LETTER <= ord(letter) <= _LAST}
    if sum(accented.values()) < max(_FEWEST_LETTERS, _MOST_ACCENTED * letters):
        return None
    tables = {encoding: _table(encoding) for encoding in _COMMON}
    shares = {encoding: _share(accented, tables[encoding], _COMMON[encoding]) for encoding in tables}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] < _LEAST_COMMON:
        return None
    opening, closing = counts["¾"], counts["¿"]
    of_t2a = opening > 0 and 2 * min(opening, closing) > max(opening, closing)
    return {**tables[best], **_T2A} if of_t2a else tables[best]


def lines_read_by(table: Table, lines: Iterable[Line]) -> list[Line]:
    """The lines with the letters that they really have."""
    return [line if line.text.isascii() else replace(line, text=read_by(table, line.text)) for line in lines]


def read_by(table: Table, text: str) -> str:
    """The text with the letters that it really has; as it is where it has none of the table's kind."""
    return text if not any(_FIRST_LETTER <= ord(letter) <= _LAST for letter in text) else text.translate(table)


def _table(encoding: str) -> Table:
    numbers = range(_FIRST, _LAST + 1)
    return {number: bytes([number]).decode(encoding, "replace") for number in numbers}


def _share(counts: Mapping[str, int], table: Table, common: str) -> float:
    """How much of the text is in common small letters: in a wrong encoding it is in other letters or in capitals."""
    total = sum(counts.values())
    return sum(count for letter, count in counts.items() if table[ord(letter)] in common) / total
