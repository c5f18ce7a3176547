"""What the editions of a work say of each other: what they agree on is surer, and one may lack what the others have.

Comes in: what was read from each edition of a work. Goes out: statements for one of them, its own where they hold. The
date, the publisher, the authors and the kind of publication are those of the work more often than not; an ISBN or a
translator is one edition's own and is never taken over. A value that comes from the others has the method and the
confidence that say so, and the evidence of the edition that it stands in.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from anyascii import anyascii
from rapidfuzz import fuzz

from dragoman.record.creators import AUTHOR, TRANSLATOR
from dragoman.record.model import Contribution, Description, Evidence, Expression, Source, Statement
from dragoman.record.said import outranked, outranked_all
from dragoman.vocabulary.folding import fold, squeeze

T = TypeVar("T")
_AGREEING: Final = 0.15
_MOST: Final = 0.98
_TAKEN_OVER: Final = 0.85
"""How sure a value of the others is here: it is theirs, and this edition may differ."""
_LEAST_SURE: Final = 0.5
"""From this on an edition's own value stands against all others."""
_NAMED_ALONE: Final = 0.6
_TWO: Final = 2
_ALIKE: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What is said of one edition after the others have been asked."""

    date: Statement[str] | None
    publisher: Statement[str] | None
    resource_type: Statement[str] | None
    contributions: tuple[Statement[Contribution], ...]


def agreed(own: Description, others: Sequence[Description], *, original: bool = False) -> Agreed:
    """The statements of one edition, weighed with those of the others; `original`: it is the work's original."""
    if not others:
        return Agreed(
            date=own.date,
            publisher=own.publisher,
            resource_type=own.resource_type,
            contributions=own.contributions,
        )
    return Agreed(
        date=_date(own.date, [d.date for d in others if d.date]),
        publisher=_value(own.publisher, [d.publisher for d in others if d.publisher], _same_name),
        resource_type=_value(own.resource_type, [d.resource_type for d in others if d.resource_type], _equal),
        contributions=_contributions(own, others, original=original),
    )


def told(expression: Expression, said: Agreed) -> Expression:
    """The expression with what was agreed; what a person has said of it stays."""
    return replace(
        expression,
        date=outranked(expression, "date", said.date),
        publisher=outranked(expression, "publisher", said.publisher),
        resource_type=outranked(expression, "resource_type", said.resource_type),
        contributions=outranked_all(expression, "contributions", said.contributions),
    )


def _equal(one: str, other: str) -> bool:
    return one == other


def _same_name(one: str, other: str) -> bool:
    return fuzz.ratio(squeeze(one), squeeze(other)) >= _ALIKE


def _value(
    own: Statement[str] | None, others: Sequence[Statement[str]], same: Callable[[str, str], bool]
) -> Statement[str] | None:
    """A value of the work: this edition's own, surer if others have it; else what two others or a sure one have."""
    if own is not None and any(same(own.value, other.value) for other in others):
        return _surer(own)
    best = _commonest(others, same)
    if best is None or (own is not None and own.evidence.confidence >= _LEAST_SURE):
        return own
    return best


def _commonest(others: Sequence[Statement[str]], same: Callable[[str, str], bool]) -> Statement[str] | None:
    """What most of the others have, if it is two of them or all of them, and they are sure of it."""
    if not others:
        return None
    voices = [sum(same(one.value, other.value) for other in others) for one in others]
    best = max(range(len(others)), key=lambda i: (voices[i], others[i].evidence.confidence))
    many = voices[best] >= min(_TWO, len(others)) and 2 * voices[best] > len(others)
    return _taken_over(others[best]) if many and others[best].evidence.confidence >= _LEAST_SURE else None


def _date(own: Statement[str] | None, others: Sequence[Statement[str]]) -> Statement[str] | None:
    """The date: an edition has its own more often than not, so one that is printed in it stands.

    The others make it surer if they say the same, and more exact if it is only the beginning of what they say.
    """
    if own is None or own.evidence.confidence < _LEAST_SURE:
        return _value(own, others, _equal)
    fuller = [o for o in others if o.value.startswith(f"{own.value}-")]
    if (exact := _commonest(fuller, _equal)) and len(fuller) >= _TWO:
        return exact
    agree = any(o.value.startswith(own.value) or own.value.startswith(o.value) for o in others)
    return _surer(own) if agree else own


def _contributions(
    own: Description, others: Sequence[Description], *, original: bool
) -> tuple[Statement[Contribution], ...]:
    """The authors that the editions have in common, and this one's own people.

    Who is named beside the common authors in one edition only, and not the original, has translated it. Where this
    edition names none of them, its own names stand: they may be the same, spelled in a way that can't be compared.
    """
    voices = Counter(key for d in others for key in {_key(c) for c in _authors(d)})
    common = {key for key, count in voices.items() if count >= min(_TWO, len(others)) and 2 * count > len(others)}
    mine = {_key(c) for c in _authors(own)}
    if mine and not mine & common:
        return own.contributions
    weighed = [
        _surer(c)
        if c.value.role == AUTHOR and voices[_key(c)]
        else _as_translator(c)
        if c.value.role == AUTHOR and not original and len(others) >= _TWO
        else c
        for c in own.contributions
    ]
    lacking = {_key(c): c for d in reversed(others) for c in reversed(_authors(d)) if _key(c) in common - mine}
    order = list(dict.fromkeys(_key(c) for d in others for c in _authors(d)))
    taken = [_taken_over(lacking[key]) for key in order if key in lacking]
    authors = sorted((c for c in (*weighed, *taken) if c.value.role == AUTHOR), key=lambda c: _place(c, order))
    return (*authors, *(c for c in weighed if c.value.role != AUTHOR))


def _key(contribution: Statement[Contribution]) -> str:
    """A name as it is compared: in Latin letters, whatever the script."""
    return fold(anyascii(contribution.value.name))


def _place(contribution: Statement[Contribution], order: Sequence[str]) -> int:
    """Where an author stands among those that the others name; whom they don't name comes last."""
    key = _key(contribution)
    return order.index(key) if key in order else len(order)


def _as_translator(own: Statement[Contribution]) -> Statement[Contribution]:
    evidence = replace(own.evidence, method="named beside the authors in this edition only", confidence=_NAMED_ALONE)
    return Statement(value=replace(own.value, role=TRANSLATOR), evidence=evidence)


def _authors(description: Description) -> list[Statement[Contribution]]:
    return [c for c in description.contributions if c.value.role == AUTHOR]


def _surer(own: Statement[T]) -> Statement[T]:
    """The statement with more confidence, for the others say the same."""
    confidence = max(own.evidence.confidence, min(_MOST, own.evidence.confidence + _AGREEING))
    method = f"{own.evidence.method}, and in other editions"
    return replace(own, evidence=replace(own.evidence, confidence=round(confidence, 3), method=method))


def _taken_over(other: Statement[T]) -> Statement[T]:
    """The statement as one of another edition: where it stands there, and less sure."""
    evidence: Evidence = other.evidence
    return Statement(
        value=other.value,
        evidence=replace(
            evidence,
            source=Source.COMPARISON,
            method=f"as in the other editions ({evidence.method})",
            confidence=round(evidence.confidence * _TAKEN_OVER, 3),
        ),
    )
