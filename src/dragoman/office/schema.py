"""The office's tables; `migrations/` makes and changes them. Their names begin with `office_`, whatever else is there.

Instants are ISO 8601 in UTC, which sort as texts. What lets somebody in (a session, a link, a token) is kept as its
digest only.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

REVISION: Final = "0003"
"""The migration that these tables are the outcome of."""
VERSION_TABLE: Final = "office_version"

metadata = MetaData()
Key = Text().with_variant(Text(collation="C"), "postgresql")
Number = BigInteger().with_variant(Integer, "sqlite")

account = Table(
    "office_account",
    metadata,
    Column("id", Key, primary_key=True),
    Column("login", Key, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("role", Key, nullable=False),
    Column("password", Text),
    Column("totp", Text),
    Column("totp_used", BigInteger),
    Column("disabled", Key),
    Column("created", Key, nullable=False),
)
session = Table(
    "office_session",
    metadata,
    Column("digest", Key, primary_key=True),
    Column("account_id", Key, nullable=False, index=True),
    Column("created", Key, nullable=False),
    Column("seen", Key, nullable=False),
    Column("waits_for", Key),
    Column("agent", Text, nullable=False),
)
link = Table(
    "office_link",
    metadata,
    Column("digest", Key, primary_key=True),
    Column("purpose", Key, nullable=False),
    Column("account_id", Key, index=True),
    Column("created", Key, nullable=False),
    Column("expires", Key, nullable=False),
)
recovery = Table(
    "office_recovery",
    metadata,
    Column("account_id", Key, primary_key=True),
    Column("digest", Key, primary_key=True),
)
passkey = Table(
    "office_passkey",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, nullable=False, index=True),
    Column("public_key", Text, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("created", Key, nullable=False),
    Column("used", Key),
)
identity = Table(
    "office_identity",
    metadata,
    Column("issuer", Key, primary_key=True),
    Column("subject", Key, primary_key=True),
    Column("account_id", Key, nullable=False, index=True),
)
token = Table(
    "office_token",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, nullable=False, index=True),
    Column("digest", Key, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", Key, nullable=False),
    Column("expires", Key, nullable=False),
    Column("used", Key),
)
audit = Table(
    "office_audit",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("at", Key, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Key, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", Key, nullable=False),
)
upload = Table(
    "office_upload",
    metadata,
    Column("id", Key, primary_key=True),
    Column("account_id", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("stage", Key, nullable=False),
    Column("created", Key, nullable=False),
    Column("fate", Text),
    Index("office_upload_of", "account_id", "created", "id"),
    Index("office_upload_at", "stage", "created", "id"),
)
autosave = Table(
    "office_autosave",
    metadata,
    Column("expression_id", Key, primary_key=True),
    Column("account_id", Key, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("at", Key, nullable=False),
)
missed = Table(
    "office_missed",
    metadata,
    Column("address", Key, primary_key=True),
    Column("times", BigInteger, nullable=False),
    Column("first", Key, nullable=False),
    Column("last", Key, nullable=False),
)
