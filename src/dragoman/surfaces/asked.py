"""What is asked for in the query part of an address, checked: whatever is typed gets an answer in words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from starlette.datastructures import QueryParams

from dragoman.errors import UsageError
from dragoman.record.subjects import Vocabularies
from dragoman.search.model import Order, Query
from dragoman.store.model import Filters
from dragoman.vocabulary.languages import spelled

ORDERS: Final = ("newest", "title")
LONGEST_QUESTION: Final = 1_000
TAG: Final = re.compile(r"(?:[A-Za-z]{2,8}|[xX]-[A-Za-z0-9]{1,8})(?:-[A-Za-z0-9]{1,8}){0,4}")
SORTS: Final = tuple(order.value for order in Order)
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,300}")
_TYPE: Final = re.compile(r"[\w .:/-]{1,80}")
SUBJECT: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff<>\"]{1,500}")
_KEY: Final = re.compile(r"[!-~]{1,8000}")
HELP: Final = {
    "language": "Use a BCP 47 tag such as ru or zh-Hans.",
    "asked_in": "Use a BCP 47 tag such as ru or zh-Hans.",
    "publisher": "Use a publisher that the facets list.",
    "subject": "Use the address of a concept, as the facets list it.",
    "reader": "Use a BCP 47 tag such as ru or zh-Hans.",
    "year": "Use a year such as 2015.",
    "type": "Use a type that the facets list.",
    "key": "Use a link of the list.",
    "after": "Use the next link of an answer.",
}


def check_given(asked: QueryParams) -> None:
    """A parameter without a value is a program's slip: an answer as if it had not been given would hide it."""
    if empty := [name for name, value in asked.multi_items() if not value.strip()]:
        raise UsageError("value-missing", f"{empty[0][:40]!r} has no value.", "Give it one, or leave it out.")


def filters_of(asked: QueryParams) -> Filters:
    """The language, year, type and subject that a list is narrowed to."""
    language = tag_of(asked, "language")
    year = _number(asked, "year", highest=9999)
    subject = _checked(asked, "subject", SUBJECT)
    kind = _checked(asked, "type", _TYPE)
    return Filters(language=language, year=year, resource_type=kind, subject=(subject,) if subject else ())


def widened(filters: Filters, vocabularies: Vocabularies) -> Filters:
    """The same, with what is under the subject too."""
    return replace(filters, subject=vocabularies.within(filters.subject[0])) if filters.subject else filters


def tag_of(asked: QueryParams, name: str) -> str | None:
    """A BCP 47 tag, as it is spelled in RFC 5646 §2.1.1."""
    tag = _checked(asked, name, TAG)
    return spelled(tag) if tag else None


def order_of(asked: QueryParams) -> str:
    """One of the orders of a list; the newest first unless asked otherwise."""
    return choice_of(asked, "order", ORDERS)


def key_of(asked: QueryParams, name: str = "key") -> str | None:
    """The opaque key that a neighbouring page of a list was linked with."""
    return _checked(asked, name, _KEY)


def query_of(asked: QueryParams, *, reader: str, limit: int) -> Query:
    """The question as the index is asked it, for a reader of this language."""
    return Query(
        text=text_of(asked),
        filters=filters_of(asked),
        publisher=_checked(asked, "publisher", _NAME),
        asked_in=tag_of(asked, "asked_in"),
        reader_language=reader,
        order=Order(choice_of(asked, "sort", SORTS)),
        limit=limit,
        after=_checked(asked, "after", _KEY),
        explain=choice_of(asked, "explain", ("false", "true")) == "true",
    )


def text_of(asked: QueryParams) -> str:
    """What was typed, with white space and control characters made single spaces; of a long text its beginning."""
    return _cut(_plain(asked))


def is_cut(asked: QueryParams) -> bool:
    """Whether more was typed than is searched."""
    return len(_plain(asked)) > LONGEST_QUESTION


def _plain(asked: QueryParams) -> str:
    return " ".join(_CONTROLS.sub(" ", asked.get("q", "")).split())


def _cut(text: str) -> str:
    """At the last space that leaves no more than is searched, if there is one in reach."""
    if len(text) <= LONGEST_QUESTION:
        return text
    space = text.rfind(" ", LONGEST_QUESTION // 2, LONGEST_QUESTION + 1)
    return text[: space if space > 0 else LONGEST_QUESTION]


def choice_of(asked: QueryParams, name: str, choices: Sequence[str]) -> str:
    """One of a parameter's values; the first unless asked otherwise."""
    value = asked.get(name) or choices[0]
    if value not in choices:
        raise UsageError(f"{name}-unknown", f"{name}={value[:40]!r} is not known.", f"Use one of {', '.join(choices)}.")
    return value


def count_of(asked: QueryParams, name: str, *, default: int, most: int) -> int:
    """A number from 1 to `most`."""
    value = asked.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch("0*[1-9][0-9]{0,8}", value, re.ASCII) or int(value) > most:
        raise UsageError(f"{name}-out-of-range", f"{name}={value[:40]!r} is out of range.", f"Use 1 to {most}.")
    return int(value)


def clamped(asked: QueryParams, name: str, *, default: int, most: int) -> int:
    """A number from 1; whoever asks for more than `most` gets that."""
    value = asked.get(name, "").strip()
    if not value:
        return min(default, most)
    if not re.fullmatch("0*[1-9][0-9]{0,8}", value, re.ASCII):
        raise UsageError(f"{name}-out-of-range", f"{name}={value[:40]!r} is no number from 1.", f"Use 1 to {most}.")
    return min(int(value), most)


def _checked(asked: QueryParams, name: str, shape: re.Pattern[str]) -> str | None:
    value = asked.get(name, "").strip()
    if not value:
        return None
    if not shape.fullmatch(value):
        raise UsageError(f"{name}-unknown", f"{name}={value[:40]!r} is not understood.", HELP[name])
    return value


def _number(asked: QueryParams, name: str, *, highest: int) -> int | None:
    value = _checked(asked, name, re.compile(r"[0-9]{1,9}"))
    if value is None:
        return None
    if int(value) > highest:
        raise UsageError(f"{name}-unknown", f"{name}={value} is too large.", HELP[name])
    return int(value)
