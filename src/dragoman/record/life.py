"""The life of a record: draft → submitted → public → withdrawn, and who may have its files.

Comes in: a `Work`, some of its editions, and the instant. Goes out: the work as it is then. What can't be done is a
`UsageError` that says why. What is to happen by itself is in the record as an instant (`due`), and `come_due` does it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.record.model import Access, Expression, Status, Withdrawal, Work

UNPUBLISHED: Final = frozenset({Status.DRAFT, Status.SUBMITTED})


def submitted(work: Work, editions: Sequence[str], *, now: str) -> Work:
    """Drafts that are ready for an editor to look at."""
    return _each(work, editions, {Status.DRAFT}, now, lambda e: _with(e, status=Status.SUBMITTED, returned=None))


def returned(work: Work, editions: Sequence[str], reason: str, *, now: str) -> Work:
    """Submitted editions that are drafts again, with the reason."""
    told = _said(reason)
    return _each(work, editions, {Status.SUBMITTED}, now, lambda e: _with(e, status=Status.DRAFT, returned=told))


def published(work: Work, editions: Sequence[str], *, now: str, at: str | None = None) -> Work:
    """Editions that are public: now, or by themselves at a later instant."""
    if at is not None and at > now:
        return _each(work, editions, UNPUBLISHED, now, lambda e: _with(e, publishes=at, status=Status.SUBMITTED))
    return _each(work, editions, UNPUBLISHED, now, _public)


def discarded(work: Work, editions: Sequence[str], *, now: str) -> Work:
    """Drafts that come to nothing; their files stay in the library, for nobody."""
    return _each(work, editions, UNPUBLISHED, now, lambda e: _with(e, status=Status.DISCARDED, publishes=None))


def restored(work: Work, editions: Sequence[str], *, now: str) -> Work:
    """What was withdrawn is public again, and what was discarded is a draft again."""

    def back(e: Expression) -> Expression:
        if e.status is Status.DISCARDED:
            return replace(e, status=Status.DRAFT)
        if e.replaced_by or (e.withdrawn and e.withdrawn.purged):
            raise UsageError("life-gone", f"The edition {e.id} is gone for good.", "Take its file in again.")
        return replace(e, status=Status.ACTIVE, withdrawn=None)

    return _each(work, editions, {Status.DELETED, Status.DISCARDED}, now, back)


def restricted(work: Work, editions: Sequence[str], *, now: str, until: str | None = None) -> Work:
    """Editions whose files and text nobody gets, for good or until an instant (an embargo)."""
    if until is not None and until <= now:
        return opened(work, editions, now=now)
    states = UNPUBLISHED | {Status.ACTIVE}
    return _each(work, editions, states, now, lambda e: _with(e, access=Access.RESTRICTED, opens=until))


def opened(work: Work, editions: Sequence[str], *, now: str) -> Work:
    """Editions whose files and text are for everybody."""
    states = UNPUBLISHED | {Status.ACTIVE}
    return _each(work, editions, states, now, lambda e: _with(e, access=Access.OPEN, opens=None))


def withdrawn(work: Work, editions: Sequence[str], reason: str, *, now: str) -> Work:
    """Editions that are no longer offered; their addresses say so, and why."""
    told = Withdrawal(reason=_said(reason), at=now)
    return _each(work, editions, {Status.ACTIVE}, now, lambda e: _with(e, status=Status.DELETED, withdrawn=told))


def due(work: Work) -> str | None:
    """The instant at which the next of its editions changes by itself."""
    return min((instant for e in work.expressions for instant in _instants(e)), default=None)


def come_due(work: Work, *, now: str) -> Work:
    """The work with all done that was to happen by itself until now."""
    publishing = [e.id for e in work.expressions if e.status in UNPUBLISHED and e.publishes and e.publishes <= now]
    opening = [e.id for e in work.expressions if e.access is Access.RESTRICTED and e.opens and e.opens <= now]
    opening = [e for e in opening if e in {o.id for o in work.expressions if o.status is not Status.DELETED}]
    if publishing:
        work = published(work, publishing, now=now)
    return opened(work, opening, now=now) if opening else work


def _instants(e: Expression) -> list[str]:
    publishes = [e.publishes] if e.publishes and e.status in UNPUBLISHED else []
    opens = [e.opens] if e.opens and e.access is Access.RESTRICTED and e.status in UNPUBLISHED | {Status.ACTIVE} else []
    return publishes + opens


def _public(e: Expression) -> Expression:
    return replace(e, status=Status.ACTIVE, publishes=None, returned=None)


def _with(e: Expression, **fields: Any) -> Expression:  # noqa: ANN401 - of any field of an expression
    return replace(e, **fields)


def _said(reason: str) -> str:
    told = " ".join(reason.split())
    if not told or len(told) > 2_000:
        raise UsageError("reason-missing", "No reason was given.", "Say why, in words for whoever meets it.")
    return told


def _each(
    work: Work,
    editions: Sequence[str],
    states: frozenset[Status] | set[Status],
    now: str,
    change: Callable[[Expression], Expression],
) -> Work:
    known = {e.id: e for e in work.expressions}
    for name in editions:
        if known[name].status not in states:
            raise UsageError(
                "life-order",
                f"The edition {name} is {known[name].status.value}.",
                f"This can be done with what is {' or '.join(sorted(states))}.",
            )
    told = {name: change(known[name]) for name in editions}
    dated = {name: replace(e, datestamp=now, revision=e.revision + 1) for name, e in told.items() if e != known[name]}
    if not dated:
        return work
    return replace(
        work,
        expressions=tuple(dated.get(e.id, e) for e in work.expressions),
        datestamp=max(now, work.datestamp),
        revision=work.revision + 1,
    )
