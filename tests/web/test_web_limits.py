"""What is expensive may be asked so often a minute by one address; reading is never limited."""

from ipaddress import ip_network

import pytest
from starlette.testclient import TestClient

from dragoman.config import Limits, SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces.limits import MOST_READERS, Allowance
from dragoman.surfaces.serve import create_site
from tests.web import bookshelf as shelf

SEARCH = "/en/search"
READER = ("198.51.100.1", 1)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def allowance(clock: Clock, **settings: object) -> Allowance:
    return Allowance(SiteSettings(limits=Limits(searches=6, pictures=60), **settings), clock)  # type: ignore[arg-type]


def test_a_minutes_worth_may_be_asked_at_once_then_one_by_one() -> None:
    clock = Clock()
    counted = allowance(clock)
    assert [counted.wait(SEARCH, READER) for _ in range(7)] == [0] * 6 + [10]
    clock.now += 9
    assert counted.wait(SEARCH, READER) == 1
    clock.now += 1
    assert [counted.wait(SEARCH, READER) for _ in range(2)] == [0, 10]
    clock.now += 3600
    assert [counted.wait(SEARCH, READER) for _ in range(7)] == [0] * 6 + [10]


@pytest.mark.parametrize(
    "path", ["/en/", "/ru/browse", "/en/editions/e1", "/en/editions/e1/pages/3", "/files/ab/c.pdf", "/static/x.css"]
)
def test_reading_is_not_limited(path: str) -> None:
    counted = allowance(Clock())
    assert not any(counted.wait(path, READER) for _ in range(500))


@pytest.mark.parametrize("path", ["/zh-Hans/search", "/en/editions/e1/similar", "/api/v1/search", "/export"])
def test_what_asks_the_index_counts_as_a_search(path: str) -> None:
    counted = allowance(Clock())
    assert sum(counted.wait(path, READER) == 0 for _ in range(20)) == 6


@pytest.mark.parametrize(("path", "times"), [("/api/v1/editions", 60), ("/api/v1/dump.jsonl.gz", 1)])
def test_records_of_the_api_cost_a_tenth_and_all_of_them_at_once_six(path: str, times: int) -> None:
    counted = allowance(Clock())
    assert sum(counted.wait(path, READER) == 0 for _ in range(100)) == times


def test_titles_as_one_types_cost_a_tenth_and_pictures_have_a_limit_of_their_own() -> None:
    counted = allowance(Clock())
    assert sum(counted.wait("/en/suggest", READER) == 0 for _ in range(100)) == 60
    assert sum(counted.wait("/pictures/ab/3-640.webp", READER) == 0 for _ in range(100)) == 60


def test_readers_are_told_apart_and_an_ipv6_network_is_one() -> None:
    counted = allowance(Clock())
    for _ in range(6):
        counted.wait(SEARCH, READER)
    assert counted.wait(SEARCH, READER) > 0
    assert counted.wait(SEARCH, ("::ffff:198.51.100.1", 1)) > 0
    assert counted.wait(SEARCH, ("198.51.100.2", 1)) == 0
    for host in range(6):
        assert counted.wait(SEARCH, (f"2001:db8:1:2::{host}", 1)) == 0
    assert counted.wait(SEARCH, ("2001:db8:1:2::99", 1)) > 0
    assert counted.wait(SEARCH, ("2001:db8:1:3::99", 1)) == 0


def test_this_machine_is_free_unless_a_proxy_is_declared() -> None:
    free = allowance(Clock())
    assert not any(free.wait(SEARCH, ("127.0.0.1", 1)) or free.wait(SEARCH, ("::1", 1)) for _ in range(50))
    assert not any(free.wait(SEARCH, None) for _ in range(50))
    behind = allowance(Clock(), trusted_proxies=(ip_network("10.0.0.0/8"),))
    assert any(behind.wait(SEARCH, ("127.0.0.1", 1)) for _ in range(50))


def test_no_limit_and_no_end_of_readers() -> None:
    unlimited = Allowance(SiteSettings(limits=Limits(searches=0)))
    assert not any(unlimited.wait(SEARCH, READER) for _ in range(500))
    counted = allowance(Clock())
    for number in range(MOST_READERS + 50):
        counted.wait(SEARCH, (f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1))
    assert len(counted._left) == MOST_READERS


def test_who_asks_too_often_gets_a_page_that_says_what_to_do(library: Library) -> None:
    site = create_site(library, open_index(library), SiteSettings(limits=Limits(searches=2)))
    client = TestClient(site, client=READER)
    answers = [client.get("/fr/search?q=border") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1]
    assert int(refused.headers["retry-after"]) == 30
    assert refused.headers["cache-control"] == "no-store"
    assert "Vous avez fait beaucoup de demandes en peu de temps" in refused.text
    assert refused.headers["content-security-policy"].startswith("default-src")
    problem = client.get("/api/v1/search?q=border")
    assert (problem.status_code, problem.json()["code"]) == (429, "too-many-requests")
    assert "Retry-After" in problem.json()["remedy"]
    assert problem.headers["retry-after"]
    assert client.get(f"/fr/editions/{shelf.EN}").status_code == 200
