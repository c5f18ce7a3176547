"""An item says how many of its pages OCR may still read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds the column; files that were taken in before this was looked at await nothing."""
    op.add_column("item", sa.Column("awaiting", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_item_awaiting", "item", ["awaiting"])
