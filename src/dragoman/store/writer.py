"""The one writer: a change is kept whole, or not at all, wherever it is stopped.

1. An intent is committed to the database: the objects that the change will make or add a version to.
2. The storage root gets them, each by renaming what is complete and on the disk.
3. One transaction writes the rows and the journal's lines, and closes the intent. From here on readers see the change.

Stopped before 3 is committed, the intent is open: the next writer takes out of the root what it names. So nothing needs
to be scanned. The intent is written to a file in the staging folder too, for a rebuild after the database was lost.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

import msgspec
from sqlalchemy import Engine, delete, insert, select

from dragoman.record.model import Work
from dragoman.store import schema
from dragoman.store.applying import ItemRow, apply, put_journal, put_readings, put_records
from dragoman.store.database import reading, writing
from dragoman.store.model import Change, NewItem
from dragoman.store.place import WriterLock, disk_errors
from dragoman.store.root import StorageRoot

INTENT: Final = "intent.json"
COMMITTED_WITHIN: Final = timedelta(seconds=2)


class Intent(msgspec.Struct, frozen=True):
    """What a change does to the root: new items; works and items read again, with how many versions they had."""

    id: str
    items: tuple[str, ...]
    works: tuple[tuple[str, int], ...]
    readings: tuple[tuple[str, int], ...] = ()


class Writer:
    """Keeps changes; to be used in a `with` statement. `spool` is where private copies wait to be kept."""

    def __init__(self, engine: Engine, root: StorageRoot, *, lock: WriterLock, spool: Path) -> None:
        self._engine = engine
        self._root = root
        self._lock = lock
        self._spool = spool
        self._settled = True

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            with disk_errors(self._root.folder):
                self._spool.mkdir(exist_ok=True)
                self._root.staging.mkdir(exist_ok=True)
                settle(self._engine, self._root)
            stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.__exit__(kind, error, trace)

    def keep(self, change: Change) -> tuple[Work, ...]:
        """Keeps the change whole, or raises and nothing of it is kept; either way its private copies are used up.

        Gives the works as they are kept: they know what made them so.
        """
        change = _enacted(change)
        with disk_errors(self._root.folder):
            if not self._settled:
                settle(self._engine, self._root)
            self._settled = False
            try:
                self._keep(change)
            except BaseException:
                settle(self._engine, self._root)
                self._settled = True
                raise
            self._settled = True
        return change.works

    def _keep(self, change: Change) -> None:
        new, here = self._sorted_out(change.items)
        intent = Intent(
            id=uuid4().hex,
            items=tuple(one.item.digest for one in new),
            works=tuple((work.id, self._root.versions(work.id)) for work in change.works),
            readings=tuple((one.digest, self._root.item_versions(one.digest)) for one in change.readings),
        )
        staging = self._root.staging / intent.id
        if intent.items or intent.works or intent.readings:
            self._put(change, new, intent=intent, staging=staging)
        rows = [_row(one, one.description) for one in new]
        rows.extend(_row(one, self._root.description_json(one.item.digest)) for one in here)
        with writing(self._engine) as connection:
            apply(connection, items=rows, works=change.works, sources=change.sources)
            put_readings(connection, change.readings)
            put_journal(connection, [(work.datestamp, work.id) for work in change.works])
            connection.execute(delete(schema.intent).where(schema.intent.c.id == intent.id))
            if change.works:
                put_records(connection, change.works, visible=_visible())
        shutil.rmtree(staging, ignore_errors=True)
        for one in change.items:
            Path(one.spool).unlink(missing_ok=True)

    def _sorted_out(self, items: Sequence[NewItem]) -> tuple[list[NewItem], list[NewItem]]:
        """The items that are new, and those that the root has while the catalogue has not; others are kept already."""
        digests = [one.item.digest for one in items]
        with reading(self._engine) as connection:
            found = select(schema.item.c.digest).where(schema.item.c.digest.in_(digests))
            known = set(connection.execute(found).scalars())
        unknown = {one.item.digest: one for one in items if one.item.digest not in known}.values()
        here = [one for one in unknown if self._root.item_folder(one.item.digest).is_dir()]
        return [one for one in unknown if one not in here], here

    def _put(self, change: Change, new: Sequence[NewItem], *, intent: Intent, staging: Path) -> None:
        """Declares the intent, then makes what it names in the root."""
        staging.mkdir()
        written = msgspec.json.encode(intent)
        (staging / INTENT).write_bytes(written)
        with writing(self._engine) as connection:
            connection.execute(insert(schema.intent), {"id": intent.id, "objects": written.decode()})
        for one in new:
            self._root.put_item(one, staging=staging)
        for reading_again in change.readings:
            self._root.put_reading(reading_again, staging=staging)
        self._root.put_works(change.works, staging=staging)


def _enacted(change: Change) -> Change:
    """The change with its works saying what made them so."""
    act = replace(change.act, works=tuple(work.id for work in change.works)) if change.act else None
    return replace(change, works=tuple(replace(work, act=act) for work in change.works))


def _visible() -> str:
    """The instant by which a transaction that is about to be committed can be seen. It lies ahead, never behind: who
    harvests before the commit and asks again from that moment on must meet the change.
    """
    return (datetime.now(tz=UTC) + COMMITTED_WITHIN).strftime("%Y-%m-%dT%H:%M:%SZ")


def _row(new: NewItem, description: bytes) -> ItemRow:
    item = new.item
    return ItemRow(digest=item.digest, size=item.size, media_type=item.media_type, description=description)


def settle(engine: Engine, root: StorageRoot) -> None:
    """Takes what open intents did out of the root, and clears the staging folder."""
    with reading(engine) as connection:
        found = connection.execute(select(schema.intent.c.objects)).scalars().all()
    for written in found:
        undo(root, msgspec.json.decode(written, type=Intent))
    if found:
        with writing(engine) as connection:
            connection.execute(delete(schema.intent))
    clear(root.staging)


def undo(root: StorageRoot, intent: Intent) -> None:
    """Takes out of the root what an intent did; can be done again."""
    root.undo(items=intent.items, works=intent.works, readings=intent.readings)


def clear(staging: Path) -> None:
    """Empties the staging folder."""
    for left in staging.iterdir():
        _remove(left)


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink()


def clean_spool(spool: Path) -> None:
    """Removes private copies that no living process waits for; their names begin with a process's id."""
    for left in spool.iterdir() if spool.is_dir() else ():
        owner = left.name.partition("-")[0]
        if not owner.isdigit() or int(owner) == os.getpid() or not _alive(int(owner)):
            _remove(left)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
