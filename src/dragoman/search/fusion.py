"""Words and meaning become one order of passages.

Comes in: a question, what its words find, a library's vectors. Goes out: a `Retriever`. Words are compared in the
question's own language only: across languages they say little and mislead. Each language is searched on its own, so
that none is crowded out.

A library of translations knows more. In the question's own language words and models together say best what answers,
and a passage is far nearer to its own translation than a question is to its answer; so the best passage there is the
*guide*, and what is like it in other languages gets something for that. It is followed only as far as it is nearer to
the question than what other languages have: a library need not have the answer in the question's language, and a wrong
guide would bury the right answer.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.search.coverage import ALL_COVERED, Coverage
from dragoman.search.embedders import knows
from dragoman.search.matrices import Floats
from dragoman.search.meaning import (
    Pool,
    Sought,
    led,
    likeness,
    passage_as_sought,
    pool,
    sought,
    together,
    unembedded,
)
from dragoman.search.model import Vote
from dragoman.search.ranking import Ranked, WordRetriever
from dragoman.search.schema import Header
from dragoman.search.sentences import Span
from dragoman.search.vectors import ModelVectors

_BY_WORDS: Final = 100
"""So many passages that the words find are looked at for their meaning too."""
_WORDS_WEIGHT: Final = 0.35
"""What the words' best passage gets for them, beside a cosine, in choosing what is read."""
_GUIDE_WEIGHT: Final = 0.25
"""What the guide's translation gets for being like it, where the guide is trusted."""
_AHEAD: Final = 0.07
_SOFTNESS: Final = 0.02
"""The guide is trusted by half where it is nearer to the question by `_AHEAD` than the best of other languages."""
_KEPT: Final = 100
"""Passages of each language that are kept."""
_PLACED: Final = 250
"""Passages that are looked up in the index of words, which takes a large one 40 µs each."""
_NEGLIGIBLE: Final = 0.02
_LEAST_NEAR: Final = 0.35
"""Less than this share of the best height is no answer: something is always nearest. Of what is right on XQuAD 1 % is
below 0.37, and half of all that stands at rank 50 is below 0.26.
"""
_USUALLY_HIGH: Final = 0.5
"""About how high the best answer stands."""
_STEP: Final = np.float32(1e-6)
"""What parts passages of one height, so that they keep their order."""
_NOT_READ: Final = 10.0
_READ: Final = 20
"""So many of the best in the question's own language are read for its words (50 give no more)."""
_SAME: Final = 0.4
"""So near a passage is to its translation, at the least."""
GUIDE: Final = "guide"
COVERAGE: Final = "coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The question in its own language: which that is, its text, what its words find there, and how it is covered."""

    language: str
    text: str
    words: WordRetriever
    coverage: Coverage


class _Ranking(NamedTuple):
    """The candidates of one language in order (places in the pool), and how far the guide was followed."""

    near: Pool
    order: NDArray[np.int64]
    trust: float

    def votes(self, passage: int) -> Iterator[Vote]:
        """What each model said of a passage, and the guide."""
        places = np.flatnonzero(self.near.passages[self.order] == np.uint64(passage))
        for rank in places.tolist():
            place = self.order[rank]
            for name, part in self.near.nearness.items():
                if not math.isnan(part[place]):
                    yield Vote(way=name, score=float(part[place]), rank=rank + 1)
            if self.near.likeness:
                like = float(together(self.near.likeness)[place])
                yield Vote(way=GUIDE, score=self.trust * _GUIDE_WEIGHT * like)


