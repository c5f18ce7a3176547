"""What goes wrong with the index's folder becomes an error that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import LibraryError


@contextmanager
def written_to(folder: Path) -> Iterator[None]:
    """Around what writes: a full disk or a missing right is a `LibraryError`. Tantivy reports both as ValueError."""
    try:
        yield
    except (OSError, ValueError) as failed:
        raise LibraryError(
            "index-not-written",
            f"the search index in {folder} can't be written: {failed}",
            "see to it that the disk has room and that you may write there, then run `dragoman index`",
        ) from failed


@contextmanager
def read_from(folder: Path) -> Iterator[None]:
    """Around what opens: a broken index is a `LibraryError`."""
    try:
        yield
    except (OSError, ValueError) as broken:
        raise LibraryError(
            "index-broken",
            f"the search index in {folder} can't be read: {broken}",
            "run `dragoman rebuild`: it makes the index anew, and loses nothing",
        ) from broken
