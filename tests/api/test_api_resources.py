"""The library for programs: works, editions, sections and pages as JSON, each leading to the others."""

import asyncio
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.requests import Request
from starlette.testclient import TestClient

from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.moved import EditionMoved, moved

API = "/api/v1"


def asked(api: TestClient, path: str, **parameters: Any) -> Any:
    answer = api.get(path if path.startswith("http") else f"{API}/{path}", params=parameters or None)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    return answer.json()


def everything(api: TestClient, path: str, **parameters: Any) -> list[Any]:
    """A list read to its end along its `next` links."""
    answer = asked(api, path, **parameters)
    found = list(answer["data"])
    while answer["next"]:
        answer = asked(api, answer["next"])
        found += answer["data"]
    return found


def problem(api: TestClient, path: str, status: int, **parameters: Any) -> str:
    answer = api.get(f"{API}/{path}", params=parameters)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    return str(answer.json()["code"])


@pytest.fixture
def edition(api: TestClient) -> Any:
    """The record of an edition with contents and pages."""
    head = next(each for each in everything(api, "editions") if each["pages"] > 5)
    return asked(api, head["api_url"])


def test_lists_go_on_to_their_end_without_missing_or_repeating(api: TestClient, library: Library) -> None:
    held = library.catalogue.holdings()
    for order in ("newest", "title"):
        found = everything(api, "editions", limit=2, order=order)
        assert len({each["id"] for each in found}) == len(found) == held.expressions
    works = everything(api, "works", limit=2)
    assert len({each["id"] for each in works}) == len(works) == held.works
    assert sum(len(each["editions"]) for each in works) == held.expressions


def test_next_keeps_what_was_asked(api: TestClient) -> None:
    answer = asked(api, "editions", limit=1, fields="id,title")
    assert set(answer["data"][0]) == {"id", "title"}
    assert set(asked(api, answer["next"])["data"][0]) == {"id", "title"}


def test_a_list_is_narrowed(api: TestClient) -> None:
    tongues = asked(api, "languages")["data"]
    for tongue in tongues:
        found = everything(api, tongue["api_url"])
        assert len(found) == tongue["editions"]
        assert {each["language"] for each in found} == {tongue["tag"]}


def test_an_edition_has_statements_with_evidence_and_its_files(api: TestClient, edition: Any) -> None:
    assert edition["title"]["value"]
    assert edition["title"]["evidence"]["item"] in {
        file["digest"] for form in edition["formats"] for file in form["files"]
    }
    assert asked(api, edition["work_url"])["id"] == edition["work"]
    assert asked(api, f"editions/{edition['id']}/formats")["data"] == edition["formats"]


def test_no_answer_says_where_files_came_from(api: TestClient, library: Library, edition: Any) -> None:
    work = library.catalogue.work(edition["work"])
    assert work is not None
    paths = [path for form in work.manifestations for file in form.files for path in file.paths]
    assert paths
    assert not [path for path in paths if path in api.get(edition["api_url"]).text]


def test_pages_have_text_and_pictures(api: TestClient, edition: Any) -> None:
    pages = everything(api, edition["pages_url"])
    assert [page["number"] for page in pages] == list(range(1, edition["pages"] + 1))
    assert len(everything(api, edition["pages_url"], limit=2)) == len(pages)
    answer = asked(api, pages[2]["api_url"])
    assert answer["page"] == pages[2]
    assert answer["text"] == "\n".join(block["text"] for block in answer["blocks"] if block["text"])
    assert "/pictures/" in pages[0]["picture"]


def test_the_sections_texts_are_the_text_of_the_pages_once(api: TestClient) -> None:
    tried = 0
    for head in everything(api, "editions"):
        sections = asked(api, f"editions/{head['id']}/sections")["data"]
        if not sections or tried == 3:
            continue
        tried += 1
        said = [block for each in sections for block in asked(api, each["api_url"])["blocks"]]
        begun = min(each["page"] for each in sections)
        pages = [asked(api, f"editions/{head['id']}/pages/{n}") for n in range(begun + 1, head["pages"] + 1)]
        there = [block for page in pages for block in page["blocks"]]
        assert sorted(map(repr, there)) == sorted(repr(block) for block in said if block["page"] > begun)
    assert tried


