"""What is not found here may have been an old address: it leads on to the edition that was there, for good (301).

Only where nothing of ours has the address, so that no page of the library can be hidden by an old one. What leads
nowhere is counted, without a word about who asked.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.record.model import Status
from dragoman.store.catalogue import Catalogue
from dragoman.store.former import keys_asked
from dragoman.surfaces import addresses
from dragoman.surfaces.problems import status_of
from dragoman.surfaces.web.failures import failed
from dragoman.surfaces.web.site import Site

Note = Callable[[str, str], None]
KEPT: Final = "public, max-age=86400"


def leading_on(note: Note | None) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers errors: the way on for an old address, else the page that says what happened."""

    async def answer(request: Request, error: Exception) -> Response:
        if status_of(error) == 404 and request.method in ("GET", "HEAD"):
            if (there := await way_on(request)) is not None:
                return there
            if note is not None and isinstance(error, HTTPException):
                await to_thread.run_sync(note, request.scope["path"], request.url.query)
        return await failed(request, error)

    return answer


async def way_on(request: Request) -> Response | None:
    """To the edition that was at this address before; None where there was none."""
    held = addresses.base()
    path = str(request.scope["path"])
    paths = tuple(dict.fromkeys((path, f"{held.mount}{path}" if held else path)))
    keys = keys_asked(request.headers.get("host", ""), paths, request.url.query)
    site: Site = request.app.state.site
    found = await to_thread.run_sync(_edition, site.library.catalogue, keys)
    if found is None:
        return None
    return RedirectResponse(addresses.record(found), status_code=301, headers={"Cache-Control": KEPT})


def _edition(catalogue: Catalogue, keys: tuple[str, ...]) -> str | None:
    """The edition that has this address's files now; one that is no longer offered says so itself."""
    name = catalogue.formerly_at(keys)
    work = catalogue.expression(name) if name else None
    edition = work.successor(name) if work and name else None
    return edition.id if edition is not None and edition.status in (Status.ACTIVE, Status.DELETED) else None
