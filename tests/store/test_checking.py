"""What is wrong is found and named, each kind of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.record import assembly
from dragoman.store.checking import Finding, check
from dragoman.store.library import Library
from tests.store.made import Made, keep

ONE = Made(name="one", tokens=(1, 2, 3))
OTHER = Made(name="other", language="fr")


@pytest.fixture
def whole(library: Library) -> Library:
    keep(library, ONE, OTHER)
    return library


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def run(library: Library, statement: str) -> None:
    with library.engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount > 0


def test_a_whole_library_has_no_findings(whole: Library) -> None:
    told: list[tuple[int, int]] = []
    assert list(check(whole, progress=lambda *at: told.append(at))) == []
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


FILES: dict[str, tuple[Callable[[Library], object], set[str]]] = {
    "a flipped byte of a file": (lambda a: flip(a.root.item_file(ONE.digest)), {"bytes-differ"}),
    "a flipped byte of a document": (
        lambda a: flip(a.root.item_file(ONE.digest).with_name("document.json")),
        {"bytes-differ"},
    ),
    "a missing file": (lambda a: a.root.item_file(ONE.digest).unlink(), {"file-missing"}),
    "an extra file": (
        lambda a: a.root.item_file(ONE.digest).with_name("extra").write_bytes(b"x"),
        {"object-invalid"},
    ),
    "a missing declaration": (
        lambda a: (a.root.folder / "0=ocfl_1.1").unlink(),
        {"root-invalid"},
    ),
    "a missing object": (
        lambda a: a.root.undo(items=(ONE.digest,), works=()),
        {"object-missing"},
    ),
    "a missing work": (
        lambda a: a.root.undo(items=(), works=((ONE.work.id, 0),)),
        {"object-missing", "rows-differ"},
    ),
    "an extra item": (
        lambda a: a.root.put_item(Made(name="extra").item(a.spool), staging=a.root.staging / "x"),
        {"row-missing"},
    ),
    "an extra work": (
        lambda a: a.root.put_works([Made(name="extra").work], staging=a.root.staging / "x"),
        {"row-missing", "rows-differ"},
    ),
    "a differing record": (
        lambda a: a.root.put_works(
            [assembly.also_at(ONE.work, ONE.digest, "/elsewhere")], staging=a.root.staging / "x"
        ),
        {"record-differs", "rows-differ"},
    ),
    "no root at all": (
        lambda a: shutil.rmtree(a.root.folder),
        {"root-invalid", "object-missing", "rows-differ"},
    ),
    "a stray folder": (lambda a: (a.root.folder / "aa" / "bb").mkdir(parents=True), {"root-invalid"}),
    "an object in another's place": (
        lambda a: a.root.work_folder(ONE.work.id).rename(a.root.item_folder(OTHER.digest).with_name("elsewhere")),
        {"root-invalid", "object-invalid", "object-missing", "rows-differ"},
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_damage_to_the_root_is_found(whole: Library, what: str) -> None:
    damage, codes = FILES[what]
    damage(whole)
    findings = list(check(whole))
    assert {finding.code for finding in findings} == codes
    assert all(finding.where and finding.message and finding.remedy for finding in findings)


ROWS = {
    "DELETE FROM work WHERE id = '{work}'": {"row-missing"},
    "DELETE FROM item WHERE digest = '{item}'": {"row-missing", "rows-differ"},
    "UPDATE work SET record = replace(record, 'A Report', 'Another') WHERE id = '{work}'": {"record-differs"},
    "UPDATE work SET record = 'no JSON' WHERE id = '{work}'": {"record-differs"},
    "UPDATE item SET description = '{{}}' WHERE digest = '{item}'": {"record-differs", "rows-differ"},
    "INSERT INTO work VALUES ('w0', '{{}}')": {"object-missing"},
    "INSERT INTO item VALUES (99, 'ff', 1, 'application/pdf', '{{}}', 0)": {"object-missing"},
    "UPDATE edition SET title = 'Another' WHERE work_id = '{work}'": {"rows-differ"},
    "DELETE FROM edition WHERE work_id = '{work}'": {"rows-differ"},
    "UPDATE held SET file_name = 'x' WHERE work_id = '{work}'": {"rows-differ"},
    "DELETE FROM expression WHERE work_id = '{work}'": {"rows-differ"},
    "DELETE FROM journal WHERE work_id = '{work}'": {"rows-differ"},
    "DELETE FROM token WHERE token = 2": {"rows-differ"},
    "INSERT INTO token VALUES (77, 1)": {"rows-differ"},
    "UPDATE tally SET works = works + 1": {"rows-differ"},
    "UPDATE source SET size = 1 WHERE path = '/in/one.pdf'": {"rows-differ"},
    "DELETE FROM source WHERE path = '/in/one.pdf'": {"rows-differ"},
    "INSERT INTO source VALUES ('/x', 'ff', 1, 1)": {"rows-differ"},
}


@pytest.mark.parametrize("statement", ROWS)
def test_damage_to_the_database_is_found(whole: Library, statement: str) -> None:
    run(whole, statement.format(work=ONE.work.id, item=ONE.digest))
    findings = list(check(whole))
    assert {finding.code for finding in findings} == ROWS[statement]
    assert all(finding.where and finding.message and finding.remedy for finding in findings)


def test_a_finding_names_the_file(whole: Library) -> None:
    flip(whole.root.item_file(ONE.digest))
    (finding,) = check(whole)
    assert isinstance(finding, Finding)
    assert "item.pdf" in finding.message
    assert (whole.folder / finding.where).is_dir()


def test_a_record_that_an_older_version_wrote_with_fewer_fields_is_whole(whole: Library) -> None:
    with whole.engine.begin() as connection:
        record = json.loads(connection.execute(text("SELECT record FROM work LIMIT 1")).scalar_one())
        assert record.pop("merged_into") is None
        changed = {"record": json.dumps(record), "id": record["id"]}
        connection.execute(text("UPDATE work SET record = :record WHERE id = :id"), changed)
    assert list(check(whole)) == []
