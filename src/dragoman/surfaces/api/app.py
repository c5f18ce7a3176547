"""The API as an ASGI application: addresses to answers, errors to problem details, headers on everything."""

import logging
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import DragomanError, LibraryError
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.api.dump import dump
from dragoman.surfaces.api.search import search
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.problems import MEDIA_TYPE, RETRY_AFTER, problem

log = logging.getLogger("dragoman.web")
NOT_KEPT: Final = {"Cache-Control": "no-store"}


def create_api(library: Library, index: SearchIndex) -> Starlette:
    """The API of a library and its index."""
    app = Starlette(
        routes=[Route(addresses.API_SEARCH, search), Route(addresses.API_DUMP, dump)],
        middleware=[Middleware(Boundary, failed=failed)],
        exception_handlers={HTTPException: failed, DragomanError: failed},
    )
    app.state.library = library
    app.state.index = index
    return app


async def failed(_request: Request, error: Exception) -> Response:
    """An error as problem details."""
    if isinstance(error, LibraryError):
        log.error("%s: %s %s", error.code, error.message, error.remedy)
    said = problem(error)
    headers = {**(getattr(error, "headers", None) or {}), **NOT_KEPT}
    if said["status"] == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    return Response(msgspec.json.encode(said), status_code=int(said["status"]), headers=headers, media_type=MEDIA_TYPE)
