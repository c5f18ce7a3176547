"""A question and one state of the index become an answer: works with their best sections, or bare passages.

Comes in: a `Query` and a `State`. Goes out: `Results`, or single passages. How passages are found is the retriever's;
here is what of them is shown, from which edition, and where the next page begins.
"""

import logging
from collections.abc import Sequence
from typing import Final

import msgspec
import tantivy

from dragoman.search.coverage import Coverage
from dragoman.search.following import editions_in, mark_in
from dragoman.search.fusion import HybridRetriever, Own
from dragoman.search.model import EditionHit, Fragment, Hit, Order, Passage, PassageResults, Query, Results, Searched
from dragoman.search.offering import Offering, Shown
from dragoman.search.places import MOST_PASSAGES, MOST_WORKS, read_place, write_place
from dragoman.search.question import Question, ask
from dragoman.search.ranking import (
    Editions,
    Found,
    Ranked,
    RecordRetriever,
    Retriever,
    WordRetriever,
    best_works,
    by_work,
    counts,
)
from dragoman.search.records import Records, limits, of_language
from dragoman.search.schema import Body, Header, number_of
from dragoman.search.scripts import analysed_as
from dragoman.search.snippets import snippet
from dragoman.search.spelling import suggested
from dragoman.search.syntax import Typed, parse
from dragoman.search.vectors import Vectors
from dragoman.search.vocabulary import Vocabulary
from dragoman.store.rows import title_key

log = logging.getLogger(__name__)
_SECTIONS: Final = 3
_BEST_WORKS: Final = 3
"""So many works of an answer show `_SECTIONS` sections; those after them, their best one."""
_OTHERS: Final = 4
"""Other languages that a question may be in that are offered."""
_MEANT: Final = 300
"""Characters of a question that the models read: a longer text takes them longer than a reader waits."""
_OF_PAGE: Final = 400
"""Passages that are looked at for one page of an answer in another order than relevance."""


class State:
    """One state of the index, as a reader sees it until it looks again."""

    def __init__(self, index: tantivy.Index, vectors: Vectors) -> None:
        self.searcher = index.searcher()
        self.vectors = vectors
        self.schema = index.schema
        self.vocabulary = Vocabulary(self.searcher, self.schema)
        self.editions = Editions(self.searcher, self.schema)
        self.records = Records(self.searcher, self.vocabulary)
        self.generation = mark_in(self.searcher, self.schema).number
        self.searched = Searched(
            editions=editions_in(self.searcher, self.schema), languages=len(self.vocabulary.languages)
        )