def test_sections_lead_to_the_ones_beside_them(api: TestClient) -> None:
    heads = (asked(api, f"editions/{each['id']}/sections")["data"] for each in everything(api, "editions"))
    sections = next(each for each in heads if len(each) > 2)
    second = asked(api, sections[1]["api_url"])
    assert second["section"] == sections[1]
    assert (second["preceding"], second["following"]) == (sections[0]["api_url"], sections[2]["api_url"])
    assert asked(api, sections[0]["api_url"])["preceding"] is None
    assert asked(api, sections[-1]["api_url"])["following"] is None


def test_statistics_count_what_lists_have(api: TestClient) -> None:
    held = asked(api, "holdings", language="en")
    assert held["editions"] == len(everything(api, "editions", language="en"))
    assert {count["value"] for count in held["languages"]} == {each["tag"] for each in asked(api, "languages")["data"]}


@pytest.mark.parametrize(
    ("path", "parameters", "status", "code"),
    [
        ("works/none", {}, 404, "work-not-here"),
        ("editions/none", {}, 404, "edition-not-here"),
        ("editions/none/pages/1", {}, 404, "edition-not-here"),
        ("editions", {"fields": "id,colour"}, 400, "fields-unknown"),
        ("editions", {"limit": "many"}, 400, "limit-out-of-range"),
        ("editions", {"limit": "0"}, 400, "limit-out-of-range"),
        ("editions", {"language": ""}, 400, "value-missing"),
        ("editions", {"fields": "id,"}, 400, "fields-unknown"),
        ("search", {"q": "rights", "language": ""}, 400, "value-missing"),
        ("editions", {"after": "forged"}, 400, "bad-key"),
        ("editions", {"order": "colour"}, 400, "order-unknown"),
        ("nothing", {}, 404, "not-found"),
    ],
)
def test_what_can_not_be_answered_is_a_problem(
    api: TestClient, path: str, parameters: dict[str, str], status: int, code: str
) -> None:
    assert problem(api, path, status, **parameters) == code


def test_a_page_or_section_that_is_not_there_is_a_problem(api: TestClient, edition: Any) -> None:
    assert problem(api, f"editions/{edition['id']}/pages/999999", 404) == "page-not-here"
    assert problem(api, f"editions/{edition['id']}/sections/none", 404) == "section-not-here"


def test_who_asks_for_more_than_a_list_holds_gets_what_it_holds(api: TestClient) -> None:
    assert asked(api, "editions", limit=100_000)["data"] == asked(api, "editions", limit=100)["data"]


@pytest.mark.parametrize("path", ["works", "editions?limit=2", "languages", "holdings", "openapi.json", ""])
def test_what_has_not_changed_is_not_sent_again(api: TestClient, path: str) -> None:
    first = api.get(f"{API}/{path}")
    again = api.get(f"{API}/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert api.get(f"{API}/{path}", headers={"If-None-Match": 'W/"another"'}).status_code == 200


def test_pages_of_other_sites_may_read_and_nothing_else(api: TestClient) -> None:
    asks = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = api.options(f"{API}/works", headers=asks)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    refused = api.post(f"{API}/works")
    assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})


def test_the_description_is_valid_openapi(api: TestClient) -> None:
    said = api.get(f"{API}/openapi.json").json()
    OpenAPIV31SpecValidator(said).validate()
    assert said["openapi"].startswith("3.1")
    assert {"/api/v1/works", "/api/v1/editions/{expression_id}/pages/{number}", "/api/v1/search"} <= set(said["paths"])


def test_the_manual_names_every_address_and_loads_nothing_from_elsewhere(api: TestClient) -> None:
    said, page = api.get(f"{API}/openapi.json").json(), api.get(f"{API}/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    assert not [path for path in said["paths"] if path not in page.text]
    assert api.get(f"{API}/style.css").headers["content-type"] == "text/css; charset=utf-8"


def test_an_edition_that_was_taken_over_leads_to_its_heir_also_under_a_sub_path() -> None:
    path = f"{API}/editions/old/pages/2"
    request = Request(
        {"type": "http", "method": "GET", "path": path, "query_string": b"fields=text", "headers": [(b"host", b"x")]}
    )
    with addresses.based(addresses.Base(origin="https://x", mount="/reports")):
        answer = asyncio.run(moved(request, EditionMoved("old", "new")))
    assert answer.status_code == 308
    assert answer.headers["location"] == "/reports/api/v1/editions/new/pages/2?fields=text"
