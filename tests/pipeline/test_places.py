"""What a path's past means: files that move, are copied, replaced, or swapped lose nothing and mix nothing up."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.pipeline.model import Outcome
from dragoman.pipeline.upkeep import check
from dragoman.record.model import Evidence, Source
from dragoman.store.library import Library
from dragoman.store.model import Change
from tests.pipeline.conftest import make_report
from tests.pipeline.test_ingest import outcomes, take_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


def titles(library: Library) -> dict[str, int]:
    """Titles of the editions that are listed, with the number of revisions of their file."""
    return {
        e.title.value: len(m.files)
        for w in library.catalogue.works()
        for e in w.expressions
        for m in w.manifestations_of(e.id)
    }


def test_a_copy_that_becomes_another_report_leaves_the_first_alone(library: Library, folder: Path) -> None:
    make_report(folder / "report.en.pdf", title="Of Fisheries", word="fisheries")
    shutil.copy(folder / "report.en.pdf", folder / "report.fr.pdf")
    take_in(library, folder)
    make_report(folder / "report.fr.pdf", title="Of Forestry", word="forestry")
    take_in(library, folder)
    assert titles(library) == {"Of Fisheries": 1, "Of Forestry": 1}
    assert outcomes(take_in(library, folder)) == {Outcome.UNCHANGED: 2}
    assert list(check(library)) == []


def test_a_file_that_moved_and_one_that_took_its_place_are_two(library: Library, folder: Path) -> None:
    make_report(folder / "inbox/scan.pdf", title="Of Fisheries", word="fisheries")
    take_in(library, folder)
    (folder / "archive").mkdir()
    for name in ("archive/a.pdf", "zz.pdf"):  # met before and after the old path
        (folder / "inbox/scan.pdf").rename(folder / name)
        make_report(folder / "inbox/scan.pdf", title=f"Of {name}", word=f"forestry {name}")
        take_in(library, folder)
    assert titles(library) == {"Of Fisheries": 1, "Of archive/a.pdf": 1, "Of zz.pdf": 1}
    assert list(check(library)) == []


def test_a_revision_goes_to_the_work_of_its_own_path(library: Library, folder: Path) -> None:
    first, second = folder / "p.pdf", folder / "q.pdf"
    make_report(first, title="Of Fisheries", word="fisheries")
    make_report(second, title="Of Forestry", word="forestry")
    take_in(library, folder)
    before = second.read_bytes()
    shutil.copy(second, first)
    assert outcomes(take_in(library, folder)) == {Outcome.COPY: 1, Outcome.UNCHANGED: 1}
    make_report(first, title="Of Farming", word="farming")
    take_in(library, folder)
    assert second.read_bytes() == before
    assert titles(library) == {"Of Fisheries": 1, "Of Forestry": 1, "Of Farming": 1}
    assert list(check(library)) == []


def test_the_same_new_bytes_at_a_new_and_a_changed_path_are_one(library: Library, folder: Path) -> None:
    make_report(folder / "m.pdf", title="Of Fisheries", word="fisheries")
    take_in(library, folder)
    make_report(folder / "m.pdf", title="Of Forestry", word="forestry")
    for name in ("a.pdf", "z.pdf"):
        shutil.copy(folder / "m.pdf", folder / name)
    take_in(library, folder)
    assert titles(library) == {"Of Fisheries": 1, "Of Forestry": 1}
    assert list(check(library)) == []


def test_a_large_file_that_is_no_document_is_not_copied(library: Library, folder: Path) -> None:
    folder.mkdir()
    with (folder / "film.mp4").open("wb") as film:
        film.truncate(1 << 40)  # a terabyte, none of it on the disk
    assert outcomes(take_in(library, folder)) == {Outcome.PASSED_OVER: 1}


def test_what_a_person_has_placed_stays_there_whatever_comes_at_its_path(library: Library, folder: Path) -> None:
    make_report(folder / "report.pdf", title="Of Fisheries", word="fisheries")
    take_in(library, folder)
    (work,) = library.catalogue.works()
    said = Evidence(item=work.manifestations[0].current.item, source=Source.PERSON, method="editor", confidence=1.0)
    placed = replace(work, expressions=tuple(replace(e, placement=said) for e in work.expressions))
    with library.writer() as writer:
        writer.keep(Change(works=(placed,)))
    make_report(folder / "report.pdf", title="Of Forestry", word="forestry")
    assert outcomes(take_in(library, folder)) == {Outcome.REVISION: 1}
    (work,) = library.catalogue.works()
    assert [e.placement for e in work.expressions] == [said]
    assert titles(library) == {"Of Forestry": 2}
