"""What every staff page stands in: who asks, whether they may, whether the form is ours; then the page's own function.

A page is a `StaffPage`: its address, the role that it needs (or `EVERYONE`), and a function from a `Visit` to an
answer. There is no other way to make a route here, so no page is open because somebody forgot to close it.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final

from anyio import to_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import Refused
from dragoman.office import keys
from dragoman.office.model import Account, Role, Session
from dragoman.office.office import Office
from dragoman.surfaces import addresses as site_addresses
from dragoman.surfaces.office import addresses, cookies
from dragoman.surfaces.office.language import chosen, interfaces
from dragoman.surfaces.office.rooms import Rooms
from dragoman.surfaces.presentation import Interface

EVERYONE: Final = None
"""The role that a page needs which is open to who is not signed in."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_FORM: Final = 1_000_000
MARK: Final = "csrf"
MARK_HEADER: Final = "x-csrf-token"
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with `no-referrer` browsers would hide the origin of our own forms
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Cookie, Accept-Language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request to a staff page: who asks, in which language, and the form that was sent, whose mark was checked."""

    request: Request
    rooms: Rooms
    interface: Interface
    cookie: str
    session: Session | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def office(self) -> Office:
        """The library's office."""
        return self.rooms.office

    @property
    def who(self) -> Account:
        """Who is signed in; only for pages that need a role."""
        if self.session is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        return self.session.account

    @property
    def client(self) -> str:
        """The address that asks, as the gateway believes it."""
        return self.request.client.host if self.request.client else ""

    @property
    def agent(self) -> str:
        """What the browser says it is."""
        return self.request.headers.get("user-agent", "")

    @property
    def mark(self) -> str:
        """What a form has to send back, so that it is ours: tied to this browser's cookie."""
        return keys.derived(self.office.key, "form", self.cookie)

    @property
    def others(self) -> list[tuple[Interface, str]]:
        """Every language of the staff pages, with the address of this page in it."""
        path = self.request.url.path
        return [(each, addresses.at(path, ui=tag)) for tag, each in interfaces().items()]

    def may(self, role: Role) -> bool:
        """Whether who asks has this role."""
        return self.session is not None and self.session.account.role.covers(role)

    def text(self, name: str) -> str:
        """A field of the form, without space around it; a file in its place counts as nothing."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def secret(self, name: str) -> str:
        """A field of the form just as it was typed."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def page(self, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200) -> Response:
        """The page that a template makes."""
        return HTMLResponse(self.rooms.html(template, self, values or {}), status_code=status, headers=HEADERS)

    def refused(self, template: str, values: Mapping[str, Any], error: Refused) -> Response:
        """The same form again, with what is wrong with it."""
        return self.page(template, {**values, "wrong": error}, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def to(self, path: str, **asked: str | int | None) -> Response:
        """On to another staff page, so that loading that one again sends nothing twice."""
        return RedirectResponse(addresses.at(path, **asked), status_code=HTTPStatus.SEE_OTHER, headers=HEADERS)


Handler = Callable[[Visit], Response | Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """A page: `needs` is the role without which it is not answered; `menu` its name in the navigation, if it is there.

    `handler` is a plain function, which runs in a thread of its own and may take its time, or a coroutine (for bodies
    that are read as they come: then `takes_form` is False, and the mark stands in the header `X-CSRF-Token`).
    """

    path: str
    handler: Handler
    needs: Role | None
    methods: tuple[str, ...] = ("GET",)
    menu: str | None = None
    takes_form: bool = True
    largest: int = LARGEST_FORM

    def route(self) -> Route:
        """As Starlette has it."""
        return Route(self.path, Guarded(self).answer, methods=list(self.methods), name=self.path)


class Guarded:
    """A page behind its guard."""

    def __init__(self, page: StaffPage) -> None:
        self.page = page

    async def answer(self, request: Request) -> Response:
        """The page, if who asks may have it and the form is ours."""
        visit = await visiting(request)
        if not self._may(visit):
            return _turned_away(visit)
        if request.method not in SAFE:
            visit = await self._checked(visit)
        response = await self._handled(visit)
        cookies.keep(response, visit.request, form=visit.cookie if visit.session is None else None)
        return response

    def _may(self, visit: Visit) -> bool:
        if self.page.needs is EVERYONE:
            return True
        if visit.session is None:
            return False
        if not visit.may(self.page.needs):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return True

    async def _handled(self, visit: Visit) -> Response:
        if inspect.iscoroutinefunction(self.page.handler):
            answered: Response = await self.page.handler(visit)
            return answered
        handled = await to_thread.run_sync(self.page.handler, visit)
        assert isinstance(handled, Response)
        return handled

    async def _checked(self, visit: Visit) -> Visit:
        """The visit with its form. A form of another site, or without the mark of this browser, is refused."""
        request = visit.request
        base = site_addresses.base()
        origin = request.headers.get("origin")
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise Refused("form-foreign", "The form was sent from another site.", "Open the page here, and send it.")
        if origin is not None and base is not None and origin.lower() != base.origin.lower():
            raise Refused("form-foreign", "The form was sent from another site.", "Open the page here, and send it.")
        told = request.headers.get(MARK_HEADER, "")
        form = FormData()
        if self.page.takes_form:
            form = await _form(request, self.page.largest)
            value = form.get(MARK)
            told = told or (value if isinstance(value, str) else "")
        if not keys.same(told, visit.mark):
            raise Refused(
                "form-stale",
                "The form is from before you signed in, or out of date.",
                "Load the page again, and send it.",
            )
        return replace(visit, form=form)


async def visiting(request: Request) -> Visit:
    """Who asks, by the cookie; whoever has none gets one for the forms of this visit."""
    rooms: Rooms = request.app.state.rooms
    secret = cookies.session_of(request)
    session = await to_thread.run_sync(rooms.office.sessions.found, secret) if secret else None
    if session is not None and session.waits_for is not None:
        session = None
    interface = chosen(cookies.language_of(request), request.headers.get("accept-language", ""))
    cookie = secret if session is not None and secret else cookies.form_of(request) or keys.fresh()
    return Visit(request=request, rooms=rooms, interface=interface, cookie=cookie, session=session)


def _turned_away(visit: Visit) -> Response:
    """To the sign-in, which leads back; what was sent, and scripts, are told that nobody is signed in."""
    if visit.request.method not in SAFE:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    url = visit.request.url
    onward = url.path + (f"?{url.query}" if url.query else "")
    return visit.to(addresses.SIGN_IN, onward=onward if onward != addresses.DESK else None)


async def _form(request: Request, largest: int) -> FormData:
    """The form; what is too large, or no form, is refused before it is read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    length = request.headers.get("content-length", "")
    if kind not in _FORMS:
        if length in {"", "0"}:
            return FormData()
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if not length.isascii() or not length.isdigit():
        raise HTTPException(HTTPStatus.LENGTH_REQUIRED)
    if int(length) > largest:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return await request.form(max_files=100, max_fields=2000, max_part_size=largest)
