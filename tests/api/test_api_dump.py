"""All records in one file: one a line, each once, always as they are now."""

import gzip
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.api import dump
from tests.web.bookshelf import EN, RU, WITHDRAWN


@pytest.fixture
def records(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(dump, "AT_ONCE", 7)
    with addresses.based(addresses.Base(origin="http://library.test")):
        answer = api.get("/api/v1/dump.jsonl.gz")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/gzip"
    lines = gzip.decompress(answer.content).splitlines()
    read = [msgspec.json.decode(line) for line in lines]
    assert len({each["id"] for each in read}) == len(read)
    return {each["id"]: each for each in read}


def test_every_edition_is_a_line(records: dict[str, Any], library: Library) -> None:
    assert set(records) == {head.id for head in library.harvest.by_id(limit=1000)}
    assert WITHDRAWN not in records


def test_a_line_says_all_that_is_kept_with_its_evidence(records: dict[str, Any]) -> None:
    said = records[RU]
    assert said["url"] == f"http://library.test/editions/{RU}"
    assert said["work"] == {"id": "wstudy", "original_language": "en"}
    assert {each["id"] for each in said["translations"]} == {EN, "estudyar"}
    assert said["edition"]["title"]["evidence"]["source"] == "title-page"
    assert said["files"][0]["media_type"] == "application/pdf"
    assert len(said["files"][0]["sha512"]) == 128
