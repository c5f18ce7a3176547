"""What a sheet says is kept as a person's word: it outranks what was read, contradictions are listed, and a wrong row
spoils only itself.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.pipeline.importing.flow import import_offers
from dragoman.pipeline.importing.model import Imported, Manner, Outcome
from dragoman.pipeline.importing.sources import offers_at
from dragoman.pipeline.ingest import ingest
from dragoman.record.model import Expression, Source
from dragoman.store.library import Library
from tests.pipeline.conftest import library, make_report

__all__ = ["library"]
WORDS = ("migration", "forestry", "fisheries")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for word in WORDS:
        make_report(tmp_path / "in" / f"{word}.pdf", title=f"A Study of {word}", word=word)
    return tmp_path / "in"


def sheet(folder: Path, *rows: Mapping[str, str], name: str = "sheet.csv") -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return folder / name


def take(
    library: Library, place: Path, *, by: str = "Ana", dry_run: bool = False, overrule: bool = False
) -> list[Imported]:
    manner = Manner(by=by, method=f"import of {place.name}", dry_run=dry_run, overrule=overrule, processes=1)
    events = import_offers(library, offers_at(place), manner)
    return [event for event in events if isinstance(event, Imported)]


def edition(library: Library, event: Imported) -> Expression:
    work = library.catalogue.expression(event.edition or "")
    found = work.expression(event.edition or "") if work else None
    assert found
    return found


def test_a_row_takes_its_file_in_and_outranks_what_was_read_from_it(library: Library, folder: Path) -> None:
    row = {"file": "migration.pdf", "title": "Migration, its Causes", "authors": "Petrova, Ana | Border Institute"}
    (event,) = take(library, sheet(folder, {**row, "date": "13/10/2015", "subjects": "migration|borders"}))
    assert event.outcome is Outcome.APPLIED
    told = edition(library, event)
    assert told.title.value == "Migration, its Causes"
    assert told.title.evidence.source is Source.PERSON
    assert (told.title.evidence.by, told.title.evidence.method) == ("Ana", "import of sheet.csv")
    assert [(s.value.name, s.value.kind) for s in told.contributions] == [
        ("Petrova, Ana", "Personal"),
        ("Border Institute", "Organizational"),
    ]
    assert told.date
    assert told.date.value == "2015-10-13"
    assert ("title", "A Study of migration") in [(c.field, c.before) for c in event.contradictions]
    assert event.contradictions[0].place == "row 2, column B (title)"


def test_a_sheet_that_says_nothing_new_changes_nothing(library: Library, folder: Path) -> None:
    made = sheet(folder, {"file": "migration.pdf", "title": "Migration", "legacy_url": "/old/1"})
    take(library, made)
    head = library.catalogue.head()
    (again,) = take(library, made)
    assert again.outcome is Outcome.UNCHANGED
    assert not again.contradictions
    assert library.catalogue.head() == head


def test_a_wrong_row_spoils_only_itself_and_is_named(library: Library, folder: Path) -> None:
    events = take(
        library,
        sheet(
            folder,
            {"file": "migration.pdf", "title": "One", "isbn": "978-3-16-148410-1", "language": "English"},
            {"file": "forestry.pdf", "title": "Two", "isbn": "978-3-16-148410-0", "language": "Elbonian"},
            {"file": "fisheries.pdf", "title": "Three", "isbn": "978-3-16-148410-0", "language": "French"},
            {"file": "nowhere.pdf", "title": "Four"},
            {"file": "../outside.pdf", "title": "Five"},
            {"file": "", "title": "Six"},
        ),
    )
    assert [event.outcome for event in events] == [
        Outcome.FAILED,
        Outcome.FAILED,
        Outcome.APPLIED,
        Outcome.FAILED,
        Outcome.FAILED,
        Outcome.WITHOUT_FILE,
    ]
    places = [problem.place for event in events for problem in event.problems]
    assert places == [
        "row 2, column C (isbn)",
        "row 3, column D (language)",
        "row 5, column A (file)",
        "row 6, column A (file)",
    ]
    assert all(problem.remedy for event in events for problem in event.problems)
    titles = {e.title.value for work in library.catalogue.works() for e in work.expressions}
    assert titles == {"A Study of migration", "A Study of forestry", "Three"}


def test_what_another_person_said_stays_unless_he_is_overruled(library: Library, folder: Path) -> None:
    made = sheet(folder, {"file": "migration.pdf", "title": "From the sheet", "publisher": "Migration Press"})
    (first,) = take(library, made)
    by_hand = Cataloguing(library, by="Boris")
    by_hand.amend(Amendment(expression=first.edition or "", values={"title": "By hand"}))
    (kept,) = take(library, made)
    assert [(c.field, c.before, c.kept) for c in kept.contradictions] == [("title", "By hand", True)]
    assert kept.contradictions[0].evidence.by == "Boris"
    assert edition(library, kept).title.value == "By hand"
    (overruled,) = take(library, made, overrule=True)
    assert edition(library, overruled).title.value == "From the sheet"


def test_a_sheet_that_was_corrected_corrects_what_it_said_before(library: Library, folder: Path) -> None:
    take(library, sheet(folder, {"file": "migration.pdf", "title": "Migraton"}))
    (event,) = take(library, sheet(folder, {"file": "migration.pdf", "title": "Migration"}), by="Boris")
    assert edition(library, event).title.value == "Migration"
    assert [c.kept for c in event.contradictions] == [False]


def test_identifiers_and_contributors_of_other_kinds_stay(library: Library, folder: Path) -> None:
    rows = {"file": "migration.pdf", "isbn": "978-3-16-148410-0", "translators": "Ivanov, Ivan", "legacy_url": "/a"}
    take(library, sheet(folder, rows))
    (event,) = take(
        library, sheet(folder, {"file": "migration.pdf", "doi": "10.5555/1", "authors": "B", "legacy_url": "/b"})
    )
    told = edition(library, event)
    assert {s.value.scheme for s in told.identifiers} == {"ISBN", "DOI"}
    assert {s.value.role for s in told.contributions} == {"aut", "trl"}
    assert [s.value for s in told.former_addresses] == ["/a", "/b"]


def test_a_dash_says_that_there_is_none(library: Library, folder: Path) -> None:
    take(library, sheet(folder, {"file": "migration.pdf", "publisher": "Migration Press"}))
    (event,) = take(library, sheet(folder, {"file": "migration.pdf", "publisher": "-"}))
    assert edition(library, event).publisher is None


def test_a_dry_run_says_what_would_be_and_changes_nothing(library: Library, folder: Path) -> None:
    list(ingest(library, [str(folder / "migration.pdf")], processes=1))
    head = library.catalogue.head()
    rows = [
        {"file": f"{word}.pdf", "title": f"On {word}", "date": "2015" if word != "fisheries" else "?"} for word in WORDS
    ]
    events = take(library, sheet(folder, *rows), dry_run=True)
    assert [event.outcome for event in events] == [Outcome.APPLIED, Outcome.NEW, Outcome.FAILED]
    assert set(events[0].changed) == {"title", "date"}
    assert events[0].contradictions
    assert library.catalogue.head() == head


def test_an_import_that_was_stopped_goes_on(library: Library, folder: Path) -> None:
    made = sheet(folder, *({"file": f"{word}.pdf", "title": f"On {word}"} for word in WORDS))
    manner = Manner(by="Ana", method="import of sheet.csv", processes=1)
    stopped = import_offers(library, offers_at(made), manner)
    next(stopped)
    stopped.close()  # type: ignore[attr-defined]  # a generator
    assert Counter(event.outcome for event in take(library, made)) == {Outcome.APPLIED: 3}
    assert {e.title.value for w in library.catalogue.works() for e in w.expressions} == {f"On {w}" for w in WORDS}


def test_an_edition_that_is_here_is_named_by_its_id_or_address(library: Library, folder: Path) -> None:
    list(ingest(library, [str(folder)], processes=1))
    ids = [e.id for work in library.catalogue.works() for e in work.expressions]
    rows = [{"id": ids[0], "title": "One"}, {"id": f"https://x.example/editions/{ids[1]}", "title": "Two"}]
    events = take(library, sheet(folder, *rows, {"id": "enothere", "title": "Three"}))
    assert [event.outcome for event in events] == [Outcome.APPLIED, Outcome.APPLIED, Outcome.FAILED]
    assert [edition(library, event).title.value for event in events[:2]] == ["One", "Two"]


def test_a_broken_sheet_keeps_the_rows_before_the_break(library: Library, folder: Path) -> None:
    made = folder / "sheet.csv"
    made.write_text(f'file,title\nmigration.pdf,One\nforestry.pdf,"{"x" * 2_000_000}', encoding="utf-8")
    events = take(library, made)
    assert [event.outcome for event in events] == [Outcome.APPLIED, Outcome.FAILED]
    assert "line 3" in events[1].problems[0].message


def described(folder: Path, name: str, title: str) -> Iterator[Path]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<dc><title>{title}</title><language>eng</language></dc>", encoding="utf-8")
    yield path


def test_descriptions_lie_beside_their_files(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("a.pdf", "b.pdf", "alone/c.pdf"):
        make_report(folder / name, title=f"Read from {name}", word=name[0] * 5)
    for name, title in (("a.xml", "A"), ("b.pdf.dc.xml", "B"), ("alone/record.xml", "C"), ("broken.xml", "&")):
        next(described(folder, name, title))
    events = take(library, folder)
    assert Counter(event.outcome for event in events) == {Outcome.APPLIED: 3, Outcome.FAILED: 1}
    titles = {e.title.value for work in library.catalogue.works() for e in work.expressions}
    assert titles == {"A", "B", "C"}
    assert [p.place for event in events for p in event.problems] == ["broken.xml"]
