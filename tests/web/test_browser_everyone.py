"""Every page type for everyone: axe finds nothing, nothing is wider than the screen, a keyboard is enough."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from dragoman.surfaces.presentation import INTERFACE_TAGS
from tests.web import bookshelf as shelf

AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES: Final = (
    "",
    "browse",
    "search?q=migrant+researchers",
    "holdings",
    f"editions/{shelf.RU}",
    f"editions/{shelf.LONG}",
    f"editions/{shelf.EN}/similar",
    f"editions/{shelf.EN}/sections/1",
    f"editions/{shelf.EN}/pages/2",
    "nothing",
)
SCREENS: Final = [(320, "dark"), (1280, "light"), (320, "light"), (1280, "dark")]
EVERY_SCREEN: Final = {"en", "ar"}
"""In these languages all four; in the others the first two, which differ in both."""


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe-core objects to, with the element."""
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    nodes = [(each["id"], node["html"][:160]) for each in found["violations"] for node in each["nodes"]]
    # A tag for private use is valid (RFC 5646 §2.2.7), but axe knows registered ones only.
    return [f"{rule}: {html}" for rule, html in nodes if 'lang="x-klingon"' not in html]


@pytest.mark.parametrize("ui", INTERFACE_TAGS)
def test_axe_finds_nothing(page: Page, ui: str) -> None:
    wrong: list[tuple[str, int, str, list[str]]] = []
    for path in PAGES:
        page.goto(f"/{ui}/{path}")
        page.evaluate(AXE)
        for width, scheme in SCREENS if ui in EVERY_SCREEN else SCREENS[:2]:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if found := violations(page):
                wrong.append((path, width, scheme, found))
    assert wrong == []


@pytest.mark.parametrize("ui", INTERFACE_TAGS)
def test_no_page_is_wider_than_320_pixels_which_is_1280_at_400_per_cent(page: Page, ui: str) -> None:
    """WCAG 2.2 §1.4.10."""
    page.set_viewport_size({"width": 320, "height": 256})
    for path in (*PAGES, f"editions/{shelf.HOSTILE}", f"editions/{shelf.ENDLESS}", f"editions/{shelf.ENDLESS}/pages/2"):
        page.goto(f"/{ui}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", ["browse?year=1999", f"editions/{shelf.ENDLESS}", f"editions/{shelf.ENDLESS}/pages/2"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_title_of_2000_characters_in_mixed_directions_breaks_no_page(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for ui in ("en", "ar"):
        page.goto(f"/{ui}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, ui
        title = page.locator("bdi", has_text="unending").first
        expect(title).to_be_attached()
        assert page.evaluate("getComputedStyle(document.querySelector('footer')).direction") == (
            "rtl" if ui == "ar" else "ltr"
        )
        assert page.locator("main b.injected").count() == 0


def test_nothing_moves_while_a_page_loads(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("", "browse", "search?q=migrant", f"editions/{shelf.EN}", "holdings"):
        page.goto(f"/en/{path}")
        page.wait_for_load_state("networkidle")
        moved = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                const seen = list => list.getEntries().forEach(e => sum += e.value);
                new PerformanceObserver(seen).observe({type: "layout-shift", buffered: true});
                setTimeout(() => done(sum), 200);
            })"""
        )
        assert moved == 0, path


def test_every_control_shows_that_it_has_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/en/browse")
    for _ in range(40):
        page.keyboard.press("Tab")
        width, style, at_body = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [parseFloat(s.outlineWidth), s.outlineStyle, e === document.body]; }"""
        )
        assert at_body or (width >= 2 and style != "none"), page.evaluate("document.activeElement.outerHTML")


def test_the_keyboard_alone_changes_the_language(page: Page) -> None:
    page.goto("/en/browse?language=ru")
    page.locator(".tongues summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="العربية").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ar/browse?language=ru")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_who_wants_no_motion_sees_none_and_high_contrast_keeps_its_borders(page: Page) -> None:
    page.goto("/en/")
    moving = "getComputedStyle(document.querySelector('button')).transitionDuration"
    assert page.evaluate(moving) == "0s"
    page.emulate_media(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('button')).borderTopWidth") == "1px"


def test_on_paper_there_are_no_controls(page: Page) -> None:
    page.goto(f"/en/editions/{shelf.EN}")
    page.emulate_media(media="print")
    for hidden in (".top", ".bottom", ".actions"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
