"""An edition's text leads to other works that speak of the same things, in any language that the work has.

Comes in: an edition's id and one state of the index. Goes out: works, likest first. Each edition of the work asks in
its own language, by the words that tell its text from others (Tantivy's more-like-this); a work counts by the best of
them, since scores of several languages don't add up.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
import tantivy

from dragoman.search.analysis import terms
from dragoman.search.answers import State, edition_hit
from dragoman.search.model import EditionHit
from dragoman.search.offering import edition_for
from dragoman.search.ranking import Found, Ranked, all_of, by_work, of_works, ranked
from dragoman.search.schema import TEXT, Body, Header, ordinal

_READ: Final = 80
"""Passages of an edition that are looked at: its first, where it says what it is about."""
_WORDS: Final = 25
_SUPPORT: Final = 3
"""A work counts by the sum of so many of its passages: one that agrees may be chance."""


def similar(expression_id: str, state: State, *, reader_language: str, limit: int) -> tuple[EditionHit, ...]:
    """The works that are most like an edition's, each in the edition that its reader wants."""
    headers = state.editions.of_known([ordinal(expression_id)])
    if not headers:
        return ()
    (own,) = headers
    editions = [own, *state.editions.of_known([ordinal(other) for _, other in own.siblings])]
    best: dict[int, tuple[float, Found]] = {}
    for edition in editions:
        for score, found in _like(edition, state):
            if found.work not in best or score > best[found.work][0]:
                best[found.work] = score, found
    likest = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].work))[:limit]
    return tuple(edition_hit(_offered(found, state, reader_language), ()) for _, found in likest)


def _offered(found: Found, state: State, reader_language: str) -> Header:
    (header,) = state.editions.of([found.passages[0].edition])
    return edition_for(header, state.editions, reader_language)


def _like(edition: Header, state: State) -> Iterator[tuple[float, Found]]:
    """Works like one edition, with how like they are: 1 is as like as its own text is to itself."""
    passages = ranked(state.searcher, state.editions.all_of(edition), _READ)
    text = " ".join(terms(_body(passage, state).text, edition.language)[0] for passage in passages)
    if not text:
        return
    alike = tantivy.Query.more_like_this_document_fields_query(
        state.schema, {TEXT: [text]}, min_doc_frequency=2, min_term_frequency=2, max_query_terms=_WORDS
    )
    mine = of_works(state.schema, [ordinal(edition.work_id)])
    itself = _strength(ranked(state.searcher, all_of([alike, mine]), _SUPPORT))
    others = tantivy.Query.boolean_query([(tantivy.Occur.Must, alike), (tantivy.Occur.MustNot, mine)])
    for found in by_work(ranked(state.searcher, others, 200)):
        yield _strength(found.passages[:_SUPPORT]) / max(itself, 1e-6), found


def _strength(passages: list[Ranked]) -> float:
    return sum(passage.score for passage in passages)


def _body(passage: Ranked, state: State) -> Body:
    return msgspec.msgpack.decode(state.searcher.doc(passage.address).get_first("stored") or b"", type=Body)
