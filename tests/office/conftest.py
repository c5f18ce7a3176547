"""A library's office with its people, on SQLite and PostgreSQL, and browsers that ask without a network."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dragoman.config import SiteSettings
from dragoman.office import passwords
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.office.schema import account
from dragoman.pipeline.upkeep import open_index
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.surfaces.gateway import Surfaces
from dragoman.surfaces.limits import Allowance
from dragoman.surfaces.office.app import create_office
from tests.store.conftest import database_url, folder, library, postgresql, server
from tests.web.conftest import browser

__all__ = ["browser", "database_url", "folder", "library", "postgresql", "server"]

PASSWORD = "seven lanterns over Vilnius"
HTTPS = SiteSettings(public_url="https://library.test/sub")


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **later: float) -> None:
        self.now += timedelta(**later)


class Person:
    """A browser and who sits before it; forms are sent with the mark of their page, as a browser does."""

    def __init__(self, app: Starlette, settings: SiteSettings = HTTPS) -> None:
        site = Surfaces(settings=settings, pages=app, others=(("/office", app),), allowance=Allowance(settings))
        self.browser = TestClient(site, base_url="https://library.test/sub", follow_redirects=False)
        self.last = self.browser.get("/office/sign-in")

    def opens(self, path: str, **headers: str) -> str:
        """The page, which is there."""
        self.last = self.browser.get(path, headers=headers)
        assert self.last.status_code == 200, (path, self.last.status_code)
        return self.last.text

    def sends(self, path: str, *, status: int = 303, **fields: str) -> str:
        """What a form's answer says, or where it leads."""
        mark = re.search(r'name="csrf" (?:value|content)="([\w-]+)"', self.last.text)
        assert mark, "the page has no mark"
        answer = self.browser.post(path, data={**fields, "csrf": mark[1]})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-1500:])
        if answer.status_code < 300 or answer.status_code >= 400:
            self.last = answer
        return answer.headers.get("location", answer.text)

    def signs_in(self, login: str, password: str = PASSWORD, *, status: int = 303) -> str:
        self.last = self.browser.get("/office/sign-in")
        told = self.sends("/office/sign-in", login=login, password=password, status=status)
        if status == 303:
            self.last = self.browser.get("/office/settings")
        return told


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def office(library: Library, watch: Watch) -> Iterator[Office]:
    """The office of an empty library, without a person."""
    with closing(Office.of(library, watch)) as opened:
        yield opened


@pytest.fixture
def staffed(office: Office) -> Office:
    """With one person of each role, whose name is that of the role."""
    for role in Role:
        office.accounts.add(login=role, name=role.title(), role=role, by="test")
    with writing(office.engine) as connection:
        connection.execute(update(account).values(password=_hashed()))
    return office


@cache
def _hashed() -> str:
    return passwords.kept(PASSWORD)


@pytest.fixture
def staff_pages(library: Library, office: Office) -> Starlette:
    return create_office(office, library, open_index(library), HTTPS)


@pytest.fixture
def person(staff_pages: Starlette) -> Callable[[], Person]:
    return lambda: Person(staff_pages)


@pytest.fixture
def only_sqlite(tmp_path: Path) -> Iterator[Library]:
    """An empty library for what does not touch the database's own ways."""
    with closing(Library.open(tmp_path / "one", create=True)) as opened:
        yield opened
