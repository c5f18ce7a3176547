"""A question becomes passages in order (`Retriever`), and passages become works in order.

Comes in: a Tantivy searcher and a question. Goes out: passages best first with their edition and work, all found
works counted, and facets. Another way of finding passages (by meaning) is another `Retriever`: what groups and shows
passages knows only `Ranked`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, Protocol

import msgspec
import tantivy

from dragoman.search.model import Vote
from dragoman.search.question import Question
from dragoman.search.schema import Header, Ties, number_of, one_of
from dragoman.search.sentences import Span

ENOUGH_WORKS: Final = 10
"""Works that must have all the words; if there are fewer, those that have some of them are added."""
_KEYWORDS: Final = 3
"""Up to so many words are keywords: all of them must be there if there is any passage that has them all."""
_SHORT: Final = 8
"""In a question of more words no passage has all, and BM25 alone puts those first that have most."""
_FIRST: Final = 100
_MOST: Final = 20_000
_BUCKETS: Final = 50_000
"""Editions that are counted at most; Tantivy refuses to count more than 65,000."""
_ALL_WORDS_BONUS: Final = 5.0
_EDITIONS_AT_HAND: Final = 32
FACETS: Final = ("language", "year", "resource_type", "publisher", "subject")
WORDS: Final = "words"
"""What this way of finding is called where an answer is explained."""


class Ranked(NamedTuple):
    """A passage that was found: its score, its work, edition, section and own number, and where it is stored."""

    score: float
    work: int
    edition: int
    section: int
    passage: int
    address: tantivy.DocAddress


class Counts(NamedTuple):
    """How many works were found, and how many editions by language, year and resource type."""

    works: int
    languages: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    resource_types: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]
    subjects: tuple[tuple[str, int], ...]


class Retriever(Protocol):
    """Finds passages for one question. The index's words are one way; vectors, and several fused, are others."""

    def passages(self, limit: int, *, without: Collection[int] = (), within: Collection[int] = ()) -> Sequence[Ranked]:
        """The best passages, none of the works `without`, and if `within` names works, of these only.

        Fewer than `limit` only if there are no more.
        """
        ...

    def editions(self, *, without: str = "") -> list[Header]:
        """All editions that were found, one filter left out."""
        ...

    def votes(self, passage: Ranked) -> tuple[Vote, ...]:
        """What each way of finding said for a passage that was found."""
        ...

    def sentence(self, passage: Ranked, text: str, language: str) -> Span | None:
        """The sentence of a passage that is nearest in meaning, if a model knows."""
        ...

    def alike(self, passage: Ranked, language: str, among: Sequence[Ranked], their_language: str) -> Ranked | None:
        """Which of some passages in another language says the same as a passage, if a model can tell."""
        ...


class Editions:
    """The headers of editions by ordinal, read from one state of the index when they are needed."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._held: dict[int, Header] = {}
        self.passages_of = lru_cache(maxsize=_EDITIONS_AT_HAND)(self._passages_of)

    def of(self, ordinals: Sequence[int]) -> list[Header]:
        """The headers of these editions, in this order."""
        held = self._held
        try:
            return [held[number] for number in ordinals]
        except KeyError:
            for number in ordinals:
                if number not in held:
                    held[number] = self._read(number)
            return [held[number] for number in ordinals]

    def of_known(self, ordinals: Sequence[int]) -> list[Header]:
        """The headers of those of these editions that the index has."""
        return self.of([number for number in ordinals if number in self._held or self._found(number)])

    def ties(self, header: Header) -> Ties:
        """What ties an edition's sections to those of the other editions."""
        ((_, address), *_) = self._found(number_of(header.expression_id))
        return msgspec.msgpack.decode(self._searcher.doc(address).get_first("ties") or b"\x90", type=Ties)

    def _passages_of(self, header: Header) -> "list[Ranked]":
        """All passages of an edition, in the order in which they were written."""
        return ranked(self._searcher, self.all_of(header), max(1, header.passages))

    def all_of(self, header: Header) -> tantivy.Query:
        """All passages of an edition, in the order in which they were written."""
        edition = tantivy.Query.term_query(self._schema, "edition", number_of(header.expression_id), "basic")
        return tantivy.Query.const_score_query(edition, 1.0)

    def _found(self, number: int) -> list[tuple[Any, tantivy.DocAddress]]:
        query = tantivy.Query.term_query(self._schema, "heads", number, "basic")
        return self._searcher.search(query, limit=1, count=False).hits

    def _read(self, number: int) -> Header:
        address = self._found(number)[0][1]
        return msgspec.msgpack.decode(self._searcher.doc(address).get_first("stored") or b"", type=Header)


