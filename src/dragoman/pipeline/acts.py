"""What a person does to works and editions as a whole: publish, withdraw, restrict; merge, split, move.

Comes in: `Cataloguing`, which knows who does it, and ids. Goes out: the works that changed. Each act is kept whole,
with its name, so that it can be undone. Errors: `NotHere` for an id that is not here, `UsageError` for what can't be
done.
"""

from collections.abc import Callable, Sequence
from functools import partial

from dragoman.errors import NotHere
from dragoman.pipeline.cataloguing import Cataloguing
from dragoman.pipeline.deciding import decided
from dragoman.record import life, placing
from dragoman.record.model import Work
from dragoman.record.said import Said
from dragoman.store.catalogue import Catalogue

Works = tuple[Work, ...]
Plain = Callable[[Cataloguing, Sequence[str]], Works]
Reasoned = Callable[[Cataloguing, Sequence[str], str], Works]
Living = Callable[[Work, Sequence[str], str], Work]


def submit(staff: Cataloguing, editions: Sequence[str]) -> Works:
    """Drafts go to an editor."""
    return _live(staff, "submit", editions, lambda work, ids, now: life.submitted(work, ids, now=now))


def give_back(staff: Cataloguing, editions: Sequence[str], reason: str) -> Works:
    """Submitted editions go back to their author, with a reason."""
    change: Living = lambda work, ids, now: life.returned(work, ids, reason, now=now)  # noqa: E731
    return _live(staff, "return", editions, change, note=reason)


def publish(staff: Cataloguing, editions: Sequence[str], *, at: str | None = None) -> Works:
    """Editions become public, now or by themselves at an instant."""
    kind = "publish" if at is None else "schedule"
    return _live(staff, kind, editions, lambda work, ids, now: life.published(work, ids, now=now, at=at), note=at or "")


def discard(staff: Cataloguing, editions: Sequence[str]) -> Works:
    """Drafts come to nothing."""
    return _live(staff, "discard", editions, lambda work, ids, now: life.discarded(work, ids, now=now))


def restrict(staff: Cataloguing, editions: Sequence[str], *, until: str | None = None) -> Works:
    """Nobody gets the files and the text, for good or until an instant (an embargo)."""
    kind = "restrict" if until is None else "embargo"
    change: Living = lambda work, ids, now: life.restricted(work, ids, now=now, until=until)  # noqa: E731
    return _live(staff, kind, editions, change, note=until or "")


def unseal(staff: Cataloguing, editions: Sequence[str]) -> Works:
    """Everybody gets the files and the text."""
    return _live(staff, "open", editions, lambda work, ids, now: life.opened(work, ids, now=now))


def withdraw(staff: Cataloguing, editions: Sequence[str], reason: str) -> Works:
    """Editions are no longer offered, for a reason that readers are told."""
    change: Living = lambda work, ids, now: life.withdrawn(work, ids, reason, now=now)  # noqa: E731
    return _live(staff, "withdraw", editions, change, note=reason)


def reinstate(staff: Cataloguing, editions: Sequence[str]) -> Works:
    """What was withdrawn is public again; what was discarded is a draft again."""
    return _live(staff, "reinstate", editions, lambda work, ids, now: life.restored(work, ids, now=now))


def merge(staff: Cataloguing, into: str, *others: str) -> Works:
    """Works become one; the others lead to it."""

    def change(stacks: Catalogue, said: Said) -> Works:
        whole = _work(stacks, into)
        signposts: Works = ()
        for other in others:
            whole, signpost = placing.merged(whole, _work(stacks, other), said)
            signposts = (*signposts, signpost)
        return decided(whole, stacks, now=said.at), *signposts

    return staff.enact("merge", change, note=" ".join((into, *others)))


def split(staff: Cataloguing, editions: Sequence[str]) -> Works:
    """Editions of one work become a work of their own."""

    def change(stacks: Catalogue, said: Said) -> Works:
        work = _only(stacks, editions)
        rest, made = placing.split(work, editions, said, work_id=_free_id(stacks, editions))
        return decided(rest, stacks, now=said.at), decided(made, stacks, now=said.at)

    return staff.enact("split", change, note=" ".join(editions))


def move(staff: Cataloguing, editions: Sequence[str], into: str) -> Works:
    """Editions of one work become editions of another."""

    def change(stacks: Catalogue, said: Said) -> Works:
        rest, whole = placing.moved(_only(stacks, editions), editions, _work(stacks, into), said)
        left = rest if rest.merged_into else decided(rest, stacks, now=said.at)
        return left, decided(whole, stacks, now=said.at)

    return staff.enact("move", change, note=" ".join((*editions, into)))


def move_file(staff: Cataloguing, form: str, edition: str) -> Works:
    """A file becomes another format of an edition of the same work."""

    def change(stacks: Catalogue, said: Said) -> Works:
        moved = placing.file_moved(_only(stacks, [edition]), form, edition, said)
        return (decided(moved, stacks, now=said.at),)

    return staff.enact("move-file", change, note=f"{form} {edition}")


def _live(staff: Cataloguing, kind: str, editions: Sequence[str], change: Living, *, note: str = "") -> Works:
    return staff.enact(kind, partial(_lived, editions, change), note=note)


def _lived(editions: Sequence[str], change: Living, stacks: Catalogue, said: Said) -> Works:
    held = stacks.holders(editions)
    for name in editions:
        if name not in held:
            raise _no_edition(name)
    works = {work.id: work for work in held.values()}
    named = {i: [e for e in editions if held[e].id == i] for i in works}
    told = {i: change(work, named[i], said.at) for i, work in works.items()}
    return tuple(told[i] for i, work in works.items() if told[i] is not work)


def _only(stacks: Catalogue, editions: Sequence[str]) -> Work:
    """The one work that holds these editions."""
    held = stacks.holders(editions)
    for name in editions:
        if name not in held:
            raise _no_edition(name)
    works = {work.id: work for work in held.values()}
    if len(works) != 1:
        raise NotHere("not-one-work", "These editions are not of one work.", "Name editions of one work at a time.")
    return next(iter(works.values()))


def _work(stacks: Catalogue, work_id: str) -> Work:
    work = stacks.work(work_id)
    if work is None:
        raise NotHere("work-not-here", f"There is no work {work_id}.", "`dragoman list` gives the ids.")
    return work


def _no_edition(name: str) -> NotHere:
    return NotHere("edition-not-here", f"There is no edition {name}.", "`dragoman list` gives the ids.")


def _free_id(stacks: Catalogue, editions: Sequence[str]) -> str:
    """An id for a new work, made from its first edition's as always; with a number where a work has that already."""
    base = f"w{editions[0][1:]}"
    number = 1
    while stacks.work(base if number == 1 else f"{base}{number}") is not None:
        number += 1
    return base if number == 1 else f"{base}{number}"
