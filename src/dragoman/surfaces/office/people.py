"""The people who work on the library, for administrators: invited, given a role, helped in, disabled. And the log."""

from typing import Final

from starlette.responses import Response

from dragoman.errors import Refused, UsageError
from dragoman.office import audit, mail
from dragoman.office.model import Account, Role
from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.frame import StaffPage, Visit
from dragoman.surfaces.office.language import message
from dragoman.surfaces.office.mails import letter

ROLES: Final = {
    Role.CONTRIBUTOR: message("Contributor"),
    Role.EDITOR: message("Editor"),
    Role.ADMINISTRATOR: message("Administrator"),
}
LINES: Final = 100


def people(visit: Visit) -> Response:
    """Everybody, and the form that invites somebody."""
    if visit.request.method != "POST":
        return visit.page("people.html", _values(visit))
    values = {"login": visit.text("login"), "name": visit.text("name"), "email": visit.text("email")}
    try:
        role = _role(visit)
        who = visit.office.accounts.add(**values, role=role, by=visit.who.login)
    except Refused as error:
        return visit.refused("people.html", {**_values(visit), **values}, error)
    return _linked(visit, who)


def person(visit: Visit) -> Response:
    """One of them: what can be changed, or what becomes of it."""
    who = visit.office.accounts.by_id(visit.request.path_params["account"])
    if visit.request.method != "POST":
        return visit.page("person.html", _of(visit, who))
    try:
        return _done(visit, who, visit.text("do"))
    except Refused as error:
        return visit.refused("person.html", _of(visit, visit.office.accounts.by_id(who.id)), error)


def log(visit: Visit) -> Response:
    """What was done, the newest first, and whether the log is as it was written."""
    before = visit.request.query_params.get("before", "")
    after = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    lines = audit.lines(visit.office.engine, before=after, limit=LINES + 1)
    onward = lines[LINES - 1].number if len(lines) > LINES else None
    verified = audit.verify(visit.office.engine) if visit.request.query_params.get("verify") == "yes" else None
    return visit.page("log.html", {"lines": lines[:LINES], "onward": onward, "verified": verified})


def _done(visit: Visit, who: Account, what: str) -> Response:
    by, accounts = visit.who.login, visit.office.accounts
    if what == "change":
        accounts.change(who.id, name=visit.text("name"), email=visit.text("email"), by=by)
        accounts.set_role(who.id, _role(visit), by=by)
    elif what == "link":
        return _linked(visit, who)
    elif what == "second-factor":
        visit.office.second_factors.take_away(who, by=by)
    elif what == "sessions":
        visit.office.sessions.end_all(who, by=by)
    elif what == "disable":
        accounts.disable(who.id, by=by)
    elif what == "enable":
        accounts.enable(who.id, by=by)
    else:
        raise UsageError("form-stale", f"{what[:40]!r} can't be done.", "Load the page again.")
    return visit.to(f"{addresses.PEOPLE}/{who.id}", kept="yes")


def _linked(visit: Visit, who: Account) -> Response:
    """The link by which the person comes in: shown once, to be handed on; sent too, where mail is set up."""
    if who.disabled:
        raise Refused("account-disabled", "This account is disabled.", "Enable it first.")
    secret = visit.office.links.for_account(who, by=visit.who.login)
    link = site_addresses.absolute(addresses.link(secret))
    sent: str | None = None
    settings = visit.rooms.settings.mail
    if settings is not None and who.email is not None:
        try:
            mail.send(settings, letter(visit, who, link))
            sent = who.email
        except mail.NotSent as error:
            return visit.page("handed.html", {"account": who, "link": link, "sent": None, "wrong": error})
    return visit.page("handed.html", {"account": who, "link": link, "sent": sent})


def _role(visit: Visit) -> Role:
    try:
        return Role(visit.text("role"))
    except ValueError:
        raise Refused("role-unknown", "There is no such role.", "Choose one of those that are offered.") from None


def _values(visit: Visit) -> dict[str, object]:
    return {"accounts": visit.office.accounts.all(), "roles": ROLES, "login": "", "name": "", "email": ""}


def _of(visit: Visit, who: Account) -> dict[str, object]:
    kept = visit.request.query_params.get("kept") == "yes"
    return {"account": who, "roles": ROLES, "sessions": visit.office.sessions.of(who.id), "kept": kept}


PAGES: Final = (
    StaffPage(
        path=addresses.PEOPLE,
        handler=people,
        needs=Role.ADMINISTRATOR,
        methods=("GET", "POST"),
        menu=message("People"),
    ),
    StaffPage(path=addresses.PERSON, handler=person, needs=Role.ADMINISTRATOR, methods=("GET", "POST")),
    StaffPage(path=addresses.LOG, handler=log, needs=Role.ADMINISTRATOR, menu=message("Log")),
)
