"""Addresses of the staff pages: patterns that are routed, and links that are written (see `surfaces.addresses`)."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from dragoman.surfaces import addresses

ROOT: Final = addresses.OFFICE
DESK: Final = "/office/"
SIGN_IN: Final = "/office/sign-in"
SIGN_IN_CODE: Final = "/office/sign-in/code"
SIGN_IN_PASSKEY: Final = "/office/sign-in/passkey"
PROVIDER: Final = "/office/sign-in/with/{provider:name}"
PROVIDER_BACK: Final = "/office/sign-in/from/{provider:name}"
SIGN_OUT: Final = "/office/sign-out"
LINK: Final = "/office/links/{secret:name}"
SETTINGS: Final = "/office/settings"
PEOPLE: Final = "/office/people"
PERSON: Final = "/office/people/{account:name}"
LOG: Final = "/office/log"
OWN: Final = "/office/account"
STATIC: Final = "/office/static/{name:name}"
UPLOAD_PAGE: Final = "/office/upload"
UPLOAD_STATE: Final = "/office/upload/state"
UPLOAD_TIDY: Final = "/office/upload/tidy"
UPLOAD_KNOWN: Final = "/office/upload/known"
UPLOADS: Final = "/office/uploads"
UPLOAD: Final = "/office/uploads/{upload:name}"
REVIEW: Final = "/office/review"
RECORD: Final = "/office/review/{expression_id:name}"
AUTOSAVE: Final = "/office/review/{expression_id:name}/draft"
UNDO: Final = "/office/review/{expression_id:name}/undo"
CHECK: Final = "/office/check"
SUGGEST: Final = "/office/suggest"
PICTURE: Final = "/office/pictures/{digest:name}/{number:count}/{width:count}"
WORDS: Final = "/office/pictures/{digest:name}/{number:count}/words"
MANY: Final = "/office/many"
WORK: Final = "/office/publications/{work_id:name}"


def at(path: str, **asked: str | int | None) -> str:
    """The address of a staff page, which may have a query already, under the path that the library is mounted at."""
    path, _, before = path.partition("?")
    question = urlencode({name: value for name, value in asked.items() if value not in (None, "")})
    return addresses.here(path, "&".join(part for part in (before, question) if part))


def link(secret: str) -> str:
    """Where a one-time link leads."""
    return at(f"{ROOT}/links/{secret}")


def static(name: str) -> str:
    """A style sheet or a script of the staff pages."""
    return at(f"{ROOT}/static/{name}")


def record_path(expression_id: str) -> str:
    """The path of a record on the review screen, for `Visit.to`."""
    return f"{REVIEW}/{expression_id}"


def record(expression_id: str) -> str:
    """A record on the review screen."""
    return at(record_path(expression_id))


def upload(upload_id: str) -> str:
    """A file on its way in, for tus."""
    return at(f"{UPLOADS}/{upload_id}")


def picture(digest: str, number: int, width: int) -> str:
    """A page of a file as a picture."""
    return at(f"{ROOT}/pictures/{digest}/{number}/{width}")


def publication_path(work_id: str) -> str:
    """The path of a work with its editions, to be merged, split and put in order."""
    return f"{ROOT}/publications/{work_id}"


def publication(work_id: str) -> str:
    """The address of that page."""
    return at(publication_path(work_id))


def inside(told: str | None) -> str | None:
    """A path of the staff pages that a request names to go on to; None for whatever leads elsewhere."""
    parts = urlsplit(told or "")
    if not told or parts.scheme or parts.netloc or not parts.path.startswith(DESK) or "\\" in told:
        return None
    if any(ord(c) < 0x21 or ord(c) > 0x7E for c in told):
        return None
    return told
