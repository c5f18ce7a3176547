import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.surfaces.presentation import INTERFACE_TAGS
from tests.web import bookshelf as shelf


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/en/nothing", 404, "There is no such page here"),
        ("/xx/", 404, "There is no such page here"),
        ("/fr/editions/enone", 404, "Cette publication n’est pas dans la bibliothèque"),
        ("/ru/works/wnone", 404, "Этой публикации нет в библиотеке"),
        (f"/en/editions/{shelf.EN}/pages/7", 404, "The publication has no such page"),
        (f"/en/editions/{shelf.EN}/pages/0", 404, "There is no such page here"),
        (f"/es/editions/{shelf.WITHDRAWN}", 410, "Esta versión se ha retirado"),
        (f"/en/files/{'0' * 128}/x.pdf", 404, "There is no such page here"),
        (f"/files/{'0' * 128}/x.pdf", 404, "This file is not in the library"),
        ("/en/browse?year=soon", 400, "This address can&#39;t be understood"),
        ("/en/browse?order=colour", 400, "This address can&#39;t be understood"),
        ("/en/browse?key=nonsense", 400, "This address can&#39;t be understood"),
        ("/zh-Hans/browse?language=%00", 400, "无法理解此地址"),
        ("/ar/browse?year=soon", 400, "تعذر فهم هذا العنوان"),
    ],
)
def test_what_is_not_there_is_told_in_the_readers_language(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert 'name="q"' in answer.text
    assert 'name="robots" content="noindex"' in answer.text


@pytest.mark.parametrize("rest", ["", "/pages/1", "/similar?page=2"])
def test_the_address_of_an_edition_that_another_took_over_leads_there(client: TestClient, rest: str) -> None:
    answer = client.get(f"/fr/editions/{shelf.ABSORBED}{rest}", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/fr/editions/{shelf.ZH}{rest}"


def test_outside_the_interfaces_the_browsers_language_counts(client: TestClient) -> None:
    answer = client.get("/wrong", headers={"Accept-Language": "ar"})
    assert 'dir="rtl"' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_nothing_can_be_sent(client: TestClient) -> None:
    answer = client.post("/en/search", data={"q": "x"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "This page can only be read" in answer.text


def test_a_fault_of_ours_is_a_page_and_a_log_line_without_the_question(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(client.app.state.site.index), "search", broken)  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR, logger="dragoman.web"):
        answer = client.get("/ru/search?q=asylum")
    assert answer.status_code == 500
    assert "Здесь что-то пошло не так" in answer.text
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    (line,) = caplog.messages
    assert "search" in line
    assert "asylum" not in caplog.text


ANY_TEXT = st.text(st.characters(), max_size=60)
NAMES = st.sampled_from(["q", "language", "year", "type", "order", "key", "after", "start", "x"])
VALUES = st.one_of(
    ANY_TEXT, st.integers().map(str), st.sampled_from(["en", "title", "2001", '"', "NOT", "a AND (", "*"])
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    page=st.sampled_from(["", "browse", "search", "works/x", f"editions/{shelf.EN}", f"editions/{shelf.EN}/pages/2"]),
    ui=st.sampled_from(INTERFACE_TAGS),
    asked=st.lists(st.tuples(NAMES, VALUES), max_size=5),
)
def test_whatever_is_asked_gets_a_page(client: TestClient, page: str, ui: str, asked: list[tuple[str, str]]) -> None:
    from urllib.parse import urlencode

    query = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in asked])
    answer = client.get(f"/{ui}/{page}?{query}")
    assert answer.status_code in {200, 303, 400, 404}, (answer.status_code, query)
    if answer.status_code != 303:
        assert "</html>" in answer.text


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.binary(max_size=40), query=st.binary(max_size=40))
def test_whatever_bytes_an_address_is_made_of_get_a_page(client: TestClient, path: bytes, query: bytes) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in path)
    answer = client.get(f"/en/{quoted}?q=" + "".join(f"%{byte:02X}" for byte in query))
    assert answer.status_code in {200, 308, 400, 404}
