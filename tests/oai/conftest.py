"""A library with real parts, harvested over the protocol without a network."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from dragoman.config import SiteSettings
from dragoman.store.library import Library
from dragoman.surfaces.gateway import Surfaces
from dragoman.surfaces.limits import Allowance
from dragoman.surfaces.oai.app import create_oai
from tests.web import bookshelf

SETTINGS = SiteSettings(
    public_url="https://library.example.org/reports", contact="lib@example.org", name={"": "Reports"}
)
NS = {"o": "http://www.openarchives.org/OAI/2.0/"}
Ask = Callable[..., Any]


def surface(library: Library, settings: SiteSettings = SETTINGS) -> Surfaces:
    made = create_oai(library, settings)
    return Surfaces(settings=settings, pages=made, others=(("/oai", made),), allowance=Allowance(settings))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oai") / "library"
    bookshelf.fill(folder).close()
    return folder


@pytest.fixture
def library(filled: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of the test's own, to change."""
    shutil.copytree(filled, tmp_path / "library")
    with closing(Library.open(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def web(library: Library) -> TestClient:
    return TestClient(surface(library), base_url="https://library.example.org")


@pytest.fixture
def ask(web: TestClient) -> Ask:
    def asked(**arguments: str) -> Any:
        given: Mapping[str, str] = {name.rstrip("_"): value for name, value in arguments.items()}
        answer = web.get("/oai", params=given)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/xml; charset=utf-8"
        return etree.fromstring(answer.content)

    return asked


def texts(answer: Any, path: str) -> list[str]:
    return [str(found if isinstance(found, str) else found.text) for found in answer.xpath(path, namespaces=NS)]


def error(answer: Any) -> str:
    (code,) = texts(answer, "/o:OAI-PMH/o:error/@code")
    return code
