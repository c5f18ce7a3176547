"""What a one-time link opens: the first administrator's page, an invitation, a reset."""

from typing import Final

from starlette.responses import Response

from dragoman.errors import Refused
from dragoman.office.model import Purpose
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.entrance import admit, enter
from dragoman.surfaces.office.frame import EVERYONE, StaffPage, Visit


def link(visit: Visit) -> Response:
    """The form that the link is for, or what becomes of it. Looking spends nothing: mail programs look too."""
    secret: str = visit.request.path_params["secret"]
    found = visit.office.links.found(secret)
    if found.purpose is Purpose.FIRST:
        return _first(visit, secret)
    values = {"purpose": found.purpose, "account": found.account}
    if visit.request.method != "POST":
        return visit.page("link.html", values)
    try:
        who = visit.office.links.choose_password(secret, visit.secret("password"))
    except Refused as error:
        return visit.refused("link.html", values, error)
    return admit(visit, who)


def _first(visit: Visit, secret: str) -> Response:
    values = {"login": visit.text("login"), "name": visit.text("name")}
    if visit.request.method != "POST":
        return visit.page("first.html", values)
    try:
        who = visit.office.links.make_first(secret, **values, password=visit.secret("password"))
    except Refused as error:
        return visit.refused("first.html", values, error)
    return enter(visit, who, f"{addresses.SETTINGS}?first=yes")


PAGES: Final = (StaffPage(path=addresses.LINK, handler=link, needs=EVERYONE, methods=("GET", "POST")),)
