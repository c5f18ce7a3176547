"""What a person says of records is kept at once, compared with what he saw, by the one writer whom all share."""

import threading
import time
from pathlib import Path

import pytest

from dragoman.errors import LibraryBusy
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Conflict, Missing, Unsound
from dragoman.record.model import Expression
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.rebuild import rebuild
from tests.store.made import Made, keep

FIRST = Made(name="a", title="The Report")
SECOND = Made(name="b", title="Another", language="fr")


def edition(library: Library, place: int = 0) -> Expression:
    """The edition as the catalogue has it, which is as the root has it."""
    made = (FIRST, SECOND)[place]
    work = library.catalogue.work(made.work.id)
    assert work is not None
    assert work == library.root.work(work.id)
    return work.expressions[0]


def amendment(place: int = 0, *, seen: int | None = None, **values: object) -> Amendment:
    return Amendment(expression=(FIRST, SECOND)[place].work.expressions[0].id, values=values, seen=seen)


def test_an_amendment_is_kept_in_root_and_catalogue(library: Library) -> None:
    keep(library, FIRST)
    outcome = Cataloguing(library, by="Ana").amend(amendment(title="Better", date="2016"))
    assert isinstance(outcome, Amended)
    assert (outcome.revision, [d.field for d in outcome.differences]) == (2, ["title", "date"])
    assert edition(library).title.value == "Better"
    assert library.catalogue.browse().editions[0].title == "Better"
    assert library.catalogue.browse().editions[0].year == 2016
    assert [line.work_id for line in library.catalogue.journal(after=1)] == [FIRST.work.id]
    assert list(check(library)) == []


def test_what_he_said_is_there_after_a_rebuild(library: Library, folder: Path, database_url: str | None) -> None:
    keep(library, FIRST)
    Cataloguing(library, by="Ana", method="sheet report.csv").amend(amendment(rights="CC-BY-4.0", notes="x"))
    before = edition(library)
    library.close()
    rebuild(folder, database_url=database_url)
    opened = Library.open(folder, database_url=database_url)
    assert edition(opened) == before
    assert before.rights is not None
    assert (before.rights.evidence.by, before.rights.evidence.method) == ("Ana", "sheet report.csv")
    opened.close()


def test_of_several_each_has_its_outcome_in_order(library: Library) -> None:
    keep(library, FIRST, SECOND)
    missing = Amendment(expression="enowhere", values={"title": "x"})
    outcomes = list(
        Cataloguing(library, by="Ana").amend_all(
            [amendment(title="One"), missing, amendment(1, date="soon", title="Two"), amendment(publisher="IOM")]
        )
    )
    assert [type(outcome) for outcome in outcomes] == [Amended, Missing, Unsound, Amended]
    assert isinstance(outcomes[2], Unsound)
    assert [fault.field for fault in outcomes[2].faults] == ["date"]
    assert (edition(library).title.value, edition(library).revision) == ("One", 3)
    assert (edition(library, 1).title.value, edition(library, 1).revision) == ("Another", 1)


def test_what_the_record_says_already_changes_nothing(library: Library) -> None:
    keep(library, FIRST)
    desk = Cataloguing(library, by="Ana")
    desk.amend(amendment(title="Better"))
    before = library.catalogue.version()
    outcome = desk.amend(amendment(title="Better"))
    assert isinstance(outcome, Amended)
    assert outcome.differences == ()
    assert library.catalogue.version() == before


def test_two_who_change_the_same_field_see_the_difference(library: Library) -> None:
    keep(library, FIRST)
    Cataloguing(library, by="Ana").amend(amendment(seen=1, title="Ana's", publisher="IOM"))
    outcome = Cataloguing(library, by="Boris").amend(amendment(seen=1, title="Boris's", date="2016"))
    assert isinstance(outcome, Conflict)
    assert (outcome.seen, outcome.revision, outcome.contested) == (1, 2, ("title",))
    assert [(d.field, d.before, d.after) for d in outcome.differences] == [
        ("title", "The Report", "Ana's"),
        ("publisher", None, "IOM"),
    ]
    assert edition(library).title.value == "Ana's"
    merged = Cataloguing(library, by="Boris").amend(amendment(seen=2, title="Boris's", date="2016"))
    assert isinstance(merged, Amended)


def test_two_who_change_different_fields_are_both_right(library: Library) -> None:
    keep(library, FIRST)
    Cataloguing(library, by="Ana").amend(amendment(seen=1, title="Ana's"))
    outcome = Cataloguing(library, by="Boris").amend(amendment(seen=1, date="2016", title="Ana's"))
    assert isinstance(outcome, Amended)
    assert (edition(library).title.value, edition(library).revision) == ("Ana's", 3)


def test_a_revision_that_never_was_is_a_conflict(library: Library) -> None:
    keep(library, FIRST)
    outcome = Cataloguing(library, by="Ana").amend(amendment(seen=7, title="x"))
    assert isinstance(outcome, Conflict)
    assert outcome.contested == ("title",)


def test_a_preview_keeps_nothing(library: Library) -> None:
    keep(library, FIRST)
    before = library.catalogue.version()
    outcome = Cataloguing(library, by="Ana").preview(amendment(title="Better"))
    assert isinstance(outcome, Amended)
    assert [(d.before, d.after) for d in outcome.differences] == [("The Report", "Better")]
    assert library.catalogue.version() == before


def test_he_waits_for_the_writers_place_and_comes_next(library: Library) -> None:
    """Whoever leaves the place and wants it again at once, as an ingest does, comes behind him."""
    keep(library, FIRST)
    done = threading.Event()
    turns = 0

    def busy() -> None:
        nonlocal turns
        while not done.is_set():
            with library.writer(wait=30):
                turns += 1
                time.sleep(0.05)

    other = threading.Thread(target=busy)
    other.start()
    try:
        while turns < 1:
            time.sleep(0.001)
        before = time.monotonic()
        outcome = Cataloguing(library, by="Ana").amend(amendment(title="Better"))
        waited = time.monotonic() - before
    finally:
        done.set()
        other.join()
    assert isinstance(outcome, Amended)
    assert waited < 5


def test_where_the_place_is_not_free_in_time_he_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(library, FIRST)
    monkeypatch.setattr("dragoman.pipeline.cataloguing.PATIENCE", 0.05)
    with library.writer(), pytest.raises(LibraryBusy):
        Cataloguing(library, by="Ana").amend(amendment(title="Better"))
