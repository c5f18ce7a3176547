"""Pages of a listing by key: the question for one page, and the opaque keys that lead from page to page."""

import base64
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, FromClause, Select, and_, case, or_, select, tuple_

from dragoman.errors import UsageError
from dragoman.store import schema
from dragoman.store.model import Filters

DESCENDING: Final = {"newest": True, "title": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A place in a listing: the edition's value in the listing's order, its id, and which side of it is asked for."""

    value: str
    edition: str
    backwards: bool


def page(filters: Filters, *, order: str, at: Key | None, limit: int, reader: str | None = None) -> Select[Any]:
    """The question for a page, and one row more, which tells whether there is another; backwards, rows are reversed.

    With a reader's language, a work has one row: of its editions that the filters let through, that reader's.
    """
    columns = schema.edition.c
    ordered = columns[schema.ORDERS[order]]
    down = DESCENDING[order] is not (at is not None and at.backwards)
    asked = select(schema.edition).where(*let_through(filters, schema.edition))
    if reader is not None:
        asked = asked.where(~_better(filters, reader))
    if at is not None:
        place, here = tuple_(ordered, columns.id), tuple_(at.value, at.edition)
        asked = asked.where(place < here if down else place > here)
    if down:
        return asked.order_by(ordered.desc(), columns.id.desc()).limit(limit + 1)
    return asked.order_by(ordered, columns.id).limit(limit + 1)


def let_through(filters: Filters, editions: FromClause) -> list[ColumnElement[bool]]:
    """What holds of the editions that filters let through."""
    held = ((facet, getattr(filters, facet)) for facet in schema.FACETS)
    narrowed = [editions.c[facet] == value for facet, value in held if value is not None]
    if filters.subject:
        about = select(schema.subject.c.id).where(schema.subject.c.uri.in_(filters.subject))
        narrowed.append(editions.c.id.in_(about))
    return narrowed


def _better(filters: Filters, reader: str) -> ColumnElement[bool]:
    """Whether the work has another such edition that a reader of this language would rather see."""
    other = schema.edition.alias("other")
    mine, theirs = _distance(schema.edition, reader), _distance(other, reader)
    nearer = or_(theirs < mine, and_(theirs == mine, other.c.place < schema.edition.c.place))
    of_work = other.c.work_id == schema.edition.c.work_id
    return select(other.c.id).where(of_work, *let_through(filters, other), nearer).exists()


def _distance(editions: FromClause, reader: str) -> ColumnElement[int]:
    """How far an edition is from a reader: in the language, in another form of it, the original, in another one."""
    primary = reader.split("-", 1)[0]
    alike = or_(editions.c.language == primary, editions.c.language.startswith(f"{primary}-", autoescape=True))
    return case((editions.c.language == reader, 0), (alike, 1), (editions.c.is_original, 2), else_=3)


def write_key(row: Any, *, order: str, backwards: bool) -> str:  # noqa: ANN401 - a row of `edition`
    """The key of the page that begins beside this edition."""
    parts = (order, row[schema.ORDERS[order]], row["id"], backwards)
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode("ascii").rstrip("=")


def read_key(key: str, *, order: str) -> Key:
    """The place that a key of this order names."""
    try:
        data = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        of_order, value, edition, backwards = msgspec.json.decode(data, type=tuple[str, str, str, bool])
    except (ValueError, msgspec.MsgspecError):
        of_order = value = edition = ""
        backwards = False
    if of_order != order or "\0" in value + edition:
        raise UsageError("bad-key", "The key of this page is not one of this listing.", "Begin at the first page.")
    return Key(value=value, edition=edition, backwards=backwards)
