"""MCP over HTTP beside the site (streamable HTTP, without sessions): `POST /mcp`.

Comes in: a library and its index. Goes out: an ASGI application. The SDK is loaded at the first question, in a thread,
so that neither the start of the site nor its readers wait for it.
"""

from functools import cache
from importlib import import_module

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.problems import RETRY_AFTER, status_of

SERVER = "dragoman.surfaces.mcp.server"


def create_mcp(library: Library, index: SearchIndex, name: str) -> Starlette:
    """The library as a server of tools, under the name of the library."""
    return Starlette(
        routes=[Route(addresses.MCP, _Answered(library, index, name), methods=["POST"])],
        middleware=[Middleware(Boundary, failed=failed)],
        exception_handlers={HTTPException: failed},
    )


class _Answered:
    """Answers each request by itself: there is nothing to remember between two."""

    def __init__(self, library: Library, index: SearchIndex, name: str) -> None:
        self._serve = cache(lambda: import_module(SERVER).serving(library, index, name))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        serve = await to_thread.run_sync(self._serve)
        await serve(scope, receive, send)


async def failed(_request: Request, error: Exception) -> Response:
    """What is no answer of the protocol: HTTP says it."""
    status = status_of(error)
    headers = dict(getattr(error, "headers", None) or {})
    if status == 503:
        headers["Retry-After"] = str(RETRY_AFTER)
    said = "Ask by POST (Model Context Protocol)." if status == 405 else getattr(error, "detail", "Not answered.")
    return PlainTextResponse(f"{said}\n", status_code=status, headers={**headers, "Cache-Control": "no-store"})