class WordRetriever:
    """Finds passages by their words: those that have all of them, then those that have some."""

    def __init__(
        self, searcher: tantivy.Searcher, editions: Editions, question: Question, filters: Mapping[str, tantivy.Query]
    ) -> None:
        self._searcher = searcher
        self._editions = editions
        self._filters = filters
        self._schema = question.schema
        self._question = question
        self._first: list[Ranked] | None = None

    @cached_property
    def _query(self) -> tantivy.Query | None:
        """Chosen when it is first needed: where meaning finds enough, nobody asks."""
        return self._choose(self._question)

    def _choose(self, question: Question) -> tantivy.Query | None:
        every = question.all_words() if question.length <= _SHORT else None
        if every is None:
            return question.some_words()
        found = self._search(every, _FIRST)
        if found and (question.length <= _KEYWORDS or len({passage.work for passage in found}) >= ENOUGH_WORKS):
            self._first = found
            return every
        some = question.some_words()
        if some is None or not found:
            return some
        bonus = tantivy.Query.const_score_query(every, _ALL_WORDS_BONUS)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, some), (tantivy.Occur.Should, bonus)])

    def _filtered(self, query: tantivy.Query, *, without: str = "") -> tantivy.Query:
        return all_of([query, *(f for name, f in self._filters.items() if name != without)])

    def passages(self, limit: int, *, without: Collection[int] = (), within: Collection[int] = ()) -> list[Ranked]:
        """The best passages by BM25."""
        if self._query is None:
            return []
        if not without and not within:
            if limit == _FIRST and self._first is not None:
                return self._first
            return self._search(self._query, limit)
        clauses = [(tantivy.Occur.Must, self._query)]
        if without:
            clauses.append((tantivy.Occur.MustNot, of_works(self._schema, without)))
        if within:
            clauses.append((tantivy.Occur.Must, of_works(self._schema, within)))
        return self._search(tantivy.Query.boolean_query(clauses), limit)

    def _search(self, query: tantivy.Query, limit: int) -> list[Ranked]:
        return ranked(self._searcher, self._filtered(query), limit)

    def placed(self, scores: Mapping[int, float]) -> list[Ranked]:
        """Passages that were found in another way, by their numbers, best first: those that the filters let through."""
        if not scores:
            return []
        numbered = one_of(self._schema, "passage", scores)
        found = ranked(self._searcher, self._filtered(numbered), len(scores))
        scored = [passage._replace(score=scores[passage.passage]) for passage in found]
        return sorted(scored, key=lambda passage: (-passage.score, passage.passage))

    def votes(self, passage: Ranked) -> tuple[Vote, ...]:
        """The BM25 score, and what each word and phrase has in it."""
        if self._query is None:
            return ()
        parts = ((name, self._score(query, passage)) for name, query in self._question.parts())
        reasons = tuple(sorted(((n, s) for n, s in parts if s), key=lambda pair: (-pair[1], pair[0])))
        return (Vote(way=WORDS, score=self._score(self._query, passage), reasons=reasons),)

    def sentence(self, _passage: Ranked, _text: str, _language: str) -> None:
        """Words were asked for, and are shown."""

    def alike(self, _passage: Ranked, _language: str, _among: Sequence[Ranked], _theirs: str) -> None:
        """Words can't tell."""

    def _score(self, query: tantivy.Query, passage: Ranked) -> float:
        """What a query gives a passage; nothing where it doesn't match."""
        try:
            explained = query.explain(self._searcher, passage.address).to_json()
        except ValueError:
            return 0.0
        return float(msgspec.json.decode(explained)["value"])

    def editions(self, *, without: str = "") -> list[Header]:
        """All editions with a passage that was found."""
        if self._query is None:
            return []
        return found_editions(self._searcher, self._filtered(self._query, without=without), self._editions)

    def headers(self, editions: Collection[int], *, and_of: Sequence[Header]) -> list[Header]:
        """The headers of some editions, after those that are given."""
        given = {number_of(header.expression_id) for header in and_of}
        return [*and_of, *self._editions.of([number for number in editions if number not in given])]


