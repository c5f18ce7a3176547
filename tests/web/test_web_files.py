import re
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from dragoman.surfaces.web.files import disposition
from tests.web import bookshelf as shelf

STUDY = shelf.pdf("en", 6)


@pytest.fixture
def address(client: TestClient) -> str:
    found = re.search(r'href="(/files/[^"]+)"', client.get(f"/en/editions/{shelf.EN}").text)
    assert found
    return found[1]


def test_the_file_is_the_very_bytes_and_kept_for_good(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.content == STUDY
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"] == f'"{address.split("/")[2]}"'
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == 'inline; filename="study-en.pdf"'


def test_a_head_request_has_the_length_and_no_bytes(client: TestClient, address: str) -> None:
    answer = client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(STUDY)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-999999999", slice(5, None)),
    ],
)
def test_ranges_are_served(client: TestClient, address: str, asked: str, part: slice) -> None:
    answer = client.get(address, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == STUDY[part]
    first = STUDY.index(STUDY[part])
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(STUDY)}"


def test_several_ranges_come_as_parts(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Range": "bytes=0-3,10-12"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges")
    assert b"%PDF" in answer.content


def test_a_range_beyond_the_end_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"Range": "bytes=99999999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(STUDY)}"


@pytest.mark.parametrize("asked", ["pages=1-2", "bytes=", "bytes=9-2", "bytes=a-b", "nonsense", "bytes=-"])
def test_ranges_that_are_not_understood_are_ignored(client: TestClient, address: str, asked: str) -> None:
    answer = client.get(address, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, STUDY)


def test_a_range_of_another_state_of_the_file_gives_the_whole(client: TestClient, address: str) -> None:
    tag = client.head(address).headers["etag"]
    assert client.get(address, headers={"Range": "bytes=0-1", "If-Range": tag}).status_code == 206
    assert client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).status_code == 200


def test_a_file_that_the_reader_has_is_not_sent_again(client: TestClient, address: str) -> None:
    tag = client.head(address).headers["etag"]
    answer = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_nasty_name_is_offered_without_its_tricks(client: TestClient) -> None:
    html = client.get(f"/en/editions/{shelf.ZH}").text
    found = re.search(r'href="(/files/[^"]+)"', html)
    assert found
    assert unquote(found[1].rpartition("/")[2]) == shelf.HOSTILE_NAME
    header = client.get(found[1]).headers["content-disposition"]
    assert header.startswith("inline; filename=\"say _hi__X-Bad_ 1 gnp..pdf\"; filename*=UTF-8''say%20%22hi%22%3BX-Bad")
    assert "%E2%80%AE" not in header
    assert header.isascii()


def test_what_could_run_is_handed_over_to_be_saved() -> None:
    assert disposition("page.html", shown=False) == 'attachment; filename="page.html"'
    assert disposition("\u202e\n", shown=True) == 'inline; filename="file"'
    assert disposition("доклад.pdf", shown=True).startswith("inline; filename=\"pdf\"; filename*=UTF-8''%D0%B4")


def test_a_file_that_is_gone_from_the_disk_is_told_in_words(client: TestClient, library: object, address: str) -> None:
    found = library.catalogue.item(address.split("/")[2])  # type: ignore[attr-defined]
    from pathlib import Path

    path = Path(found.path)
    path.rename(path.with_suffix(".away"))
    try:
        answer = client.get(address, headers={"Accept-Language": "ru"})
        assert answer.status_code == 503
        assert "Библиотека сейчас не может ответить" in answer.text
    finally:
        path.with_suffix(".away").rename(path)
