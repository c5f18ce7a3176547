"""A second person with fewer rights tries every address and method of the staff pages, and every form gets anything.

The table is made from the routes themselves: a page that is added without a rule can't be made (`StaffPage.needs`), and
one whose rule is not what this file says fails here.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route

from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.app import pages
from dragoman.surfaces.office.frame import EVERYONE, SAFE, Guarded, StaffPage
from tests.office.conftest import Person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OPEN = {
    addresses.SIGN_IN,
    addresses.SIGN_IN_CODE,
    addresses.SIGN_IN_PASSKEY,
    addresses.PROVIDER,
    addresses.PROVIDER_BACK,
    addresses.SIGN_OUT,
    addresses.LINK,
}
"""What is open to who is not signed in; nothing else is."""
ADMINISTRATORS = {addresses.SETTINGS, addresses.PEOPLE, addresses.PERSON, addresses.LOG}
WITHOUT_A_GUARD = {addresses.STATIC, addresses.ROOT}
"""The style sheet, and the redirect to the desk."""
EVERY_PAGE = list(pages())


def filled(path: str) -> str:
    return re.sub(r"\{\w+(?::\w+)?\}", "thing", re.sub(r"\{\w+:count\}", "1", path))


def test_every_route_stands_behind_the_guard(staff_pages: Starlette) -> None:
    routes = [route for route in staff_pages.routes if isinstance(route, Route)]
    assert len(routes) == len(staff_pages.routes)
    guarded = {route.path for route in routes if isinstance(getattr(route.endpoint, "__self__", None), Guarded)}
    assert {route.path for route in routes} - guarded == WITHOUT_A_GUARD


def test_what_is_open_and_what_is_for_administrators_is_what_is_meant() -> None:
    assert {page.path for page in EVERY_PAGE if page.needs is EVERYONE} == OPEN
    assert {page.path for page in EVERY_PAGE if page.needs is Role.ADMINISTRATOR} >= ADMINISTRATORS
    assert all(page.needs in (EVERYONE, *Role) for page in EVERY_PAGE)


@pytest.mark.parametrize("login", ["nobody", *Role])
def test_nobody_gets_more_than_the_role_allows_by_any_address_and_method(
    staffed: Office, person: Callable[[], Person], login: str
) -> None:
    assert staffed.accounts.has_administrator()
    somebody = person()
    if login != "nobody":
        somebody.signs_in(login)
    wrong = list(_unexpected(somebody, None if login == "nobody" else Role(login)))
    assert not wrong, "\n".join(map(str, wrong))


def _unexpected(somebody: Person, role: Role | None) -> Iterator[tuple[str, str, int]]:
    for page in EVERY_PAGE:
        for method in METHODS:
            answer = somebody.browser.request(method, filled(page.path))
            if not _is_right(page, method, role, answer.status_code, answer.headers.get("location", "")):
                yield page.path, method, answer.status_code


def _is_right(page: StaffPage, method: str, role: Role | None, status: int, location: str) -> bool:
    """Whether an answer is the one for a role; forms are sent without their mark, so none of them may pass (422)."""
    offered = {*page.methods, *({"HEAD"} if "GET" in page.methods else set())}
    if method not in offered:
        return status == 405
    if page.needs is not EVERYONE:
        if role is None:
            return location.startswith("/sub/office/sign-in") if method in SAFE else status == 401
        if not role.covers(page.needs):
            return status == 403
    if method in SAFE:
        return status < 500 and status not in (401, 403, 405)
    return status == 422


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(staffed: Office, person: Callable[[], Person]) -> None:
    somebody = person()
    somebody.signs_in("administrator")
    second = staffed.accounts.by_login("editor")
    first = staffed.accounts.by_login("administrator")
    assert second is not None
    assert first is not None
    staffed.accounts.set_role(second.id, Role.ADMINISTRATOR, by="test")
    staffed.accounts.set_role(first.id, Role.EDITOR, by="test")
    assert somebody.browser.get("/office/people").status_code == 403


TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\0", "../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "%s%(x)s", "\u202e", "x" * 5000]
    ),
)
NAMES = """
login name email role password current code do id scope days sealed answer onward language other_languages rights
contact name.en name.ar publisher.en csrf2 __proto__
"""
DEEDS = """
change link second-factor second-factor-try second-factor-remove sessions session disable enable passkey passkey-end
token token-end
"""
FIELDS = st.sampled_from(NAMES.split())
DOINGS = st.sampled_from(DEEDS.split())


@pytest.fixture
def boss(staffed: Office, person: Callable[[], Person]) -> Person:
    assert staffed.accounts.has_administrator()
    somebody = person()
    somebody.signs_in("administrator")
    return somebody


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(sent=st.dictionaries(FIELDS, TEXTS, max_size=8), do=DOINGS, page=st.sampled_from(EVERY_PAGE))
def test_whatever_a_form_gets_it_answers_in_words(boss: Person, sent: dict[str, str], do: str, page: StaffPage) -> None:
    """No fault (5xx), nothing typed becomes part of the page's own code, and nobody is signed out or in by it."""
    if "POST" not in page.methods or page.path in (addresses.SIGN_OUT, addresses.SIGN_IN):
        return
    boss.last = boss.browser.get("/office/people")
    mark = boss.last.text.split('name="csrf" content="')[1].split('"')[0]
    fields = {"do": do, **{name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}}
    answer = boss.browser.post(filled(page.path), data={**fields, "csrf": mark})
    assert answer.status_code < 500, (page.path, fields)
    assert "<script>alert(1)" not in answer.text
    assert boss.browser.get("/office/people").status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 2_000_000, "application/x-www-form-urlencoded", 413),
        (b'{"csrf": "x"}', "application/json", 415),
        (b"csrf=%ff%fe&login=%00", "application/x-www-form-urlencoded", 422),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 422),
        (b"--x\r\nbroken", "multipart/form-data", 400),
    ],
)
def test_a_body_that_is_no_form_is_refused_in_words(boss: Person, body: bytes, kind: str, status: int) -> None:
    answer = boss.browser.post("/office/people", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, "<h1>" in answer.text) == (status, True)


def test_a_script_that_asks_gets_the_problem_as_json(boss: Person) -> None:
    answer = boss.browser.post("/office/people", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "form-stale"
