"""A library's folder, and what is in it.

library.json       what this folder is, and which file its catalogue is in
root/              the storage root (OCFL): the truth
catalogue-….db     the catalogue, where it is SQLite
spool/ staging/    private copies on their way in; what is being made for the root
writer.lock        the one writer's place, and the gate before it (writer.gate)
ingest.lock        the place of the one ingest, which takes the writer's for each change
pictures/          pictures of pages, drawn for readers and kept within a bound: may be deleted at any time
ocr/ ocr.lock      pages that were read from pictures of files that are not finished; the place of who reads them
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select

from dragoman.errors import LibraryError
from dragoman.store import schema
from dragoman.store.catalogue import Catalogue
from dragoman.store.database import (
    building_engine,
    checked,
    migrate,
    reading,
    server_engine,
    sqlite_engine,
    writing,
)
from dragoman.store.harvest import Harvest
from dragoman.store.ocfl_object import sync
from dragoman.store.place import GATE, WriterLock, disk_errors
from dragoman.store.queue import Queue
from dragoman.store.root import StorageRoot
from dragoman.store.writer import Writer, clean_spool

MARK: Final = "library.json"
FORMAT: Final = 1
LOCK: Final = "writer.lock"
INGEST_LOCK: Final = "ingest.lock"
OCR_LOCK: Final = "ocr.lock"
OCR: Final = "ocr"
PICTURES: Final = "pictures"
_LOCKS: Final = {LOCK, INGEST_LOCK, OCR_LOCK}
_GATES: Final = {Path(lock).with_suffix(GATE).name for lock in _LOCKS}
_OURS: Final = {"root", "spool", "staging", "index", "vectors", "harvested", OCR, PICTURES, *_LOCKS, *_GATES}
_OUR_PREFIXES: Final = (".", "catalogue-", "office.", "site.toml", MARK)
_REBUILD: Final = "Run `dragoman rebuild`: it makes the database anew from the storage root, and loses nothing."


class Mark(msgspec.Struct, frozen=True):
    """What `library.json` says; `catalogue` is the name of the SQLite file, None where a server has the catalogue."""

    id: str
    catalogue: str | None
    format: int = FORMAT


class Library:
    """A library that is open: its root, its catalogue, and the place of its one writer.

    `catalogue` says what everybody may know; `stacks` all that is kept, for those who work here.
    """

    def __init__(self, folder: Path, *, engine: Engine) -> None:
        self.folder = folder
        self.root = root_in(folder)
        self.catalogue = Catalogue(engine, self.root)
        self.stacks = Catalogue(engine, self.root, whole=True)
        self.harvest = Harvest(engine)
        self.queue = Queue(engine)
        self.spool = folder / "spool"
        self.engine = engine

    @classmethod
    def open(cls, folder: Path, *, database_url: str | None = None, create: bool = False) -> Self:
        """Opens the library in a folder; makes one there if it may and there is none.

        Errors: `LibraryError` with the codes no-library, not-a-library, newer-library, database-lost, wrong-database,
        database-url, database-failed.
        """
        folder = folder.absolute()
        mark = read_mark(folder)
        if mark is None:
            if not create or any(root_in(folder).objects()):
                raise _no_library(folder)
            with disk_errors(folder):
                return cls(folder, engine=_created(folder, database_url))
        engine = _engine(folder, mark, database_url)
        try:
            _recognise(engine, folder, mark)
        except BaseException:
            engine.dispose()
            raise
        return cls(folder, engine=engine)

    @property
    def identity(self) -> str:
        """The library's own id, which it keeps through every rebuild."""
        mark = read_mark(self.folder)
        return mark.id if mark else ""

    def writer(self, *, wait: float = 0.0) -> Writer:
        """The one writer, to be used in a `with` statement: `LibraryBusy` where another writes all those seconds."""
        return Writer(self.engine, self.root, lock=WriterLock(self.folder / LOCK, wait=wait), spool=self.spool)

    @contextmanager
    def ingesting(self) -> Iterator[None]:
        """The one place for taking files in, with a spool folder where nothing waits: `LibraryBusy` if it is taken."""
        with WriterLock(self.folder / INGEST_LOCK):
            with disk_errors(self.folder):
                clean_spool(self.spool)
            yield

    @contextmanager
    def recognising(self) -> Iterator[Path]:
        """The one place for reading pages from pictures, and the folder for what is done: `LibraryBusy` if taken."""
        with WriterLock(self.folder / OCR_LOCK):
            yield self.folder / OCR

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()


def root_in(folder: Path) -> StorageRoot:
    """The storage root of the library in a folder."""
    return StorageRoot(folder / "root", staging=folder / "staging")


