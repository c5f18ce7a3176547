"""The pages in a real Chromium, as a reader on a phone or at a desk has them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import bookshelf as shelf
from tests.web.conftest import Watched


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page at 360 pixels; at the end nothing may have gone wrong behind it."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site, locale="en-GB")
    watched = Watched(context, site)
    yield context.new_page()
    context.close()
    assert watched.faults == []


@pytest.mark.parametrize(
    ("ui", "direction", "facts", "tongue"),
    [
        ("en", "ltr", ["English", "6", "October 13, 2015"], "(Russian)"),
        ("ru", "ltr", ["английский", "6", "13 октября 2015 г."], "(русский)"),
        ("ar", "rtl", ["الإنجليزية", "6", "13 أكتوبر 2015"], "(الروسية)"),
    ],
)
def test_an_editions_fields_stand_on_its_page(
    page: Page, ui: str, direction: str, facts: list[str], tongue: str
) -> None:
    page.goto(f"/{ui}/editions/{shelf.RU}")
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.locator(".facts dd")).to_have_text(facts)
    expect(page.locator("h1")).to_have_text(f"{shelf.TITLES[shelf.RU]} {tongue}")
    expect(page.locator(".contents li a")).to_have_count(4)
    expect(page.locator(".also a")).to_have_count(2)
    expect(page.locator(".prose")).to_contain_text(shelf.TEXT[shelf.RU])
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == direction


def test_the_other_edition_is_one_click_away(page: Page) -> None:
    page.goto(f"/en/editions/{shelf.EN}")
    page.get_by_role("link", name="Russian русский").click()
    expect(page.locator("h1 bdi")).to_have_text(shelf.TITLES[shelf.RU])


def test_a_line_of_the_contents_opens_the_text_there(page: Page) -> None:
    page.goto(f"/en/editions/{shelf.EN}")
    page.locator(".contents").get_by_role("link", name="1.1 Methods").click()
    expect(page).to_have_url(f"/en/editions/{shelf.EN}/sections/2")
    expect(page.locator("h1")).to_have_text("1.1 Methods")


def test_pages_are_turned_and_lead_back(page: Page) -> None:
    page.goto(f"/ru/editions/{shelf.AR}/pages/3")
    expect(page.locator("article")).to_have_attribute("dir", "rtl")
    page.get_by_role("link", name="Следующая страница").first.click()
    expect(page.locator("h1")).to_have_text("Страница 2")
    page.locator(".trail a").first.click()
    expect(page.locator("h1 bdi")).to_have_text(shelf.TITLES[shelf.AR])


def test_search_finds_and_marks(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("combobox").fill("lawful researchers")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.locator(".hits a").first.click()
    expect(page.locator("article")).to_contain_text("researchers")


def test_the_language_switch_keeps_the_page(page: Page) -> None:
    page.goto("/en/search?q=border")
    page.locator(".tongues summary").click()
    page.get_by_role("link", name="русский").click()
    expect(page).to_have_url("/ru/search?q=border")
    expect(page.get_by_role("combobox")).to_have_value("border")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_a_filter_is_chosen_and_taken_back(page: Page) -> None:
    page.goto("/en/browse")
    page.locator("summary", has_text="Language").last.click()
    page.locator(".facet .chips a", has_text="Arabic").click()
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="All", exact=True).click()
    expect(page).to_have_url("/en/browse")


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto(f"/en/editions/{shelf.EN}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_screen(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, base_url=site, color_scheme="dark" if scheme == "dark" else "light"
    )
    watched = Watched(context, site)
    page = context.new_page()
    for ui in ("en", "ru", "ar", "fr"):
        for path in (
            "",
            "browse",
            "search?q=border",
            f"editions/{shelf.LONG}",
            f"editions/{shelf.HOSTILE}",
            f"editions/{shelf.ZH}",
            f"editions/{shelf.EN}/pages/2",
            f"editions/{shelf.EN}/sections/1",
            f"editions/{shelf.AR}/sections/1?beside={shelf.RU}",
        ):
            page.goto(f"/{ui}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (ui, path)
    context.close()
    assert watched.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "browse?language=fr",
        "search?q=border",
        f"editions/{shelf.RU}",
        f"editions/{shelf.RU}/sections/1?q=мигрант",
        f"editions/{shelf.RU}/pages/2?q=мигрант",
        "nothing",
    ],
)
def test_text_has_the_contrast_that_wcag_asks_for(browser: Browser, site: str, scheme: str, path: str) -> None:
    """WCAG 2.2 §1.4.3: 4.5 to 1, against the nearest background that is painted."""
    context = browser.new_context(base_url=site, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"/en/{path}")
    poor = page.evaluate(CONTRAST)
    context.close()
    assert poor == []


CONTRAST = """() => {
  const parsed = colour => {
    const parts = colour.match(/[\\d.]+/g).map(Number);
    return parts.length > 3 && parts[3] === 0 ? null : parts;
  };
  const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = parsed(getComputedStyle(element).backgroundColor);
      if (colour) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    const a = light(parsed(getComputedStyle(element).color)), b = light(behind(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push([walker.currentNode.data.trim().slice(0, 40), ratio]);
  }
  return poor;
}"""


def test_a_reference_is_copied_in_the_style_that_is_chosen(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/editions/{shelf.EN}")
    page.locator(".cite").get_by_role("link", name="APA").click()
    expect(page.locator(".reference")).to_contain_text("Ivanova, A., & Border Institute. (2015).")
    expect(page).to_have_url(f"/en/editions/{shelf.EN}")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Ivanova, A., & Border Institute.")


def test_without_scripts_every_style_is_a_click_away(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    plain = context.new_page()
    plain.goto(f"/ar/editions/{shelf.AR}")
    plain.locator(".cite").get_by_role("link", name="IEEE").click()
    expect(plain).to_have_url(f"/ar/editions/{shelf.AR}/cite#ieee")
    expect(plain.locator("#ieee .reference")).to_contain_text(shelf.TITLES[shelf.AR])
    context.close()


def test_what_is_like_an_edition_comes_when_the_reader_comes_near(page: Page) -> None:
    page.goto(f"/en/editions/{shelf.EN}")
    page.locator(".alike").scroll_into_view_if_needed()
    expect(page.locator(".alike .card h3").first).to_be_visible()
    expect(page.locator(".alike h2")).to_have_text("More like this")
