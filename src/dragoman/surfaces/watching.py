"""For whoever watches over the process: `/health`, which tells strangers nothing, and `/metrics`, where it is wanted.

In: requests as the gateway hands them on. Out: whether the library answers; figures in the words of Prometheus, to the
addresses that `metrics` in site.toml names. Requests are counted by surface, method and status: nothing says who asked,
or for what.
"""

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

from anyio import to_thread
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.config import Network
from dragoman.errors import DragomanError
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FRESH: Final = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answers whether the library can be read: 200 and `ok`, or 503. The reason is for `dragoman doctor`."""

    library: Library
    index: SearchIndex

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        well = await to_thread.run_sync(self._is_well)
        said = "ok" if well else "failing"
        await PlainTextResponse(f"{said}\n", status_code=200 if well else 503, headers=_FRESH)(scope, receive, send)

    def _is_well(self) -> bool:
        try:
            self.library.catalogue.version()
            self.index.applied()
        except (DragomanError, OSError):
            return False
        return self.library.root.exists


class Figures:
    """What is counted of requests, and what the library's state is when somebody asks."""

    def __init__(self, library: Library, index: SearchIndex) -> None:
        self._library = library
        self._index = index
        self._registry = CollectorRegistry()
        labels = ["surface", "method", "status"]
        self._requests = Counter("dragoman_requests", "Requests answered.", labels, registry=self._registry)
        self._seconds = Histogram(
            "dragoman_request_seconds", "Time to answer.", ["surface"], registry=self._registry, buckets=_SECONDS
        )
        self._registry.register(self)

    def counted(self, surface: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(surface, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(surface).observe(seconds)

    def collect(self) -> Iterator[Metric]:
        """The library's state."""
        held = self._library.catalogue.holdings()
        for name, said, value in (
            ("dragoman_works", "Publications.", held.works),
            ("dragoman_editions", "Language editions.", held.expressions),
            ("dragoman_pages", "Pages of all editions.", held.pages),
            ("dragoman_changes_unindexed", "Changes that search has not followed.", self._behind()),
            ("dragoman_disk_free_bytes", "Room on the library's disk.", shutil.disk_usage(self._library.folder).free),
        ):
            yield GaugeMetricFamily(name, said, value=value)

    def _behind(self) -> int:
        return max(0, self._library.catalogue.head() - self._index.applied())

    def written(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """The figures, for those who may have them; for all others there is nothing here."""

    figures: Figures
    readers: Sequence[Network]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not self._may(scope.get("client")):
            await Response(status_code=404, headers=_FRESH)(scope, receive, send)
            return
        written = await to_thread.run_sync(self.figures.written)
        answer = Response(written, headers={**_FRESH, "Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
        await answer(scope, receive, send)

    def _may(self, client: tuple[str, int] | None) -> bool:
        try:
            address = ip_address(client[0]) if client else None
        except ValueError:
            return False
        return address is not None and any(address in network for network in self.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The whole site, with each answer counted; `surfaces` says by the beginning of a path which one it is."""

    site: ASGIApp
    figures: Figures
    surfaces: Mapping[str, str]
    mount: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.site(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.site(scope, receive, seen)
        finally:
            self.figures.counted(self._surface(scope), scope["method"], status, time.perf_counter() - started)

    def _surface(self, scope: Mapping[str, Any]) -> str:
        path = addresses.inside(str(scope["path"]), self.mount)
        return next((name for start, name in self.surfaces.items() if path.startswith(start)), "pages")
