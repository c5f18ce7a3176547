"""Scanned files are in the library at once; OCR runs behind, page by page, and what it reads is a new revision."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from dragoman.document.model import Legibility
from dragoman.document.ocr import Languages
from dragoman.document.pdf import read_pdf
from dragoman.document.recognised import PageSeen
from dragoman.errors import LibraryBusy
from dragoman.pipeline import recognition, rereading
from dragoman.pipeline.desk import Desk
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Found, Reading, Settled, clock
from dragoman.pipeline.reading import describe_files
from dragoman.pipeline.upkeep import check, open_index, read_pictures
from dragoman.record.describe import describe
from dragoman.record.model import Status, Work
from dragoman.search.model import Query
from dragoman.store.library import Library
from tests.scans import BITCOIN_EN, BITCOIN_RU, pdf_of, picture_of, scanned


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path / "library", create=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> str:
    return pdf_of(tmp_path_factory.mktemp("in") / "scan.pdf", [scanned(picture_of(BITCOIN_RU, 2))])


def settled(library: Library, *places: str) -> list[Settled]:
    return [event for event in ingest(library, places, processes=1) if not isinstance(event, Found)]


def test_a_scan_is_listed_first_and_read_behind(library: Library, scan: str) -> None:
    (event,) = settled(library, scan)
    assert event.language == "und"
    assert event.work is not None
    (awaiting,) = library.catalogue.awaiting()
    assert awaiting.pages == 1
    heard: list[tuple[int, int]] = []
    (reread,) = read_pictures(library, processes=1, progress=lambda done, total: heard.append((done, total)))
    assert (reread.pages, reread.language, reread.missing) == (1, "ru", ())
    assert heard == [(1, 1)]
    work = library.catalogue.work(event.work)
    assert work is not None
    edition = work.expressions[0]
    assert edition.id == event.expression
    assert edition.revision == 2
    assert edition.language.value == "ru"
    assert edition.recognition is not None
    assert edition.recognition.pages == (1,)
    assert edition.recognition.languages == ("rus", "eng")
    page = library.root.document(awaiting.digest).pages[0]
    assert page.legibility is Legibility.RECOGNISED
    found = open_index(library).passages(Query(text="транзакции")).entries
    assert {hit.expression_id for hit in found} == {edition.id}
    assert list(check(library)) == []
    assert list(read_pictures(library)) == []
    assert not any((library.folder / "ocr").glob("*"))


def test_a_run_that_was_killed_goes_on_with_the_page_where_it_was(
    tmp_path: Path, scan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Reading(document=b"", description=b"", unread=(1, 2))
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "1.json").write_bytes(msgspec.json.encode(PageSeen(sureness=90.0)))
    (kept / "2.new").write_bytes(b'{"rows": [')
    asked: list[int | None] = []

    class Readers:
        def run(self, errands: list[recognition.Errand]) -> Iterator[tuple[recognition.Errand, object]]:
            for errand in errands:
                asked.append(errand.page)
                yield errand, PageSeen() if errand.page else Languages(data=("rus",))

    monkeypatch.setattr(recognition, "version", lambda: "e")
    read = recognition.recognise(Readers(), scan, plain, kept=kept)  # type: ignore[arg-type]
    assert asked == [None, 2]
    assert sorted(read.pages) == [1, 2]
    asked.clear()
    recognition.recognise(Readers(), scan, plain, kept=kept)  # type: ignore[arg-type]
    assert asked == []


def test_without_tesseract_the_record_names_the_package_and_it_is_tried_when_that_is_here(
    library: Library, scan: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settled(library, scan)
    path = tmp_path / "nothing"
    path.mkdir()
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(path))
        patched.setattr(rereading, "installed", frozenset)
        (reread,) = read_pictures(library, processes=1)
        assert (reread.pages, reread.missing) == (0, ("tesseract-ocr",))
        assert list(read_pictures(library, processes=1)) == []
    assert list(check(library)) == []
    (reread,) = read_pictures(library, processes=1)
    assert reread.pages == 1


def test_one_process_reads_pictures_at_a_time(library: Library, scan: str) -> None:
    settled(library, scan)
    with library.recognising(), pytest.raises(LibraryBusy):
        list(read_pictures(library))


def test_describe_reads_pictures_only_if_it_is_asked_to(scan: str) -> None:
    ((_, never),) = describe_files([scan], processes=1, with_text=True)
    assert getattr(never, "text", None) == ("",)
    ((_, auto),) = describe_files([scan], processes=1, with_text=True, ocr=True)
    assert "транзакции" in getattr(auto, "text", ("",))[0]


def read_as(library: Library, event: Settled, file: Path) -> Work:
    """The scan that came in, read as if OCR had found on it what another file says."""
    assert event.work
    work = library.catalogue.work(event.work)
    assert work is not None
    digest = work.manifestations[0].current.item
    document = read_pdf(str(file), item=digest)
    reading = Reading(document=msgspec.json.encode(document), description=msgspec.json.encode(describe(document)))
    told = Desk(library, now=clock).reread(digest, reading)
    assert told is not None
    return told


def test_a_scan_that_can_be_read_now_joins_the_work_that_it_is_an_edition_of(library: Library, scan: str) -> None:
    english, scanned_event = (settled(library, place)[0] for place in (str(BITCOIN_EN), scan))
    work = read_as(library, scanned_event, BITCOIN_RU)
    assert work.id == english.work
    assert {e.language.value: e.id for e in work.expressions} == {
        "en": english.expression,
        "ru": scanned_event.expression,
    }
    signpost = library.catalogue.work(scanned_event.work or "")
    assert signpost is not None
    assert signpost.merged_into == work.id
    assert library.catalogue.holdings().works == 1
    open_index(library).follow(library)
    assert list(check(library)) == []


def test_a_scan_of_an_edition_that_is_here_becomes_one_of_its_files(library: Library, scan: str) -> None:
    english, scanned_event = (settled(library, place)[0] for place in (str(BITCOIN_EN), scan))
    work = read_as(library, scanned_event, BITCOIN_EN)
    assert work.id == english.work
    assert [e.id for e in work.expressions if e.status is Status.ACTIVE] == [english.expression]
    assert len(work.manifestations_of(english.expression or "")) == 2
    heir = work.successor(scanned_event.expression or "")
    assert heir is not None
    assert heir.id == english.expression
    assert library.catalogue.holdings().expressions == 1
    open_index(library).follow(library)
    assert list(check(library)) == []
