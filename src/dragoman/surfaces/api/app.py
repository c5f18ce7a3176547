"""The API as an ASGI application: addresses to answers, errors to problem details, headers on everything."""

import logging
from importlib.resources import files
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import DragomanError, LibraryError
from dragoman.pipeline.subjects import Held
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses, convertors
from dragoman.surfaces.api import manual
from dragoman.surfaces.api.operations import OPERATIONS
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.documents import Documents
from dragoman.surfaces.moved import EditionMoved, moved
from dragoman.surfaces.problems import MEDIA_TYPE, RETRY_AFTER, problem
from dragoman.surfaces.rendered import code_version

log = logging.getLogger("dragoman.web")
NOT_KEPT: Final = {"Cache-Control": "no-store"}
READABLE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
"""Fetch, CORS protocol: pages of any site may read; nobody's cookies count, for there are none."""
PREFLIGHT: Final = {
    **READABLE,
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def create_api(library: Library, index: SearchIndex) -> Starlette:
    """The API of a library and its index."""
    convertors.register()
    app = Starlette(
        routes=[
            *(Route(operation.path, operation.endpoint) for operation in OPERATIONS),
            Route(addresses.API_OPENAPI, manual.openapi),
            Route(addresses.API_STYLE, manual.style),
            Route(addresses.API_INDEX, manual.page),
        ],
        middleware=[Middleware(Readable), Middleware(Boundary, failed=failed)],
        exception_handlers={HTTPException: failed, DragomanError: failed, EditionMoved: moved},
    )
    app.state.library = library
    app.state.index = index
    app.state.documents = Documents(library.root)
    app.state.subjects = Held(library)
    app.state.version = code_version("", files("dragoman.surfaces.api"))
    return app


class Readable:
    """Lets pages of other sites read, and answers browsers that ask beforehand whether they may."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asks_first = any(name == b"access-control-request-method" for name, _ in scope.get("headers", ()))
        if asks_first and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, send)
            return

        async def send_readable(event: Message) -> None:
            if event["type"] == "http.response.start":
                MutableHeaders(raw=event["headers"]).update(READABLE)
            await send(event)

        await self._app(scope, receive, send_readable)


async def failed(_request: Request, error: Exception) -> Response:
    """An error as problem details."""
    if isinstance(error, LibraryError):
        log.error("%s: %s %s", error.code, error.message, error.remedy)
    said = problem(error)
    headers = {**(getattr(error, "headers", None) or {}), **NOT_KEPT}
    if said["status"] == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    return Response(msgspec.json.encode(said), status_code=int(said["status"]), headers=headers, media_type=MEDIA_TYPE)
