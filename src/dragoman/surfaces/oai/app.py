"""OAI-PMH as an ASGI application: one address, by GET and by POST (OAI-PMH 2.0 §3.1)."""

import logging
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dragoman.config import SiteSettings
from dragoman.errors import LibraryError
from dragoman.store.library import Library
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.boundary import Boundary
from dragoman.surfaces.oai.answers import Archive, answer
from dragoman.surfaces.presentation import DEFAULT_TAG
from dragoman.surfaces.problems import RETRY_AFTER, status_of

log = logging.getLogger("dragoman.web")
LONGEST_FORM: Final = 65_536
FORM: Final = "application/x-www-form-urlencoded"


def create_oai(library: Library, settings: SiteSettings) -> Starlette:
    """The library as a repository."""
    app = Starlette(
        routes=[Route(addresses.OAI, harvested, methods=["GET", "HEAD", "POST"])],
        middleware=[Middleware(Boundary, failed=failed), Middleware(GZipMiddleware, minimum_size=500, compresslevel=5)],
        exception_handlers={HTTPException: failed, LibraryError: failed},
    )
    app.state.library = library
    app.state.settings = settings
    return app


async def harvested(request: Request) -> Response:
    """Parse, answer."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True, errors="replace")
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise HTTPException(415, f"Arguments are sent as {FORM}.")
        pairs += parse_qsl(await _form(request), keep_blank_values=True, errors="replace")
    archive = _archive(request.app.state.library, request.app.state.settings)
    made = await to_thread.run_sync(answer, pairs, archive)
    return Response(made, headers={"Cache-Control": "no-cache"}, media_type="text/xml; charset=utf-8")


async def failed(_request: Request, error: Exception) -> Response:
    """What is no answer of the protocol: HTTP says it (§3.1.2.2)."""
    if isinstance(error, LibraryError):
        log.error("%s: %s %s", error.code, error.message, error.remedy)
    status = status_of(error)
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
    detail = error.detail if isinstance(error, HTTPException) else "The library can't answer just now."
    return PlainTextResponse(f"{detail}\n", status_code=status, headers={**headers, "Cache-Control": "no-store"})


async def _form(request: Request) -> str:
    read = b""
    async for chunk in request.stream():
        read += chunk
        if len(read) > LONGEST_FORM:
            raise HTTPException(413, "These are too many arguments.")
    return read.decode("utf-8", "replace")


def _archive(library: Library, settings: SiteSettings) -> Archive:
    host = urlsplit(addresses.absolute("")).hostname or "localhost"
    return Archive(
        library=library,
        identity=library.identity,
        name=organisation.name(settings, DEFAULT_TAG),
        contact=settings.contact or f"unknown@{host.strip('.')}.invalid",
        host=host,
    )
