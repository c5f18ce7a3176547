"""What the verbs that change records have in common: who does it, and how what was done is told."""

import getpass
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar

import click
import msgspec

from dragoman.errors import LibraryBusy
from dragoman.pipeline.cataloguing import Cataloguing
from dragoman.pipeline.upkeep import open_index
from dragoman.record.amendment import Difference
from dragoman.record.model import Work
from dragoman.store.library import Library
from dragoman.surfaces.cli.output import say, say_json

F = TypeVar("F", bound=Callable[..., Any])
BY_VARIABLE: Final = "DRAGOMAN_BY"
_LONGEST: Final = 100

by_option: Callable[[F], F] = click.option(
    "--by",
    metavar="NAME",
    envvar=BY_VARIABLE,
    help=f"Who does it, for the history (else ${BY_VARIABLE}, else the name of this account).",
)


def staff_of(library: Library, by: str | None) -> Cataloguing:
    """The person at the terminal."""
    return Cataloguing(library, by=by or getpass.getuser())


def tell(library: Library, works: Sequence[Work], *, as_json: bool, nothing: str = "Nothing changed.") -> None:
    """Says which works an act has changed, and has the index follow."""
    follow(library)
    if as_json:
        say_json({"works": [work.id for work in works], "act": works[0].act if works else None})
        return
    for work in works:
        say(f"{work.id} leads to {work.merged_into}" if work.merged_into else work.id)
        for edition in work.expressions if not work.merged_into else ():
            state = f"{edition.status.value}{'' if edition.access == 'open' else ', files restricted'}"
            say(f"  {edition.id}  {edition.language.value:8s} {state}  {edition.title.value}")
    if not works:
        say(nothing)


def follow(library: Library) -> None:
    """Has the index follow what was kept; whoever indexes just now does it too."""
    with suppress(LibraryBusy):
        open_index(library).follow(library)


def difference_line(difference: Difference) -> str:
    """A field and its two values in a line."""
    return f"{difference.field}: {shown(difference.before)} → {shown(difference.after)}"


def shown(value: object) -> str:
    """A value of any field in a few words."""
    if value is None or value == ():
        return "(none)"
    told = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    told = " ".join(told.split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
