"""Marking the words of a question in texts that were found.

Comes in: the terms of a question, a text, its language, and the signs that were kept with it. Goes out: where the
words stand. A passage is analysed when it is indexed; to analyse it once more for every answer that shows it would take
longer than to find it. So the index keeps a sign of two bytes for every term of a passage, and only what has the sign
of a term that is looked for is analysed again.

A *chunk* is what stands between spaces: a word and its punctuation, or several that are written together.
"""

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Final

from dragoman.search.analysis import UNSPACED, Lexicon, Token, lexicon_of, other_forms
from dragoman.search.scripts import CONTINUOUS, script_of

_NEW_CHUNK: Final = 1 << 15
_ANY_TERM: Final = _NEW_CHUNK - 1
_CACHED: Final = 8_192
_UNKNOWN: Final = struct.pack("<H", _NEW_CHUNK | _ANY_TERM)


class _Signs(dict[str, bytes]):
    """The signs of each chunk of a language; it fills itself as its lexicon does."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, chunk: str) -> bytes:
        terms = self.lexicon[chunk].split()
        if chunk not in self.lexicon:
            return _UNKNOWN
        found = [_sign(term) for term in (*terms, *self.lexicon.plain.get(chunk, "").split())] or [0]
        found[0] |= _NEW_CHUNK
        self[chunk] = struct.pack(f"<{len(found)}H", *found)
        return self[chunk]


_signs: dict[str, _Signs] = {}


@lru_cache(maxsize=_CACHED)
def _sign(term: str) -> int:
    """Fifteen bits that another term seldom has; neither 0 (no term) nor `_ANY_TERM`."""
    return zlib.crc32(term.encode("utf-8", "replace")) % (_ANY_TERM - 1) + 1


def signs(text: str, language: str) -> bytes:
    """A sign for every term and plain form of each chunk of a text; none for scripts without spaces.

    The highest bit of a chunk's first sign is set.
    """
    lexicon = lexicon_of(language)
    if lexicon.unspaced:
        return b""
    known = _signs.get(lexicon.language)
    if known is None or known.lexicon is not lexicon:
        known = _signs[lexicon.language] = _Signs(lexicon)
    return b"".join([known[chunk] for chunk in text.split()])


class Marker:
    """Finds in texts the words of a question: those whose term, or a plain form, is among its terms."""

    def __init__(self, terms: frozenset[str]) -> None:
        stems = {term: term.partition(":")[2] for term in terms}
        self._pairs = sorted({stem for stem in stems.values() if script_of(stem[0]) in CONTINUOUS})
        self._terms = frozenset(term for term, stem in stems.items() if stem not in self._pairs)
        looked_for = {*map(_sign, self._terms), _ANY_TERM}
        self._signs = frozenset(looked_for | {sign | _NEW_CHUNK for sign in looked_for})
        self._known: dict[tuple[str, str], list[tuple[str, int, int]]] = {}

    def places(self, text: str, language: str, signs: bytes = b"") -> list[tuple[str, int, int]]:
        """Where the words stand, in the text's order: (which word, start, end). Its only white space is the space."""
        found = [(pair, start, start + len(pair)) for pair in self._pairs for start in _occurrences(pair, text)]
        if self._terms:
            lexicon = lexicon_of(language)
            # Every unspaced character makes way for a space, which keeps all places.
            spaced = UNSPACED.sub(" ", text) if lexicon.unspaced else text
            padded = f" {spaced} "
            for chunk in self._chunks(spaced.split(), signs):
                words = self._inside(chunk, lexicon.language)
                for at in _occurrences(f" {chunk} ", padded) if words else ():
                    found += [(term, at + start, at + end) for term, start, end in words]
        found.sort(key=itemgetter(1, 2))
        return found

    def _chunks(self, chunks: list[str], signs: bytes) -> Iterable[str]:
        """Those chunks, each once, that may have a word in them that is looked for: all where no signs were kept."""
        if not signs:
            return set(chunks)
        kept = struct.unpack(f"<{len(signs) // 2}H", signs)
        here = [at for at, sign in enumerate(kept) if sign in self._signs]
        starts = [at for at, sign in enumerate(kept) if sign >= _NEW_CHUNK] if here else []
        return {chunks[bisect_right(starts, at) - 1] for at in here}

    def _inside(self, chunk: str, language: str) -> list[tuple[str, int, int]]:
        """The words of a chunk that are looked for, with their places in it."""
        words = self._known.get((chunk, language))
        if words is None:
            words = [
                (term, start, end)
                for term, start, end in _tokens(chunk, language)
                if term in self._terms or not self._terms.isdisjoint(_plain(term, chunk[start:end]))
            ]
            self._known[chunk, language] = words
        return words


@lru_cache(maxsize=_CACHED)
def _tokens(chunk: str, language: str) -> tuple[Token, ...]:
    return tuple(lexicon_of(language).tokens(chunk))


_plain = lru_cache(maxsize=_CACHED)(other_forms)


def _occurrences(piece: str, text: str) -> Iterator[int]:
    start = text.find(piece)
    while start >= 0:
        yield start
        start = text.find(piece, start + 1)
