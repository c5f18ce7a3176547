"""What a reader typed becomes a query for the index.

Comes in: a `Typed`. Goes out: a `Question`: the words, phrases and identifiers as each plausible language reads them,
and from that Tantivy queries: passages with all the words, or failing that with some of them.

The language of a question is found in the index itself, unless the reader says it: a language is plausible if its texts
have these words about as often as the likeliest language's texts have them (naive Bayes over the index's own
frequencies, the interface's language a little likelier). A name passes in many languages, a sentence in one.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import tantivy

from dragoman.search.analysis import Wanted, read_as, runs, scripts_in, wanted_beginning
from dragoman.search.marking import Marker
from dragoman.search.records import Records, of_editions
from dragoman.search.schema import TEXT
from dragoman.search.scripts import analysed_as, script_of
from dragoman.search.syntax import Identified, Typed
from dragoman.search.vocabulary import Vocabulary, Word

MOST_WORDS: Final = 32

_COMMON: Final = 0.25
"""A word in more than this share of a language's passages says nothing while there are others."""
_SOME_OF: Final = 0.2
"""The share of a long question's words that a passage must have (measured on XQuAD: 0.3 and more lose answers)."""
_UNLIKELY: Final = math.log(100.0)
_READER: Final = math.log(3.0)
_OF_RECORD: Final = 10.0
"""What an identifier in an edition's record weighs; texts that only cite it come after."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The question as a text of one language would have it: its telling words, and the rest as phrases of terms.

    `written` are the words as they were typed. An identifier stands in a text in one of several ways; `unknown` are the
    words that no text of the language has.
    """

    language: str
    words: tuple[Word, ...] = ()
    written: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    identifiers: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()
    unknown: tuple[str, ...] = ()

    def telling(self) -> Iterator[tuple[Word, str]]:
        """The telling words, each with how it was typed."""
        return zip(self.words, self.written, strict=True)


class Likely(NamedTuple):
    """The languages that a question may be in, likeliest first, and those that it is read in."""

    languages: tuple[str, ...]
    read: tuple[str, ...]


class Question:
    """What was typed, as each plausible language reads it."""

    def __init__(
        self, readings: Sequence[Reading], vocabulary: Vocabulary, *, named: Sequence[tantivy.Query], likely: Likely
    ) -> None:
        self.readings = tuple(readings)
        self.vocabulary = vocabulary
        self.schema = vocabulary.schema
        self.languages = likely.languages
        self._named = tuple(named)

    @property
    def length(self) -> int:
        """How many telling words and phrases it has, in the reading that has most."""
        return max((len(r.words) + len(r.phrases) + len(r.identifiers) for r in self.readings), default=0)

    @cached_property
    def marker(self) -> Marker:
        """Finds the telling words of the question in texts."""
        words = {term for reading in self.readings for word in reading.words for term in word.terms}
        phrases = [p for r in self.readings for p in (*r.phrases, *(way for ways in r.identifiers for way in ways))]
        return Marker(frozenset(words | {term for phrase in phrases for term in phrase}))

    def parts(self) -> Iterator[tuple[str, tantivy.Query]]:
        """Each word and phrase by its terms, with the query that finds it, for saying what a score is made of."""
        for reading in self.readings:
            yield from ((" ".join(word.terms[:1]), word.query) for word in reading.words if word.query is not None)
            yield from ((" ".join(phrase), self._phrase(phrase)) for phrase in reading.phrases)
            yield from ((" ".join(ways[0]), self._identifier(ways, n)) for n, ways in enumerate(reading.identifiers))

    def all_words(self) -> tantivy.Query | None:
        """Passages that have every word and phrase; None if none can."""
        return self._any_reading(self._every)

    def some_words(self) -> tantivy.Query | None:
        """Passages that have some of the words (a fifth or more), and every phrase; None if none can."""
        return self._any_reading(self._some)

    def _any_reading(self, read: Callable[[Reading], tantivy.Query | None]) -> tantivy.Query | None:
        queries = [query for reading in self.readings if (query := read(reading)) is not None]
        if not queries:
            return None
        found = queries[0] if len(queries) == 1 else tantivy.Query.disjunction_max_query(queries)
        without = [self._phrase(phrase) for phrase in {p for reading in self.readings for p in reading.without}]
        if not without:
            return found
        clauses = [(tantivy.Occur.Must, found), *((tantivy.Occur.MustNot, query) for query in without)]
        return tantivy.Query.boolean_query(clauses)

    def _every(self, reading: Reading) -> tantivy.Query | None:
        words = [word.query for word in reading.words if word.query is not None]
        return _all_of([*self._exact(reading), *words]) if len(words) == len(reading.words) else None

    def _some(self, reading: Reading) -> tantivy.Query | None:
        words = [word.query for word in reading.words if word.query is not None]
        exact = self._exact(reading)
        if len(words) < 2:
            return _all_of([*exact, *words])
        clauses = [(tantivy.Occur.Should, query) for query in words]
        least = math.ceil(len(words) * _SOME_OF)
        return _all_of([*exact, tantivy.Query.boolean_query(clauses, least if least > 1 else None)])

    def _exact(self, reading: Reading) -> list[tantivy.Query]:
        """What must stand as it was typed."""
        phrases = [self._phrase(phrase) for phrase in reading.phrases]
        return [*phrases, *(self._identifier(ways, n) for n, ways in enumerate(reading.identifiers))]

    def _identifier(self, ways: Iterable[Phrase], place: int) -> tantivy.Query:
        found = [*(self._phrase(way) for way in ways), self._named[place]]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in found])

    def _phrase(self, phrase: Phrase) -> tantivy.Query:
        if len(phrase) == 1:
            return tantivy.Query.term_query(self.schema, TEXT, phrase[0], "freq")
        words: list[str | tuple[int, str]] = list(phrase)
        return tantivy.Query.phrase_query(self.schema, TEXT, words)


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query | None:
    if len(queries) < 2:
        return queries[0] if queries else None
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def ask(
    typed: Typed, vocabulary: Vocabulary, records: Records, *, asked_in: str | None, reader_language: str
) -> Question:
    """Reads a question in the languages that it may be in: `asked_in` if given, else any that the index has."""
    said = [typed.words, *typed.phrases, *typed.beginnings]
    words = [run for part in said for run in runs(part)[:MOST_WORDS]]
    likely = _likely(words, vocabulary, asked_in, reader_language)
    readings = [_read(typed, candidate, vocabulary) for candidate in likely.read]
    named = [_named(identifier, records, vocabulary) for identifier in typed.identifiers]
    return Question(readings, vocabulary, named=named, likely=likely)


