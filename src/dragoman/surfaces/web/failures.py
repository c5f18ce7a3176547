"""What a reader is told when there is no such page, and what to do: errors become words in the reader's language.

The status is that of `surfaces.problems`. The errors' own texts are for operators and machines and stay out of pages.
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import DragomanError, LibraryError, NotHere, UsageError
from dragoman.surfaces.moved import EditionWithdrawn
from dragoman.surfaces.problems import RETRY_AFTER, status_of
from dragoman.surfaces.rendered import Rendered, respond
from dragoman.surfaces.web.site import Visit
from dragoman.surfaces.web.words import message

log = logging.getLogger("dragoman.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A page that says what happened and what to do."""

    title: str
    remedy: str


NOT_FOUND: Final = Failure(
    title=message("There is no such page here"),
    remedy=message(
        "The address may be mistyped, or the link out of date. Search for the publication by its title, or browse the"
        " list."
    ),
)
NO_EDITION: Final = Failure(
    title=message("This publication is not in the library"),
    remedy=message("It may have another address now. Search for it by its title, or browse the list."),
)
NO_PAGE: Final = Failure(
    title=message("The publication has no such page"),
    remedy=message("Go back to the publication and choose a page from its contents."),
)
NO_FILE: Final = Failure(
    title=message("This file is not in the library"),
    remedy=message("Search for the publication by its title: its page links to the file as it is now."),
)
WITHDRAWN: Final = Failure(
    title=message("This edition was withdrawn"),
    remedy=message("It is no longer offered. Search for other editions of the publication, or browse the list."),
)
RESTRICTED: Final = Failure(
    title=message("This text is not open to the public"),
    remedy=message("Its record is. Go back to the publication's page to see what it is about."),
)
NOT_DRAWN: Final = Failure(
    title=message("This page can't be drawn"),
    remedy=message("Go back to its text, or open the file itself."),
)
NOT_UNDERSTOOD: Final = Failure(
    title=message("This address can't be understood"),
    remedy=message("Something in the address is not as expected. Start again from the list, or from a search."),
)
BAD_QUESTION: Final = Failure(
    title=message("This question can't be understood"),
    remedy=message("Ask with a few plain words, without special signs."),
)
NOT_ALLOWED: Final = Failure(
    title=message("This page can only be read"),
    remedy=message("Nothing can be sent to this address. Open it as a link."),
)
BROKEN: Final = Failure(
    title=message("Something went wrong here"),
    remedy=message("The fault is ours, and it has been noted. Try again in a while, or go on from the list."),
)
UNAVAILABLE: Final = Failure(
    title=message("The library can't answer just now"),
    remedy=message("Try again in a minute."),
)

TOO_OFTEN: Final = Failure(
    title=message("You have asked very often in a short time"),
    remedy=message("So that the library stays quick for everyone, wait a moment, then go on. Reading is not limited."),
)
NOT_IN_THIS_FORM: Final = Failure(
    title=message("This is not offered in that format"),
    remedy=message("Open the publication's page: it lists the formats that there are."),
)

BY_CODE: Final = {
    "edition-not-here": NO_EDITION,
    "work-not-here": NO_EDITION,
    "edition-withdrawn": WITHDRAWN,
    "text-restricted": RESTRICTED,
    "text-not-here": NO_PAGE,
    "no-such-width": NOT_FOUND,
    "not-drawn": NOT_DRAWN,
    "page-not-here": NO_PAGE,
    "section-not-here": NO_PAGE,
    "file-not-here": NO_FILE,
    "query-not-understood": BAD_QUESTION,
}
BY_STATUS: Final = {
    400: NOT_UNDERSTOOD,
    404: NOT_FOUND,
    405: NOT_ALLOWED,
    406: NOT_IN_THIS_FORM,
    410: WITHDRAWN,
    429: TOO_OFTEN,
}


def failure_of(error: Exception) -> Failure:
    """What the reader is told of an error."""
    if isinstance(error, HTTPException):
        return BY_STATUS.get(error.status_code, NOT_UNDERSTOOD if error.status_code < 500 else BROKEN)
    if isinstance(error, DragomanError) and error.code in BY_CODE:
        return BY_CODE[error.code]
    for kind, failure in ((NotHere, NOT_FOUND), (UsageError, NOT_UNDERSTOOD), (LibraryError, UNAVAILABLE)):
        if isinstance(error, kind):
            return failure
    return BROKEN


async def failed(request: Request, error: Exception) -> Response:
    """The page for an error: in the language of the address, else in the one that the browser asks for."""
    failure = failure_of(error)
    if isinstance(error, LibraryError):
        log.error("%s: %s %s", error.code, error.message, error.remedy)
    visit = Visit.of(request)
    status = status_of(error)
    gone = error.edition if isinstance(error, EditionWithdrawn) else None
    html = visit.site.html("failure.html", visit, {"failure": failure, "status": status, "gone": gone})
    headers = {**(getattr(error, "headers", None) or {}), "Cache-Control": "no-store", "Vary": "Accept-Language"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER)
    return respond(request, Rendered.of(html), headers, status=status)
