"""A static copy of the site, which any web server or a memory stick can carry: the very pages, with relative links.

Home, lists by language, editions, their text, files, covers, figures, books and records, in the interface languages
that are asked for. There is no server to search the text: the search page finds titles, and says where the whole can be
searched. What was written for an edition is noted with its datestamp, so that a run that was stopped goes on, and a
later one writes only what has changed.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import msgspec
from starlette.types import ASGIApp

from dragoman.errors import LibraryError
from dragoman.record.editions import files_of
from dragoman.record.model import HeldFile
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.exporting.pages import SEARCH, Scope, copied
from dragoman.surfaces.exporting.placing import put, put_item
from dragoman.surfaces.exporting.selection import Choice, Chosen
from dragoman.surfaces.presentation import interfaces

NOTES: Final = ".dragoman-export.jsonl"
TITLES: Final = "titles.js"
ORIGIN: Final = "https://static.invalid"
"""Stands for the site's public address while pages are made, and is replaced by that in what is written."""
_TYPES: Final = {"image/webp": ".webp", "image/svg+xml": ".svg"}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What copy is wanted: editions, interface languages, the site's own address, whether pictures of whole pages."""

    choice: Choice
    interfaces: tuple[str, ...]
    public: str
    pictures: bool = False


@dataclass(slots=True, kw_only=True)
class _Copy:
    """One run: what is known of the copy while it is made."""

    library: Library
    client: httpx2.AsyncClient
    out: Path
    wanted: Wanted
    scope: Scope
    held: dict[str, HeldFile] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    async def tree(self, start: Sequence[str], within: Callable[[str], bool]) -> None:
        """Writes what stands at these addresses, and all that it leads to `within`; pictures and files always."""
        waiting = list(start)
        while waiting:
            address = waiting.pop()
            if address in self.done:
                continue
            self.done.add(address)
            waiting += [to for to in await self.one(address) if to not in self.done and (within(to) or _is_part(to))]

    async def one(self, address: str) -> list[str]:
        """Writes what stands at an address; gives the addresses that it leads to."""
        place = self.scope.place(address)
        if place is None:
            return []
        if file := self._file(address):
            put_item(self.library, file, self.out / place)
            return []
        if _is_lasting(address) and (self.out / self.placed.get(address, place)).is_file():
            return []
        answer = await self.client.get(address)
        if answer.status_code in {303, 307, 308}:
            return []
        if answer.status_code != 200:
            raise LibraryError("page-not-made", f"{address} answers {answer.status_code}.", "Look at the site itself.")
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind != "text/html":
            put(self.out / self._placed(address, place, kind), self._public(answer.content, kind))
            return []
        made = copied(answer.content, address=address, place=place, scope=self.scope, placed=self.placed.get)
        for to in [to for to in made.leads_to if to.startswith("/covers/") and to not in self.placed]:
            await self.one(to)  # the name of a cover follows from what it is
            self.done.add(to)
        made = copied(answer.content, address=address, place=place, scope=self.scope, placed=self.placed.get)
        put(self.out / place, self._public(made.written, kind))
        return made.leads_to

    def _placed(self, address: str, place: str, kind: str) -> str:
        if address.startswith("/covers/"):
            self.placed[address] = f"{place}{_TYPES.get(kind, '')}"
        return self.placed.get(address, place)

    def _public(self, data: bytes, kind: str) -> bytes:
        """Absolute addresses are those of the site itself."""
        return data if kind.startswith("image/") else data.replace(ORIGIN.encode(), self.wanted.public.encode())

    def _file(self, address: str) -> HeldFile | None:
        parts = urlsplit(address).path.split("/")
        return self.held.get(parts[2]) if parts[1] == "files" and len(parts) == 4 else None


def export_site(library: Library, app: ASGIApp, wanted: Wanted, out: Path, *, progress: Progress) -> int:
    """Writes or renews the copy in `out`; gives how many editions are in it."""
    with addresses.based(addresses.Base(origin=ORIGIN)):
        return asyncio.run(_export(library, app, wanted, out, progress))


async def _export(library: Library, app: ASGIApp, wanted: Wanted, out: Path, progress: Progress) -> int:
    ids = {chosen.edition.id for chosen in wanted.choice.editions(library)}
    scope = Scope(editions=ids.__contains__, interfaces=wanted.interfaces, pictures=wanted.pictures)
    transport = httpx2.ASGITransport(app=app)
    titles: list[tuple[str, str, str]] = []
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN, follow_redirects=False, timeout=None) as client:
        copy = _Copy(library=library, client=client, out=out, wanted=wanted, scope=scope)
        notes = _Notes.of(out, wanted, ids)
        for number, chosen in enumerate(wanted.choice.editions(library), 1):
            copy.held.update({file.item: file for file in files_of(chosen.work, chosen.edition)})
            titles.append((chosen.edition.title.value, chosen.edition.id, chosen.edition.language.value))
            if not notes.has(chosen):
                for ui in wanted.interfaces:
                    start = f"/{ui}/editions/{chosen.edition.id}"
                    await copy.tree([start], partial(_is_of, edition=start))
                notes.add(chosen)
            progress(number, len(ids))
        for ui in wanted.interfaces:
            lists = f"/{ui}/browse"
            await copy.tree([f"/{ui}/", lists], partial(_is_in, lists=lists))
            await _search(copy, ui, titles)
    _begin(out, wanted.interfaces)
    return len(ids)


