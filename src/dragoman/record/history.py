"""What became of a record: the differences between two states of a work, and the way back to an earlier one.

Comes in: states of works, as their objects' versions keep them. Goes out: what differs, or the work as it was, with
revisions that go on: what was given out once, an id or a revision, is never given to something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.record.amendment import Difference, difference
from dragoman.record.assembly import with_sections
from dragoman.record.editions import sections_of
from dragoman.record.fields import FIELDS
from dragoman.record.model import Act, Expression, Work

LIFE: Final = ("status", "access", "opens", "publishes", "returned", "withdrawn", "replaced_by")
"""What of an edition its life changes, beside what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChange:
    """What changed of one edition; it came into the work or left it where one of `before` and `after` is None."""

    expression: str
    before: int | None
    after: int | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A version of a work's object: when it was made, by which act (None: an ingest), and what changed by it."""

    work: str
    version: int
    made: str
    act: Act | None
    changes: tuple[EditionChange, ...]
    files: tuple[str, ...] = ()


def event(before: Work | None, after: Work, *, version: int, made: str) -> Event:
    """What a version changed; nothing is before the first."""
    empty = replace(after, expressions=(), manifestations=(), original_language=None)
    then = before or empty
    ids = dict.fromkeys(e.id for e in (*then.expressions, *after.expressions))
    known = {f.item for m in then.manifestations for f in m.files}
    came = (f.file_name for m in after.manifestations for f in m.files if f.item not in known)
    changes = (_change(then, after, name) for name in ids)
    return Event(
        work=after.id,
        version=version,
        made=made,
        act=after.act,
        changes=tuple(c for c in changes if c.differences or c.before is None or c.after is None),
        files=tuple(dict.fromkeys(came)),
    )


def _change(before: Work, after: Work, name: str) -> EditionChange:
    old, new = before.expression(name), after.expression(name)
    life = tuple(
        Difference(field=field, before=getattr(old, field, None), after=getattr(new, field, None))
        for field in LIFE
        if getattr(old, field, None) != getattr(new, field, None) and old is not None and new is not None
    )
    return EditionChange(
        expression=name,
        before=old.revision if old else None,
        after=new.revision if new else None,
        differences=(*difference(before, after, name), *life),
    )


def as_before(now: Work, then: Work | None, current: Mapping[str, Expression], *, at: str, heir: str) -> Work:
    """A work as it was; one that was not there leads to its heir. `current` are the editions as they are, wherever."""
    if then is None:
        gone = replace(now, expressions=(), manifestations=(), original_language=None)
        return replace(gone, merged_into=heir, datestamp=at, revision=now.revision + 1)
    return replace(
        then,
        expressions=tuple(_again(e, current.get(e.id, e), at) for e in then.expressions),
        datestamp=max(at, now.datestamp),
        revision=now.revision + 1,
    )


def _again(then: Expression, now: Expression, at: str) -> Expression:
    if replace(then, revision=now.revision, datestamp=now.datestamp) == now:
        return now
    issued = max(then.sections_issued, now.sections_issued)
    return replace(then, revision=now.revision + 1, datestamp=at, sections_issued=issued)


def described_again(work: Work, then: Work, expression_id: str, *, at: str) -> Work:
    """The work with all that was said of an edition in an earlier state; its files, place and life stay."""
    edition, old = work.expression(expression_id), then.expression(expression_id)
    if edition is None or old is None:
        raise UsageError("no-such-state", f"The edition {expression_id} was not there.", "See `dragoman history`.")
    named = (name for name, field in FIELDS.items() if not field.of_work and name != "sections")
    fields: dict[str, Any] = {name: getattr(old, name) for name in (*named, "absent")}
    item = edition.described_from
    language = replace(old.language, evidence=replace(old.language.evidence, item=item))
    told = replace(edition, **{**fields, "language": language})
    if old.sections is None:
        told = replace(told, sections=None)
    elif sections_of(old) != sections_of(edition):
        there = {section.id for section in sections_of(edition)}
        again = tuple(replace(s, parallel="", id=s.id if s.id in there else "") for s in sections_of(old))
        told = with_sections(told, replace(old.sections, value=again), pages=edition.pages)
    if told == edition:
        return work
    told = replace(told, revision=edition.revision + 1, datestamp=at)
    return replace(
        work,
        expressions=tuple(told if e is edition else e for e in work.expressions),
        datestamp=max(at, work.datestamp),
        revision=work.revision + 1,
    )
