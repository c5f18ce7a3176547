"""Rows into the catalogue: a change's works, items and sources, with the tally and the journal, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from dragoman.record.model import Description, Work
from dragoman.store import schema
from dragoman.store.model import NewReading, SourceFile
from dragoman.store.rows import (
    Amount,
    Cell,
    address_rows,
    amounts,
    awaiting_pages,
    due_rows,
    edition_rows,
    fingerprint_tokens,
    held_rows,
    purged_rows,
    record_rows,
    review_rows,
    subject_rows,
)

# The same on SQLite and PostgreSQL.
_ADD_TO_TALLY: Final = text(
    "INSERT INTO tally (language, year, resource_type, works, expressions, pages)"
    " VALUES (:language, :year, :resource_type, :works, :expressions, :pages)"
    " ON CONFLICT (language, year, resource_type) DO UPDATE SET works = tally.works + excluded.works,"
    " expressions = tally.expressions + excluded.expressions, pages = tally.pages + excluded.pages"
)
_PUT_SOURCE: Final = text(
    "INSERT INTO source (path, digest, size, modified_ns) VALUES (:path, :digest, :size, :modified_ns)"
    " ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, size = excluded.size,"
    " modified_ns = excluded.modified_ns"
)


OF_WORKS: Final[Mapping[Table, Callable[[Work], Sequence[Any]]]] = {
    schema.due: due_rows,
    schema.purged: purged_rows,
    schema.former_address: address_rows,
    schema.subject: subject_rows,
}
"""Tables that are made from single works, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item as the catalogue has it; `description` is JSON."""

    digest: str
    size: int
    media_type: str
    description: bytes


def apply(
    connection: Connection, *, items: Sequence[ItemRow], works: Sequence[Work], sources: Iterable[SourceFile]
) -> None:
    """Writes the rows of a change; the journal, and the datestamps of the records, are the caller's to continue."""
    if items:
        _put_items(connection, items)
    if works:
        _put_works(connection, works)
    _execute(connection, _PUT_SOURCE, [_source(s) for s in sources])


def put_records(connection: Connection, works: Sequence[Work], *, visible: str | None = None) -> None:
    """The records that harvesters list. One whose content changed gets a new datestamp: `visible`, the instant by which
    the change can be seen, and no earlier than any that was given; without it, that of the work.
    """
    table = schema.record.c
    rows = [row for work in works for row in record_rows(work)]
    concerned = table.work_id.in_([work.id for work in works]) | table.id.in_([row["id"] for row in rows])
    if visible is not None:
        known = {
            row.id: row for row in connection.execute(select(table.id, table.state, table.datestamp).where(concerned))
        }
        latest = connection.execute(select(func.max(table.datestamp))).scalar() or ""
        for row in rows:
            old = known.get(row["id"])
            row["datestamp"] = old.datestamp if old and old.state == row["state"] else max(visible, latest)
    connection.execute(delete(schema.record).where(concerned))
    _insert(connection, schema.record, rows)


def _put_items(connection: Connection, items: Sequence[ItemRow]) -> None:
    last = connection.execute(select(func.coalesce(func.max(schema.item.c.number), 0))).scalar_one()
    rows: list[dict[str, Any]] = []
    tokens: list[dict[str, Any]] = []
    for number, item in enumerate(items, start=last + 1):
        description = msgspec.json.decode(item.description, type=Description)
        rows.append(
            {
                "number": number,
                "digest": item.digest,
                "size": item.size,
                "media_type": item.media_type,
                "description": item.description.decode(),
                "awaiting": awaiting_pages(description),
            }
        )
        tokens.extend({"token": token, "item": number} for token in fingerprint_tokens(description))
    _insert(connection, schema.item, rows)
    _insert(connection, schema.token, sorted(tokens, key=lambda row: row["token"]))


