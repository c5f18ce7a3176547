"""Nobody comes in but who should: the first administrator's link, signing in and out, sessions, cookies, forms."""

from collections.abc import Callable

import pytest

from dragoman.errors import NotHere
from dragoman.office.office import Office
from tests.office.conftest import PASSWORD, Person, Watch

Comer = Callable[[], Person]


def test_the_first_administrator_comes_in_by_a_link_that_opens_once(office: Office, person: Comer) -> None:
    secret = office.links.first()
    somebody = person()
    assert "administrator" in somebody.opens(f"/office/links/{secret}")
    told = somebody.sends(f"/office/links/{secret}", login="amira", name="Amira", password=PASSWORD)
    assert told == "/sub/office/settings?first=yes"
    assert "Step 2 of 2" in somebody.opens("/office/settings?first=yes")
    assert person().browser.get(f"/office/links/{secret}").status_code == 404
    with pytest.raises(NotHere):
        office.links.found(office.links.first())


def test_a_link_that_is_too_old_opens_nothing(office: Office, person: Comer, watch: Watch) -> None:
    secret = office.links.first()
    watch.on(hours=24, seconds=1)
    assert person().browser.get(f"/office/links/{secret}").status_code == 404


@pytest.mark.parametrize(
    ("password", "said"),
    [("kq7!x", "too short"), ("password1234", "tried first"), ("amira amira amira", "tried first")],
)
def test_a_weak_password_is_refused_with_what_to_do(office: Office, person: Comer, password: str, said: str) -> None:
    secret = office.links.first()
    somebody = person()
    somebody.opens(f"/office/links/{secret}")
    told = somebody.sends(f"/office/links/{secret}", status=422, login="amira", name="Amira", password=password)
    assert said in told
    assert 'value="amira"' in told
    assert password not in told.replace("amira", "")


@pytest.mark.usefixtures("staffed")
def test_signing_in_leads_on_to_where_one_was_going(person: Comer) -> None:
    somebody = person()
    away = somebody.browser.get("/office/settings?a=b")
    assert away.headers["location"] == "/sub/office/sign-in?onward=%2Foffice%2Fsettings%3Fa%3Db"
    somebody.last = somebody.browser.get("/office/sign-in")
    told = somebody.sends("/office/sign-in", login="administrator", password=PASSWORD, onward="/office/settings?a=b")
    assert told == "/sub/office/settings?a=b"


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize(
    "onward",
    ["https://elsewhere.test/", "//elsewhere.test/", "/office/\\elsewhere", "/en/", "/office/\nx", "javascript:1"],
)
def test_signing_in_leads_to_no_other_site(person: Comer, onward: str) -> None:
    somebody = person()
    told = somebody.sends("/office/sign-in", login="editor", password=PASSWORD, onward=onward)
    assert told == "/sub/office/"


def test_a_wrong_password_a_wrong_name_and_a_disabled_account_are_told_the_same(staffed: Office, person: Comer) -> None:
    gone = staffed.accounts.by_login("contributor")
    assert gone is not None
    staffed.accounts.disable(gone.id, by="test")
    tried = [("editor", "not her password"), ("stranger", PASSWORD), ("contributor", PASSWORD)]
    answers = {person().signs_in(login, password, status=422).replace(login, "…") for login, password in tried}
    assert len({answer.split("<main")[1].split("csrf")[0] for answer in answers}) == 1


def test_attempts_are_counted_and_a_crowd_elsewhere_locks_nobody_out(staffed: Office, person: Comer) -> None:
    somebody = person()
    for _ in range(5):
        somebody.signs_in("editor", "wrong", status=422)
    told = somebody.signs_in("editor", status=429)
    assert "Too many attempts" in told
    assert staffed.attempts.wait("editor", "203.0.113.9") == 0


@pytest.mark.usefixtures("staffed")
def test_signing_out_ends_the_session_on_the_server(person: Comer) -> None:
    somebody = person()
    somebody.signs_in("editor")
    stolen = dict(somebody.browser.cookies)
    somebody.sends("/office/sign-out")
    assert somebody.browser.get("/office/").status_code == 303
    thief = person()
    thief.browser.cookies.update(stolen)
    assert thief.browser.get("/office/").status_code == 303


@pytest.mark.usefixtures("staffed")
def test_a_session_ends_when_nothing_is_asked_and_after_twelve_hours(person: Comer, watch: Watch) -> None:
    idle, busy = person(), person()
    idle.signs_in("editor")
    busy.signs_in("editor")
    for _ in range(24):
        busy.opens("/office/")
        watch.on(minutes=29)
    assert idle.browser.get("/office/").status_code == 303
    busy.opens("/office/")
    watch.on(minutes=25)
    assert busy.browser.get("/office/").status_code == 303


@pytest.mark.usefixtures("staffed")
def test_cookies_go_to_the_staff_pages_only_and_no_script_reads_them(person: Comer) -> None:
    somebody = person()
    answer = somebody.browser.get("/office/sign-in?ui=ar")
    answer2 = somebody.browser.post(
        "/office/sign-in", data={"login": "editor", "password": PASSWORD, "csrf": _mark(answer.text)}
    )
    cookies = [*answer.headers.get_list("set-cookie"), *answer2.headers.get_list("set-cookie")]
    assert len(cookies) == 3  # the language, the session, and the forms' secret taken away
    for cookie in cookies:
        assert cookie.startswith("__Secure-dragoman-")
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "path=/sub/office", "samesite=lax"} <= parts


@pytest.mark.usefixtures("staffed")
def test_the_session_that_comes_in_is_a_new_one(person: Comer) -> None:
    """Session fixation: a secret that somebody planted before is not the one that is signed in."""
    somebody = person()
    somebody.browser.cookies.set("__Secure-dragoman-session", "planted-planted-planted", "library.test", "/sub/office")
    somebody.signs_in("editor")
    assert "planted-planted-planted" not in somebody.browser.cookies.values()


@pytest.mark.usefixtures("staffed")
def test_a_form_without_the_mark_of_this_browser_is_refused(person: Comer) -> None:
    one, other = person(), person()
    one.signs_in("administrator")
    other.signs_in("administrator")
    for mark in ("", "x", _mark(other.last.text)):
        answer = one.browser.post("/office/settings", data={"csrf": mark, "contact": "a@example.org"})
        assert answer.status_code == 422
        assert "out of date" in answer.text


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_form_of_another_site_is_refused(person: Comer, headers: dict[str, str]) -> None:
    somebody = person()
    somebody.signs_in("administrator")
    mark = _mark(somebody.last.text)
    answer = somebody.browser.post("/office/settings", data={"csrf": mark}, headers=headers)
    assert answer.status_code == 422
    assert "another site" in answer.text


def _mark(page: str) -> str:
    return page.split('name="csrf" content="')[1].split('"', maxsplit=1)[0]
