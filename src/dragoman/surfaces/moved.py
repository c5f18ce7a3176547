"""The edition that an address names: one that is offered, else what became of it.

An edition whose files another one took over has its old addresses lead to the same place in that one, for good.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import NotHere
from dragoman.record.editions import text_file
from dragoman.record.model import Access, Expression, HeldFile, Status, Work
from dragoman.store.catalogue import Catalogue
from dragoman.surfaces import addresses


class EditionWithdrawn(NotHere):
    """The edition that was asked for is no longer offered; what stays of it says why."""

    def __init__(self, edition: Expression) -> None:
        reason = edition.withdrawn.reason if edition.withdrawn else ""
        said = f"The edition {edition.id} was withdrawn{f': {reason}' if reason else '.'}"
        super().__init__("edition-withdrawn", said, "Search for other editions.")
        self.edition = edition


def read_from(work: Work, edition: Expression) -> HeldFile:
    """The file of an edition that is read. Raises NotHere where it has none, or none that everybody may read."""
    if edition.access is Access.RESTRICTED:
        until = f" until {edition.opens}" if edition.opens else ""
        said = f"The files and the text of the edition {edition.id} are not open to the public{until}."
        raise NotHere("text-restricted", said, "Its record says whom to ask.")
    file = text_file(work, edition)
    if file is None:
        raise NotHere("text-not-here", f"The edition {edition.id} has no text.", "Choose another edition.")
    return file


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
        raise EditionWithdrawn(found)
    return work, found
