"""The number that a heading begins with, split from its title: "1.2 Scope", "Annex A – Forms", "第3章 結論", "IV.
Results".

Comes in: a heading's text. Goes out: a `Numbered` with the label as printed, the title, and how deep the label
itself says the heading lies (0 where it does not say).
"""

import re
from dataclasses import dataclass
from typing import Final

from dragoman.vocabulary.numbering import ANNEX_WORDS, CHAPTER_WORDS

_ROMAN: Final = re.compile(r"(?=[ivxlcdm])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_CHINESE: Final = "一二三四五六七八九"
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_WORDS: Final = "|".join(sorted({re.escape(word) for word in (*CHAPTER_WORDS, *ANNEX_WORDS)}, key=len, reverse=True))
_ORDINAL: Final = (
    r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,7}|[a-zа-я](?:\.\d{1,3})*|[一二三四五六七八九十]{1,3}|ال[\u0621-\u064a]{3,8})"
)
_WORDED: Final = re.compile(
    rf"(?P<label>(?:{_WORDS})(?:\s+lục)?\s*{_ORDINAL})(?![\w])\s*[.:：)–—-]*\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
_EAST_ASIAN: Final = re.compile(
    r"(?P<label>第\s*[0-9０-９一二三四五六七八九十百]+\s*[章节節部編编条條篇回課讲部]|제\s*\d+\s*[장절편부조관]|\d+\s*[장절편](?=\s)"
    r"|[一二三四五六七八九十]{1,3}(?=、)|[（(][一二三四五六七八九十]{1,3}[)）])\s*[、.:：．]*\s*(?P<title>.*)",
    re.DOTALL,
)
_DECIMAL: Final = re.compile(
    r"[.．]?(?P<label>\d{1,3}(?:[.．]\d{1,3})*)(?P<mark>[.．)、:：]{0,2})(?P<gap>\s*)[-–—]?\s*(?P<title>.*)", re.DOTALL
)
_LETTERED: Final = re.compile(
    r"(?P<label>[A-ZА-Я](?:\.?\d{1,3})(?:\.\d{1,3})*)(?P<mark>[.):]*)\s*[-–—]?\s+(?P<title>.*)", re.DOTALL
)
_LETTER: Final = re.compile(r"(?P<label>[A-Za-zА-Яа-я])[.)]\s+(?P<title>.*)", re.DOTALL)
_ROMAN_LABEL: Final = re.compile(r"(?P<label>[IVXLC]{1,7}|[ivxlc]{1,7})(?P<mark>[.)–—:-]+)\s+(?P<title>.*)", re.DOTALL)
_ROMAN_BARE: Final = re.compile(r"(?P<label>[IVXLC]{2,7})\s+(?P<title>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A heading with its label apart; `depth` is what a label of several numbers says (1.2.3 is 3), else 0 or 1."""

    label: str | None
    title: str
    depth: int = 0


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral of either case, or None for anything else."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def ordinal(label: str) -> int | None:
    """The number a label of one number means: 3 for "3", "Chapter 3", "III.", "第三章", "3장"; None for others."""
    if digits := re.search(r"\d+", label):
        return int(digits[0])
    if chinese := re.search(r"[一二三四五六七八九十]{1,3}", label):
        return chinese_value(chinese[0])
    return roman_value(label.rpartition(" ")[2]) if label else None


def chinese_value(text: str) -> int:
    """The value of a Chinese numeral below a hundred."""
    tens, ten, ones = text.rpartition("十")
    value = (_CHINESE.index(tens[-1]) + 1 if tens else 1) * 10 if ten else 0
    return value + (_CHINESE.index(ones[-1]) + 1 if ones else 0)


def split_label(heading: str) -> Numbered:
    """The label a heading begins with, and the rest; a heading of nothing but a label keeps that as its title."""
    text = " ".join(heading.split())
    if match := _EAST_ASIAN.match(text) or _WORDED.match(text):
        return _numbered(match, text, 1)
    if match := _DECIMAL.match(text):
        return _decimal(match, text)
    if match := _LETTERED.match(text):
        return _numbered(match, text, len(re.findall(r"\d+", match["label"])) + int(match["label"][1] == "."))
    if (match := _ROMAN_LABEL.match(text) or _ROMAN_BARE.match(text)) and roman_value(match["label"]):
        return _numbered(match, text, 1)
    match = _LETTER.match(text)
    return _numbered(match, text, 0) if match else Numbered(label=None, title=text)


def _decimal(match: re.Match[str], text: str) -> Numbered:
    """A label of numbers, unless the number is part of the title: "3D" and "2,5" are ("10 years on" passes)."""
    parts = len(re.split(r"[.．]", match["label"]))
    separated = bool(match["mark"] or match["gap"]) or (parts > 1 and not match["title"][:1].isdigit())
    if not separated or (match["title"] and not any(letter.isalpha() for letter in match["title"])):
        return Numbered(label=None, title=text)
    return _numbered(match, text, parts)


def _numbered(match: re.Match[str], text: str, depth: int) -> Numbered:
    title = match["title"].strip(" .:：–—-")
    return Numbered(label=match["label"].strip(), title=title or text, depth=depth)
