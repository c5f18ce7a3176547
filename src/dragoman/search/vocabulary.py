"""How common each word is in the index, by language: what weighs a question's words and tells its language.

Comes in: one state of the index. Goes out: for a word, where it may stand, with the weight that it has there, and how
likely a language is to say it. Each is asked of the index once.
"""

import math
from functools import lru_cache
from typing import Final, NamedTuple

import tantivy

from dragoman.search.analysis import Wanted, wanted
from dragoman.search.exonyms import exonyms
from dragoman.search.names import CASED, MARK
from dragoman.search.schema import HEAD, PLAIN, TEXT
from dragoman.search.scripts import analysed_as, script_of, scripts_of
from dragoman.search.words import term_of

_HEAD_WEIGHT: Final = 0.8
_PLAIN_WEIGHT: Final = 0.8
_NAME_WEIGHT: Final = 0.6
_PLACE_WEIGHT: Final = 0.5
_UNSEEN: Final = 1e-4
_SMOOTHING: Final = 20.0
_EXPANSIONS: Final = 16
_REMEMBERED: Final = 20_000


class Word(NamedTuple):
    """A word of a question in one language: the terms that find it, the query for them, and how common it is.

    `query` is None if no passage has it; `share` is the share of the language's passages that have it.
    """

    terms: tuple[str, ...]
    query: tantivy.Query | None
    share: float


class Vocabulary:
    """The terms of one state of the index. What it remembers of them goes with it."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self.schema = schema
        self.languages: dict[str, int] = {}
        self.tags: dict[str, int] = dict(searcher.terms_with_prefix("language", ""))
        for tag, passages in self.tags.items():
            language = analysed_as(tag)
            self.languages[language] = self.languages.get(language, 0) + passages
        self.passages = sum(self.languages.values())
        self.word = lru_cache(maxsize=_REMEMBERED)(self._word)
        self.run = lru_cache(maxsize=_REMEMBERED)(self._run)
        self.likelihood = lru_cache(maxsize=_REMEMBERED)(self._likelihood)

    def tags_of(self, wanted: str) -> tuple[str, ...]:
        """The language tags in the index that a wanted one covers (RFC 4647 §3.3.1): zh covers zh-Hans."""
        begun = f"{wanted.lower()}-"
        return tuple(tag for tag in self.tags if tag.lower() == begun[:-1] or tag.lower().startswith(begun))

    def _run(self, run: str, language: str) -> tuple[tuple[Wanted, ...], float]:
        """The words in a run of letters as a language reads it, and the logarithm of how likely it says them."""
        wants = tuple(wanted(run, language))
        return wants, sum(self.likelihood(want.term) for want in wants)

    def _likelihood(self, term: str) -> float:
        if term[0] == ":":
            return 0.0
        frequency = self._searcher.doc_freq(TEXT, term)
        return math.log((frequency + _SMOOTHING * _UNSEEN) / (self._like(term, frequency) + _SMOOTHING))

    def _like(self, term: str, frequency: int) -> int:
        """How many passages there are in the language of a term; all of them for a number or a name."""
        language = term.partition(":")[0]
        return max(self.languages.get(language, self.passages), frequency)

    def _word(self, want: Wanted) -> Word:
        """Where a word may stand, and how common it is.

        BM25 takes a word's rarity from all passages; the weight here makes it the rarity among those of its language.
        """
        found: list[tantivy.Query] = []
        terms: list[str] = []
        share = 0.0
        for field, term, weight in self._places(want):
            frequency = self._searcher.doc_freq(field, term)
            if frequency:
                alike = self._like(term, frequency)
                rarer = rarity(frequency, alike) / rarity(frequency, max(self.passages, frequency))
                query = tantivy.Query.term_query(self.schema, field, term, "freq")
                found.append(tantivy.Query.boost_query(query, weight * rarer))
                terms.append(term)
                if field == TEXT:
                    share = max(share, frequency / alike)
        if len(found) < 2:
            return Word(tuple(terms), found[0] if found else None, share)
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in found])
        return Word(tuple(terms), either, share)

    def _places(self, want: Wanted) -> list[tuple[str, str, float]]:
        texts = [want.term]
        if want.prefix:
            begun = self._searcher.terms_with_prefix(TEXT, want.term, None, 1_000)
            texts = [term for term, _ in sorted(begun, key=lambda pair: -pair[1])[:_EXPANSIONS]]
        return [
            *((TEXT, term, 1.0) for term in texts),
            *((TEXT, term, _PLAIN_WEIGHT) for term in want.plain if term != want.term),
            *((PLAIN, term, _PLAIN_WEIGHT) for term in want.plain),
            *((TEXT, term, _NAME_WEIGHT) for term in self._in_latin(want)),
            *((TEXT, term, _PLACE_WEIGHT) for term in exonyms(tuple(self.languages)).get(want.term, ())),
            (HEAD, want.term, _HEAD_WEIGHT),
        ]

    def _in_latin(self, want: Wanted) -> list[str]:
        """A name in another script as the languages in Latin script would write it: Иванов is `en:ivanov`."""
        if script_of(want.term.partition(":")[2][:1] or " ") not in CASED:
            return []
        letters = [form.removeprefix(MARK) for form in want.plain if form.startswith(MARK)]
        latin = [language for language in self.languages if "Latn" in scripts_of(language)]
        return [f"{language}:{term_of(name, language)}" for name in letters for language in latin]


def rarity(frequency: float, passages: int) -> float:
    """BM25's inverse document frequency, as Tantivy has it."""
    return math.log(1.0 + (passages - frequency + 0.5) / (frequency + 0.5))
