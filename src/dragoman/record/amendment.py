"""A person's word on a record: fields of an edition set, and what two states of a record say differently.

Comes in: a `Work`, checked values (`fields.checked`), and who says so. Goes out: the work as it is then. A value that
is there already becomes his word too, with the place where it was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from dragoman.document.model import Box
from dragoman.record.assembly import with_original, with_sections
from dragoman.record.editions import sections_of
from dragoman.record.fields import FIELDS, Fault
from dragoman.record.model import Absence, Evidence, Expression, Section, Statement, Work
from dragoman.record.parallels import with_parallels
from dragoman.record.said import Said, absence

DEEPEST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The place in the file that a person has pointed at for a value."""

    page: int
    region: Box | None = None
    item: str | None = None


NOWHERE: Final[Mapping[str, Pointed]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field of an edition in two states of its record; None and () where it has no value."""

    field: str
    before: Any
    after: Any


def misfits(edition: Expression, values: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What of the checked values can't be in this edition: sections outside of its pages or in no order of levels."""
    sections: Sequence[Section] = values.get("sections") or ()
    known = {section.id for section in sections_of(edition)}
    met: set[str] = set()
    level = 0
    for place, section in enumerate(sections, start=1):
        here = f"Section {place} (“{section.title[:60]}”)"
        if section.page > max(1, edition.pages):
            return (_fault(f"{here} begins on page {section.page} of {edition.pages}.", "Give a page of the file."),)
        if section.level > min(level + 1, DEEPEST):
            return (
                _fault(
                    f"{here} is on level {section.level}, below none on level {section.level - 1}.", "Indent it by one."
                ),
            )
        if section.id and (section.id not in known or section.id in met):
            return (
                _fault(f"{here} has an id that is not its own: {section.id}.", "Leave the ids of new sections empty."),
            )
        met.add(section.id)
        level = section.level
    return ()


def _fault(message: str, remedy: str) -> Fault:
    return Fault(field="sections", code="section-place", message=message, remedy=remedy)


def amended(
    work: Work, expression_id: str, values: Mapping[str, Any], said: Said, *, pointed: Mapping[str, Pointed] = NOWHERE
) -> Work:
    """The work after a person has set fields of one of its editions; the same work where he has said all that before.

    The values are checked, for this edition too (`misfits`).
    """
    edition = work.expression(expression_id)
    if edition is None:
        raise ValueError(expression_id)
    told = edition
    for name, value in values.items():
        if not FIELDS[name].of_work:
            told = _set(told, name, value, said, pointed.get(name))
    whole = _with_edition(work, edition, told)
    if "original_language" in values:
        whole = _with_original_language(whole, edition, values["original_language"], said)
    elif told.language.value != edition.language.value:
        whole = with_original(whole, whole.original_language, now=said.at)
    if whole == work:
        return work
    if "sections" in values or "original_language" in values or "language" in values:
        whole = with_parallels(whole)
    return dated(work, whole, said.at)


def difference(before: Work, after: Work, expression_id: str) -> tuple[Difference, ...]:
    """The fields of an edition that the two states say differently."""
    return tuple(
        Difference(field=name, before=old, after=new)
        for name in FIELDS
        if (old := value_of(before, expression_id, name)) != (new := value_of(after, expression_id, name))
    )


def value_of(work: Work, expression_id: str, field: str) -> Any:  # noqa: ANN401 - a value of any field
    """The value of a field, without its evidence; of contents what a person sets."""
    edition = work.expression(expression_id)
    if edition is None:
        return () if FIELDS[field].many else None
    said: Any = work.original_language if FIELDS[field].of_work else getattr(edition, field)
    if field == "sections":
        return _loose(sections_of(edition))
    if FIELDS[field].many:
        return tuple(statement.value for statement in said)
    return said.value if said is not None else None


def _set(edition: Expression, name: str, value: Any, said: Said, at: Pointed | None) -> Expression:  # noqa: ANN401
    if value is None or value == ():
        known = absence(edition, name) or Absence(field=name, evidence=said.evidence(edition.described_from))
        empty = () if FIELDS[name].many and name != "sections" else None
        return _with(edition, {name: empty, "absent": (*_absent_but(edition, name), known)})
    edition = _with(edition, {"absent": _absent_but(edition, name)})
    if name == "sections":
        return _with_contents(edition, value, said)
    old = getattr(edition, name)
    if FIELDS[name].many:
        read = {statement.value: statement.evidence for statement in old}
        each = tuple(Statement(value=v, evidence=_evidence(edition, read.get(v), said, at)) for v in value)
        return _with(edition, {name: each})
    same = old.evidence if old is not None and old.value == value else None
    return _with(edition, {name: Statement(value=value, evidence=_evidence(edition, same, said, at))})


def _with(edition: Expression, fields: dict[str, Any]) -> Expression:
    return replace(edition, **fields)


def _absent_but(edition: Expression, name: str) -> tuple[Absence, ...]:
    return tuple(absent for absent in edition.absent if absent.field != name)


def _evidence(edition: Expression, known: Evidence | None, said: Said, at: Pointed | None) -> Evidence:
    """What his word rests on: the place that he points at, else the one where the same value was read; a word that he
    or another has given before stays as it was.
    """
    if known is not None and known.by is not None and at is None:
        return known
    if at is None:
        return said.evidence(edition.described_from, like=known)
    evidence = said.evidence(edition.described_from)
    return replace(evidence, item=at.item or evidence.item, page=at.page, region=at.region)


def _with_contents(edition: Expression, sections: tuple[Section, ...], said: Said) -> Expression:
    """The edition with a person's contents. They are tied to their parallels anew, where they differ from what was."""
    statement = Statement(value=_loose(sections), evidence=said.evidence(edition.described_from))
    told = with_sections(edition, statement, pages=edition.pages)
    if edition.sections is None or sections_of(told) != _loose(sections_of(edition)):
        return told
    evidence = _evidence(edition, edition.sections.evidence, said, None)
    return replace(edition, sections=replace(edition.sections, evidence=evidence))


def _loose(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(replace(section, parallel="") for section in sections)


def _with_edition(work: Work, old: Expression, new: Expression) -> Work:
    return replace(work, expressions=tuple(new if each is old else each for each in work.expressions))


def _with_original_language(work: Work, edition: Expression, value: Any, said: Said) -> Work:  # noqa: ANN401
    """The work with its original language as a person has said it; None takes it back, and leaves it undecided."""
    old = work.original_language
    if value is None:
        return with_original(replace(work, original_language=None), None, now=said.at) if old else work
    known = old.evidence if old is not None and old.value == value else None
    statement = Statement(value=value, evidence=_evidence(edition, known, said, None))
    if known is not None:
        return replace(work, original_language=statement)
    return with_original(replace(work, original_language=None), statement, now=said.at)


def dated(before: Work, after: Work, now: str) -> Work:
    """The changed work with new datestamps and revisions, of those of its editions that have changed."""
    old = {edition.id: edition for edition in before.expressions}
    editions = tuple(
        replace(edition, datestamp=now, revision=old[edition.id].revision + 1)
        if edition != old[edition.id]
        else edition
        for edition in after.expressions
    )
    return replace(after, expressions=editions, datestamp=max(now, before.datestamp), revision=before.revision + 1)
