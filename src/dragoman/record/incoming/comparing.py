"""What is said now beside what the record says already: which values are to be set, and what they contradict.

What was read gives way to a person's word, and the contradiction is listed. What another person has said, or the same
one by other means, stays unless he is overruled. Of identifiers only those of the schemes that are named are replaced,
of contributions those of the roles, and former addresses are added to those that are there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from dragoman.record.amendment import value_of
from dragoman.record.incoming.values import Proposal
from dragoman.record.model import (
    Abstract,
    Contribution,
    Evidence,
    Expression,
    Identifier,
    Rights,
    Series,
    Source,
    Statement,
    Subject,
    Work,
)
from dragoman.vocabulary.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A field of which something else was said: what was there and what it rests on, and what is said now.

    `kept` is true where the value that was there stays; `place` is where the new one stands.
    """

    field: str
    place: str
    before: Any
    after: Any
    evidence: Evidence
    kept: bool = False


_PARTS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {"identifiers": lambda value: value.scheme, "contributions": lambda value: value.role}
)
"""What of one value of a list says which of the others it takes the place of."""


def weighed(
    work: Work, edition: Expression, proposed: Proposal, *, method: str, overrule: bool
) -> tuple[Mapping[str, Any], tuple[Contradiction, ...]]:
    """The values of a proposal that are to be set, and what they contradict. `method` is that of the proposal."""
    wanted: dict[str, Any] = {}
    found: list[Contradiction] = []
    for name, new in proposed.values.items():
        old = value_of(work, edition.id, name)
        whole = _with_others(name, old, new)
        if whole == old:
            wanted[name] = whole
            continue
        evidence = _against(work, edition, name)
        kept = evidence is not None and _is_anothers(evidence, method) and not overrule
        if name == "former_addresses":
            kept = False
        elif evidence is not None and _differs(name, old, new):
            place = proposed.places[name]
            against = Contradiction(field=name, place=place, before=old, after=new, evidence=evidence, kept=kept)
            found.append(against)
        if not kept:
            wanted[name] = whole
    return wanted, tuple(found)


def _with_others(name: str, old: Any, new: Any) -> Any:  # noqa: ANN401 - a value of any field
    """The whole list that a record is to have; the new value as it is, where it takes the place of all."""
    if name == "former_addresses":
        return (*old, *(one for one in new if one not in old))
    part = _PARTS.get(name)
    if part is None or not new:
        return new
    named = {part(value) for value in new}
    return _in_order(old, (*new, *(value for value in old if part(value) not in named)))


def _in_order(old: Sequence[Any], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """The new list; the old one where it has the same members, so that nothing changes by order alone."""
    return tuple(old) if len(old) == len(new) and all(value in new for value in old) else new


def _against(work: Work, edition: Expression, name: str) -> Evidence | None:
    """What the value that is there rests on: a person's word before what was read."""
    held = work.original_language if name == "original_language" else getattr(edition, name)
    statements: Iterable[Statement[Any]] = held if isinstance(held, tuple) else [held] if held is not None else []
    evidence = [statement.evidence for statement in statements]
    evidence += [absence.evidence for absence in edition.absent if absence.field == name]
    ranked = sorted(evidence, key=lambda e: e.source is not Source.PERSON)
    return ranked[0] if ranked else None


def _is_anothers(evidence: Evidence, method: str) -> bool:
    return evidence.source is Source.PERSON and evidence.method != method


def _differs(name: str, old: Any, new: Any) -> bool:  # noqa: ANN401 - a value of any field
    """Whether two values say different things, and not the same in other letters; nothing contradicts nothing."""
    if old in (None, ()):
        return bool(new)
    part = _PARTS.get(name)
    if part is not None and new:
        named = {part(value) for value in new}
        old = tuple(value for value in old if part(value) in named)
        return bool(old and _folded(old) != _folded(new))
    return bool(_folded(old) != _folded(new))


def _folded(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    if isinstance(value, tuple):
        return sorted(str(_folded(one)) for one in value)
    return sorted(fold(words_of(value)).split())


def words_of(value: Any) -> str:  # noqa: ANN401 - a value of any field
    """One value of a field as a person reads it."""
    match value:
        case Abstract() | Subject() | Rights():
            return value.text
        case Contribution():
            return value.name
        case Identifier():
            return f"{value.scheme} {value.value}"
        case Series():
            return f"{value.title} ; {value.number}" if value.number else value.title
    return str(value)
