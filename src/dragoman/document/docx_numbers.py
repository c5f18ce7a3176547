"""The numbers that Word writes before headings and list items, which stand nowhere in a DOCX's text.

Comes in: numbering.xml (ECMA-376 part 1 §17.9). Goes out: for each numbered paragraph in turn its number as printed
("2.1", "(a)", "IV.", "•").
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST: Final = 3_999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """The numbers given so far, by list."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._reached: dict[str, list[int | None]] = {}
        if root is None:
            return
        for abstract in root.iterchildren(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            self._lists[name] = {_whole(level.get(f"{W}ilvl")): _level(level) for level in abstract.iter(f"{W}lvl")}
        for number in root.iterchildren(f"{W}num"):
            abstract_id = number.find(f"{W}abstractNumId")
            if abstract_id is not None:
                self._of[number.get(f"{W}numId") or ""] = abstract_id.get(f"{W}val") or ""

    def following(self, number: str, depth: int) -> str | None:
        """The number of the next paragraph of a list at a depth from 0, "•" for a bullet; None where it has none."""
        name = self._of.get(number)
        level = self._lists.get(name or "", {}).get(depth)
        if name is None or level is None or not 0 <= depth < _LEVELS:
            return None
        reached = self._reached.setdefault(name, [None] * _LEVELS)
        before = reached[depth]
        reached[depth] = level.start if before is None else before + 1
        reached[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.format in ("bullet", "none"):
            return "•" if level.format == "bullet" else None
        return _PLACE.sub(lambda place: self._said(name, int(place[1]) - 1, reached), level.text) or None

    def _said(self, name: str, depth: int, reached: list[int | None]) -> str:
        level = self._lists[name].get(depth)
        value = reached[depth]
        return written(level.start if value is None else value, level.format) if level else ""


def written(value: int, form: str) -> str:
    """A number in one of Word's formats; in any other one in digits."""
    if form in ("lowerRoman", "upperRoman") and 0 < value <= _MOST:
        text = ""
        for worth, letters in _ROMAN:
            text += letters * (value // worth)
            value %= worth
        return text.upper() if form == "upperRoman" else text
    if form in ("lowerLetter", "upperLetter") and 0 < value <= _MOST:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(value)


def _level(level: etree._Element) -> _Level:
    return _Level(
        start=_whole(_value(level, "start"), otherwise=1),
        format=_value(level, "numFmt") or "decimal",
        text=(_value(level, "lvlText") or "")[:60],
    )


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _whole(text: str | None, *, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise
