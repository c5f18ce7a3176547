"""`dragoman addresses`: where editions were to be found before, and which old addresses lead nowhere yet."""

from contextlib import closing
from typing import Final

import click
import msgspec

from dragoman.errors import NotHere, UsageError
from dragoman.office.office import Office
from dragoman.pipeline.cataloguing import Amended, Amendment, Cataloguing, Unsound
from dragoman.surfaces.cli.importing import user
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import say, say_json

EPILOG = """
\b
Examples:
  dragoman addresses                                             what was asked for most often and not found
  dragoman addresses add e2ihxhrhsv7sm https://old.example/r/12  whoever comes by that address is sent here

Many at once: the column legacy_url of a sheet (see `dragoman template`). Only counts and days are kept of what was not
found, nothing of who asked; `dragoman serve` writes them down each minute.
"""
_NOTHING: Final = "Nothing was asked for in vain."


@click.group("addresses", epilog=EPILOG, invoke_without_command=True)
@library_option
@json_option
@click.option("--limit", type=click.IntRange(1, 2000), default=50, show_default=True, help="How many are listed.")
@click.pass_context
def addresses_command(context: click.Context, *, folder: str | None, as_json: bool, limit: int) -> None:
    """List the addresses that were asked for and not found, the most frequent first."""
    if context.invoked_subcommand is not None:
        return
    with opened(folder) as library, closing(Office.of(library)) as office:
        found = office.missed.list(limit)
    for one in found:
        if as_json:
            say_json(msgspec.to_builtins(one))
        else:
            say(f"{one.times:8d}  {one.first} … {one.last}  {one.address}")
    if not found and not as_json:
        say(_NOTHING)


@addresses_command.command("add", epilog=EPILOG)
@click.argument("edition")
@click.argument("addresses", nargs=-1, required=True)
@library_option
@click.option("--by", "person", help="Who says so (else this system's user).")
def add(*, edition: str, addresses: tuple[str, ...], folder: str | None, person: str | None) -> None:
    """Say that EDITION (its id) was to be found at ADDRESSES before."""
    with opened(folder) as library:
        work = library.catalogue.expression(edition)
        held = work.expression(edition) if work else None
        if held is None:
            raise NotHere("edition-not-here", f"There is no edition {edition}.", "`dragoman list` gives the ids.")
        known = [statement.value for statement in held.former_addresses]
        values = {"former_addresses": [*known, *addresses]}
        result = Cataloguing(library, by=person or user()).amend(Amendment(expression=edition, values=values))
    if isinstance(result, Unsound):
        raise UsageError(result.faults[0].code, result.faults[0].message, result.faults[0].remedy)
    if isinstance(result, Amended):
        say(f"{len(known)} former addresses before, {len({*known, *addresses})} now.")
