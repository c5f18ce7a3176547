"""Feeds of what is new and changed, as Atom (RFC 4287) and RSS 2.0: of the library, a language, a kind, a year, or of
the answers to a question.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.xml import LANG, Element, child
from dragoman.search.model import Order
from dragoman.store.model import Selection
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.asked import filters_of, query_of, text_of, widened
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.presentation import interface_for
from dragoman.surfaces.web.records import entries_of
from dragoman.surfaces.web.site import Visit

ATOM: Final = "http://www.w3.org/2005/Atom"
NEWS: Final = 50


async def atom(request: Request) -> Response:
    """The feed as Atom."""
    return _answered(request, "atom")


async def rss(request: Request) -> Response:
    """The feed as RSS 2.0."""
    return _answered(request, "rss")


def _answered(request: Request, kind: str) -> Response:
    visit = Visit.of(request)
    site = visit.site
    own = addresses.absolute(addresses.here(visit.path, visit.query))
    asks = bool(text_of(visit.asked))
    tag = entity_tag(site.version, site.library.catalogue.version(), str(site.index.applied()) if asks else "", own)
    headers = {"ETag": tag, "Cache-Control": "no-store" if asks else "no-cache"}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers=headers)
    write = _atom if kind == "atom" else _rss
    made = write(_news(visit), own, organisation.name(site.settings, visit.interface.tag))
    written = etree.tostring(made, encoding="UTF-8", xml_declaration=True)
    return Response(written, headers=headers, media_type=f"application/{kind}+xml; charset=utf-8")


def _news(visit: Visit) -> Sequence[tuple[Entry, str]]:
    """Editions and when they changed: the newest that a question finds, else those that changed last."""
    site = visit.site
    if text_of(visit.asked):
        query = replace(query_of(visit.asked, reader=visit.interface.tag, limit=NEWS), order=Order.NEWEST)
        query = replace(query, filters=widened(query.filters, site.subjects.now()))
        found = entries_of(site, [entry.expression_id for entry in site.index.search(query).entries])
        return [(entry, entry.expression.datestamp) for entry in found]
    filters = widened(filters_of(visit.asked), site.subjects.now())
    latest = site.library.harvest.latest(Selection(filters=filters), limit=NEWS)
    return [
        (entry_of(head.work, expression), head.datestamp)
        for head in latest
        if head.work and (expression := head.work.expression(head.id))
    ]


def _atom(news: Sequence[tuple[Entry, str]], own: str, name: str) -> Element:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]

    def add(parent: Element, tag: str, text: str | None = None, **attributes: str | None) -> Element:
        return child(parent, f"{{{ATOM}}}{tag}", text, attributes)

    add(feed, "id", own)
    add(feed, "title", name)
    add(feed, "updated", max((changed for _, changed in news), default=_now()))
    add(feed, "link", rel="self", href=own, type="application/atom+xml")
    add(add(feed, "author"), "name", name)
    for entry, changed in news:
        one = add(feed, "entry")
        one.set(LANG, entry.language)
        add(one, "id", entry.url)
        add(one, "title", entry.title)
        add(one, "updated", changed)
        add(one, "published", entry.expression.uploaded)
        add(one, "link", rel="alternate", type="text/html", hreflang=entry.language, href=_page(entry))
        for file in entry.files:
            add(one, "link", rel="enclosure", type=file.media_type, href=entry.places.file(file), length=str(file.size))
        for agent in entry.creators:
            add(add(one, "author"), "name", agent.name)
        if entry.abstract:
            add(one, "summary", entry.abstract)
    return feed


def _rss(news: Sequence[tuple[Entry, str]], own: str, name: str) -> Element:
    whole = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
    channel = child(whole, "channel")
    child(channel, "title", name)
    child(channel, "link", own)
    child(channel, "description", name)
    child(channel, f"{{{ATOM}}}link", None, {"rel": "self", "href": own, "type": "application/rss+xml"})
    for entry, changed in news:
        item = child(channel, "item")
        child(item, "title", f"{entry.title} ({entry.language})")
        child(item, "link", _page(entry))
        child(item, "guid", entry.url, {"isPermaLink": "true"})
        child(item, "pubDate", format_datetime(datetime.fromisoformat(changed), usegmt=True))
        child(item, "description", entry.abstract or entry.title)
        for file in entry.files[:1]:  # RSS allows one
            about = {"url": entry.places.file(file), "length": str(file.size), "type": file.media_type}
            child(item, "enclosure", None, about)
    return whole


def _page(entry: Entry) -> str:
    return addresses.absolute(addresses.edition(interface_for(entry.language), entry.expression.id))


def _now() -> str:
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
