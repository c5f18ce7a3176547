"""Addresses that were asked for and not found."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table, empty."""
    op.create_table(
        "office_missed",
        sa.Column("address", _KEY, primary_key=True),
        sa.Column("times", sa.BigInteger, nullable=False),
        sa.Column("first", _KEY, nullable=False),
        sa.Column("last", _KEY, nullable=False),
    )
