"""Records in other standards, and the addresses that name an edition or a work whatever the interface's language.

An identifier leads a browser to the page in its reader's language, and a program to the record in the format that it
accepts. What is selected in a list or found by a question can be had in the same formats.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import wraps
from typing import Final

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import NotHere
from dragoman.record.crosswalks.entry import Entry
from dragoman.search.model import Query
from dragoman.store.model import Filters
from dragoman.surfaces import addresses, formats
from dragoman.surfaces.asked import filters_of, key_of, order_of, query_of, text_of, widened
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.presentation import negotiated
from dragoman.surfaces.problems import MEDIA_TYPE as PROBLEM
from dragoman.surfaces.problems import problem, status_of
from dragoman.surfaces.web import head
from dragoman.surfaces.web.editions import own_address
from dragoman.surfaces.web.pages import Endpoint, find_edition
from dragoman.surfaces.web.site import Site

KEPT_LINKS: Final = 1000
_VARY: Final = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}


def in_formats(page: Endpoint) -> Endpoint:
    """The page of an edition for who wants HTML; the record in another format for who wants that."""

    @wraps(page)
    async def answered(request: Request) -> Response:
        if formats.wanted(request) is None:
            shown = await page(request)
            shown.headers["Vary"] = ", ".join(filter(None, [shown.headers.get("Vary"), "Accept"]))
            if shown.status_code == 200:
                shown.headers["Link"] = _links(request, shown.headers["ETag"])
            return shown
        return await record(request)

    return answered


def _links(request: Request, tag: str) -> str:
    """The page's typed links; those of pages that are kept are kept."""
    site: Site = request.app.state.site
    known = site.links.get(tag)
    if known is None:
        work, edition = find_edition(site, request.path_params["expression_id"])
        known = head.link_header(entry_of(work, edition))
        while len(site.links) >= KEPT_LINKS:
            site.links.pop(next(iter(site.links)), None)
        site.links[tag] = known
    return known


async def record(request: Request) -> Response:
    """An edition: the record in a format, or to its page in the reader's language."""
    expression_id = request.path_params["expression_id"]
    chosen = formats.wanted(request)
    site: Site = request.app.state.site
    work, edition = find_edition(site, expression_id)
    if chosen is None:
        ui = negotiated(request.headers.get("accept-language", ""))
        return RedirectResponse(addresses.edition(ui, expression_id), status_code=303, headers=_VARY)
    base = addresses.absolute(addresses.record(expression_id))
    tag = entity_tag(site.version, site.library.catalogue.version(), base, chosen.name)
    headers = {**_VARY, "ETag": tag, "Link": f'<{base}>; rel="describes"; type="text/html"'}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers=headers)
    return await formats.answer([entry_of(work, edition)], chosen, name=expression_id, headers=headers)


async def edition_links(request: Request) -> Response:
    """The typed links of an edition."""
    site: Site = request.app.state.site
    work, edition = find_edition(site, request.path_params["expression_id"])
    said = msgspec.json.encode(head.linkset(entry_of(work, edition), page=addresses.absolute(own_address(edition))))
    headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    return Response(said, headers=headers, media_type=head.LINKSET)


async def no_such_format(_request: Request, error: Exception) -> Response:
    """The list of what can be had, for the program that asked for something else."""
    said = msgspec.json.encode(problem(error))
    return Response(said, status_code=status_of(error), headers={"Vary": "Accept"}, media_type=PROBLEM)


async def record_page(request: Request) -> Response:
    """To the text of a page in an interface of the reader's language."""
    named = request.path_params
    ui = negotiated(request.headers.get("accept-language", ""))
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(
        addresses.page(ui, named["expression_id"], named["number"]), status_code=303, headers=headers
    )


async def publication(request: Request) -> Response:
    """To the edition of a work that the reader can read."""
    ui = negotiated(request.headers.get("accept-language", ""))
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(addresses.work(ui, request.path_params["work_id"]), status_code=303, headers=headers)


async def ark(request: Request) -> Response:
    """To the edition that an ARK of ours names."""
    site: Site = request.app.state.site
    own = site.settings.ark
    naan, name = request.path_params["naan"], request.path_params["name"]
    if own is None or naan != own.naan or not name.startswith(own.shoulder):
        raise NotHere("ark-not-here", f"ark:/{naan[:80]}/{name[:80]} is none of this library's.", "Search for it.")
    _, edition = find_edition(site, name.removeprefix(own.shoulder))
    return RedirectResponse(addresses.record(edition.id), status_code=303, headers={"Cache-Control": "no-cache"})


def _query(site: Site, asked: QueryParams, *, limit: int) -> Query:
    query = query_of(asked, reader=negotiated(""), limit=limit)
    return replace(query, filters=widened(query.filters, site.subjects.now()))


async def export(request: Request) -> Response:
    """The records of a list: those that a question finds, else those that the filters leave, in the list's order."""
    asked = request.query_params
    chosen = formats.named(asked.get("format") or "csv", asked)
    site: Site = request.app.state.site
    if text_of(asked):
        found = site.index.search(_query(site, asked, limit=chosen.most))
        entries = entries_of(site, [entry.expression_id for entry in found.entries])
        return await formats.answer(entries, chosen, name="answers", headers={"Cache-Control": "no-store"})
    filters, order = widened(filters_of(asked), site.subjects.now()), order_of(asked)
    listing = site.library.catalogue.browse(filters, order=order, key=key_of(asked), limit=chosen.most)
    headers = {"Cache-Control": "no-cache"}
    if listing.following:
        said = {name: asked[name] for name in ("style", "locale") if asked.get(name)}
        named = asked.get("format") or chosen.name
        following = addresses.export(named, filters, order=order, key=listing.following, said=said)
        headers["Link"] = f'<{addresses.absolute(following)}>; rel="next"'
    entries = entries_of(site, [edition.expression_id for edition in listing.editions])
    return await formats.answer(entries, chosen, name=_name(filters), headers=headers)


def entries_of(site: Site, expression_ids: Sequence[str]) -> list[Entry]:
    """These editions, in this order; those that went meanwhile are left out."""
    heads = {head.id: head for head in site.library.harvest.several(expression_ids)}
    found = []
    for expression_id in expression_ids:
        head = heads.get(expression_id)
        expression = head.work.expression(expression_id) if head and head.work else None
        if head and head.work and expression:
            found.append(entry_of(head.work, expression))
    return found


def _name(filters: Filters) -> str:
    said = [str(value) for value in (filters.language, filters.year, filters.resource_type) if value is not None]
    return "-".join(["editions", *("".join(c for c in word if c.isascii() and c.isalnum()) for word in said)])