class HybridRetriever:
    """Finds passages by their words and by what they mean."""

    def __init__(
        self, words: WordRetriever, own: Own, models: Sequence[ModelVectors], languages: Collection[str]
    ) -> None:
        self._words = words
        self._own = own
        self._ranked: list[_Ranking] = []
        self._sought, said = sought(own.text, own.language, models, meanwhile=self._said)
        self._fused = words.placed(_near(self._found(self._sought, said, languages)))

    def passages(self, limit: int, *, without: Collection[int] = (), within: Collection[int] = ()) -> list[Ranked]:
        """The best passages: what is near in meaning, then what only has the words."""
        best = [p for p in self._fused if p.work not in without and (not within or p.work in within)][:limit]
        if len(best) == limit:
            return best
        left_out = {*without, *(passage.work for passage in self._fused)}
        rest = self._words.passages(limit - len(best), without=left_out, within=within)
        floor = self._fused[-1].score if self._fused else 1.0
        return best + [p._replace(score=floor * p.score / (1.0 + p.score)) for p in rest]

    def editions(self, *, without: str = "") -> list[Header]:
        """What the words find, and what is near in meaning."""
        by_words = self._words.editions(without=without)
        return self._words.headers({p.edition for p in self._fused}, and_of=by_words)

    def votes(self, passage: Ranked) -> tuple[Vote, ...]:
        """The words' votes, each model's, and the guide's."""
        meant = (vote for ranking in self._ranked for vote in ranking.votes(passage.passage))
        covered = self._own.coverage.of(passage.passage)
        read = () if covered is None else (Vote(way=COVERAGE, score=covered),)
        return (*self._words.votes(passage), *read, *meant)

    def sentence(self, passage: Ranked, text: str, language: str) -> Span | None:
        """The sentence that is nearest to the question in meaning."""
        votes = (s for s in self._sought if s.model.embedder.by_sentence and knows(s.model.embedder, language))
        found = (s.model.nearest_sentence(passage.passage, text, language, s.vector) for s in votes)
        return next(found, None)

    def alike(self, passage: Ranked, language: str, among: Sequence[Ranked], their_language: str) -> Ranked | None:
        """The nearest of some passages in another language, if it is near enough to be the translation."""
        numbers = np.asarray([other.passage for other in among], np.uint64)
        near = likeness(passage.passage, language, numbers, their_language, self._sought)
        best = int(np.argmax(near)) if near is not None else -1
        return among[best] if near is not None and near[best] >= _SAME else None

    def _said(self) -> dict[int, float]:
        """What BM25 says in the question's own language, as a share of what it says of the best."""
        ranked = self._own.words.passages(_BY_WORDS)
        return {passage.passage: passage.score / ranked[0].score for passage in ranked}

    def _found(
        self, question: Sequence[Sought], said: Mapping[int, float], languages: Collection[str]
    ) -> dict[int, float]:
        """By the number of a passage, how well it answers; comparable between languages."""
        own = pool(question, self._own.language, also=list(said)) or unembedded(self._own.language, list(said))
        others = [language for language in languages if language != self._own.language]
        pools = [near for language in others if (near := pool(question, language)) is not None]
        if own is None:
            return self._answers(pools, 0.0)
        order = self._by_both(own, said)
        best = int(np.argmax(order))
        trust = _trust(float(together(own.nearness)[best]), pools)
        if trust > _NEGLIGIBLE:
            guide = passage_as_sought(int(own.passages[best]), self._own.language, question)
            pools = [led(guide, near, question) for near in pools]
            own = led(guide, own, question)
            order = self._by_both(own, said)
        found = self._answers(pools, trust)
        if self._own.language in languages:
            found |= self._own_answers(own, order, trust, beside=max(found.values(), default=1.0) - 1.0)
        return found

    def _by_both(self, own: Pool, said: Mapping[int, float]) -> Floats:
        """How well words and meaning together say that each passage answers; those that are not read come after.

        `said` is what BM25 says, by passage.
        """
        near = together(own.nearness)
        by_words = np.asarray([said.get(int(number), 0.0) for number in own.passages], np.float32)
        order = near + np.float32(_WORDS_WEIGHT) * by_words - np.float32(_NOT_READ)
        best = np.argsort(-order, kind="stable")[:_READ]
        numbers = own.passages[best].tolist()
        self._own.coverage.read(self._own.words.placed(dict.fromkeys(numbers, 0.0)))
        covered = [self._own.coverage.of(number) or 0.0 for number in numbers]
        order[best] = near[best] + np.asarray(covered, np.float32)
        return order

    def _answers(self, pools: Sequence[Pool], trust: float) -> dict[int, float]:
        found: dict[int, float] = {}
        for near in pools:
            scores = _heights(near, trust)
            found |= self._kept(near, scores, scores, trust)
        return found

    def _own_answers(self, own: Pool, order: Floats, trust: float, *, beside: float) -> dict[int, float]:
        """In the order of words and meaning, at the heights that meaning alone gives: other languages have no words.

        What no model has embedded yet is as high as its words say: with all of them, as high as the best of the other
        languages (`beside`).
        """
        scores = np.empty_like(order)
        steps = _STEP * np.arange(len(order), dtype=np.float32)
        scores[np.argsort(-order, kind="stable")] = -np.sort(-_heights(own, trust)) - steps
        for place in np.flatnonzero(own.unknown()).tolist():
            covered = (self._own.coverage.of(int(own.passages[place])) or 0.0) / ALL_COVERED
            scores[place] = max(scores[place], max(beside, _USUALLY_HIGH) * covered)
        return self._kept(own, scores, order, trust)

    def _kept(self, near: Pool, scores: Floats, order: Floats, trust: float) -> dict[int, float]:
        best = np.argsort(-order, kind="stable")[:_KEPT]
        self._ranked.append(_Ranking(near, best, trust))
        numbers = near.passages[best].tolist()
        return dict(zip(numbers, (1.0 + scores[best]).tolist(), strict=True))


def _near(found: dict[int, float]) -> dict[int, float]:
    """The best of those that are near enough to be answers; scores are heights above 1."""
    least = 1.0 + _LEAST_NEAR * (max(found.values(), default=1.0) - 1.0)
    near = [(score, passage) for passage, score in found.items() if score >= least]
    return {passage: score for score, passage in nlargest(_PLACED, near)}


def _heights(near: Pool, trust: float) -> Floats:
    heights = together(near.nearness)
    if near.likeness:
        heights = heights + np.float32(trust * _GUIDE_WEIGHT) * together(near.likeness)
    return heights


def _trust(guide: float, others: Sequence[Pool]) -> float:
    """How far the guide is followed: by how much it is nearer to the question than what other languages have."""
    if not others:
        return 0.0
    beside = median(float(together(near.nearness).max()) for near in others)
    return 1.0 / (1.0 + math.exp(min(50.0, (beside + _AHEAD - guide) / _SOFTNESS)))
