"""A publication and its editions, put in order: merged with another, split, editions moved, the original said.

In: visits; which other publication is meant, by its address, its id or words of its title. Out: the page; what
`pipeline.acts` has done. Each act is kept whole and remembered with its name.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from dragoman.errors import NotHere, Refused, UsageError
from dragoman.office.model import Role
from dragoman.pipeline import acts
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.record.model import Expression, Work
from dragoman.store.queue import GONE, Wanted
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.fields import STATUSES
from dragoman.surfaces.office.frame import StaffPage, Visit

_NAMED: Final = re.compile(r"(?:works|editions|publications|review)/([A-Za-z0-9._-]{1,200})")
_MOST: Final = 12


def publication(visit: Visit) -> Response:
    """The page, or what becomes of an act."""
    work = _work(visit, visit.request.path_params["work_id"])
    if work.merged_into is not None:
        return visit.to(addresses.publication_path(work.merged_into))
    if visit.request.method != "POST":
        return visit.page("publication.html", _values(visit, work))
    try:
        return _done(visit, work)
    except (Refused, UsageError, NotHere) as error:
        return visit.page("publication.html", {**_values(visit, work), "wrong": error}, status=422)


def _done(visit: Visit, work: Work) -> Response:
    """Does what the form says, and leads to where the editions are then."""
    staff = Cataloguing(visit.rooms.library, by=visit.who.name, now=visit.office.clock)
    act = visit.text("act")
    chosen = [name for name in visit.form.getlist("edition") if isinstance(name, str) and work.expression(name)]
    if act in ("find-merge", "find-move"):
        found = _found(visit, visit.text("other"), work)
        values = {**_values(visit, work), "found": found, "purpose": act.removeprefix("find-"), "chosen": chosen}
        return visit.page("publication.html", values)
    if act == "merge":
        acts.merge(staff, work.id, _work(visit, visit.text("with")).id)
    elif act == "split":
        made = acts.split(staff, _some(chosen))
        return visit.to(addresses.publication_path(made[-1].id), done="yes")
    elif act == "move":
        into = _work(visit, visit.text("with")).id
        acts.move(staff, _some(chosen), into)
        return visit.to(addresses.publication_path(into), done="yes")
    elif act == "order":
        _put_in_order(visit, staff, work)
    return visit.to(addresses.publication_path(work.id), done="yes")


def _put_in_order(visit: Visit, staff: Cataloguing, work: Work) -> None:
    """Which edition is the original, and which translations are official."""
    original = work.expression(visit.text("original"))
    if original is not None and not original.is_original:
        told = {"original_language": original.language.value}
        staff.amend(Amendment(expression=original.id, values=told, seen=original.revision))
    for edition in work.expressions:
        said = visit.text(f"official.{edition.id}")
        known = ("yes" if edition.official.value else "no") if edition.official else ""
        if said != known and said in ("", "yes", "no"):
            staff.amend(Amendment(expression=edition.id, values={"official": said or None}))


def _some(chosen: list[str]) -> list[str]:
    if not chosen:
        raise UsageError("none-chosen", "No edition is ticked.", "Tick those that are meant.")
    return chosen


def _values(visit: Visit, work: Work) -> dict[str, Any]:
    asked = visit.request.query_params
    return {
        "work": work,
        "editions": _editions(work),
        "statuses": STATUSES,
        "found": None,
        "purpose": "",
        "chosen": [],
        "done": asked.get("done") == "yes",
        "told": visit.text("other"),
    }


def _editions(work: Work) -> list[Expression]:
    return [edition for edition in work.expressions if edition.status not in GONE]


def _found(visit: Visit, told: str, work: Work) -> list[Mapping[str, Any]]:
    """Other publications that an address, an id or words of a title may mean."""
    stacks = visit.rooms.library.stacks
    named = _NAMED.search(told)
    name = named[1] if named else told
    one = stacks.work(name) or stacks.expression(name) if re.fullmatch(r"[A-Za-z0-9._-]{1,200}", name) else None
    if one is not None and one.merged_into is not None:
        one = stacks.work(one.merged_into)
    works = [one] if one else []
    if not works and told:
        records = visit.rooms.library.queue.page(Wanted(text=told), limit=50).records
        ids = list(dict.fromkeys(record.work_id for record in records))[:_MOST]
        works = [found for each in ids if (found := stacks.work(each)) is not None]
    return [{"work": each, "editions": _editions(each)} for each in works if each.id != work.id]


def _work(visit: Visit, work_id: str) -> Work:
    work = visit.rooms.library.stacks.work(work_id)
    if work is None:
        raise NotHere("work-not-here", f"There is no publication {work_id}.", "Search for it by its title.")
    return work


PAGES: Final = (StaffPage(path=addresses.WORK, handler=publication, needs=Role.EDITOR, methods=("GET", "POST")),)
