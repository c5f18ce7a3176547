"""What of a work is everybody's: all that readers and their machines get is made from this.

Comes in: a `Work` as it is kept. Goes out: the work without editions that are not public yet, and without the files of
those whose files are not open. What has no files there has no text, no pages, no pictures and no passages either.
"""

from dataclasses import fields, replace
from typing import Any, Final

from dragoman.record.model import Absence, Evidence, Expression, Manifestation, Statement, Status, Work

HIDDEN: Final = frozenset({Status.DRAFT, Status.SUBMITTED, Status.DISCARDED})
"""Of an edition with one of these nobody learns that there is one."""


def public(work: Work) -> Work:
    """The work as everybody may see it; one of which nothing is public has no expressions."""
    if all(e.is_open or (e.status is Status.DELETED and e.replaced_by) for e in work.expressions):
        return work
    shown = {e.id for e in work.expressions if e.status not in HIDDEN}
    opened = {e.id for e in work.expressions if e.is_open}
    return replace(
        work,
        expressions=tuple(_shown(e, shown) for e in work.expressions if e.id in shown),
        manifestations=tuple(m for m in (_opened(m, opened) for m in work.manifestations) if m.expressions),
    )


def is_public(work: Work) -> bool:
    """Whether anything of it is, or it leads to another."""
    return work.merged_into is not None or any(e.status not in HIDDEN for e in work.expressions)


def unsigned(edition: Expression) -> Expression:
    """The edition without who said what of it and when: that is the staff's business."""
    told: dict[str, Any] = {}
    for field in fields(edition):
        value = getattr(edition, field.name)
        if isinstance(value, Statement | Evidence | Absence):
            told[field.name] = _unsigned(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Statement | Absence):
            told[field.name] = tuple(_unsigned(each) for each in value)
    return replace(edition, **told)


def _unsigned(value: Any) -> Any:  # noqa: ANN401 - a statement, an absence, or their evidence
    if isinstance(value, Evidence):
        return replace(value, by=None, at=None) if value.by or value.at else value
    return replace(value, evidence=_unsigned(value.evidence))


def _shown(edition: Expression, shown: set[str]) -> Expression:
    original = edition.translation_of if edition.translation_of in shown else None
    return replace(edition, translation_of=original, returned=None)


def _opened(form: Manifestation, opened: set[str]) -> Manifestation:
    return replace(form, expressions=tuple(e for e in form.expressions if e in opened))
