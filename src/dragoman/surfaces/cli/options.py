"""Options that several verbs share."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import Any, TypeVar

import click

from dragoman.config import LIBRARY_VARIABLE, place
from dragoman.store.library import Library

F = TypeVar("F", bound=Callable[..., Any])

library_option: Callable[[F], F] = click.option(
    "--library",
    "folder",
    metavar="DIR",
    help=f"The library's folder (else ${LIBRARY_VARIABLE}, else ./library).",
)
json_option: Callable[[F], F] = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, one object a line."
)


def opened(folder: str | None, *, create: bool = False) -> AbstractContextManager[Library]:
    """The library that the options and the environment name, closed at the end."""
    where = place(folder)
    return closing(Library.open(where.folder, database_url=where.database_url, create=create))
