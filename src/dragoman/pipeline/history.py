"""The history of works and editions, and the way back: who changed what, when, from what; undo, and restore.

Comes in: ids. Goes out: events, oldest first, or the works that changed. The versions of the works' objects are the
history: nothing else has to be kept.
"""

from collections.abc import Iterator, Sequence

from dragoman.errors import NotHere, UsageError
from dragoman.pipeline.cataloguing import Cataloguing
from dragoman.pipeline.deciding import decided
from dragoman.record.history import Event, as_before, described_again, event
from dragoman.record.model import Act, Work
from dragoman.record.said import Said
from dragoman.store.catalogue import Catalogue
from dragoman.store.library import Library


def history(library: Library, identifier: str) -> tuple[Event, ...]:
    """What became of a work or, also before it came into its work, of an edition."""
    work = library.stacks.work(identifier)
    if work is not None:
        return tuple(_events(library, identifier))
    held = library.stacks.expression(identifier)
    if held is None:
        raise NotHere("not-here", f"There is no work or edition {identifier}.", "`dragoman list` gives the ids.")
    return tuple(_of_edition(library, held.id, identifier))


def last_acts(library: Library, work_ids: Sequence[str]) -> dict[str, Act | None]:
    """What was done last to each of some works."""
    works = (library.stacks.work(work_id) for work_id in work_ids)
    return {work.id: work.act for work in works if work is not None}


def undo(staff: Cataloguing, library: Library, work_id: str) -> tuple[Work, ...]:
    """Takes back the last act of a person on a work, in all works that it changed, if none of them changed since."""

    def change(stacks: Catalogue, said: Said) -> list[Work]:
        work = _work(stacks, work_id)
        act = work.act
        if act is None or act.kind == "purge":
            raise UsageError("nothing-to-undo", f"Nobody's act is the last of {work_id}.", "See `dragoman history`.")
        works = [_work(stacks, name) for name in act.works]
        if moved := next((other.id for other in works if other.act is None or other.act.id != act.id), None):
            raise UsageError("changed-since", f"The work {moved} has changed since.", "Undo that first.")
        then = {other.id: library.root.work_before(other.id) for other in works}
        current = {e.id: e for other in works for e in other.expressions}
        heir = next((name for name, before in then.items() if before is not None), work_id)
        return [as_before(other, then[other.id], current, at=said.at, heir=heir) for other in works]

    return staff.enact("undo", change)


def restore(staff: Cataloguing, library: Library, edition: str, revision: int) -> tuple[Work, ...]:
    """Says of an edition all that was said of it in an earlier revision; its files, place and life stay."""

    def change(stacks: Catalogue, said: Said) -> list[Work]:
        work = stacks.expression(edition)
        if work is None:
            raise NotHere("edition-not-here", f"There is no edition {edition}.", "`dragoman list` gives the ids.")
        then = _when(library, work.id, edition, revision)
        if then is None:
            raise UsageError(
                "no-such-state", f"The edition {edition} never had the revision {revision}.", "See `dragoman history`."
            )
        told = described_again(work, then, edition, at=said.at)
        return [] if told is work else [decided(told, stacks, now=said.at)]

    return staff.enact("restore", change, note=str(revision))


def _when(library: Library, work_id: str, edition: str, revision: int) -> Work | None:
    """The work in which an edition had this revision: its own, or one that it was in before."""
    for place in _places(library, work_id, edition):
        for _, _, work in library.root.work_versions(place):
            found = work.expression(edition)
            if found is not None and found.revision == revision:
                return work
    return None


def _events(library: Library, work_id: str) -> Iterator[Event]:
    before: Work | None = None
    for version, made, work in library.root.work_versions(work_id):
        yield event(before, work, version=version, made=made)
        before = work


def _of_edition(library: Library, work_id: str, edition: str) -> list[Event]:
    """The events that concern an edition, in all works that it was in."""
    found = [e for place in reversed(_places(library, work_id, edition)) for e in _events(library, place)]
    concerned = [e for e in found if any(change.expression == edition for change in e.changes)]
    return sorted(concerned, key=lambda e: e.made)  # in one second, those of the work that it came from are first


def _places(library: Library, work_id: str, edition: str) -> list[str]:
    """The works that an edition has been in, by the acts that moved it."""
    places = [work_id]
    for place in places:
        for _, _, work in library.root.work_versions(place):
            others = work.act.works if work.act and work.expression(edition) else ()
            places.extend(other for other in others if other not in places and library.root.versions(other))
    return places


def _work(stacks: Catalogue, work_id: str) -> Work:
    work = stacks.work(work_id)
    if work is None:
        raise NotHere("work-not-here", f"There is no work {work_id}.", "`dragoman list` gives the ids.")
    return work
