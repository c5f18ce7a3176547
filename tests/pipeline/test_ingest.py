"""A folder is taken in whole, once, again, changed, renamed; what happened to each file is said."""

import shutil
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dragoman.pipeline.desk import Desk
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Found, Outcome, Settled
from dragoman.pipeline.upkeep import check, open_index, rebuild
from dragoman.search.model import Query
from dragoman.store.library import Library
from tests.accession.test_sites import chained
from tests.pipeline.conftest import make_report


def take_in(library: Library, place: Path) -> list[Settled]:
    events = list(ingest(library, [str(place)], processes=2))
    assert isinstance(events[0], Found)
    settled = [event for event in events[1:] if isinstance(event, Settled)]
    assert events[0].files == len(settled)
    return settled


def outcomes(settled: list[Settled]) -> Counter[Outcome]:
    return Counter(event.outcome for event in settled)


def test_a_folder_goes_in_and_the_same_folder_again_does_nothing(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name, word in (("a.pdf", "migration"), ("sub/b.pdf", "forestry"), ("sub/no-extension", "fisheries")):
        make_report(folder / name, title=f"A Study of {word}", word=word)
    assert outcomes(take_in(library, folder)) == {Outcome.NEW: 3}
    head = library.catalogue.head()
    assert outcomes(take_in(library, folder)) == {Outcome.UNCHANGED: 3}
    assert library.catalogue.head() == head
    assert list(check(library)) == []


def test_the_same_bytes_under_two_names_are_one_item(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    make_report(folder / "a.pdf", title="A Study")
    make_report(folder / "b.pdf", title="A Study")
    assert outcomes(take_in(library, folder)) == {Outcome.NEW: 1, Outcome.COPY: 1}
    make_report(folder / "c.pdf", title="A Study")
    assert outcomes(take_in(library, folder)) == {Outcome.UNCHANGED: 2, Outcome.COPY: 1}
    (work,) = library.catalogue.works()
    (file,) = work.manifestations[0].files
    assert [Path(path).name for path in file.paths] == ["a.pdf", "b.pdf", "c.pdf"]
    assert work.expressions[0].revision == 1


def test_a_changed_file_is_a_revision_and_the_old_one_stays_readable(library: Library, tmp_path: Path) -> None:
    file = make_report(tmp_path / "in/a.pdf", title="A Study", pages=3)
    (first,) = take_in(library, file.parent)
    make_report(file, title="A Study", pages=5, word="emigration")
    (second,) = take_in(library, file.parent)
    assert second.outcome is Outcome.REVISION
    assert (second.work, second.expression) == (first.work, first.expression)
    work = library.catalogue.work(str(first.work))
    assert work
    (expression,), (manifestation,) = work.expressions, work.manifestations
    assert (expression.pages, expression.revision) == (5, 2)
    old, new = (library.catalogue.item(held.item) for held in manifestation.files)
    assert old
    assert new
    assert Path(old.path).read_bytes() != Path(new.path).read_bytes() == file.read_bytes()
    assert list(check(library)) == []


def test_a_file_that_goes_back_to_what_it_was_is_a_revision_too(library: Library, tmp_path: Path) -> None:
    file = make_report(tmp_path / "in/a.pdf", title="A Study", pages=3)
    for pages in (3, 5, 3):
        make_report(file, title="A Study", pages=pages)
        take_in(library, file.parent)
    (work,) = library.catalogue.works()
    assert work.expressions[0].pages == 3
    assert len(work.manifestations[0].files) == 3
    assert list(check(library)) == []


def test_what_is_no_document_is_passed_over_unless_it_says_it_is_one(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    make_report(folder / "a.pdf", title="A Study")
    (folder / "LICENSE.txt").write_text("Anyone may read this.")
    (folder / "page.pdf").write_text("<!doctype html><title>Not found</title>")
    settled = take_in(library, folder)
    assert outcomes(settled) == {Outcome.NEW: 1, Outcome.PASSED_OVER: 1, Outcome.REJECTED: 1}
    (rejection,) = (event.rejection for event in settled if event.rejection)
    assert rejection.code == "not-a-pdf"
    assert list(library.spool.iterdir()) == []


def test_the_date_of_upload_is_the_machines(library: Library, tmp_path: Path) -> None:
    make_report(tmp_path / "in/a.pdf", title="A Study")
    then = datetime(2015, 10, 13, 9, 30, tzinfo=UTC)
    list(ingest(library, [str(tmp_path / "in")], desk=Desk(library, now=lambda: then)))
    (work,) = library.catalogue.works()
    assert work.expressions[0].uploaded == "2015-10-13T09:30:00Z"


def test_what_went_in_is_found_and_after_a_rebuild_too(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    make_report(folder / "a.pdf", title="A Study of Fisheries", word="fisheries")
    make_report(folder / "b.pdf", title="A Study of Forestry", word="forestry")
    take_in(library, folder)
    before = open_index(library).search(Query(text="fisheries"))
    assert [entry.title for entry in before.entries] == ["A Study of Fisheries"]
    assert before.entries[0].hits[0].passage.page == 2
    works = library.catalogue.works()
    library.close()
    for derived in library.folder.iterdir():
        if derived != library.root.folder:
            _remove(derived)
    rebuild(library.folder)
    again = Library.open(library.folder)
    assert again.catalogue.works() == works
    assert open_index(again).search(Query(text="fisheries")) == before
    assert outcomes(take_in(again, folder)) == {Outcome.UNCHANGED: 2}
    assert list(check(again)) == []
    again.close()


def test_a_file_that_was_lost_from_the_root_is_brought_back_by_taking_it_in_again(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    make_report(folder / "a.pdf", title="A Study of Fisheries", word="fisheries")
    make_report(folder / "b.pdf", title="A Study of Forestry", word="forestry")
    take_in(library, folder)
    works = library.catalogue.works()
    shutil.rmtree(library.root.item_folder(works[0].manifestations[0].current.item))
    assert len(rebuild(library.folder).lost) == 1
    with closing(Library.open(library.folder)) as again:
        assert again.catalogue.works() == works
        assert outcomes(take_in(again, folder)) == {Outcome.UNCHANGED: 2}
        assert again.catalogue.works() == works
        assert [len(open_index(again).search(Query(text=word)).entries) for word in ("fisheries", "forestry")] == [1, 1]
        assert list(check(again)) == []


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in path.iterdir():
            _remove(inner)
        path.rmdir()
    else:
        path.unlink()


def test_a_byte_or_a_file_of_the_index_that_changed_is_found(library: Library, tmp_path: Path) -> None:
    make_report(tmp_path / "in/a.pdf", title="A Study")
    take_in(library, tmp_path / "in")
    (terms,) = (library.folder / "index").glob("*/*.term")
    whole = terms.read_bytes()
    for damage in (bytes([whole[0] ^ 1]) + whole[1:], whole[:-1], b""):
        terms.write_bytes(damage)
        assert {(finding.code, finding.where) for finding in check(library)} == {("index-broken", str(terms))}
    terms.unlink()
    assert [finding.code for finding in check(library)] == ["index-broken"]
    rebuild(library.folder)
    with closing(Library.open(library.folder)) as again:
        assert list(check(again)) == []


def test_a_folder_of_web_pages_is_one_document_that_a_change_revises(library: Library, tmp_path: Path) -> None:
    folder = chained(tmp_path / "in/manual")
    (settled,) = take_in(library, tmp_path / "in")
    assert (settled.outcome, settled.title) == (Outcome.NEW, "The Valley Manual")
    (work,) = library.catalogue.works()
    assert work.manifestations[0].current.file_name == "manual.zip"
    assert [entry.title for entry in open_index(library).search(Query(text="mango")).entries] == ["The Valley Manual"]
    assert outcomes(take_in(library, tmp_path / "in")) == {Outcome.UNCHANGED: 1}
    page = folder / "mango.html"
    page.write_text(page.read_text().replace("river", "mountain river"))
    assert outcomes(take_in(library, tmp_path / "in")) == {Outcome.REVISION: 1}
    assert list(check(library)) == []
