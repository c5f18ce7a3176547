"""The cookies of the staff pages: they go nowhere else, no script reads them, and with HTTPS nothing else sends them.

In: a request. Out: its session's secret, the secret of its forms, its language. `__Secure-` and not `__Host-` begins
their names, because `__Host-` would have them sent to the readers' pages too.
"""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.language import interfaces

_SESSION, _FORM, _LANGUAGE = "dragoman-session", "dragoman-form", "dragoman-language"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{20,80}")
_A_YEAR: Final = 365 * 86400


def session_of(request: Request) -> str | None:
    """The session's secret, if there is one that can be ours."""
    return _secret(request, _SESSION)


def form_of(request: Request) -> str | None:
    """The secret of the forms of who is not signed in."""
    return _secret(request, _FORM)


def language_of(request: Request) -> str | None:
    """The language that was chosen, in this request or before."""
    return request.query_params.get("ui") or request.cookies.get(_named(_LANGUAGE))


def sign_in(response: Response, secret: str) -> None:
    """The browser is signed in until it is closed, or the session is over. The secret of its forms before is gone."""
    _set(response, _SESSION, secret)
    _drop(response, _FORM)


def sign_out(response: Response) -> None:
    """The browser forgets its session."""
    _drop(response, _SESSION)


def keep(response: Response, request: Request, *, form: str | None) -> None:
    """What a visit leaves in the browser: the secret of its forms, and the language if one was chosen."""
    if form is not None and form != form_of(request) and not _sets(response, _SESSION):
        _set(response, _FORM, form)
    asked = request.query_params.get("ui")
    if asked in interfaces():
        _set(response, _LANGUAGE, asked, lasts=_A_YEAR)


def is_secure() -> bool:
    """Whether the library's address is one of HTTPS."""
    base = site_addresses.base()
    return base is not None and base.origin.startswith("https:")


def _secret(request: Request, name: str) -> str | None:
    value = request.cookies.get(_named(name), "")
    return value if _SECRET.fullmatch(value) else None


def _named(name: str) -> str:
    return f"__Secure-{name}" if is_secure() else name


def _sets(response: Response, name: str) -> bool:
    return any(each.startswith(f"{_named(name)}=") for each in response.headers.getlist("set-cookie"))


def _set(response: Response, name: str, value: str, *, lasts: int | None = None) -> None:
    response.set_cookie(
        _named(name),
        value,
        max_age=lasts,
        path=addresses.at(addresses.ROOT),
        secure=is_secure(),
        httponly=True,
        samesite="lax",
    )


def _drop(response: Response, name: str) -> None:
    response.delete_cookie(
        _named(name), path=addresses.at(addresses.ROOT), secure=is_secure(), httponly=True, samesite="lax"
    )
