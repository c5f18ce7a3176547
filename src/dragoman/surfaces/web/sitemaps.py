"""Site maps (sitemaps.org 0.9) for search engines: an index, and parts with the editions in the order of their ids.

Each edition stands with the instant of its last change and, by language, its fellow editions. What stands in them is
asked of the catalogue by key, so that the last part costs what the first costs; the index is made once for each state.
"""

from collections.abc import Iterator
from typing import Final

from anyio import to_thread
from lxml import etree
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dragoman.errors import NotHere
from dragoman.record.crosswalks.xml import Element
from dragoman.store.harvest import Harvest
from dragoman.surfaces import addresses
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.presentation import interface_for
from dragoman.surfaces.rendered import Rendered, respond
from dragoman.surfaces.web.site import Site

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
PART: Final = 5000
"""Editions in a part: with twelve fellows each it stays well below the 50 MB that the protocol allows."""
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
ROBOTS: Final = (
    "User-agent: *\nDisallow: /*/search\nDisallow: /*/suggest\nDisallow: /*/similar\nDisallow: /*/cite\n"
    "Disallow: /export\nDisallow: /*?format=\n\nSitemap: {sitemap}\n"
)
"""RFC 9309. Everything may be read by machines too, but answers to questions are no pages of their own."""


async def robots(_request: Request) -> Response:
    """What machines may read, and where all of it is listed."""
    said = ROBOTS.format(sitemap=addresses.absolute(addresses.sitemap()))
    return PlainTextResponse(said, headers={"Cache-Control": "public, max-age=86400"})


async def index(request: Request) -> Response:
    """The parts, each with the last change in it."""
    site: Site = request.app.state.site
    own = addresses.absolute(addresses.sitemap())
    tag = entity_tag(site.version, site.library.catalogue.version(), own, str(PART))
    headers = {**_XML, "ETag": tag, "Cache-Control": "no-cache"}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers=headers)
    kept = site.kept.get(tag)
    if kept is None:
        kept = await to_thread.run_sync(site_index, site.library.harvest)
        site.kept.put(tag, kept)
    return respond(request, kept, headers)


async def part(request: Request) -> Response:
    """The editions after one."""
    site: Site = request.app.state.site
    after = request.query_params.get("after", "")
    made = await to_thread.run_sync(site_part, site.library.harvest, after)
    return respond(request, made, {**_XML, "Cache-Control": "no-cache"})


def site_index(harvest: Harvest) -> Rendered:
    """The index, rendered; to be called while a base holds."""
    whole = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})  # type: ignore[dict-item]
    after = ""
    for last, changed in harvest.parts(PART):
        one = etree.SubElement(whole, f"{{{SITEMAP}}}sitemap")
        _say(one, "loc", addresses.absolute(addresses.sitemap_part(after)))
        _say(one, "lastmod", changed)
        after = last
    return _rendered(whole)


def site_part(harvest: Harvest, after: str) -> Rendered:
    """The part after an edition, rendered; to be called while a base holds."""
    heads = harvest.ids(after=after, limit=PART)
    if not heads and after:
        raise NotHere("part-not-here", "There is no such part of the site map.", "Begin at /sitemap.xml.")
    fellows = harvest.fellows(sorted({head.work_id for head in heads}))
    whole = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})  # type: ignore[dict-item]
    for head in heads:
        one = etree.SubElement(whole, f"{{{SITEMAP}}}url")
        _say(one, "loc", _address(head.id, head.language))
        _say(one, "lastmod", head.datestamp)
        for language, href in _alternates(fellows.get(head.work_id, ())):
            etree.SubElement(one, f"{{{XHTML}}}link", rel="alternate", hreflang=language, href=href)
    return _rendered(whole)


def _alternates(fellows: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """The editions of the work by language, this one too; none where it is alone."""
    if len(fellows) > 1:
        yield from ((language, _address(i, language)) for language, i in fellows if language != "und")


def _address(expression_id: str, language: str) -> str:
    return addresses.absolute(addresses.edition(interface_for(language), expression_id))


def _say(parent: Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{SITEMAP}}}{name}").text = text


def _rendered(whole: Element) -> Rendered:
    return Rendered.of(etree.tostring(whole, encoding="UTF-8", xml_declaration=True).decode())
