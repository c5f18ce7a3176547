"""The desk: where who has signed in begins."""

from typing import Final

from starlette.responses import Response

from dragoman.office.model import Role
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message


def desk(visit: Visit) -> Response:
    """What there is to do."""
    return visit.page("desk.html", {"counts": visit.rooms.library.catalogue.holdings()})


PAGES: Final = (StaffPage(path=addresses.DESK, handler=desk, needs=Role.CONTRIBUTOR, menu=message("Desk")),)
