"""What keeps a library whole: following the journal, making everything derived anew, and checking that all agree."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from dragoman.errors import LibraryBusy, LibraryError
from dragoman.pipeline.model import clock
from dragoman.pipeline.rereading import Reread, reread_pictures
from dragoman.plugins.embedders import embedders
from dragoman.search.index import SearchIndex
from dragoman.store.checking import Finding
from dragoman.store.checking import check as check_store
from dragoman.store.library import Library
from dragoman.store.rebuild import Rebuilt
from dragoman.store.rebuild import rebuild as rebuild_store

INDEX_FOLDER: Final = "index"
Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def open_index(library: Library) -> SearchIndex:
    """The library's full-text index; an empty one, to be brought up to date by `index`, where there is none."""
    return SearchIndex.open(library.folder / INDEX_FOLDER, embedders=embedders())


def index(library: Library, *, progress: Progress | None = None) -> int:
    """Brings all that follows the journal up to its last line; how many lines that took."""
    followed = open_index(library)
    before = followed.applied()
    last = followed.follow(library, progress=progress)
    return last - before if last >= before else last  # a rebuilt catalogue counts from the beginning


def embed(library: Library, *, threads: int | None = None, progress: Progress | None = None) -> int:
    """Gives every passage that is indexed its vectors, by which it is found in other languages; how many it were.

    In so many threads, else one a processor core. 0 too if another process is at it. Errors: `LibraryError`.
    """
    models = embedders(threads=threads or len(os.sched_getaffinity(0)))
    index = SearchIndex.open(library.folder / INDEX_FOLDER, embedders=models)
    return index.embed(library, progress=progress)


def read_pictures(
    library: Library, *, processes: int | None = None, progress: Progress | None = None
) -> Iterator[Reread]:
    """Reads the pages that are only pictures of all files that await it; the index follows each file at once.

    Errors: `LibraryBusy` where another process does it, or writes; what is done then stays done.
    """
    followed = open_index(library)
    for reread in reread_pictures(library, now=clock, processes=processes, progress=progress):
        with suppress(LibraryBusy):
            followed.follow(library, wait=0.0)
        yield reread
    with suppress(LibraryBusy):
        followed.follow(library)


def rebuild(folder: Path, *, database_url: str | None = None, progress: Progress | None = None) -> Rebuilt:
    """Makes the database and then the index anew from the storage root. Errors: `LibraryError`."""
    rebuilt = rebuild_store(folder, database_url=database_url, progress=progress)
    with closing(Library.open(folder, database_url=database_url)) as library:
        open_index(library).rebuild(library, progress=progress)
    return rebuilt


def check(library: Library, *, progress: Progress | None = None) -> Iterator[Finding]:
    """All that differs between files and checksums, objects and OCFL, root and database, database and index."""
    yield from check_store(library, progress=progress)
    try:
        followed = open_index(library)
        yield from _check_index(followed, library)
        yield from _check_vectors(followed)
    except LibraryBusy:
        raise
    except LibraryError as error:
        yield Finding(code=error.code, where=INDEX_FOLDER, message=error.message, remedy=error.remedy)


def _check_vectors(followed: SearchIndex) -> Iterator[Finding]:
    for folder in (folder for model in followed.vectors.models for folder in model.unsound()):
        yield Finding(
            code="vectors-broken",
            where=str(folder),
            message="Vectors for search by meaning are lost or damaged; what they should find is found by words only.",
            remedy="Start `dragoman serve`, or remove this folder and run `dragoman index`: nothing else is lost.",
        )


def _check_index(followed: SearchIndex, library: Library) -> Iterator[Finding]:
    broken = False
    for file in followed.damaged():
        broken = True
        yield Finding(
            code="index-broken",
            where=str(file),
            message="The bytes of this file are not those that were written.",
            remedy="Run `dragoman rebuild`: it makes the index anew, and loses nothing.",
        )
    if broken:
        return
    if followed.applied() != library.catalogue.head():
        yield Finding(
            code="index-behind",
            where=str(followed.folder),
            message="The index has not followed all changes yet.",
            remedy="Run `dragoman index`.",
        )
        return
    for difference in followed.check(library):
        yield Finding(
            code="index-differs",
            where=difference.expression_id,
            message=difference.message,
            remedy="Run `dragoman rebuild`.",
        )
