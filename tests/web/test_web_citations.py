"""How to cite an edition: in the usual styles, in the reader's language, right for translations and institutions."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.formats import FORMATS
from dragoman.record.model import AgentKind, Contribution, Statement
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.citations import STYLES, cite, style_named
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.presentation import INTERFACE_TAGS
from tests.web.bookshelf import AR, EN, HOSTILE, RU, ZH, evidence

DAY = date(2026, 11, 25)
EN_AT = "https://l.example/editions/estudyen"


@pytest.fixture
def entry(library: Library) -> Entry:
    return entry_for(library, EN)


def entry_for(library: Library, expression_id: str) -> Entry:
    work = library.catalogue.expression(expression_id)
    expression = work.expression(expression_id) if work else None
    assert work
    assert expression
    return entry_of(work, expression)


def cited(entry: Entry, style: str, language: str = "en", accessed: date | None = DAY) -> str:
    with addresses.based(addresses.Base.of("https://l.example")):
        return cite([entry], style_named(style), language=language, accessed=accessed)[0].text


def by(entry: Entry, *agents: tuple[str, AgentKind, str], publisher: str | None = None) -> Entry:
    """The same edition with these contributors only."""
    seen = evidence("0" * 8)
    said = tuple(
        Statement(value=Contribution(name=name, kind=kind, role=role), evidence=seen) for name, kind, role in agents
    )
    house = Statement(value=publisher, evidence=seen) if publisher else None
    return replace(entry, expression=replace(entry.expression, contributions=said, publisher=house))


REFERENCES = {
    "apa": "Ivanova, A., & Border Institute. (2015). Migration and the Border: A Small-Scale Study "
    f"(Report A/RES/70/1). Migration Press. {EN_AT}",
    "chicago-author-date": "Ivanova, Anna, and Border Institute. 2015. Migration and the Border: A Small-Scale Study. "
    f"Report A/RES/70/1. Migration Press. {EN_AT}.",
    "chicago-notes": "Ivanova, Anna, and Border Institute. Migration and the Border: A Small-Scale Study. Report "
    f"A/RES/70/1. Migration Press, 2015. {EN_AT}.",
    "mla": "Ivanova, Anna, and Border Institute. Migration and the Border: A Small-Scale Study. Report A/RES/70/1, "
    f"Migration Press, Oct. 2015, {EN_AT}.",
    "vancouver": "Ivanova A, Border Institute. Migration and the Border: A Small-Scale Study [Report] [Internet]. "
    f"Migration Press; 2015 Oct [cited 2026 Nov 25]. Report A/RES/70/1. Available from: {EN_AT}",
    "harvard": "Ivanova, A. and Border Institute (2015) Migration and the Border: A Small-Scale Study. "
    f"Report A/RES/70/1. Migration Press. Available at: {EN_AT} (Accessed: November 25, 2026).",
    "ieee": "A. Ivanova and Border Institute, “Migration and the Border: A Small-Scale Study”, Migration Press, Report "
    f"A/RES/70/1, Oct. 2015. Accessed: Nov. 25, 2026. [Online]. Available: {EN_AT}",
    "iso690": "IVANOVA, Anna and BORDER INSTITUTE, 2015. A/RES/70/1: Migration and the Border: A Small-Scale Study. "
    f"Online. Report. Migration Press. Available from: {EN_AT} [Accessed 25 November 2026].",
    "gost": "Ivanova A., Border Institute. Migration and the Border: A Small-Scale Study. Migration Press, 2015. 6 с. "
    f"URL: {EN_AT} (дата обращения: 25.11.2026).",
}


@pytest.mark.parametrize("style", REFERENCES)
def test_each_style_says_a_report_as_its_manual_does(entry: Entry, style: str) -> None:
    assert cited(entry, style).replace("\u00a0", " ") == REFERENCES[style]
    assert len(REFERENCES) == len(STYLES)


def test_the_words_are_those_of_the_readers_language(library: Library, entry: Entry) -> None:
    translation = by(entry_for(library, RU), ("Петрова, Анна", AgentKind.PERSON, "trl"))
    assert "(А. Петрова, Trans.)" in cited(translation, "apa")
    assert "(Original work published as Migration and the Border" in cited(translation, "apa")
    assert "Traduit par Анна Петрова" in cited(translation, "chicago-notes", "fr")
    assert "(Первоначально опубликовано как Migration and the Border" in cited(translation, "apa", "ru")
    assert "Доклад A/RES/70/1" in cited(entry, "apa", "ru")
    assert "Извлечено 25 ноября 2026" in cited(entry_for(library, ZH), "apa", "ru")
    assert "/ пер. А. Петрова" in cited(translation, "gost")
    assert "Disponible" in cited(entry, "iso690", "fr")
    assert "Available from" in cited(entry, "iso690", "hi")


def test_an_institution_is_not_taken_apart_and_stands_for_an_absent_author(entry: Entry) -> None:
    institution = by(entry, ("Institute for the Study of Borders", AgentKind.ORGANIZATION, "aut"))
    assert cited(institution, "apa").startswith("Institute for the Study of Borders. (2015). Migration")
    published = by(entry, publisher="World Border Organization")
    assert cited(published, "apa").startswith("World Border Organization. (2015). Migration")
    assert cited(published, "apa").count("World Border Organization") == 1
    assert cited(published, "mla").startswith("Migration and the Border: A Small-Scale Study. Report A/RES/70/1, World")


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_what_has_neither_author_nor_publisher_is_led_by_its_title_once(entry: Entry, style: str) -> None:
    said = cited(by(entry), style)
    assert said.count("Migration and the Border: A Small-Scale Study") == 1
    assert ".." not in said.replace("...", "")


def test_a_word_of_reading_has_its_day_or_is_left_out(library: Library) -> None:
    undated = entry_for(library, ZH)
    assert "Retrieved November 25, 2026, from https://l.example/" in cited(undated, "apa")
    assert "Retrieved" not in cited(undated, "apa", accessed=None)


@pytest.mark.parametrize("language", INTERFACE_TAGS)
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_style_speaks_to_readers_of_every_interface(library: Library, style: object, language: str) -> None:
    assert isinstance(style, type(STYLES[0]))
    with addresses.based(addresses.Base.of("https://l.example")):
        entries = [entry_for(library, name) for name in (EN, RU, AR, ZH, HOSTILE)]
        said = cite(entries, style, language=language, accessed=DAY)
    assert {each.expression_id for each in said} == {EN, RU, AR, ZH, HOSTILE}
    assert all("https://l.example/editions/" in each.text for each in said)
    assert not any("<script" in each.html or "<img" in each.html for each in said)


def test_a_citation_is_had_by_name_by_type_and_from_the_api(client: TestClient) -> None:
    named = client.get(f"/editions/{EN}?format=citation&style=mla&locale=fr")
    accepted = client.get(f"/editions/{EN}", headers={"Accept": "text/x-bibliography; style=mla; locale=fr, */*;q=0.1"})
    assert named.status_code == 200
    assert named.content == accepted.content
    assert named.headers["content-type"] == "text/x-bibliography; charset=utf-8"
    assert named.text.startswith("Ivanova, Anna, et Border Institute. Migration and the Border")
    assert client.get(f"/editions/{EN}?format=citation").text.startswith("Ivanova, A., & Border Institute. (2015).")


def test_a_list_is_cited_whole_and_goes_on(client: TestClient) -> None:
    answer = client.get("/export?format=citation&style=ieee&locale=es&order=title")
    lines = answer.text.splitlines()
    assert len(lines) == 50
    assert lines[0].startswith("[1] ")
    assert "style=ieee&locale=es" in answer.headers["link"]
    following = client.get(answer.headers["link"].split(";")[0].strip("<>"))
    assert 0 < len(following.text.splitlines()) < 50


@pytest.mark.parametrize("address", ["/fr/browse?language=en&order=title", "/fr/search?q=migrant&language=en"])
def test_a_list_leads_to_itself_in_every_format_and_style(client: TestClient, address: str) -> None:
    page = html.fromstring(client.get(address).text)
    links = [link for each in page.iter("a") if (link := each.get("href", "")).startswith("/export?")]
    assert len(links) == len(FORMATS) + len(STYLES)
    assert all("language=en" in link for link in links)
    answers = [client.get(link) for link in links]
    assert [answer.status_code for answer in answers] == [200] * len(links)
    assert all("Migration and the Border" in answer.text for answer in answers if b"\x1e" not in answer.content)


@pytest.mark.parametrize("asked", ["style=unknown", "locale=no+tag", "style=../apa"])
def test_an_unknown_style_or_locale_is_named(client: TestClient, asked: str) -> None:
    answer = client.get(f"/editions/{EN}?format=citation&{asked}", headers={"Accept": "application/json"})
    assert answer.status_code == 400


def test_the_processor_is_not_loaded_before_it_is_needed() -> None:
    asked = "import sys, dragoman.surfaces.serve; print([m for m in sys.modules if m.startswith('citeproc')])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
