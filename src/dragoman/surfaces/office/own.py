"""A person's own account: password, second factor, passkeys, sessions, tokens for programs."""

from collections.abc import Callable
from typing import Final

import segno
from markupsafe import Markup
from pyotp import TOTP
from starlette.responses import Response

from dragoman.errors import Refused, UsageError
from dragoman.office.model import Role
from dragoman.office.tokens import NEEDS, Scope
from dragoman.surfaces import organisation
from dragoman.surfaces.office import addresses, cookies
from dragoman.surfaces.office.entrance import party
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message
from dragoman.surfaces.presentation import DEFAULT_TAG

SCOPES: Final = {
    Scope.READ: message("Read what is not published yet"),
    Scope.DEPOSIT: message("Deposit files"),
    Scope.EDIT: message("Change records"),
    Scope.PUBLISH: message("Publish and withdraw"),
    Scope.ADMINISTER: message("Administer"),
}
DAYS: Final = (30, 90, 365)


def own(visit: Visit) -> Response:
    """All of it, or what becomes of what was sent."""
    if visit.request.method != "POST":
        return visit.page("own.html", _values(visit))
    try:
        return _done(visit, visit.text("do"))
    except Refused as error:
        return visit.refused("own.html", _values(visit), error)


def _done(visit: Visit, what: str) -> Response:
    action = _ACTIONS.get(what)
    if action is None:
        raise UsageError("form-stale", f"{what[:40]!r} can't be done.", "Load the page again.")
    return action(visit) or visit.to(addresses.OWN, kept="yes")


def _password(visit: Visit) -> Response:
    """All sessions are over: this browser gets a new one."""
    _proved(visit)
    visit.office.accounts.set_password(visit.who.id, visit.secret("password"), by=visit.who.login)
    response = visit.to(addresses.OWN, kept="yes")
    cookies.sign_in(response, visit.office.sessions.begin(visit.who, agent=visit.agent))
    return response


def _second_factor_begun(visit: Visit) -> Response:
    _proved(visit)
    return _second_factor(visit, visit.office.second_factors.proposed())


def _second_factor_gone(visit: Visit) -> None:
    _proved(visit)
    visit.office.second_factors.take_away(visit.who, by=visit.who.login)


def _passkey(visit: Visit) -> None:
    _proved(visit)
    challenge = visit.office.passkeys.challenge(visit.text("sealed"), visit.cookie)
    answer, name = visit.secret("answer"), visit.text("name")
    visit.office.passkeys.keep(visit.who, party(visit), answer=answer, challenge=challenge, name=name)


def _passkey_gone(visit: Visit) -> None:
    visit.office.passkeys.end(visit.who, visit.text("id"))


def _token_gone(visit: Visit) -> None:
    visit.office.tokens.end(visit.who, visit.text("id"))


def _session_over(visit: Visit) -> None:
    for each in visit.office.sessions.of(visit.who.id):
        if each.digest == visit.text("id"):
            visit.office.sessions.end(each, by=visit.who.login)


def _sessions_over(visit: Visit) -> None:
    here = visit.session.digest if visit.session else None
    visit.office.sessions.end_all(visit.who, by=visit.who.login, but=here)


def _proved(visit: Visit) -> None:
    """What lets somebody in is changed only by who shows the password again, if the account has one."""
    if not visit.who.has_password:
        return
    login = visit.who.login
    if visit.office.attempts.wait(login, visit.client):
        raise Refused("attempts-many", "Too many attempts.", "Wait a few minutes.")
    if visit.office.accounts.with_password(login, visit.secret("current")) is None:
        visit.office.sessions.refused(visit.who, address=visit.client)
        raise Refused("current-wrong", "The current password does not fit.", "Type it again.")
    visit.office.attempts.succeeded(login, visit.client)


def _token(visit: Visit) -> Response:
    _proved(visit)
    chosen = tuple(scope for scope in Scope if scope in visit.form.getlist("scope"))
    days = visit.text("days")
    secret = visit.office.tokens.make(
        visit.who, name=visit.text("name"), scopes=chosen, days=int(days) if days in map(str, DAYS) else 0
    )
    return visit.page("token.html", {"secret": secret})


def _second_factor(visit: Visit, secret: str, error: Refused | None = None) -> Response:
    """The secret as a picture that a phone reads, and as letters; it counts when a code of it was typed."""
    issuer = organisation.name(visit.rooms.settings, DEFAULT_TAG)
    address = TOTP(secret).provisioning_uri(name=visit.who.login, issuer_name=issuer)
    drawn = segno.make(address, micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")
    values = {
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "sealed": visit.office.second_factors.sealed(secret),
        "drawn": Markup(drawn),  # noqa: S704 - drawn by segno, holds no text
    }
    return visit.refused("second_factor.html", values, error) if error else visit.page("second_factor.html", values)


def _tried(visit: Visit) -> Response:
    factors = visit.office.second_factors
    secret = factors.opened(visit.text("sealed"))
    try:
        codes = factors.set_up(visit.who, secret, visit.text("code"))
    except Refused as error:
        return _second_factor(visit, secret, error)
    return visit.page("recovery.html", {"codes": codes})


def _values(visit: Visit) -> dict[str, object]:
    who, office = visit.who, visit.office
    asked = office.passkeys.asked_for_new(who, party(visit), visit.cookie)
    return {
        "kept": visit.request.query_params.get("kept") == "yes",
        "left": office.second_factors.left(who),
        "passkeys": office.passkeys.of(who),
        "options": asked.options,
        "sealed": asked.sealed,
        "sessions": office.sessions.of(who.id),
        "here": visit.session.digest if visit.session else "",
        "tokens": office.tokens.of(who),
        "scopes": {scope: text for scope, text in SCOPES.items() if who.role.covers(NEEDS[scope])},
        "days": DAYS,
    }


_ACTIONS: Final[dict[str, Callable[[Visit], Response | None]]] = {
    "password": _password,
    "second-factor": _second_factor_begun,
    "second-factor-try": _tried,
    "second-factor-remove": _second_factor_gone,
    "passkey": _passkey,
    "passkey-end": _passkey_gone,
    "token": _token,
    "token-end": _token_gone,
    "session": _session_over,
    "sessions": _sessions_over,
}
"""What the forms of the page ask for."""

PAGES: Final = (StaffPage(path=addresses.OWN, handler=own, needs=Role.CONTRIBUTOR, methods=("GET", "POST")),)
