"""The review screen: a record beside the page that it was read from. One key confirms it and goes on to the next.

In: visits and what their forms say. Out: the screen; the record as the person has said it, kept by
`pipeline.cataloguing`; where somebody else was faster, the screen with both values at each field that both have
changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from dragoman.errors import NotHere, Refused
from dragoman.office.autosaves import Autosave
from dragoman.office.model import Role
from dragoman.pipeline import acts
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Conflict, Unsound
from dragoman.record.fields import Fault
from dragoman.record.life import UNPUBLISHED
from dragoman.record.model import Expression, Work
from dragoman.store.queue import GONE, Wanted
from dragoman.surfaces.office import addresses, choices
from dragoman.surfaces.office.fields import NAMES, STATUSES, FormState, views
from dragoman.surfaces.office.frame import HEADERS, StaffPage, Visit
from dragoman.surfaces.office.record_form import Filled, filled, pointed, said, sent, values
from dragoman.surfaces.office.sheet import shown_file

STEPS: Final[Mapping[str, Callable[[Cataloguing, Sequence[str]], object]]] = {
    "submit": acts.submit,
    "publish": acts.publish,
}
"""What confirming a draft leads to, by who confirms it."""
LIFE: Final = ("return", "discard-draft")
FOR_EDITORS: Final = ("publish", *LIFE)
TO_CHECK: Final = Wanted(checked=False)
_LARGEST: Final = 4_000_000


def record(visit: Visit) -> Response:
    """The screen, or what becomes of what was sent."""
    work, edition = found(visit)
    if visit.request.method != "POST":
        kept = visit.office.autosaves.of(edition.id, visit.who.id)
        told = _restored(kept, work, edition)
        return _screen(visit, work, edition, Shown(told=told, autosave=kept))
    if not visit.may(Role.EDITOR) and (edition.status not in UNPUBLISHED or visit.text("act") in FOR_EDITORS):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    if visit.text("act") == "discard":
        visit.office.autosaves.drop(edition.id, visit.who.id)
        return visit.to(addresses.record_path(edition.id))
    if visit.text("act") in LIFE:
        return _lived(visit, edition)
    told = sent(visit.form)
    if taken := visit.text("take"):
        return _screen(visit, work, edition, Shown(told=_with_alternative(visit, work, edition, told, taken)))
    return _saved(visit, work, edition, told)


def _saved(visit: Visit, work: Work, edition: Expression, told: Filled) -> Response:
    confirm = visit.text("act") != "save"
    seen = int(revision) if (revision := visit.text("seen")).isdigit() else edition.revision
    amendment = Amendment(
        expression=edition.id,
        values=values(told, *_as_seen(visit, work, edition, seen), every=confirm),
        seen=seen,
        pointed=pointed(visit.form),
    )
    cataloguing = Cataloguing(visit.rooms.library, by=visit.who.name, now=visit.office.clock)
    outcome = cataloguing.amend(amendment)
    match outcome:
        case Amended():
            visit.office.autosaves.drop(edition.id, visit.who.id)
            if (step := STEPS.get(visit.text("act"))) is not None:
                step(cataloguing, [edition.id])
            return _onward(visit, edition, outcome, confirm=confirm)
        case Unsound():
            return _screen(visit, work, edition, Shown(told=told, faults=outcome.faults))
        case Conflict():
            return _contested(visit, work, edition, told, outcome)
        case _:
            raise _gone(edition.id)


def _lived(visit: Visit, edition: Expression) -> Response:
    """What becomes of a draft that is not for readers: back to its author, with a reason, or nothing."""
    staff = Cataloguing(visit.rooms.library, by=visit.who.name, now=visit.office.clock)
    if visit.text("act") == "return":
        acts.give_back(staff, [edition.id], visit.text("reason"))
    else:
        acts.discard(staff, [edition.id])
    following = visit.rooms.library.queue.after(edition.id, TO_CHECK)
    return visit.to(addresses.record_path(following.id) if following else addresses.REVIEW)


def _as_seen(visit: Visit, work: Work, edition: Expression, seen: int) -> tuple[Work, Expression]:
    """The record as it was when the form was filled in: only what differs from that is this person's doing."""
    if seen == edition.revision:
        return work, edition
    then = visit.rooms.library.root.work_when(work.id, edition.id, seen)
    before = then.expression(edition.id) if then else None
    return (then, before) if then and before else (work, edition)


def _onward(visit: Visit, edition: Expression, outcome: Amended, *, confirm: bool) -> Response:
    """After confirming to the next record, else back to this one; the one that is done can be taken back from there."""
    done = {"done": edition.id, "was": outcome.revision - 1 if outcome.differences else None}
    following = visit.rooms.library.queue.after(edition.id, TO_CHECK) if confirm else None
    if following is not None:
        return visit.to(addresses.record_path(following.id), **done)
    return visit.to(addresses.REVIEW, **done) if confirm else visit.to(addresses.record_path(edition.id), saved="yes")


