"""Pictures of pages and covers, as browsers ask for them."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.testclient import TestClient

from dragoman.record.model import HeldFile
from dragoman.surfaces import addresses
from dragoman.surfaces.web.covers import HIGH, WIDE, made_cover
from tests.web import bookshelf as shelf


@pytest.fixture
def digest(client: TestClient) -> str:
    found = re.search(r'href="/files/([^/"]+)/', client.get(f"/en/editions/{shelf.EN}").text)
    assert found
    return found[1]


def test_a_pages_picture_is_kept_for_good(client: TestClient, digest: str) -> None:
    answer = client.get(addresses.page_picture(digest, 2, 640))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["cache-control"]
    assert Image.open(io.BytesIO(answer.content)).width == 640
    again = client.get(addresses.page_picture(digest, 2, 640), headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("number", "width"), [(7, 640), (999_999_999, 640), (1, 641), (1, 99_999)])
def test_only_pages_that_are_there_in_the_widths_that_there_are(
    client: TestClient, digest: str, number: int, width: int
) -> None:
    assert client.get(addresses.page_picture(digest, number, width)).status_code == 404


def test_a_file_that_is_not_here_has_no_pictures(client: TestClient) -> None:
    assert client.get(addresses.page_picture("0" * 128, 1, 640)).status_code == 404


def test_an_editions_cover_is_its_first_page(client: TestClient) -> None:
    answer = client.get(addresses.cover(shelf.EN, 240))
    assert answer.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(answer.content)).width == 240
    fresh = client.get(addresses.cover(shelf.EN, 240), headers={"If-None-Match": answer.headers["etag"]})
    assert fresh.status_code == 304


@pytest.mark.parametrize("name", ["nobody", shelf.WITHDRAWN])
def test_what_is_not_offered_has_no_cover(client: TestClient, name: str) -> None:
    assert client.get(addresses.cover(name, 240)).status_code in {404, 410}
    assert client.get(addresses.cover(shelf.EN, 241)).status_code == 404


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Migration", "en"),
        ('Hidden <b> & "quoted" ]]> ', "en"),
        ("الهجرة والحدود: دراسة صغيرة", "ar"),
        ("国际移徙与发展问题高级别对话的后续行动和筹备工作报告", "zh-Hans"),
        ("W" * 2000, "en"),
        ("слово " * 400, "ru"),
        ("a\x0bb\ud800c", "en"),
        ("", "und"),
    ],
)
def test_a_made_cover_has_room_for_any_title(title: str, language: str) -> None:
    file = HeldFile(
        item="i", file_name="a.html", paths=(), size=1, pages=1, media_type="text/html", accessioned="", flowed=True
    )
    svg = ET.fromstring(made_cover(shelf.edition("e", language, file, title=title), "w"))
    lines = list(svg.iter("{http://www.w3.org/2000/svg}tspan"))
    assert all(0 < float(line.attrib["y"]) < HIGH - 30 for line in lines)
    assert all(0 <= float(line.attrib["x"]) <= WIDE for line in lines)
    words = "".join(line.text or "" for line in lines).replace(" ", "")
    assert words == "".join(title.replace("\ud800", "").split()) or words.endswith("…")