class _Asked:
    """A query read in one state of the index: its question, and what finds passages for it."""

    def __init__(self, query: Query, state: State, typed: Typed) -> None:
        self.query = query
        self.state = state
        self.typed = typed
        self.asked_in = query.asked_in or query.filters.language or self.typed.language
        self.spoken: str | None = None
        self.question = self._read_in(self.asked_in)
        # A filter says only which texts are asked, not which language the question is in.
        of_filter = self.asked_in and not query.asked_in
        self.heard = (self._read_in(None) if of_filter else self.question).languages
        self.filters = limits(query, self.typed, state.records, state.vocabulary)
        self.retriever: Retriever = (
            self._fused(WordRetriever(state.searcher, state.editions, self.question, self.filters))
            if self.typed.asks_for_text
            else RecordRetriever(state.searcher, state.editions, self.filters if query.text else {})
        )
        self.offering = Offering(state.searcher, state.editions, self.retriever, self.filters)

    def _read_in(self, language: str | None) -> Question:
        """What was typed, read in this language; in those that are plausible, for None."""
        state, reader = self.state, self.query.reader_language
        return ask(self.typed, state.vocabulary, state.records, asked_in=language, reader_language=reader)

    def _fused(self, words: WordRetriever) -> Retriever:
        """Words and meaning together, where a model knows the question's language and it is nothing but words."""
        query, state, typed = self.query, self.state, self.typed
        if typed.phrases or typed.beginnings or typed.without or typed.identifiers:
            return words
        spoken = query.asked_in and analysed_as(query.asked_in)
        if not spoken:
            spoken = self.heard[0] if self.heard else None
        self.spoken = spoken
        models = state.vectors.for_language(spoken) if spoken else []
        if not spoken or not models:
            return words
        question = self.question if spoken == self.asked_in else self._read_in(spoken)
        own = WordRetriever(state.searcher, state.editions, question, of_language(state.vocabulary, spoken))
        heard = Own(language=spoken, text=typed.words[:_MEANT], words=own, coverage=Coverage(state.searcher, question))
        wanted = query.filters.language or typed.language
        languages = [analysed_as(wanted)] if wanted else list(state.vocabulary.languages)
        try:
            return HybridRetriever(words, heard, models, languages)
        except (OSError, ValueError, msgspec.MsgspecError):
            log.warning("vectors can't be read: words alone are searched until `serve` has mended them")
            return words

    def entry(self, found: Found, *, sections: int) -> EditionHit:
        """A work as it is shown: its edition that the reader wants, and the best sections."""
        asked_in = self.heard[0] if self.heard else None
        offer = self.offering.of(found, self.query.reader_language, asked_in=asked_in, sections=sections)
        return edition_hit(offer.header, tuple(self.hit(place) for place in offer.places))

    def hit(self, place: Shown, *, marked: bool = True) -> Hit:
        """A passage with what is stored of it, its words marked, and the one that it was found by."""
        passage, header, elsewhere = place
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
            language=header.language,
            flowed=header.flowed,
            snippet=self._snippet(passage, header, body) if marked else (),
            score=(elsewhere or place).passage.score,
            votes=self.retriever.votes((elsewhere or place).passage) if self.query.explain else (),
            found_in=self.hit(elsewhere, marked=False) if elsewhere else None,
        )

    def _snippet(self, passage: Ranked, header: Header, body: Body) -> tuple[Fragment, ...]:
        """The words where they stand; in another language than the question's, or without them, what means the same."""
        language, marker = header.language, self.question.marker
        analysed = analysed_as(language)
        shown: tuple[Fragment, ...] = ()
        if analysed == self.spoken or self.spoken is None:
            shown = snippet(body.text, language, marker, signs=body.signs)
            if any(fragment.marked for fragment in shown):
                return shown
        sentence = self.retriever.sentence(passage, body.text, analysed)
        if shown and sentence is None:
            return shown
        return snippet(body.text, language, marker, signs=body.signs, sentence=sentence)


def _asked(query: Query, state: State) -> tuple[_Asked, bool]:
    """The query as it is answered, and whether that is without its quotation marks: nothing stands as they say."""
    typed = parse(query.text)
    asked = _Asked(query, state, typed)
    if typed.phrases and not asked.retriever.passages(1):
        return _Asked(query, state, typed.unquoted()), True
    return asked, False


def answered(query: Query, state: State) -> Results:
    """The works that answer, in order, with their best sections."""
    asked, unquoted = _asked(query, state)
    found = counts(asked.retriever, asked.filters)
    place = read_place(query.after, most=MOST_WORKS)
    limit = min(max(1, query.limit), MOST_WORKS - place.before)
    if query.order is Order.RELEVANCE:
        works, more = best_works(asked.retriever, limit, after=place.at, works=found.works)
    else:
        works, more = _in_order(asked, place.before, limit)
    best = _BEST_WORKS if place.before == 0 else 0
    shown = place.before + len(works)
    return Results(
        entries=tuple(asked.entry(f, sections=_SECTIONS if n < best else 1) for n, f in enumerate(works)),
        works=found.works,
        following=_place_after(works, state.generation, shown) if more and shown < MOST_WORKS else None,
        cut=more and shown >= MOST_WORKS,
        searched=state.searched,
        generation=state.generation,
        changed=place.generation not in {None, state.generation},
        languages=found.languages,
        years=found.years,
        resource_types=found.resource_types,
        publishers=found.publishers,
        subjects=found.subjects,
        asked_in=asked.heard[0] if asked.heard else None,
        or_in=asked.heard[1 : 1 + _OTHERS],
        suggestion=suggested(query.text, asked.question, state.searcher),
        unquoted=unquoted,
    )


