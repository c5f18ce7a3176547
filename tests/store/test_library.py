"""A library is opened, made, or it is said why not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.errors import LibraryError
from dragoman.store.library import Library, Mark, write_mark
from tests.store.made import Made, keep


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(LibraryError) as raised:
        action()
    assert raised.value.message
    assert raised.value.remedy
    return raised.value.code


def test_a_library_is_opened_again(library: Library, database_url: str | None) -> None:
    (work,) = keep(library, Made(name="a"))
    for create in (False, True):
        again = Library.open(library.folder, database_url=database_url, create=create)
        assert again.catalogue.works() == (work,)
        again.close()


def test_no_library_is_made_unasked(tmp_path: Path) -> None:
    assert code_of(lambda: Library.open(tmp_path / "none")) == "no-library"
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("")
    assert code_of(lambda: Library.open(tmp_path / "file")) == "no-library"


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    assert code_of(lambda: Library.open(tmp_path, create=True)) == "not-a-library"
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]
    assert code_of(lambda: Library.open(tmp_path / "report.pdf", create=True)) == "no-room"


def test_a_making_that_was_interrupted_is_begun_again(folder: Path, database_url: str | None) -> None:
    first = Library.open(folder, database_url=database_url, create=True)
    first.close()
    (folder / "library.json").unlink()
    again = Library.open(folder, database_url=database_url, create=True)
    keep(again, Made(name="a"))
    again.close()


def test_a_damaged_mark_is_said(library: Library) -> None:
    (library.folder / "library.json").write_text("{")
    assert code_of(lambda: Library.open(library.folder)) == "not-a-library"


def test_a_newer_library_is_not_touched(library: Library, database_url: str | None) -> None:
    with library.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert code_of(lambda: Library.open(library.folder, database_url=database_url)) == "newer-library"
    write_mark(library.folder, Mark(id="x", catalogue=None, format=99))
    assert code_of(lambda: Library.open(library.folder, database_url=database_url)) == "newer-library"


def test_a_database_belongs_to_one_library(tmp_path: Path, postgresql: str) -> None:
    one = Library.open(tmp_path / "one", database_url=postgresql, create=True)
    keep(one, Made(name="a"))
    one.close()
    assert code_of(lambda: Library.open(tmp_path / "two", database_url=postgresql, create=True)) == "wrong-database"
    Library.open(tmp_path / "three", create=True).close()
    assert code_of(lambda: Library.open(tmp_path / "three", database_url=postgresql)) == "wrong-database"
    assert code_of(lambda: Library.open(tmp_path / "one")) == "database-url"


def test_a_url_needs_not_name_the_driver(folder: Path, postgresql: str) -> None:
    library = Library.open(folder, database_url=postgresql.replace("+psycopg", ""), create=True)
    assert library.engine.dialect.driver == "psycopg"
    library.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "sqlite:///x.db", "postgresql+nodriver://a/b"])
def test_a_url_that_is_none_is_said(folder: Path, url: str) -> None:
    assert code_of(lambda: Library.open(folder, database_url=url, create=True)) == "database-url"


def test_a_server_that_is_not_there_is_said_without_its_password(folder: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/none"
    with pytest.raises(LibraryError) as raised:
        Library.open(folder, database_url=url, create=True)
    assert raised.value.code == "database-failed"
    assert "secret" not in raised.value.message
