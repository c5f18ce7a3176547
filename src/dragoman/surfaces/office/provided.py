"""Signing in at an organisation's own provider: away to it, and back."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.errors import Refused
from dragoman.office.services import Provider
from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.entrance import admit
from dragoman.surfaces.office.frame import EVERYONE, HEADERS, StaffPage, Visit


def away(visit: Visit) -> Response:
    """To the provider, which asks the person."""
    name, provider = _provider(visit)
    onward = addresses.inside(visit.request.query_params.get("onward")) or ""
    address = visit.office.providers.away(name, provider, back=_back(name), browser=visit.cookie, onward=onward)
    return RedirectResponse(address, status_code=303, headers=HEADERS)


def back(visit: Visit) -> Response:
    """From the provider, with its answer."""
    name, provider = _provider(visit)
    errand = visit.office.providers.back(visit.request.query_params.get("state", ""), browser=visit.cookie)
    if errand.provider != name:
        raise Refused("provider-failed", "The answer is of another provider.", "Try again.")
    answer = f"{_back(name)}?{visit.request.url.query}"
    try:
        who = visit.office.providers.let_in(provider, errand, answer=answer, back=_back(name))
    except Refused:
        visit.office.sessions.refused(None, address=visit.client)
        raise
    return admit(visit, who, errand.onward or None)


def _provider(visit: Visit) -> tuple[str, Provider]:
    name: str = visit.request.path_params["provider"]
    found = visit.rooms.settings.sign_in.get(name)
    if found is None:
        raise HTTPException(404)
    return name, found


def _back(name: str) -> str:
    return site_addresses.absolute(addresses.at(f"{addresses.SIGN_IN}/from/{name}"))


PAGES: Final = (
    StaffPage(path=addresses.PROVIDER, handler=away, needs=EVERYONE),
    StaffPage(path=addresses.PROVIDER_BACK, handler=back, needs=EVERYONE),
)
