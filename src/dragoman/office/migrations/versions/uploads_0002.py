"""Files on their way in, and forms that are being filled in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes both tables, empty."""
    op.create_table(
        "office_upload",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("account_id", _KEY, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stage", _KEY, nullable=False),
        sa.Column("created", _KEY, nullable=False),
        sa.Column("fate", sa.Text),
    )
    op.create_index("office_upload_of", "office_upload", ["account_id", "created", "id"])
    op.create_index("office_upload_at", "office_upload", ["stage", "created", "id"])
    op.create_table(
        "office_autosave",
        sa.Column("expression_id", _KEY, primary_key=True),
        sa.Column("account_id", _KEY, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("at", _KEY, nullable=False),
    )
