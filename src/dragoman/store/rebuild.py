"""The database made anew from the storage root alone."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, delete

from dragoman.errors import LibraryError
from dragoman.record.model import HeldFile
from dragoman.store import schema
from dragoman.store.applying import ItemRow, apply, put_journal
from dragoman.store.database import building_engine, checked, migrate, server_engine, writing
from dragoman.store.library import (
    LOCK,
    Library,
    Mark,
    closed,
    new_catalogue_name,
    put_identity,
    read_mark,
    root_in,
    write_mark,
)
from dragoman.store.ocfl_object import sync
from dragoman.store.root import StorageRoot
from dragoman.store.sources import Whereabouts
from dragoman.store.writer import INTENT, Intent, WriterLock, clear, disk_errors, settle, undo

Progress = Callable[[int, int], None]
T = TypeVar("T")
BATCH: Final = 200


def rebuild(folder: Path, *, database_url: str | None = None, progress: Progress | None = None) -> int:
    """Makes the library's database anew; gives the number of works. Interrupted, the old state stays.

    Errors: `LibraryError`, `LibraryBusy`.
    """
    folder = folder.absolute()
    root = root_in(folder)
    if not root.exists:
        raise LibraryError(
            "no-library",
            f"There is no storage root at {root.folder}, so there is nothing to rebuild from.",
            "Name the library's folder with --library or DRAGOMAN_LIBRARY, or bring root/ back from a back-up.",
        )
    with WriterLock(folder / LOCK), disk_errors(folder):
        return _rebuild(folder, root, database_url=database_url, progress=progress)


def _rebuild(folder: Path, root: StorageRoot, *, database_url: str | None, progress: Progress | None) -> int:
    for place in (root.staging, folder / "spool"):
        place.mkdir(exist_ok=True)
    _settle(folder, root, database_url)
    mark = read_mark(folder)
    library = mark.id if mark else uuid4().hex
    new = Mark(id=library, catalogue=None if database_url else new_catalogue_name())
    made = folder / str(new.catalogue)
    try:
        with closed(server_engine(database_url) if database_url else building_engine(made)) as engine:
            if not checked(engine):
                migrate(engine)
            with writing(engine) as connection:
                works = _fill(connection, root, library=library, progress=progress)
        if new.catalogue:
            sync(made)
        write_mark(folder, new)
    finally:
        _remove_others(folder, read_mark(folder))
    return works


def _remove_others(folder: Path, mark: Mark | None) -> None:
    """Removes the SQLite files that are not the library's: the one before, or one that was not finished."""
    for file in folder.glob("catalogue-*.db*"):
        if mark is not None and (mark.catalogue is None or not file.name.startswith(mark.catalogue)):
            file.unlink()


def _settle(folder: Path, root: StorageRoot, database_url: str | None) -> None:
    """What a stopped writer left is taken out first: by the old database if it is there, else by the staging folder."""
    try:
        library = Library.open(folder, database_url=database_url)
    except LibraryError:
        for file in root.staging.glob(f"*/{INTENT}"):
            undo(root, msgspec.json.decode(file.read_bytes(), type=Intent))
        clear(root.staging)
        return
    try:
        settle(library.engine, root)
    finally:
        library.close()


def _fill(connection: Connection, root: StorageRoot, *, library: str, progress: Progress | None) -> int:
    for table in reversed(schema.metadata.sorted_tables):
        connection.execute(delete(table))
    put_identity(connection, library=library)
    identifiers = sorted(root.works())
    total = len(identifiers)
    stamps: list[tuple[str, str]] = []
    files: dict[str, HeldFile] = {}
    whereabouts = Whereabouts()
    for ids in in_batches(identifiers, BATCH):
        works = [root.work(work_id) for work_id in ids]
        apply(connection, items=(), works=works, sources=())
        stamps.extend((work.datestamp, work.id) for work in works)
        for work in works:
            whereabouts.note(work)
            files.update((file.item, file) for m in work.manifestations for file in m.files)
        if progress is not None:
            progress(len(stamps), total)
    for digests in in_batches(sorted(files), BATCH):
        rows = [_item_row(root, files[d]) for d in digests]
        apply(connection, items=rows, works=(), sources=())
    apply(connection, items=(), works=(), sources=whereabouts.files().values())
    put_journal(connection, sorted(stamps))
    return total


def _item_row(root: StorageRoot, file: HeldFile) -> ItemRow:
    return ItemRow(
        digest=file.item,
        size=file.size,
        media_type=file.media_type,
        description=root.description_json(file.item),
    )


def in_batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of `size`."""
    batch: list[T] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
