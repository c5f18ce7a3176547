"""How an edition's page and its lists are taken away: references in the reader's language, other formats."""

import re

import pytest
from starlette.testclient import TestClient

from dragoman.surfaces import addresses
from dragoman.surfaces.citations import STYLES
from tests.web import bookshelf as shelf


@pytest.mark.parametrize(
    ("ui", "edition", "said"),
    [
        ("en", shelf.EN, "Ivanova, A. and Border Institute (2015) <i>Migration and the Border"),
        ("ru", shelf.RU, "Миграция и граница: малое исследование"),
        ("ar", shelf.AR, "الهجرة والحدود"),
    ],
)
def test_an_editions_page_says_how_to_cite_it(client: TestClient, ui: str, edition: str, said: str) -> None:
    html = client.get(addresses.edition(ui, edition)).text
    reference = re.search(r'<p class="reference" dir="auto">(.*?)</p>', html, re.DOTALL)
    assert reference
    assert said in reference[1]
    assert f"http://library.test/editions/{edition}" in reference[1]
    for style in STYLES:
        assert f'href="{addresses.cite(ui, edition, style.name)}"' in html


@pytest.mark.parametrize("ui", ["en", "ru", "ar", "zh-Hans"])
def test_every_style_stands_on_a_page_of_its_own(client: TestClient, ui: str) -> None:
    html = client.get(f"/{ui}/editions/{shelf.EN}/cite").text
    assert [f'id="{style.name}"' in html for style in STYLES] == [True] * len(STYLES)
    assert html.count('class="reference"') == len(STYLES)
    assert "noindex" in html
    assert f'href="{addresses.record(shelf.EN, format_name="ris")}"' in html


def test_nothing_in_a_record_is_taken_for_markup(client: TestClient) -> None:
    for path in (addresses.edition("en", shelf.HOSTILE), f"/en/editions/{shelf.HOSTILE}/cite"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_what_is_like_an_edition_is_a_link_without_scripts(client: TestClient) -> None:
    html = client.get(addresses.edition("en", shelf.EN)).text
    assert f'href="{addresses.similar("en", shelf.EN)}"' in html
    first = client.get(addresses.similar("en", shelf.EN))
    assert client.get(first.url, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