def _contested(visit: Visit, work: Work, edition: Expression, told: Filled, conflict: Conflict) -> Response:
    """Both values at each contested field; what only the other has changed is taken over."""
    theirs = filled(work, edition)
    changed = {difference.field for difference in conflict.differences}
    mixed = {
        name: theirs[name] if name in changed and name not in conflict.contested else value
        for name, value in told.items()
    }
    shown = {name: _as_text(theirs[name]) for name in conflict.contested if name in theirs}
    return _screen(visit, work, edition, Shown(told=mixed, theirs=shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the screen shows beside the record: a form that is not kept yet, its faults, what others have set."""

    told: Filled | None = None
    faults: Sequence[Fault] = ()
    theirs: Mapping[str, str] = field(default_factory=dict)
    autosave: Autosave | None = None

    @property
    def status(self) -> int:
        """Of the answer."""
        return 422 if self.faults else 409 if self.theirs else 200


AS_IT_IS: Final = Shown()


def _screen(visit: Visit, work: Work, edition: Expression, shown: Shown = AS_IT_IS) -> Response:
    library = visit.rooms.library
    file = shown_file(work, edition)
    asked = visit.request.query_params
    form = FormState(
        told=shown.told if shown.told is not None else filled(work, edition),
        faults=shown.faults,
        theirs=shown.theirs,
    )
    values = {
        "work": work,
        "edition": edition,
        "groups": views(work, edition, form, read=library.stacks.description(edition.described_from)),
        "names": NAMES,
        "file": file,
        "number": _first_page(asked.get("page", ""), edition, file.pages if file else 1),
        "siblings": [other for other in work.expressions if other.id != edition.id and other.status not in GONE],
        "unpublished": edition.status in UNPUBLISHED,
        "status": STATUSES[edition.status],
        "left": library.queue.count(TO_CHECK),
        "next": library.queue.after(edition.id, TO_CHECK),
        "done": _done(visit, asked.get("done"), asked.get("was")),
        "saved": asked.get("saved") == "yes",
        "contested": shown.theirs,
        "faults": shown.faults,
        "autosave": shown.autosave,
        "others_at_it": visit.office.autosaves.others(edition.id, visit.who.id),
        "choices": choices.of(visit.interface, visit.rooms.settings),
    }
    return visit.page("review.html", values, status=shown.status)


def _first_page(asked: str, edition: Expression, pages: int) -> int:
    """The page that is shown first: the one asked for, else that of the title."""
    chosen = int(asked) if asked.isascii() and asked.isdigit() else edition.title.evidence.page or 1
    return max(1, min(chosen, max(1, pages)))


def _done(visit: Visit, expression_id: str | None, was: str | None) -> dict[str, Any] | None:
    """The record that was just confirmed, to be named and taken back."""
    work = visit.rooms.library.stacks.expression(expression_id) if expression_id else None
    edition = work.expression(expression_id) if work and expression_id else None
    if edition is None:
        return None
    return {"edition": edition, "was": was if was and was.isdigit() else None}


def _with_alternative(visit: Visit, work: Work, edition: Expression, told: Filled, taken: str) -> Filled:
    """The form with an alternative in its field: "title:1" is the second one."""
    name, _, place = taken.partition(":")
    read = visit.rooms.library.stacks.description(edition.described_from)
    shown = {view.name: view for _, group in views(work, edition, FormState(told=told), read=read) for view in group}
    if name in shown and place.isdigit() and int(place) < len(shown[name].alternatives):
        return {**told, name: shown[name].alternatives[int(place)].text}
    return told


def undo(visit: Visit) -> Response:
    """Takes back what was done last: the values of the record as it was at a revision."""
    work, edition = found(visit)
    was = visit.text("was")
    then = visit.rooms.library.root.work_when(work.id, edition.id, int(was)) if was.isdigit() else None
    before = then.expression(edition.id) if then else None
    if then is None or before is None:
        raise Refused("undo-gone", "That state of the record is not there.", "Correct the record here.")
    restored = values(filled(then, before), work, edition, every=False)
    outcome = Cataloguing(visit.rooms.library, by=visit.who.name, now=visit.office.clock).amend(
        Amendment(expression=edition.id, values=restored, seen=edition.revision)
    )
    if isinstance(outcome, Unsound):
        return _screen(visit, work, edition, Shown(faults=outcome.faults))
    return visit.to(addresses.record_path(edition.id), saved="yes")


def autosave(visit: Visit) -> Response:
    """Keeps what is being typed, for this person and record, until it is saved or discarded."""
    _, edition = found(visit)
    told = msgspec.json.encode(_plain(visit.form)).decode()
    seen = visit.text("seen")
    visit.office.autosaves.put(
        edition.id, visit.who.id, revision=int(seen) if seen.isdigit() else edition.revision, told=told
    )
    return JSONResponse({"kept": True}, headers=HEADERS)


def _plain(form: FormData) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name != "csrf"]


def _restored(kept: Autosave | None, work: Work, edition: Expression) -> Filled | None:
    """The form as somebody left it, over the record as it is now."""
    if kept is None:
        return None
    pairs: list[tuple[str, str | UploadFile]] = msgspec.json.decode(kept.told, type=list[tuple[str, str]])
    return {**filled(work, edition), **sent(FormData(pairs))}


def found(visit: Visit) -> tuple[Work, Expression]:
    """The work and edition that the address names."""
    expression_id = visit.request.path_params["expression_id"]
    work = visit.rooms.library.stacks.expression(expression_id)
    edition = work.expression(expression_id) if work else None
    if work is None or edition is None:
        raise _gone(expression_id)
    return work, edition


def _gone(expression_id: str) -> NotHere:
    return NotHere("edition-not-here", f"There is no edition {expression_id}.", "Search for it by its title.")


def _as_text(value: Any) -> str:  # noqa: ANN401 - a value of any field of the form
    if isinstance(value, tuple):
        return "\n".join(each if isinstance(each, str) else each.name for each in value)
    return said(value)


PAGES: Final = (
    StaffPage(
        path=addresses.RECORD,
        handler=record,
        needs=Role.CONTRIBUTOR,
        methods=("GET", "POST"),
        largest=_LARGEST,
    ),
    StaffPage(path=addresses.AUTOSAVE, handler=autosave, needs=Role.CONTRIBUTOR, methods=("POST",), largest=_LARGEST),
    StaffPage(path=addresses.UNDO, handler=undo, needs=Role.CONTRIBUTOR, methods=("POST",)),
)
