"""The first real record, as its readers meet it: each field of the publication's page, in three interface languages."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dragoman.pipeline.desk import Desk
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Settled
from dragoman.store.library import Library
from tests.first_record.report_edition import edition
from tests.first_record.typesetting import typeset

EDITIONS = {"en": edition("english"), "ru": edition("russian")}
ABSTRACT_HEADINGS = {"en": "Executive Summary", "ru": "Резюме"}

LANGUAGE_NAMES = {
    "en": {"en": "English", "ru": "Russian"},
    "ru": {"en": "английский", "ru": "русский"},
    "ar": {"en": "الإنجليزية", "ru": "الروسية"},
}
UPLOADED = {"en": "October 13, 2015", "ru": "13 октября 2015 г.", "ar": "13 أكتوبر 2015"}
PAGE_COUNT = {"en": "16", "ru": "16", "ar": "16"}

SECTION_3 = (
    "Section 3 - Profile of Migrants who have travelled from the Russian Federation to the European Union"
    " - Findings of the Study"
)
# Heading, printed page number and page of the file; the headings are the contents of the first real record.
ENGLISH_CONTENTS = [
    ("Acknowledgements", "iii", 3),
    ("Abbreviations", "iv", 4),
    ("Executive Summary", "v", 5),
    ("Section 1 - Study Context, Aims and Objectives", "1", 6),
    ("Section 2 - Migration Patterns between the Russian Federation and the European Union", "2", 7),
    (SECTION_3, "3", 8),
    ("Section 4 - Policy Implications and Recommendations for Future Good Practices", "4", 9),
    ("Section 5 - Concluding Comments", "5", 10),
    ("Bibliography", "6", 11),
    ("Annex 1", "7", 12),
    ("Annex 2", "8", 13),
    ("Annex 3", "9", 14),
    ("Annex 4", "10", 15),
    ("Annex 5", "11", 16),
]
CONTENTS = {
    "en": ENGLISH_CONTENTS,
    "ru": [
        (part.heading, label, page)
        for part, (_, label, page) in zip(EDITIONS["ru"].parts, ENGLISH_CONTENTS, strict=True)
    ],
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The library's address, and the ids of its two editions by language; taken in on 13 October 2015."""
    folder = tmp_path_factory.mktemp("first-record")
    reports = folder / "reports"
    reports.mkdir()
    typeset(EDITIONS["ru"], reports / "001.pdf")
    typeset(EDITIONS["en"], reports / "002.pdf")
    with closing(Library.open(folder / "library", create=True)) as library:
        clock = datetime(2015, 10, 13, 9, 30, tzinfo=UTC)
        events = list(ingest(library, [str(reports)], desk=Desk(library, now=lambda: clock)))
    settled = [event for event in events if isinstance(event, Settled)]
    assert len({event.work for event in settled}) == 1, settled
    ids = {str(event.language): str(event.expression) for event in settled}
    with serving(folder / "library") as address:
        yield address, ids


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # a machine that is busy with other tests is slow
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts: everything has to be there without them."""
    with closing(browser.new_context(java_script_enabled=False)) as context:
        yield context.new_page()


@pytest.mark.parametrize("interface", ["en", "ru", "ar"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_field_stands_on_the_editions_page(
    editions: tuple[str, dict[str, str]], page: Page, *, interface: str, language: str
) -> None:
    address, ids = editions
    names = LANGUAGE_NAMES[interface]
    page.goto(f"{address}{interface}/editions/{ids[language]}")

    expect(page.locator("html")).to_have_attribute("lang", interface)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if interface == "ar" else "ltr")
    facts = page.locator("dl.facts dd")
    expect(facts).to_have_text([names["en"], PAGE_COUNT[interface], UPLOADED[interface]])
    expect(page.locator("h1")).to_have_text(f"{EDITIONS[language].title} ({names[language]})")
    assert read_abstract(page) == list(EDITIONS[language].part(ABSTRACT_HEADINGS[language]).paragraphs)
    assert read_contents(page) == CONTENTS[language]


@pytest.mark.parametrize("interface", ["en", "ru", "ar"])
def test_the_other_edition_is_one_click_away(
    editions: tuple[str, dict[str, str]], page: Page, *, interface: str
) -> None:
    address, ids = editions
    page.goto(f"{address}{interface}/editions/{ids['ru']}")
    page.locator("section.also a[hreflang=en]").click()
    expect(page.locator("h1 bdi")).to_have_text(EDITIONS["en"].title)
    page.locator("section.also a[hreflang=ru]").click()
    expect(page.locator("h1 bdi")).to_have_text(EDITIONS["ru"].title)
    assert page.url == f"{address}{interface}/editions/{ids['ru']}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_line_of_the_contents_opens_the_text_there(
    editions: tuple[str, dict[str, str]], page: Page, *, language: str
) -> None:
    address, ids = editions
    page.goto(f"{address}en/editions/{ids[language]}")
    page.locator("nav.contents a").nth(4).click()
    section = EDITIONS[language].parts[4]
    expect(page.locator("main")).to_contain_text(section.heading)
    expect(page.locator("main")).to_contain_text(section.paragraphs[0][:60])


def read_abstract(page: Page) -> list[str]:
    """The paragraphs of the abstract, without the lines that the page breaks them into."""
    paragraphs = page.locator("section[aria-labelledby=abstract] .prose p").all_inner_texts()
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def read_contents(page: Page) -> list[tuple[str, str, int]]:
    """Each line of the contents: heading, printed page number, and the page of the file at which its section begins."""
    lines = []
    for link in page.locator("nav.contents li > a").all():
        label = link.locator("i").inner_text()
        section = page.request.get(urljoin(page.url, link.get_attribute("href"))).text()
        target = re.search(r'class="pm"[^>]* href="[^"]*/pages/(\d+)', section)
        assert target
        lines.append((link.inner_text().removesuffix(label).strip(), label, int(target[1])))
    return lines


class serving:  # noqa: N801 - reads as a verb where it is used
    """`dragoman serve` on a free port, as its own process; gives the address that it prints."""

    def __init__(self, library: Path) -> None:
        command = [str(Path(sys.executable).with_name("dragoman")), "serve", "--port", "0", "--library", str(library)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, (line, self._process.communicate(timeout=60))
        return found[0]

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=60)
