"""The first office. Frozen: a later change of the schema is a module of its own, beside this one."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SQLITE = """
CREATE TRIGGER office_audit_{event} BEFORE {event} ON office_audit
BEGIN SELECT RAISE(ABORT, 'the audit log can only be added to'); END
"""
_POSTGRESQL = """
CREATE FUNCTION office_audit_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log can only be added to'; END $$
"""


def upgrade() -> None:
    """Makes all tables, and the triggers that keep the audit log as it is."""
    _accounts()
    _ways_in()
    _audit()


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=optional)


def _key(name: str, *, optional: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, _KEY, nullable=optional, unique=unique)


def _accounts() -> None:
    op.create_table(
        "office_account",
        sa.Column("id", _KEY, primary_key=True),
        _key("login", unique=True),
        _text("name"),
        _text("email", optional=True),
        _key("role"),
        _text("password", optional=True),
        _text("totp", optional=True),
        sa.Column("totp_used", sa.BigInteger),
        _key("disabled", optional=True),
        _key("created"),
    )
    op.create_table(
        "office_session",
        sa.Column("digest", _KEY, primary_key=True),
        _key("account_id"),
        _key("created"),
        _key("seen"),
        _key("waits_for", optional=True),
        _text("agent"),
    )
    op.create_index("ix_office_session_account_id", "office_session", ["account_id"])
    op.create_table(
        "office_link",
        sa.Column("digest", _KEY, primary_key=True),
        _key("purpose"),
        _key("account_id", optional=True),
        _key("created"),
        _key("expires"),
    )
    op.create_index("ix_office_link_account_id", "office_link", ["account_id"])


def _ways_in() -> None:
    op.create_table(
        "office_recovery",
        sa.Column("account_id", _KEY, primary_key=True),
        sa.Column("digest", _KEY, primary_key=True),
    )
    op.create_table(
        "office_passkey",
        sa.Column("id", _KEY, primary_key=True),
        _key("account_id"),
        _text("public_key"),
        sa.Column("uses", sa.BigInteger, nullable=False),
        _text("name"),
        _key("created"),
        _key("used", optional=True),
    )
    op.create_index("ix_office_passkey_account_id", "office_passkey", ["account_id"])
    op.create_table(
        "office_identity",
        sa.Column("issuer", _KEY, primary_key=True),
        sa.Column("subject", _KEY, primary_key=True),
        _key("account_id"),
    )
    op.create_index("ix_office_identity_account_id", "office_identity", ["account_id"])
    op.create_table(
        "office_token",
        sa.Column("id", _KEY, primary_key=True),
        _key("account_id"),
        _key("digest", unique=True),
        _text("name"),
        _text("scopes"),
        _key("created"),
        _key("expires"),
        _key("used", optional=True),
    )
    op.create_index("ix_office_token_account_id", "office_token", ["account_id"])


def _audit() -> None:
    op.create_table(
        "office_audit",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        _key("at"),
        _text("actor"),
        _key("action"),
        _text("subject"),
        _text("detail"),
        _key("digest"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(event=event))
        return
    op.execute(_POSTGRESQL)
    op.execute(
        "CREATE TRIGGER office_audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON office_audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION office_audit_kept()"
    )
