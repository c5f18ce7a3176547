"""In and out: by name and password, by a second factor after it, by passkey; and signing out."""

from typing import Final

from starlette.responses import Response

from dragoman.errors import Refused
from dragoman.office.model import Account
from dragoman.office.passkeys import Party
from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces import organisation
from dragoman.surfaces.office import addresses, cookies
from dragoman.surfaces.office.frame import EVERYONE, StaffPage, Visit
from dragoman.surfaces.presentation import DEFAULT_TAG

CODE: Final = "code"
"""What a session waits for whose account has a second factor."""


def sign_in(visit: Visit) -> Response:
    """The form, or what becomes of it."""
    if visit.request.method != "POST":
        if visit.session is not None:
            return visit.to(addresses.DESK)
        return visit.page("sign_in.html", _asked(visit, login=""))
    login = visit.text("login")
    values = _asked(visit, login=login)
    if wait := visit.office.attempts.wait(login, visit.client):
        return _too_often(visit, "sign_in.html", values, wait)
    who = visit.office.accounts.with_password(login, visit.secret("password"))
    if who is None:
        visit.office.sessions.refused(visit.office.accounts.by_login(login), address=visit.client)
        return visit.refused("sign_in.html", values, Refused("password-wrong", "They do not fit.", "Try again."))
    visit.office.attempts.succeeded(login, visit.client)
    return admit(visit, who, values["onward"])


def admit(visit: Visit, who: Account, onward: str | None = None) -> Response:
    """On to where the person, whose password or link was right, wanted to go: by way of the second factor, if any."""
    if not who.has_totp:
        return enter(visit, who, onward)
    secret = visit.office.sessions.begin(who, agent=visit.agent, waits_for=CODE)
    response = visit.to(addresses.SIGN_IN_CODE, onward=onward)
    cookies.sign_in(response, secret)
    return response


def enter(visit: Visit, who: Account, onward: str | None = None) -> Response:
    """On to where the person wanted to go, signed in. A session that this browser had before is over."""
    if visit.session is not None:
        visit.office.sessions.end(visit.session, by=visit.session.account.login)
    secret = visit.office.sessions.begin(who, agent=visit.agent)
    response = visit.to(onward or addresses.DESK)
    cookies.sign_in(response, secret)
    return response


def code(visit: Visit) -> Response:
    """The second factor's form, or what becomes of it; the session gets another secret with it."""
    secret = cookies.session_of(visit.request)
    waiting = visit.office.sessions.found(secret) if secret else None
    if waiting is None or waiting.waits_for != CODE:
        return visit.to(addresses.SIGN_IN)
    values = {"onward": _onward(visit)}
    if visit.request.method != "POST":
        return visit.page("code.html", values)
    who = waiting.account
    if wait := visit.office.attempts.wait(f"{CODE} {who.login}", visit.client):
        return _too_often(visit, "code.html", values, wait)
    try:
        visit.office.second_factors.check(who, visit.text("code"))
    except Refused as error:
        visit.office.sessions.refused(who, address=visit.client)
        return visit.refused("code.html", values, error)
    visit.office.attempts.succeeded(f"{CODE} {who.login}", visit.client)
    visit.office.sessions.forget(waiting)
    return enter(visit, who, values["onward"])


def passkey(visit: Visit) -> Response:
    """In by what the browser answered to the options of the sign-in's page."""
    values = _asked(visit, login="")
    if wait := visit.office.attempts.wait("passkey", visit.client):
        return _too_often(visit, "sign_in.html", values, wait)
    try:
        challenge = visit.office.passkeys.challenge(visit.text("sealed"), visit.cookie)
        who = visit.office.passkeys.let_in(party(visit), answer=visit.secret("answer"), challenge=challenge)
    except Refused as error:
        visit.office.sessions.refused(None, address=visit.client)
        return visit.refused("sign_in.html", values, error)
    return enter(visit, who, values["onward"])


def sign_out(visit: Visit) -> Response:
    """The session is over, here and on the server; the browser forgets what it kept of these pages."""
    if visit.session is not None:
        visit.office.sessions.end(visit.session, by=visit.session.account.login)
    response = visit.to(addresses.SIGN_IN)
    cookies.sign_out(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def party(visit: Visit) -> Party:
    """Where passkeys are for: the address that readers see."""
    base = site_addresses.base()
    assert base is not None
    return Party(origin=base.origin, name=organisation.name(visit.rooms.settings, DEFAULT_TAG))


def _asked(visit: Visit, *, login: str) -> dict[str, str | None]:
    asked = visit.office.passkeys.asked_for_one(party(visit), visit.cookie)
    return {"onward": _onward(visit), "login": login, "options": asked.options, "sealed": asked.sealed}


def _onward(visit: Visit) -> str | None:
    return addresses.inside(visit.text("onward") or visit.request.query_params.get("onward"))


def _too_often(visit: Visit, template: str, values: dict[str, str | None], wait: int) -> Response:
    response = visit.refused(template, values, Refused("attempts-many", "Too many attempts.", "Wait."))
    response.status_code, response.headers["Retry-After"] = 429, str(wait)
    return response


PAGES: Final = (
    StaffPage(path=addresses.SIGN_IN, handler=sign_in, needs=EVERYONE, methods=("GET", "POST")),
    StaffPage(path=addresses.SIGN_IN_CODE, handler=code, needs=EVERYONE, methods=("GET", "POST")),
    StaffPage(path=addresses.SIGN_IN_PASSKEY, handler=passkey, needs=EVERYONE, methods=("POST",)),
    StaffPage(path=addresses.SIGN_OUT, handler=sign_out, needs=EVERYONE, methods=("POST",)),
)
