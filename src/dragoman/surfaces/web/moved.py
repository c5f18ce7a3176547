"""An edition whose files another one took over: its old addresses lead to the same place in that one, for good."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response


class EditionMoved(Exception):
    """The edition that was asked for, and the one that has its files now."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(old, new)
        self.old = old
        self.new = new


async def moved(request: Request, error: Exception) -> Response:
    """To the same address under the other edition's id (RFC 9110 §15.4.9)."""
    assert isinstance(error, EditionMoved)
    address = request.url.replace(scheme="", netloc="")
    path = address.path.replace(f"/{error.old}", f"/{error.new}", 1)
    return RedirectResponse(str(address.replace(path=path)), status_code=308, headers={"Cache-Control": "no-cache"})
