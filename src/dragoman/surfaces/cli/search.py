"""`dragoman search`: passages that answer, with their pages."""

import click

from dragoman.errors import LibraryError, UsageError
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import titled
from dragoman.search.model import EditionHit, Hit, Query, Vote
from dragoman.store.library import Library
from dragoman.store.model import Filters
from dragoman.surfaces.cli.options import json_option, library_option, opened
from dragoman.surfaces.cli.output import note, say, say_json

EPILOG = """
\b
Examples:
  dragoman search "readmission agreements"
  dragoman search миграция --language ru --limit 5
  dragoman search '"human rights"' --json        in quotes: the words together
  dragoman search 'rights -children title:migra* year:2010..2020 lang:en' --explain
"""


@click.command("search", epilog=EPILOG)
@click.argument("words", nargs=-1, required=True)
@library_option
@json_option
@click.option("--language", metavar="TAG", help="Only editions in this language (a BCP 47 tag such as fr).")
@click.option("--year", type=int, help="Only editions of this year.")
@click.option("--type", "resource_type", help="Only editions of this type.")
@click.option("--explain", is_flag=True, help="Show what each hit's score is made of.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="The most works to list.")
def search_command(  # noqa: PLR0913 - one parameter an option, as click has it
    *,
    words: tuple[str, ...],
    folder: str | None,
    as_json: bool,
    language: str | None,
    year: int | None,
    resource_type: str | None,
    explain: bool,
    limit: int,
) -> None:
    """Find passages: one entry a work, its best sections with their pages."""
    query = Query(
        text=" ".join(words),
        filters=Filters(language=language, year=year, resource_type=resource_type),
        reader_language=language or "en",
        limit=limit,
        explain=explain,
    )
    with opened(folder) as library:
        _check_type(resource_type, library)
        index = open_index(library)
        results = index.search(query)
        behind = index.applied() < library.catalogue.head()
    if behind and not results.entries:
        raise LibraryError(
            "index-behind",
            "The index does not hold all of the library yet, so nothing can be said.",
            "Run `dragoman index`.",
        )
    if behind:
        note("The index does not hold all of the library yet: run `dragoman index` to search everything.")
    if results.unquoted:
        note("Nothing has the words as they are quoted: they were searched as words.")
    for entry in results.entries:
        if as_json:
            say_json(entry)
        else:
            _print(entry)
    if not results.entries and not as_json:
        say("Nothing found. Try fewer or other words.")


def _check_type(resource_type: str | None, library: Library) -> None:
    """A type that no edition has is a slip of the hand, and an empty answer would hide it."""
    held = sorted(code for code, _ in library.catalogue.holdings().resource_types)
    if resource_type is not None and resource_type not in held:
        raise UsageError("type-unknown", f"No edition is of type {resource_type!r}.", f"Held are {', '.join(held)}.")


def _print(entry: EditionHit) -> None:
    say(f"{entry.title} ({entry.language})  {entry.expression_id}")
    for hit in entry.hits:
        say(f"  {_place(hit)}" + (f" ({hit.language})" if hit.language != entry.language else ""))
        say("    " + "".join(f"[{f.text}]" if f.marked else f.text for f in hit.snippet).replace("\n", " "))
        if hit.found_in:
            say(f"    found in {hit.found_in.language}, {_place(hit.found_in)}")
        for vote in hit.votes:
            _print_vote(vote)


def _place(hit: Hit) -> str:
    """The section, and the page where the text has pages."""
    section = titled(hit.passage.section_label, hit.passage.section_title)
    page = "" if hit.flowed else f"page {hit.passage.page_label or hit.passage.page}"
    return ": ".join(filter(None, (page, section))) or "its text"


def _print_vote(vote: Vote) -> None:
    """One way of finding in a line: its part of the score, its rank, and what that part is made of."""
    rank = f", rank {vote.rank}" if vote.rank is not None else ""
    reasons = " + ".join(f"{name} {score:.3f}" for name, score in vote.reasons)
    say(f"    {vote.way} {vote.score:.3f}{rank}{': ' + reasons if reasons else ''}")