def _likely(words: Sequence[str], vocabulary: Vocabulary, asked_in: str | None, reader_language: str) -> Likely:
    """The languages that the words may be of.

    Languages that aren't written as the question is would all read it alike: each way of reading is tried once.
    """
    scripts = sorted(scripts_in("".join(words)))
    reader = analysed_as(reader_language)
    ways = {read_as(candidate, scripts): candidate for candidate in vocabulary.languages}
    if reader in vocabulary.languages:
        ways[read_as(reader, scripts)] = reader
    scores = {
        candidate: sum(vocabulary.run(run, candidate)[1] for run in words) + (_READER if candidate == reader else 0.0)
        for candidate in ways.values()
    }
    ordered = sorted(scores, key=lambda candidate: -scores[candidate])
    letters = [script_of(letter) for word in words for letter in word if letter.isalpha()]
    most = max(range(len(scripts)), key=lambda place: letters.count(scripts[place])) if scripts else 0
    names = {candidate: _name(candidate, way[most : most + 1] + way, vocabulary) for way, candidate in ways.items()}
    languages = tuple(dict.fromkeys(name for candidate in ordered if (name := names[candidate])))
    if asked_in is not None:
        said = analysed_as(asked_in)
        return Likely((said, *(language for language in languages if language != said)), (said,))
    return Likely(languages, tuple(c for c in ordered if scores[c] >= scores[ordered[0]] - _UNLIKELY))


def _name(candidate: str, way: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The language that a way of reading stands for: one that is written as most of the question is; none for a number.

    A Russian question with a Latin name in it is read alike as Russian and as English, and is Russian.
    """
    wished = (candidate, *way) if candidate in way[:1] else (*way[:1], candidate, *way)
    return next((language for language in wished if language in way and language in vocabulary.languages), None)


def _read(typed: Typed, language: str, vocabulary: Vocabulary) -> Reading:
    wants: dict[Wanted, str] = {}
    for run in runs(typed.words)[:MOST_WORDS]:
        wants.update(dict.fromkeys(vocabulary.run(run, language)[0], run))
    for beginning in typed.beginnings:
        wants.update(dict.fromkeys(wanted_beginning(beginning, language), beginning))
    words = [(vocabulary.word(want), run) for want, run in list(wants.items())[:MOST_WORDS]]
    telling = [(word, run) for word, run in words if word.share <= _COMMON]
    if all(word.query is None for word, _ in telling):
        telling = words

    def phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
        found = (tuple(want.term for run in runs(t) for want in vocabulary.run(run, language)[0]) for t in texts)
        return tuple(phrase for phrase in found if phrase)

    return Reading(
        language=language,
        words=tuple(word for word, _ in telling),
        written=tuple(run for _, run in telling),
        phrases=phrases(typed.phrases),
        identifiers=tuple(phrases(identifier.written) for identifier in typed.identifiers),
        without=phrases(typed.without),
        unknown=tuple(run for word, run in words if word.query is None),
    )


def _named(identifier: Identified, records: Records, vocabulary: Vocabulary) -> tantivy.Query:
    """The passages of the editions whose record has an identifier."""
    editions = of_editions(vocabulary.schema, records.identified(identifier.scheme, identifier.value))
    return tantivy.Query.const_score_query(editions, _OF_RECORD)
