"""How much of a question a passage has: its words weighed by their rarity, in the whole of it and in its best sentence.

Comes in: a question as its own language reads it, and passages that were found for it. Goes out: a part of a score for
each. BM25 finds passages among all; which of the few best answers is said better by how many of the telling words it
has than by how often it has them, and best where one sentence has them. A word that stands there in another form than
stemming sees (a compound, an irregular plural, a name inflected) counts for as much as it shares of its letters.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
import tantivy

from dragoman.search.analysis import other_forms
from dragoman.search.passages import SENTENCE
from dragoman.search.question import Question
from dragoman.search.ranking import Ranked
from dragoman.search.schema import Body
from dragoman.search.scripts import CONTINUOUS, script_of
from dragoman.search.vocabulary import rarity

_IN_PASSAGE: Final = 0.35
_IN_SENTENCE: Final = 0.35
"""What a passage gets that has all the words, and what it gets for having them in one sentence, beside a cosine."""
ALL_COVERED: Final = _IN_PASSAGE + _IN_SENTENCE
_IN_TITLE: Final = 0.8
"""What a word counts for that only the section's title has."""
_PIECE: Final = 4
_ALIKE: Final = 0.5
"""Where a text has this share of a word's pieces, it has something like the word,"""
_UNLIKE: Final = 0.8
"""which counts for so much of the share."""


class _Word(NamedTuple):
    """A telling word of the question: what it weighs, and its letters in overlapping pieces."""

    weight: float
    pieces: tuple[str, ...]


class Coverage:
    """Reads passages for what they have of one question. Each is read once."""

    def __init__(self, searcher: tantivy.Searcher, question: Question) -> None:
        self._searcher = searcher
        self._marker = question.marker
        self._language = question.readings[0].language
        self._words: list[_Word] = []
        self._word_of: dict[str, int] = {}
        self._known: dict[int, float] = {}
        self._titles: dict[str, set[int]] = {}
        passages = question.vocabulary.languages.get(self._language, 1)
        for number, (word, written) in enumerate(question.readings[0].telling()):
            self._words.append(_Word(rarity(word.share * passages, passages), _pieces(written)))
            for term in word.terms:
                # The marker calls a pair of characters by what is written.
                self._word_of[term] = self._word_of[term.partition(":")[2]] = number
        self._all = sum(word.weight for word in self._words)

    def of(self, passage: int) -> float | None:
        """What a passage that was read got."""
        return self._known.get(passage)

    def read(self, passages: Sequence[Ranked]) -> None:
        """Reads those of these that were not read yet."""
        for passage in passages:
            if passage.passage not in self._known and self._words:
                stored = self._searcher.doc(passage.address).get_first("stored") or b""
                self._known[passage.passage] = self._covered(msgspec.msgpack.decode(stored, type=Body))

    def _covered(self, body: Body) -> float:
        text = body.text.replace("\n", " ")
        ends = [*(match.end() for match in SENTENCE.finditer(text)), len(text)]
        found: list[dict[int, float]] = [{} for _ in ends]
        for number, start in self._found(text, body.signs):
            found[bisect_left(ends, start + 1)][number] = 1.0
        whole = {number: 1.0 for sentence in found for number in sentence}
        titled = self._in_title(body.section_title or "")
        folded = text.casefold()
        for number, word in enumerate(self._words):
            if number not in whole and (like := _likeness(word.pieces, folded)):
                whole[number] = like
                for sentence, start, end in zip(found, [0, *ends], ends, strict=False):
                    sentence[number] = _likeness(word.pieces, text[start:end].casefold())
            if number in titled:
                whole[number] = max(_IN_TITLE, whole.get(number, 0.0))
        best = max(self._weight(sentence) for sentence in found)
        return (_IN_PASSAGE * self._weight(whole) + _IN_SENTENCE * best) / self._all

    def _found(self, text: str, signs: bytes = b"") -> Iterator[tuple[int, int]]:
        """Which words stand in a text, and where."""
        for term, start, end in self._marker.places(text, self._language, signs):
            names = (term, *other_forms(term, text[start:end])) if term not in self._word_of else (term,)
            yield from ((self._word_of[name], start) for name in names if name in self._word_of)

    def _in_title(self, title: str) -> set[int]:
        if title not in self._titles:
            self._titles[title] = {number for number, _ in self._found(title)}
        return self._titles[title]

    def _weight(self, found: dict[int, float]) -> float:
        return sum(share * self._words[number].weight for number, share in found.items())


def _pieces(written: str) -> tuple[str, ...]:
    """A word's letters, four at a time; none of a short word or of a script without spaces, whose words are pieces."""
    word = written.casefold()
    if len(word) <= _PIECE or script_of(word[0]) in CONTINUOUS:
        return ()
    return tuple(word[start : start + _PIECE] for start in range(len(word) - _PIECE + 1))


def _likeness(pieces: Sequence[str], text: str) -> float:
    """How much of a word a text has that has it not as it is; nothing where that is little."""
    if not pieces:
        return 0.0
    share = sum(piece in text for piece in pieces) / len(pieces)
    return _UNLIKE * share if share >= _ALIKE else 0.0
