"""The office's database: `office.sqlite` in the library's folder, or the library's own PostgreSQL database."""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from dragoman.errors import LibraryError
from dragoman.office.schema import REVISION, VERSION_TABLE
from dragoman.store.database import REMEDY, Chain, checked, migrate, sqlite_engine
from dragoman.store.library import MARK, Library

FILE: Final = "office.sqlite"
CHAIN: Final = Chain(
    scripts=Path(__file__).parent / "migrations",
    newest=REVISION,
    table=VERSION_TABLE,
    remedy="Use the newer Dragoman.",
)


def engine_of(library: Library) -> Engine:
    """An engine on the office's tables, which are made or brought up to date where that is needed."""
    engine = bare_engine(library)
    if not checked(engine, CHAIN):
        migrate(engine, CHAIN)
    return engine


def bare_engine(library: Library) -> Engine:
    """An engine on the office's database as it is, at whatever revision."""
    return library.engine if library.engine.dialect.name == "postgresql" else _sqlite(library.folder)


def _sqlite(folder: Path) -> Engine:
    file = folder / FILE
    try:  # for nobody else to read: SQLite gives its side files the same rights
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise LibraryError(
            "office-database", f"{file} can't be used: {error.strerror}.", "Let the account that serves use it."
        ) from error
    engine = sqlite_engine(lambda: file, named_in=folder / MARK)
    remedy = f"See that the disk has room and {file} may be written; if it is damaged, restore it from the backup."
    return engine.execution_options(**{REMEDY: remedy})
