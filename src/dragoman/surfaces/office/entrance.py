"""In and out: signing in by name and password, and signing out."""

from typing import Final

from starlette.responses import Response

from dragoman.errors import Refused
from dragoman.surfaces.office import addresses, cookies
from dragoman.surfaces.office.frame import EVERYONE, StaffPage, Visit


def sign_in(visit: Visit) -> Response:
    """The form, or what becomes of it."""
    onward = addresses.inside(visit.text("onward") or visit.request.query_params.get("onward"))
    if visit.request.method != "POST":
        if visit.session is not None:
            return visit.to(addresses.DESK)
        return visit.page("sign_in.html", {"onward": onward, "login": ""})
    login = visit.text("login")
    values = {"onward": onward, "login": login}
    if wait := visit.office.attempts.wait(login, visit.client):
        response = visit.refused("sign_in.html", values, Refused("attempts-many", "Too many attempts.", "Wait."))
        response.status_code, response.headers["Retry-After"] = 429, str(wait)
        return response
    who = visit.office.accounts.with_password(login, visit.secret("password"))
    if who is None:
        return visit.refused("sign_in.html", values, Refused("password-wrong", "They do not fit.", "Try again."))
    visit.office.attempts.succeeded(login, visit.client)
    return enter(visit, visit.office.sessions.begin(who, agent=visit.agent), onward)


def enter(visit: Visit, secret: str, onward: str | None = None) -> Response:
    """On to where the person wanted to go, signed in. A session that this browser had before is over."""
    if visit.session is not None:
        visit.office.sessions.end(visit.session, by=visit.session.account.login)
    response = visit.to(onward or addresses.DESK)
    cookies.sign_in(response, secret)
    return response


def sign_out(visit: Visit) -> Response:
    """The session is over, here and on the server; the browser forgets what it kept of these pages."""
    if visit.session is not None:
        visit.office.sessions.end(visit.session, by=visit.session.account.login)
    response = visit.to(addresses.SIGN_IN)
    cookies.sign_out(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


PAGES: Final = (
    StaffPage(path=addresses.SIGN_IN, handler=sign_in, needs=EVERYONE, methods=("GET", "POST")),
    StaffPage(path=addresses.SIGN_OUT, handler=sign_out, needs=EVERYONE, methods=("POST",)),
)
