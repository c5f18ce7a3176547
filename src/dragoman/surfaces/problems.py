"""Errors become HTTP: one table from what the domain says to a status, and the problem details of RFC 9457.

Comes in: any error. Goes out: its status (pages use only that), or the object that machines get. Domain errors don't
know of HTTP; an error without a line of its own here has the status of its class.
"""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError, LibraryBusy, LibraryError, NotHere, Refused, UsageError

BY_CODE: Final[dict[str, HTTPStatus]] = {
    "edition-withdrawn": HTTPStatus.GONE,
    "text-restricted": HTTPStatus.FORBIDDEN,
    "format-unknown": HTTPStatus.NOT_ACCEPTABLE,
    "file-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
}
BY_CLASS: Final[tuple[tuple[type[DragomanError], HTTPStatus], ...]] = (
    (NotHere, HTTPStatus.NOT_FOUND),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (LibraryBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (LibraryError, HTTPStatus.SERVICE_UNAVAILABLE),
    (Refused, HTTPStatus.UNPROCESSABLE_ENTITY),
)
REMEDIES: Final = {
    HTTPStatus.TOO_MANY_REQUESTS: "Ask again after the seconds that Retry-After says, and less often from then on.",
    HTTPStatus.NOT_ACCEPTABLE: "Ask for another format, or without an Accept header.",
}
MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = 5
"""Seconds after which it is worth asking again where the library can't answer just now (RFC 9110 §10.2.3)."""


def status_of(error: Exception) -> int:
    """The HTTP status of an error; 500 for what nobody foresaw."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, DragomanError):
        own = BY_CODE.get(error.code)
        by_class = (status for kind, status in BY_CLASS if isinstance(error, kind))
        return int(own or next(by_class, HTTPStatus.INTERNAL_SERVER_ERROR))
    return int(HTTPStatus.INTERNAL_SERVER_ERROR)


def problem(error: Exception) -> dict[str, str | int]:
    """An error as RFC 9457 has it: `type` names the code, `remedy` says what to do. What is a fault says no details."""
    status = HTTPStatus(status_of(error))
    if isinstance(error, DragomanError) and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        code, detail, remedy = error.code, error.message, error.remedy
    elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
        code, detail = status.phrase.lower().replace(" ", "-"), status.description or status.phrase
        remedy = REMEDIES.get(status, "Use an address of the API: /api/v1/ lists them.")
    elif status is HTTPStatus.SERVICE_UNAVAILABLE:
        code, detail, remedy = "unavailable", "The library can't answer just now.", "Ask again in a minute."
    else:
        code, detail, remedy = "fault", "The fault is the library's, and it has been noted.", "Ask again in a while."
    return {
        "type": f"urn:dragoman:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        "remedy": remedy,
    }
