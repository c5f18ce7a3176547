"""Whoever comes by an old address is sent to the edition that was there, for good: also after merges and withdrawals,
at a sub-path, with a query; what leads nowhere is counted, and nothing says who asked.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.config import SiteSettings
from dragoman.office import missed as missed_module
from dragoman.office.missed import Missed
from dragoman.office.office import Office
from dragoman.pipeline import acts
from dragoman.pipeline.cataloguing import Amendment, Cataloguing
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.upkeep import open_index
from dragoman.store.former import keys_asked, keys_of
from dragoman.store.library import Library
from dragoman.store.rebuild import rebuild
from dragoman.surfaces.serve import create_site
from dragoman.surfaces.web.app import create_app
from tests.pipeline.conftest import library, make_report

__all__ = ["library"]


@pytest.fixture
def editions(library: Library, tmp_path: Path) -> list[str]:
    for word in ("migration", "forestry"):
        make_report(tmp_path / "in" / f"{word}.pdf", title=f"On {word}", word=word)
    list(ingest(library, [str(tmp_path / "in")], processes=1))
    return sorted(e.id for work in library.catalogue.works() for e in work.expressions)


@pytest.fixture
def web(library: Library) -> TestClient:
    return TestClient(create_site(library, open_index(library), SiteSettings()), follow_redirects=False)


def was_at(library: Library, edition: str, *addresses: str) -> None:
    values = {"former_addresses": list(addresses)}
    Cataloguing(library, by="Ana").amend(Amendment(expression=edition, values=values))


def leads(web: TestClient, address: str) -> str | None:
    answer = web.get(address)
    assert answer.status_code in (301, 404)
    return answer.headers["location"].rpartition("/")[2] if answer.status_code == 301 else None


def test_an_old_address_leads_to_the_edition(library: Library, editions: list[str], web: TestClient) -> None:
    was_at(library, editions[0], "https://old.example/handle/123/45", "/pubs/Мiграция.htm", "/index.php?id=7&l=ru")
    assert leads(web, "/handle/123/45") == editions[0]
    assert leads(web, "/handle/123/45/") == editions[0]
    assert leads(web, "/handle/123/45?utm=x") == editions[0]
    assert leads(web, "/pubs/%D0%9Ci%D0%B3%D1%80%D0%B0%D1%86%D0%B8%D1%8F.htm") == editions[0]
    assert leads(web, "/index.php?l=ru&id=7") == editions[0]
    assert leads(web, "/index.php?id=8") is None
    assert leads(web, "/index.php") is None
    answer = web.head("/handle/123/45")
    assert answer.status_code == 301
    assert web.get(answer.headers["location"], follow_redirects=True).status_code == 200


def test_an_address_of_the_library_is_never_taken_for_an_old_one(
    library: Library, editions: list[str], web: TestClient
) -> None:
    was_at(library, editions[0], "/", "/en/browse", "/robots.txt", "https://old.example/?p=12")
    assert web.get("/").status_code == 302
    assert web.get("/en/browse").status_code == 200
    assert web.get("/robots.txt").status_code == 200
    assert leads(web, "/?p=12") == editions[0]


def test_of_two_sites_with_the_same_path_the_host_decides(
    library: Library, editions: list[str], web: TestClient
) -> None:
    was_at(library, editions[0], "https://a.example/1.htm")
    was_at(library, editions[1], "https://www.b.example/1.htm")
    for host, edition in (("a.example", editions[0]), ("b.example", editions[1]), ("www.b.example:443", editions[1])):
        answer = web.get("/1.htm", headers={"Host": host})
        assert answer.headers["location"].endswith(edition)


def test_it_leads_on_after_works_are_merged_and_after_a_rebuild(
    library: Library, editions: list[str], web: TestClient
) -> None:
    was_at(library, editions[1], "/old/2")
    works = [library.catalogue.expression(edition) for edition in editions]
    assert works[0]
    assert works[1]
    acts.merge(Cataloguing(library, by="Ana"), works[0].id, works[1].id)
    assert leads(web, "/old/2") == editions[1]
    rebuild(library.folder)
    with closing(Library.open(library.folder)) as again:
        client = TestClient(create_app(again, open_index(again)), follow_redirects=False)
        assert client.get("/old/2").headers["location"].endswith(editions[1])


def test_an_edition_that_was_withdrawn_says_so_at_its_new_address(
    library: Library, editions: list[str], web: TestClient
) -> None:
    was_at(library, editions[0], "/old/1")
    acts.withdraw(Cataloguing(library, by="Ana"), [editions[0]], "It was replaced")
    assert leads(web, "/old/1") == editions[0]
    assert web.get("/old/1", follow_redirects=True).status_code == 410


@pytest.mark.parametrize("asked", ["/library/old/1", "/old/1"])
@pytest.mark.parametrize("was", ["/old/1", "/library/old/1"])
def test_it_leads_to_the_public_address_at_a_sub_path(
    library: Library, editions: list[str], asked: str, was: str
) -> None:
    was_at(library, editions[0], was)
    site = create_site(library, open_index(library), SiteSettings(public_url="https://x.example/library"))
    answer = TestClient(site, follow_redirects=False).get(asked)
    if asked == "/old/1" and was == "/old/1":
        assert answer.headers["location"] == f"/library/editions/{editions[0]}"
    assert answer.status_code == 301


def test_what_leads_nowhere_is_counted_without_a_word_about_who_asked(library: Library, editions: list[str]) -> None:
    with closing(Office.of(library)) as office:
        app = create_app(library, open_index(library), missed=office.missed.note)
        client = TestClient(app, follow_redirects=False)
        for address in (
            "/handle/9/9",
            "/handle/9/9",
            "/a?mail=x%40y.example",
            "/a?id=1",
            f"/en/editions/{editions[0]}",
        ):
            client.get(address, headers={"User-Agent": "somebody", "X-Forwarded-For": "192.0.2.7"})
        office.missed.write()
        found = office.missed.list()
        assert [(one.address, one.times) for one in found] == [("/handle/9/9", 2), ("/a", 1), ("/a?id=1", 1)]
        client.get("/handle/9/9")
        office.missed.write()
        assert office.missed.list(1)[0].times == 3


def test_the_list_is_bounded_and_written_now_and_then(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed_module, "MOST_KEPT", 10)
    moment = [datetime(2026, 1, 1, tzinfo=UTC)]
    with closing(Office.of(library)) as office:
        counted = Missed(office.engine, lambda: moment[0])
        for _ in range(3):
            counted.note("/often", "")
        counted.write()
        for number in range(50):
            counted.note(f"/{number}" + "x" * 500, "")
        assert len(office.missed.list(100)) == 1
        moment[0] += timedelta(minutes=2)
        counted.note("/last", "")
        kept = office.missed.list(100)
        assert len(kept) == 10
        assert kept[0].address == "/often"
        assert max(len(one.address) for one in kept) <= 200


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=20))
def test_any_address_and_any_request_give_keys(path: str, query: str, host: str) -> None:
    for key in (*keys_of(f"https://{host}/{path}?{query}"), *keys_of(path), *keys_asked(host, (f"/{path}",), query)):
        assert key


@settings(deadline=None)
@given(
    st.from_regex(r"/[a-z0-9/_.-]{1,30}", fullmatch=True),
    st.from_regex(r"([a-z]=[0-9a-z]{0,3}&){0,2}z=1", fullmatch=True),
)
def test_an_address_is_found_by_itself(path: str, query: str) -> None:
    assert set(keys_of(f"https://old.example{path}?{query}")) & set(keys_asked("new.example", (path,), query))
    assert keys_of(f"https://old.example{path}?{query}")[0] == keys_asked("old.example:80", (path,), query)[0]


@pytest.fixture(autouse=True)
def nothing_is_left(library: Library) -> Iterator[None]:
    yield
    library.engine.dispose()
