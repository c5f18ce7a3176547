"""What has arrived is taken in, and each file's fate is told: new, already here, a newer release, or why not taken."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.office.intake import INBOX
from dragoman.office.office import Office
from dragoman.office.uploads import Offer, Upload
from dragoman.pipeline.model import Outcome
from dragoman.store.library import Library

SAMPLES = Path(__file__).parents[2] / "samples"
ENGLISH = SAMPLES / "bitcoin" / "bitcoin.en.pdf"


@pytest.fixture
def open_office(only_sqlite: Library) -> Iterator[Office]:
    with closing(Office.of(only_sqlite)) as opened:
        opened.intake.processes = 1
        yield opened


def put(office: Office, name: str, data: bytes) -> Upload:
    one = office.uploads.begin(Offer(name=name, size=len(data)), account_id="ana")
    with office.uploads.receiving(one) as opened:
        opened.write(data)
    assert office.uploads.complete(one)
    return one


def fates(office: Office) -> dict[str, tuple[str, str]]:
    done = [*office.intake.take_in()]
    return {one.name: (one.fate.outcome, one.fate.code) for one in done if one.fate}


def test_every_file_has_its_fate(open_office: Office, only_sqlite: Library) -> None:
    english = ENGLISH.read_bytes()
    put(open_office, "report.pdf", english)
    put(open_office, "the same.pdf", english)
    put(open_office, "broken.pdf", b"<html>404 not found</html>" * 20)
    put(open_office, "numbers.xlsx", b"PK\x03\x04" + b"\0" * 2000)
    told = fates(open_office)
    assert {told["report.pdf"][0], told["the same.pdf"][0]} == {Outcome.NEW, Outcome.COPY}
    assert told["broken.pdf"][0] == Outcome.REJECTED
    assert told["numbers.xlsx"] == (Outcome.REJECTED, "not-a-document")
    (report,) = [one for one in open_office.uploads.of("ana") if one.name == "report.pdf"]
    assert report.fate
    assert report.fate.title == "Bitcoin: A Peer-to-Peer Electronic Cash System"
    assert report.fate.expression
    assert only_sqlite.stacks.expression(report.fate.expression)
    assert not list((only_sqlite.folder / "uploads").iterdir())


def test_a_likely_newer_release_is_named(open_office: Office) -> None:
    put(open_office, "4.pdf", (SAMPLES / "asvs-4.0.3" / "asvs-4.0.3.en.pdf").read_bytes())
    put(open_office, "5.pdf", (SAMPLES / "asvs-5.0" / "asvs-5.0.en.pdf").read_bytes())
    fates(open_office)
    told = {one.name: one.fate for one in open_office.uploads.of("ana")}
    kin = [fate.kin_title for fate in told.values() if fate and fate.kin]
    assert len(kin) == 1
    assert kin[0]
    assert "Application Security Verification Standard" in kin[0]


def test_files_in_the_inbox_are_taken_when_they_rest(open_office: Office, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "2019").mkdir(parents=True)
    open_office.intake.inbox = inbox
    assert fates(open_office) == {}
    file = inbox / "2019" / "report.pdf"
    file.write_bytes(ENGLISH.read_bytes()[:5000])
    assert fates(open_office) == {}
    shutil.copy(ENGLISH, file)  # it was still being written
    assert fates(open_office) == {}
    assert fates(open_office) == {"report.pdf": (Outcome.NEW, "")}
    (line,) = open_office.uploads.of(INBOX)
    assert line.folder == "2019"
    assert file.exists()
    assert fates(open_office) == {}


def test_a_restart_says_nothing_twice(open_office: Office, only_sqlite: Library, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "broken.pdf").write_bytes(b"nothing" * 300)
    open_office.intake.inbox = inbox
    assert fates(open_office) == {}
    assert fates(open_office) == {"broken.pdf": (Outcome.REJECTED, "not-a-pdf")}
    with closing(Office.of(only_sqlite)) as again:
        again.intake.inbox = inbox
        assert fates(again) == {}
        assert fates(again) == {}


def test_a_file_whose_bytes_are_lost_is_said_to_be(open_office: Office) -> None:
    one = put(open_office, "report.pdf", ENGLISH.read_bytes())
    open_office.uploads.file(one).unlink()
    list(open_office.intake.take_in())
    (line,) = open_office.uploads.of("ana")
    assert line.fate
    assert line.fate.code == "vanished"
