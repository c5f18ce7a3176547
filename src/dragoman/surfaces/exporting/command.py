"""`dragoman export`: works with their files, for archives, other systems, and places without a server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import bagit
import click

from dragoman.config import SiteSettings, place, site_settings
from dragoman.errors import UsageError
from dragoman.pipeline.upkeep import open_index
from dragoman.record.crosswalks.formats import BY_NAME, FORMATS
from dragoman.store.model import Filters
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.cli.options import library_option, opened
from dragoman.surfaces.cli.output import say
from dragoman.surfaces.cli.progress import Counter
from dragoman.surfaces.exporting.bag import export_bag
from dragoman.surfaces.exporting.records import export_records
from dragoman.surfaces.exporting.saf import export_saf
from dragoman.surfaces.exporting.selection import Choice
from dragoman.surfaces.exporting.site import Wanted, export_site
from dragoman.surfaces.presentation import DEFAULT_TAG, INTERFACE_TAGS
from dragoman.surfaces.web.app import create_app

EPILOG: Final = """
\b
Examples:
  dragoman export bag ~/bag                        everything as one BagIt bag
  dragoman export saf ~/dspace --only WORK         one work for DSpace, an item an edition
  dragoman export site /media/stick --ui en,ru     the whole site, for a memory stick or any web server
  dragoman export records ~/out --format marc-xml --language fr

\b
Stopped by Ctrl-C, the same command goes on where it was.
"""
F = TypeVar("F", bound=Callable[..., Any])


def _chosen(command: F) -> F:
    """The options that say what is to be exported."""
    for option in (
        click.option("--type", "resource_type", help="Only editions of this type."),
        click.option("--year", type=int, help="Only editions of this year."),
        click.option("--language", metavar="TAG", help="Only editions in this language."),
        click.option("--only", "ids", metavar="ID", multiple=True, help="Only this work or edition; may be repeated."),
        click.option("--site", metavar="URL", help="The site's address in what is written (else public_url)."),
        click.argument("out", type=click.Path(path_type=Path)),
        library_option,
    ):
        command = option(command)
    return command


@click.group("export", epilog=EPILOG)
def export_command() -> None:
    """Write works with their files into a folder: as a BagIt bag, for DSpace, as a static site, or records alone."""


@export_command.command("bag")
@_chosen
def bag_command(*, folder: str | None, out: Path, site: str | None, **chosen: Any) -> None:  # noqa: ANN401 - options
    """A BagIt bag (RFC 8493) of the newest files, with their records."""
    settings, base = _settings(folder, site)
    if out.exists() and not (out / "bagit.txt").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("out-in-use", f"{out} has something else in it.", "Give a folder that does not exist yet.")
    with opened(folder) as library, addresses.based(base), Counter("Exporting") as counter:
        source = organisation.name(settings, DEFAULT_TAG)
        done = export_bag(library, _choice(chosen), out, source=source, progress=counter.at)
        bagit.Bag(str(out)).validate(processes=1, fast=True)
    say(f"{done} editions are in the bag {out}.")


@export_command.command("saf")
@_chosen
def saf_command(*, folder: str | None, out: Path, site: str | None, **chosen: Any) -> None:  # noqa: ANN401 - options
    """DSpace's Simple Archive Format: a folder an edition, for `dspace import` and others."""
    _, base = _settings(folder, site)
    with opened(folder) as library, addresses.based(base), Counter("Exporting") as counter:
        done = export_saf(library, _choice(chosen), out, progress=counter.at)
    say(f"{done} editions are in {out}, a folder each.")


@export_command.command("records")
@click.option(
    "--format",
    "format_name",
    type=click.Choice([each.name for each in FORMATS]),
    default="csv",
    show_default=True,
    help="The format.",
)
@_chosen
def records_command(
    *,
    folder: str | None,
    out: Path,
    site: str | None,
    format_name: str,
    **chosen: Any,  # noqa: ANN401 - options
) -> None:
    """The records in a format, in files of a thousand each."""
    _, base = _settings(folder, site)
    with opened(folder) as library, addresses.based(base), Counter("Exporting") as counter:
        done = export_records(library, _choice(chosen), out, chosen=BY_NAME[format_name], progress=counter.at)
    say(f"{done} records are in {out}.")


@export_command.command("site")
@click.option("--ui", default=DEFAULT_TAG, show_default=True, help="The interface languages, by commas: en,ru,ar.")
@click.option("--pictures", is_flag=True, help="Also the picture of every page (slow, and large).")
@_chosen
def site_command(
    *,
    folder: str | None,
    out: Path,
    site: str | None,
    ui: str,
    pictures: bool,
    **chosen: Any,  # noqa: ANN401 - options
) -> None:
    """The whole site as files, for any web server or a memory stick; its search finds titles only, and says so."""
    settings, base = _settings(folder, site)
    tags = tuple(dict.fromkeys(tag.strip() for tag in ui.split(",") if tag.strip()))
    if unknown := [tag for tag in tags if tag not in INTERFACE_TAGS]:
        raise UsageError(
            "no-such-interface", f"No interface is in {unknown[0]!r}.", f"Use {', '.join(INTERFACE_TAGS)}."
        )
    public = f"{base.origin}{base.mount}"
    wanted = Wanted(choice=_choice(chosen), interfaces=tags or (DEFAULT_TAG,), public=public, pictures=pictures)
    with opened(folder) as library, Counter("Exporting") as counter:
        app = create_app(library, open_index(library), settings)
        done = export_site(library, app, wanted, out, progress=counter.at)
    say(f"{done} editions are in {out}: open {out / 'index.html'}")


def _choice(chosen: dict[str, Any]) -> Choice:
    filters = Filters(language=chosen["language"], year=chosen["year"], resource_type=chosen["resource_type"])
    return Choice(ids=tuple(chosen["ids"]), filters=filters)


def _settings(folder: str | None, site: str | None) -> tuple[SiteSettings, addresses.Base]:
    settings = site_settings(place(folder).folder)
    public = site or settings.public_url
    if public is None:
        raise UsageError(
            "no-public-url",
            "What is exported names the site that it comes from, and site.toml has no public_url.",
            "Write public_url into it, or say --site https://….",
        )
    return settings, addresses.Base.of(public)
