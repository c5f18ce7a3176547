"""The reading view in a real Chromium: what people do with a publication, on a phone, at a desk, without a network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.web import bookshelf as shelf
from tests.web.conftest import served

READ = f"/en/editions/{shelf.EN}/sections/1"


def opened(browser: Browser, site: str, *, width: int = 360, javascript: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 740}, base_url=site, locale="en-GB", java_script_enabled=javascript
    )


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = opened(browser, site)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    context = opened(browser, site, width=1280)
    yield context.new_page()
    context.close()


def test_one_finds_reads_and_checks_against_the_picture(desk: Page) -> None:
    desk.goto("/en/")
    desk.get_by_role("combobox").fill("annex letters")
    desk.keyboard.press("Enter")
    desk.locator(".hits a").first.click()
    expect(desk.locator("article mark").first).to_be_visible()
    desk.goto(f"{READ}?q=annex")
    desk.locator(".columns .pm").last.click()
    picture = desk.locator(".plate img")
    expect(picture).to_be_visible()
    expect(desk.locator(".plate rect").first).to_be_attached()
    assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") in {640, 960, 1280}
    expect(desk.locator("h1")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(".plate")).to_be_hidden()
    expect(desk.locator(".columns .pm").last).to_be_focused()


def test_without_scripts_the_mark_leads_to_picture_and_text(browser: Browser, site: str) -> None:
    context = opened(browser, site, javascript=False)
    page = context.new_page()
    page.goto(f"{READ}?q=migrant")
    page.locator(".pm").first.click()
    expect(page).to_have_url(f"/en/editions/{shelf.EN}/pages/2?q=migrant")
    expect(page.locator(".facsimile img")).to_be_visible()
    expect(page.locator("article mark")).to_have_text("migrant")
    page.get_by_role("link", name="Read on from here").click()
    expect(page.locator("h1")).to_have_text("1 Introduction")
    page.goto(f"{READ}?beside={shelf.AR}")
    expect(page.locator("article")).to_have_count(2)
    context.close()


def test_the_same_section_in_another_edition_is_one_tap_away(phone: Page) -> None:
    phone.goto(READ)
    phone.locator(".elsewhere").get_by_role("link", name="Russian").click()
    expect(phone.locator("h1")).to_have_text("1 Введение")
    phone.locator(".turn a[rel=next]").click()
    expect(phone.locator("h1")).to_have_text("2 Интервью")


def test_in_arabic_two_editions_stand_side_by_side(desk: Page) -> None:
    desk.goto(f"/ar/editions/{shelf.AR}/sections/1")
    desk.locator(".pairing summary").click()
    desk.locator(".pairing").get_by_role("link", name="الإنجليزية").click()
    columns = desk.locator("article")
    expect(columns).to_have_count(2)
    own, other = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert own
    assert other
    assert own["x"] > other["x"]
    assert columns.nth(1).evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_keyboard_alone_opens_and_closes_a_picture(phone: Page) -> None:
    phone.goto(READ)
    phone.locator(".headline").click()
    for _ in range(30):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.classList.contains('pm')"):
            break
    phone.keyboard.press("Enter")
    expect(phone.locator(".plate img")).to_be_visible()
    expect(phone.locator(".plate").get_by_role("button", name="Close")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator(".plate")).to_be_hidden()


def test_where_one_stopped_is_remembered_on_the_device(phone: Page) -> None:
    phone.goto(f"/en/editions/{shelf.EN}")
    resume = phone.get_by_role("link", name="Continue reading")
    expect(resume).to_be_hidden()
    phone.goto(f"/en/editions/{shelf.EN}/sections/3")
    expect(phone.locator("h1")).to_have_text("2 Interviews")
    phone.goto(f"/en/editions/{shelf.EN}")
    resume.click()
    expect(phone.locator("h1")).to_have_text("2 Interviews")


def test_the_size_of_the_text_is_remembered(phone: Page) -> None:
    phone.goto(READ)
    size = "parseFloat(getComputedStyle(document.querySelector('article p:not(.pb)')).fontSize)"
    before = phone.evaluate(size)
    phone.get_by_role("button", name="Larger text").click()
    larger = phone.evaluate(size)
    assert larger > before
    phone.goto(f"/en/editions/{shelf.EN}/sections/3")
    assert phone.evaluate(size) == larger
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def ready(page: Page, ui: str) -> None:
    """Once the worker answers for the page and has what it shows without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, f"navigator.serviceWorker.controller && await caches.match('/{ui}/offline')")


def until(page: Page, condition: str) -> None:
    """Waits for a condition; not with `wait_for_function`, which the policy of the pages forbids to evaluate text."""
    page.evaluate(f"async () => {{ while (!({condition})) await new Promise(done => setTimeout(done, 50)) }}")


