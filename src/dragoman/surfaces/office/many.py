"""Many records at once: a field set, a value added or taken out, words found and replaced; shown before it is done.

In: the records that were ticked, or all that the queue was narrowed to; what is to be done. Out: what would change,
record by record; then what has. Who changed one of them meanwhile is not overruled: that record is left, and named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.office.model import Role
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Conflict, Outcome, Unsound
from dragoman.record.amendment import value_of
from dragoman.record.fields import FIELDS
from dragoman.record.model import Expression, Work
from dragoman.store.queue import MOST
from dragoman.surfaces.office import addresses, choices
from dragoman.surfaces.office.fields import NAMES
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message
from dragoman.surfaces.office.queue_page import NARROWING, wanted
from dragoman.surfaces.office.record_form import said

SHOWN: Final = 100
METHOD: Final = "said of many records at once"
_LARGEST: Final = 2_000_000
OPERATIONS: Final = {
    "set": message("Set the field to"),
    "add": message("Add the value"),
    "remove": message("Take the value out"),
    "replace": message("Find and replace"),
    "empty": message("Leave the field empty"),
}
FIELDS_OF_MANY: Final = tuple(name for name in FIELDS if name not in ("sections", "contributions"))
TEXTS: Final = ("title", "abstract", "publisher", "subjects", "series", "notes", "former_addresses", "rights")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done to each record."""

    operation: str
    field: str
    value: str = ""
    find: str = ""

    @classmethod
    def of(cls, visit: Visit) -> "Order":
        """What the form says. Errors: `UsageError` where it can't be done."""
        order = cls(
            operation=visit.text("operation"),
            field=visit.text("field"),
            value=visit.text("value"),
            find=visit.secret("find"),
        )
        if order.operation not in OPERATIONS or order.field not in FIELDS_OF_MANY:
            raise UsageError("many-order", "It is not said what to do.", "Choose a field and what to do with it.")
        if order.operation in ("add", "remove") and not FIELDS[order.field].many:
            raise UsageError("many-order", f"{order.field} has one value only.", "Set it, or find and replace.")
        if order.operation == "replace" and (not order.find or order.field not in TEXTS):
            raise UsageError(
                "many-order", "It is not said what to find.", "Give the words to find in a field of words."
            )
        if order.operation in ("set", "add", "remove") and not order.value:
            raise UsageError("many-order", "No value is given.", "Give one, or choose to leave the field empty.")
        return order

    def value_for(self, work: Work, edition: Expression) -> Any:  # noqa: ANN401 - a value of any field
        """What this record's field is to be."""
        now = value_of(work, edition.id, self.field)
        if self.operation == "empty":
            return None
        if self.operation == "set":
            return self.value
        if self.operation == "add":
            return now if self.value in map(said, now) else [*now, self.value]
        if self.operation == "remove":
            return [each for each in now if said(each) != self.value]
        if FIELDS[self.field].many:
            return [self._replaced(each) for each in now]
        return self._replaced(now) if now is not None else None

    def _replaced(self, value: object) -> object:
        """The value with the words replaced; where they are not in it, the value as it was."""
        text = said(value)
        return text.replace(self.find, self.value) if self.find in text else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far it is: what was ordered, and what that changes, or has changed."""

    order: Order | None = None
    outcomes: Sequence[tuple[Amendment, Outcome]] = ()
    applied: bool = False
    trouble: UsageError | None = None


def many(visit: Visit) -> Response:
    """Which records, what to do; what would change; what has changed."""
    if visit.request.method != "POST":
        return visit.to(addresses.REVIEW)
    chosen = _chosen(visit)
    if not chosen:
        return visit.to(addresses.REVIEW)
    act = visit.text("act")
    if act not in ("preview", "apply"):
        return _page(visit, chosen, Done())
    try:
        order = Order.of(visit)
    except UsageError as error:
        return _page(visit, chosen, Done(trouble=error))
    if act == "preview":
        return _page(visit, chosen, Done(order=order, outcomes=_tried(visit, chosen, order)))
    return _applied(visit, chosen, order)


def _chosen(visit: Visit) -> list[tuple[str, int | None]]:
    """The ids of the records, and the revision at which each was shown."""
    if seen := visit.text("seen"):
        pairs = (pair.partition(":") for pair in seen.split(",")[:MOST])
        return [(name, int(revision) if revision.isdigit() else None) for name, _, revision in pairs]
    if visit.text("all") == "yes":
        names = {name: visit.text(name) for name in NARROWING}
        found = visit.rooms.library.queue.page(wanted(names), limit=MOST)
        return [(record.id, None) for record in found.records]
    return [(name, None) for name in visit.form.getlist("id")[:MOST] if isinstance(name, str)]


def _amendments(visit: Visit, chosen: Sequence[tuple[str, int | None]], order: Order) -> list[Amendment]:
    held = visit.rooms.library.stacks.holders([name for name, _ in chosen])
    found = []
    for name, seen in chosen:
        work = held.get(name)
        edition = work.expression(name) if work else None
        if work is None or edition is None:
            continue
        value = order.value_for(work, edition)
        found.append(Amendment(expression=name, values={order.field: value}, seen=seen or edition.revision))
    return found


def _tried(visit: Visit, chosen: Sequence[tuple[str, int | None]], order: Order) -> list[tuple[Amendment, Outcome]]:
    cataloguing = Cataloguing(visit.rooms.library, by=visit.who.name, method=METHOD, now=visit.office.clock)
    return [(amendment, cataloguing.preview(amendment)) for amendment in _amendments(visit, chosen, order)]


def _applied(visit: Visit, chosen: Sequence[tuple[str, int | None]], order: Order) -> Response:
    cataloguing = Cataloguing(visit.rooms.library, by=visit.who.name, method=METHOD, now=visit.office.clock)
    amendments = _amendments(visit, chosen, order)
    outcomes = list(zip(amendments, cataloguing.amend_all(amendments), strict=True))
    return _page(visit, chosen, Done(order=order, outcomes=outcomes, applied=True))


def _page(
    visit: Visit,
    chosen: Sequence[tuple[str, int | None]],
    done: Done,
) -> Response:
    order, outcomes, applied, trouble = done.order, done.outcomes, done.applied, done.trouble
    changing = [(a, o) for a, o in outcomes if isinstance(o, Amended) and o.differences]
    failing = [(a, o) for a, o in outcomes if isinstance(o, Unsound | Conflict)]
    titles = {
        r.id: r for r in visit.rooms.library.queue.by_ids([a.expression for a, _ in (*changing, *failing)][:MOST])
    }
    return visit.page(
        "many.html",
        {
            "chosen": chosen,
            "count": len(chosen),
            "seen": ",".join(f"{a.expression}:{a.seen}" for a, _ in outcomes) or ",".join(f"{n}:" for n, _ in chosen),
            "order": order,
            "told": {name: visit.secret(name) for name in ("operation", "field", "value", "find")},
            "operations": OPERATIONS,
            "fields": {name: NAMES[name] for name in FIELDS_OF_MANY},
            "changes": [_change(titles, outcome, order) for _, outcome in changing[:SHOWN]],
            "changing": len(changing),
            "failing": [_failure(titles, outcome) for _, outcome in failing[:SHOWN]],
            "failing_count": len(failing),
            "applied": applied,
            "trouble_said": trouble,
            "choices": choices.of(visit.interface, visit.rooms.settings),
        },
        status=422 if trouble else 200,
    )


def _change(titles: dict[str, Any], outcome: Outcome, order: Order | None) -> dict[str, Any]:
    assert isinstance(outcome, Amended)
    assert order is not None
    told = next((d for d in outcome.differences if d.field == order.field), outcome.differences[0])
    return {"record": titles[outcome.expression], "before": _text(told.before), "after": _text(told.after)}


def _failure(titles: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    words = f"{outcome.faults[0].message} {outcome.faults[0].remedy}" if isinstance(outcome, Unsound) else ""
    return {"record": titles.get(outcome.expression), "words": words}


def _text(value: object) -> str:
    return " · ".join(map(said, value)) if isinstance(value, tuple) else said(value)


PAGES: Final = (
    StaffPage(path=addresses.MANY, handler=many, needs=Role.EDITOR, methods=("GET", "POST"), largest=_LARGEST),
)
