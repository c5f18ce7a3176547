"""The outermost layer of every web surface: headers that every answer carries, the one place where any error ends."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.config import SiteSettings
from dragoman.surfaces import addresses
from dragoman.surfaces.gateway import WAIT, base_of

log = logging.getLogger("dragoman.web")

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
"""Content Security Policy Level 3, Referrer Policy, Fetch (nosniff); an answer that has its own keeps it."""


class Boundary:
    """Adds the headers, and hands an error that nobody foresaw to `failed`; its traceback goes to the operator."""

    def __init__(self, app: ASGIApp, *, failed: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self._app = app
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if addresses.base() is None:  # a surface that is served by itself
            with addresses.based(base_of(scope, SiteSettings())):
                await self(scope, receive, send)
            return
        begun = False

        async def send_guarded(event: Message) -> None:
            nonlocal begun
            if event["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(raw=event["headers"])
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(event)

        if wait := scope.get(WAIT):
            asked_too_often = HTTPException(429, headers={"Retry-After": str(wait)})
            response = await self._failed(Request(scope), asked_too_often)
            await response(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception as error:
            # The process boundary: no reader may see a traceback. Only the kind of page is noted, not the address:
            # what a reader asks for is nobody's business.
            log.exception("A page failed: %s", getattr(scope.get("endpoint"), "__name__", "?"))
            if begun:
                raise
            response = await self._failed(Request(scope), error)
            await response(scope, receive, send_guarded)
