"""What a question asks of the records, answered from the editions' headers: titles, authors, publishers, identifiers.

Comes in: a searcher and what was typed. Goes out: editions (ordinals), and from these and the filters the queries that
passages are narrowed by.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import tantivy

from dragoman.search.analysis import runs, wanted
from dragoman.search.model import Query
from dragoman.search.names import key
from dragoman.search.schema import AUTHOR, IDENTIFIER, PUBLISHER, SUBJECT, TITLE, one_of
from dragoman.search.scripts import analysed_as
from dragoman.search.syntax import LATEST, Typed
from dragoman.search.vocabulary import Vocabulary

_MOST: Final = 10_000
"""Editions that a title or an author narrows to at most: what more have is no help to anybody."""


def of_language(vocabulary: Vocabulary, language: str) -> dict[str, tantivy.Query]:
    """The filter that lets through what is analysed as a language."""
    tags = [tag for tag in vocabulary.tags if analysed_as(tag) == language]
    query = tantivy.Query.term_set_query(vocabulary.schema, "language", tags)
    return {"language": tantivy.Query.const_score_query(query, 0.0)}


class Records:
    """The headers of one state of the index, to be asked."""

    def __init__(self, searcher: tantivy.Searcher, vocabulary: Vocabulary) -> None:
        self._searcher = searcher
        self._vocabulary = vocabulary
        self._schema = vocabulary.schema

    def titled(self, text: str) -> list[int]:
        """The editions whose title has all these words, in any language and script, the likeliest first."""
        return self._having([self._title_word(run) for run in runs(text)])

    def by(self, text: str) -> list[int]:
        """The editions that somebody of this name has written, edited or translated."""
        return self._having([self._term(AUTHOR, key(run)) for run in runs(text)])

    def identified(self, scheme: str, value: str) -> list[int]:
        """The editions whose record has this identifier."""
        return self._having([self._term(IDENTIFIER, f"{scheme} {value}")])

    def published_by(self, name: str) -> list[int]:
        """The editions of a publisher, by the name that the records have."""
        return self._having([self._term(PUBLISHER, name)])

    def about(self, subjects: Sequence[str]) -> list[int]:
        """The editions about one of these concepts."""
        return self._having([_any([self._term(SUBJECT, uri) for uri in subjects])])

    def begun(self, text: str, limit: int) -> list[int]:
        """The editions in whose title the words stand, the last of them perhaps only begun."""
        words = runs(text)
        if not words:
            return []
        begun = key(words[-1])
        endings = self._searcher.terms_with_prefix(TITLE, begun, None, 50) if begun else []
        last = [self._title_word(words[-1]), *(self._term(TITLE, term) for term, _ in endings)]
        return self._having([*(self._title_word(word) for word in words[:-1]), _any(last)], most=limit)

    def _title_word(self, run: str) -> tantivy.Query:
        terms = {key(run): None} if key(run) else {}
        for language in self._vocabulary.languages:
            for want in wanted(run, language):
                terms[want.term] = None
                terms.update(dict.fromkeys(want.plain))
        return _any([self._term(TITLE, term) for term in terms])

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, "freq" if field in {TITLE, AUTHOR} else "basic")

    def _having(self, queries: Sequence[tantivy.Query], *, most: int = _MOST) -> list[int]:
        if not queries:
            return []
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
        addresses = [address for _, address in self._searcher.search(every, limit=most, count=False).hits]
        return [n for n in self._searcher.fast_field_values("heads", addresses) if isinstance(n, int)]


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.empty_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def limits(query: Query, typed: Typed, records: Records, vocabulary: Vocabulary) -> dict[str, tantivy.Query]:
    """What passages are narrowed by, each under the name of its facet; what was typed has none, and always holds."""
    return {name: tantivy.Query.const_score_query(q, 0.0) for name, q in _limits(query, typed, records, vocabulary)}


def _limits(
    query: Query, typed: Typed, records: Records, vocabulary: Vocabulary
) -> Iterator[tuple[str, tantivy.Query]]:
    schema, filters = vocabulary.schema, query.filters
    if filters.language is not None:
        yield "language", in_language(filters.language, vocabulary)
    if typed.language is not None:
        yield "lang:", in_language(typed.language, vocabulary)
    if filters.year is not None:
        yield "year", _in_years(schema, filters.year, filters.year)
    if typed.years is not None:
        yield "year:", _in_years(schema, *typed.years)
    if filters.resource_type is not None:
        yield "resource_type", tantivy.Query.term_query(schema, "resource_type", filters.resource_type, "basic")
    if query.publisher is not None:
        yield "publisher", of_editions(schema, records.published_by(query.publisher))
    if filters.subject:
        yield "subject", of_editions(schema, records.about(filters.subject))
    for place, title in enumerate(typed.titles):
        yield f"title:{place}", of_editions(schema, records.titled(title))
    for place, author in enumerate(typed.authors):
        yield f"author:{place}", of_editions(schema, records.by(author))


def in_language(wanted_tag: str, vocabulary: Vocabulary) -> tantivy.Query:
    """Passages in a language; `zh` covers `zh-Hans`."""
    tags = vocabulary.tags_of(wanted_tag)
    if len(tags) == 1:
        return tantivy.Query.term_query(vocabulary.schema, "language", tags[0], "basic")
    return tantivy.Query.term_set_query(vocabulary.schema, "language", list(tags))


def of_editions(schema: tantivy.Schema, editions: Sequence[int]) -> tantivy.Query:
    """The passages of some editions."""
    return one_of(schema, "edition", editions)


def _in_years(schema: tantivy.Schema, first: int, last: int) -> tantivy.Query:
    if first == last and 0 <= first <= LATEST:
        return tantivy.Query.term_query(schema, "year", first, "basic")
    if first > LATEST or last < 0 or first > last:
        return tantivy.Query.empty_query()
    return tantivy.Query.range_query(
        schema, "year", tantivy.FieldType.Unsigned, max(first, 0), min(last, LATEST), use_inverted_index=True
    )
