"""`dragoman ingest`: folders and files into the library."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import click

from dragoman.accession.model import spelled
from dragoman.document.isolation import Limits
from dragoman.pipeline.desk import Desk
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Found, Outcome, Settled
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import error_object, note, say, say_json
from dragoman.surfaces.cli.pictures import tell_pictures
from dragoman.surfaces.cli.progress import Bar
from dragoman.vocabulary.languages import UNDETERMINED

SOME_REJECTED: Final = 3
MEGABYTE: Final = 1 << 20
EPILOG = """
\b
Examples:
  dragoman ingest ~/reports
  dragoman ingest ~/reports annual-report.pdf --library /srv/library
  dragoman ingest ~/reports --json > what-happened.jsonl

Files are copied into the library, and ~/reports is left as it is. Give it again whenever something was added
or changed: what is already there is not read twice. It can be stopped at any moment. Hidden files and folders
(a leading dot) are left out.
"""
WORDS: Final = {
    Outcome.NEW: "new",
    Outcome.EDITION: "new as an edition of a work that was there",
    Outcome.FORMAT: "new as another file of an edition that was there",
    Outcome.REVISION: "changed: a new revision",
    Outcome.COPY: "already here under another name",
    Outcome.UNCHANGED: "already here",
    Outcome.PASSED_OVER: "passed over (no document by its content)",
    Outcome.REJECTED: "not accepted",
}


@click.command("ingest", epilog=EPILOG)
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=str))
@library_option
@json_option
@click.option("--processes", type=click.IntRange(1, 64), help="Files read side by side (else one a processor core).")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=Limits().seconds,
    show_default=True,
    help="The longest that one file may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=256),
    default=Limits().memory // MEGABYTE,
    show_default=True,
    help="The most memory that reading one file may take, in MB.",
)
@click.option(
    "--ocr",
    type=click.Choice(("auto", "never")),
    default="auto",
    show_default=True,
    help="auto: when all is in, read pages that are only pictures; never: leave them to `dragoman index` or `serve`.",
)
@click.option(
    "--draft", is_flag=True, help="Nothing is public until `dragoman publish`; what is public stays as it is."
)
@click.pass_context
def ingest_command(  # noqa: PLR0913 - one parameter an option, as click has it
    context: click.Context,
    *,
    places: tuple[str, ...],
    folder: str | None,
    as_json: bool,
    processes: int | None,
    seconds: float,
    memory: int,
    ocr: str,
    draft: bool,
) -> None:
    """Take in every document at PLACES, folders (in depth) or files."""
    for place in places:
        if not Path(place).exists():
            raise click.BadParameter(f"{place} is not there. Give a folder or a file that exists.")
    limits = Limits(seconds=seconds, memory=memory * MEGABYTE)
    counts: Counter[Outcome] = Counter()
    pages = textless = 0
    with ExitStack() as stack:
        library = stack.enter_context(opened(folder, create=True))
        bar = stack.enter_context(Bar())
        for event in ingest(library, places, limits=limits, processes=processes, desk=Desk(library, draft=draft)):
            if isinstance(event, Found):
                bar.begin(files=event.files, size=event.size)
                continue
            counts[event.outcome] += 1
            pages += event.pages
            textless += event.pages > 0 and event.language == UNDETERMINED
            bar.advance(size=event.size, pages=event.pages)
            _tell(event, as_json=as_json)
        bar.end()
        if not as_json:
            _sum_up(counts, pages)
        if textless and ocr == "never" and not as_json:
            say(f"{textless} of them without text that can be read (scanned pages?): listed, but not found by words.")
        if ocr == "auto":
            tell_pictures(library, as_json=as_json, processes=processes)
    context.exit(SOME_REJECTED if counts[Outcome.REJECTED] else 0)


def _tell(event: Settled, *, as_json: bool) -> None:
    if as_json:
        line: dict[str, object] = {"file": spelled(event.path), "outcome": event.outcome}
        line |= {
            key: value
            for key in ("pages", "language", "title", "work", "expression", "media_type")
            if (value := getattr(event, key))
        }
        if event.rejection:
            line["error"] = error_object(event.rejection)
        say_json(line)
    elif event.rejection:
        note(f"not accepted: {event.path}")
        note(f"  {event.rejection.code}: {event.rejection.message}")
        note(f"  {event.rejection.remedy}")


def _sum_up(counts: Counter[Outcome], pages: int) -> None:
    for outcome, words in WORDS.items():
        if counts[outcome]:
            say(f"{counts[outcome]:6d}  {words}")
    added = counts[Outcome.NEW] + counts[Outcome.EDITION] + counts[Outcome.FORMAT] + counts[Outcome.REVISION]
    say(f"Taken in: {added} with {pages} pages in all." if added else "Nothing new.")
