"""Whether what is kept is whole: every file's bytes, every OCFL object, and root and database saying the same.

Codes of findings:

    root-invalid       the storage root is not as OCFL 1.1 §4 has it
    object-invalid     an object is not as OCFL 1.1 §3 has it, or not where its id belongs
    bytes-differ       a file's bytes are not those that were kept
    file-missing       a file of an object is not there
    object-missing     the database has a work or item, the root has not
    row-missing        the root has a work or item, the database has not
    record-differs     root and database say different things of a work or an item
    rows-differ        the database's own tables disagree: listings, counts, fingerprints, sources

ocfl-py is imported where it is used: it takes half a second to load, and only this needs it.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, true

from dragoman.errors import LibraryError
from dragoman.record.model import Description, Work
from dragoman.store import ocfl_object as ocfl
from dragoman.store import schema
from dragoman.store.applying import OF_WORKS
from dragoman.store.database import reading
from dragoman.store.library import Library
from dragoman.store.model import SourceFile
from dragoman.store.root import DESCRIPTION, ITEM, RECORD, WORK, StorageRoot
from dragoman.store.rows import (
    Amount,
    Cell,
    amounts,
    awaiting_pages,
    edition_rows,
    fingerprint_tokens,
    held_rows,
    record_rows,
    review_rows,
)
from dragoman.store.sources import Whereabouts

Progress = Callable[[int, int], None]

TRUE: Final = true()
_FROM_BACK_UP: Final = "Bring it back from a back-up of the library's folder, or ingest the file again."
_ROOT_BACK: Final = "Bring the folder back from a back-up: the files are in it, and nowhere else."
_REBUILD: Final = "Run `dragoman rebuild`: it makes the database anew from the storage root."
_CODES: Final = {"E092a": "bytes-differ", "E093a": "bytes-differ", "E060": "bytes-differ", "E092b": "file-missing"}
_CODED: Final = re.compile(r"\[(E\d+[a-z]?)\] ?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong: `where` names the file, object or row."""

    code: str
    where: str
    message: str
    remedy: str


def check(library: Library, *, progress: Progress | None = None) -> Iterator[Finding]:
    """Looks at everything that is kept, and says what is wrong; `progress` is told of each object.

    It takes the writer's place, because only a library at rest can agree: `LibraryBusy` where another process writes.
    """
    with library.writer():
        yield from _structure(library.root)
        seen = _Seen()
        with reading(library.engine) as connection:
            expected = sum(_count(connection, table) for table in (schema.work, schema.item))
            for done, folder in enumerate(library.root.objects(), start=1):
                yield from _object(library.root, folder)
                yield from _agreement(connection, library.root, folder, seen)
                if progress is not None:
                    progress(done, max(done, expected))
            yield from _without_object(connection, seen)
            yield from _totals(connection, seen)


class _Seen:
    """What was met in the root, for telling what else the database has."""

    def __init__(self) -> None:
        self.works: set[str] = set()
        self.items: set[str] = set()
        self.tokens = 0
        self.missing = False
        self.tally: Counter[tuple[Cell, str]] = Counter()
        self.sources = Whereabouts()


def _structure(root: StorageRoot) -> Iterator[Finding]:
    """The root's declaration, layout and folders, as ocfl-py sees them."""
    if not root.exists:
        message = "There is no storage root here."
        yield Finding(code="root-invalid", where=str(root.folder), message=message, remedy=_ROOT_BACK)
        return
    with _quiet():
        store = import_module("ocfl.storage_root").StorageRoot(root=str(root.folder))
        store.validate(validate_objects=False)
    for message in store.log.messages if store.log else ():
        yield Finding(
            code="root-invalid",
            where=str(root.folder),
            message=_CODED.sub("", message),
            remedy="Put right what is named, by hand or from a back-up of the library's folder.",
        )


def _object(root: StorageRoot, folder: Path) -> Iterator[Finding]:
    """An object with all its files, as ocfl-py sees it."""
    with _quiet():
        validator = import_module("ocfl.validator").Validator()
        validator.validate_object(str(folder))
    for message in validator.log.messages:
        found = _CODED.search(message)
        code = _CODES.get(found.group(1) if found else "", "object-invalid")
        yield Finding(code=code, where=_where(root, folder), message=_CODED.sub("", message), remedy=_FROM_BACK_UP)


