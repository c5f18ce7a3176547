"""Pages of a listing by key: the question for one page, and the opaque keys that lead from page to page."""

import base64
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Select, select, tuple_

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


def page(filters: Filters, *, order: str, at: Key | None, limit: int) -> Select[Any]:
    """The question for a page, and one row more, which tells whether there is another; backwards, rows are reversed."""
    columns = schema.edition.c
    ordered = columns[schema.ORDERS[order]]
    down = DESCENDING[order] is not (at is not None and at.backwards)
    asked = select(schema.edition)
    for facet in schema.FACETS:
        value = getattr(filters, facet)
        if value is not None:
            asked = asked.where(columns[facet] == value)
    if at is not None:
        place, here = tuple_(ordered, columns.id), tuple_(at.value, at.edition)
        asked = asked.where(place < here if down else place > here)
    if down:
        return asked.order_by(ordered.desc(), columns.id.desc()).limit(limit + 1)
    return asked.order_by(ordered, columns.id).limit(limit + 1)


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
