"""A site that an organisation has made its own: name, logo, colours, home text and footer, safe and readable."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.config import Colours, SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.colours import DARK_PAPER, LIGHT_PAPER, contrast, style, towards
from dragoman.surfaces.organisation import said
from dragoman.surfaces.web.app import create_app

WELCOME = (
    "Reports **since 1998**, by [us](https://example.org/) and <script>alert(1)</script> [x](javascript:alert(1))."
)


@pytest.fixture(scope="module")
def own(library: Library, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    logo = tmp_path_factory.mktemp("logo") / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    settings = SiteSettings(
        name={"en": "Library & Sons", "ru": "Библиотека", "ar": "مكتبة"},
        title={"": "What we know"},
        home={"en": WELCOME, "ar": "مرحبا"},
        footer={"ru": "Институт"},
        colours=Colours(band="#ffee00", accent="#777777"),
        logo=logo,
    )
    return TestClient(create_app(library, open_index(library), settings), base_url="http://library.test")


def test_the_name_is_the_readers_language(own: TestClient) -> None:
    assert "<title>Library of publications · Library &amp; Sons</title>" in own.get("/en/").text
    assert "Библиотека</a>" in own.get("/ru/").text
    assert "Library &amp; Sons</a>" in own.get("/fr/").text
    assert "<ShortName>Library &amp; Sons</ShortName>" in own.get("/en/opensearch.xml").text


def test_home_and_footer_are_the_organisations_in_their_own_language(own: TestClient) -> None:
    english, russian, arabic = (own.get(f"/{ui}/").text for ui in ("en", "ru", "ar"))
    assert '<span lang="en" dir="ltr">What we know</span>' in english
    assert "<strong>since 1998</strong>" in english
    assert '<a href="https://example.org/">us</a>' in english
    assert '<div class="welcome" lang="en" dir="ltr">' in russian
    assert '<div class="welcome" lang="ar" dir="rtl"><p>مرحبا</p>' in arabic
    assert "<p>Институт</p>" in own.get("/ru/browse").text
    assert '<div lang="ru" dir="ltr"><p>Институт</p>' in english


def test_markdown_can_carry_no_script(own: TestClient) -> None:
    html = own.get("/en/").text
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_the_logo_is_served_for_good_and_may_run_nothing(own: TestClient) -> None:
    found = re.search(r'<img src="(/static/logo\.[0-9a-f]+\.svg)" alt=""', own.get("/en/").text)
    assert found
    answer = own.get(found[1])
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "immutable" in answer.headers["cache-control"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_colours_are_in_the_style_sheet(own: TestClient) -> None:
    sheet = re.search(r'href="(/static/dragoman\.[0-9a-f]+\.css)"', own.get("/en/").text)
    assert sheet
    assert "--band:#ffee00;--on-band:#10181b" in own.get(sheet[1]).text


@pytest.mark.parametrize("paper", [LIGHT_PAPER, DARK_PAPER])
@given(colour=st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}"))
def test_any_colour_can_be_read(paper: str, colour: str) -> None:
    assert contrast(towards(colour, paper), paper) >= 4.5
    if contrast(colour, paper) >= 4.6:
        assert towards(colour, paper) == colour


def test_no_colours_change_nothing() -> None:
    assert style(Colours()) == ""
    assert "--accent" not in style(Colours(band="#000000"))


def test_a_text_is_in_the_readers_language_else_for_all_else_english_else_the_first() -> None:
    def found(texts: dict[str, str], ui: str) -> str | None:
        text = said(texts, ui)
        return text.text if text else None

    assert found({"fr": "f", "": "a", "en": "e"}, "fr") == "f"
    assert found({"fr": "f", "": "a", "en": "e"}, "ru") == "a"
    assert found({"fr": "f", "en": "e"}, "ru") == "e"
    assert found({"pt-BR": "p"}, "pt") == "p"
    assert found({"fr": "f"}, "ru") == "f"
    assert found({}, "ru") is None


def test_settings_change_the_entity_tags(own: TestClient, client: TestClient) -> None:
    assert own.get("/en/browse").headers["etag"] != client.get("/en/browse").headers["etag"]


def test_a_logo_that_is_a_picture_keeps_its_kind(library: Library, tmp_path: Path) -> None:
    (tmp_path / "l.png").write_bytes(b"\x89PNG")
    app = create_app(library, open_index(library), SiteSettings(logo=tmp_path / "l.png"))
    client = TestClient(app)
    found = re.search(r'src="(/static/logo[^"]+)"', client.get("/en/").text)
    assert found
    assert client.get(found[1]).headers["content-type"] == "image/png"
