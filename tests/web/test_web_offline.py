"""What a browser keeps to read an edition without a connection."""

import pytest
from starlette.testclient import TestClient

from dragoman.surfaces import addresses
from tests.web import bookshelf as shelf


@pytest.mark.parametrize("edition", [shelf.EN, shelf.AR, shelf.ZH, shelf.LONG, shelf.HOSTILE])
def test_all_that_an_edition_needs_is_named_and_there(client: TestClient, edition: str) -> None:
    named = client.get(addresses.keeping("ar", edition)).json()["addresses"]
    assert len(named) == len(set(named))
    assert addresses.edition("ar", edition) in named
    assert any("/sections/" in address for address in named)
    assert any(address.endswith(".css") for address in named)
    assert all(client.get(address).status_code == 200 for address in named)


def test_the_worker_stands_at_the_root_and_is_asked_for_again(client: TestClient) -> None:
    answer = client.get(addresses.WORKER)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "https:" not in answer.text


def test_the_page_for_what_was_not_kept_is_in_the_readers_language(client: TestClient) -> None:
    html = client.get("/ar/offline").text
    assert "أنت غير متصل بالإنترنت" in html
    assert "noindex" in html
