"""Harvesting a library of 1,000,000 editions: OAI-PMH's first and last page and records a second, site maps, feeds.

The editions are real ones, varied: each copy has ids of its own and another title, and the first ten sections.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path

from lxml import etree

from bench import outlets
from bench.table import Table
from dragoman.config import SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.record.editions import active
from dragoman.record.model import Expression, Work
from dragoman.store.applying import apply, put_records
from dragoman.store.database import writing
from dragoman.store.library import Library
from dragoman.store.model import Filters, Selection
from dragoman.surfaces import addresses
from dragoman.surfaces.api.app import create_api
from dragoman.surfaces.oai.answers import Archive, answer
from dragoman.surfaces.oai.app import create_oai
from dragoman.surfaces.oai.tokens import Resumption, write_token
from dragoman.surfaces.web import sitemaps

EDITIONS = 1_000_000
SECTIONS = 10
PAGES = 40
BASE = addresses.Base(origin="https://library.example.org")


def varied(works: list[Work], editions: int) -> Iterator[Work]:
    """Copies of the works until there are so many editions in them."""
    made = 0
    for number, work in zip(count(), cycle(works), strict=False):
        if made >= editions:
            return
        copy = _copy(work, hashlib.blake2b(str(number).encode(), digest_size=6).hexdigest(), number)
        made += len(copy.expressions)
        yield copy


def _copy(work: Work, mark: str, number: int) -> Work:
    day, second = 1 + number // 86_400 % 28, number % 86_400
    stamp = f"2026-01-{day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"

    def copied(e: Expression) -> Expression:
        sections = replace(e.sections, value=e.sections.value[:SECTIONS]) if e.sections else None
        title = replace(e.title, value=f"{e.title.value} ({number})")
        translation = e.translation_of and f"e{mark}{e.translation_of[1:]}"
        return replace(
            e, id=f"e{mark}{e.id[1:]}", title=title, sections=sections, datestamp=stamp, translation_of=translation
        )

    return replace(
        work,
        id=f"w{mark}{work.id[1:]}",
        datestamp=stamp,
        expressions=tuple(copied(e) for e in work.expressions),
        manifestations=tuple(
            replace(m, id=f"m{mark}{m.id[1:]}", expressions=tuple(f"e{mark}{i[1:]}" for i in m.expressions))
            for m in work.manifestations
        ),
    )


def fill(library: Library, works: list[Work], editions: int) -> None:
    """The copies' rows, as the store's own code writes them; no files."""
    made = varied(works, editions)
    while some := list(islice(made, 1000)):
        with writing(library.engine) as connection:
            apply(connection, items=[], works=some, sources=[])
            put_records(connection, some)


def timed(ask: Callable[[], object], times: int = 7) -> float:
    """Milliseconds, the best of several."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return min(taken) * 1e3


def measure(source: Path, editions: int = EDITIONS) -> None:
    """Prints the table for copies of the works in the library at `source`."""
    opened = Library.open(source)
    works = [work for work in opened.catalogue.works(limit=1000) if active(work)]
    opened.close()
    with tempfile.TemporaryDirectory() as folder, addresses.based(BASE):
        library = Library.open(Path(folder) / "library", create=True)
        started = time.perf_counter()
        fill(library, works, editions)
        filled = time.perf_counter() - started
        _measure(library, filled)
        held = library.harvest.count(Selection())
        outlets.measure(library, create_api(library, open_index(library)), create_oai(library, SiteSettings()), held)
        library.close()


def _measure(library: Library, filled: float) -> None:
    harvest = library.harvest
    held = harvest.count(Selection())
    archive = Archive(
        library=library, identity=library.identity, name="Bench", contact="a@example.org", host="library.example.org"
    )
    table = Table(f"Harvesting {held:,} editions (SQLite; made in {filled:,.0f} s)", ("", "measured", "goal"))
    for prefix in ("oai_dc", "oai_datacite", "marc21"):
        _lists(table, archive, prefix, held)
    heads = harvest.page(Selection(), limit=1)
    table.row("GetRecord", f"{timed(lambda: harvest.one(heads[0].id)):.1f} ms", "")
    table.row("site map's index", f"{timed(lambda: sitemaps.site_index(harvest), 3):,.0f} ms", "")
    parts = harvest.parts(sitemaps.PART)
    table.row("site map's first part", f"{timed(lambda: sitemaps.site_part(harvest, ''), 3):,.0f} ms", "")
    table.row("site map's last part", f"{timed(lambda: sitemaps.site_part(harvest, parts[-2][0]), 3):,.0f} ms", "")
    table.row("feed's records", f"{timed(lambda: harvest.latest(Selection(), limit=50)):.0f} ms", "")
    narrowed = Selection(filters=Filters(language="ru"))
    table.row("feed's records in a language", f"{timed(lambda: harvest.latest(narrowed, limit=50)):.0f} ms", "")
    table.show()


def _lists(table: Table, archive: Archive, prefix: str, held: int) -> None:
    """Rows for one format: pages near the beginning and at the end in turn, the best of each."""
    first = [("verb", "ListRecords"), ("metadataPrefix", prefix)]
    second = [("verb", "ListRecords"), ("resumptionToken", _token(answer(first, archive)))]
    last = [("verb", "ListRecords"), ("resumptionToken", _last_token(archive, prefix, held))]
    begun, early, late = (
        min(times) for times in zip(*(_turn(archive, first, second, last) for _ in range(9)), strict=True)
    )
    table.row(f"{prefix}, first page (counts the list)", f"{begun:.0f} ms", "")
    table.row(f"{prefix}, second page", f"{early:.0f} ms", "")
    table.row(f"{prefix}, last page", f"{late:.0f} ms ({late / begun:.2f} of the first)", "≤ 1.2 × the first")
    table.row(f"{prefix}, records/s, one process", f"{_rate(archive, second):,.0f}", "")


def _turn(archive: Archive, *requests: list[tuple[str, str]]) -> list[float]:
    return [timed(partial(answer, asked, archive), 1) for asked in requests]


def _token(made: bytes) -> str:
    return str(etree.fromstring(made).xpath("string(//*[local-name()='resumptionToken'])"))


def _last_token(archive: Archive, prefix: str, held: int) -> str:
    """A token for the list's last 100 records, as the page before them would give it."""
    before = archive.library.harvest.latest(Selection(), limit=101)[-1]
    resumption = Resumption(
        verb="ListRecords",
        prefix=prefix,
        since=None,
        until=None,
        set_spec=None,
        datestamp=before.datestamp,
        record_id=before.id,
        cursor=held - 100,
        size=held,
    )
    return write_token(resumption, library=archive.identity)


def _rate(archive: Archive, asked: list[tuple[str, str]]) -> float:
    started, records = time.perf_counter(), 0
    for _ in range(PAGES):
        made = answer(asked, archive)
        records += made.count(b"<header>")
        asked = [asked[0], ("resumptionToken", _token(made))]
    return records / (time.perf_counter() - started)
