"""What programs get of 1,000,000 editions: all of OAI-PMH's list, REST lists and records, the dump, all site
maps, feeds. Asked of the application itself, without a network between.
"""

import asyncio
import time

import httpx2
from lxml import etree
from starlette.types import ASGIApp

from bench.table import Table
from dragoman.store.library import Library
from dragoman.store.listing import write_key
from dragoman.surfaces import addresses
from dragoman.surfaces.web import sitemaps


def measure(library: Library, api: ASGIApp, oai: ASGIApp, held: int) -> None:
    """Prints the table for a library that is filled."""
    table = Table(f"What programs get, {held:,} editions (SQLite)", ("", "measured", "goal"))
    asyncio.run(_rest(library, api, table))
    asyncio.run(_whole_list(oai, table))
    _site_maps(library, table)
    table.show()


async def _rest(library: Library, api: ASGIApp, table: Table) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=api), base_url="http://bench", timeout=None) as to:
        last = library.catalogue.browse(order="title", limit=1).editions[0]
        deep = write_key({"title_key": "￿", "id": last.expression_id}, order="title", backwards=True)
        works = library.harvest.by_id(after="f", limit=1) or library.harvest.by_id(limit=1)
        for name, path in (
            ("REST, editions, first page of 100", "/api/v1/editions?limit=100"),
            ("REST, editions by title, first page of 100", "/api/v1/editions?order=title&limit=100"),
            ("REST, editions by title, last page of 100", f"/api/v1/editions?order=title&limit=100&after={deep}"),
            ("REST, works, first page of 100", "/api/v1/works?limit=100"),
            ("REST, a record", f"/api/v1/editions/{last.expression_id}"),
            ("REST, a work", f"/api/v1/works/{works[0].work_id}"),
            ("REST, statistics of the holdings", "/api/v1/holdings"),
        ):
            table.row(name, f"{await _timed(to, path):.0f} ms", "")
        started, size = time.perf_counter(), 0
        async with to.stream("GET", "/api/v1/dump.jsonl.gz") as answer:
            async for piece in answer.aiter_raw():
                size += len(piece)
        took = time.perf_counter() - started
        held = library.catalogue.holdings().expressions
        table.row("the dump, whole", f"{took:,.0f} s, {size / 1e6:,.0f} MB, {held / took:,.0f} records/s", "")


async def _timed(to: httpx2.AsyncClient, path: str) -> float:
    """Milliseconds, the best of five."""
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        answer = await to.get(path)
        taken.append(time.perf_counter() - started)
        answer.raise_for_status()
    return min(taken) * 1e3


async def _whole_list(oai: ASGIApp, table: Table) -> None:
    """Every page of `ListRecords` by its token, as a harvester asks: how many records a second, all in all."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=oai), base_url="http://bench", timeout=None) as to:
        asked, records, started = f"{addresses.OAI}?verb=ListRecords&metadataPrefix=oai_dc", 0, time.perf_counter()
        slowest = 0.0
        while asked:
            begun = time.perf_counter()
            made = (await to.get(asked)).content
            slowest = max(slowest, time.perf_counter() - begun)
            records += made.count(b"<header>")
            token = str(etree.fromstring(made).xpath("string(//*[local-name()='resumptionToken'])"))
            asked = f"{addresses.OAI}?verb=ListRecords&resumptionToken={token}" if token else ""
        took = time.perf_counter() - started
    said = f"{records:,} records in {took:,.0f} s: {records / took:,.0f}/s; slowest page {slowest * 1e3:,.0f} ms"
    table.row("oai_dc, the whole list", said, "")


def _site_maps(library: Library, table: Table) -> None:
    started = time.perf_counter()
    parts = library.harvest.parts(sitemaps.PART)
    for after in ("", *(last for last, _ in parts[:-1])):
        sitemaps.site_part(library.harvest, after)
    table.row("all site maps", f"{len(parts)} parts in {time.perf_counter() - started:,.0f} s", "")
