"""Which edition of a work that was found is offered, and what of it is shown.

Comes in: a work with the passages that were found in any of its editions. Goes out: the edition that the reader reads,
if there is one and the filters let it through, else the one that answers best; and its places that answer. Where the
answer was found in another edition, the same place is looked for: between the parallels of the sections around it, the
passage that says the same. Where there is none, the reader is offered the edition that has the answer if it is in the
language of the question, which he or she reads too, and otherwise still his or her own, with the place in the other.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

import tantivy

from dragoman.search.ranking import Editions, Found, Ranked, Retriever, all_of, ranked
from dragoman.search.schema import Header, number_of
from dragoman.search.scripts import analysed_as

_AS_WELL: Final = 0.3
"""What was found in the reader's edition is shown if it scores this share of the best edition's score."""
_TOO_MANY: Final = 5_000
"""Passages of an edition that are looked through for the same place."""


class Shown(NamedTuple):
    """A passage that is shown, its edition, and where the answer was found if that is elsewhere."""

    passage: Ranked
    header: Header
    found_in: "Shown | None" = None


class Offer(NamedTuple):
    """An edition and its places that answer."""

    header: Header
    places: tuple[Shown, ...]


def edition_for(header: Header, editions: Editions, reader_language: str) -> Header:
    """The edition of a work that its reader reads; the given one if there is none."""
    wished = analysed_as(reader_language)
    if analysed_as(header.language) == wished:
        return header
    others = [number_of(expression) for language, expression in header.siblings if analysed_as(language) == wished]
    return next(iter(editions.of_known(others)), header)


class Offering:
    """Offers works that were found to one reader."""

    def __init__(
        self, searcher: tantivy.Searcher, editions: Editions, retriever: Retriever, filters: Mapping[str, tantivy.Query]
    ) -> None:
        self._searcher = searcher
        self._editions = editions
        self._retriever = retriever
        self._filters = tuple(filters.values())
        self._ties = cache(editions.ties)

    def of(self, found: Found, reader_language: str, *, asked_in: str | None, sections: int) -> Offer:
        """The edition that is offered, and its best sections; the question is `asked_in` a language, as analysed."""
        (best,) = self._editions.of([found.passages[0].edition])
        header = edition_for(best, self._editions, reader_language)
        if header is not best and not self._is_let_through(header):
            header = best
        least = _AS_WELL * found.score
        own = [p for p in found.passages if p.edition == number_of(header.expression_id) and p.score >= least]
        if own or header is best:
            return Offer(header, tuple(Shown(p, header) for p in _of_sections(own or found.passages, most=sections)))
        others = [p for p in found.passages if p.edition == number_of(best.expression_id)]
        places = [self._same(Shown(p, best), header) for p in _of_sections(others, most=sections)]
        if analysed_as(best.language) == asked_in and not any(place.found_in for place in places):
            return Offer(best, tuple(places))
        once = {(s.passage.edition, s.passage.section): s for s in reversed(places)}
        return Offer(header, tuple(reversed(once.values())))

    def _is_let_through(self, header: Header) -> bool:
        """Whether the filters allow an edition that was not found by itself."""
        if not self._filters:
            return True
        return bool(ranked(self._searcher, all_of([self._editions.all_of(header), *self._filters]), 1))

    def _same(self, here: Shown, header: Header) -> Shown:
        """The same place in another edition; the place itself where that can't be told."""
        if header.passages > _TOO_MANY:
            return here
        there = self._editions.passages_of(header)
        between, is_tied = self._between(here, header, there)
        own, theirs = analysed_as(here.header.language), analysed_as(header.language)
        same = self._retriever.alike(here.passage, own, between, theirs)
        if same is None and is_tied:
            same = next(iter(between), None)
        return Shown(same, header, here) if same else here

    def _between(self, here: Shown, header: Header, there: Sequence[Ranked]) -> tuple[Sequence[Ranked], bool]:
        """The passages between the parallels of the sections around a place, and whether its own section has one."""
        begins: dict[int, int] = {}
        for place, passage in enumerate(there):
            begins.setdefault(passage.section, place)
        parallels = {parallel: begins[s] for s, parallel in self._ties(header) if parallel and s in begins}
        ties = self._ties(here.header)
        at = next((n for n, (section, _) in enumerate(ties) if section == here.passage.section), None)
        if at is None or not parallels:
            return there, False
        before = next((parallels[p] for _, p in reversed(ties[: at + 1]) if p in parallels), 0)
        after = next((parallels[p] for _, p in islice(ties, at + 1, None) if p in parallels), len(there))
        return there[before : after if after > before else len(there)], ties[at][1] in parallels


def _of_sections(ranked: Sequence[Ranked], *, most: int) -> Sequence[Ranked]:
    """The best passage of each of the best sections of the edition that comes first."""
    best: dict[int, Ranked] = {}
    for passage in ranked:
        if passage.edition == ranked[0].edition and passage.section not in best:
            best[passage.section] = passage
            if len(best) == most:
                break
    return tuple(best.values())
