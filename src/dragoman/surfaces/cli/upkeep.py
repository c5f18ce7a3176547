"""`dragoman index`, `rebuild` and `check`: what keeps a library whole."""

import click

from dragoman.config import place
from dragoman.pipeline.upkeep import check, embed, index, rebuild
from dragoman.search.embedders import installed
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json
from dragoman.surfaces.cli.pictures import tell_pictures
from dragoman.surfaces.cli.progress import Counter

INDEX_EPILOG = """
\b
Examples:
  dragoman index                     after an ingest that was stopped
  dragoman index --library /srv/lib
"""
REBUILD_EPILOG = """
\b
Examples:
  dragoman rebuild                   after the database or the index was lost or damaged
"""
CHECK_EPILOG = """
\b
Examples:
  dragoman check                     reads every file: takes about as long as copying the library
  dragoman check --json > findings.jsonl
"""


@click.command("index", epilog=INDEX_EPILOG)
@library_option
@json_option
def index_command(*, folder: str | None, as_json: bool) -> None:
    """Catch up with all that runs behind ingest: the words of new texts, pages that are pictures, what texts mean.

    Words are searchable as soon as they are in. Reading pictures, and embedding, by which a question finds answers in
    other languages, take their time; stopped, they go on where they were.
    """
    with opened(folder) as library:
        with Counter("Indexing") as counter:
            done = index(library, progress=counter.at)
        tell_pictures(library, as_json=as_json)
        with Counter("Embedding") as counter:
            embedded = embed(library, progress=counter.at)
    if as_json:
        say_json({"changes_indexed": done, "passages_embedded": embedded})
    else:
        say(f"{done} changes indexed." if done else "The index is up to date.")
        if embedded:
            say(f"{embedded} passages embedded.")
    if not installed():
        note("No model is installed, so that answers are found by their words and not across languages.")


@click.command("rebuild", epilog=REBUILD_EPILOG)
@library_option
@json_option
@click.pass_context
def rebuild_command(context: click.Context, *, folder: str | None, as_json: bool) -> None:
    """Make the database and the index anew from the storage root, which holds everything.

    What of the root is missing or damaged is named, and all else is made; the exit status is 1 then.
    """
    where = place(folder)
    with Counter("Rebuilding") as counter:
        rebuilt = rebuild(where.folder, database_url=where.database_url, progress=counter.at)
    if as_json:
        say_json({"works": rebuilt.works, "lost": rebuilt.lost})
    else:
        say(f"{rebuilt.works} works rebuilt from {where.folder}.")
        for lost in rebuilt.lost:
            note(f"lost: {lost.what}: {lost.message}")
            note(f"  {lost.remedy}")
    context.exit(1 if rebuilt.lost else 0)


@click.command("check", epilog=CHECK_EPILOG)
@library_option
@json_option
@click.pass_context
def check_command(context: click.Context, *, folder: str | None, as_json: bool) -> None:
    """Verify every file's checksum, every object, and that root, database and index agree; say what differs."""
    found = 0
    with opened(folder) as library, Counter("Checking") as counter:
        for finding in check(library, progress=counter.at):
            found += 1
            if as_json:
                say_json(finding)
            else:
                say(f"{finding.code}: {finding.where}: {finding.message}")
                say(f"  {finding.remedy}")
    if not as_json:
        note("The library is whole." if not found else f"Findings: {found}.")
    context.exit(1 if found else 0)
