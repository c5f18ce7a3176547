"""A table of all editions as those who check them meet them, least certain first. Filled from the works that are."""

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 500


def upgrade() -> None:
    """Makes the table, and fills it."""
    review = op.create_table(
        "review",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("checked", sa.Boolean, nullable=False),
        sa.Column("certainty", sa.Integer, nullable=False),
        sa.Column("language", _KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", _KEY, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("resource_type", _KEY),
        sa.Column("publisher", sa.Text),
        sa.Column("uploaded", _KEY, nullable=False),
    )
    op.create_index("ix_review_work_id", "review", ["work_id"])
    op.create_index("review_by_certainty", "review", ["status", "checked", "certainty", "id"])
    op.create_index("review_by_newest", "review", ["status", "uploaded", "id"])
    _fill(review)


def _fill(review: sa.Table) -> None:
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
            connection.execute(sa.insert(review), rows)


def _rows(work: dict[str, Any]) -> list[dict[str, Any]]:
    """As sure as the less sure of title and language; the next change of the record says it better."""
    return [
        {
            "id": e["id"],
            "work_id": work["id"],
            "status": e.get("status", "active"),
            "checked": all(e[name]["evidence"]["source"] == "person" for name in ("title", "language")),
            "certainty": round(1000 * min(e[name]["evidence"]["confidence"] for name in ("title", "language"))),
            "language": e["language"]["value"],
            "title": e["title"]["value"],
            "title_key": _key(e["title"]["value"]),
            "year": _year((e.get("date") or {}).get("value")),
            "resource_type": (e.get("resource_type") or {}).get("value") or None,
            "publisher": (e.get("publisher") or {}).get("value"),
            "uploaded": e["uploaded"],
        }
        for e in (work["expressions"] if not work.get("merged_into") else ())
    ]


def _key(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in letters if not unicodedata.combining(c))
    return " ".join(plain.split())[:200]


def _year(date: str | None) -> int | None:
    digits = (date or "")[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
