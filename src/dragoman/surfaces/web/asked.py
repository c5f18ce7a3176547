"""What a reader asks for in the query part of an address, checked: whatever is typed gets an answer in words."""

import re
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import QueryParams

from dragoman.errors import UsageError
from dragoman.store.model import Filters

ORDERS: Final = ("newest", "title")
LONGEST_QUESTION: Final = 500
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_TYPE: Final = re.compile(r"[\w .:/-]{1,80}")
_KEY: Final = re.compile(r"[!-~]{1,8000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is searched for, narrowed by filters, after the works of earlier pages."""

    text: str
    filters: Filters
    after: str | None


def filters_of(asked: QueryParams) -> Filters:
    """The language, year and type that a list is narrowed to."""
    language = _checked(asked, "language", _TAG)
    year = _number(asked, "year", highest=9999)
    return Filters(language=language, year=year, resource_type=_checked(asked, "type", _TYPE))


def order_of(asked: QueryParams) -> str:
    """One of the orders of a list; the newest first unless asked otherwise."""
    order = asked.get("order") or ORDERS[0]
    if order not in ORDERS:
        raise UsageError("order-unknown", "There is no such order of a list.", f"Use one of {', '.join(ORDERS)}.")
    return order


def key_of(asked: QueryParams) -> str | None:
    """The opaque key that a neighbouring page of a list was linked with."""
    return _checked(asked, "key", _KEY)


def question_of(asked: QueryParams) -> Question:
    """The question: its words with white space and control characters made single spaces."""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", asked.get("q", "")).split())
    if len(text) > LONGEST_QUESTION:
        raise UsageError("question-too-long", f"A question of {len(text)} characters.", "Ask with fewer words.")
    return Question(text=text, filters=filters_of(asked), after=_checked(asked, "after", _KEY))


def _checked(asked: QueryParams, name: str, shape: re.Pattern[str]) -> str | None:
    value = asked.get(name, "").strip()
    if not value:
        return None
    if not shape.fullmatch(value):
        raise UsageError(f"{name}-unknown", f"{name}={value[:40]!r} is not understood.", "Use a link of the page.")
    return value


def _number(asked: QueryParams, name: str, *, highest: int) -> int | None:
    value = _checked(asked, name, re.compile(r"[0-9]{1,9}"))
    if value is None:
        return None
    if int(value) > highest:
        raise UsageError(f"{name}-unknown", f"{name}={value} is too large.", "Use a link of the page.")
    return int(value)
