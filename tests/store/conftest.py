"""Every test of the store that asks for a library runs on SQLite and on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from dragoman.store.library import Library

SERVER = "DRAGOMAN_TEST_POSTGRES"


@pytest.fixture(scope="session")
def server() -> str:
    """The URL of a PostgreSQL server that is there for tests."""
    url = os.environ.get(SERVER)
    if url is None:
        reason = f"${SERVER} is not set: script/test starts a server and sets it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return url


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"dragoman_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """None for the SQLite file in the library's folder; else the URL of an empty PostgreSQL database."""
    return request.getfixturevalue("postgresql") if request.param == "postgresql" else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path, database_url: str | None) -> Iterator[Library]:
    """An empty library, open."""
    opened = Library.open(folder, database_url=database_url, create=True)
    yield opened
    opened.close()
