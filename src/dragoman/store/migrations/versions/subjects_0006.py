"""A table of what editions are about, by the addresses of concepts. Filled from the works that are."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 500


def upgrade() -> None:
    """Makes the table, and fills it."""
    subject = op.create_table(
        "subject",
        sa.Column("uri", _KEY, primary_key=True),
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
    )
    op.create_index("ix_subject_work_id", "subject", ["work_id"])
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
            connection.execute(sa.insert(subject), rows)


def _rows(work: dict[str, Any]) -> list[dict[str, Any]]:
    if work.get("merged_into"):
        return []
    return [
        {"uri": uri, "id": e["id"], "work_id": work["id"]}
        for e in work.get("expressions", ())
        if e.get("status", "active") == "active"
        for uri in dict.fromkeys(each["value"].get("uri", "") for each in e.get("subjects", ()))
        if uri
    ]
