"""`dragoman serve`: the library in a browser, and for machines."""

import socket
import threading
import time
from contextlib import suppress

import click
import uvicorn
from starlette.types import ASGIApp

from dragoman.config import SiteSettings, place, site_settings
from dragoman.errors import LibraryBusy, LibraryError, UsageError
from dragoman.pipeline.upkeep import open_index, read_pictures
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.api.app import create_api
from dragoman.surfaces.cli.options import library_option, opened
from dragoman.surfaces.cli.output import note, say
from dragoman.surfaces.gateway import Surfaces
from dragoman.surfaces.limits import Allowance
from dragoman.surfaces.mcp.app import create_mcp
from dragoman.surfaces.oai.app import create_oai
from dragoman.surfaces.presentation import DEFAULT_TAG
from dragoman.surfaces.web.app import create_app

_FIRST_READERS = 5.0  # seconds that belong to those who open the first pages
_LOOK_AGAIN = 60.0
EPILOG = """
\b
Examples:
  dragoman serve
  dragoman serve --library /srv/library --host 0.0.0.0 --port 80
"""


@click.command("serve", epilog=EPILOG)
@library_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for every machine."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any free one."
)
def serve_command(*, folder: str | None, host: str, port: int) -> None:
    """Serve the library's pages until Ctrl-C. Nothing that a reader does is kept."""
    with opened(folder) as library:
        index = open_index(library)
        threading.Thread(target=_keep_up, args=(index, library), daemon=True).start()
        settings = site_settings(place(folder).folder)
        app = create_site(library, index, settings)
        listening = _listen(host, port)
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listening.getsockname()[1]}/"
        public = f", for readers at {settings.public_url}/" if settings.public_url else ""
        say(f"The library is at {address}{public}")
        with suppress(KeyboardInterrupt):  # uvicorn has shut down by then, and hands the signal on
            _server(app).run(sockets=[listening])
    note("Stopped.")


def create_site(library: Library, index: SearchIndex, settings: SiteSettings) -> ASGIApp:
    """The pages and the API as one application."""
    return Surfaces(
        settings=settings,
        pages=create_app(library, index, settings),
        others=(
            (addresses.API, create_api(library, index)),
            (addresses.OAI, create_oai(library, settings)),
            (addresses.MCP, create_mcp(library, index, organisation.name(settings, DEFAULT_TAG))),
        ),
        allowance=Allowance(settings),
    )


def _keep_up(index: SearchIndex, library: Library) -> None:
    """What runs behind the readers for as long as the library is served; none of it keeps them waiting.

    What a stopped ingest left unindexed is found soon after the start, and an index that was damaged is made anew,
    while all but search goes on. Then, now and again: pages that are only pictures are read, and new passages embedded.
    """
    try:
        with suppress(LibraryBusy):
            if index.mend(library):
                note("The search index was damaged, and has been made anew.")
            index.follow(library)
        if index.vectors.mend():
            note("Vectors for search by meaning were damaged, and are being made anew.")
        time.sleep(_FIRST_READERS)
        behind = open_index(library)  # with models of its own, so that no question waits for a batch of passages
        while True:
            with suppress(LibraryBusy):
                for _ in read_pictures(library, processes=1):
                    pass
            behind.embed(library)
            time.sleep(_LOOK_AGAIN)
    except LibraryError as error:
        note(f"What runs behind the readers has stopped: {error.message} {error.remedy}")


def _server(app: ASGIApp) -> uvicorn.Server:
    """One process without an access log: who read what is nobody's business."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="httptools",
            loop="uvloop",
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # the gateway reads them, and believes only the proxies that the settings name
        )
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(
            "can-not-listen",
            f"Can't listen at {host}, port {port}: {error.strerror or error}.",
            "Give another port (--port 0 takes any free one) or an address of this machine (--host).",
        ) from error
