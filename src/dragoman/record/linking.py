"""Which expressions are language editions of one work.

Comes in: a new `Description` and the expressions that are there and share tokens with it. Goes out: a `Placement`.

Two texts are one work in two languages where what does not change in translation (see `fingerprint`) comes in the same
order in both, or where the lengths of their sections rise and fall together. Chance alone also gives texts some
numbers in common, so what chance gives is taken off: of n tokens in random order about 2√n stand in an increasing chain
(the Ulam–Hammersley problem; B. F. Logan and L. A. Shepp, Advances in Mathematics 26, 1977).
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from dragoman.record.fingerprint import SENTENCES, TOKENS
from dragoman.record.model import Description, Evidence, Fingerprint, Source
from dragoman.record.proportions import comparable, proportion
from dragoman.record.releases import same_release
from dragoman.record.tokens import TokenKind, kind_of, rank
from dragoman.vocabulary.languages import UNDETERMINED, LanguageTag

JOINS: Final = 0.5
"""From this likeness on two texts are taken for editions of one work."""


class Kind(StrEnum):
    """What a new file is to what is there."""

    NEW_WORK = "new-work"
    NEW_EXPRESSION = "new-expression"
    SAME_EXPRESSION = "same-expression"


class Candidate(Protocol):
    """An expression that is there."""

    @property
    def work_id(self) -> str:
        """The work it belongs to."""

    @property
    def expression_id(self) -> str:
        """Its own id."""

    @property
    def description(self) -> Description:
        """What its newest file says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a new file belongs.

    `works`: none for a work of its own, one to join, several that turn out to be one and must be merged (the new file
    joins them); the likeliest first. `expression_id` is set where the file is a form or revision of that expression.
    """

    kind: Kind
    works: tuple[str, ...] = ()
    expression_id: str | None = None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two fingerprints have in common.

    `order`: shared tokens in the same order, less what chance gives, as a share of all (0 to 1); `form`: how well the
    lengths of sections and paragraphs go together, less the more tokens there are to judge by (from 1 on rather one
    text than not); `release`: 1 the same, 0 unknown, -1 probably another, -2 certainly another.
    """

    order: float
    form: float
    release: int


@dataclass(frozen=True, slots=True)
class _Sample:
    """The tokens of a fingerprint that can be compared with another's, with their places."""

    places: dict[int, int]
    telling: int
    sure: int


_SMALL: Final = frozenset({TokenKind.DIGIT, TokenKind.TWO_DIGITS})
_OFTEN: Final = 4
_NEAR: Final = 400
_NEAR_BY_CHANCE: Final = 0.1
_FEW_TOKENS: Final = 6.0
_ENOUGH_TOKENS: Final = 30.0
_ORDER_ENOUGH: Final = 0.4

_ORDER_NEEDED: Final = {1: 0.05, 0: 0.10, -1: 0.17, -2: 2.0}
"""How much of the tokens must come in the same order, by what the releases say of each other.

Of real editions' pairs 98 % have 0.2 or more (reports about the same thing by the same people at most 0.06); editions
of unequal versions 0.27 or more, releases that were written anew 0.13 or less. Each bound is about the geometric mean.
"""
_FORM_NEEDED: Final = {1: 0.9, 0: 1.0, -1: 1.5, -2: 4.0}
_SECTIONS_ALONE: Final = 1.3
_SAME_TEXT: Final = 0.75
_SAME_OF_FEWER: Final = 0.7
_FEWEST_SENTENCES: Final = 3
_OTHER_WORDS: Final = 0.1
_ONE_TEXT: Final = 0.8
"""Releases in one language that were written anew are alike to 0.4 at most, those of which half is new to 0.8."""
_NUMBERS: Final = frozenset({TokenKind.THREE_DIGITS, TokenKind.NUMBER})
_FEW_NUMBERS: Final = 10
_NUMBERS_SHARED: Final = 0.35
_WITHOUT_NUMBERS: Final = 0.3


def alike(a: Description, b: Description) -> float:
    """How likely it is (0 to 1, from `JOINS` on: rather than not) that two texts are editions of one work."""
    return _sureness(compare(a.fingerprint, b.fingerprint))


