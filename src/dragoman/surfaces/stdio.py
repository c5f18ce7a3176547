"""`dragoman mcp`: the library for an assistant on this machine (Model Context Protocol, stdio)."""

from typing import Final

import click

from dragoman.config import place, site_settings
from dragoman.pipeline.upkeep import open_index
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.cli.options import library_option, opened
from dragoman.surfaces.mcp.server import run_stdio
from dragoman.surfaces.presentation import DEFAULT_TAG

HERE: Final = "http://127.0.0.1:8000"
"""Where `dragoman serve` is, unless told otherwise."""
EPILOG = """
\b
Examples:
  dragoman mcp --library /srv/library       the command to write into an assistant's configuration
  dragoman mcp --site https://library.example.org

Over HTTP, `dragoman serve` answers assistants at /mcp.
"""


@click.command("mcp", epilog=EPILOG)
@library_option
@click.option(
    "--site", metavar="URL", help=f"The site that answers lead to (else public_url of site.toml, else {HERE})."
)
def mcp_command(*, folder: str | None, site: str | None) -> None:
    """Serve the library to an assistant over standard input and output: search, records, text, pictures. Read-only."""
    settings = site_settings(place(folder).folder)
    base = addresses.Base.of(site or settings.public_url or HERE)
    with opened(folder) as library, addresses.based(base):
        run_stdio(library, open_index(library), organisation.name(settings, DEFAULT_TAG))
