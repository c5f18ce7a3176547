"""The reader's pages as an ASGI application: addresses to pages, errors to pages, headers on everything."""

from importlib.resources import files
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.config import SiteSettings
from dragoman.errors import DragomanError
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses, assets, convertors
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.formats import FormatUnknown
from dragoman.surfaces.moved import EditionMoved, moved
from dragoman.surfaces.rendered import Rendered, respond
from dragoman.surfaces.web import books, feeds, leaves, offline, pages, records, sitemaps
from dragoman.surfaces.web.failures import failed
from dragoman.surfaces.web.files import item_file
from dragoman.surfaces.web.finding import opensearch, suggest
from dragoman.surfaces.web.former import Note, leading_on
from dragoman.surfaces.web.holdings import holdings
from dragoman.surfaces.web.pictures import cover, page_picture
from dragoman.surfaces.web.site import Site

FOR_A_DAY: Final = "public, max-age=86400"


def create_app(
    library: Library, index: SearchIndex, settings: SiteSettings | None = None, missed: Note | None = None
) -> Starlette:
    """The pages of a library and its index; `missed` is told of addresses that were not found."""
    convertors.register()
    app = Starlette(
        routes=[
            Route(addresses.ROOT, pages.root),
            Route(addresses.HOME, pages.home),
            Route(addresses.BROWSE, pages.browse),
            Route(addresses.HOLDINGS, holdings),
            Route(addresses.SUBJECTS, pages.subject_list),
            Route(addresses.SEARCH, pages.search),
            Route(addresses.SUGGEST, suggest),
            Route(addresses.OPENSEARCH, opensearch),
            Route(addresses.EDITION, records.in_formats(pages.edition)),
            Route(addresses.RECORD, records.record),
            Route(addresses.RECORD_PAGE, records.record_page),
            Route(addresses.LINKSET, records.edition_links),
            Route(addresses.PUBLICATION, records.publication),
            *(Route(ark, records.ark) for ark in addresses.ARKS),
            Route(addresses.EXPORT, records.export),
            Route(addresses.CITE, pages.citing),
            Route(addresses.SIMILAR, pages.similar),
            *_reading(),
            Route(addresses.WORK, pages.work),
            Route(addresses.FILE, item_file),
            Route(addresses.STATIC, static),
            Route(addresses.ROBOTS, sitemaps.robots),
            Route(addresses.SITEMAP, sitemaps.index),
            Route(addresses.SITEMAP_PART, sitemaps.part),
            Route(addresses.ATOM, feeds.atom),
            Route(addresses.RSS, feeds.rss),
            Route(addresses.ICON, icon),
            Route(addresses.UNFINISHED, finished),
            Route(addresses.OVERFINISHED, finished),
        ],
        middleware=[Middleware(Boundary, failed=failed)],
        exception_handlers={
            HTTPException: leading_on(missed),
            DragomanError: leading_on(missed),
            EditionMoved: moved,
            FormatUnknown: records.no_such_format,
        },
    )
    app.router.redirect_slashes = False  # it would send readers to the proxy's address; `finished` does it
    app.state.site = Site.of(library, index, settings or SiteSettings())
    return app


def _reading() -> list[Route]:
    """The text for reading, its pictures, and copies to keep."""
    return [
        Route(addresses.PAGE, leaves.sheet),
        Route(addresses.BOOK, books.book),
        Route(addresses.KEEPING, offline.keeping),
        Route(addresses.OFFLINE, offline.offline),
        Route(addresses.WORKER, offline.worker),
        Route(addresses.SECTION, leaves.section),
        Route(addresses.SECTION_PAGE, leaves.section),
        Route(addresses.COVER, cover),
        Route(addresses.CUT, page_picture),
        Route(addresses.PICTURE, page_picture),
    ]


async def static(request: Request) -> Response:
    """The style sheet or the script, for good under its name."""
    site: Site = request.app.state.site
    return assets.answered(request, (site.style, site.script, site.logo, site.reading_style, site.reading_script))


async def finished(request: Request) -> Response:
    """To the address that was meant, where a slash too many or too few stands at its end."""
    path = request.url.path
    meant = path.rstrip("/") if path.endswith("/") else f"{path}/"
    return RedirectResponse(addresses.here(meant, request.url.query), status_code=308)


async def icon(request: Request) -> Response:
    """The library's picture in a browser's tab."""
    drawn = Rendered.of(files("dragoman.surfaces.web").joinpath("static", "favicon.svg").read_text("utf-8"))
    return respond(request, drawn, {"Content-Type": "image/svg+xml", "Cache-Control": FOR_A_DAY})
