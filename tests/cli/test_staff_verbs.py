"""The verbs that change records: said in one line, told in a few, with what to do where it can't be."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.errors import UsageError
from dragoman.store.library import Library
from dragoman.surfaces.cli.main import dragoman
from tests.store.made import Made, keep_as_one

ENGLISH = Made(name="en", title="The Report", tokens=(1, 2, 3))
FRENCH = Made(name="fr", title="Le rapport", language="fr", tokens=(1, 2, 3))
EDITION = ENGLISH.work.expressions[0].id
OTHER = FRENCH.work.expressions[0].id
WORK = ENGLISH.work.id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(Library.open(tmp_path / "library", create=True)) as library:
        keep_as_one(library, ENGLISH, FRENCH)
    return tmp_path / "library"


def run(folder: Path, *words: str) -> Result:
    said = CliRunner().invoke(dragoman, [*words, "--library", str(folder)], env={"DRAGOMAN_BY": "Ana"})
    if said.exception is not None and not isinstance(said.exception, SystemExit):
        raise said.exception
    return said


def test_fields_are_set_and_what_changed_is_told(folder: Path) -> None:
    said = run(folder, "edit", EDITION, "title=A better report", "contributions=Ana", "contributions=trl: Boris")
    assert said.exit_code == 0
    assert "title: The Report → A better report" in said.output
    assert "Revision 2." in said.output
    again = run(folder, "edit", EDITION, "title=A better report")
    assert again.output == "The record says all that already.\n"
    shown = json.loads(run(folder, "show", EDITION, "--json").output)
    assert shown["title"]["evidence"]["by"] == "Ana"
    assert [c["value"]["role"] for c in shown["contributions"]] == ["aut", "trl"]


def test_a_preview_keeps_nothing_and_a_fault_names_the_field(folder: Path) -> None:
    said = run(folder, "edit", EDITION, "date=2016", "--preview", "--json")
    assert json.loads(said.output)["differences"][0]["after"] == "2016"
    faulty = run(folder, "edit", EDITION, "date=soon", "title=x")
    assert faulty.exit_code == 1
    assert "date: “soon” is no date" in faulty.output
    assert json.loads(run(folder, "show", EDITION, "--json").output)["revision"] == 1
    with pytest.raises(UsageError):
        run(folder, "edit", EDITION, "title")


def test_who_was_slower_sees_the_difference(folder: Path) -> None:
    run(folder, "edit", EDITION, "title=Ana's")
    said = run(folder, "edit", EDITION, "title=Boris's", "--seen", "1")
    assert said.exit_code == 1
    assert "title: The Report → Ana's" in said.output
    assert "--seen 2" in said.output


def test_a_split_is_undone_and_the_history_tells_it(folder: Path) -> None:
    assert run(folder, "split", OTHER).exit_code == 0
    assert len(run(folder, "list").output.splitlines()) == 4
    assert run(folder, "undo", WORK).exit_code == 0
    assert len(run(folder, "list").output.splitlines()) == 3
    told = run(folder, "history", WORK).output
    assert "split by Ana" in told
    assert "undo by Ana" in told
    assert "came, revision" in told


def test_a_record_lives(folder: Path) -> None:
    assert "files restricted" in run(folder, "restrict", EDITION, "--until", "2099-01-01").output
    assert "2099-01-01T00:00:00Z" in run(folder, "show", EDITION, "--json").output
    assert "files restricted" not in run(folder, "open", EDITION).output
    assert "deleted" in run(folder, "withdraw", EDITION, "--reason", "Wrong file.").output
    assert json.loads(run(folder, "reinstate", EDITION, "--json").output)["act"]["kind"] == "reinstate"
    with pytest.raises(UsageError) as raised:
        run(folder, "publish", EDITION)
    assert "is active" in raised.value.message
    run(folder, "edit", EDITION, "title=Other")
    assert "The Report" in run(folder, "restore-version", EDITION, "1").output
