"""`dragoman backup`, `restore`, `upgrade` and `doctor` as a person runs them."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.store.library import Library
from dragoman.surfaces.cli.main import dragoman
from tests.web import bookshelf as shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(Library.open(tmp_path / "library", create=True)) as library:
        placed = shelf.Shelf(library)
        placed.keep(shelf.study(placed))
    return tmp_path / "library"


def run(*words: object) -> Result:
    return CliRunner().invoke(dragoman, [str(word) for word in words])


def test_a_library_is_backed_up_verified_and_restored(folder: Path, tmp_path: Path) -> None:
    done = run("backup", tmp_path / "b", "--library", folder, "--json")
    assert (done.exit_code, json.loads(done.stdout)["whole"]) == (0, True)
    assert run("backup", tmp_path / "b", "--verify").exit_code == 0
    restored = run("restore", tmp_path / "b", "--library", tmp_path / "again", "--json")
    assert json.loads(restored.stdout)["works"] == 1
    assert run("check", "--library", tmp_path / "again").exit_code in {0, 1}
    assert run("show", shelf.EN, "--library", tmp_path / "again").exit_code == 0


def test_a_damaged_backup_is_named_and_the_status_says_so(folder: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b", "--library", folder)
    file = next((tmp_path / "b" / "root").rglob("item.pdf"))
    file.write_bytes(b"other")
    done = run("backup", tmp_path / "b", "--verify")
    assert done.exit_code == 1
    assert "The bytes are not those that were kept" in done.stderr


def test_an_upgrade_wants_a_backup_or_to_be_told_that_there_is_one(folder: Path, tmp_path: Path) -> None:
    assert run("upgrade", "--library", folder).exit_code == 2
    done = run("upgrade", "--library", folder, "--backup", tmp_path / "b")
    assert done.exit_code == 0
    assert (tmp_path / "b" / "backup.json").exists()
    assert "ok  index" in done.stdout


def test_the_doctor_speaks_to_people_and_to_machines(folder: Path) -> None:
    said = [json.loads(line) for line in run("doctor", "--library", folder, "--json").stdout.splitlines()]
    assert {"code", "gravity", "message", "remedy"} == set(said[0])
    assert {each["gravity"] for each in said} <= {"well", "warning", "ill"}
    assert "warning  backup" in run("doctor", "--library", folder).stdout


def test_the_doctors_status_says_that_something_is_wrong(folder: Path) -> None:
    (folder / "site.toml").write_text("[[[", "utf-8")
    assert run("doctor", "--library", folder).exit_code == 1
