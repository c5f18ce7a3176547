"""A question and one state of the index become an answer: works with their best sections, or bare passages.

Comes in: a `Query` and a `State`. Goes out: `Results`, or single passages. How passages are found is the retriever's;
here is what of them is shown, from which edition, and where the next page begins.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
import tantivy

from dragoman.search.model import EditionHit, Hit, Passage, Query, Results
from dragoman.search.question import Question, ask
from dragoman.search.ranking import Editions, Found, Place, Ranked, Retriever, WordRetriever, best_works
from dragoman.search.schema import Body, Header, ordinal
from dragoman.search.scripts import analysed_as
from dragoman.search.snippets import snippet
from dragoman.search.vocabulary import Vocabulary

_SECTIONS: Final = 3
_BEST_WORKS: Final = 3
"""So many works of an answer show `_SECTIONS` sections; those after them, their best one."""
_AS_WELL: Final = 0.6
"""The edition in the reader's language is offered first if it scores this share of the best edition's score."""


class State:
    """One state of the index, as a reader sees it until it looks again."""

    def __init__(self, index: tantivy.Index) -> None:
        self.searcher = index.searcher()
        self.schema = index.schema
        self.vocabulary = Vocabulary(self.searcher, self.schema)
        self.editions = Editions(self.searcher, self.schema)


class _Asked:
    """A query read in one state of the index: its question, and what finds passages for it."""

    def __init__(self, query: Query, state: State) -> None:
        self.query = query
        self.state = state
        language = query.filters.language
        self.question: Question = ask(
            query.text, state.vocabulary, language=language, reader_language=query.reader_language
        )
        self.retriever: Retriever = WordRetriever(state.searcher, state.editions, self.question, query.filters)

    def entry(self, found: Found, *, sections: int) -> EditionHit:
        """A work as it is shown: its edition that the reader wants, and that edition's best sections."""
        header = _offered(found, self.state.editions, self.query.reader_language)
        edition = ordinal(header.expression_id)
        hits = tuple(self.hit(p, header) for p in _of_sections(found.passages, edition, most=sections))
        return _edition_hit(header, hits)

    def hit(self, passage: Ranked, header: Header, *, marked: bool = True) -> Hit:
        """A passage with what is stored of it, and its words marked."""
        stored = self.state.searcher.doc(passage.address).get_first("stored") or b""
        body = msgspec.msgpack.decode(stored, type=Body)
        return Hit(
            passage=Passage(
                expression_id=header.expression_id,
                work_id=header.work_id,
                item=header.item,
                section_id=body.section_id,
                section_label=body.section_label,
                section_title=body.section_title,
                page=body.page,
                page_label=body.page_label,
                text=body.text,
            ),
            snippet=snippet(body.text, header.language, self.question.marker) if marked else (),
            score=passage.score,
            votes=self.retriever.votes(passage) if self.query.explain else (),
        )


def answered(query: Query, state: State) -> Results:
    """The works that answer, best first, with their best sections."""
    asked = _Asked(query, state)
    counts = asked.retriever.counts()
    found, more = best_works(asked.retriever, max(1, query.limit), after=_place(query.after), works=counts.works)
    best = _BEST_WORKS if query.after is None else 0
    return Results(
        entries=tuple(asked.entry(f, sections=_SECTIONS if n < best else 1) for n, f in enumerate(found)),
        works=counts.works,
        following=_key(found[-1]) if more and found else None,
        languages=counts.languages,
        years=counts.years,
        resource_types=counts.resource_types,
    )


def passages_for(query: Query, state: State) -> tuple[EditionHit, ...]:
    """The passages that answer, best first; without snippets, since the whole text of each is there."""
    asked = _Asked(query, state)
    ranked = asked.retriever.passages(max(1, query.limit))[: max(1, query.limit)]
    headers = state.editions.of([passage.edition for passage in ranked])
    return tuple(
        _edition_hit(header, (asked.hit(passage, header, marked=False),))
        for passage, header in zip(ranked, headers, strict=True)
    )


def _edition_hit(header: Header, hits: tuple[Hit, ...]) -> EditionHit:
    return EditionHit(
        work_id=header.work_id,
        expression_id=header.expression_id,
        language=header.language,
        title=header.title,
        year=header.year,
        file_name=header.file_name,
        hits=hits,
        other_languages=header.siblings,
    )


def _offered(found: Found, editions: Editions, reader_language: str) -> Header:
    """The edition of a work that is offered first: the reader's if it answers about as well, else the best."""
    (header,) = editions.of([found.passages[0].edition])
    wished = analysed_as(reader_language)
    if not header.siblings or analysed_as(header.language) == wished:
        return header
    least = _AS_WELL * found.score
    others = {p.edition: None for p in found.passages if p.score >= least}
    return next((h for h in editions.of(list(others)) if analysed_as(h.language) == wished), header)


def _of_sections(ranked: Sequence[Ranked], edition: int, *, most: int) -> Sequence[Ranked]:
    """The best passage of each of an edition's best sections."""
    best: dict[int, Ranked] = {}
    for passage in ranked:
        if passage.edition == edition and passage.section not in best:
            best[passage.section] = passage
            if len(best) == most:
                break
    return tuple(best.values())


def _key(found: Found) -> str:
    return f"{found.score!r}-{found.work:x}"


def _place(key: str | None) -> Place | None:
    """The place that a key names; a key that none of ours is begins at the beginning."""
    score, _, work = (key or "").rpartition("-")
    try:
        return -float(score), int(work, 16)
    except ValueError:
        return None
