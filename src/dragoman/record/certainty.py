"""How sure a record is as a whole: what whoever checks records meets first.

Comes in: an `Expression`. Goes out: a number from 0 to 1. The most doubtful field decides, weighed by what a mistake
in it costs: a wrong title or language misleads every reader, a missing publisher few. What a person has said is sure.
"""

from collections.abc import Iterator
from typing import Final

from dragoman.record.model import Expression, Source, Statement

_WEIGHT: Final = {
    "title": 1.0,
    "language": 1.0,
    "date": 0.6,
    "sections": 0.5,
    "contributions": 0.4,
    "publisher": 0.35,
    "abstract": 0.35,
    "identifiers": 0.3,
    "resource_type": 0.2,
}
_ABSENT: Final = 0.4
"""As sure as this it is that a value which reading did not find is none."""
_UNREAD: Final = 0.3
"""How sure a record can be of a file of which not all pages could be read."""
CHECKED: Final = frozenset({"title", "language"})
"""What a person has said of a record that somebody has checked."""


def certainty(edition: Expression) -> float:
    """From 0 (somebody must look) to 1 (a person has said all of it)."""
    doubts = [_WEIGHT[name] * (1.0 - sure) for name, sure in _sure(edition)]
    if edition.unread and not is_checked(edition):
        doubts.append(1.0 - _UNREAD)
    worst, rest = max(doubts), sum(doubts) / len(doubts)
    return round(max(0.0, 1.0 - 0.9 * worst - 0.1 * rest), 3)


def is_checked(edition: Expression) -> bool:
    """Whether a person has said or confirmed what counts most."""
    return all(getattr(edition, name).evidence.source is Source.PERSON for name in CHECKED)


def _sure(edition: Expression) -> Iterator[tuple[str, float]]:
    said = {absence.field for absence in edition.absent}
    for name in _WEIGHT:
        value: Statement[object] | tuple[Statement[object], ...] | None = getattr(edition, name)
        statements = value if isinstance(value, tuple) else (value,) if value else ()
        if statements:
            yield name, min(each.evidence.confidence for each in statements)
        else:
            yield name, 1.0 if name in said or is_checked(edition) else _ABSENT