def _is_in(address: str, *, lists: str) -> bool:
    """A part of a list."""
    return address.startswith(lists)


def _is_part(address: str) -> bool:
    """What a page is not whole without."""
    return address.startswith(("/static/", "/files/", "/covers/", "/pictures/", "/favicon"))


def _is_of(address: str, *, edition: str) -> bool:
    """What belongs to an edition: its text, its book, its records."""
    own = edition.partition("/editions/")[2]
    return address.startswith((f"{edition}/", f"/editions/{own}?"))


def _is_lasting(address: str) -> bool:
    """What never changes under its address."""
    return address.startswith(("/static/", "/pictures/"))


async def _search(copy: _Copy, ui: str, titles: Sequence[tuple[str, str, str]]) -> None:
    """The search page: titles, and where the whole text can be searched."""
    say = interfaces()[ui]
    listed = sorted((title, f"editions/{name}.html", say.language(tag)) for title, name, tag in titles)
    put(copy.out / ui / TITLES, b"window.TITLES = " + msgspec.json.encode(listed).replace(b"</", b"<\\/") + b";\n")
    script = files("dragoman.surfaces.exporting").joinpath("static", "titles.js").read_bytes()
    put(copy.out / "static" / TITLES, script)
    shown = (await copy.client.get(f"/{ui}/search")).content
    made = copied(shown, address=f"/{ui}/search", place=f"{ui}/{SEARCH}", scope=copy.scope, placed=copy.placed.get)
    before, _, rest = made.written.decode().partition("<main")
    opening, _, rest = rest.partition(">")
    _, _, after = rest.partition("</main>")
    told = say.gettext(
        "This copy has no server that could search the text. Titles are found here; the whole text is searched at"
    )
    whole = f"{copy.wanted.public}/{ui}/search"
    words = say.gettext("Words of a title")
    main = (
        f"<h1>{escape(say.gettext('Search'))}</h1>\n"
        f'<p>{escape(told)} <a href="{escape(whole)}">{escape(whole)}</a></p>\n'
        f'<p><label>{escape(words)} <input id="words" type="search" dir="auto"></label></p>\n'
        f'<ol id="titles"></ol>\n<p><a href="browse.html">{escape(say.gettext("Browse all"))}</a></p>\n'
        f'<script src="{TITLES}"></script><script src="../static/{TITLES}"></script>\n'
    )
    page = f"{before}<main{opening}>\n{main}</main>{after}"
    put(copy.out / ui / SEARCH, page.encode().replace(ORIGIN.encode(), copy.wanted.public.encode()))


def _begin(out: Path, tags: Sequence[str]) -> None:
    """The first page: to the home page in the first language, with links to all."""
    links = "\n".join(f'<li><a href="{tag}/index.html" lang="{tag}">{tag}</a>' for tag in tags)
    page = (
        f'<!doctype html>\n<html lang="{tags[0]}"><meta charset="utf-8"><title>{tags[0]}</title>'
        f'<meta http-equiv="refresh" content="0; url={tags[0]}/index.html">\n<ul>\n{links}\n</ul></html>\n'
    )
    put(out / "index.html", page.encode())


class _Notes:
    """Which editions are written, as they were when: a line each, behind a line that says what copy this is."""

    def __init__(self, file: Path, known: dict[str, str]) -> None:
        self._file = file
        self._known = known

    @classmethod
    def of(cls, out: Path, wanted: Wanted, ids: set[str]) -> "_Notes":
        """Those of an earlier run for the same copy; what was written for editions that are gone goes."""
        file = out / NOTES
        head = msgspec.json.encode([*wanted.interfaces, wanted.public, wanted.pictures]).decode()
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        known: dict[str, str] = {}
        for line in lines[1:] if lines[:1] == [head] else ():
            try:
                name, datestamp = msgspec.json.decode(line, type=tuple[str, str])
            except msgspec.DecodeError:  # the run was killed while it wrote this line
                continue
            known[name] = datestamp
        for name in set(known) - ids:
            _forget(out, wanted.interfaces, name)
            del known[name]
        put(file, "\n".join([head, *(_line(*each) for each in known.items()), ""]).encode())
        return cls(file, known)

    def has(self, chosen: Chosen) -> bool:
        """Whether this edition is written as it is now."""
        return self._known.get(chosen.edition.id) == chosen.edition.datestamp

    def add(self, chosen: Chosen) -> None:
        """It is written."""
        with self._file.open("a", encoding="utf-8") as notes:
            notes.write(f"{_line(chosen.edition.id, chosen.edition.datestamp)}\n")


def _line(name: str, datestamp: str) -> str:
    return msgspec.json.encode([name, datestamp]).decode()


def _forget(out: Path, tags: Sequence[str], name: str) -> None:
    for tag in tags:
        (out / tag / "editions" / f"{name}.html").unlink(missing_ok=True)
        for file in (out / tag / "editions" / name).glob("*"):
            file.unlink()
    for file in (out / "records").glob(f"{name}.*"):
        file.unlink()
