"""What search engines and feed readers are told: site maps, feeds, robots."""

import re
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from dragoman.store.library import Library
from dragoman.surfaces.web import sitemaps
from tests.web.bookshelf import AR, EN, RU, WITHDRAWN

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LOC = "//*[local-name()='loc']/text()"


def read(client: TestClient, address: str) -> Any:
    answer = client.get(address.removeprefix("http://library.test"))
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def test_the_site_map_has_every_edition_once_in_its_own_language(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 7)
    parts = read(client, "/sitemap.xml").xpath(LOC)
    assert len(parts) > 5
    found = [page for part in parts for page in read(client, part).xpath(LOC)]
    held = {head.id for head in library.harvest.by_id(limit=1000)}
    assert len(found) == len(set(found)) == len(held)
    assert {page.rpartition("/")[2] for page in found} == held
    assert f"http://library.test/ru/editions/{RU}" in found
    assert not any(WITHDRAWN in page for page in found)


def test_editions_of_a_work_stand_beside_each_other_by_language(client: TestClient) -> None:
    (part,) = read(client, "/sitemap.xml").xpath(LOC)
    whole = read(client, part)
    (one,) = whole.xpath(f"//*[local-name()='url'][*[local-name()='loc'][contains(., '{RU}')]]")
    links = {link.get("hreflang"): link.get("href") for link in one.xpath("*[local-name()='link']")}
    assert links == {
        "en": f"http://library.test/en/editions/{EN}",
        "ru": f"http://library.test/ru/editions/{RU}",
        "ar": f"http://library.test/ar/editions/{AR}",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.xpath("string(*[local-name()='lastmod'])"))


def test_what_is_listed_can_be_opened(client: TestClient) -> None:
    (part,) = read(client, "/sitemap.xml").xpath(LOC)
    for page in read(client, part).xpath(LOC)[:5]:
        answer = client.get(page.removeprefix("http://library.test"))
        assert answer.status_code == 200
        assert f'<link rel="canonical" href="{page}">' in answer.text


def test_a_part_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/sitemap/part.xml?after=zzzz").status_code == 404


def test_the_index_is_sent_again_only_after_a_change(client: TestClient) -> None:
    first = client.get("/sitemap.xml")
    assert client.get("/sitemap.xml", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_robots_are_told_where_the_site_map_is(client: TestClient) -> None:
    said = client.get("/robots.txt").text
    assert "Sitemap: http://library.test/sitemap.xml" in said
    assert "Disallow: /*/search" in said


def test_the_feed_tells_what_is_new_in_a_language(client: TestClient) -> None:
    feed = read(client, "/en/feed.atom?language=ru")
    assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM) == (
        "http://library.test/en/feed.atom?language=ru"
    )
    (entry,) = feed.xpath("a:entry", namespaces=ATOM)
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert entry.xpath("string(a:id)", namespaces=ATOM) == f"http://library.test/editions/{RU}"
    assert entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=ATOM).endswith(f"/ru/editions/{RU}")
    assert entry.xpath("string(a:link[@rel='enclosure']/@type)", namespaces=ATOM) == "application/pdf"


def test_feeds_follow_a_question_a_kind_and_a_year(client: TestClient) -> None:
    def ids(address: str) -> set[str]:
        found = read(client, address).xpath("//a:entry/a:id/text()", namespaces=ATOM)
        return {each.rpartition("/")[2] for each in found}

    assert EN in ids("/en/feed.atom?q=migrant")
    assert ids("/en/feed.atom?type=report&year=2015") == {EN, RU, AR}
    assert ids("/en/feed.atom?language=eo") == set()


def test_rss_tells_the_same(client: TestClient) -> None:
    items = read(client, "/en/feed.rss?language=ru").xpath("//item")
    assert [item.findtext("guid") for item in items] == [f"http://library.test/editions/{RU}"]
    assert items[0].findtext("pubDate").endswith("GMT")


def test_a_hostile_record_is_text_in_a_feed(client: TestClient) -> None:
    for kind in ("atom", "rss"):
        assert b"<script" not in client.get(f"/en/feed.{kind}").content


def test_the_list_names_its_feed(client: TestClient) -> None:
    assert 'type="application/atom+xml"' in client.get("/en/browse?language=ru").text
    assert "/en/feed.atom?language=ru" in client.get("/en/browse?language=ru").text
