"""`dragoman edit`, `merge`, `split`, `move` and `undo`: what a person says of records, and of what belongs together."""

from collections.abc import Sequence
from typing import Final

import click

from dragoman.errors import NotHere, UsageError
from dragoman.pipeline import acts, history
from dragoman.pipeline.cataloguing import Amended, Amendment, Conflict, Outcome, Unsound
from dragoman.record.fields import FIELDS
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json
from dragoman.surfaces.cli.staff import by_option, difference_line, follow, staff_of, tell

EDIT_EPILOG = f"""
\b
Examples:
  dragoman edit EDITION title="Annual report" date=2019-03
  dragoman edit EDITION contributions="Ana Petrova" contributions="trl: Boris Ivanov"
  dragoman edit EDITION abstract=                      it has none, whatever a reading says
  dragoman edit EDITION rights=CC-BY-4.0 --preview     what would change; nothing is kept

Fields: {", ".join(FIELDS)}.
A field that has several values is given once for each. What is set stays, whatever a later reading says.
"""
MERGE_EPILOG = """
\b
Examples:
  dragoman merge WORK OTHER         OTHER's editions become WORK's, and its address leads there
  dragoman undo WORK                takes it back
"""
SPLIT_EPILOG = """
\b
Examples:
  dragoman split EDITION            becomes a work of its own, and no ingest brings it back
"""
MOVE_EPILOG = """
\b
Examples:
  dragoman move EDITION WORK        an edition to another work
  dragoman move FORMAT EDITION      a file (its form's id, m…, as `dragoman show --json` gives it) to another edition
"""
UNDO_EPILOG = """
\b
Examples:
  dragoman undo WORK                takes the last act of a person back, in all works that it changed
"""
FORM: Final = "m"
"""What the ids of files' forms begin with."""


@click.command("edit", epilog=EDIT_EPILOG)
@click.argument("edition")
@click.argument("settings", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.option("--seen", type=int, help="The revision that you saw: refuse if somebody changed the same field since.")
@click.option("--preview", is_flag=True, help="Say what would change, and keep nothing.")
@by_option
@library_option
@json_option
@click.pass_context
def edit_command(  # noqa: PLR0913 - one parameter an option, as click has it
    context: click.Context,
    *,
    edition: str,
    settings: tuple[str, ...],
    seen: int | None,
    preview: bool,
    by: str | None,
    folder: str | None,
    as_json: bool,
) -> None:
    """Set fields of the language edition EDITION."""
    amendment = Amendment(expression=edition, values=_values(settings), seen=seen)
    with opened(folder) as library:
        staff = staff_of(library, by)
        outcome = staff.preview(amendment) if preview else staff.amend(amendment)
        if not preview:
            follow(library)
    if as_json:
        say_json({"outcome": type(outcome).__name__.lower(), **_plain(outcome)})
    else:
        _tell(outcome)
    context.exit(0 if isinstance(outcome, Amended) else 1)


def _values(settings: Sequence[str]) -> dict[str, object]:
    """Each field with its value; of one that was given several times, a list."""
    given: dict[str, list[str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise UsageError("no-value", f"{setting!r} sets nothing.", 'Write FIELD=VALUE, as in title="A title".')
        given.setdefault(name.strip().replace("-", "_"), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in given.items()}


def _plain(outcome: Outcome) -> dict[str, object]:
    return {name: getattr(outcome, name) for name in getattr(outcome, "__dataclass_fields__", ())}


def _tell(outcome: Outcome) -> None:
    match outcome:
        case Amended():
            for difference in outcome.differences:
                say(difference_line(difference))
            say(f"Revision {outcome.revision}." if outcome.differences else "The record says all that already.")
        case Unsound():
            for fault in outcome.faults:
                note(f"{fault.field}: {fault.message}")
                note(f"  {fault.remedy}")
        case Conflict():
            note(f"Somebody has changed it since revision {outcome.seen}; it is {outcome.revision} now:")
            for difference in outcome.differences:
                note(f"  {difference_line(difference)}")
            note(f"Look at {', '.join(outcome.contested)}, and say it again with --seen {outcome.revision}.")
        case _:
            raise NotHere("edition-not-here", f"There is no edition {outcome.expression}.", "`dragoman list` has ids.")


@click.command("merge", epilog=MERGE_EPILOG)
@click.argument("work")
@click.argument("others", nargs=-1, required=True)
@by_option
@library_option
@json_option
def merge_command(*, work: str, others: tuple[str, ...], by: str | None, folder: str | None, as_json: bool) -> None:
    """Make one work of several: the editions of OTHERS become those of WORK."""
    with opened(folder) as library:
        tell(library, acts.merge(staff_of(library, by), work, *others), as_json=as_json)


@click.command("split", epilog=SPLIT_EPILOG)
@click.argument("editions", nargs=-1, required=True)
@by_option
@library_option
@json_option
def split_command(*, editions: tuple[str, ...], by: str | None, folder: str | None, as_json: bool) -> None:
    """Make a work of its own of some of the EDITIONS of one."""
    with opened(folder) as library:
        tell(library, acts.split(staff_of(library, by), editions), as_json=as_json)


@click.command("move", epilog=MOVE_EPILOG)
@click.argument("what")
@click.argument("target")
@by_option
@library_option
@json_option
def move_command(*, what: str, target: str, by: str | None, folder: str | None, as_json: bool) -> None:
    """Move an edition to another work, or a file to another edition of its work."""
    with opened(folder) as library:
        staff = staff_of(library, by)
        moved = acts.move_file(staff, what, target) if what.startswith(FORM) else acts.move(staff, [what], target)
        tell(library, moved, as_json=as_json)


@click.command("undo", epilog=UNDO_EPILOG)
@click.argument("work")
@by_option
@library_option
@json_option
def undo_command(*, work: str, by: str | None, folder: str | None, as_json: bool) -> None:
    """Take back the last thing that a person did to WORK."""
    with opened(folder) as library:
        tell(library, history.undo(staff_of(library, by), library, work), as_json=as_json)
