"""A name becomes keys: what it is found by whatever script and accents it is typed in.

Comes in: a title, a person's name, a word of a text. Goes out: for each word `~:` and its letters in ASCII, lower case
(Chișinău → `~:chisinau`, Иванов → `~:ivanov`). Words in scripts without spaces stay as they are: nobody types them in
another script a character at a time. Transliteration is AnyAscii's.
"""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from dragoman.search.scripts import CONTINUOUS, script_of

MARK: Final = "~:"
SHORTEST: Final = 3
CASED: Final = frozenset({"Cyrl", "Grek", "Armn"})
"""Scripts besides Latin that tell names by a capital; of the others every word would have to have a key."""
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """The key of one word; empty if nothing of it can be written in ASCII."""
    if script_of(word[0]) in CONTINUOUS:
        return f"{MARK}{word}"
    plain = _NO_LETTER.sub("", anyascii(word).casefold())
    return f"{MARK}{plain}" if plain else ""


def is_name_like(word: str) -> bool:
    """Whether a word of a text may be a name that is typed in Latin letters too: it begins with a capital."""
    return len(word) >= SHORTEST and word[0].isupper() and script_of(word[0]) in CASED
