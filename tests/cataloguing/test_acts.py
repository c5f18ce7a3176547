"""Works are merged, split and moved, published and withdrawn; it is undone, and any earlier state comes back."""

from dataclasses import replace

import pytest

from dragoman.errors import UsageError
from dragoman.pipeline import acts
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.pipeline.desk import Desk
from dragoman.pipeline.history import history, restore, undo
from dragoman.record.model import Access, Expression, Source, Status, Work
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change
from tests.store.made import Made, keep, keep_as_one

ENGLISH = Made(name="en", title="The Report", tokens=(1, 2, 3, 4))
FRENCH = Made(name="fr", title="Le rapport", language="fr", tokens=(1, 2, 3, 4))
RUSSIAN = Made(name="ru", title="Доклад", language="ru")


def staff(library: Library) -> Cataloguing:
    return Cataloguing(library, by="Ana")


def work(library: Library, made: Made) -> Work:
    found = library.stacks.work(made.work.id)
    assert found is not None
    assert found == library.root.work(found.id)
    return found


def edition(library: Library, made: Made) -> Expression:
    name = made.work.expressions[0].id
    held = library.stacks.expression(name)
    found = held.expression(name) if held else None
    assert found is not None
    return found


def id_of(made: Made) -> str:
    return made.work.expressions[0].id


def said_of(works: tuple[Work, ...]) -> list[tuple[object, ...]]:
    """What works say, without revisions and instants."""
    plain = [(replace(e, revision=0, datestamp=""),) for w in works for e in w.expressions]
    return [*plain, *((w.id, w.merged_into, w.manifestations, w.original_language) for w in works)]


def test_two_works_are_merged_and_stay_so(library: Library) -> None:
    keep(library, ENGLISH, FRENCH)
    acts.merge(staff(library), ENGLISH.work.id, FRENCH.work.id)
    whole = work(library, ENGLISH)
    assert [e.id for e in whole.expressions] == [id_of(ENGLISH), id_of(FRENCH)]
    assert work(library, FRENCH).merged_into == whole.id
    placed = [e.placement for e in whole.expressions if e.placement]
    assert [(p.source, p.by) for p in placed] == [(Source.PERSON, "Ana")] * 2
    assert library.catalogue.successor(FRENCH.work.id) == whole
    assert list(check(library)) == []


def test_an_edition_is_split_off_and_no_ingest_brings_it_back(library: Library) -> None:
    keep_as_one(library, ENGLISH, FRENCH)
    rest, made = acts.split(staff(library), [id_of(FRENCH)])
    assert [e.id for e in rest.expressions] == [id_of(ENGLISH)]
    assert [e.id for e in made.expressions] == [id_of(FRENCH)]
    assert made.manifestations_of(id_of(FRENCH))
    assert made.is_placed
    third = Made(name="es", language="es", tokens=(1, 2, 3, 4))
    with library.writer() as writer:
        new = third.item(library.spool)
        Desk(library)._keep(new, third.description, writer)
    assert [e.id for e in work(library, FRENCH).expressions] == [id_of(FRENCH)]
    assert list(check(library)) == []


def test_the_first_edition_of_a_work_can_leave_it(library: Library) -> None:
    keep_as_one(library, ENGLISH, FRENCH)
    _, made = acts.split(staff(library), [id_of(ENGLISH)])
    assert made.id != ENGLISH.work.id
    assert library.stacks.expression(id_of(ENGLISH)) == made


def test_an_edition_moves_and_an_emptied_work_leads_to_it(library: Library) -> None:
    keep_as_one(library, ENGLISH, FRENCH)
    keep(library, RUSSIAN)
    acts.move(staff(library), [id_of(FRENCH)], RUSSIAN.work.id)
    assert [e.id for e in work(library, RUSSIAN).expressions] == [id_of(RUSSIAN), id_of(FRENCH)]
    acts.move(staff(library), [id_of(ENGLISH)], RUSSIAN.work.id)
    assert work(library, ENGLISH).merged_into == RUSSIAN.work.id
    assert list(check(library)) == []


def test_a_file_becomes_another_format_and_its_old_edition_leads_there(library: Library) -> None:
    whole = keep_as_one(library, ENGLISH, FRENCH)
    acts.move_file(staff(library), whole.manifestations[1].id, id_of(ENGLISH))
    gone = edition(library, FRENCH)
    assert (gone.status, gone.replaced_by) == (Status.DELETED, id_of(ENGLISH))
    assert len(work(library, ENGLISH).manifestations_of(id_of(ENGLISH))) == 2
    with pytest.raises(UsageError):
        acts.move_file(staff(library), "mnowhere", id_of(ENGLISH))


@pytest.mark.parametrize("act", ["merge", "split", "move", "move-file", "withdraw", "amend", "restrict"])
def test_every_act_is_undone(library: Library, act: str) -> None:
    whole = keep_as_one(library, ENGLISH, FRENCH)
    keep(library, RUSSIAN)
    before = (work(library, ENGLISH), work(library, RUSSIAN))
    ana = staff(library)
    match act:
        case "merge":
            acts.merge(ana, ENGLISH.work.id, RUSSIAN.work.id)
        case "split":
            acts.split(ana, [id_of(FRENCH)])
        case "move":
            acts.move(ana, [id_of(FRENCH)], RUSSIAN.work.id)
        case "move-file":
            acts.move_file(ana, whole.manifestations[1].id, id_of(ENGLISH))
        case "withdraw":
            acts.withdraw(ana, [id_of(FRENCH)], "A mistake.")
        case "amend":
            ana.amend(Amendment(expression=id_of(FRENCH), values={"title": "x", "notes": "y"}))
        case "restrict":
            acts.restrict(ana, [id_of(FRENCH)], until="2099-01-01T00:00:00Z")
    undo(ana, library, ENGLISH.work.id)
    after = (work(library, ENGLISH), work(library, RUSSIAN))
    assert said_of(after) == said_of(before)
    assert all(e.revision >= old.revision for w, o in zip(after, before, strict=True)
               for e, old in zip(w.expressions, o.expressions, strict=True))  # fmt: skip
    assert list(check(library)) == []


