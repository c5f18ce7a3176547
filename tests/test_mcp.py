"""An assistant asks the library by the SDK's own client, over standard input and output and over HTTP."""

import asyncio
import base64
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from dragoman.config import SiteSettings
from dragoman.pipeline.upkeep import index, open_index
from dragoman.store.library import Library
from dragoman.surfaces.serve import create_site
from tests.web.bookshelf import AR, EN, RU, STUDY, TITLES, WITHDRAWN, fill
from tests.web.conftest import served

TOOLS = {
    "search",
    "record",
    "editions",
    "contents",
    "section_text",
    "page_text",
    "page_picture",
    "cite_edition",
}
Asking = Callable[[Callable[[Client], Awaitable[Any]]], Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("mcp") / "library"
    with closing(fill(where)) as filled:
        index(filled)
    return where


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with closing(Library.open(folder)) as library:
        settings = SiteSettings(public_url="https://library.example.org/reports")
        with served(create_site(library, open_index(library), settings)) as address:
            yield address


@pytest.fixture(params=["http", "stdio"])
def asking(request: pytest.FixtureRequest, folder: Path, site: str) -> Asking:
    """Runs questions over one of the transports; both sites have the same public address."""
    command = "from dragoman.surfaces.cli.main import main; main()"
    public = "https://library.example.org/reports"
    started = StdioServerParameters(
        command=sys.executable, args=["-c", command, "mcp", "--library", str(folder), "--site", public]
    )
    to = started if request.param == "stdio" else f"{site}/mcp"

    async def asked(questions: Callable[[Client], Awaitable[Any]]) -> Any:
        async with Client(to, read_timeout_seconds=60) as client:
            return await questions(client)

    return lambda questions: asyncio.run(asked(questions))


async def told(client: Client, tool: str, **asked: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, asked)
    assert not answer.is_error, answer.content
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


def test_the_tools_only_read_and_say_what_they_do(asking: Asking) -> None:
    async def questions(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        assert all(tool.description and len(tool.description) > 40 for tool in tools)

    asking(questions)


def test_every_answer_says_where_it_stands(asking: Asking) -> None:
    async def questions(client: Client) -> None:
        answers = await told(client, "search", question="migrant border lawfully", language="en")
        first = answers["found"][0]
        assert "crossed the border lawfully" in first["text"]
        source = first["source"]
        assert source["edition"] == EN
        assert source["title"] == TITLES[EN]
        page, printed = source["page"], {2: "ii"}.get(source["page"], str(source["page"] - 2))
        assert source["printed_page"] == printed
        assert source["address"].startswith(f"https://library.example.org/reports/editions/{EN}/pages/{page}#")
        assert source["address"] in source["cite"]
        assert f"page {printed}" in source["cite"]
        section = await told(client, "section_text", edition=EN, section="3")
        assert {part["source"]["page"] for part in section["parts"]} == {3, 4}
        assert all(part["source"]["section"] == "2 Interviews" for part in section["parts"])
        page = await told(client, "page_text", edition=RU, page=3)
        assert "мигрант" in page["parts"][0]["text"]
        assert page["parts"][0]["source"]["address"] == (f"https://library.example.org/reports/editions/{RU}/pages/3")

    asking(questions)


def test_a_record_its_contents_its_editions_and_its_citation(asking: Asking) -> None:
    async def questions(client: Client) -> None:
        record = await told(client, "record", edition=EN)
        assert record["source"]["title"] == TITLES[EN]
        assert {"name": "Border Institute", "role": "author"} in record["people"]
        assert record["published"] == "2015-10"
        assert "ISBN 9789291393435" in record["identifiers"]
        contents = await told(client, "contents", edition=EN)
        assert contents["headings"][0]["title"] == "1 Introduction"
        assert contents["headings"][-1]["source"]["page"] == 5
        for identifier in (STUDY, AR):
            editions = await told(client, "editions", identifier=identifier)
            assert {each["edition"] for each in editions["editions"]} == {EN, RU, AR}
        cited = await told(client, "cite_edition", edition=EN, style="mla", language="fr")
        assert cited["text"].startswith("Ivanova, Anna, et Border Institute. ")

    asking(questions)


def test_a_page_is_seen_as_a_picture_with_its_address(asking: Asking) -> None:
    async def questions(client: Client) -> None:
        answer = await client.call_tool("page_picture", {"edition": EN, "page": 2, "width": 640})
        picture, cite = answer.content
        assert picture.type == "image"
        assert base64.b64decode(picture.data)[8:12] == b"WEBP"
        assert cite.type == "text"
        assert f"/editions/{EN}/pages/2" in cite.text

    asking(questions)


MISTAKES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("record", {"edition": "nothing"}, "Search for it by its title."),
    ("record", {"edition": WITHDRAWN}, "was withdrawn"),
    ("page_text", {"edition": EN, "page": 999}, "There are 6 pages."),
    ("page_text", {"edition": EN, "page": 0}, "greater than or equal to 1"),
    ("section_text", {"edition": EN, "section": "../1"}, "Ask for the contents."),
    ("page_picture", {"edition": EN, "page": 999}, "has no page 999"),
    ("cite_edition", {"edition": EN, "style": "none"}, "Use one of apa"),
    ("search", {"question": ""}, "at least 1 character"),
)


def test_what_is_not_there_is_said_with_what_helps(asking: Asking) -> None:
    async def questions(client: Client) -> None:
        for tool, asked, says in MISTAKES:
            answer = await client.call_tool(tool, asked)
            assert answer.is_error
            assert says in str(answer.content[0])
            assert "Traceback" not in str(answer.content)

    asking(questions)


def test_a_long_section_goes_on_at_a_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = pytest.importorskip("dragoman.surfaces.mcp.tools")
    addresses = pytest.importorskip("dragoman.surfaces.addresses")
    monkeypatch.setattr(tools, "MOST_LETTERS", 100)
    base = addresses.based(addresses.Base.of("https://library.example.org"))
    with closing(Library.open(folder)) as library, base:
        asked = tools.Tools(library, open_index(library))
        first = asked.section_text(EN, "3")
        rest = asked.section_text(EN, "3", from_page=first.continues_at)
    assert first.continues_at == 4
    assert [part.source.page for part in (*first.parts, *rest.parts)] == [3, 4]
    assert rest.continues_at is None


def test_only_questions_are_answered_at_the_address(site: str) -> None:
    assert httpx2.get(f"{site}/mcp").status_code == 405
    assert httpx2.post(f"{site}/mcp", content=b"{").status_code in {400, 406, 415}


def test_the_site_starts_without_the_sdk() -> None:
    asked = (
        "import sys, dragoman.surfaces.serve; print([m for m in sys.modules if m.split('.')[0] in ('mcp', 'pydantic')])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
