"""Lines put together to running text: hyphenation at line ends undone, scripts without spaces joined without one.

A hyphen at a line's end goes where it only breaks a word: a letter stands before it and a small letter begins the next
line, or both parts are in capitals. It stays where the word has it: a chain of its own ("state-of-the-" + "art", "e-"
+ "mail"), a capital or digit after it ("EU-" + "Staaten", "2010-" + "2020"), a compound that the document has in the
midst of a line elsewhere; Russian and French compounds whose second part is a word that no syllable is ("кто-" + "то",
"peut-" + "être"). Where words share their second part ("Vor-" + "und Nachteile"), hyphen and space stay.
"""

import re
from collections.abc import Container, Iterable
from itertools import pairwise
from typing import Final

from dragoman.vocabulary.folding import spaced
from dragoman.vocabulary.letter_pairs import COMMON_PAIRS, pairs_of, share_of_pairs

_HYPHENS: Final = "-\u2010\u2011\u00ad"
_UNSPACED: Final = re.compile(
    "[\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uff60\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_LAST_WORD: Final = re.compile(r"[^\s]+$")
_FIRST_WORD: Final = re.compile(r"^[^\W\d_]+")
_COMPOUND: Final = re.compile(r"[^\W\d_]{2,}[-\u2010\u2011][^\W\d_]{2,}")
_SHARED: Final = frozenset(
    spaced("and or und oder bzw sowie en of och eller og tai või és vagy et ou veya lub oraz nebo či или або")
)
"""Words between two that share a part, but for those that are syllables, too (Finnish "ja", Ukrainian «та»); those of
one letter ("y", "e", "и") need no list, since no syllable is one.
"""
_OWN_WORDS: Final = frozenset(spaced("либо нибудь таки il ils elle elles être même mêmes"))
_PRONOUN: Final = re.compile(
    r"^(?:кто|что|где|как|как(?:ой|ая|ое|ие|ого|ой|ую)|когда|куда|откуда|почему|зачем|чей|сколько)$"
)
_OF_MANNER: Final = re.compile(r"(?:ски|цки|ому|ему)$")  # «по-русски», «по-новому»
_SHORTEST_CAPITALS: Final = 3
_SPACED_LETTERS: Final = re.compile(r"(?:[^\W\d_] ){4,}[^\W\d_]")
_SPACED_HAN: Final = re.compile("(?:[\u3400-\u9fff] )+[\u3400-\u9fff]")
_LEAST_SHARE: Final = 0.6


def compounds_of(lines: Iterable[str]) -> frozenset[str]:
    """The words with a hyphen in them that stand in the midst of these lines, in lower case with a plain hyphen.

    A word that stands there without its hyphen, too, is not among them.
    """
    lines = list(lines)
    hyphened = "\n".join([line for line in lines if "-" in line or "\u2010" in line or "\u2011" in line])
    found = {_plain(word) for word in _COMPOUND.findall(hyphened)}
    bare = {word.replace("-", "") for word in found}
    plain = bare.intersection("\n".join(lines).lower().split()) if found else bare
    return frozenset(word for word in found if word.replace("-", "") not in plain)


def joined(lines: Iterable[str], compounds: Container[str] = ()) -> str:
    """The text of lines that follow one another in one paragraph; `compounds` are words that have a hyphen."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif line:
            text = _join(text, line, compounds)
    return text


def closed_up(text: str) -> str:
    """A line without the spaces that only space its letters out: "S U M M A R Y", 「目 录」."""
    if text[1:2] != " " or text[3:4] not in {" ", ""}:
        return text
    if _SPACED_HAN.fullmatch(text):
        return text.replace(" ", "")
    if not _SPACED_LETTERS.fullmatch(text):
        return text
    word = text.replace(" ", "")
    is_alphabet = all(ord(second) - ord(first) in {0, 1} for first, second in pairwise(word))
    pairs = dict.fromkeys(pairs_of(word.lower()), 1)
    return word if not is_alphabet and share_of_pairs(pairs, COMMON_PAIRS) >= _LEAST_SHARE else text


def _join(before: str, after: str, compounds: Container[str]) -> str:
    last, first = before[-1], after[0]
    if last in _HYPHENS and len(before) > 1 and before[-2].isalpha():
        return _rejoined(before, after, compounds)
    if last in "-\u2010\u2011–" and len(before) > 1 and before[-2].isdigit() and first.isdigit():
        return before + after
    if _UNSPACED.match(last) and _UNSPACED.match(first):
        return before + after
    return f"{before} {after}"


def _rejoined(before: str, after: str, compounds: Container[str]) -> str:
    """Two lines of which the first ends with a letter and a hyphen."""
    first = _FIRST_WORD.match(after)
    rest = first.group() if first else ""
    last = _LAST_WORD.search(before)
    stem = last.group()[:-1] if last else ""
    following = after[len(rest) : len(rest) + 1]
    if following == " " and (rest in _SHARED or (len(rest) == 1 and rest.islower())):
        return f"{before} {after}"
    if rest.isupper() and following and following in _HYPHENS:
        return before + after
    return before[:-1] + after if _breaks_a_word(stem, rest, compounds) else before + after


def _breaks_a_word(stem: str, rest: str, compounds: Container[str]) -> bool:
    if any(hyphen in stem for hyphen in _HYPHENS) or len(stem) < 2 or _plain(f"{stem}-{rest}") in compounds:
        return False
    if stem.isupper() and rest.isupper():
        return min(len(stem), len(rest)) >= _SHORTEST_CAPITALS
    return rest[:1].islower() and not _is_russian_compound(stem.lower(), rest) and rest not in _OWN_WORDS


def _is_russian_compound(stem: str, rest: str) -> bool:
    if rest == "то":
        return bool(_PRONOUN.match(stem))
    return (stem == "из" and rest in {"за", "под"}) or (stem == "по" and bool(_OF_MANNER.search(rest)))


def _plain(word: str) -> str:
    letters = word.lower().strip(".,;:!?()[]«»“”\"'")
    return letters.replace("\u2010", "-").replace("\u2011", "-")
