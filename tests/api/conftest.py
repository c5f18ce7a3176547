"""The API over a library with real parts."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from dragoman.pipeline.upkeep import index, open_index
from dragoman.store.library import Library
from dragoman.surfaces.api.app import create_api
from tests.web import bookshelf


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(bookshelf.fill(tmp_path_factory.mktemp("library") / "library")) as filled:
        index(filled)
        yield filled


@pytest.fixture
def api(library: Library) -> TestClient:
    """Asks the API without a network; an error that escapes it fails the test."""
    return TestClient(create_api(library, open_index(library)), base_url="http://library.test")
