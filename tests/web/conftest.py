"""A library with real parts, the pages over it, and a browser that must be there when CI says so."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from dragoman.pipeline.upkeep import index, open_index
from dragoman.store.library import Library
from dragoman.surfaces.web.app import create_app
from tests.web import bookshelf

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(bookshelf.fill(tmp_path_factory.mktemp("library") / "library")) as filled:
        index(filled)
        yield filled


@pytest.fixture(scope="session")
def app(library: Library) -> Starlette:
    return create_app(library, open_index(library))


@pytest.fixture
def client(app: Starlette) -> TestClient:
    """Asks the pages without a network; an error that escapes the pages fails the test."""
    return TestClient(app, base_url="http://library.test", follow_redirects=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The pages of a library without a file."""
    with closing(Library.open(tmp_path / "empty", create=True)) as nothing:
        yield TestClient(create_app(nothing, open_index(nothing)))


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of an application, served by uvicorn as `dragoman serve` does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            access_log=False,
            log_level="warning",
            lifespan="off",
            proxy_headers=False,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        for _ in range(200):
            if server.started:
                break
            time.sleep(0.05)
        assert server.started
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def site(app: Starlette) -> Iterator[str]:
    """The address of the pages."""
    with served(app) as address:
        yield address


class Watched:
    """What went wrong behind a page: messages of the console, requests to elsewhere."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.faults: list[str] = []
        context.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", lambda request: None if request.url.startswith(site) else self.faults.append(request.url))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that DRAGOMAN_CHROMIUM names. Closed with the module: one playwright at a time."""
    executable = os.environ.get("DRAGOMAN_CHROMIUM") or shutil.which("chromium")
    if not executable:
        message = "No Chromium: script/test installs Debian's, or set DRAGOMAN_CHROMIUM to one."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=20_000)  # a machine that is busy with other tests is slow
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
        yield launched
        launched.close()
