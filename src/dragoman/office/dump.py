"""The office's tables as lines of JSON, so that a back-up of one database can be restored into another kind.

Comes in: the office's database, at whatever revision it is. Goes out: a first line that says the revision, then a line
a row; and back. Written from one transaction, so that all of it is of one moment.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text

from dragoman.errors import LibraryError
from dragoman.office.database import CHAIN
from dragoman.store.database import checked, migrate, reading, revision, writing

PREFIX: Final = "office_"
_BATCH: Final = 500
_BYTES: Final = "base64:"


def lines(engine: Engine) -> Iterator[bytes]:
    """The tables; nothing where there is no office yet."""
    found = revision(engine, CHAIN)
    if found is None:
        return
    yield msgspec.json.encode({"revision": found})
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in _tables(connection):
            for row in connection.execute(select(table)).mappings():
                yield msgspec.json.encode({"table": str(table.name), "row": {str(k): _said(v) for k, v in row.items()}})


def load(engine: Engine, written: Iterable[bytes]) -> int:
    """Makes the tables as they were, in place of those that are there, and brings them up to date; how many rows."""
    rows = iter(written)
    first = msgspec.json.decode(next(rows, b"{}"))
    found = first.get("revision")
    if found is None:
        return 0
    if found > CHAIN.newest:
        message = f"The back-up's accounts are those of a newer Dragoman (schema {found})."
        raise LibraryError("newer-backup", message, "Restore it with the newer Dragoman.")
    _clear(engine)
    migrate(engine, replace(CHAIN, newest=found))
    count = 0
    with writing(engine) as connection:
        tables = {table.name: table for table in _tables(connection)}
        for line in rows:
            said = msgspec.json.decode(line)
            connection.execute(tables[said["table"]].insert(), {k: _meant(v) for k, v in said["row"].items()})
            count += 1
    checked(engine, CHAIN)
    return count


def _clear(engine: Engine) -> None:
    with writing(engine) as connection:
        if inspect(connection).has_table(CHAIN.table):
            for table in reversed(_tables(connection)):
                table.drop(connection)
            connection.execute(text(f"DROP TABLE {CHAIN.table}"))
        if connection.dialect.name == "postgresql":
            made = text("SELECT proname FROM pg_proc WHERE proname LIKE 'office\\_%'")
            for function in connection.execute(made).scalars().all():
                connection.execute(text(f"DROP FUNCTION {function} CASCADE"))


def _tables(connection: Connection) -> list[Table]:
    """The office's tables, those that others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name.startswith(PREFIX) and name != CHAIN.table)
    return metadata.sorted_tables


def _said(value: Any) -> Any:  # noqa: ANN401 - a value of any column
    return _BYTES + base64.b64encode(value).decode("ascii") if isinstance(value, bytes | memoryview) else value


def _meant(value: Any) -> Any:  # noqa: ANN401 - as above
    is_bytes = isinstance(value, str) and value.startswith(_BYTES)
    return base64.b64decode(value.removeprefix(_BYTES)) if is_bytes else value
