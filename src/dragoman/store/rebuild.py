"""The database made anew from the storage root alone; what of the root can't be read is named, and the rest is made."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, delete

from dragoman.errors import LibraryError
from dragoman.record.model import HeldFile
from dragoman.store import schema
from dragoman.store.applying import ItemRow, apply, put_journal, put_records
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
from dragoman.store.place import WriterLock, disk_errors
from dragoman.store.root import WORK, StorageRoot
from dragoman.store.sources import Whereabouts
from dragoman.store.writer import INTENT, Intent, clear, settle, undo

Progress = Callable[[int, int], None]
T = TypeVar("T")
BATCH: Final = 200
_BRING_BACK: Final = (
    "Bring it back from a back-up of the library's folder and rebuild again, or take the file in again with"
    " `dragoman ingest`: its record is kept."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What could not be brought back: the work or file, as a person knows it, what happened, and what to do."""

    what: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How many works the new database has, and what of the root it lacks."""

    works: int
    lost: tuple[Lost, ...] = ()


def rebuild(folder: Path, *, database_url: str | None = None, progress: Progress | None = None) -> Rebuilt:
    """Makes the library's database anew. Interrupted, the old state stays.

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


def _rebuild(folder: Path, root: StorageRoot, *, database_url: str | None, progress: Progress | None) -> Rebuilt:
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
                rebuilt = _fill(connection, root, library=library, progress=progress)
        if new.catalogue:
            sync(made)
        write_mark(folder, new)
    finally:
        _remove_others(folder, read_mark(folder))
    return rebuilt


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


def _fill(connection: Connection, root: StorageRoot, *, library: str, progress: Progress | None) -> Rebuilt:
    for table in reversed(schema.metadata.sorted_tables):
        connection.execute(delete(table))
    put_identity(connection, library=library)
    lost: list[Lost] = []
    identifiers = sorted(_works(root, lost))
    stamps: list[tuple[str, str]] = []
    files: dict[str, HeldFile] = {}
    whereabouts = Whereabouts()
    for done, ids in enumerate(in_batches(identifiers, BATCH), start=1):
        works = [work for work in (_read(partial(root.work, i), f"work {i}", lost) for i in ids) if work]
        apply(connection, items=(), works=works, sources=())
        put_records(connection, works)
        stamps.extend((work.datestamp, work.id) for work in works)
        for work in works:
            whereabouts.note(work)
            files.update((file.item, file) for m in work.manifestations for file in m.files)
        if progress is not None:
            progress(min(done * BATCH, len(identifiers)), len(identifiers))
    for digests in in_batches(sorted(files), BATCH):
        rows = [row for row in (_item_row(root, files[d], lost) for d in digests) if row]
        apply(connection, items=rows, works=(), sources=())
    apply(connection, items=(), works=(), sources=whereabouts.files().values())
    put_journal(connection, sorted(stamps))
    return Rebuilt(works=len(stamps), lost=tuple(lost))


def _works(root: StorageRoot, lost: list[Lost]) -> Iterator[str]:
    """The ids of all works; an object whose inventory can't be read may have been one."""
    for folder in root.objects():
        inventory = _read(partial(root.inventory, folder), f"object {folder}", lost)
        if inventory and inventory.id.startswith(WORK):
            yield inventory.id.removeprefix(WORK)


def _item_row(root: StorageRoot, file: HeldFile, lost: list[Lost]) -> ItemRow | None:
    """The row of an item; None where its object is not whole: its record stays, and says what was read from it."""
    name = f"file {file.file_name} ({file.item[:16]}…)"
    if not root.item_file(file.item, media_type=file.media_type).is_file():
        message = f"Its bytes are not in the library: {root.item_folder(file.item)} is gone or not whole."
        lost.append(Lost(what=name, message=message, remedy=_BRING_BACK))
        return None
    description = _read(partial(root.description_json, file.item), name, lost)
    if description is None:
        return None
    return ItemRow(digest=file.item, size=file.size, media_type=file.media_type, description=description)


def _read(read: Callable[[], T], what: str, lost: list[Lost]) -> T | None:
    """What could be read; None, and a word of what is lost, where it could not."""
    try:
        return read()
    except LibraryError as error:
        lost.append(Lost(what=what, message=error.message, remedy=_BRING_BACK))
        return None


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
