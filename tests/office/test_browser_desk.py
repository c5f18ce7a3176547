"""An officer's day in a real Chromium: forty files dropped, checked by keyboard, merged, published; also in Arabic."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route, expect

from dragoman.config import SiteSettings
from dragoman.office.model import Role
from dragoman.office.office import Office
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import Source, Status
from dragoman.store.library import Library
from dragoman.store.queue import Wanted
from dragoman.surfaces.serve import Offices, create_site
from tests.made_documents import as_docx, as_html, as_pdf, as_text
from tests.office.conftest import PASSWORD
from tests.web.conftest import served
from tests.web.test_browser_everyone import AXE, violations

SAMPLES = sorted((Path(__file__).parents[2] / "samples").rglob("*.pdf"))
SMALL = [file for file in SAMPLES if file.parent.name in ("bitcoin", "udhr")]
EVERYTHING = Wanted()


class Standing(Offices):
    """An office that is open already."""

    def __init__(self, library: Library, office: Office) -> None:
        super().__init__(library)
        self._opened = office


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library.open(tmp_path_factory.mktemp("day") / "library", create=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def desk_office(house: Library) -> Iterator[Office]:
    with closing(Office.of(house)) as opened:
        for role in Role:
            who = opened.accounts.add(login=role, name=role.title(), role=role, by="test")
            opened.accounts.set_password(who.id, PASSWORD, by="test")
        opened.intake.processes = 2
        yield opened


@pytest.fixture(scope="module")
def site(house: Library, desk_office: Office) -> Iterator[str]:
    app = create_site(house, open_index(house), SiteSettings(), Standing(house, desk_office))
    with served(app) as address:
        yield address


def signed_in(browser: Browser, site: str, login: str, *, ui: str = "en", width: int = 1400) -> Page:
    context: BrowserContext = browser.new_context(
        base_url=site, locale="en-GB", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"/office/sign-in?ui={ui}")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    return page


@pytest.fixture
def editor(browser: Browser, site: str) -> Iterator[Page]:
    page = signed_in(browser, site, "editor")
    yield page
    page.context.close()


def faults(page: Page) -> list[str]:
    """What axe-core objects to, in daylight and in the dark."""
    page.evaluate(AXE)
    page.emulate_media(color_scheme="light")
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    return found + violations(page)


def forty(folder: Path) -> list[Path]:
    """Real reports in six languages, files of other kinds, a copy, a broken one, and what is no document."""
    folder.mkdir()
    made = [as_docx(folder / "report.docx"), as_html(folder / "report.html"), as_text(folder / "report.txt")]
    made.append(as_pdf(folder / "printed.pdf"))
    for number in range(6):
        copy = folder / f"copy {number}.pdf"
        copy.write_bytes(SMALL[number].read_bytes())
        made.append(copy)
    for number in range(3):
        broken = folder / f"مكسور {number}.pdf"
        broken.write_bytes(b"<html>not found</html>" * (100 + number))
        made.append(broken)
    for number in range(3):
        sheet = folder / f"numbers {number}.xlsx"
        sheet.write_bytes(b"PK\x03\x04" + bytes([number]) * 500)
        made.append(sheet)
    return [*SAMPLES, *made]


def test_forty_files_are_dropped_and_each_is_accounted_for(
    editor: Page, desk_office: Office, house: Library, tmp_path: Path
) -> None:
    files = forty(tmp_path / "in")
    assert len(files) == 40
    editor.goto("/office/upload")
    editor.locator("input[name=files]").set_input_files(files)
    expect(editor.locator(".file[data-state=waiting]")).to_have_count(40, timeout=60_000)
    list(desk_office.intake.take_in())
    expect(editor.locator(".file[data-state=waiting]")).to_have_count(0)
    expect(editor.locator("[data-tally]")).to_have_text("28 taken in, 0 on the way, 6 already here, 6 not taken")
    assert editor.locator(".file .kin").count() >= 1
    drafts = house.queue.page(Wanted(status="draft"), limit=100).records
    assert len({record.language for record in drafts}) >= 6
    works = {record.work_id for record in drafts if record.title.startswith(("Bitcoin", "Биткойн", "比特币"))}
    assert len(works) == 1, "editions of a work are linked before they are public"
    assert house.catalogue.holdings().expressions == 0
    assert faults(editor) == []


def test_what_is_dropped_again_is_here_and_a_broken_line_goes_on(editor: Page, desk_office: Office) -> None:
    editor.goto("/office/upload")
    editor.locator("input[name=files]").set_input_files([SMALL[0]])
    expect(editor.locator(".file").first).to_have_attribute("data-state", "here")
    broken = {"left": 3}

    def cut(route: Route) -> None:
        if route.request.method == "PATCH" and broken["left"]:
            broken["left"] -= 1
            route.abort("connectionreset")
        else:
            route.continue_()

    editor.route(re.compile(r"/office/uploads/"), cut)
    name = FilePayload(name="later.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 " + b"x" * 300_000)
    editor.locator("input[name=files]").set_input_files([name])
    expect(editor.locator(".file[data-state=waiting]")).to_have_count(1, timeout=60_000)
    assert broken["left"] == 0
    (one,) = desk_office.uploads.waiting()
    assert desk_office.uploads.file(one).stat().st_size == 300_009
    desk_office.uploads.drop(one)


def test_records_are_checked_by_keyboard_alone(editor: Page, house: Library) -> None:
    before = house.queue.count(Wanted(checked=False))
    editor.goto("/office/review")
    editor.get_by_role("link", name="Begin with the first").click()
    expect(editor.locator(".entry.now")).to_have_attribute("data-field", "title")
    first = editor.url.rpartition("/")[2]
    editor.keyboard.press("j")
    expect(editor.locator(".entry.now")).to_have_attribute("data-field", "language")
    editor.keyboard.press("k")
    editor.keyboard.press("e")
    editor.keyboard.press("End")
    editor.keyboard.type(" (checked)")
    expect(editor.locator("[data-kept]")).to_contain_text("kept as you type")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator(".done")).to_contain_text("Confirmed")
    assert first not in editor.url.split("?")[0]
    work = house.stacks.expression(first)
    told = work.expression(first) if work else None
    assert told
    assert told.title.value.endswith("(checked)")
    assert told.title.evidence.source is Source.PERSON
    second = editor.url.rpartition("/")[2].partition("?")[0]
    editor.locator(".done").get_by_role("button", name="Undo").click()
    expect(editor.locator("#v-title")).not_to_have_value(re.compile("checked"))
    editor.goto(f"/office/review/{second}")
    expect(editor.locator(".entry.now")).to_have_attribute("data-field", "title")
    editor.keyboard.press("c")
    expect(editor.locator(".done")).to_contain_text("Confirmed")
    assert house.queue.count(Wanted(checked=False)) == before - 2


def opened(editor: Page, house: Library, words: str, language: str) -> str:
    found = house.queue.page(Wanted(text=words, language=language), limit=100).records
    editor.goto(f"/office/review/{found[0].id}")
    expect(editor.locator(".paper svg rect").first).to_be_attached()
    return found[0].id


def test_a_region_a_word_and_a_paragraph_of_the_page_become_values(editor: Page, house: Library) -> None:
    name = opened(editor, house, "bitcoin", "en")
    overlay = editor.locator("[data-overlay]")
    box = overlay.bounding_box()
    assert box
    editor.locator("#v-title").focus()
    editor.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.10)
    editor.mouse.down()
    editor.mouse.move(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.16, steps=6)
    editor.mouse.up()
    expect(editor.locator("#v-title")).to_have_value("Bitcoin: A Peer-to-Peer Electronic Cash System")
    expect(editor.locator("[name='at.title']")).to_have_value(re.compile("^1,"))
    editor.locator("#v-publisher").focus()
    word = editor.locator(".paper rect.mark").nth(1).bounding_box()
    assert word
    editor.mouse.click(word["x"] + word["width"] * 0.2, word["y"] + word["height"] / 2)
    expect(editor.locator("#v-publisher")).not_to_have_value("")
    editor.locator("[data-undo]").click()
    editor.locator("#v-abstract").focus()
    editor.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.4)
    expect(editor.locator("#v-abstract")).to_have_value(re.compile("A purely peer-to-peer version"))
    editor.locator("[data-save]").click()
    expect(editor.locator(".done")).to_contain_text("Kept")
    work = house.stacks.expression(name)
    told = work.expression(name) if work else None
    assert told
    assert told.title.evidence.page == 1
    assert told.title.evidence.region


def test_contents_are_edited_as_a_tree_by_mouse_and_keys(editor: Page, house: Library) -> None:
    name = opened(editor, house, "bitcoin", "en")
    tree = editor.locator(".tree")
    titles = tree.locator(".title")
    count = titles.count()
    assert count >= 10
    titles.nth(1).focus()
    editor.keyboard.press("Alt+ArrowRight")
    editor.keyboard.press("ArrowDown")
    expect(titles.nth(2)).to_be_focused()
    titles.nth(2).fill("Renamed by hand")
    editor.keyboard.press("Enter")
    expect(titles).to_have_count(count + 1)
    editor.keyboard.type("A section of its own")
    editor.keyboard.press("Tab")
    editor.keyboard.type("3")
    editor.keyboard.press("Tab")
    moved = titles.nth(6).input_value()
    tree.locator(".grip").nth(6).drag_to(tree.locator("li").nth(4))
    expect(titles.nth(4)).to_have_value(moved)
    editor.locator("[data-save]").click()
    expect(editor.locator(".done")).to_contain_text("Kept")
    work = house.stacks.expression(name)
    told = work.expression(name) if work else None
    assert told
    assert told.sections
    kept = told.sections.value
    assert len(kept) == count + 1
    assert kept[1].level == 2
    assert kept[2].title == "Renamed by hand"
    assert (kept[3].title, kept[3].page) == ("A section of its own", 3)
    assert kept[4].title == moved


def test_publications_are_merged_and_a_draft_is_published(editor: Page, house: Library) -> None:
    one = house.queue.page(Wanted(text="printed"), limit=5).records or house.queue.page(EVERYTHING, limit=1).records
    other = next(r for r in house.queue.page(EVERYTHING, limit=100).records if r.work_id != one[0].work_id)
    editor.goto(f"/office/publications/{one[0].work_id}")
    editor.locator("[name=other]").fill(f"https://library.example/en/works/{other.work_id}")
    editor.get_by_role("button", name="Find it, to merge").click()
    editor.get_by_role("button", name="Merge into this publication").click()
    expect(editor.locator(".done")).to_contain_text("Kept")
    joined = house.stacks.expression(other.id)
    assert joined
    assert joined.id == one[0].work_id
    editor.locator(f"[name=edition][value='{other.id}']").check()
    editor.get_by_role("button", name="Make the ticked a publication of their own").click()
    expect(editor.locator("tbody tr")).to_have_count(1)
    editor.goto(f"/office/review/{other.id}")
    editor.keyboard.press("p")
    expect(editor.locator(".done").first).to_contain_text("Confirmed")
    public = house.catalogue.expression(other.id)
    edition = public.expression(other.id) if public else None
    assert edition
    assert edition.status is Status.ACTIVE
    editor.goto(f"/en/editions/{other.id}")
    expect(editor.locator("h1")).to_be_visible()


def test_many_records_are_changed_after_a_preview(editor: Page, house: Library) -> None:
    editor.goto("/office/review?state=draft&language=ru")
    editor.get_by_role("button", name="Change all").click()
    editor.locator("#field").select_option("publisher")
    editor.locator("#value").fill("Office of Reports")
    editor.get_by_role("button", name="Show what would change").click()
    changing = editor.locator("tbody tr").count()
    assert changing >= 2
    editor.get_by_role("button", name=re.compile(r"^Change \d+ record")).click()
    expect(editor.locator(".done")).to_contain_text("changed")
    told = house.queue.page(Wanted(status="draft", language="ru"), limit=50).records
    assert {record.publisher for record in told} == {"Office of Reports"}


@pytest.mark.parametrize("width", [390, 1400])
def test_in_arabic_the_screen_is_mirrored_and_sound(browser: Browser, site: str, house: Library, width: int) -> None:
    page = signed_in(browser, site, "editor", ui="ar", width=width)
    record = house.queue.page(Wanted(language="ar"), limit=1).records[0]
    for path in ("/office/review", f"/office/review/{record.id}", "/office/upload"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []
    page.context.close()


def test_a_contributor_submits_and_an_editor_returns_with_a_reason(
    browser: Browser, site: str, house: Library, editor: Page
) -> None:
    author = signed_in(browser, site, "contributor")
    record = house.queue.page(Wanted(status="draft"), limit=1).records[0]
    author.goto(f"/office/review/{record.id}")
    assert author.get_by_role("button", name="Confirm and publish").count() == 0
    author.get_by_role("button", name="Confirm and submit").click()
    expect(author.locator(".done").first).to_contain_text("Confirmed")
    assert house.queue.by_ids([record.id])[0].status == "submitted"
    editor.goto(f"/office/review/{record.id}")
    editor.locator(".life summary").click()
    editor.locator("[name=reason]").fill("The date is missing")
    editor.get_by_role("button", name="Return to its author").click()
    author.goto(f"/office/review/{record.id}")
    expect(author.locator(".about")).to_contain_text("The date is missing")
    author.context.close()