def compare(a: Fingerprint, b: Fingerprint) -> Likeness:
    """What two fingerprints have in common; the same whichever comes first."""
    bound = min(_bound(a), _bound(b))
    left, right = _sample(a, bound), _sample(b, bound)
    total = math.sqrt(left.telling * right.telling)
    common = [(left.places[t], right.places[t], kind_of(t)) for t in left.places if t in right.places]
    order = _order(common) / (total + _FEW_TOKENS) * _numbers_agree(left, right)
    need = _need_of_form(left, right)
    return Likeness(
        order=order,
        form=need * _form(a, b) if need and order < _ORDER_ENOUGH else 0.0,
        release=same_release(a.release, b.release),
    )


def _need_of_form(a: _Sample, b: _Sample) -> float:
    """How much the form counts: fully where there are no tokens, not at all where there are many."""
    sure = math.sqrt(a.sure * b.sure)
    return 1.0 / (1.0 + sure / _ENOUGH_TOKENS) if sure < 2 * _ENOUGH_TOKENS else 0.0


def _bound(fingerprint: Fingerprint) -> float:
    """Up to which rank the fingerprint has all the tokens of its text; they are in the order of rank."""
    kept = len(fingerprint.places)
    return rank(fingerprint.tokens[kept - 1][0]) if kept >= TOKENS else math.inf


def _sample(fingerprint: Fingerprint, bound: float) -> _Sample:
    """The tokens up to a rank; those that stand in too many places to say where they are have the place -1."""
    kept = bisect_right(fingerprint.tokens, bound, hi=len(fingerprint.places), key=lambda token: rank(token[0]))
    places = {
        value: place if count <= _OFTEN else -1
        for (value, count), place in zip(fingerprint.tokens[:kept], fingerprint.places, strict=False)
    }
    kinds = [kind_of(value) for value in places]
    telling = sum(kind not in _SMALL for kind in kinds)
    return _Sample(places, telling, telling - kinds.count(TokenKind.NAME))


def _order(common: Sequence[tuple[int, int, TokenKind]]) -> float:
    """How many of the common tokens come in the same order, or at the same place, beyond what chance gives.

    Small numbers count where they are near the same place only, and little: every text that counts has them in order.
    """
    placed = [(x, y) for x, y, kind in common if x >= 0 and y >= 0 and kind not in _SMALL]
    chained = _longest_chain(placed) - 2.0 * math.sqrt(len(placed))
    near = sum(abs(x - y) < _NEAR for x, y in placed)
    chance = _NEAR_BY_CHANCE * len(placed)
    return max(0.0, chained, near - chance - 2.0 * math.sqrt(chance))


def _numbers_agree(a: _Sample, b: _Sample) -> float:
    """Less than 1 where both texts have numbers and share few: siblings of one template."""
    left, right = ({value for value in sample.places if kind_of(value) in _NUMBERS} for sample in (a, b))
    if min(len(left), len(right)) < _FEW_NUMBERS:
        return 1.0
    shared = len(left & right) / math.sqrt(len(left) * len(right))
    return min(1.0, max(_WITHOUT_NUMBERS, shared / _NUMBERS_SHARED))


def _longest_chain(pairs: Iterable[tuple[int, int]]) -> int:
    """The length of the longest chain that rises in both (patience sorting)."""
    tops: list[int] = []
    for _, y in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(tops, y)
        tops[at : at + 1] = [y]
    return len(tops)


def _form(a: Fingerprint, b: Fingerprint) -> float:
    """How well the lengths of the sections and of the paragraphs go together.

    Sections alone must agree better: forewords are short and chapters long in any report.
    """
    paragraphs = proportion(a.paragraphs, b.paragraphs) if comparable(a.paragraphs, b.paragraphs) else None
    if not comparable(a.shape, b.shape):
        return paragraphs or 0.0
    sections = proportion(a.shape, b.shape)
    return sections / _SECTIONS_ALONE if paragraphs is None else (sections + paragraphs) / 2.0


def _sureness(likeness: Likeness) -> float:
    """One number out of the measures: evidence adds up, and `JOINS` is where it is just enough."""
    needed, form_needed = _ORDER_NEEDED[likeness.release], _FORM_NEEDED[likeness.release]
    evidence = likeness.order / needed + likeness.form / form_needed
    return evidence / (1.0 + evidence)


