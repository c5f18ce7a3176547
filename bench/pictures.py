"""Pictures of the running site for the documentation: `script/pictures`.

In: a library of the samples (made here unless one is given). Out: under `docs/pictures/`, a WebP for each page type at
360 and 1280 pixels in English, Russian and Arabic, some of them dark, and one for each component of docs/design.md.
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from dragoman.config import SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.store.model import Filters
from dragoman.surfaces.serve import create_site

PROJECT: Final = Path(__file__).parent.parent
PICTURES: Final = PROJECT / "docs" / "pictures"
MOST_BYTES: Final = 4_000_000
MARGIN: Final = 16
PUBLIC: Final = SiteSettings(public_url="https://library.example")
"""So that a reference shows an address that lasts, and not this run's port."""
SCREENS: Final = {"phone": (360, 740), "desktop": (1280, 860)}
QUESTIONS: Final = {"en": "right to education", "ru": "право на образование", "ar": "الحق في التعليم"}
DARK: Final = frozenset({"holdings", "search"})
"""Of these pages the Russian picture is a dark one, so that both themes are shown."""


class Component(NamedTuple):
    """A part of a page: where it is to be seen, and what marks it."""

    name: str
    path: str
    selector: str


COMPONENTS: Final = (
    Component("band", "en/browse", ".top"),
    Component("hero", "ar/", ".hero"),
    Component("tongue-wall", "en/", "section:has(> .tongue-wall)"),
    Component("card", "ru/browse", ".card"),
    Component("hit", "en/search?q=right+to+education", ".card"),
    Component("facets", "en/browse", ".side"),
    Component("masthead", "en/editions/{edition}", ".masthead"),
    Component("contents", "fr/editions/{edition}", ".contents"),
    Component("record", "en/editions/{edition}", ".side > section"),
    Component("cite", "en/editions/{edition}", ".cite"),
    Component("alike", "en/editions/{edition}", ".alike"),
    Component("keep", "en/editions/{edition}", ".actions"),
    Component("years", "en/holdings", "section:has(> .years)"),
    Component("share", "fa/holdings", "section:has(.share)"),
    Component("grid", "en/holdings", "section:has(.works)"),
    Component("failure", "hi/nothing", "main"),
    Component("foot", "de/browse", ".bottom"),
)


def main() -> None:
    """Parse, serve, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--library", type=Path, help="a library of the samples")
    given = parser.parse_args().library
    with tempfile.TemporaryDirectory() as temporary:
        folder = given or samples(Path(temporary) / "library")
        with closing(Library.open(folder)) as library, served(library, PUBLIC) as site, sync_playwright() as playwright:
            chromium = os.environ.get("DRAGOMAN_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            editions = {tag: declaration(library, tag) for tag in QUESTIONS}
            PICTURES.mkdir(parents=True, exist_ok=True)
            _page_types(browser, site, editions)
            _components(browser, site, editions["en"])
            browser.close()
    size = sum(picture.stat().st_size for picture in PICTURES.glob("*.webp"))
    print(f"{len(list(PICTURES.glob('*.webp')))} pictures, {size:,} bytes")  # noqa: T201
    if size > MOST_BYTES:
        sys.exit(f"That is more than {MOST_BYTES:,} bytes.")


def samples(folder: Path) -> Path:
    """A library of the samples, made in a folder."""
    command = [sys.executable, "-m", "dragoman.surfaces.cli.main"]
    dragoman = shutil.which("dragoman", path=str(Path(sys.executable).parent))
    taken = subprocess.run(
        [
            *([dragoman] if dragoman else command),
            "ingest",
            str(PROJECT / "samples"),
            "--library",
            str(folder),
            "--ocr",
            "never",
        ],
        check=False,
    )
    if taken.returncode not in {0, 3}:  # 3: some files were not accepted
        sys.exit(taken.returncode)
    return folder


@contextmanager
def served(library: Library, settings: SiteSettings | None = None) -> Iterator[str]:
    """The site of a library while this holds: its address."""
    app = create_site(library, open_index(library), settings or SiteSettings())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", proxy_headers=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def declaration(library: Library, tag: str) -> str:
    """The edition in a language of the sample that has most editions and is short."""
    listed = library.catalogue.browse(Filters(language=tag), limit=100).editions
    return max(
        listed, key=lambda edition: (len(edition.siblings), -(edition.pages or 0), edition.year == 1948)
    ).expression_id


def _page_types(browser: Browser, site: str, editions: dict[str, str]) -> None:
    for ui, question in QUESTIONS.items():
        paths = {
            "home": "",
            "browse": "browse",
            "search": f"search?q={question}",
            "edition": f"editions/{editions[ui]}",
            "holdings": "holdings",
            "page": f"editions/{editions[ui]}/pages/5",
            "section": f"editions/{editions[ui]}/sections/4",
            "beside": f"editions/{editions[ui]}/sections/4?beside={editions['ru' if ui == 'en' else 'en']}",
            "failure": "nothing",
        }
        for screen, (width, height) in SCREENS.items():
            for name, path in paths.items():
                scheme = "dark" if ui == "ru" and name in DARK else "light"
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
                )
                page.goto(f"{site}/{ui}/{path}", wait_until="networkidle")
                _keep(page.screenshot(), f"{name}-{ui}-{screen}{'-dark' if scheme == 'dark' else ''}")
                page.close()


def _components(browser: Browser, site: str, edition: str) -> None:
    page: Page = browser.new_page(viewport={"width": 1280, "height": 900})
    for component in COMPONENTS:
        page.goto(f"{site}/{component.path.format(edition=edition)}", wait_until="networkidle")
        part = page.locator(component.selector).first
        part.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        box = part.bounding_box()
        if box is None:
            sys.exit(f"{component.name}: nothing is at {component.selector} of {component.path}.")
        top = box["y"] + page.evaluate("scrollY")
        left, right = max(0, box["x"] - MARGIN), min(1280, box["x"] + box["width"] + MARGIN)
        clip: FloatRect = {
            "x": left,
            "y": max(0, top - MARGIN),
            "width": right - left,
            "height": box["height"] + 2 * MARGIN,
        }
        _keep(page.screenshot(full_page=True, clip=clip), f"component-{component.name}", highest=900)
    page.close()


def _keep(png: bytes, name: str, *, highest: int | None = None) -> None:
    """As WebP; what is longer than is useful is cut."""
    with Image.open(io.BytesIO(png)) as picture:
        cut = picture.crop((0, 0, picture.width, min(picture.height, highest or picture.height)))
        cut.convert("RGB").save(PICTURES / f"{name}.webp", quality=72, method=6)


if __name__ == "__main__":
    main()
