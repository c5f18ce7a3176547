"""An edition's text leads to other works that speak of the same things, in any language.

Comes in: an edition's id and one state of the index. Goes out: works, likest first. Each edition of the work asks in
its own language, by the words that tell its text from others (Tantivy's more-like-this); what the edition means (the
middle of its passages' vectors) asks in all languages. Each way says how like a work is, where 1 is as like as the
edition is to itself; a work counts by the best of them, since scores of several languages don't add up.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

import msgspec
import numpy as np
import tantivy

from dragoman.search.analysis import terms
from dragoman.search.answers import State, edition_hit
from dragoman.search.matrices import unit
from dragoman.search.model import EditionHit
from dragoman.search.offering import edition_for
from dragoman.search.ranking import Found, Ranked, all_of, by_work, of_works, ranked
from dragoman.search.schema import TEXT, Body, Header, one_of, ordinal
from dragoman.search.scripts import analysed_as

_READ: Final = 80
"""Passages of an edition that are looked at: its first, where it says what it is about."""
_WORDS: Final = 25
_SUPPORT: Final = 3
_NEAR: Final = 100
"""Passages of each language that are compared with what an edition means."""
_HARDLY: Final = 0.5
"""A work counts by the sum of so many of its passages: one that agrees may be chance."""


def similar(expression_id: str, state: State, *, reader_language: str, limit: int) -> tuple[EditionHit, ...]:
    """The works that are most like an edition's, each in the edition that its reader wants."""
    headers = state.editions.of_known([ordinal(expression_id)])
    if not headers:
        return ()
    (own,) = headers
    editions = [own, *state.editions.of_known([ordinal(other) for _, other in own.siblings])]
    best: dict[int, tuple[float, Found]] = {}
    for score, found in chain(_meaning_like(own, state), *(_like(edition, state) for edition in editions)):
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


def _meaning_like(edition: Header, state: State) -> Iterator[tuple[float, Found]]:
    """Works like what one edition means, by the quickest model that has its language; what is hardly like is none."""
    language = analysed_as(edition.language)
    own = ranked(state.searcher, state.editions.all_of(edition), _READ)
    for model in state.vectors.for_language(language)[:1] if own else ():
        held = model.partition(language)
        vectors = [vector for p in own if (vector := held.vector_of(p.passage)) is not None]
        if not vectors:
            continue
        middle = unit(np.mean(vectors, axis=0)[None])[0]
        itself = float(np.sort(np.stack(vectors) @ middle)[-_SUPPORT:].mean())
        near: dict[int, float] = {}
        for other in model.languages():
            passages = model.partition(other).near(middle, _NEAR)
            (cosines,) = model.partition(other).cosines(passages, middle)
            near |= dict(zip(passages.tolist(), cosines.tolist(), strict=True))
        numbered = one_of(state.schema, "passage", near)
        others = [p for p in ranked(state.searcher, numbered, max(1, len(near))) if p.work != own[0].work]
        scored = sorted((p._replace(score=near[p.passage]) for p in others), key=lambda p: -p.score)
        for found in by_work(scored):
            like = _strength(found.passages[:_SUPPORT]) / min(_SUPPORT, len(vectors)) / max(itself, 1e-6)
            if like >= _HARDLY:
                yield like, found


def _strength(passages: list[Ranked]) -> float:
    return sum(passage.score for passage in passages)


def _body(passage: Ranked, state: State) -> Body:
    return msgspec.msgpack.decode(state.searcher.doc(passage.address).get_first("stored") or b"", type=Body)