def _agreement(connection: Connection, root: StorageRoot, folder: Path, seen: _Seen) -> Iterator[Finding]:
    """What the database says of this object."""
    try:
        identifier = ocfl.read_inventory(folder).id
    except (OSError, msgspec.MsgspecError):
        return  # the validation has said it
    if root.folder / ocfl.object_path(identifier) != folder or not identifier.startswith((ITEM, WORK)):
        yield Finding(
            code="object-invalid",
            where=_where(root, folder),
            message=f"The object {identifier} does not belong here.",
            remedy="Move it out of the storage root; if it was copied in, take it in with `dragoman ingest`.",
        )
        return
    try:
        if identifier.startswith(ITEM):
            yield from _item(connection, root, identifier.removeprefix(ITEM), seen)
        else:
            yield from _work(connection, root, identifier.removeprefix(WORK), seen)
    except LibraryError as error:
        yield Finding(code="object-invalid", where=_where(root, folder), message=error.message, remedy=_FROM_BACK_UP)


def _item(connection: Connection, root: StorageRoot, digest: str, seen: _Seen) -> Iterator[Finding]:
    seen.items.add(digest)
    where = f"item {digest}"
    if digest not in ocfl.read_inventory(root.item_folder(digest)).manifest:
        message = "The object does not hold the bytes that its name promises."
        yield Finding(code="object-invalid", where=where, message=message, remedy=_FROM_BACK_UP)
    row = connection.execute(select(schema.item).where(schema.item.c.digest == digest)).first()
    if row is None:
        message = "The storage root has this item, the database has not."
        yield Finding(code="row-missing", where=where, message=message, remedy=_REBUILD)
        return
    kept = root.description_json(digest)
    if kept.decode("utf-8", "replace") != row.description:
        message = f"{DESCRIPTION} and the database say different things of this item."
        yield Finding(code="record-differs", where=where, message=message, remedy=_REBUILD)
        return
    description = msgspec.json.decode(kept, type=Description)
    if row.awaiting != awaiting_pages(description):
        yield _differing(where, "the pages that OCR may read")
    tokens = fingerprint_tokens(description)
    seen.tokens += len(tokens)
    of_item = (schema.token.c.item == row.number) & schema.token.c.token.in_(tokens)
    if _count(connection, schema.token, of_item) != len(tokens):
        yield _differing(where, "the fingerprints")


def _work(connection: Connection, root: StorageRoot, work_id: str, seen: _Seen) -> Iterator[Finding]:
    seen.works.add(work_id)
    where = f"work {work_id}"
    work = root.work(work_id)
    seen.sources.note(work)
    editions = edition_rows(work)
    for cell, amount in amounts(editions).items():
        seen.tally.update({(cell, name): value for name, value in amount._asdict().items()})
    record = connection.execute(select(schema.work.c.record).where(schema.work.c.id == work_id)).scalar()
    if record is None:
        message = "The storage root has this work, the database has not."
        yield Finding(code="row-missing", where=where, message=message, remedy=_REBUILD)
        return
    if not _says(record, work):
        message = f"{RECORD} and the database say different things of this work."
        yield Finding(code="record-differs", where=where, message=message, remedy=_REBUILD)
        return
    if _rows(connection, schema.edition, work_id) != _as_set(editions):
        yield _differing(where, "the listings")
    if not _harvested(connection, work):
        yield _differing(where, "the records for harvesters")
    if not _queued(connection, work):
        yield _differing(where, "the queue for checking")
    if _rows(connection, schema.held, work_id) != _as_set(held_rows(work)):
        yield _differing(where, "the files")
    for table, rows in OF_WORKS.items():
        if _rows(connection, table, work_id) != _as_set(rows(work)):
            yield _differing(where, table.name)
    if _rows(connection, schema.expression, work_id) != _as_set(
        {"id": e.id, "work_id": work_id} for e in work.expressions
    ):
        yield _differing(where, "the editions' ids")
    if connection.execute(_journal_of(work_id)).first() is None:
        yield _differing(where, "the journal")


