"""The first catalogue. Frozen: a later change of the schema is a module of its own, beside this one."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NARROWED = (
    (),
    ("language",),
    ("year",),
    ("resource_type",),
    ("language", "year"),
    ("language", "resource_type"),
    ("year", "resource_type"),
    ("language", "year", "resource_type"),
)


def upgrade() -> None:
    """Makes all tables."""
    _records()
    _editions()
    _items()
    _counts()
    _history()


def _records() -> None:
    op.create_table("meta", sa.Column("name", _KEY, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table("work", sa.Column("id", _KEY, primary_key=True), sa.Column("record", sa.Text, nullable=False))
    op.create_table(
        "expression",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
    )
    op.create_index("ix_expression_work_id", "expression", ["work_id"])


def _editions() -> None:
    op.create_table(
        "edition",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
        sa.Column("place", sa.SmallInteger, nullable=False),
        sa.Column("language", _KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", _KEY, nullable=False),
        sa.Column("original_language", _KEY),
        sa.Column("is_original", sa.Boolean, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("resource_type", _KEY),
        sa.Column("publisher", sa.Text),
        sa.Column("uploaded", _KEY, nullable=False),
        sa.Column("abstract", sa.Text),
    )
    op.create_index("ix_edition_work_id", "edition", ["work_id"])
    for order, column in (("newest", "uploaded"), ("title", "title_key")):
        for narrowed in _NARROWED:
            op.create_index(f"edition_by_{'_'.join((*narrowed, order))}", "edition", [*narrowed, column, "id"])


def _items() -> None:
    op.create_table(
        "item",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("digest", _KEY, nullable=False, unique=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
    )
    op.create_table(
        "held",
        sa.Column("work_id", _KEY, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("digest", _KEY, nullable=False),
        sa.Column("expression_id", _KEY, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    op.create_index("ix_held_digest", "held", ["digest"])
    op.create_table(
        "token",
        sa.Column("token", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("item", _NUMBER, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _counts() -> None:
    op.create_table(
        "tally",
        sa.Column("language", _KEY, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("resource_type", _KEY, primary_key=True),
        sa.Column("works", sa.Integer, nullable=False),
        sa.Column("expressions", sa.Integer, nullable=False),
        sa.Column("pages", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("tally_of_languages", "tally", ["year", "resource_type", "language"])
    op.create_index("tally_of_years", "tally", ["language", "resource_type", "year"])


def _history() -> None:
    op.create_table(
        "source",
        sa.Column("path", _KEY, primary_key=True),
        sa.Column("digest", _KEY, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("modified_ns", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("work_id", _KEY, nullable=False),
        sa.Column("datestamp", _KEY, nullable=False),
    )
    op.create_index("ix_journal_work_id", "journal", ["work_id"])
    op.create_table(
        "intent",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("objects", sa.Text, nullable=False),
    )
