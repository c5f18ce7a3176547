"""The pages: each function parses what is asked, calls the library or the index, and renders the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Any, Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.document.model import Document
from dragoman.errors import NotHere
from dragoman.record.crosswalks.formats import FORMATS
from dragoman.record.model import Expression, HeldFile, Work, titled
from dragoman.search.model import Order
from dragoman.store.model import Filters
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.asked import ORDERS, filters_of, is_cut, key_of, order_of, query_of, widened
from dragoman.surfaces.citations import STYLES
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.moved import offered, read_from
from dragoman.surfaces.presentation import negotiated
from dragoman.surfaces.rendered import Rendered, respond
from dragoman.surfaces.web import words
from dragoman.surfaces.web.editions import (
    alternates,
    edition_for,
    edition_page,
    own_address,
)
from dragoman.surfaces.web.exports import exports
from dragoman.surfaces.web.facets import facets, publishers, subjects
from dragoman.surfaces.web.former import way_on
from dragoman.surfaces.web.head import head_of
from dragoman.surfaces.web.references import references, usual
from dragoman.surfaces.web.site import Site, Visit
from dragoman.surfaces.web.subjects import about, page_values

NEWEST: Final = 6
LISTED: Final = 20
ANSWERED: Final = 10
_MANAGERS: Final = frozenset({"bibtex", "ris", "csl-json", "endnote"})

Values = dict[str, Any]
View = Callable[[Visit], Awaitable[tuple[str, Values]]]
Show = Callable[[Visit, str], Awaitable[Rendered]]
Endpoint = Callable[[Request], Awaitable[Response]]


def page(view: View) -> Endpoint:
    """An endpoint of a view of the catalogue: from the pages kept, else rendered and kept."""

    return wraps(view)(partial(_answered, _kept(view), lambda site: site.library.catalogue.version()))


def answer(view: View) -> Endpoint:
    """An endpoint of a view of the index, which may lag behind the catalogue. What readers ask is not kept."""

    async def shown(visit: Visit, _tag: str) -> Rendered:
        return await _rendered(view, visit)

    return wraps(view)(partial(_answered, shown, _of_index))


def found_by_index(view: View) -> Endpoint:
    """An endpoint of a view of the index that answers no reader's question, so that it may be kept."""
    return wraps(view)(partial(_answered, _kept(view), _of_index))


async def _answered(shown: Show, state: Callable[[Site], str], request: Request) -> Response:
    """304 if the reader has the page in this state, else the page."""
    visit = Visit.of(request)
    tag = entity_tag(visit.site.version, state(visit.site), addresses.absolute(addresses.here(visit.path, visit.query)))
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return respond(request, await shown(visit, tag), headers)


def _kept(view: View) -> Show:
    async def shown(visit: Visit, tag: str) -> Rendered:
        kept = visit.site.kept.get(tag)
        if kept is None:
            kept = await _rendered(view, visit)
            visit.site.kept.put(tag, kept)
        return kept

    return shown


def _of_index(site: Site) -> str:
    return f"{site.library.catalogue.version()} {site.index.applied()}"


async def _rendered(view: View, visit: Visit) -> Rendered:
    template, values = await view(visit)
    return Rendered.of(visit.site.html(template, visit, values))


async def root(request: Request) -> Response:
    """To the home page in the language that the browser asks for; to an edition, if its old address was /?id=…"""
    if request.url.query and (there := await way_on(request)) is not None:
        return there
    ui = negotiated(request.headers.get("accept-language", ""))
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(addresses.home(ui), status_code=302, headers=headers)


@page
async def home(visit: Visit) -> tuple[str, Values]:
    """What this library is: counts, the languages, the publications that came in last."""
    catalogue = visit.site.library.catalogue
    newest = catalogue.browse(limit=NEWEST, reader=visit.interface.tag).editions
    settings, ui = visit.site.settings, visit.interface.tag
    return "home.html", {
        "holdings": catalogue.holdings(Filters()),
        "newest": newest,
        "heading": organisation.said(settings.title, ui),
        "welcome": organisation.said(settings.home, ui),
    }


@page
async def browse(visit: Visit) -> tuple[str, Values]:
    """The editions, narrowed by language, year and type, a page of the list at a time."""
    vocabularies = visit.site.subjects.now()
    filters, order, key = widened(filters_of(visit.asked), vocabularies), order_of(visit.asked), key_of(visit.asked)
    catalogue = visit.site.library.catalogue
    holdings = catalogue.holdings(filters)
    ui = visit.interface.tag
    narrowed = partial(addresses.browse, ui, order=order)
    return "browse.html", {
        "own_address": addresses.browse(ui, filters, order=order, key=key),
        "noindex": bool(filters.year or filters.resource_type or filters.subject or key or order != ORDERS[0]),
        "filters": filters,
        "order": order,
        "orders": ORDERS,
        "key": key,
        "holdings": holdings,
        "facets": (
            *facets(holdings, filters, visit.interface, narrowed),
            subjects(catalogue.subjects(filters), filters, partial(vocabularies.name, language=ui), narrowed),
        ),
        "exports": exports(partial(addresses.export, filters=filters, order=order), ui),
        "listing": catalogue.browse(filters, order=order, key=key, limit=LISTED, reader=_one_a_work(filters, visit)),
    }