class RecordRetriever:
    """Finds the editions that the filters name, for a question that asks for nothing in the text: their beginnings.

    The newest come first.
    """

    def __init__(self, searcher: tantivy.Searcher, editions: Editions, filters: Mapping[str, tantivy.Query]) -> None:
        self._searcher = searcher
        self._editions = editions
        self._filters = filters

    def editions(self, *, without: str = "") -> list[Header]:
        """All editions that the filters name; none if there are no filters."""
        filters = [query for name, query in self._filters.items() if name != without]
        return found_editions(self._searcher, all_of(filters), self._editions) if self._filters else []

    def passages(self, limit: int, *, without: Collection[int] = (), within: Collection[int] = ()) -> list[Ranked]:
        """The first passage of each edition, the newest edition first."""
        newest = sorted(self.editions(), key=lambda h: (h.uploaded, h.expression_id), reverse=True)
        found: list[Ranked] = []
        for place, header in enumerate(newest):
            work = number_of(header.work_id)
            if len(found) == limit:
                break
            if work not in without and (not within or work in within):
                first = ranked(self._searcher, self._editions.all_of(header), 1)
                found += [passage._replace(score=1.0 / (1 + place)) for passage in first]
        return found

    def votes(self, _passage: Ranked) -> tuple[Vote, ...]:
        """Nothing in the text was asked for."""
        return ()

    def sentence(self, _passage: Ranked, _text: str, _language: str) -> None:
        """Nothing in the text was asked for."""

    def alike(self, _passage: Ranked, _language: str, _among: Sequence[Ranked], _theirs: str) -> None:
        """Nothing in the text was asked for."""


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """What every one of these queries finds; everything if there are none."""
    if len(queries) < 2:
        return queries[0] if queries else tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def of_works(schema: tantivy.Schema, works: Collection[int]) -> tantivy.Query:
    """The passages of some works; adds nothing to a score."""
    return tantivy.Query.const_score_query(one_of(schema, "work", works), 0.0)


def ranked(searcher: tantivy.Searcher, query: tantivy.Query, limit: int) -> list[Ranked]:
    """The best passages that a query finds."""
    hits = searcher.search(query, limit=limit, count=False).hits
    addresses = [address for _, address in hits]
    columns = [searcher.fast_field_values(name, addresses) for name in ("work", "edition", "section", "passage")]
    return list(map(Ranked, (score for score, _ in hits), *columns, addresses))


def found_editions(searcher: tantivy.Searcher, query: tantivy.Query, editions: Editions) -> list[Header]:
    """The headers of all editions with a passage that a query finds."""
    request = {"editions": {"terms": {"field": "edition", "size": _BUCKETS}}}
    answer = searcher.aggregate(query, request)
    return editions.of([int(bucket["key"]) for bucket in answer["editions"]["buckets"]])


def counts(retriever: Retriever, filters: Collection[str]) -> Counts:
    """Works and editions that were found; `filters` are the names of those that narrow the answer."""
    found = retriever.editions()
    by = {name: retriever.editions(without=name) for name in FACETS if name in filters}
    languages = Counter([h.language for h in by.get("language", found)])
    years = Counter([h.year for h in by.get("year", found) if h.year is not None])
    kinds = Counter([h.resource_type for h in by.get("resource_type", found) if h.resource_type])
    publishers = Counter([h.publisher for h in by.get("publisher", found) if h.publisher])
    subjects = Counter([uri for h in by.get("subject", found) for uri in h.subjects])
    return Counts(
        works=len({h.work_id for h in found}),
        languages=tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        years=tuple(sorted(years.items(), key=lambda pair: (-pair[1], -pair[0]))),
        resource_types=tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        publishers=tuple(sorted(publishers.items(), key=lambda pair: (-pair[1], pair[0]))),
        subjects=tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


class Found(NamedTuple):
    """A work that was found, with its passages best first."""

    score: float
    work: int
    passages: list[Ranked]


Place = tuple[float, int]
"""Where a work stands in the order: (minus its score, its ordinal)."""


def best_works(retriever: Retriever, limit: int, *, after: Place | None, works: int) -> tuple[list[Found], bool]:
    """The next works in order of their best passage, and whether there are more; `works` are there in all.

    Works are found in rounds: the best passages of all works, then those of the works that are not found yet. What
    scores as the last passage of a round is left to the next, which may have others of that score.
    """
    known: set[int] = set()
    page: list[Found] = []
    wanted = _FIRST
    while True:
        passages = retriever.passages(wanted, without=known)
        grouped = by_work(passages)
        exhausted = len(passages) < wanted or len(known) + len(grouped) >= works
        sure = [found for found in grouped if exhausted or found.score > passages[-1].score]
        known.update(found.work for found in sure)
        page += [found for found in sure if after is None or (-found.score, found.work) > after]
        if exhausted or len(page) > limit or wanted > _MOST:
            page.sort(key=lambda found: (-found.score, found.work))
            return page[:limit], len(page) > limit
        wanted = _FIRST if sure else wanted * 6


def by_work(ranked: Sequence[Ranked]) -> list[Found]:
    """Passages gathered under their works, in the order of their first."""
    works: dict[int, Found] = {}
    for passage in ranked:
        found = works.get(passage.work)
        if found is None:
            works[passage.work] = Found(passage.score, passage.work, [passage])
        else:
            found.passages.append(passage)
    return list(works.values())
