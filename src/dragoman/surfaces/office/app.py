"""The staff pages as an ASGI application, under `/office`."""

from collections.abc import Iterable
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.config import SiteSettings
from dragoman.errors import DragomanError
from dragoman.office.office import Office
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import assets, convertors
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.office import (
    addresses,
    checks,
    desk,
    entrance,
    links,
    many,
    own,
    people,
    provided,
    publications,
    queue_page,
    review,
    settings,
    sheet,
    tus,
    upload,
)
from dragoman.surfaces.office.failures import problem_of, said
from dragoman.surfaces.office.frame import StaffPage, visiting
from dragoman.surfaces.office.rooms import MenuEntry, Rooms
from dragoman.surfaces.problems import status_of

MODULES: Final = (
    desk,
    upload,
    tus,
    queue_page,
    many,
    review,
    publications,
    sheet,
    checks,
    entrance,
    links,
    own,
    people,
    provided,
    settings,
)
"""Each has its `PAGES`. A page that the navigation leads to stands there in this order."""


def pages() -> Iterable[StaffPage]:
    """All staff pages."""
    return (page for module in MODULES for page in module.PAGES)


def create_office(office: Office, library: Library, index: SearchIndex, site: SiteSettings) -> Starlette:
    """The staff pages of a library."""
    convertors.register()
    menu = tuple(MenuEntry(path=page.path, name=page.menu, needs=page.needs) for page in pages() if page.menu)
    app = Starlette(
        routes=[*(page.route() for page in pages()), Route(addresses.STATIC, static), Route(addresses.ROOT, finished)],
        middleware=[Middleware(Boundary, failed=failed)],
        exception_handlers={HTTPException: failed, DragomanError: failed},
    )
    app.router.redirect_slashes = False
    office.intake.inbox = site.inbox
    app.state.rooms = Rooms.of(office, library, index, settings=site, menu=menu)
    return app


async def static(request: Request) -> Response:
    """The style sheet or the script, for good under its name; for everyone, since the sign-in needs them."""
    rooms: Rooms = request.app.state.rooms
    return assets.answered(request, (rooms.style, rooms.script, rooms.logo, *rooms.extras.values()))


async def finished(request: Request) -> Response:
    """To the desk's address, which ends with a slash."""
    del request
    return RedirectResponse(addresses.at(addresses.DESK), status_code=308)


async def failed(request: Request, error: Exception) -> Response:
    """What a person is told of an error; a script that asks for JSON gets the problem's details."""
    if answer := problem_of(request, error):
        return answer
    visit = await visiting(request)
    status = status_of(error)
    response = visit.page("failure.html", {"failure": said(error, visit.interface), "status": status}, status=status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response
