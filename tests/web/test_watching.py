"""What whoever watches over the process is told, and that nobody else is."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.config import SiteSettings, understood
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.serve import create_site
from tests.web import bookshelf as shelf


def asked(library: Library, client: str = "127.0.0.1", **said: object) -> TestClient:
    settings = understood(Path("site.toml"), said) if said else SiteSettings()
    site = create_site(library, open_index(library), settings)
    return TestClient(site, base_url="http://library.test", client=(client, 5000), follow_redirects=False)


def test_a_stranger_learns_that_it_is_well_and_no_more(library: Library) -> None:
    answer = asked(library).get("/health")
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, "ok\n", "no-store")


def test_a_library_that_cannot_be_read_is_failing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    client = asked(library)

    def lost() -> str:
        raise OSError("/srv/secret")

    monkeypatch.setattr(library.catalogue, "version", lost)
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (503, "failing\n")


def test_without_the_setting_there_are_no_metrics(library: Library) -> None:
    assert asked(library).get("/metrics").status_code == 404


def test_only_who_is_named_reads_the_metrics(library: Library) -> None:
    assert asked(library, "10.1.2.3", metrics=["10.0.0.0/8"]).get("/metrics").status_code == 200
    assert asked(library, "192.0.2.1", metrics=["10.0.0.0/8"]).get("/metrics").status_code == 404


def test_behind_a_proxy_the_readers_address_counts_and_not_the_proxys(library: Library) -> None:
    client = asked(
        library,
        metrics=["127.0.0.1"],
        trusted_proxies=["127.0.0.1"],
        public_url="https://library.test",
    )
    assert client.get("/metrics", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 404


def test_requests_are_counted_by_surface_and_nothing_says_who_asked_or_for_what(library: Library) -> None:
    client = asked(library, "10.1.2.3", metrics=["10.0.0.0/8"])
    client.get(f"/en/editions/{shelf.EN}")
    client.get("/en/search?q=asylum", headers={"User-Agent": "Curious/1.0"})
    client.get("/api/v1/works")
    client.request("BREW", "/en/")
    said = client.get("/metrics").text
    assert 'dragoman_requests_total{method="GET",status="200",surface="pages"} 2.0' in said
    assert 'dragoman_requests_total{method="GET",status="200",surface="api"} 1.0' in said
    assert 'method="other"' in said
    held = library.catalogue.holdings()
    assert f"dragoman_editions {float(held.expressions)}" in said
    for secret in (shelf.EN, "asylum", "Curious", "10.1.2.3"):
        assert secret not in said
