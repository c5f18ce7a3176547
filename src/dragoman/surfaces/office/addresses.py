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


def inside(told: str | None) -> str | None:
    """A path of the staff pages that a request names to go on to; None for whatever leads elsewhere."""
    parts = urlsplit(told or "")
    if not told or parts.scheme or parts.netloc or not parts.path.startswith(DESK) or "\\" in told:
        return None
    if any(ord(c) < 0x21 or ord(c) > 0x7E for c in told):
        return None
    return told
