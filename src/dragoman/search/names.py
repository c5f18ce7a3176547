"""A name becomes keys: what it is found by whatever script and accents it is typed in.

Comes in: a title or a person's name. Goes out: for each word `~:` and its letters in ASCII, lower case (Chișinău →
`~:chisinau`, Иванов → `~:ivanov`). Words in scripts without spaces stay as they are: nobody types them in another
script a character at a time. Transliteration is AnyAscii's.
"""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from dragoman.search.analysis import runs
from dragoman.search.scripts import CONTINUOUS, script_of

MARK: Final = "~:"
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")


def keys(text: str) -> list[str]:
    """The keys of the words of a name, in its order."""
    return [found for run in runs(text) if (found := key(run))]


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """The key of one word; empty if nothing of it can be written in ASCII."""
    if script_of(word[0]) in CONTINUOUS:
        return f"{MARK}{word}"
    plain = _NO_LETTER.sub("", anyascii(word).casefold())
    return f"{MARK}{plain}" if plain else ""
