"""`ingest`: the whole way of a folder, in one screen."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from dragoman.accession.model import Rejection
from dragoman.accession.scan import Sighting
from dragoman.accession.sites import documents_at
from dragoman.document.isolation import Limits, Pool
from dragoman.errors import LibraryBusy
from dragoman.pipeline.desk import Desk, Glance, rejected, settled
from dragoman.pipeline.model import Found, Reading, ReadingTask, Settled
from dragoman.pipeline.reading import readers
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library

INDEX_EVERY: Final = 64


def ingest(
    library: Library,
    places: Sequence[str],
    *,
    limits: Limits | None = None,
    processes: int | None = None,
    desk: Desk | None = None,
) -> Iterator[Found | Settled]:
    """Takes in all documents at `places`, and says of each file what became of it.

    The first event is a `Found`, then one `Settled` a file, in the order in which they are done. It can be stopped
    anywhere: each file is kept whole or not at all, and the next run goes on. `desk` decides of each file, where it
    isn't one that publishes at once. Errors: `LibraryError`, `LibraryBusy`.
    """
    met = list(chain.from_iterable(documents_at(str(Path(place).absolute())) for place in places))
    sightings = list({s.path: s for s in met if isinstance(s, Sighting)}.values())
    unreachable = [r for r in met if isinstance(r, Rejection)]
    yield Found(files=len(sightings) + len(unreachable), size=sum(s.size for s in sightings))
    yield from map(rejected, unreachable)
    index = open_index(library)
    with library.ingesting(), readers(limits, processes=processes) as pool:
        settled(library)
        desk = desk or Desk(library)
        for done, event in enumerate(_settle(desk, sightings, pool=pool), start=1):
            yield event
            if done % INDEX_EVERY == 0:
                with suppress(LibraryBusy):  # whoever indexes just now brings in what is kept; the end does the rest
                    index.follow(library, wait=0.0)
    with suppress(LibraryBusy):
        index.follow(library)


def _settle(desk: Desk, sightings: Sequence[Sighting], *, pool: Pool[ReadingTask, Reading]) -> Iterator[Settled]:
    """Every sighting's end: what need not be read first, then new paths, then paths whose file has changed.

    In this order a file that was moved is known at its new path before another one is found at its old path.
    """
    left: dict[Glance, list[Sighting]] = {Glance.NEW: [], Glance.CHANGED: []}
    for sighting in sightings:
        glance = desk.glance(sighting)
        if isinstance(glance, Settled):
            yield glance
        else:
            left[glance].append(sighting)
    for waiting in left.values():
        yield from _read(desk, waiting, pool=pool)


def _read(desk: Desk, sightings: Sequence[Sighting], *, pool: Pool[ReadingTask, Reading]) -> Iterator[Settled]:
    """The sightings in the order in which they are done: known bytes on the way to the readers, the rest as read."""
    done: deque[Settled] = deque()

    def tasks() -> Iterator[ReadingTask]:
        for sighting in sightings:
            received = desk.receive(sighting)
            if isinstance(received, ReadingTask):
                yield received
            elif received:
                done.append(received)

    for task, outcome in pool.run(tasks()):
        yield from _drained(done)
        yield from desk.file(task, outcome)
    yield from _drained(done)


def _drained(done: deque[Settled]) -> Iterator[Settled]:
    while done:
        yield done.popleft()
