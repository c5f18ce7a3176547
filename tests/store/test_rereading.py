"""A file that is kept can be read again: a new version of its object, the older one stays, and the database follows."""

from dataclasses import replace
from pathlib import Path

from dragoman.document.model import Recognition
from dragoman.record import assembly
from dragoman.record.model import Fingerprint, Work
from dragoman.store import ocfl_object as ocfl
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change, NewReading
from dragoman.store.rebuild import rebuild
from tests.store.made import READ_AGAIN, Made, keep

SCAN = Made(name="scan", unread=(1, 2, 3), tokens=(5, 6))


def reread(library: Library, work: Work, reading: NewReading) -> Work:
    arrival = replace(SCAN.arrival, description=replace(SCAN.description, pages=READ_AGAIN))
    again = assembly.reread(work, arrival)
    with library.writer() as writer:
        writer.keep(Change(readings=(reading,), works=(again,)))
    return again


def test_what_was_read_before_stays_in_an_older_version(library: Library) -> None:
    (work,) = keep(library, SCAN)
    before = library.root.description(SCAN.digest)
    again = reread(library, work, SCAN.read_again())
    inventory = ocfl.read_inventory(library.root.item_folder(SCAN.digest))
    assert list(inventory.versions) == ["v1", "v2"]
    assert library.root.description(SCAN.digest).pages == READ_AGAIN
    assert before.pages == 12
    assert (library.root.item_folder(SCAN.digest) / "v1" / "content" / "description.json").exists()
    assert library.root.item_file(SCAN.digest).read_bytes() == SCAN.bytes
    assert library.catalogue.work(work.id) == again == library.root.work(work.id)
    assert again.expressions[0].revision == work.expressions[0].revision + 1
    assert again.manifestations[0].current.reading == 2
    assert [line.work_id for line in library.catalogue.journal(after=1)] == [work.id]
    assert list(check(library)) == []


def test_the_new_reading_is_found_by_its_own_fingerprint(library: Library) -> None:
    (work,) = keep(library, SCAN)
    reread(library, work, SCAN.read_again(replace(SCAN.description, fingerprint=Fingerprint(tokens=((7, 1), (8, 1))))))
    assert library.catalogue.alike([5, 6], least=1) == ()
    assert [c.work_id for c in library.catalogue.alike([7, 8], least=2)] == [work.id]


def test_files_with_unread_pages_await_ocr_until_it_was_tried(library: Library) -> None:
    (work, _) = keep(library, SCAN, Made(name="text"))
    assert [(one.digest, one.pages) for one in library.catalogue.awaiting()] == [(SCAN.digest, 3)]
    reread(
        library,
        work,
        SCAN.read_again(replace(SCAN.description, recognition=Recognition(engine="e", pages=(1, 2)), unread=(3,))),
    )
    assert library.catalogue.awaiting() == ()


def test_pages_that_lacked_their_language_data_still_await_it(library: Library) -> None:
    (work,) = keep(library, SCAN)
    recognition = Recognition(engine="e", pages=(1, 2), missing=("tesseract-ocr-rus",))
    reread(library, work, SCAN.read_again(replace(SCAN.description, recognition=recognition, unread=(3,))))
    assert [one.pages for one in library.catalogue.awaiting()] == [3]


def test_a_replaced_file_awaits_nothing(library: Library) -> None:
    (work,) = keep(library, SCAN)
    newer = Made(name="newer", path=SCAN.at)
    with library.writer() as writer:
        writer.keep(newer.change(library.spool, assembly.revise(work, work.manifestations[0].id, newer.arrival)))
    assert library.catalogue.awaiting() == ()


def test_a_rebuilt_database_says_the_same(folder: Path, database_url: str | None, library: Library) -> None:
    (work,) = keep(library, SCAN, Made(name="text"))[:1]
    again = reread(library, work, SCAN.read_again())
    waiting = library.catalogue.awaiting()
    library.close()
    rebuild(folder, database_url=database_url)
    rebuilt = Library.open(folder, database_url=database_url)
    assert rebuilt.catalogue.work(work.id) == again
    assert rebuilt.catalogue.awaiting() == waiting
    assert list(check(rebuilt)) == []
    rebuilt.close()
