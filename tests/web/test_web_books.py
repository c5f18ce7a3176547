"""An edition as an electronic book: what epubcheck asks for (script/audit runs it), checked part by part."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.testclient import TestClient

from dragoman.surfaces import addresses
from tests.web import bookshelf as shelf

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPS = "{http://www.idpf.org/2007/ops}"
EDITIONS = [shelf.EN, shelf.RU, shelf.AR, shelf.ZH, shelf.LONG, shelf.HOSTILE, "esmall001"]


def opened(client: TestClient, edition: str) -> zipfile.ZipFile:
    answer = client.get(addresses.book("en", edition))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/epub+zip")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def parsed(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(f"OPS/{name}"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_book_is_whole(client: TestClient, edition: str) -> None:
    """Every file is declared and there, every text well formed, every link leads somewhere."""
    book = opened(client, edition)
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", 0, b"application/epub+zip")
    package = parsed(book, "package.opf")
    declared = {item.attrib["href"] for item in package.iter(f"{OPF}item")}
    assert {f"OPS/{name}" for name in declared} == {n for n in book.namelist() if n.startswith("OPS/")} - {
        "OPS/package.opf"
    }
    texts = {name: parsed(book, name) for name in declared if name.endswith(".xhtml")}
    ids = {name: [e.attrib["id"] for e in text.iter() if "id" in e.attrib] for name, text in texts.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for name, text in texts.items():
        for link in text.iter(f"{XHTML}a"):
            if "href" in link.attrib:
                file, _, mark = link.attrib["href"].partition("#")
                assert not mark or mark in ids[file or name], (name, link.attrib["href"])
                assert (file or name) in texts
        for image in text.iter(f"{XHTML}img"):
            assert image.attrib["src"] in declared


@pytest.mark.parametrize(
    ("edition", "language", "direction"),
    [(shelf.EN, "en", "ltr"), (shelf.AR, "ar", "rtl"), (shelf.ZH, "zh-Hans", "ltr")],
)
def test_it_says_its_language_and_direction(client: TestClient, edition: str, language: str, direction: str) -> None:
    book = opened(client, edition)
    package = parsed(book, "package.opf")
    assert package.findtext(f".//{DC}language") == language
    assert package.findtext(f".//{DC}title") == shelf.TITLES[edition]
    spine = package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.attrib["page-progression-direction"] == direction
    nav = parsed(book, "nav.xhtml")
    assert (nav.attrib["lang"], nav.attrib["dir"]) == (language, direction)


def test_contents_and_pages_can_be_gone_through(client: TestClient) -> None:
    nav = parsed(opened(client, shelf.RU), "nav.xhtml")
    toc, pages = list(nav.iter(f"{XHTML}nav"))[:2]
    names = [link.text for link in toc.iter(f"{XHTML}a")]
    assert names == ["До первого раздела", "1 Введение", "1.1 Методы", "2 Интервью", "Annex 1 - Список экспертов"] or (
        names[1:] == ["1 Введение", "1.1 Методы", "2 Интервью", "Annex 1 - Список экспертов"]
    )
    assert pages.attrib[f"{OPS}type"] == "page-list"
    assert [link.text for link in pages.iter(f"{XHTML}a")] == ["i", "ii", "1", "2", "3", "6"]


def test_its_cover_is_a_picture(client: TestClient) -> None:
    book = opened(client, shelf.EN)
    assert Image.open(io.BytesIO(book.read("OPS/cover.webp"))).format == "WEBP"


def test_it_is_made_once_and_again_only_when_the_edition_changes(client: TestClient) -> None:
    first = client.get(addresses.book("en", shelf.EN))
    again = client.get(addresses.book("en", shelf.EN))
    assert first.content == again.content
    fresh = client.get(addresses.book("en", shelf.EN), headers={"If-None-Match": first.headers["etag"]})
    assert fresh.status_code == 304


def test_it_is_one_of_the_formats_on_the_editions_page(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.EN}").text
    assert re.search(rf'href="/en/editions/{shelf.EN}/book.epub" type="application/epub\+zip">EPUB<', html)
    assert client.get(addresses.book("en", shelf.WITHDRAWN)).status_code == 410
