"""The queue of records that somebody has to look at: the least certain first, page by page, by key, never by offset.

In: what the queue is narrowed to. Out: rows, with the key of the page after them; how many there are of each kind.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Engine, Select, func, select, tuple_

from dragoman.errors import UsageError
from dragoman.record.model import Status
from dragoman.store import schema
from dragoman.store.database import reading
from dragoman.store.rows import title_key

MOST: Final = 5_000
ORDERS: Final = ("doubt", "newest")
GONE: Final = (Status.DELETED.value, Status.DISCARDED.value)
"""What nobody has to look at, unless it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a queue is narrowed to; None and "" are no limit. `text` stands in the title."""

    status: str | None = None
    checked: bool | None = None
    language: str | None = None
    resource_type: str | None = None
    publisher: str | None = None
    text: str = ""
    order: str = "doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A record in the queue; `certainty` is from 0 to 1000."""

    id: str
    work_id: str
    status: str
    checked: bool
    certainty: int
    language: str
    title: str
    year: int | None
    resource_type: str | None
    publisher: str | None
    uploaded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of the queue; `following` is the opaque key of the one after it."""

    records: tuple[Waiting, ...]
    following: str | None


_COLUMNS: Final = tuple(c for c in schema.review.c if c.name != "title_key")


class Queue:
    """Answers from the database behind `engine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, wanted: Wanted, *, after: str | None = None, limit: int = 50) -> QueuePage:
        """The first records, or those after a key that an earlier page gave."""
        asked = _ordered(select(*_COLUMNS).where(*_narrowed(wanted)), wanted)
        if after:
            asked = asked.where(_beyond(wanted, after))
        limit = max(1, min(limit, MOST))
        with reading(self._engine) as connection:
            rows = connection.execute(asked.limit(limit + 1)).mappings().all()
        records = tuple(Waiting(**row) for row in rows[:limit])
        return QueuePage(records=records, following=_key(records[-1], wanted) if len(rows) > limit else None)

    def count(self, wanted: Wanted) -> int:
        """How many there are."""
        asked = select(func.count()).select_from(schema.review).where(*_narrowed(wanted))
        with reading(self._engine) as connection:
            return int(connection.execute(asked).scalar_one())

    def after(self, expression_id: str, wanted: Wanted) -> Waiting | None:
        """The record to look at after this one: the least certain of those that wait, but for this."""
        asked = _ordered(select(*_COLUMNS).where(*_narrowed(wanted), schema.review.c.id != expression_id), wanted)
        with reading(self._engine) as connection:
            row = connection.execute(asked.limit(1)).mappings().first()
        return Waiting(**row) if row else None

    def by_ids(self, ids: Sequence[str]) -> tuple[Waiting, ...]:
        """These records, in this order; those that are not here are left out."""
        asked = select(*_COLUMNS).where(schema.review.c.id.in_(list(ids)[:MOST]))
        with reading(self._engine) as connection:
            found = {row["id"]: Waiting(**row) for row in connection.execute(asked).mappings()}
        return tuple(found[one] for one in ids if one in found)

    def kinds(self, column: str, wanted: Wanted) -> tuple[tuple[str, int], ...]:
        """The values of `language`, `resource_type`, `publisher` or `status` there are, with their counts."""
        chosen = schema.review.c[column]
        asked = select(chosen, func.count().label("count")).where(*_narrowed(wanted), chosen.is_not(None))
        with reading(self._engine) as connection:
            rows = connection.execute(asked.group_by(chosen).order_by(func.count().desc(), chosen).limit(100)).all()
        return tuple((str(row[0]), int(row[1])) for row in rows)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    c = schema.review.c
    exact = {"status": wanted.status, "language": wanted.language, "resource_type": wanted.resource_type}
    chosen = [c[name] == value for name, value in exact.items() if value]
    if not wanted.status:
        chosen.append(c.status.not_in(GONE))
    if wanted.checked is not None:
        chosen.append(c.checked.is_(wanted.checked))
    if wanted.publisher:
        chosen.append(c.publisher == wanted.publisher)
    if text := title_key(wanted.text):
        chosen.append(c.title_key.contains(text, autoescape=True))
    return chosen


def _ordered(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    c = schema.review.c
    if wanted.order == "newest":
        return asked.order_by(c.uploaded.desc(), c.id.desc())
    return asked.order_by(c.certainty, c.id)


def _key(last: Waiting, wanted: Wanted) -> str:
    value = last.uploaded if wanted.order == "newest" else last.certainty
    return base64.urlsafe_b64encode(msgspec.json.encode((wanted.order, value, last.id))).decode("ascii").rstrip("=")


def _beyond(wanted: Wanted, key: str) -> ColumnElement[bool]:
    try:
        data = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        order, value, last = msgspec.json.decode(data, type=tuple[str, str | int, str])
    except (ValueError, msgspec.MsgspecError):
        order = value = last = ""
    newest = wanted.order == "newest"
    if order != wanted.order or isinstance(value, int) is newest or "\0" in last:
        raise UsageError("bad-key", "The key of this page is not one of this queue.", "Begin at the first page.")
    c = schema.review.c
    if newest:
        return tuple_(c.uploaded, c.id) < tuple_(value, last)
    return tuple_(c.certainty, c.id) > tuple_(value, last)