def put_readings(connection: Connection, readings: Sequence[NewReading]) -> None:
    """What is said of items that were read again, and their fingerprints, in the place of what was."""
    for one in readings:
        number = connection.execute(select(schema.item.c.number).where(schema.item.c.digest == one.digest)).scalar_one()
        description = msgspec.json.decode(one.description, type=Description)
        values = {"description": one.description.decode(), "awaiting": awaiting_pages(description)}
        connection.execute(update(schema.item).where(schema.item.c.number == number).values(values))
        connection.execute(delete(schema.token).where(schema.token.c.item == number))
        tokens = sorted(fingerprint_tokens(description))
        _insert(connection, schema.token, [{"token": token, "item": number} for token in tokens])


def _put_works(connection: Connection, works: Sequence[Work]) -> None:
    """The works' rows instead of those that are there; the tally is told the difference."""
    ids = [work.id for work in works]
    difference: dict[Cell, Amount] = {}
    columns = schema.edition.c
    counted = select(columns.work_id, columns.language, columns.year, columns.resource_type, columns.pages)
    before: dict[str, list[Any]] = {}
    for row in connection.execute(counted.where(columns.work_id.in_(ids))).mappings():
        before.setdefault(row["work_id"], []).append(row)
    for editions in before.values():
        _count(difference, editions, sign=-1)
    for table in (schema.edition, schema.held, schema.expression, schema.review, *OF_WORKS):
        connection.execute(delete(table).where(table.c.work_id.in_(ids)))
    connection.execute(delete(schema.work).where(schema.work.c.id.in_(ids)))
    new = [edition_rows(work) for work in works]
    for editions in new:
        _count(difference, editions, sign=1)
    _insert(connection, schema.work, [{"id": w.id, "record": msgspec.json.encode(w).decode()} for w in works])
    _insert(connection, schema.expression, [{"id": e.id, "work_id": w.id} for w in works for e in w.expressions])
    _insert(connection, schema.edition, [row for editions in new for row in editions])
    _insert(connection, schema.held, [row for work in works for row in held_rows(work)])
    _insert(connection, schema.review, [row for work in works for row in review_rows(work)])
    for table, rows in OF_WORKS.items():
        _insert(connection, table, [row for work in works for row in rows(work)])
    _put_tally(connection, difference)


def _count(difference: dict[Cell, Amount], editions: Sequence[Any], *, sign: int) -> None:
    for cell, amount in amounts(editions).items():
        had = difference.get(cell, Amount(0, 0, 0))
        difference[cell] = Amount(*(h + sign * a for h, a in zip(had, amount, strict=True)))


def _put_tally(connection: Connection, difference: dict[Cell, Amount]) -> None:
    changed = {cell: amount for cell, amount in difference.items() if any(amount)}
    rows = [{**cell._asdict(), **amount._asdict()} for cell, amount in sorted(changed.items())]
    _execute(connection, _ADD_TO_TALLY, rows)
    if any(amount.expressions < 0 for amount in changed.values()):
        connection.execute(delete(schema.tally).where(schema.tally.c.expressions == 0))


def put_journal(connection: Connection, stamps: Sequence[tuple[str, str]]) -> None:
    """Continues the journal with a line for each work: its datestamp and id."""
    head = connection.execute(select(func.coalesce(func.max(schema.journal.c.number), 0))).scalar_one()
    lines = [
        {"number": number, "work_id": work_id, "datestamp": datestamp}
        for number, (datestamp, work_id) in enumerate(stamps, start=head + 1)
    ]
    _insert(connection, schema.journal, lines)


def _insert(connection: Connection, table: Table, rows: Sequence[Any]) -> None:
    _execute(connection, insert(table), rows)


def _execute(connection: Connection, statement: Any, rows: Sequence[Any]) -> None:  # noqa: ANN401 - any DML
    if rows:
        connection.execute(statement, rows)


def _source(source: SourceFile) -> dict[str, Any]:
    return {
        "path": source.path,
        "digest": source.digest,
        "size": source.size,
        "modified_ns": source.modified_ns,
    }
