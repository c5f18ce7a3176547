"""Whole harvests by others' harvesters: complete, narrowed, interrupted and resumed, while records change."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import uvicorn
from lxml import etree
from oaipmh.client import Client
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from oaipmh_scythe import Scythe
from oaipmh_scythe.models import Record
from sickle import Sickle
from starlette.testclient import TestClient

from dragoman.config import SiteSettings
from dragoman.record.model import Status, Work
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.store.rebuild import rebuild
from dragoman.surfaces.oai import answers
from tests.oai.conftest import Ask, error, surface, texts
from tests.web.bookshelf import EN, RU, WITHDRAWN

DC = {"metadataPrefix": "oai_dc"}


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PAGE_OF", {"ListRecords": 7, "ListIdentifiers": 9})


@pytest.fixture
def every(library: Library) -> int:
    """How many editions the records in the storage root have, withdrawn ones too."""
    return sum(len(library.root.work(work_id).expressions) for work_id in library.root.works())


@pytest.fixture
def served(library: Library) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(surface(library, SiteSettings()), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/oai"
        server.should_exit = True
        thread.join(timeout=10)


def change(library: Library, expression_id: str, *, title: str | None = None, status: Status = Status.ACTIVE) -> None:
    """A record changes, as an edit or a withdrawal would do it."""
    work = library.catalogue.expression(expression_id)
    assert work

    def changed(work: Work) -> Work:
        told = tuple(
            replace(
                e,
                title=replace(e.title, value=title or e.title.value),
                status=status,
                datestamp="2016-05-05T05:05:05Z",
            )
            if e.id == expression_id
            else e
            for e in work.expressions
        )
        return replace(work, expressions=told, datestamp="2016-05-05T05:05:05Z", revision=work.revision + 1)

    with library.writer() as writer:
        writer.keep(Change(works=(changed(work),)))


def test_sickle_gets_every_record_once(served: str, every: int) -> None:
    found = [record.header.identifier for record in Sickle(served).ListRecords(**DC)]
    assert len(found) == len(set(found)) == every
    headers = list(Sickle(served).ListIdentifiers(**DC))
    assert sorted(h.identifier for h in headers) == sorted(found)
    assert {h.identifier.rpartition(":")[2] for h in headers if h.deleted} == {WITHDRAWN, "eabsorbed"}


def test_oaipmh_scythe_gets_every_record_once(served: str, every: int) -> None:
    with Scythe(served) as scythe:
        records = [r for r in scythe.list_records(metadata_prefix="marc21") if isinstance(r, Record)]
    found = [record.header.identifier for record in records]
    assert len(found) == len(set(found)) == every


def test_pyoai_gets_every_record_once(served: str, every: int) -> None:
    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    found = list(Client(served, registry).listRecords(**DC))
    assert len({header.identifier() for header, _, _ in found}) == len(found) == every
    titles = [metadata.getField("title") for _, metadata, _ in found if metadata]
    assert ["Миграция и граница: малое исследование"] in titles


def walk(ask: Ask, **arguments: str) -> Iterator[list[str]]:
    """The identifiers, page by page."""
    answer = ask(verb="ListIdentifiers", **arguments)
    while True:
        yield [i.rpartition(":")[2] for i in texts(answer, "//o:identifier")]
        token = answer.xpath("string(//*[local-name()='resumptionToken'])")
        if not token:
            return
        answer = ask(verb="ListIdentifiers", resumptionToken=token)


def test_tokens_say_how_far_the_list_is(ask: Ask, every: int) -> None:
    first = ask(verb="ListIdentifiers", **DC)
    (token,) = first.xpath("//*[local-name()='resumptionToken']")
    assert (token.get("cursor"), token.get("completeListSize")) == ("0", str(every))
    assert "expirationDate" not in token.attrib
    second = ask(verb="ListIdentifiers", resumptionToken=token.text)
    assert second.xpath("string(//*[local-name()='resumptionToken']/@cursor)") == "9"
    again = ask(verb="ListIdentifiers", resumptionToken=token.text)
    assert texts(again, "//o:identifier") == texts(second, "//o:identifier")


def test_a_list_of_one_page_has_no_token(ask: Ask) -> None:
    assert not ask(verb="ListIdentifiers", **DC, set="language.ru").xpath("//*[local-name()='resumptionToken']")


def test_a_token_of_another_list_or_changed_or_cut_is_none(ask: Ask) -> None:
    token = ask(verb="ListIdentifiers", **DC).xpath("string(//*[local-name()='resumptionToken'])")
    assert error(ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"
    for broken in (token[:-1], token[1:], token + "A", token[:20] + ("A" if token[20] != "A" else "B") + token[21:]):
        assert error(ask(verb="ListIdentifiers", resumptionToken=broken)) == "badResumptionToken"


def test_a_token_outlives_a_restart_and_a_rebuild(ask: Ask, library: Library) -> None:
    first = ask(verb="ListIdentifiers", **DC)
    token = first.xpath("string(//*[local-name()='resumptionToken'])")
    library.close()
    rebuild(library.folder)
    reopened = Library.open(library.folder)
    web = TestClient(surface(reopened), base_url="https://library.example.org")
    answer = etree.fromstring(web.get("/oai", params={"verb": "ListIdentifiers", "resumptionToken": token}).content)
    assert texts(answer, "//o:identifier")
    reopened.close()


def test_what_changes_while_it_is_harvested_is_met_again_and_nothing_is_missed(
    ask: Ask, library: Library, every: int
) -> None:
    harvested: list[str] = []
    for number, page in enumerate(walk(ask, **DC)):
        harvested += page
        if number == 0:
            change(library, page[0], title="Changed after it was met")
            missing = ({h.id for h in library.harvest.by_id(limit=100)} - set(harvested)).pop()
            change(library, missing, title="Changed before it was met")
    assert len(set(harvested)) == every
    assert harvested.count(harvested[0]) == 2


def test_an_incremental_harvest_gets_what_changed_since_the_last(ask: Ask, library: Library) -> None:
    time.sleep(4)  # the datestamps of what was kept just before may lie two seconds ahead
    (last,) = texts(ask(verb="Identify"), "//o:responseDate")
    change(library, RU, title="Новое название")
    change(library, EN, status=Status.DELETED)
    said = ask(verb="ListIdentifiers", **DC, from_=last)
    changed = {i.rpartition(":")[2] for i in texts(said, "//o:identifier")}
    assert {RU, EN} <= changed
    assert texts(said, f"//o:header[o:identifier[contains(., '{EN}')]]/@status") == ["deleted"]


def test_editions_whose_record_names_a_new_title_of_another_change_too(library: Library) -> None:
    before = {head.id: head.datestamp for head in library.harvest.by_id(limit=100)}
    time.sleep(1.1)
    change(library, RU, title="Новое название")
    after = {head.id: head.datestamp for head in library.harvest.by_id(limit=100)}
    assert {i for i in after if after[i] != before[i]} == {EN, RU, "estudyar"}


def test_what_is_kept_again_without_a_change_keeps_its_datestamp(library: Library) -> None:
    before = library.harvest.one(RU)
    work = library.catalogue.expression(RU)
    assert work
    with library.writer() as writer:
        writer.keep(Change(works=(replace(work, revision=work.revision + 1),)))
    after = library.harvest.one(RU)
    assert before
    assert after
    assert after.datestamp == before.datestamp


def test_a_resumed_page_whose_records_all_moved_on_is_still_an_answer(ask: Ask, library: Library) -> None:
    (until,) = texts(ask(verb="ListIdentifiers", **DC), "//o:header[last()]/o:datestamp")
    pages = walk(ask, **DC, until=until)
    met = set(next(pages))
    time.sleep(3.1)
    for head in library.harvest.by_id(limit=100):
        if head.id not in met:
            change(library, head.id, title=f"Moved {head.id}")
    change(library, WITHDRAWN, title="Moved", status=Status.DELETED)
    assert len(next(pages)) == 1
