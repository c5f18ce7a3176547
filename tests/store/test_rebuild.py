"""The database made anew answers the same, wherever it went."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine, insert, text

from dragoman.errors import LibraryBusy, LibraryError
from dragoman.record import assembly
from dragoman.store import schema
from dragoman.store.checking import check
from dragoman.store.library import Library
from dragoman.store.model import Change, Filters
from dragoman.store.rebuild import Rebuilt, rebuild
from dragoman.store.writer import INTENT, Intent
from tests.store.made import Made, keep, keep_as_one

OLD = Made(name="old", tokens=(1, 2, 3))
NEW = replace(OLD, data=b"newer", title="Second Edition", now="2016-02-01T00:00:00Z")
COPIED = Made(name="copied", kind="thesis", date=None)
MADE = (OLD, NEW, COPIED, *(Made(name=n, language=n, tokens=(1, 2)) for n in ("en", "fr", "ru")))


@pytest.fixture
def full(library: Library) -> Library:
    """A library with editions, a new revision, a copy under another name, a merged work."""
    one = keep_as_one(library, *MADE[3:5])
    other, revised, copied = keep(library, MADE[5], OLD, COPIED)
    whole, signpost = assembly.merge(one, other, now="2016-01-01T00:00:00Z")
    with library.writer() as writer:
        writer.keep(Change(works=(whole, signpost)))
        writer.keep(NEW.change(library.spool, assembly.revise(revised, revised.manifestations[0].id, NEW.arrival)))
        source = replace(COPIED.source, path="/in/copy of it.pdf")
        writer.keep(Change(works=(assembly.also_at(copied, COPIED.digest, source.path),), sources=(source,)))
    return library


def answers(library: Library) -> list[object]:
    """All that a reader can ask; when a file was changed is not kept in the records."""
    catalogue = library.catalogue
    works = catalogue.works()
    sources = [catalogue.source(path) for path in (*(made.at for made in MADE), "/in/copy of it.pdf")]
    return [
        works,
        [catalogue.expression(e.id) for work in works for e in work.expressions],
        [
            catalogue.holdings(f)
            for f in (Filters(), Filters(language="fr"), Filters(year=2015, resource_type="report"))
        ],
        [catalogue.browse(order=order, limit=limit) for order in ("newest", "title") for limit in (2, 100)],
        [catalogue.item(made.digest) for made in MADE],
        [catalogue.description(made.digest) for made in MADE],
        [source and replace(source, modified_ns=0) for source in sources],
        catalogue.alike((1, 2, 3), least=2),
    ]


def lose_database(library: Library, database_url: str | None) -> None:
    library.close()
    if database_url is None:
        for file in library.folder.glob("catalogue-*"):
            file.unlink()
        return
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def test_a_rebuilt_library_answers_the_same(full: Library, database_url: str | None) -> None:
    before = answers(full)
    lose_database(full, database_url)
    with pytest.raises(LibraryError) as raised:
        Library.open(full.folder, database_url=database_url, create=True)
    assert raised.value.code == "database-lost"
    assert "dragoman rebuild" in raised.value.remedy
    told: list[tuple[int, int]] = []
    assert rebuild(full.folder, database_url=database_url, progress=lambda *at: told.append(at)) == Rebuilt(works=4)
    assert told[-1] == (4, 4)
    again = Library.open(full.folder, database_url=database_url)
    assert answers(again) == before
    assert list(check(again)) == []
    lines = again.catalogue.journal(after=0)
    assert [line.number for line in lines] == [1, 2, 3, 4]
    assert [line.datestamp for line in lines] == sorted(work.datestamp for work in again.catalogue.works())
    again.close()


def test_the_root_alone_is_enough(full: Library, database_url: str | None, tmp_path: Path) -> None:
    before = answers(full)
    lose_database(full, database_url)
    alone = tmp_path / "alone"
    shutil.copytree(full.root.folder, alone / "root")
    rebuild(alone, database_url=database_url)
    library = Library.open(alone, database_url=database_url)
    assert [a for n, a in enumerate(answers(library)) if n != 4] == [a for n, a in enumerate(before) if n != 4]
    library.close()


def test_readers_go_on_with_the_new_database(full: Library, database_url: str | None) -> None:
    before, version = answers(full), full.catalogue.version()
    rebuild(full.folder, database_url=database_url)
    assert answers(full) == before
    assert full.catalogue.version() != version
    keep(full, Made(name="later"))
    assert len(full.catalogue.works()) == 5
    if database_url is None:
        assert len(list(full.folder.glob("catalogue-*.db"))) == 1


def test_a_damaged_database_is_said_and_rebuilt(full: Library) -> None:
    if full.engine.dialect.name != "sqlite":
        pytest.skip("a server's files are its own")
    before = answers(full)
    full.close()
    (file,) = full.folder.glob("catalogue-*.db")
    file.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(LibraryError) as raised:
        Library.open(full.folder)
    assert raised.value.code == "database-failed"
    assert str(file) in raised.value.message
    assert "rebuild" in raised.value.remedy
    rebuild(full.folder)
    assert answers(full) == before


def test_an_item_that_is_gone_is_named_and_all_else_is_rebuilt(full: Library, database_url: str | None) -> None:
    shutil.rmtree(full.root.item_folder(COPIED.digest))
    (lost,) = rebuild(full.folder, database_url=database_url).lost
    assert "copied.pdf" in lost.what
    assert COPIED.digest[:16] in lost.what
    assert "dragoman ingest" in lost.remedy
    assert full.catalogue.expression(COPIED.work.expressions[0].id) == full.root.work(COPIED.work.id)
    assert full.catalogue.item(COPIED.digest) is None
    assert full.catalogue.item(OLD.digest) is not None


def test_a_record_that_cannot_be_read_is_named_and_all_else_is_rebuilt(full: Library, database_url: str | None) -> None:
    broken, without = full.root.work_folder(OLD.work.id), full.root.work_folder(COPIED.work.id)
    (broken / "inventory.json").write_bytes(b"{")
    for file in without.rglob("record.json"):
        file.write_bytes(b"{}")
    rebuilt = rebuild(full.folder, database_url=database_url)
    assert rebuilt.works == 2
    assert {str(broken) in lost.message or lost.what == f"work {COPIED.work.id}" for lost in rebuilt.lost} == {True}
    assert [work.id for work in full.catalogue.works()] == sorted(made.work.id for made in MADE[3:4] + MADE[5:])


@pytest.mark.parametrize("lost", [False, True])
def test_what_a_killed_writer_left_is_taken_out(full: Library, database_url: str | None, *, lost: bool) -> None:
    before = answers(full)
    half = Made(name="half")
    staging = full.root.staging / "0123"
    staging.mkdir()
    intent = Intent(id="0123", items=(half.digest,), works=((half.work.id, 0),))
    written = msgspec.json.encode(intent)
    (staging / INTENT).write_bytes(written)
    with full.engine.begin() as connection:
        connection.execute(insert(schema.intent), {"id": intent.id, "objects": written.decode()})
    full.root.put_item(half.item(full.spool), staging=staging)
    if lost:
        lose_database(full, database_url)
    assert rebuild(full.folder, database_url=database_url) == Rebuilt(works=4)
    again = Library.open(full.folder, database_url=database_url)
    assert answers(again) == before
    assert list(check(again)) == []
    again.close()


def test_there_must_be_a_root(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as raised:
        rebuild(tmp_path)
    assert raised.value.code == "no-library"


def test_nobody_rebuilds_while_another_writes(full: Library, database_url: str | None) -> None:
    with full.writer(), pytest.raises(LibraryBusy):
        rebuild(full.folder, database_url=database_url)
