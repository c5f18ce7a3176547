"""Lines put together to running text: hyphenation at line ends undone, scripts without spaces joined without one.

A hyphen at a line's end goes when a letter stands before it and a small letter begins the next line. It stays where
the word is a chain of its own ("state-of-the-" + "art", "e-" + "mail") or the next line begins with a capital or digit.
"""

import re
from collections.abc import Iterable
from typing import Final

_HYPHENS: Final = "-\u2010\u2011\u00ad"
_UNSPACED: Final = re.compile(
    "[\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uff60\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_LAST_WORD: Final = re.compile(r"[^\s]+$")


def joined(lines: Iterable[str]) -> str:
    """The text of lines that follow one another in one paragraph."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif line:
            text = _join(text, line)
    return text


def _join(before: str, after: str) -> str:
    last, first = before[-1], after[0]
    if last in _HYPHENS and len(before) > 1 and before[-2].isalpha():
        return before[:-1] + after if _breaks_a_word(before, first) else before + after
    if _UNSPACED.match(last) and _UNSPACED.match(first):
        return before + after
    return f"{before} {after}"


def _breaks_a_word(before: str, first: str) -> bool:
    word = _LAST_WORD.search(before)
    stem = word.group()[:-1] if word else ""
    return first.islower() and not any(hyphen in stem for hyphen in _HYPHENS) and len(stem) > 1
