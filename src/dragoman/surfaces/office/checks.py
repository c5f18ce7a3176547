"""What the script asks while somebody types: whether a value can be, and which names the library knows.

In: a field and a text. Out: JSON: the value as it would be kept, or what is wrong with it; suggestions.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from dragoman.office.model import Role
from dragoman.record.date import whole_date
from dragoman.record.fields import FIELDS, checked
from dragoman.record.language import identify
from dragoman.search.model import Query
from dragoman.store.queue import Wanted
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.frame import HEADERS, StaffPage, Visit
from dragoman.surfaces.office.record_form import said
from dragoman.vocabulary.folding import fold
from dragoman.vocabulary.languages import UNDETERMINED

MOST: Final = 12
_LONGEST: Final = 20_000
_SURE: Final = 0.5


def check(visit: Visit) -> Response:
    """Whether a text can be a field's value. A text that was taken from a page (`from=page`) is understood first: a
    date as printed, the language that a sentence is in.
    """
    asked = visit.request.query_params
    field, text = asked.get("field", ""), asked.get("text", "")[:_LONGEST].strip()
    if asked.get("from") == "page":
        text = _understood(field, text)
    if field not in FIELDS or not text or field in {"sections", "contributions"}:
        return _told({"value": text, "fault": None})
    values, faults = checked({field: [text] if FIELDS[field].many else text})
    if faults:
        return _told({"value": text, "fault": {"title": faults[0].message, "remedy": faults[0].remedy}})
    kept = values[field][0] if FIELDS[field].many else values[field]
    return _told({"value": said(kept), "fault": None})


def suggest(visit: Visit) -> Response:
    """Names of people, bodies and publishers that records of the library have."""
    asked = visit.request.query_params
    field, text = asked.get("field", ""), asked.get("q", "")[:200].strip()
    found = {"contributions": _agents, "publisher": _publishers}.get(field)
    names = list(dict.fromkeys(found(visit, text)))[:MOST] if found and len(text) >= 2 else []
    return _told({"names": names})


def _understood(field: str, text: str) -> str:
    if field == "date":
        return whole_date(text) or text
    if field in {"language", "original_language"} and len(text.split()) > 1:
        tag, sure = identify(text)
        return str(tag) if tag != UNDETERMINED and sure >= _SURE else text
    return text


def _agents(visit: Visit, text: str) -> Iterator[str]:
    """Those that the index finds under a name which begins so."""
    known = visit.rooms.index.search(Query(text=f"author:{text}*"))
    wanted = fold(text)
    for hit in known.entries:
        work = visit.rooms.library.stacks.work(hit.work_id)
        for edition in work.expressions if work else ():
            yield from (c.value.name for c in edition.contributions if wanted in fold(c.value.name))


def _publishers(visit: Visit, text: str) -> Iterator[str]:
    wanted = fold(text)
    for name, _ in visit.rooms.library.queue.kinds("publisher", Wanted()):
        if wanted in fold(name):
            yield name


def _told(values: Mapping[str, Any]) -> Response:
    return JSONResponse(values, headers=HEADERS)


PAGES: Final = (
    StaffPage(path=addresses.CHECK, handler=check, needs=Role.CONTRIBUTOR),
    StaffPage(path=addresses.SUGGEST, handler=suggest, needs=Role.CONTRIBUTOR),
)
