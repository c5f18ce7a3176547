"""One spelling of a word for comparing: compatibility forms, case, punctuation, vowel signs, note marks undone."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SOFT: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u0652\u0591-\u05c7]")
_MARKS: Final = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]")
_NOT_WORD: Final = re.compile(r"(?:[^\w\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|_)+")
_UNIFIED: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ё": "е", "ς": "σ"}
)
_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
"""What becomes of each ASCII character, of which so many texts have no other that the short way is worth its line."""

_SHORT: Final = 200
"""Headings and lines are compared many times over, texts are not."""


def fold(text: str) -> str:
    """Words in lower case, one space between them: NFKC, case folded, without punctuation, joiners and vowel points."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return _folded(text) if len(text) <= _SHORT else _folded.__wrapped__(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    plain = _SOFT.sub("", unicodedata.normalize("NFKC", _MARKS.sub(" ", text))).casefold().translate(_UNIFIED)
    return _NOT_WORD.sub(" ", plain).strip()


def squeeze(text: str) -> str:
    """The folded text without spaces, for comparing what was set with or without them."""
    return fold(text).replace(" ", "")


def spaced(text: str) -> tuple[str, ...]:
    """The words of a text: how the vocabularies write their lists."""
    return tuple(text.split())