def test_editions_of_a_work_are_kept_as_the_reader_chooses_and_read_without_a_network(phone: Page) -> None:
    phone.goto("/ru/")
    ready(phone, "ru")
    phone.goto(f"/ru/editions/{shelf.RU}")
    phone.get_by_text("Сохранить на устройстве").click()
    for language in ("русский", "английский"):
        phone.get_by_role("checkbox", name=language).check()
    until(phone, f"await caches.match('/ru/editions/{shelf.EN}/offline.json')")
    expect(phone.get_by_role("checkbox", name="Издания на всех языках")).not_to_be_checked()
    phone.context.set_offline(True)
    phone.goto(f"/ru/editions/{shelf.RU}")
    expect(phone.locator("h1 bdi")).to_have_text(shelf.TITLES[shelf.RU])
    phone.get_by_text("Сохранить на устройстве").click()
    expect(phone.get_by_role("checkbox", name="русский")).to_be_checked()
    expect(phone.get_by_role("checkbox", name="арабский")).not_to_be_checked()
    phone.locator(".contents a").first.click()
    expect(phone.locator("h1")).to_have_text("1 Введение")
    phone.locator(".turn a[rel=next]").click()
    expect(phone.locator("article")).to_contain_text(shelf.TEXT[shelf.RU])
    phone.locator(".elsewhere").get_by_text("английский").click()
    expect(phone.locator("article")).to_have_attribute("lang", "en")
    phone.goto(f"/fr/editions/{shelf.EN}/sections/1")  # kept in another language of the interface
    expect(phone.locator("html")).to_have_attribute("lang", "ru")
    expect(phone.locator("h1")).to_have_text("1 Introduction")
    phone.goto(f"/ru/editions/{shelf.ZH}/sections/0")
    expect(phone.get_by_text("Нет подключения к сети")).to_be_visible()
    kept = phone.locator("[data-own] li")
    expect(kept).to_have_count(2)
    expect(kept.get_by_role("link", name=shelf.TITLES[shelf.RU])).to_be_visible()
    kept.filter(has_text=shelf.TITLES[shelf.EN]).get_by_role("button", name="Удалить").click()
    expect(kept).to_have_count(1)


def test_all_editions_of_a_work_are_kept_at_one_choice(phone: Page) -> None:
    phone.goto(f"/en/editions/{shelf.AR}")
    phone.get_by_text("Keep on this device").click()
    phone.get_by_role("checkbox", name="All language editions").check()
    for each in (shelf.EN, shelf.RU, shelf.AR):
        until(phone, f"await caches.match('/en/editions/{each}/offline.json')")
    phone.reload()
    phone.get_by_text("Keep on this device").click()
    expect(phone.get_by_role("checkbox", name="All language editions")).to_be_checked()


def test_keeping_a_large_edition_pushes_nothing_out_that_was_opened(phone: Page) -> None:
    phone.goto("/en/")
    ready(phone, "en")
    phone.goto(f"/en/editions/{shelf.AR}/sections/1")
    until(phone, f"await caches.match('/en/editions/{shelf.AR}/sections/1')")
    phone.goto(f"/en/editions/{shelf.LONG}")
    until(phone, f"await caches.match('/en/editions/{shelf.LONG}')")
    before = opened_things(phone)
    phone.get_by_role("button", name="Keep on this device").click()
    expect(phone.locator("[data-keep]")).to_have_text("Kept on this device. Remove", timeout=60_000)
    assert opened_things(phone) == before
    assert f"/en/editions/{shelf.AR}/sections/1" in before
    size = f"caches.open('dragoman.kept.{shelf.LONG}').then(kept => kept.keys()).then(keys => keys.length)"
    assert phone.evaluate(size) > 400
    phone.goto(f"/en/editions/{shelf.LONG}/sections/44")  # what is kept is brought up to date where it is kept
    expect(phone.locator("h1")).to_contain_text("(44)")
    phone.wait_for_timeout(300)
    assert opened_things(phone) == before


def opened_things(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "caches.open('dragoman.opened').then(opened => opened.keys())"
        ".then(keys => keys.map(({ url }) => new URL(url).pathname))"
    )
    return found


def test_keeping_that_was_interrupted_is_not_taken_for_whole_and_goes_on_where_it_was(phone: Page) -> None:
    phone.goto("/en/")
    ready(phone, "en")
    phone.goto(f"/en/editions/{shelf.ZH}")
    phone.evaluate(
        f"caches.open('dragoman.kept.{shelf.ZH}').then(kept => kept.add('/en/editions/{shelf.ZH}/sections/0'))"
    )
    phone.reload()
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    button = phone.locator("[data-keep]")
    expect(button).to_have_text("Keep on this device")
    button.click()
    expect(button).to_have_text("Kept on this device. Remove")
    assert not any(url.endswith("/sections/0") for url in asked)


def test_what_cannot_be_kept_says_so(phone: Page) -> None:
    phone.goto("/en/")
    ready(phone, "en")
    phone.goto(f"/en/editions/{shelf.ZH}")
    button = phone.locator("[data-keep]")
    expect(button).to_be_visible()
    phone.context.set_offline(True)
    button.click()
    expect(button).to_have_text("It could not be kept. Is there a connection, and room on the device?")


def test_keeping_an_edition_waits_as_the_library_asks(browser: Browser, app: ASGIApp) -> None:
    refused: set[str] = set()

    async def impatient(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if "/sections/" in path and path not in refused:
            refused.add(path)
            await Response(status_code=429, headers={"Retry-After": "1"})(scope, receive, send)
        else:
            await app(scope, receive, send)

    with served(impatient) as site:
        context = opened(browser, site)
        page = context.new_page()
        page.goto(f"/en/editions/{shelf.ZH}")
        page.locator("[data-keep]").click()
        expect(page.locator("[data-keep]")).to_have_text("Kept on this device. Remove", timeout=20_000)
        context.close()
    assert refused
