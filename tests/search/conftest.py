"""A library and its index, both real."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.search.index import SearchIndex
from dragoman.store.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def index(library: Library) -> SearchIndex:
    return SearchIndex.open(library.folder / "index")
