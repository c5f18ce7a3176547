"""Records in other standards, from an edition's address and from lists; what its page says to programs."""

import re
from typing import Any

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.record.crosswalks.formats import FORMATS
from tests.web.bookshelf import EN, RU, WITHDRAWN

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.name)
def test_an_edition_can_be_had_in_every_format(client: TestClient, each: Any) -> None:
    by_name = client.get(f"/editions/{EN}?format={each.name}")
    by_type = client.get(f"/editions/{EN}", headers={"Accept": each.media_type})
    assert by_name.status_code == by_type.status_code == 200
    assert by_name.content == by_type.content
    assert by_name.headers["content-type"].startswith(each.media_type)
    assert f'filename="{EN}.{each.suffix}"' in by_name.headers["content-disposition"]
    assert client.get(f"/en/editions/{EN}", headers={"Accept": each.media_type}).content == by_name.content


def test_a_browser_is_led_to_the_page_in_its_language(client: TestClient) -> None:
    answer = client.get(f"/editions/{EN}", headers={"Accept": BROWSER, "Accept-Language": "ru"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ru/editions/{EN}")
    assert client.get(f"/ru/editions/{EN}", headers={"Accept": BROWSER}).status_code == 200
    assert client.get("/works/wstudy", headers={"Accept-Language": "fr"}).headers["location"] == "/fr/works/wstudy"
    assert client.get(f"/editions/{EN}/pages/2", headers={"Accept-Language": "ar"}).headers["location"] == (
        f"/ar/editions/{EN}/pages/2"
    )


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("application/x-bibtex;q=0.5, application/x-research-info-systems", "x-research-info-systems"),
        ("application/pdf, text/csv;q=0.1", "text/csv"),
        ("text/xml", "application/xml"),
        ("application/marcxml+xml ; q=1.0", "marcxml"),
    ],
)
def test_what_is_accepted_most_is_given(client: TestClient, accepted: str, given: str) -> None:
    assert given in client.get(f"/editions/{EN}", headers={"Accept": accepted}).headers["content-type"]


@pytest.mark.parametrize(
    ("address", "headers"),
    [(f"/editions/{EN}?format=docx", {}), (f"/en/editions/{EN}", {"Accept": "image/png"}), ("/export?format=x", {})],
)
def test_an_unknown_format_is_answered_with_the_list(client: TestClient, address: str, headers: dict[str, str]) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(each.name in answer.json()["remedy"] for each in FORMATS)


def test_a_record_is_sent_again_only_if_it_changed(client: TestClient) -> None:
    first = client.get(f"/editions/{EN}?format=ris")
    again = client.get(f"/editions/{EN}?format=ris", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_withdrawn_edition_has_no_record(client: TestClient) -> None:
    assert client.get(f"/editions/{WITHDRAWN}?format=ris").status_code == 410
    assert client.get("/editions/nobody?format=ris").status_code == 404


def test_a_list_can_be_had_in_a_format(client: TestClient) -> None:
    answer = client.get("/export?format=csl-json&language=ru")
    assert [item["id"] for item in answer.json()] == [RU]
    assert answer.headers["content-disposition"] == 'inline; filename="editions-ru.csl.json"'
    assert len(client.get("/export?format=csv").text.splitlines()) > 50


def test_the_answers_to_a_question_can_be_had_in_a_format(client: TestClient) -> None:
    found = client.get("/export?format=csl-json&q=migrant").json()
    assert EN in [item["id"] for item in found]


def page(client: TestClient, expression_id: str) -> Any:
    return html.fromstring(client.get(f"/en/editions/{expression_id}").content)


def named(page: Any, name: str) -> list[str]:
    return [str(found) for found in page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


def test_google_scholar_finds_its_tags(client: TestClient) -> None:
    shown = page(client, EN)
    assert named(shown, "citation_title") == ["Migration and the Border: A Small-Scale Study"]
    assert named(shown, "citation_author") == ["Ivanova, Anna", "Border Institute"]
    assert named(shown, "citation_publication_date") == ["2015/10"]
    assert named(shown, "citation_technical_report_institution") == ["Migration Press"]
    assert named(shown, "citation_technical_report_number") == ["A/RES/70/1"]
    (pdf,) = named(shown, "citation_pdf_url")
    assert pdf.startswith("http://library.test/files/")
    assert client.get(pdf.removeprefix("http://library.test")).status_code == 200


def test_json_ld_is_the_record_and_can_not_end_its_element(client: TestClient) -> None:
    (block,) = page(client, RU).xpath("//script[@type='application/ld+json']/text()")
    said = msgspec.json.decode(str(block))
    assert said["translationOfWork"]["@id"] == f"http://library.test/editions/{EN}"
    (hostile,) = re.findall(
        rb'<script type="application/ld\+json">(.*?)</script>', client.get("/en/editions/ehostile").content
    )
    assert b"<" not in hostile
    assert msgspec.json.decode(hostile)["name"].startswith("<script>")


def test_typed_links_lead_to_identifier_records_and_files(client: TestClient) -> None:
    links = client.get(f"/en/editions/{EN}").headers["link"]
    assert f'<http://library.test/editions/{EN}>; rel="cite-as"' in links
    assert links.count('rel="describedby"') == len(FORMATS)
    assert 'rel="item"; type="application/pdf"' in links
    (address,) = re.findall(r'<([^>]+)>; rel="linkset"; type="application/linkset\+json"', links)
    said = client.get(address.removeprefix("http://library.test")).json()["linkset"]
    assert said[0]["anchor"] == f"http://library.test/en/editions/{EN}"
    assert said[0]["cite-as"] == [{"href": f"http://library.test/editions/{EN}"}]
    assert {"collection", "describes"} <= {key for each in said for key in each}


def test_zotero_finds_its_span(client: TestClient) -> None:
    (span,) = page(client, EN).xpath("//span[@class='Z3988']/@title")
    assert "rft.isbn=9789291393435" in span
    assert "rft.tpages=6" in span
