"""What a person of the staff is told of an error, in words of their language: what happened, and what to do.

In: an error. Out: the page for it, or the words beside a form. An error whose code has no words here is said as it is,
in English.
"""

import logging
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.errors import DragomanError, LibraryError
from dragoman.surfaces.office.language import message
from dragoman.surfaces.presentation import DEFAULT_TAG, Interface
from dragoman.surfaces.problems import MEDIA_TYPE, problem, status_of

log = logging.getLogger("dragoman.office")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What happened, and what to do; in this language."""

    title: str
    remedy: str
    language: str = ""


_BY_CODE: Final = {
    "password-short": Failure(
        title=message("This password is too short"),
        remedy=message("Use at least 12 characters: several words that nobody else would put together."),
    ),
    "password-long": Failure(title=message("This password is too long"), remedy=message("Use at most 256 characters.")),
    "password-common": Failure(
        title=message("This password is among those that are tried first"),
        remedy=message("Use several words that nobody else would put together, none of them your name."),
    ),
    "password-wrong": Failure(
        title=message("This name and this password do not fit"),
        remedy=message("Try again. If you have forgotten the password, ask an administrator for a link."),
    ),
    "attempts-many": Failure(title=message("Too many attempts"), remedy=message("Wait a few minutes, then try again.")),
    "current-wrong": Failure(title=message("The current password does not fit"), remedy=message("Type it again.")),
    "code-wrong": Failure(
        title=message("This code does not fit"), remedy=message("Wait for the next code, or use a recovery code.")
    ),
    "code-stale": Failure(title=message("The code was shown too long ago"), remedy=message("Begin again.")),
    "passkey-unfit": Failure(
        title=message("The passkey could not be used"),
        remedy=message("Try again, or sign in by name and password."),
    ),
    "provider-failed": Failure(
        title=message("Signing in there has failed"), remedy=message("Try again, or ask an administrator.")
    ),
    "account-disabled": Failure(title=message("This account is disabled"), remedy=message("Enable it first.")),
    "role-unknown": Failure(
        title=message("There is no such role"), remedy=message("Choose one of those that are offered.")
    ),
    "scopes-unfit": Failure(
        title=message("The token may do nothing so"), remedy=message("Choose what it may do, within your role.")
    ),
    "days-unfit": Failure(
        title=message("A token can't last so long"), remedy=message("Choose one of the times that are offered.")
    ),
    "mail-not-sent": Failure(
        title=message("The letter could not be sent"),
        remedy=message("Hand the link on by other means, and look at [mail] in site.toml."),
    ),
    "token-not-here": Failure(title=message("There is no such token"), remedy=message("Choose one from the list.")),
    "passkey-not-here": Failure(title=message("There is no such passkey"), remedy=message("Choose one from the list.")),
    "settings-not-kept": Failure(
        title=message("The settings could not be written"),
        remedy=message("The account that serves the library needs the right to write site.toml."),
    ),
    "login-taken": Failure(
        title=message("There is an account of that name already"),
        remedy=message("Choose another name to sign in with."),
    ),
    "login-unfit": Failure(
        title=message("This can't be a name to sign in with"),
        remedy=message("Use 2 to 80 letters, figures and . @ + - _ without spaces; an e-mail address will do."),
    ),
    "email-unfit": Failure(
        title=message("This is no e-mail address"), remedy=message("Write one as name@example.org, or leave it out.")
    ),
    "last-administrator": Failure(
        title=message("This is the last administrator who can sign in"),
        remedy=message("Make somebody else an administrator first."),
    ),
    "account-not-here": Failure(title=message("There is no such account"), remedy=message("Choose one from the list.")),
    "link-spent": Failure(
        title=message("This link is not valid"),
        remedy=message("It was used, is too old, or was cut. Ask an administrator for a new one."),
    ),
    "form-foreign": Failure(
        title=message("This was sent from another site"), remedy=message("Open the page here, and send it again.")
    ),
    "form-stale": Failure(
        title=message("This form is out of date"), remedy=message("Load the page again, and send it again.")
    ),
    "file-name": Failure(
        title=message("This can't be the name of a file: it holds a path, or characters that do not show"),
        remedy=message("Give the file a plain name, and drop it again."),
    ),
    "file-empty": Failure(
        title=message("This file is empty"), remedy=message("See that it was saved whole, and drop it again.")
    ),
    "file-too-large": Failure(
        title=message("This file is larger than the library takes"),
        remedy=message("Save it smaller, or ask whoever runs the server to take it in there."),
    ),
    "no-room": Failure(
        title=message("There is no room left on the library's disk"),
        remedy=message("Ask whoever runs the server to make room. What has arrived stays, and goes on from there."),
    ),
    "upload-not-here": Failure(
        title=message("This upload is not here any more"), remedy=message("Drop the file again.")
    ),
    "library-busy": Failure(
        title=message("The library is just being written to"), remedy=message("Try again in a minute: nothing is lost.")
    ),
    "none-chosen": Failure(title=message("No edition is ticked"), remedy=message("Tick those that are meant.")),
    "work-not-here": Failure(
        title=message("There is no such publication"), remedy=message("Search for it by its title.")
    ),
    "undo-gone": Failure(
        title=message("That state of the record is not there any more"), remedy=message("Correct the record here.")
    ),
    "edition-not-here": Failure(
        title=message("There is no such edition"), remedy=message("Search for it in the list of records.")
    ),
    "settings-not-understood": Failure(
        title=message("These settings can't be kept"), remedy=message("See the fields below, and what is in site.toml.")
    ),
}
_BY_STATUS: Final = {
    401: Failure(title=message("You are not signed in"), remedy=message("Sign in, and send it again.")),
    403: Failure(
        title=message("Your role does not allow this"), remedy=message("Ask an administrator, if you need it.")
    ),
    404: Failure(title=message("There is no such page here"), remedy=message("Go on from the desk.")),
    405: Failure(title=message("Nothing can be sent to this address"), remedy=message("Go on from the desk.")),
    411: Failure(title=message("This form can't be understood"), remedy=message("Send it with a browser.")),
    413: Failure(title=message("This form is too large"), remedy=message("Send less at once.")),
    415: Failure(title=message("This form can't be understood"), remedy=message("Send it with a browser.")),
    503: Failure(title=message("The library can't answer just now"), remedy=message("Try again in a minute.")),
}
_NOT_UNDERSTOOD: Final = Failure(
    title=message("This can't be understood"), remedy=message("Load the page again, and send it again.")
)
_BROKEN: Final = Failure(
    title=message("Something went wrong here"), remedy=message("The fault is ours, and it has been noted.")
)


def said(error: Exception, say: Interface) -> Failure:
    """An error in somebody's language."""
    status = status_of(error)
    if isinstance(error, DragomanError):
        known = _BY_CODE.get(error.code)
        if known is None and status < 500:
            return Failure(title=error.message, remedy=error.remedy, language=DEFAULT_TAG)
    else:
        known = None
    known = known or _BY_STATUS.get(status) or (_NOT_UNDERSTOOD if status < 500 else _BROKEN)
    return Failure(title=say.gettext(known.title), remedy=say.gettext(known.remedy), language=say.tag)


def problem_of(request: Request, error: Exception) -> Response | None:
    """The error as programs get it, where the request is a script's that asks for JSON."""
    if isinstance(error, LibraryError):
        log.error("%s: %s %s", error.code, error.message, error.remedy)
    if "json" not in request.headers.get("accept", ""):
        return None
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    status = status_of(error)
    return JSONResponse(problem(error), status_code=status, media_type=MEDIA_TYPE, headers=headers)
