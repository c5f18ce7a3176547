"""What is read, hashed and kept are the same bytes."""

import hashlib
import os
from pathlib import Path

import pytest

from dragoman.accession.fixity import look, take
from dragoman.accession.model import PDF, Item, Rejection
from dragoman.accession.scan import Sighting, scan
from dragoman.errors import LibraryError


def seen(path: Path) -> Sighting:
    (met,) = scan(str(path))
    assert isinstance(met, Sighting)
    return met


def test_the_copy_and_the_digest_are_of_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_bytes(b"%PDF-1.7\n" + os.urandom(3_000_000))
    item = take(seen(file), spool=tmp_path / "spool")
    assert isinstance(item, Item)
    assert item.digest == hashlib.sha512((tmp_path / "spool").read_bytes()).hexdigest()
    assert item.media_type == PDF
    assert item == look(seen(file))


def test_a_file_that_vanishes_is_rejected_and_leaves_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    sighting = seen(file)
    file.unlink()
    for rejection in (take(sighting, spool=tmp_path / "spool"), look(sighting)):
        assert isinstance(rejection, Rejection)
        assert rejection.code == "vanished"
    assert not (tmp_path / "spool").exists()


def test_a_file_that_grows_while_it_is_copied_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    hashed = hashlib.sha512

    def and_grow(*, usedforsecurity: bool) -> object:
        """A copy begins: whoever writes the file adds to it just then."""
        with file.open("ab") as more:
            more.write(b"more")
        return hashed(usedforsecurity=usedforsecurity)

    sighting = seen(file)
    monkeypatch.setattr(hashlib, "sha512", and_grow)
    rejection = take(sighting, spool=tmp_path / "spool")
    assert isinstance(rejection, Rejection)
    assert rejection.code == "changed-while-read"
    assert not (tmp_path / "spool").exists()


def test_a_library_that_can_not_be_written_is_no_fault_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(LibraryError) as error:
        take(seen(file), spool=tmp_path / "no-such-folder" / "spool")
    assert error.value.code == "no-room"
