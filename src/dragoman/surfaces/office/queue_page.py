"""The queue: records that somebody has to look at, the least certain first, narrowed as one likes.

In: visits. Out: a page of the queue.
"""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from dragoman.office.model import Role
from dragoman.store.queue import ORDERS, Wanted
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.fields import FAIR, STATUSES, SURE
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message

A_PAGE: Final = 50
NARROWING: Final = ("state", "language", "type", "publisher", "q", "order")
"""What an address says to narrow the queue."""
STATES: Final = {
    "": message("To check"),
    "draft": message("Drafts"),
    "submitted": message("Submitted"),
    "checked": message("Checked"),
    "all": message("All"),
}


def wanted(asked: Mapping[str, str]) -> Wanted:
    """What a question in the address narrows the queue to."""
    return Wanted(
        checked={"": False, "checked": True}.get(asked.get("state", "")),
        status=asked["state"] if asked.get("state") in ("draft", "submitted") else None,
        language=asked.get("language") or None,
        resource_type=asked.get("type") or None,
        publisher=asked.get("publisher") or None,
        text=asked.get("q", "")[:200],
        order=asked["order"] if asked.get("order") in ORDERS else "doubt",
    )


def queue(visit: Visit) -> Response:
    """A page of it."""
    asked = visit.request.query_params
    chosen = wanted(asked)
    library = visit.rooms.library
    shown = library.queue.page(chosen, after=asked.get("after"), limit=A_PAGE)
    told = {name: asked.get(name, "") for name in NARROWING}
    narrowed = {name: value for name, value in told.items() if value}
    done = asked.get("done")
    work = library.stacks.expression(done) if done else None
    return visit.page(
        "queue.html",
        {
            "records": shown.records,
            "following": addresses.at(addresses.REVIEW, **narrowed, after=shown.following) if shown.following else None,
            "count": library.queue.count(chosen),
            "states": STATES,
            "statuses": {str(status): name for status, name in STATUSES.items()},
            "asked": told,
            "languages": library.queue.kinds("language", Wanted(checked=chosen.checked)),
            "types": library.queue.kinds("resource_type", Wanted(checked=chosen.checked)),
            "level": _level,
            "done": work.expression(done) if work and done else None,
            "was": asked.get("was"),
            "limits": {"sure": SURE, "fair": FAIR},
        },
    )


def _level(certainty: int, *, checked: bool) -> str:
    if checked:
        return "said"
    return "sure" if certainty >= 1000 * SURE else "fair" if certainty >= 1000 * FAIR else "unsure"


PAGES: Final = (StaffPage(path=addresses.REVIEW, handler=queue, needs=Role.CONTRIBUTOR, menu=message("Check")),)
