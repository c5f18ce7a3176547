"""The catalogue's database: SQLite in the library's folder by default, PostgreSQL by a URL. Engine, schema, errors."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from dragoman.errors import LibraryError
from dragoman.store.schema import REVISION

MIGRATIONS: Final = Path(__file__).parent / "migrations"
BUSY_SECONDS: Final = 30
FILE: Final = "dragoman_file"
"""Where an engine keeps what tells the file that it is on now."""
REMEDY: Final = "dragoman_remedy"
"""Where an engine keeps what to do when its database fails, if that is not the catalogue's."""
_REMEDY: Final = "See that it runs, can be reached and has room; if it is damaged, run `dragoman rebuild`."
_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
)
_BUILDING_PRAGMAS: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -262144",
    "PRAGMA temp_store = MEMORY",
)


def sqlite_engine(locate: Callable[[], Path], *, named_in: Path) -> Engine:
    """An engine on the SQLite file that `locate` finds; many may read while one writes (https://sqlite.org/wal.html).

    A rebuild makes a new file, whose name it writes into the file `named_in`: connections to the old one are given up
    then, so that a server that runs goes on with the new.
    """

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(locate(), check_same_thread=False)

    def prepare(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info["named"] = _state(named_in)
        _prepare_sqlite(connection, _PRAGMAS)

    def look(_connection: sqlite3.Connection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["named"] != _state(named_in):
            raise DisconnectionError("the library was rebuilt")

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=64,
        execution_options={FILE: locate},
    )
    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", look)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def building_engine(file: Path) -> Engine:
    """An engine on a SQLite file that nobody else sees yet, and that is thrown away if it is not finished."""
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(file)))
    event.listen(engine, "connect", lambda connection, _record: _prepare_sqlite(connection, _BUILDING_PRAGMAS))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _state(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL server; `postgresql://` means the driver that Dragoman comes with."""
    try:
        parsed = make_url(url)
        if parsed.drivername in {"postgres", "postgresql"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() != "postgresql":
            raise ArgumentError(f"{parsed.drivername} is not supported")
        return create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ArgumentError, NoSuchModuleError) as error:
        raise LibraryError(
            "database-url",
            f"The database's URL can't be used: {error}.",
            "Give one like postgresql://user:password@host/database, or none for the SQLite file in the library.",
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    connection.isolation_level = None  # transactions begin where we say so: see `_begin_sqlite`
    for pragma in pragmas:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """A reading transaction sees one state from its first question on; a writing one says so with `writing`."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A short transaction that reads."""
    with explained(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, undone by an error."""
    with explained(engine), engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Errors of the database become `LibraryError`, which names it: a SQLite file by its path."""
    try:
        yield
    except SQLAlchemyError as error:
        file = engine.get_execution_options().get(FILE)
        raise LibraryError(
            "database-failed",
            f"The database {file() if file else engine.url.render_as_string()} could not be used: {_first_line(error)}",
            engine.get_execution_options().get(REMEDY, _REMEDY),
        ) from error


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Migrations in their order: where their scripts are, the last one, and the table that says how far a database is.

    A database may hold the tables of several chains.
    """

    scripts: Path
    newest: str
    table: str = "alembic_version"
    remedy: str = "Use the newer Dragoman; or give this one an empty database, and run `dragoman rebuild`."


CATALOGUE: Final = Chain(scripts=MIGRATIONS, newest=REVISION)


def revision(engine: Engine, chain: Chain = CATALOGUE) -> str | None:
    """The migration that the database is at; None where it holds none of the chain's tables."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(chain.table):
            return None
        return connection.execute(text(f"SELECT version_num FROM {chain.table}")).scalar()  # noqa: S608 - a constant


def migrate(engine: Engine, chain: Chain = CATALOGUE) -> None:
    """Brings the database to this program's schema, from nothing or from an older one."""
    # Alembic takes a fifth of a second to load, and is seldom needed.
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(chain.scripts).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        import_module("alembic.command").upgrade(config, chain.newest)


def checked(engine: Engine, chain: Chain = CATALOGUE) -> bool:
    """Whether the database holds the chain's tables, which are brought up to date where they are an older program's."""
    found = revision(engine, chain)
    if found is None:
        return False
    if found > chain.newest:
        raise LibraryError(
            "newer-library",
            f"The database was made by a newer Dragoman (schema {found}; this one knows {chain.newest}).",
            chain.remedy,
        )
    if found < chain.newest:
        migrate(engine, chain)
    return True
