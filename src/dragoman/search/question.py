"""What a reader typed becomes a query for the index.

Comes in: any text. Goes out: a `Question`: the words (and "phrases in quotes") as each plausible language reads
them, and from that Tantivy queries: passages with all the words, or failing that with some of them.

The language of a question is not asked but found in the index itself: a language is plausible if its texts have these
words about as often as the likeliest language's texts have them (naive Bayes over the index's own frequencies). A
name passes in many languages, a sentence in one.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import tantivy

from dragoman.search.analysis import Marker, Wanted, read_as, runs, scripts_in
from dragoman.search.schema import TEXT
from dragoman.search.scripts import analysed_as
from dragoman.search.vocabulary import Vocabulary, Word

LONGEST_QUESTION: Final = 1_000
MOST_WORDS: Final = 32

_QUOTED: Final = re.compile(r'"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|「([^」]+)」')
_COMMON: Final = 0.25
"""A word in more than this share of a language's passages says nothing while there are others."""
_SOME_OF: Final = 0.2
"""The share of a long question's words that a passage must have (measured on XQuAD: 0.3 and more lose answers)."""
_UNLIKELY: Final = math.log(100.0)
_READER: Final = math.log(3.0)


class Reading(NamedTuple):
    """The question as a text of one language would have it: its telling words, and its phrases as terms."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]


class Question:
    """What was typed, as each plausible language reads it."""

    def __init__(self, readings: Sequence[Reading], vocabulary: Vocabulary) -> None:
        self.readings = tuple(readings)
        self.vocabulary = vocabulary
        self.schema = vocabulary.schema

    @property
    def length(self) -> int:
        """How many telling words and phrases it has, in the reading that has most."""
        return max((len(r.words) + len(r.phrases) for r in self.readings), default=0)

    @cached_property
    def marker(self) -> Marker:
        """Finds the telling words of the question in texts."""
        words = {term for reading in self.readings for word in reading.words for term in word.terms}
        return Marker(frozenset(words | {t for reading in self.readings for phrase in reading.phrases for t in phrase}))

    def parts(self) -> Iterator[tuple[str, tantivy.Query]]:
        """Each word and phrase by its terms, with the query that finds it, for saying what a score is made of."""
        for reading in self.readings:
            yield from ((" ".join(word.terms[:1]), word.query) for word in reading.words if word.query is not None)
            yield from zip((" ".join(phrase) for phrase in reading.phrases), self._phrases(reading), strict=True)

    def all_words(self) -> tantivy.Query | None:
        """Passages that have every word and phrase; None if none can."""
        return _any_of([query for reading in self.readings if (query := self._every(reading)) is not None])

    def some_words(self) -> tantivy.Query | None:
        """Passages that have some of the words (a fifth or more), and every phrase; None if none can."""
        return _any_of([query for reading in self.readings if (query := self._some(reading)) is not None])

    def _every(self, reading: Reading) -> tantivy.Query | None:
        words = [word.query for word in reading.words if word.query is not None]
        return _all_of([*self._phrases(reading), *words]) if len(words) == len(reading.words) else None

    def _some(self, reading: Reading) -> tantivy.Query | None:
        words = [word.query for word in reading.words if word.query is not None]
        phrases = self._phrases(reading)
        if len(words) < 2:
            return _all_of([*phrases, *words])
        clauses = [(tantivy.Occur.Should, query) for query in words]
        least = math.ceil(len(words) * _SOME_OF)
        return _all_of([*phrases, tantivy.Query.boolean_query(clauses, least if least > 1 else None)])

    def _phrases(self, reading: Reading) -> list[tantivy.Query]:
        queries = []
        for phrase in reading.phrases:
            words: list[str | tuple[int, str]] = list(phrase)
            if len(words) == 1:
                queries.append(tantivy.Query.term_query(self.schema, TEXT, phrase[0], "freq"))
            else:
                queries.append(tantivy.Query.phrase_query(self.schema, TEXT, words))
        return queries


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query | None:
    if len(queries) < 2:
        return queries[0] if queries else None
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query | None:
    if len(queries) < 2:
        return queries[0] if queries else None
    return tantivy.Query.disjunction_max_query(queries)


def ask(text: str, vocabulary: Vocabulary, *, language: str | None, reader_language: str) -> Question:
    """Reads a question in the languages that it may be in: `language` if given, else any that the index has."""
    text = text[:LONGEST_QUESTION]
    quoted = [runs(next(filter(None, m.groups()), ""))[:MOST_WORDS] for m in _QUOTED.finditer(text)]
    loose = runs(_QUOTED.sub(" ", text) if quoted else text)[:MOST_WORDS]
    likely = _likely([*loose, *(run for phrase in quoted for run in phrase)], vocabulary, language, reader_language)
    return Question([_read(loose, quoted, candidate, vocabulary) for candidate in likely], vocabulary)


def _likely(words: Sequence[str], vocabulary: Vocabulary, language: str | None, reader_language: str) -> list[str]:
    """The languages that the words may be of.

    Languages that aren't written as the question is would all read it alike: each way of reading is tried once.
    """
    if language is not None:
        return [analysed_as(language)]
    scripts = sorted(scripts_in("".join(words)))
    ways = {read_as(candidate, scripts): candidate for candidate in vocabulary.languages}
    reader = analysed_as(reader_language)
    if len(ways) < 2:
        return list(ways.values())
    scores = {
        candidate: sum(vocabulary.run(run, candidate)[1] for run in words) + (_READER if candidate == reader else 0.0)
        for candidate in ways.values()
    }
    best = max(scores.values())
    return [candidate for candidate, score in scores.items() if score >= best - _UNLIKELY]


def _read(loose: Iterable[str], quoted: Iterable[Iterable[str]], language: str, vocabulary: Vocabulary) -> Reading:
    wants: dict[Wanted, None] = {}
    for run in loose:
        wants.update(dict.fromkeys(vocabulary.run(run, language)[0]))
    words = [vocabulary.word(want) for want in list(wants)[:MOST_WORDS]]
    phrases = [tuple(want.term for run in phrase for want in vocabulary.run(run, language)[0]) for phrase in quoted]
    telling = [word for word in words if word.share <= _COMMON]
    if all(word.query is None for word in telling):
        telling = words
    return Reading(tuple(telling), tuple(phrase for phrase in phrases if phrase))
