"""The edition that an address names: one that is offered, else what became of it.

An edition whose files another one took over has its old addresses lead to the same place in that one, for good.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import NotHere
from dragoman.record.model import Expression, Status, Work
from dragoman.store.catalogue import Catalogue
from dragoman.surfaces import addresses


class EditionMoved(Exception):
    """The edition that was asked for, and the one that has its files now."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(old, new)
        self.old = old
        self.new = new


async def moved(request: Request, error: Exception) -> Response:
    """To the same address under the other edition's id (RFC 9110 §15.4.9)."""
    assert isinstance(error, EditionMoved)
    path = request.scope["path"].replace(f"/{error.old}", f"/{error.new}", 1)
    to = addresses.here(path, request.url.query)
    return RedirectResponse(to, status_code=308, headers={"Cache-Control": "no-cache"})


def offered(catalogue: Catalogue, expression_id: str) -> tuple[Work, Expression]:
    """An edition that is offered, with its work. Raises NotHere, and EditionMoved."""
    work = catalogue.expression(expression_id)
    found = work.expression(expression_id) if work else None
    if work is None or found is None:
        raise NotHere("edition-not-here", f"There is no edition {expression_id}.", "Search for it by its title.")
    heir = work.successor(expression_id)
    if heir is not None and heir is not found:
        raise EditionMoved(expression_id, heir.id)
    if found.status is Status.DELETED:
        raise NotHere("edition-withdrawn", f"The edition {expression_id} was withdrawn.", "Search for other editions.")
    return work, found
