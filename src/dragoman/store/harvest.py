"""Records in the order of their datestamps, for harvesters, feeds, site maps and dumps: pages by key, never by offset.

A record that changes moves to the end of the order, so that whoever pages through meets it again and misses nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Engine, Select, and_, func, select, tuple_

from dragoman.record.model import Work
from dragoman.record.public import public
from dragoman.store import schema
from dragoman.store.database import reading
from dragoman.store.model import RecordHead, Selection

Place = tuple[str, str]
"""Where a page ended: the last record's datestamp and id."""
_AT_ONCE = 500
_HEAD = ("id", "work_id", "datestamp", "deleted", "language", "year", "resource_type")


class Harvest:
    """Answers harvesters from the database behind `engine`, of what everybody may know; any thread may call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(
        self, selection: Selection, *, after: Place | None = None, limit: int, with_works: bool = False
    ) -> tuple[RecordHead, ...]:
        """The records after a place, oldest datestamp first."""
        columns = schema.record.c
        asked = _selected(select(*(columns[name] for name in _HEAD)), selection)
        if after is not None:
            asked = asked.where(tuple_(columns.datestamp, columns.id) > tuple_(*after))
        asked = asked.order_by(columns.datestamp, columns.id).limit(limit)
        return self._heads(asked, with_works=with_works)

    def latest(self, selection: Selection, *, limit: int) -> tuple[RecordHead, ...]:
        """The records that changed last, with their works; no deleted ones."""
        columns = schema.record.c
        asked = _selected(select(*(columns[name] for name in _HEAD)), selection).where(columns.deleted.is_(False))
        return self._heads(asked.order_by(columns.datestamp.desc(), columns.id.desc()).limit(limit), with_works=True)

    def parts(self, size: int) -> tuple[tuple[str, str], ...]:
        """The records that are not deleted, in the order of their ids, in parts: each one's last id and last change."""
        columns = schema.record.c
        number = func.row_number().over(order_by=columns.id)
        rows = select(columns.id, columns.datestamp, ((number - 1) // size).label("part"))
        part = rows.where(columns.deleted.is_(False)).subquery()
        asked = select(func.max(part.c.id), func.max(part.c.datestamp)).group_by(part.c.part).order_by(part.c.part)
        with reading(self._engine) as connection:
            return tuple((last, changed) for last, changed in connection.execute(asked))

    def ids(self, *, after: str, limit: int) -> tuple[RecordHead, ...]:
        """The records that are not deleted, without their works, in the order of their ids."""
        columns = schema.record.c
        asked = select(*(columns[name] for name in _HEAD)).where(columns.deleted.is_(False), columns.id > after)
        return self._heads(asked.order_by(columns.id).limit(limit), with_works=False)

    def fellows(self, work_ids: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """The editions of each work that are not deleted: language and id."""
        columns = schema.record.c
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        with reading(self._engine) as connection:
            for at in range(0, len(work_ids), _AT_ONCE):
                asked = select(columns.work_id, columns.language, columns.id).where(
                    columns.work_id.in_(work_ids[at : at + _AT_ONCE]), columns.deleted.is_(False)
                )
                for row in connection.execute(asked.order_by(columns.language, columns.id)):
                    found[row.work_id] = (*found.get(row.work_id, ()), (row.language, row.id))
        return found

    def by_id(self, *, after: str = "", until: str | None = None, limit: int) -> tuple[RecordHead, ...]:
        """The records that are not deleted, with their works, in the order of their ids."""
        columns = schema.record.c
        asked = select(*(columns[name] for name in _HEAD)).where(columns.deleted.is_(False), columns.id > after)
        if until is not None:
            asked = asked.where(columns.id <= until)
        return self._heads(asked.order_by(columns.id).limit(limit), with_works=True)

    def one(self, record_id: str) -> RecordHead | None:
        """The record with this id, with its work."""
        columns = schema.record.c
        asked = select(*(columns[name] for name in _HEAD)).where(columns.id == record_id)
        return next(iter(self._heads(asked, with_works=True)), None)

    def several(self, record_ids: Sequence[str]) -> tuple[RecordHead, ...]:
        """The records with these ids that are not deleted, with their works, in no order."""
        columns = schema.record.c
        asked = select(*(columns[name] for name in _HEAD)).where(columns.deleted.is_(False), columns.id.in_(record_ids))
        return self._heads(asked, with_works=True)

    def count(self, selection: Selection) -> int:
        """How many records there are, deleted ones too."""
        with reading(self._engine) as connection:
            asked = _selected(select(func.count()).select_from(schema.record), selection)
            return int(connection.execute(asked).scalar_one())

    def earliest(self) -> str | None:
        """The datestamp before which no record has changed."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.min(schema.record.c.datestamp))).scalar()

    def _heads(self, asked: Select[Any], *, with_works: bool) -> tuple[RecordHead, ...]:
        """Records and their works, as they were at one moment."""
        with reading(self._engine) as connection:
            heads = tuple(RecordHead(**row) for row in connection.execute(asked).mappings())
            if not with_works:
                return heads
            wanted = sorted({head.work_id for head in heads if not head.deleted})
            found = connection.execute(select(schema.work.c.record).where(schema.work.c.id.in_(wanted))).scalars().all()
        works = {work.id: public(work) for work in (msgspec.json.decode(record, type=Work) for record in found)}
        return tuple(replace(head, work=None if head.deleted else works.get(head.work_id)) for head in heads)


def _selected(asked: Select[Any], selection: Selection) -> Select[Any]:
    columns = schema.record.c
    for facet in schema.FACETS:
        value = getattr(selection.filters, facet)
        if value is not None:
            asked = asked.where(columns[facet] == value)
    if selection.filters.subject:
        subject = schema.subject.c
        asked = asked.where(columns.id.in_(select(subject.id).where(subject.uri.in_(selection.filters.subject))))
    limits: Sequence[Any] = (
        *((columns.datestamp >= selection.since,) if selection.since else ()),
        *((columns.datestamp <= selection.until,) if selection.until else ()),
    )
    return asked.where(and_(*limits)) if limits else asked
