"""Files know whether everybody may have them; what changes by itself, what must not come back, former addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Adds them; in an older library all that is held is public, and nothing is to happen by itself."""
    op.add_column("held", sa.Column("open", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_table("due", sa.Column("work_id", _KEY, primary_key=True), sa.Column("instant", _KEY, nullable=False))
    op.create_index("ix_due_instant", "due", ["instant"])
    op.create_table("purged", sa.Column("digest", _KEY, primary_key=True), sa.Column("work_id", _KEY, primary_key=True))
    op.create_index("ix_purged_work_id", "purged", ["work_id"])
    op.create_table(
        "former_address",
        sa.Column("address", _KEY, primary_key=True),
        sa.Column("expression_id", _KEY, primary_key=True),
        sa.Column("work_id", _KEY, nullable=False),
    )
    op.create_index("ix_former_address_work_id", "former_address", ["work_id"])
