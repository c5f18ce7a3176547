"""`GET /api/v1/search`: passages and works as JSON, pages that follow, problems that say what to do."""

import logging
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.web import bookshelf as shelf

SEARCH = "/api/v1/search"


def ask(api: TestClient, **asked: object) -> dict[str, Any]:
    answer = api.get(SEARCH, params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def test_a_passage_is_a_hit_with_its_file_edition_section_and_text(api: TestClient) -> None:
    (first, *_) = ask(api, q="migrant lawfully", group="passage", language="en")["hits"]
    assert first["item"]["file_name"] == "study-en.pdf"
    assert first["expression"]["language"] == "en"
    assert set(first["section"]) == {"id", "label", "title"}
    assert "migrant crossed the border lawfully" in first["text"]
    assert first["url"].startswith(f"/en/editions/{shelf.EN}/pages/")


def test_a_work_is_a_hit_with_its_best_sections_and_other_editions(api: TestClient) -> None:
    answer = ask(api, q="migrant lawfully", type="report")
    (hit, *_) = answer["hits"]
    assert hit["work"]["id"] == shelf.STUDY
    assert hit["expression"]["title"] == shelf.TITLES[shelf.EN]
    assert {other["language"] for other in hit["also_available_in"]} == {"ru", "ar"}
    assert any(piece.get("marked") for piece in hit["sections"][0]["snippet"])
    assert {"value": "en", "count": 1} in answer["facets"]["language"]


def test_the_next_link_goes_on_until_every_work_was_there_once(api: TestClient) -> None:
    seen: list[str] = []
    address: str | None = f"{SEARCH}?{urlencode({'q': 'small report', 'limit': 7})}"
    total = 0
    while address:
        answer = api.get(address).json()
        total = answer["works"]
        seen += [hit["work"]["id"] for hit in answer["hits"]]
        address = answer.get("next")
    assert len(seen) == len(set(seen)) == total > 7


def test_explained_hits_say_which_word_gave_what(api: TestClient) -> None:
    answer = ask(api, q="migrant lawfully", group="passage", explain="true", language="en")
    (first, *_) = answer["hits"]
    (vote,) = first["votes"]
    assert vote["way"] == "words"
    assert vote["score"] == pytest.approx(first["score"], rel=1e-4)
    assert {name for name, _ in vote["reasons"]} == {"en:migrant", "en:law"}
    assert sum(score for _, score in vote["reasons"]) == pytest.approx(vote["score"], rel=1e-3)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"q": "x", "limit": 10**9}, "limit-out-of-range"),
        ({"q": "x", "limit": "many"}, "limit-out-of-range"),
        ({"q": "x", "limit": 0}, "limit-out-of-range"),
        ({"q": "x", "language": "<script>"}, "language-unknown"),
        ({"q": "x", "language": "xx"}, "language-unknown"),
        ({"q": "x", "reader": "nobody"}, "reader-unknown"),
        ({"q": "x", "year": "soon"}, "year-unknown"),
        ({"q": "x", "group": "page"}, "group-unknown"),
        ({"q": "x", "explain": "yes"}, "explain-unknown"),
        ({"q": "a" * 10_000}, "question-too-long"),
        ({}, "question-missing"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_that_says_what_to_do(
    api: TestClient, asked: dict[str, object], code: str
) -> None:
    answer = api.get(SEARCH, params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["code"], said["status"]) == (code, 400)
    assert said["type"].endswith(code)
    assert said["detail"]
    assert said["remedy"]


def test_other_addresses_and_methods_are_problems_too(api: TestClient) -> None:
    for answer, status in ((api.get("/api/v2/x"), 404), (api.post(SEARCH), 405)):
        assert answer.status_code == answer.json()["status"] == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_fault_of_ours_says_nothing_of_its_cause_or_of_the_question(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(api.app.state.index), "search", broken)  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR, logger="dragoman.web"):
        answer = api.get(SEARCH, params={"q": "asylum"})
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "asylum" not in caplog.text


VALUES = st.one_of(st.text(max_size=60), st.sampled_from(["en", "passage", "true", "7", "1.5-ff", "nan-1", "inf-0"]))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(["q", "q", "language", "year", "type", "group", "limit", "after", "reader", "explain"]),
            st.one_of(
                st.text(max_size=60), st.sampled_from(["en", "passage", "true", "7", "1.5-ff", "nan-1", "inf-0"])
            ),
        ),
        max_size=6,
    )
)
def test_whatever_is_asked_gets_an_answer_or_a_problem(api: TestClient, asked: list[tuple[str, str]]) -> None:
    answer = api.get(
        f"{SEARCH}?" + urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in asked])
    )
    assert answer.status_code in {200, 400}
    assert answer.json()
