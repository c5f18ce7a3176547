"""The catalogue's tables. They hold nothing that the storage root does not say; `migrations/` makes and changes them.

Texts that are sorted or compared have the collation "C" on PostgreSQL, which is SQLite's: by bytes of UTF-8.
"""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, SmallInteger, Table, Text, true

REVISION: Final = "0006"
"""The migration that these tables are the outcome of."""

ANY_TEXT: Final = ""
ANY_YEAR: Final = -1
"""What stands in the tally for "whatever the value"."""

metadata = MetaData()
Key = Text().with_variant(Text(collation="C"), "postgresql")
Number = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("name", Key, primary_key=True),
    Column("value", Text, nullable=False),
)
work = Table(
    "work",
    metadata,
    Column("id", Key, primary_key=True),
    Column("record", Text, nullable=False),
)
expression = Table(
    "expression",
    metadata,
    Column("id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
)
edition = Table(
    "edition",
    metadata,
    Column("id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
    Column("place", SmallInteger, nullable=False),
    Column("language", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Key, nullable=False),
    Column("original_language", Key),
    Column("is_original", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("year", Integer),
    Column("resource_type", Key),
    Column("publisher", Text),
    Column("uploaded", Key, nullable=False),
    Column("abstract", Text),
)
FACETS: Final = ("language", "year", "resource_type")
ORDERS: Final = {"newest": "uploaded", "title": "title_key"}


def _filters() -> list[tuple[str, ...]]:
    subsets = [tuple(f for bit, f in enumerate(FACETS) if mask >> bit & 1) for mask in range(1 << len(FACETS))]
    return sorted(subsets, key=len)


# One index for each way to narrow a listing and each order: every page of every listing is one range of one index.
for _order, _column in ORDERS.items():
    for _narrowed in _filters():
        _name = "_by_".join(("edition", "_".join((*_narrowed, _order))))
        Index(_name, *(edition.c[f] for f in _narrowed), edition.c[_column], edition.c.id)

# What harvesters list: every expression, withdrawn ones too. `state` is a digest of all that is harvested of it;
# `datestamp` is renewed when that changes. One index for each kind of set.
record = Table(
    "record",
    metadata,
    Column("id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
    Column("datestamp", Key, nullable=False),
    Column("state", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("language", Key, nullable=False),
    Column("year", Integer),
    Column("resource_type", Key),
)
for _set in ((), *((facet,) for facet in FACETS)):
    Index("_".join(("record_by", *_set, "datestamp")), *(record.c[f] for f in _set), record.c.datestamp, record.c.id)

# Which editions are about what, by the addresses of concepts.
subject = Table(
    "subject",
    metadata,
    Column("uri", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
)

# What those who check records meet, the least certain first; withdrawn ones too. `certainty` is in thousandths.
review = Table(
    "review",
    metadata,
    Column("id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
    Column("status", Key, nullable=False),
    Column("checked", Boolean, nullable=False),
    Column("certainty", Integer, nullable=False),
    Column("language", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Key, nullable=False),
    Column("year", Integer),
    Column("resource_type", Key),
    Column("publisher", Text),
    Column("uploaded", Key, nullable=False),
    Index("review_by_certainty", "status", "checked", "certainty", "id"),
    Index("review_by_newest", "status", "uploaded", "id"),
)

item = Table(
    "item",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("digest", Key, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("awaiting", Integer, nullable=False, server_default="0", index=True),
)
held = Table(
    "held",
    metadata,
    Column("work_id", Key, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("digest", Key, nullable=False, index=True),
    Column("expression_id", Key, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("open", Boolean, nullable=False, server_default=true()),
)
# When a work is to change by itself: what is to be published, or to open.
due = Table(
    "due",
    metadata,
    Column("work_id", Key, primary_key=True),
    Column("instant", Key, nullable=False, index=True),
)
# Files that were deleted for the law, and must not come in again.
purged = Table(
    "purged",
    metadata,
    Column("digest", Key, primary_key=True),
    Column("work_id", Key, primary_key=True, index=True),
)
# Where editions were to be found before: an address may have been several editions'.
former_address = Table(
    "former_address",
    metadata,
    Column("address", Key, primary_key=True),
    Column("expression_id", Key, primary_key=True),
    Column("work_id", Key, nullable=False, index=True),
)
token = Table(
    "token",
    metadata,
    Column("token", BigInteger, primary_key=True, autoincrement=False),
    Column("item", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
source = Table(
    "source",
    metadata,
    Column("path", Key, primary_key=True),
    Column("digest", Key, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
)
tally = Table(
    "tally",
    metadata,
    Column("language", Key, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("resource_type", Key, primary_key=True),
    Column("works", Integer, nullable=False),
    Column("expressions", Integer, nullable=False),
    Column("pages", BigInteger, nullable=False),
    Index("tally_of_languages", "year", "resource_type", "language"),
    Index("tally_of_years", "language", "resource_type", "year"),
    sqlite_with_rowid=False,
)
journal = Table(
    "journal",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("work_id", Key, nullable=False, index=True),
    Column("datestamp", Key, nullable=False),
)
intent = Table(
    "intent",
    metadata,
    Column("id", Key, primary_key=True),
    Column("objects", Text, nullable=False),
)