def _place_after(works: Sequence[Found], generation: int, shown: int) -> str | None:
    return write_place((-works[-1].score, works[-1].work), generation, shown) if works else None


def _in_order(asked: _Asked, before: int, limit: int) -> tuple[list[Found], bool]:
    """The works of a page of an answer that is not put in order of relevance, and whether there are more."""
    works: dict[int, list[Header]] = {}
    for header in asked.retriever.editions():
        works.setdefault(number_of(header.work_id), []).append(header)
    if asked.query.order is Order.NEWEST:
        newest = {work: max(h.uploaded for h in headers) for work, headers in works.items()}
        ordered = sorted(works, key=lambda work: (newest[work], work), reverse=True)
    else:
        titles = {w: title_key(_title(headers, asked.query.reader_language)) for w, headers in works.items()}
        ordered = sorted(works, key=lambda work: (titles[work], work))
    page = ordered[before : before + limit]
    found: dict[int, Found] = {}
    while len(found) < len(page):
        missing = [work for work in page if work not in found]
        more = by_work(asked.retriever.passages(_OF_PAGE, within=missing))
        if not more:
            break
        found.update((each.work, each) for each in more)
    return [found[work] for work in page if work in found], len(ordered) > before + limit


def _title(headers: Sequence[Header], reader_language: str) -> str:
    """The title by which a work is put in order: the reader's edition's, else the first's."""
    wished = analysed_as(reader_language)
    return next((h.title for h in headers if analysed_as(h.language) == wished), headers[0].title)


def titles_begun(text: str, state: State, *, reader_language: str, limit: int) -> tuple[EditionHit, ...]:
    """The works in whose title the words stand, the last perhaps only begun; in the reader's language if they can."""
    wished = analysed_as(reader_language)
    works: dict[str, Header] = {}
    for header in state.editions.of(state.records.begun(text, limit * 8)):
        if header.work_id not in works or analysed_as(header.language) == wished:
            works[header.work_id] = header
    return tuple(edition_hit(header, ()) for header in list(works.values())[:limit])


def passages_for(query: Query, state: State) -> PassageResults:
    """The passages that answer, best first; without snippets, since the whole text of each is there."""
    asked, unquoted = _asked(query, state)
    place = read_place(query.after, most=MOST_PASSAGES)
    limit = min(max(1, query.limit), MOST_PASSAGES - place.before)
    ranked = asked.retriever.passages(place.before + limit + 1)
    # Where the index has changed, the passage that was last may stand elsewhere now: the answer goes on after it.
    last = place.at[1] if place.at else None
    begun = next((n for n, passage in enumerate(ranked, 1) if passage.passage == last), place.before)
    page = ranked[begun : begun + limit]
    shown = place.before + len(page)
    more = len(ranked) > begun + limit
    headers = state.editions.of([passage.edition for passage in page])
    return PassageResults(
        entries=tuple(
            edition_hit(header, (asked.hit(Shown(passage, header), marked=False),))
            for passage, header in zip(page, headers, strict=True)
        ),
        following=write_place((-page[-1].score, page[-1].passage), state.generation, shown)
        if more and shown < MOST_PASSAGES
        else None,
        cut=more and shown >= MOST_PASSAGES,
        generation=state.generation,
        changed=place.generation not in {None, state.generation},
        unquoted=unquoted,
    )


def edition_hit(header: Header, hits: tuple[Hit, ...]) -> EditionHit:
    """An edition by its header, with what of it is shown."""
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
