"""About how wide letters are, in ems: enough to break a title into lines, and to find a word on a printed line."""

import unicodedata
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,;:'!|()[]{}/\\`·-‘’“”\"اأإآدذرزوىيلجґіїєт")
_WIDE: Final = frozenset("mwMWжшщюфыЖШЩЮФЫмѣ@%—…")
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})


@lru_cache(maxsize=4096)
def width(letter: str) -> float:
    """The width of one character in a usual proportional type."""
    if unicodedata.category(letter) in _UNSEEN:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    if letter in _WIDE:
        return 0.85
    if letter in _NARROW or letter.isspace():
        return 0.3
    return 0.68 if letter.isupper() else 0.53


def width_of(text: str) -> float:
    """The width of a text set in one line."""
    return sum(map(width, text))
