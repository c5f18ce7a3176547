"""`dragoman serve`: the library in a browser, and for machines."""

import gc
import socket
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

import click
import uvicorn
from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.config import SiteSettings, site_settings
from dragoman.errors import LibraryBusy, LibraryError, UsageError
from dragoman.pipeline.opening import open_due
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
from dragoman.surfaces.renewal import Renewed
from dragoman.surfaces.watching import Figures, Health, Measured, Metrics
from dragoman.surfaces.web.app import create_app

_FIRST_READERS = 5.0  # seconds that belong to those who open the first pages
_YOUNG = 20_000  # objects that may be made before the collector looks: about as many as a large page
_LOOK_AGAIN = 60.0
_SOON = 0.5
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
    """Serve the library's pages until Ctrl-C, and the staff's at /office. Nothing that a reader does is kept.

    Where there is no library yet, an empty one is made. While nobody can run it, a one-time link for the first
    administrator is printed.
    """
    with opened(folder, create=True) as library:
        index = open_index(library)
        threading.Thread(target=_keep_up, args=(index, library), daemon=True).start()
        threading.Thread(target=_open_on_time, args=(index, library), daemon=True).start()
        offices = Offices(library)
        app = Renewed(library.folder, lambda settings: create_site(library, index, settings, offices))
        settings = site_settings(library.folder)
        listening = _listen(host, port)
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listening.getsockname()[1]}"
        public = f", for readers at {settings.public_url}/" if settings.public_url else ""
        say(f"The library is at {address}/{public}")
        threading.Thread(target=_greet, args=(offices, settings, address), daemon=True).start()
        _spare_what_stays()
        with suppress(KeyboardInterrupt):  # uvicorn has shut down by then, and hands the signal on
            _server(app).run(sockets=[listening])
    note("Stopped.")


class Offices:
    """The library's office, opened when it is first needed: readers' pages don't wait for it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._opened: Any = None

    def opened(self) -> Any:  # noqa: ANN401 - its module is loaded here, with what it needs
        """The office."""
        with self._lock:
            if self._opened is None:
                self._opened = import_module("dragoman.office.office").Office.of(self._library)
            return self._opened

    def missed(self, path: str, query: str) -> None:
        """Counts an address that was not found; where the office can't be used, nothing is counted."""
        with suppress(LibraryError):
            self.opened().missed.note(path, query)


class StaffSurface:
    """The staff pages, made with the first request to them."""

    def __init__(self, offices: Offices, library: Library, index: SearchIndex, settings: SiteSettings) -> None:
        self._parts = (library, index, settings)
        self._offices = offices
        self._lock = threading.Lock()
        self._app: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        app = self._app or await to_thread.run_sync(self._made)
        await app(scope, receive, send)

    def _made(self) -> Any:  # noqa: ANN401 - as above
        with self._lock:
            if self._app is None:
                create = import_module("dragoman.surfaces.office.app").create_office
                self._app = create(self._offices.opened(), *self._parts)
            return self._app


def create_site(
    library: Library, index: SearchIndex, settings: SiteSettings, offices: Offices | None = None
) -> ASGIApp:
    """The pages, the API and, where there is an office, the staff pages as one application."""
    others: list[tuple[str, ASGIApp]] = [
        (addresses.API, create_api(library, index)),
        (addresses.OAI, create_oai(library, settings)),
        (addresses.MCP, create_mcp(library, index, organisation.name(settings, DEFAULT_TAG))),
        (addresses.HEALTH, Health(library=library, index=index)),
    ]
    if offices is not None:
        others.append((addresses.OFFICE, StaffSurface(offices, library, index, settings)))
    figures = Figures(library, index) if settings.metrics else None
    if figures is not None:
        others.append((addresses.METRICS, Metrics(figures=figures, readers=settings.metrics)))
    site = Surfaces(
        settings=settings,
        pages=create_app(library, index, settings, offices.missed if offices is not None else None),
        others=tuple(others),
        allowance=Allowance(settings),
    )
    if figures is None:
        return site
    mount = addresses.Base.of(settings.public_url).mount if settings.public_url else ""
    names = {start: start.strip("/") for start, _ in others}
    return Measured(site=site, figures=figures, surfaces=names, mount=mount)


def _greet(offices: Offices, settings: SiteSettings, listening_at: str) -> None:
    """Begins to take in what is uploaded, and says how the first administrator is made, while there is none."""
    address = settings.public_url or listening_at
    try:
        office = offices.opened()
        office.intake.inbox = settings.inbox
        threading.Thread(target=office.intake.keep_on, daemon=True).start()
        if not office.accounts.has_administrator():
            link = f"{address}{addresses.OFFICE}/links/{office.links.first()}"
            say(f"Nobody runs this library yet. Its first administrator opens this link, within a day: {link}")
    except LibraryError as error:
        note(f"The staff pages can't be used: {error.message} {error.remedy}")


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
            _spare_what_stays()
            time.sleep(_LOOK_AGAIN)
    except LibraryError as error:
        note(f"What runs behind the readers has stopped: {error.message} {error.remedy}")


def _spare_what_stays() -> None:
    """Modules, models and templates that are loaded by now stay: looking through them took a third of a page's time."""
    gc.set_threshold(_YOUNG, 10, 10)
    gc.freeze()


def _open_on_time(index: SearchIndex, library: Library) -> None:
    """Publishes and opens what is due, within a second of its instant; where it can't just now, the next second."""
    while True:
        with suppress(LibraryError):
            if open_due(library):
                index.follow(library)
        time.sleep(_SOON)


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
