"""`dragoman harvest`: the records of a repository and their files, at first all and then what has changed."""

import click

from dragoman.document.isolation import Limits as ReadingLimits
from dragoman.pipeline.importing.harvesting import Errand, Harvest
from dragoman.pipeline.importing.model import Manner, Outcome
from dragoman.pipeline.importing.repository import Repository
from dragoman.pipeline.importing.web import Limits, Web, named_host
from dragoman.surfaces.cli.importing import SOME_FAILED, refusals, tell, user
from dragoman.surfaces.cli.options import json_option, library_option, opened

EPILOG = """
\b
Examples:
  dragoman harvest https://repository.example/oai
  dragoman harvest https://repository.example/oai --set reports --dry-run
  dragoman harvest https://repository.example/oai --json > what-happened.jsonl

The address is that of a repository's OAI-PMH. Its records count as your word, as a sheet's do. Give the command again,
every night say: only what has changed there is asked for. It can be stopped at any moment, and goes on where it was.
Records whose files can't be had are tried again each time. What is withdrawn there is named, and stays here.
"""


@click.command("harvest", epilog=EPILOG)
@click.argument("url")
@library_option
@json_option
@click.option("--set", "set_", default="", help="Only this set of the repository.")
@click.option("--format", "prefix", help="The format to ask for (else the one that says most of those it offers).")
@click.option("--again", is_flag=True, help="All records from the beginning, not only those that have changed.")
@click.option("--dry-run", is_flag=True, help="Change nothing and fetch no file; say what would happen.")
@click.option("--by", "person", help="Who says so, as the records' history will have it (else this system's user).")
@click.option("--overrule", is_flag=True, help="Let it count also where a person has said otherwise by other means.")
@click.option("--private", is_flag=True, help="Follow links into private networks too; never for a source of others.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=0.5,
    show_default=True,
    help="Seconds between two questions to one machine.",
)
@click.option(
    "--most",
    type=click.IntRange(1, 4096),
    default=512,
    show_default=True,
    help="The largest file that is fetched, in MB.",
)
@click.pass_context
def harvest_command(  # noqa: PLR0913 - one parameter an option, as click has it
    context: click.Context,
    *,
    url: str,
    folder: str | None,
    as_json: bool,
    set_: str,
    prefix: str | None,
    again: bool,
    dry_run: bool,
    person: str | None,
    overrule: bool,
    private: bool,
    pause: float,
    most: int,
) -> None:
    """Take in the records of the repository whose OAI-PMH is at URL, with their files."""
    manner = Manner(
        by=person or user(), method=f"harvest of {url}", dry_run=dry_run, overrule=overrule, limits=ReadingLimits()
    )
    with refusals():
        web = Web(known=frozenset({named_host(url)}), private=private, pause=pause)
        repository = Repository.at(url, web)
        errand = Errand(url=url, set=set_, prefix=prefix, again=again, files=Limits(size=most << 20, seconds=900.0))
        with opened(folder, create=not dry_run) as library:
            events = Harvest(library, errand, repository, manner).run()
            counts = tell(events, as_json=as_json, dry_run=dry_run)
    context.exit(SOME_FAILED if counts[Outcome.FAILED] else 0)