def test_what_changed_since_is_not_undone_over(library: Library) -> None:
    keep(library, ENGLISH, FRENCH)
    acts.merge(staff(library), ENGLISH.work.id, FRENCH.work.id)
    staff(library).amend(Amendment(expression=id_of(FRENCH), values={"title": "x"}))
    with pytest.raises(UsageError) as raised:
        undo(staff(library), library, FRENCH.work.id)
    assert raised.value.code == "changed-since"
    with pytest.raises(UsageError):
        undo(staff(library), library, keep(library, RUSSIAN)[0].id)


def test_undoing_an_undo_does_it_again(library: Library) -> None:
    keep(library, ENGLISH)
    staff(library).amend(Amendment(expression=id_of(ENGLISH), values={"title": "x"}))
    undo(staff(library), library, ENGLISH.work.id)
    assert edition(library, ENGLISH).title.value == "The Report"
    undo(staff(library), library, ENGLISH.work.id)
    assert edition(library, ENGLISH).title.value == "x"


def test_the_history_says_who_changed_what_from_what(library: Library) -> None:
    keep(library, ENGLISH)
    staff(library).amend(Amendment(expression=id_of(ENGLISH), values={"title": "Better"}))
    acts.withdraw(Cataloguing(library, by="Boris"), [id_of(ENGLISH)], "A mistake.")
    came, amended, withdrawn = history(library, id_of(ENGLISH))
    assert came.act is None
    assert (came.changes[0].before, came.changes[0].after) == (None, 1)
    assert came.files == ("en.pdf",)
    assert amended.act is not None
    assert (amended.act.kind, amended.act.by) == ("amend", "Ana")
    assert [(d.field, d.before, d.after) for d in amended.changes[0].differences] == [("title", "The Report", "Better")]
    assert withdrawn.act is not None
    assert (withdrawn.act.kind, withdrawn.act.by, withdrawn.act.note) == ("withdraw", "Boris", "A mistake.")
    assert [d.field for d in withdrawn.changes[0].differences] == ["status", "withdrawn"]


def test_the_history_of_an_edition_goes_back_before_its_work(library: Library) -> None:
    keep(library, ENGLISH, FRENCH)
    staff(library).amend(Amendment(expression=id_of(FRENCH), values={"title": "Un rapport"}))
    acts.merge(staff(library), ENGLISH.work.id, FRENCH.work.id)
    kinds = [e.act.kind if e.act else None for e in history(library, id_of(FRENCH))]
    assert kinds[:2] == [None, "amend"]
    assert set(kinds[2:]) == {"merge"}


def test_any_earlier_state_comes_back(library: Library) -> None:
    keep(library, ENGLISH)
    ana = staff(library)
    ana.amend(Amendment(expression=id_of(ENGLISH), values={"title": "One", "notes": "x", "date": None}))
    ana.amend(Amendment(expression=id_of(ENGLISH), values={"title": "Two", "notes": None, "date": "1999"}))
    restore(ana, library, id_of(ENGLISH), 2)
    told = edition(library, ENGLISH)
    assert (told.title.value, [n.value for n in told.notes], told.date, told.revision) == ("One", ["x"], None, 4)
    restore(ana, library, id_of(ENGLISH), 1)
    told = edition(library, ENGLISH)
    assert (told.title.value, told.notes, told.title.evidence.source) == ("The Report", (), Source.TITLE_PAGE)
    assert told.date is not None
    with pytest.raises(UsageError):
        restore(ana, library, id_of(ENGLISH), 77)
    assert list(check(library)) == []


def test_the_life_of_a_draft(library: Library) -> None:
    (kept,) = keep(library, ENGLISH)
    draft = replace(kept, expressions=(replace(kept.expressions[0], status=Status.DRAFT),), revision=2)
    with library.writer() as writer:
        writer.keep(Change(works=(draft,)))
    ana = staff(library)
    assert library.catalogue.work(kept.id) is None
    acts.submit(ana, [id_of(ENGLISH)])
    acts.give_back(ana, [id_of(ENGLISH)], "The date is missing.")
    assert edition(library, ENGLISH).returned == "The date is missing."
    with pytest.raises(UsageError):
        acts.withdraw(ana, [id_of(ENGLISH)], "x")
    acts.submit(ana, [id_of(ENGLISH)])
    acts.publish(ana, [id_of(ENGLISH)])
    assert library.catalogue.holdings().expressions == 1
    acts.restrict(ana, [id_of(ENGLISH)], until="2099-01-01T00:00:00Z")
    assert library.catalogue.item(ENGLISH.digest) is None
    assert library.stacks.due("2099-01-01T00:00:00Z") == (kept.id,)
    acts.unseal(ana, [id_of(ENGLISH)])
    assert edition(library, ENGLISH).access is Access.OPEN
    assert library.catalogue.item(ENGLISH.digest) is not None
    acts.withdraw(ana, [id_of(ENGLISH)], "A mistake.")
    assert library.catalogue.holdings().expressions == 0
    acts.reinstate(ana, [id_of(ENGLISH)])
    assert library.catalogue.holdings().expressions == 1
    assert list(check(library)) == []