def _one_a_work(filters: Filters, visit: Visit) -> str | None:
    """Who asks for a language wants all that there is in it; else a work is listed once, in the reader's language."""
    return None if filters.language else visit.interface.tag


@answer
async def search(visit: Visit) -> tuple[str, Values]:
    """The passages that answer a question, one entry a work."""
    vocabularies = visit.site.subjects.now()
    asked = query_of(visit.asked, reader=visit.interface.tag, limit=ANSWERED)
    asked = replace(asked, filters=widened(asked.filters, vocabularies))
    results = visit.site.index.search(asked) if asked.text else None
    first = replace(asked, after=None)

    def narrowed(filters: Filters) -> str:
        return addresses.search(visit.interface.tag, replace(first, filters=filters))

    return "search.html", {
        "noindex": bool(asked.text),
        "asked": asked,
        "is_cut": is_cut(visit.asked),
        "first": first,
        "plain": replace(first, filters=Filters(), publisher=None),
        "results": results,
        "exports": exports(partial(addresses.export_answers, asked=first), visit.interface.tag),
        "facets": (
            *facets(results, asked.filters, visit.interface, narrowed),
            publishers(results.publishers, first, visit.interface.tag),
            subjects(
                results.subjects, asked.filters, partial(vocabularies.name, language=visit.interface.tag), narrowed
            ),
        )
        if results
        else (),
        "coming": max(0, visit.site.library.catalogue.holdings().expressions - results.searched.editions)
        if results
        else 0,
        "orders": tuple(Order),
        "titled": titled,
        "replace": replace,
    }


@page
async def subject_list(visit: Visit) -> tuple[str, Values]:
    """What the publications are about."""
    return "subjects.html", page_values(visit)


@page
async def edition(visit: Visit) -> tuple[str, Values]:
    """The page of a language edition."""
    work, found = find_edition(visit.site, visit.named["expression_id"])
    entry = entry_of(work, found)
    return "edition.html", {
        "shown": edition_page(work, found),
        "own": own_address(found),
        "alternates": alternates(work),
        "scheme_name": words.scheme,
        "about": about(found, visit),
        "head": head_of(
            entry,
            page=addresses.absolute(own_address(found)),
            site_name=organisation.name(visit.site.settings, visit.interface.tag),
        ),
        "formats": FORMATS,
        "reference": await usual(entry, visit.interface.tag),
        "styles": STYLES,
    }


@page
async def citing(visit: Visit) -> tuple[str, Values]:
    """How to cite an edition, in every style."""
    work, found = find_edition(visit.site, visit.named["expression_id"])
    return "cite.html", {
        "noindex": True,
        "edition": found,
        "references": await references(entry_of(work, found), visit.interface.tag, STYLES),
        "managers": [each for each in FORMATS if each.name in _MANAGERS],
    }


@found_by_index
async def similar(visit: Visit) -> tuple[str, Values]:
    """Other works that speak of the same things as an edition."""
    _, found = find_edition(visit.site, visit.named["expression_id"])
    alike = visit.site.index.similar(found.id, reader_language=visit.interface.tag, limit=ANSWERED)
    return "similar.html", {"edition": found, "found": alike}


async def work(request: Request) -> Response:
    """To the edition of a work that the reader can read."""
    visit = Visit.of(request)
    found = visit.site.library.catalogue.successor(visit.named["work_id"])
    edition = edition_for(found, visit.interface.tag) if found else None
    if edition is None:
        raise NotHere("work-not-here", "There is no such work.", "Search for it by its title.")
    headers = {"Cache-Control": "no-cache"}
    return RedirectResponse(addresses.edition(visit.interface.tag, edition.id), status_code=303, headers=headers)


def find_edition(site: Site, expression_id: str) -> tuple[Work, Expression]:
    """An edition that is offered, with its work. Raises NotHere, and EditionMoved."""
    return offered(site.library.catalogue, expression_id)


async def find_text(site: Site, work: Work, edition: Expression) -> tuple[HeldFile, Document]:
    """The file that is read, and what was read from it; that takes milliseconds, so not in the loop."""
    file = read_from(work, edition)
    return file, await to_thread.run_sync(site.documents.of, file)