def same_text(a: Description, b: Description) -> bool:
    """Whether two files in one language have nearly the same sentences: two forms or revisions of one expression.

    Where only one of them has pages, as a text and the PDF made from it, the ends of pages cost some of the sentences.
    """
    left, right = a.fingerprint, b.fingerprint
    if same_release(left.release, right.release) < 0:
        return False
    both, either = _shared_sentences(left, right)
    if a.flowed != b.flowed:
        fewer = min(len(_sentences(left)), len(_sentences(right)))
        return both >= max(_FEWEST_SENTENCES, min(_SAME_TEXT * either, _SAME_OF_FEWER * fewer))
    return both >= max(_FEWEST_SENTENCES, _SAME_TEXT * either)


def _translated_twice(a: Description, b: Description) -> bool:
    """Whether two files in one language are two translations: surely one text, and hardly a sentence in the same words.

    A draft, or another release that says so nowhere, has many sentences in the same words.
    """
    both, either = _shared_sentences(a.fingerprint, b.fingerprint)
    apart = either >= _FEWEST_SENTENCES and both <= _OTHER_WORDS * either
    return apart and same_release(a.fingerprint.release, b.fingerprint.release) >= 0 and alike(a, b) >= _ONE_TEXT


def _shared_sentences(a: Fingerprint, b: Fingerprint) -> tuple[int, int]:
    """How many sentences both have and how many either, of those that both would have kept."""
    left, right = _sentences(a), _sentences(b)
    bound = min((max(x) for x in (left, right) if len(x) >= SENTENCES), default=math.inf)
    either = {value for value in left | right if value <= bound}
    return len(either & left & right), len(either)


def _sentences(fingerprint: Fingerprint) -> set[int]:
    return {value for value, _ in fingerprint.tokens if kind_of(value) is TokenKind.SENTENCE}


def choose(new: Description, candidates: Sequence[Candidate]) -> Placement:
    """Where a new file belongs among what is there.

    `candidates` are all expressions of every work of which one shares tokens with the new one.
    """
    works: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.work_id, c.expression_id)):
        works.setdefault(candidate.work_id, []).append(candidate)
    for members in works.values():
        for member in members:
            if _same_language(new, member.description) and same_text(new, member.description):
                return _placed(new, Kind.SAME_EXPRESSION, [(1.0, members)], member.expression_id)
    likely = sorted(
        ((sureness, members) for members in works.values() if (sureness := _belongs(new, members)) >= JOINS),
        key=lambda pair: (-pair[0], pair[1][0].work_id),
    )
    joined: list[tuple[float, list[Candidate]]] = []
    for sureness, members in likely:
        if all(_compatible(members, others) for _, others in joined):
            joined.append((sureness, members))
    return _placed(new, Kind.NEW_EXPRESSION if joined else Kind.NEW_WORK, joined, None)


def _belongs(new: Description, members: Sequence[Candidate]) -> float:
    """How likely a text is an edition of a work: as its likest member says, but no if one speaks against it."""
    if not _compatible_texts([new], [member.description for member in members]):
        return 0.0
    return max(alike(new, member.description) for member in members)


def _compatible(a: Sequence[Candidate], b: Sequence[Candidate]) -> bool:
    return _compatible_texts([c.description for c in a], [c.description for c in b])


def _compatible_texts(a: Sequence[Description], b: Sequence[Description]) -> bool:
    """Whether two groups can be one work: no two that are certainly different releases, and no language twice unless
    it was translated twice. National variants and scripts are languages of their own here.
    """
    return not any(
        same_release(x.fingerprint.release, y.fingerprint.release) == -2
        or (_same_language(x, y) and not _translated_twice(x, y))
        for x in a
        for y in b
    )


def _same_language(a: Description, b: Description) -> bool:
    """Whether both are known to be in one language."""
    language: LanguageTag = a.language.value
    return language == b.language.value and language != UNDETERMINED


def _placed(
    new: Description, kind: Kind, works: Sequence[tuple[float, Sequence[Candidate]]], expression_id: str | None
) -> Placement:
    method = {
        Kind.NEW_WORK: "no text there is an edition of the same work",
        Kind.NEW_EXPRESSION: "numbers, names and lengths of sections as in another language edition",
        Kind.SAME_EXPRESSION: "the same sentences",
    }[kind]
    confidence = works[0][0] if works else 0.5
    evidence = Evidence(item=new.item, source=Source.COMPARISON, method=method, confidence=round(confidence, 3))
    return Placement(
        kind=kind,
        works=tuple(members[0].work_id for _, members in works),
        expression_id=expression_id,
        evidence=evidence,
    )
