"""The page labels that a file does not declare but prints: "iv" and "12" at the edge of the page."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_REACH: Final = 4
_NUMBER: Final = re.compile(r"\d{1,4}")
_ROMAN: Final = re.compile(r"\b[ivxlc]{1,8}\b", re.IGNORECASE)
_ROMAN_DIGITS: Final = (
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)


class _Count(NamedTuple):
    """How a stretch of pages counts: in Roman numbers or not, and the distance of the number from the place."""

    roman: bool
    offset: int


def printed_labels(numbers: Sequence[str | None]) -> list[str | None]:
    """The label of each page, from what is printed on it as its number (None where nothing is).

    A number is believed where a neighbouring page counts the same way. A page without one between two that count the
    same way (a chapter's first, a full-page picture) has the number that is its turn.
    """
    counts = [_count(text, place) if text else None for place, text in enumerate(numbers)]
    believed = [count if count and _confirmed(counts, place) else None for place, count in enumerate(counts)]
    labels: list[str | None] = []
    for place, count in enumerate(believed):
        turn = count or _between(believed, place)
        labels.append(_label(turn, place) if turn else None)
    return labels


def _count(text: str, place: int) -> _Count | None:
    if found := _NUMBER.search(text):
        return _Count(roman=False, offset=int(found[0]) - place)
    if found := _ROMAN.search(text):
        value = next((n for n in range(1, 200) if roman(n) == found[0].lower()), None)
        return _Count(roman=True, offset=value - place) if value else None
    return None


def _confirmed(counts: Sequence[_Count | None], place: int) -> bool:
    near = (*counts[max(0, place - _REACH) : place], *counts[place + 1 : place + 1 + _REACH])
    return counts[place] in near


def _between(believed: Sequence[_Count | None], place: int) -> _Count | None:
    before = next((c for c in reversed(believed[max(0, place - _REACH) : place]) if c), None)
    after = next((c for c in believed[place + 1 : place + 1 + _REACH] if c), None)
    return before if before == after else None


def _label(count: _Count, place: int) -> str | None:
    value = place + count.offset
    if value < 1:
        return None
    return roman(value) if count.roman else str(value)


def roman(value: int) -> str:
    """A number from 1 in lower-case Roman numerals."""
    written = ""
    for digits, worth in _ROMAN_DIGITS:
        while value >= worth:
            written += digits
            value -= worth
    return written
