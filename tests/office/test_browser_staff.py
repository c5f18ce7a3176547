"""The first day in a browser, by keyboard, in English and Arabic; axe on every staff page; passkeys in Chromium."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.app import pages
from dragoman.surfaces.renewal import Renewed
from dragoman.surfaces.serve import Offices, create_site
from tests.office.conftest import PASSWORD
from tests.web.conftest import Watched, served
from tests.web.test_browser_everyone import AXE, violations

OTHERS = {addresses.LINK, addresses.PERSON}
"""Addresses with something to fill in are visited by hand."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Office, Path]]:
    """A new library, served as `dragoman serve` does, at a name that passkeys can be bound to."""
    folder = tmp_path_factory.mktemp("first") / "library"
    with closing(Library.open(folder, create=True)) as library:
        index, offices = open_index(library), Offices(library)
        site = Renewed(folder, lambda settings: create_site(library, index, settings, offices))
        with served(site) as address:
            office: Office = offices.opened()
            yield address.replace("127.0.0.1", "localhost"), office, folder
            office.close()


@pytest.fixture
def context(browser: Browser, place: tuple[str, Office, Path]) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=place[0], locale="en", reduced_motion="reduce")
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def typed(page: Page, *texts: str) -> None:
    """Into one field after the other, by keyboard only; Enter sends."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")


def account(office: Office, login: str, role: Role = Role.ADMINISTRATOR) -> None:
    if office.accounts.by_login(login) is None:
        who = office.accounts.add(login=login, name=login.title(), role=role, by="test")
        office.accounts.set_password(who.id, PASSWORD, by="test")


def signed_in(page: Page, login: str) -> None:
    page.goto("/office/sign-in")
    page.locator("#login").focus()
    typed(page, login, PASSWORD)
    page.wait_for_url("**/office/")


def test_the_first_day_by_keyboard(context: BrowserContext, place: tuple[str, Office, Path]) -> None:
    address, office, folder = place
    watched = Watched(context, address)
    page = context.new_page()
    page.goto(f"/office/links/{office.links.first()}")
    page.locator("#name").focus()
    typed(page, "Amira Haddad", "amira", "password1234")
    expect(page.get_by_role("alert")).to_contain_text("tried first")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.locator("#password").input_value() == ""
    page.locator("#password").focus()
    typed(page, PASSWORD)
    page.wait_for_url("**/office/settings?first=yes")
    page.locator("[id='name.en']").focus()
    page.keyboard.type("Migration Library")
    page.locator("input[name=language][value=ru]").focus()
    page.keyboard.press("Space")
    page.locator("main button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    assert (folder / "site.toml").read_text("utf-8").splitlines() == [
        'name = "Migration Library"',
        'languages = ["ru"]',
    ]
    page.goto("/en/")
    expect(page).to_have_title("Library of publications · Migration Library")
    assert all(cookie["path"] == "/office" and cookie["httpOnly"] for cookie in context.cookies())
    assert [fault for fault in watched.faults if "422" not in fault] == []


def test_readers_get_no_cookie_and_their_requests_carry_none(
    context: BrowserContext, place: tuple[str, Office, Path]
) -> None:
    account(place[1], "amira")
    page = context.new_page()
    signed_in(page, "amira")
    carried: list[str] = []
    page.on("request", lambda request: carried.append(request.all_headers().get("cookie", "")))
    page.goto("/en/browse")
    page.goto("/api/v1/")
    assert carried
    assert not any(carried)


def test_signing_in_and_out_in_arabic_by_keyboard(context: BrowserContext, place: tuple[str, Office, Path]) -> None:
    account(place[1], "amira")
    page = context.new_page()
    page.goto("/office/sign-in?ui=ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("#login").focus()
    typed(page, "amira", "wrong password")
    expect(page.get_by_role("alert")).to_contain_text("غير متطابقين")
    signed_in(page, "amira")
    expect(page.get_by_role("heading", level=1)).to_have_text("المكتب")
    page.get_by_role("button", name="خروج").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/sign-in")
    page.goto("/office/people")
    assert "/office/sign-in" in page.url


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    context: BrowserContext, place: tuple[str, Office, Path], ui: str
) -> None:
    office = place[1]
    account(office, "amira")
    who = office.accounts.by_login("amira")
    assert who is not None
    if office.accounts.by_login("noor") is None:
        office.accounts.add(login="noor", name="Noor", role=Role.EDITOR, by="test")
    noor = office.accounts.by_login("noor")
    assert noor is not None
    page = context.new_page()
    link = addresses.link(office.links.for_account(noor, by="test"))
    wrong: list[tuple[str, int, list[str]]] = [*_looked_at(page, [f"/office/sign-in?ui={ui}", link])]
    signed_in(page, "amira")
    paths = [each.path for each in pages() if "GET" in each.methods and "{" not in each.path and each.needs is not None]
    wrong += _looked_at(page, [*paths, f"/office/people/{who.id}", "/office/log?verify=yes", "/office/nothing"])
    assert wrong == []


def _looked_at(page: Page, paths: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    for path in paths:
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers["content-type"]:
            continue
        page.evaluate(AXE)
        for width, scheme in ((320, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the screen")
            if found:
                yield path, width, found


def test_a_passkey_is_made_and_lets_in_without_a_password(
    context: BrowserContext, place: tuple[str, Office, Path]
) -> None:
    """By Chromium with an authenticator of its own (WebAuthn over the DevTools protocol)."""
    office = place[1]
    account(office, "pascal", Role.EDITOR)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    authenticator = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    signed_in(page, "pascal")
    page.goto("/office/account")
    form = page.locator("form[data-passkey]")
    form.locator("[name=name]").fill("this <laptop>")
    form.locator("[name=current]").fill(PASSWORD)
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("main")).to_contain_text("this <laptop>")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/office/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/office/")
    expect(page.get_by_role("banner")).to_contain_text("Pascal")
    who = office.accounts.by_login("pascal")
    assert who is not None
    office.passkeys.end(who, office.passkeys.of(who)[0].id)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be used")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
