"""A table of the records that harvesters list: each expression, withdrawn ones too, by their datestamps."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 500


def upgrade() -> None:
    """Makes the table, and fills it from the works that are there."""
    record = op.create_table(
        "record",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
        sa.Column("datestamp", _KEY, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("language", _KEY, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("resource_type", _KEY),
    )
    op.create_index("ix_record_work_id", "record", ["work_id"])
    for narrowed in ((), ("language",), ("year",), ("resource_type",)):
        op.create_index("_".join(("record_by", *narrowed, "datestamp")), "record", [*narrowed, "datestamp", "id"])
    _fill(record)


def _fill(record: sa.Table) -> None:
    connection = op.get_bind()
    work = sa.table("work", sa.column("id"), sa.column("record"))
    last = ""
    while True:
        asked = sa.select(work.c.id, work.c.record).where(work.c.id > last).order_by(work.c.id).limit(_BATCH)
        found = connection.execute(asked).all()
        if not found:
            return
        last = found[-1].id
        rows = [row for one in found for row in _rows(json.loads(one.record))]
        if rows:
            connection.execute(sa.insert(record), rows)


def _rows(work: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": e["id"],
            "work_id": work["id"],
            "datestamp": work["datestamp"],
            "state": "",
            "deleted": e.get("status") == "deleted",
            "language": e["language"]["value"],
            "year": _year((e.get("date") or {}).get("value")),
            "resource_type": (e.get("resource_type") or {}).get("value") or None,
        }
        for e in work["expressions"]
    ]


def _year(date: str | None) -> int | None:
    digits = (date or "")[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