def read_mark(folder: Path) -> Mark | None:
    """What `library.json` says; None where there is none."""
    try:
        written = (folder / MARK).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LibraryError(
            "no-library", f"{folder / MARK} can't be read: {error.strerror}.", "Give the right to read it."
        ) from error
    try:
        mark = msgspec.json.decode(written, type=Mark)
    except msgspec.MsgspecError as error:
        message = f"{folder / MARK} is damaged: {error}."
        raise LibraryError("not-a-library", message, "Delete that file, and run `dragoman rebuild`.") from error
    if mark.format > FORMAT:
        message = f"The library {folder} was made by a newer Dragoman."
        raise LibraryError("newer-library", message, "Use the newer Dragoman.")
    return mark


def write_mark(folder: Path, mark: Mark) -> None:
    """Writes `library.json` at once: before, or after, but never half."""
    made = folder / f"{MARK}.new"
    made.write_bytes(msgspec.json.format(msgspec.json.encode(mark), indent=2) + b"\n")
    sync(made)
    made.replace(folder / MARK)
    sync(folder)


def _recognise(engine: Engine, folder: Path, mark: Mark) -> None:
    """Sees that the database is this library's, and brings it up to date."""
    if not checked(engine):
        raise LibraryError("database-lost", f"The database of the library {folder} is empty.", _REBUILD)
    with reading(engine) as connection:
        found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == "library")).scalar()
    if found != mark.id:
        raise LibraryError(
            "wrong-database",
            f"The database {engine.url.render_as_string()} is that of another library than {folder}.",
            "Give the URL of this library's own database, or that of an empty one and run `dragoman rebuild`.",
        )


def _engine(folder: Path, mark: Mark, database_url: str | None) -> Engine:
    if database_url:
        return server_engine(database_url)
    if mark.catalogue is None:
        raise LibraryError(
            "database-url",
            f"The database of the library {folder} is on a server, and its URL was not given.",
            "Set DRAGOMAN_DATABASE to it, or run `dragoman rebuild` to have a database in the library's folder.",
        )
    return _sqlite(folder)


def _sqlite(folder: Path) -> Engine:
    return sqlite_engine(lambda: _catalogue_file(folder), named_in=folder / MARK)


def _catalogue_file(folder: Path) -> Path:
    mark = read_mark(folder)
    file = folder / (mark.catalogue if mark and mark.catalogue else "catalogue.db")
    if not file.is_file():
        raise LibraryError("database-lost", f"The database {file} is not there.", _REBUILD)
    return file


def _created(folder: Path, database_url: str | None) -> Engine:
    """An empty library: the mark comes last, so that what was interrupted is begun again."""
    if folder.is_dir() and not all(p.name in _OURS or p.name.startswith(_OUR_PREFIXES) for p in folder.iterdir()):
        raise LibraryError(
            "not-a-library",
            f"The folder {folder} is not empty and holds no library.",
            "Give an empty folder, or one that does not exist yet, with --library.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    with WriterLock(folder / LOCK):
        root = root_in(folder)
        root.create()
        for place in (root.staging, folder / "spool"):
            place.mkdir(exist_ok=True)
        mark = Mark(id=uuid4().hex, catalogue=None if database_url else new_catalogue_name())
        with closed(
            server_engine(database_url) if database_url else building_engine(folder / str(mark.catalogue))
        ) as made:
            _prepare(made, library=mark.id)
        write_mark(folder, mark)
    return _engine(folder, mark, database_url)


def _prepare(engine: Engine, *, library: str) -> None:
    """Makes the catalogue's tables, empty; in a database that holds another library's catalogue, it refuses."""
    if not checked(engine):
        migrate(engine)
    with writing(engine) as connection:
        if connection.execute(select(schema.work.c.id).limit(1)).first():
            raise LibraryError(
                "wrong-database",
                f"The database {engine.url.render_as_string()} holds the catalogue of another library.",
                "Give the URL of an empty database.",
            )
        put_identity(connection, library=library)


def put_identity(connection: Connection, *, library: str) -> None:
    """Says in the database which library it is of, and gives it a new generation (see `Catalogue.version`)."""
    values = {"library": library, "generation": uuid4().hex[:12]}
    connection.execute(delete(schema.meta))
    connection.execute(insert(schema.meta), [{"name": name, "value": value} for name, value in values.items()])


def new_catalogue_name() -> str:
    """A name for a SQLite file, never used before: SQLite's side files must not meet another database of that name."""
    return f"catalogue-{uuid4().hex[:8]}.db"


@contextmanager
def closed(engine: Engine) -> Iterator[Engine]:
    """The engine, which lets go of its database at the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def _no_library(folder: Path) -> LibraryError:
    if root_in(folder).exists:
        return LibraryError("database-lost", f"The library {folder} has a storage root only.", _REBUILD)
    return LibraryError(
        "no-library",
        f"There is no library at {folder}.",
        "Make one with `dragoman ingest FOLDER`, or name its folder with --library or DRAGOMAN_LIBRARY.",
    )
