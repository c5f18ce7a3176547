"""`dragoman import` and `dragoman template`: records from elsewhere, said of the files that they are about."""

import getpass
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
import msgspec

from dragoman.accession.model import spelled
from dragoman.document.isolation import Limits
from dragoman.errors import Refused, UsageError
from dragoman.pipeline.importing.flow import import_offers
from dragoman.pipeline.importing.model import Imported, Manner, Outcome
from dragoman.pipeline.importing.sources import offers_at
from dragoman.pipeline.importing.template import as_csv, as_xlsx
from dragoman.pipeline.model import Outcome as FileOutcome
from dragoman.pipeline.model import Settled
from dragoman.record.incoming.comparing import Contradiction, words_of
from dragoman.record.incoming.model import Problem
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import error_object, note, say, say_json
from dragoman.surfaces.cli.progress import Counter as Progress

SOME_FAILED: Final = 3
_LONGEST_SHOWN: Final = 80
EPILOG = """
\b
Examples:
  dragoman template reports.xlsx              make the sheet, fill it in beside your files
  dragoman import reports.xlsx --dry-run      see what would happen
  dragoman import reports.xlsx
  dragoman import ~/dspace-export             a DSpace archive, a BagIt bag, a folder of descriptions
  dragoman import reports.xlsx --json > what-happened.jsonl

What a sheet says outranks what is read from the files, and stays when they are read again. It can be given again
whenever it was changed: rows that say nothing new change nothing. A wrong row is named and changes nothing;
all others are taken. It can be stopped at any moment, and goes on when it is given again.
"""
TEMPLATE_EPILOG = """
\b
Examples:
  dragoman template reports.xlsx      with a second sheet that says what each column is for
  dragoman template > reports.csv
"""
WORDS: Final = {
    Outcome.APPLIED: "changed",
    Outcome.UNCHANGED: "said nothing new",
    Outcome.NEW: "would be taken in with their files",
    Outcome.WITHOUT_FILE: "name no file that is here",
    Outcome.WITHDRAWN: "were withdrawn where they come from",
    Outcome.FAILED: "not accepted",
}


@click.command("import", epilog=EPILOG)
@click.argument("place", type=click.Path(path_type=Path))
@library_option
@json_option
@click.option("--dry-run", is_flag=True, help="Change nothing, and say what would happen.")
@click.option("--by", "person", help="Who says so, as the records' history will have it (else this system's user).")
@click.option("--overrule", is_flag=True, help="Let it count also where a person has said otherwise by other means.")
@click.pass_context
def import_command(  # noqa: PLR0913 - one parameter an option, as click has it
    context: click.Context,
    *,
    place: Path,
    folder: str | None,
    as_json: bool,
    dry_run: bool,
    person: str | None,
    overrule: bool,
) -> None:
    """Take in records, and the files that they are about, from PLACE: a sheet, a description, or a folder."""
    if not place.exists():
        raise click.BadParameter(f"{place} is not there. Give a file or a folder that exists.")
    manner = Manner(
        by=person or user(),
        method=f"import of {spelled(place.absolute().name)}",
        dry_run=dry_run,
        overrule=overrule,
        limits=Limits(),
    )
    with opened(folder, create=not dry_run) as library, refusals():
        counts = tell(import_offers(library, offers_at(place.absolute()), manner), as_json=as_json, dry_run=dry_run)
    context.exit(SOME_FAILED if counts[Outcome.FAILED] else 0)


@click.command("template", epilog=TEMPLATE_EPILOG)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def template_command(*, file: Path | None) -> None:
    """Write an empty sheet for `dragoman import` to FILE (.xlsx or .csv), else to standard output."""
    if file is None:
        sys.stdout.buffer.write(as_csv())
        return
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.BadParameter(f"{file.name} is neither a .csv nor an .xlsx. Give a name that ends so.")
    if file.exists():
        raise click.BadParameter(f"{file} is there already. Give another name, or delete it first.")
    try:
        file.write_bytes(as_xlsx() if file.suffix.lower() == ".xlsx" else as_csv())
    except OSError as error:
        raise click.BadParameter(f"{file} can't be written: {error.strerror}. Give another place.") from error
    say(f"Written: {file}")


def user() -> str:
    """The name of the system's user, as far as there is one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


@contextmanager
def refusals() -> Iterator[None]:
    """A source that can't be read at all ends the command with what to do."""
    try:
        yield
    except Refused as error:
        raise UsageError(error.code, error.message, error.remedy) from error


def tell(events: Iterable[Settled | Imported], *, as_json: bool, dry_run: bool) -> Counter[Outcome]:
    """Says what becomes of each record and of the files that can't be taken, then counts."""
    counts: Counter[Outcome] = Counter()
    files = contradictions = 0
    with Progress("records") as progress:
        for event in events:
            if isinstance(event, Settled):
                files += event.outcome in (FileOutcome.NEW, FileOutcome.EDITION, FileOutcome.FORMAT)
                _tell_file(event, as_json=as_json)
                continue
            counts[event.outcome] += 1
            contradictions += len(event.contradictions)
            progress.at(counts.total())
            _tell_record(event, as_json=as_json)
    if not as_json:
        for outcome, words in WORDS.items():
            if counts[outcome]:
                would = "would be " if dry_run and outcome is Outcome.APPLIED else ""
                say(f"{counts[outcome]:6d}  {would}{words}")
        say(f"{contradictions:6d}  contradictions, listed above" if contradictions else "     0  contradictions")
        if files:
            say(f"Taken in: {files} files.")
    return counts


def _tell_file(event: Settled, *, as_json: bool) -> None:
    if as_json:
        line: dict[str, object] = {"file": spelled(event.path), "outcome": event.outcome}
        say_json(line | ({"error": error_object(event.rejection)} if event.rejection else {}))
    elif event.rejection:
        note(f"not accepted: {event.path}")
        note(f"  {event.rejection.message}")
        note(f"  {event.rejection.remedy}")


def _tell_record(event: Imported, *, as_json: bool) -> None:
    if as_json:
        say_json(msgspec.to_builtins(event))
        return
    for problem in event.problems:
        _tell_problem(problem, failed=event.outcome is Outcome.FAILED)
    for each in event.contradictions:
        _tell_contradiction(each)


def _tell_problem(problem: Problem, *, failed: bool) -> None:
    note(f"{'not accepted' if failed else 'left out'}: {problem.place}: {problem.message}")
    note(f"  {problem.remedy}")


def _tell_contradiction(each: Contradiction) -> None:
    evidence = each.evidence
    where = f", page {evidence.page}" if evidence.page else ""
    source = f"{evidence.by or 'a person'} ({evidence.method})" if evidence.by else f"{evidence.source}{where}"
    now, before = _shown(each.after), _shown(each.before)
    if each.kept:
        say(f"{each.place}: {before} stays, said by {source}; the import says {now}. --overrule changes it.")
    else:
        say(f"{each.place}: {now} instead of {before}, from {source}.")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "nothing"
    if value is None:
        return "nothing"
    text = " ".join(words_of(value).split())
    return f"“{text[:_LONGEST_SHOWN]}…”" if len(text) > _LONGEST_SHOWN else f"“{text}”"
