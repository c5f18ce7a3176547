import gzip
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.pipeline.upkeep import index, open_index
from dragoman.store.library import Library
from dragoman.surfaces.rendered import Rendered
from dragoman.surfaces.web.app import create_app
from dragoman.surfaces.web.site import Kept
from tests.web import bookshelf as shelf

PAGES = (
    "/en/",
    "/ru/browse?language=fr",
    "/en/search?q=border",
    f"/ar/editions/{shelf.EN}",
    f"/en/editions/{shelf.EN}/pages/2",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_the_reader_has_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_tags_differ_by_address_language_and_origin(client: TestClient) -> None:
    asked = [("/en/", "a.test"), ("/ru/", "a.test"), ("/en/browse", "a.test"), ("/en/browse?year=1", "a.test")]
    tags = [
        client.get(address, headers={"Host": host}).headers["etag"] for address, host in [*asked, ("/en/", "b.test")]
    ]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("address", PAGES)
def test_headers_of_every_page(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"
    assert "Accept-Encoding" in headers["vary"]
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_pages_load_nothing_from_elsewhere_and_one_script_that_only_adds(client: TestClient, address: str) -> None:
    html = client.get(address).text
    loaded = re.findall(r'(?:src|<link rel="(?:stylesheet|icon)" href)="([^"]+)"', html)
    assert loaded
    assert all(each.startswith("/") for each in loaded)
    assert re.findall(r"<script(?! type=\"application/ld\+json\")[^>]*>", html) == re.findall(
        r'<script src="/static/dragoman\.[0-9a-f]+\.js" defer>', html
    )
    data = '<script type="application/ld+json">'  # is read, and never run
    assert html.count("<script") - html.count(data) == 1
    assert " style=" not in html


def test_pages_are_compressed_for_who_can_read_that(client: TestClient) -> None:
    def length(encoding: str) -> tuple[str | None, int]:
        headers = client.get(f"/en/editions/{shelf.LONG}", headers={"Accept-Encoding": encoding}).headers
        return headers.get("content-encoding"), int(headers["content-length"])

    plain, packed = length("identity"), length("gzip, deflate")
    assert (plain[0], packed[0]) == (None, "gzip")
    assert packed[1] < plain[1] / 3
    assert length("gzip;q=0") == plain


def test_the_style_sheet_is_kept_for_good_under_a_name_of_its_content(client: TestClient) -> None:
    address = re.search(r'rel="stylesheet" href="([^"]+)"', client.get("/en/").text)
    assert address
    answer = client.get(address[1])
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert len(gzip.compress(answer.content)) < 8_000
    assert client.get("/static/dragoman.0000000000.css").status_code == 404


def test_a_change_to_the_library_changes_its_pages(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    client = TestClient(create_app(library, open_index(library)))
    empty = client.get("/en/")
    assert "The library is empty" in empty.text
    filler = shelf.Shelf(library)
    filler.keep(shelf.study(filler))
    fuller = client.get("/en/", headers={"If-None-Match": empty.headers["etag"]})
    assert fuller.status_code == 200
    assert shelf.TITLES[shelf.EN] in fuller.text
    assert "0 publications found" in client.get("/en/search?q=border").text
    index(library)
    assert "1 publication found" in client.get("/en/search?q=border").text
    library.close()


def test_kept_pages_never_grow_beyond_their_limit() -> None:
    kept = Kept(limit=10_000)
    for number in range(200):
        kept.put(str(number), Rendered(plain=b"x" * 400, gzipped=b"y" * 100))
        kept.put(str(number), Rendered(plain=b"x" * 400, gzipped=b"y" * 100))
        kept.get("190")
    present = [number for number in range(200) if kept.get(str(number))]
    assert present == list(range(180, 200))


def test_what_readers_ask_is_not_kept(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    client.get("/en/browse?year=2003")
    before = list(site.kept._pages)
    client.get("/en/search?q=asylum")
    assert list(site.kept._pages) == before != []


@pytest.mark.parametrize("address", PAGES)
def test_a_head_request_has_the_headers_of_the_page(client: TestClient, address: str) -> None:
    head, page = client.head(address), client.get(address)
    assert head.headers["etag"] == page.headers["etag"]
    assert head.headers["content-length"] == page.headers["content-length"]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/en/", 30_000),
        ("/hi/browse", 30_000),
        ("/en/search?q=migrant+researchers", 30_000),
        ("/ar/holdings", 30_000),
        (f"/ru/editions/{shelf.EN}", 25_000),
    ],
)
def test_pages_are_light(client: TestClient, address: str, most: int) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) <= most


def test_the_style_sheet_and_the_script_are_light_even_unpacked(client: TestClient) -> None:
    html = client.get("/en/").text
    for pattern, most in ((r'href="(/static/[^"]+\.css)"', 20_000), (r'src="(/static/[^"]+\.js)"', 15_000)):
        found = re.search(pattern, html)
        assert found
        assert len(client.get(found[1]).content) <= most
