"""A harvested record → its files on this disk, as far as they can be had.

Where the record links none, the source is asked for its METS or its ORE map of the record, then the record's page is
looked at. A file that has not changed since it was fetched last is not sent again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from dragoman.errors import Refused
from dragoman.pipeline.importing.ledger import Fetched, Ledger, Note, name_of
from dragoman.pipeline.importing.repository import Repository
from dragoman.pipeline.importing.web import Limits, Web
from dragoman.record.incoming import landing, mods
from dragoman.record.incoming.model import Field, Problem, SaidRecord

PAGE: Final = Limits(size=4 << 20, seconds=60.0)
MOST_FILES: Final = 10
_PAGES: Final = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What could be fetched of a record: paths, what is to be noted of them, and what went wrong."""

    paths: tuple[str, ...]
    fetched: tuple[Fetched, ...]
    problems: tuple[Problem, ...]


def fetch(record: SaidRecord, note: Note, ledger: Ledger, repository: Repository, limits: Limits) -> Files:
    """The files of a record; those that are here already are named again and not sent again."""
    links, problems = _links(record, repository)
    paths: list[str] = []
    fetched: list[Fetched] = []
    folder = ledger.place(record.name)
    known = {file.url: file for file in note.files}
    for url in links[:MOST_FILES]:
        try:
            file = _fetched(repository.web, url, folder, known.get(url), limits)
        except Refused as error:
            problems.append(Problem(place=record.name, message=error.message, remedy=error.remedy))
            continue
        fetched.append(file)
        paths.append(str(folder / file.name))
    return Files(paths=tuple(paths), fetched=tuple(fetched), problems=tuple(problems))


def _fetched(web: Web, url: str, folder: Path, known: Fetched | None, limits: Limits) -> Fetched:
    folder.mkdir(parents=True, exist_ok=True)
    asked = {}
    if known is not None and known.etag:
        asked["If-None-Match"] = known.etag
    if known is not None and known.modified:
        asked["If-Modified-Since"] = known.modified
    half = folder / "fetched"
    answer = web.save(url, half, limits, asked)
    if known is not None and answer.is_unchanged:
        return known
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _PAGES and not url.lower().endswith((".html", ".htm")):
        half.unlink()
        raise Refused("a-page", f"{url} gives a web page and not a file.", "Open it yourself: it may ask to sign in.")
    name = known.name if known is not None else name_of(answer)
    half.replace(folder / name)
    headers = answer.headers
    return Fetched(url=url, name=name, etag=headers.get("etag", ""), modified=headers.get("last-modified", ""))


def _links(record: SaidRecord, repository: Repository) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    for found in _sought(record, repository, problems):
        if found:
            return list(dict.fromkeys(found)), problems
    return [], problems


def _sought(record: SaidRecord, repository: Repository, problems: list[Problem]) -> Iterator[list[str]]:
    """The addresses of the files, one way of finding them after the other."""
    yield [claim.value for claim in record.all(Field.LINK)]
    for prefix in ("mets", "ore"):
        found = repository.record(record.name, prefix)
        element = found.metadata if found else None
        if element is not None and prefix == "mets":
            yield [claim.value for claim in mods.files_of(element, record.name)]
        elif element is not None:
            yield list(landing.aggregated(element))
    for claim in record.all(Field.ADDRESS)[:2]:
        try:
            page = repository.web.get(claim.value, PAGE, {"Accept": "text/html"})
        except Refused as error:
            problems.append(Problem(place=claim.place, message=error.message, remedy=error.remedy))
            continue
        linked = landing.files_linked(page.body, page.headers.get("link", ""))
        yield [urljoin(page.url, address) for address in linked]