def _harvested(connection: Connection, work: Work) -> bool:
    """Whether harvesters are told of the same records, none with a datestamp before its own."""
    rows = connection.execute(select(schema.record).where(schema.record.c.work_id == work.id)).mappings().all()
    own = {e.id: e.datestamp for e in work.expressions}

    def told(found: Iterable[Any]) -> set[tuple[Any, ...]]:
        return _as_set({k: v for k, v in row.items() if k not in {"state", "datestamp"}} for row in found)

    return told(rows) == told(record_rows(work)) and all(row["datestamp"] >= own[row["id"]] for row in rows)


def _queued(connection: Connection, work: Work) -> bool:
    """Whether the queue has the same records; an upgrade may have guessed how sure they are."""
    rows = connection.execute(select(schema.review).where(schema.review.c.work_id == work.id)).mappings().all()

    def told(found: Iterable[Any]) -> set[tuple[Any, ...]]:
        return _as_set({k: v for k, v in row.items() if k != "certainty"} for row in found)

    return told(rows) == told(review_rows(work))


def _says(record: str, work: Work) -> bool:
    """Whether the database's copy says the same: by content, for an older version may have written fewer fields."""
    try:
        return msgspec.json.decode(record, type=Work) == work
    except msgspec.MsgspecError:
        return False


def _without_object(connection: Connection, seen: _Seen) -> Iterator[Finding]:
    for kind, column, met in (
        ("work", schema.work.c.id, seen.works),
        ("item", schema.item.c.digest, seen.items),
    ):
        for found in connection.execute(select(column).order_by(column)).scalars():
            if found not in met:
                seen.missing = True
                yield Finding(
                    code="object-missing",
                    where=f"{kind} {found}",
                    message=f"The database has this {kind}, the storage root has not.",
                    remedy=_FROM_BACK_UP,
                )


def _totals(connection: Connection, seen: _Seen) -> Iterator[Finding]:
    """The tables that are of no single work."""
    counted = {Cell(*row[:3]): Amount(*row[3:]) for row in connection.execute(select(*schema.tally.c))}
    expected = {
        cell: Amount(*(seen.tally[cell, name] for name in Amount._fields)) for cell in {c for c, _ in seen.tally}
    }
    if counted != expected:
        yield _differing("table tally", "the counts of editions")
    if not seen.missing and _count(connection, schema.token) > seen.tokens:
        yield _differing("table token", "the fingerprints")
    expected_sources = seen.sources.files()
    for row in connection.execute(select(schema.source).order_by(schema.source.c.path)).mappings():
        source = SourceFile(**row)
        kept = expected_sources.pop(source.path, None)
        if kept is None or (kept.digest, kept.size) != (source.digest, source.size):
            yield _differing(f"source {source.path}", "what stood at this path")
    for path in expected_sources:
        yield _differing(f"source {path}", "what stood at this path")


def _differing(where: str, what: str) -> Finding:
    message = f"In the database, {what} are not what the records say."
    return Finding(code="rows-differ", where=where, message=message, remedy=_REBUILD)


def _rows(connection: Connection, table: Table, work_id: str) -> set[tuple[Any, ...]]:
    return _as_set(connection.execute(select(table).where(table.c.work_id == work_id)).mappings())


def _as_set(rows: Iterable[Any]) -> set[tuple[Any, ...]]:
    return {tuple(sorted(dict(row).items())) for row in rows}


def _journal_of(work_id: str) -> Select[Any]:
    return select(schema.journal.c.number).where(schema.journal.c.work_id == work_id).limit(1)


def _count(connection: Connection, table: Table, condition: ColumnElement[bool] = TRUE) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one())


def _where(root: StorageRoot, folder: Path) -> str:
    return str(folder.relative_to(root.folder.parent))


@contextmanager
def _quiet() -> Iterator[None]:
    """ocfl-py writes what it does into the root logger, and sets that up; what it finds comes back in its answers."""
    root = logging.getLogger()
    handlers, level, disabled = list(root.handlers), root.level, root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(disabled)
        root.handlers[:] = handlers
        root.setLevel(level)
