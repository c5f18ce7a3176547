"""`dragoman publish`, `withdraw`, `restrict` …: the life of a record, and `history` and `restore-version`: its past."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from dragoman.errors import UsageError
from dragoman.pipeline import acts
from dragoman.pipeline.history import history, restore
from dragoman.record.history import EditionChange, Event
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import say, say_json
from dragoman.surfaces.cli.staff import by_option, difference_line, staff_of, tell

PUBLISH_EPILOG = """
\b
Examples:
  dragoman publish EDITION                               public now
  dragoman publish EDITION --at 2027-01-01T09:00:00Z     by itself at that second (while `dragoman serve` runs)
"""
SUBMIT_EPILOG = """
\b
Examples:
  dragoman submit EDITION           a draft that is ready for an editor
"""
RETURN_EPILOG = """
\b
Examples:
  dragoman return EDITION --reason "The date is missing."
"""
RESTRICT_EPILOG = """
\b
Examples:
  dragoman restrict EDITION                              the record is public, file and text are not
  dragoman restrict EDITION --until 2027-01-01           an embargo: opens by itself when that day begins (UTC)
  dragoman open EDITION                                  takes it back
"""
OPEN_EPILOG = """
\b
Examples:
  dragoman open EDITION
"""
WITHDRAW_EPILOG = """
\b
Examples:
  dragoman withdraw EDITION --reason "Replaced by a corrected report."
  dragoman reinstate EDITION                             takes it back

Its address says that it was withdrawn, and why (410); harvesters are told that it is deleted. Its files stay in the
library, for nobody.
"""
REINSTATE_EPILOG = """
\b
Examples:
  dragoman reinstate EDITION        what was withdrawn is public again; what was discarded is a draft again
"""
DISCARD_EPILOG = """
\b
Examples:
  dragoman discard EDITION          a draft that comes to nothing
"""
HISTORY_EPILOG = """
\b
Examples:
  dragoman history EDITION
  dragoman history WORK --json
"""
RESTORE_EPILOG = """
\b
Examples:
  dragoman history EDITION              says which revisions there were
  dragoman restore-version EDITION 3    says again all that revision 3 said
"""


def _instant(text: str | None) -> str | None:
    """An instant in UTC; a day is its begin."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no instant."
        raise UsageError("no-instant", message, "Write 2027-01-01 or 2027-01-01T09:00:00Z.") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.command("publish", epilog=PUBLISH_EPILOG)
@click.argument("editions", nargs=-1, required=True)
@click.option("--at", metavar="INSTANT", help="When it becomes public by itself.")
@by_option
@library_option
@json_option
def publish_command(
    *, editions: Sequence[str], at: str | None, by: str | None, folder: str | None, as_json: bool
) -> None:
    """Make EDITIONS public, now or at an instant."""
    with opened(folder) as library:
        tell(library, acts.publish(staff_of(library, by), editions, at=_instant(at)), as_json=as_json)


@click.command("restrict", epilog=RESTRICT_EPILOG)
@click.argument("editions", nargs=-1, required=True)
@click.option("--until", metavar="INSTANT", help="When file and text open by themselves.")
@by_option
@library_option
@json_option
def restrict_command(
    *, editions: Sequence[str], until: str | None, by: str | None, folder: str | None, as_json: bool
) -> None:
    """Keep files and texts of EDITIONS to the library; their records are public."""
    with opened(folder) as library:
        tell(library, acts.restrict(staff_of(library, by), editions, until=_instant(until)), as_json=as_json)


def _plain(name: str, act: acts.Plain, epilog: str, says: str) -> click.Command:
    """A verb that takes editions and nothing else."""

    @click.command(name, epilog=epilog, help=says)
    @click.argument("editions", nargs=-1, required=True)
    @by_option
    @library_option
    @json_option
    def command(*, editions: Sequence[str], by: str | None, folder: str | None, as_json: bool) -> None:
        with opened(folder) as library:
            tell(library, act(staff_of(library, by), editions), as_json=as_json)

    return command


def _with_reason(name: str, act: acts.Reasoned, epilog: str, says: str) -> click.Command:
    """A verb that takes editions and a reason."""

    @click.command(name, epilog=epilog, help=says)
    @click.argument("editions", nargs=-1, required=True)
    @click.option("--reason", required=True, help="Why, in words for whoever meets it.")
    @by_option
    @library_option
    @json_option
    def command(*, editions: Sequence[str], reason: str, by: str | None, folder: str | None, as_json: bool) -> None:
        with opened(folder) as library:
            tell(library, act(staff_of(library, by), editions, reason), as_json=as_json)

    return command


submit_command = _plain("submit", acts.submit, SUBMIT_EPILOG, "Hand drafts to an editor.")
open_command = _plain("open", acts.unseal, OPEN_EPILOG, "Open files and texts of EDITIONS to everybody.")
reinstate_command = _plain("reinstate", acts.reinstate, REINSTATE_EPILOG, "Offer EDITIONS again.")
discard_command = _plain("discard", acts.discard, DISCARD_EPILOG, "Let drafts come to nothing.")
return_command = _with_reason("return", acts.give_back, RETURN_EPILOG, "Give submitted EDITIONS back to their author.")
withdraw_command = _with_reason("withdraw", acts.withdraw, WITHDRAW_EPILOG, "Offer EDITIONS no longer.")


@click.command("history", epilog=HISTORY_EPILOG)
@click.argument("identifier")
@library_option
@json_option
def history_command(*, identifier: str, folder: str | None, as_json: bool) -> None:
    """Say who changed what of a work or an edition, when, and from what."""
    with opened(folder) as library:
        events = history(library, identifier)
    for event in events:
        if as_json:
            say_json(event)
        else:
            _tell(event)


def _tell(event: Event) -> None:
    act = event.act
    who = f"{act.kind} by {act.by or 'the library itself'}" if act else "a file came in or was read"
    noted = f" ({act.note})" if act and act.note else ""
    say(f"{event.made}  {event.work} version {event.version}: {who}{noted}")
    for name in event.files:
        say(f"  file {name}")
    for change in event.changes:
        _tell_change(change)


def _tell_change(change: EditionChange) -> None:
    if change.before is None or change.after is None:
        say(f"  {change.expression} {f'came, revision {change.after}' if change.after else 'left'}")
        return
    say(f"  {change.expression} revision {change.before} → {change.after}")
    for difference in change.differences:
        say(f"    {difference_line(difference)}")


@click.command("restore-version", epilog=RESTORE_EPILOG)
@click.argument("edition")
@click.argument("revision", type=int)
@by_option
@library_option
@json_option
def restore_version_command(*, edition: str, revision: int, by: str | None, folder: str | None, as_json: bool) -> None:
    """Say of EDITION again what its REVISION said; its files, place and life stay."""
    with opened(folder) as library:
        restored = restore(staff_of(library, by), library, edition, revision)
        tell(library, restored, as_json=as_json, nothing="The record says all that already.")
