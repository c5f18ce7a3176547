"""A person's word and a reading's: a value that a person has set, or has said there is none of, stays.

Comes in: what a record says, and what a new reading says. Goes out: which of the two counts.
"""

from dataclasses import dataclass, replace
from typing import Final, TypeVar

from dragoman.record.model import Absence, Evidence, Expression, Source, Statement
from dragoman.vocabulary.languages import LanguageTag

T = TypeVar("T")
BY_A_PERSON: Final = "said by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who says something and when (an instant in UTC); `method` names what he says it with: a sheet, the command."""

    by: str
    at: str
    method: str = BY_A_PERSON

    def evidence(self, item: str, like: Evidence | None = None) -> Evidence:
        """What a statement of his rests on; `like` is the evidence of the same value where it was read."""
        place = like or Evidence(item=item, source=Source.PERSON, method=self.method, confidence=1.0)
        return replace(place, source=Source.PERSON, method=self.method, confidence=1.0, by=self.by or None, at=self.at)


def is_said(statement: Statement[T] | None) -> bool:
    """Whether a person has said it."""
    return statement is not None and statement.evidence.source is Source.PERSON


def absence(expression: Expression, field: str) -> Absence | None:
    """A person's word that the edition has no such value, if there is one."""
    return next((absent for absent in expression.absent if absent.field == field), None)


def outranked(expression: Expression, field: str, new: Statement[T] | None) -> Statement[T] | None:
    """The statement that counts for a field of one value: a person's, or that there is none; else the new one."""
    old: Statement[T] | None = getattr(expression, field)
    if is_said(old):
        return old
    return None if absence(expression, field) else new


def outranked_all(expression: Expression, field: str, new: tuple[Statement[T], ...]) -> tuple[Statement[T], ...]:
    """The statements that count for a field of several values: all as they are, if a person has said any of them."""
    old: tuple[Statement[T], ...] = getattr(expression, field)
    if any(map(is_said, old)):
        return old
    return () if absence(expression, field) else new


def language_of(expression: Expression, read: Statement[LanguageTag]) -> Statement[LanguageTag]:
    """The language that counts after a reading; a person's is kept as said of the item that was read now."""
    old = expression.language
    if is_said(old):
        return replace(old, evidence=replace(old.evidence, item=read.evidence.item))
    return read
