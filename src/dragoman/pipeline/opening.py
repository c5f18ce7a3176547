"""What happens to records by itself: at its instant what was scheduled is public, and an embargo ends.

Comes in: a library, and the time. Goes out: the works that changed, kept like a person's change, so that lists,
harvesters, feeds and the index know of it as of any other. Whoever serves asks again and again; until it is done the
record is as closed as it was.
"""

from collections.abc import Callable
from datetime import datetime

from dragoman.pipeline.cataloguing import Cataloguing
from dragoman.pipeline.model import clock
from dragoman.record.life import come_due
from dragoman.record.model import Work
from dragoman.record.said import Said
from dragoman.store.catalogue import Catalogue
from dragoman.store.library import Library


def open_due(library: Library, *, now: Callable[[], datetime] = clock) -> tuple[Work, ...]:
    """Does all that was to happen until now. Errors: `LibraryBusy`; the next call does it then."""
    if not library.stacks.due(now().strftime("%Y-%m-%dT%H:%M:%SZ")):
        return ()

    def change(stacks: Catalogue, said: Said) -> list[Work]:
        works = [work for work in map(stacks.work, stacks.due(said.at)) if work is not None]
        return [told for work in works if (told := come_due(work, now=said.at)) is not work]

    return Cataloguing(library, by="", now=now).enact("come-due", change)
