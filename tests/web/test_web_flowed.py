"""Texts without pages of their own: nothing of them is called a page; their formats are listed and served."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Settled
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.web.app import create_app
from tests.made_documents import TITLE, as_docx, as_html, as_pdf, as_text


@pytest.fixture(scope="module")
def flowed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """The pages over a library of one report in three kinds of file, and the address of its edition."""
    here = tmp_path_factory.mktemp("flowed")
    as_docx(here / "in/report.docx")
    as_html(here / "in/report.html")
    as_text(here / "in/report.txt")
    with closing(Library.open(here / "library", create=True)) as library:
        events = [event for event in ingest(library, [str(here / "in")]) if isinstance(event, Settled)]
        (expression,) = {event.expression for event in events}
        app = create_app(library, open_index(library))
        yield TestClient(app, base_url="http://library.test"), f"/en/editions/{expression}"


def text_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_an_edition_has_formats_and_no_number_of_pages(flowed: tuple[TestClient, str]) -> None:
    client, edition = flowed
    page = client.get(edition).text
    assert "Number of Pages" not in text_of(page).split("Where these were found")[0]
    assert re.search(r"\d+ pages?\b", text_of(page)) is None
    for kind in ("DOCX", "HTML", "TXT"):
        assert re.search(rf"<bdi>{kind}</bdi> · <bdi>[\d.]+ (?:kB|byte)", page)


def test_contents_lead_to_the_sections_without_page_numbers(flowed: tuple[TestClient, str]) -> None:
    client, edition = flowed
    page = client.get(edition).text
    contents = page[page.index('<nav class="contents"') :]
    entries = re.findall(r'<li><a href="([^"]+/sections/[^"]+)">([^<]+)</a>', contents)
    assert [name for _, name in entries] == ["Introduction", "Findings", "Tables", "Conclusion"]
    for address, name in entries:
        text = client.get(f"{edition.rpartition('/')[0]}/{address}").text
        assert re.search(rf'<h1 class="headline">{name}</h1>', text)
        assert "/pictures/" not in text


def test_its_text_is_read_in_parts(flowed: tuple[TestClient, str]) -> None:
    client, edition = flowed
    said = text_of(client.get(f"{edition}/pages/1").text)
    assert "Part 1" in said
    assert "The whole file" in said
    assert "Page" not in said
    assert "page=" not in client.get(f"{edition}/pages/1").text.partition("The whole file")[0].rpartition("<a")[2]


def test_answers_name_the_section_alone(flowed: tuple[TestClient, str]) -> None:
    client, _ = flowed
    page = client.get("/en/search", params={"q": "seedlings nurseries"}).text
    assert "Conclusion" in text_of(page)
    assert 'class="at"' not in page


def test_files_come_with_their_type_and_are_not_opened_by_the_browser(flowed: tuple[TestClient, str]) -> None:
    client, edition = flowed
    addresses = set(re.findall(r'href="(/files/[^"]+)" type="([^"]+)"', client.get(edition).text))
    assert len(addresses) == 3
    for address, kind in addresses:
        answer = client.get(address)
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert answer.headers["content-security-policy"] == "sandbox"


def test_the_pages_of_a_format_that_has_some_are_counted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    here = tmp_path_factory.mktemp("both")
    with closing(Library.open(here / "library", create=True)) as library:
        for file in (as_docx(here / "in/a.docx"), as_pdf(here / "in/b.pdf")):
            events = list(ingest(library, [str(file)]))
        event = events[-1]
        assert isinstance(event, Settled)
        page = TestClient(create_app(library, open_index(library))).get(f"/en/editions/{event.expression}").text
    assert TITLE in page
    assert "<bdi>PDF</bdi>" in page
    assert "<bdi>DOCX</bdi>" in page
    assert re.search(r"Number of Pages</dt><dd>2<", page)
