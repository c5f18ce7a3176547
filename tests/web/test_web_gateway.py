"""Behind a web server: absolute addresses are public, links keep to the sub-path, and own proxies are believed."""

import re
from ipaddress import ip_network

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from dragoman.config import SiteSettings
from dragoman.pipeline.upkeep import open_index
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.gateway import Surfaces, reader
from dragoman.surfaces.limits import Allowance
from dragoman.surfaces.serve import create_site
from tests.web import bookshelf as shelf

PUBLIC = "https://library.example.org/publications"
MOUNT = "/publications"


@pytest.fixture(scope="module")
def mounted(library: Library) -> TestClient:
    settings = SiteSettings(public_url=PUBLIC)
    return TestClient(
        create_site(library, open_index(library), settings), base_url="http://10.0.0.7:8000", follow_redirects=False
    )


PAGES = (
    "/en/",
    "/ru/browse?language=fr",
    "/en/search?q=border",
    f"/ar/editions/{shelf.RU}",
    f"/en/editions/{shelf.EN}/pages/2",
    f"/en/editions/{shelf.EN}/similar",
    "/fr/nothing",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_to_where_the_library_is_mounted(mounted: TestClient, address: str) -> None:
    html = mounted.get(MOUNT + address).text
    links = re.findall(r'(?:href|src|action|data-titles)="([^"]*)"', html)
    assert links
    for link in links:
        assert not link.startswith("/") or link.startswith(f"{MOUNT}/"), link
    assert any(link.startswith(f"{MOUNT}/") for link in links)
    assert "10.0.0.7" not in html


@pytest.mark.parametrize("address", PAGES)
def test_a_proxy_may_have_taken_the_sub_path_away(mounted: TestClient, address: str) -> None:
    assert mounted.get(address).text == mounted.get(MOUNT + address).text


def test_links_of_a_mounted_library_can_be_followed(mounted: TestClient) -> None:
    html = mounted.get(f"{MOUNT}/en/editions/{shelf.EN}").text
    for link in set(re.findall(r'(?:href|src)="(/[^"#]*)', html)):
        assert mounted.get(link.replace("&amp;", "&")).status_code == 200, link


def test_what_leaves_the_site_is_absolute_and_public(mounted: TestClient) -> None:
    html = mounted.get(f"{MOUNT}/en/editions/{shelf.EN}").text
    assert f'rel="canonical" href="{PUBLIC}/en/editions/{shelf.EN}"' in html
    assert f'hreflang="ru" href="{PUBLIC}/ru/editions/{shelf.RU}"' in html
    described = mounted.get(f"{MOUNT}/fr/opensearch.xml").text
    assert set(re.findall(r'"(http[^"?]*)[?"]', described)) - {"http://a9.com/-/spec/opensearch/1.1/"} == {
        f"{PUBLIC}/fr/search",
        f"{PUBLIC}/fr/suggest",
        f"{PUBLIC}/api/v1/search",
        f"{PUBLIC}/fr/opensearch.xml",
    }


@pytest.mark.parametrize(
    ("asked", "status", "leads"),
    [
        ("/", 302, "/en/"),
        ("", 302, "/en/"),
        ("/ru", 308, "/ru/"),
        ("/ru/browse/?year=2001", 308, "/ru/browse?year=2001"),
        (f"/fr/works/{shelf.STUDY}", 303, f"/fr/editions/{shelf.EN}"),
        ("/en//evil.example/", 308, "/en//evil.example"),
        ("/en///", 308, "/en"),
    ],
)
def test_redirections_stay_in_the_library(mounted: TestClient, asked: str, status: int, leads: str) -> None:
    answer = mounted.get(MOUNT + asked)
    assert (answer.status_code, answer.headers["location"]) == (status, MOUNT + leads)


def test_the_api_is_under_the_sub_path_too(mounted: TestClient) -> None:
    answer = mounted.get(f"{MOUNT}/api/v1/search?q=border").json()
    assert answer["hits"][0]["expression"]["url"].startswith(f"{MOUNT}/")
    assert f"{MOUNT}/en/editions/{shelf.EN}" in mounted.get(f"{MOUNT}/en/suggest?q=Migr").json()[3]


def test_a_path_that_only_begins_alike_is_not_the_librarys(mounted: TestClient) -> None:
    assert mounted.get("/publicationsen/").status_code == 404


def test_without_a_public_address_the_one_asked_for_counts(library: Library) -> None:
    client = TestClient(create_site(library, open_index(library), SiteSettings()), base_url="http://127.0.0.1:8000")
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/"' in client.get("/en/").text


def test_absolute_addresses_need_a_base() -> None:
    with pytest.raises(LookupError, match=r"addresses\.based"):
        addresses.absolute("/en/")
    with addresses.based(addresses.Base.of(PUBLIC)):
        assert addresses.absolute(addresses.home("en")) == f"{PUBLIC}/en/"
    assert addresses.base() is None


@pytest.mark.parametrize(
    ("peer", "told", "found"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("::ffff:127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, <script>", "127.0.0.1"),
    ],
)
def test_the_readers_address_is_told_by_own_proxies_only(peer: str, told: str, found: str) -> None:
    settings = SiteSettings(public_url=PUBLIC, trusted_proxies=tuple(map(ip_network, ("127.0.0.0/8", "10.0.0.0/8"))))
    seen = reader({"client": (peer, 1)}, [(b"x-forwarded-for", told.encode())], settings)
    assert seen is not None
    assert seen[0] == found


def test_surfaces_see_the_readers_address() -> None:
    async def shown(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["client"][0])(scope, receive, send)

    settings = SiteSettings(public_url=PUBLIC, trusted_proxies=(ip_network("127.0.0.1"),))
    surfaces = Surfaces(settings=settings, pages=shown, others=(), allowance=Allowance(settings))
    told = {"X-Forwarded-For": "198.51.100.1"}
    for peer, seen in (("127.0.0.1", "198.51.100.1"), ("203.0.113.9", "203.0.113.9")):
        assert TestClient(surfaces, client=(peer, 5)).get("/", headers=told).text == seen
