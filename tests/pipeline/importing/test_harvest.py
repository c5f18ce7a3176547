"""A repository is harvested whole, again, and on from where it stopped; one that hangs, loops, lies or sends what it
should not costs what it spoils and nothing else.
"""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn

from dragoman.config import SiteSettings
from dragoman.errors import Refused
from dragoman.pipeline.importing import repository as repository_module
from dragoman.pipeline.importing.flow import import_offers
from dragoman.pipeline.importing.harvesting import Errand, Harvest
from dragoman.pipeline.importing.model import Imported, Manner, Outcome
from dragoman.pipeline.importing.repository import Repository
from dragoman.pipeline.importing.sources import offers_at
from dragoman.pipeline.importing.web import Limits, Web, named_host
from dragoman.pipeline.upkeep import open_index
from dragoman.record.model import Work
from dragoman.store.library import Library
from dragoman.surfaces.serve import create_site
from tests.pipeline.conftest import library, make_report

__all__ = ["library"]
NAMES = ("one", "two", "three", "four")
Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Source:
    """A scripted repository: two records a page; `reply` may answer a question otherwise."""

    files: dict[str, bytes]
    url: str = ""
    records: list[str] = field(default_factory=lambda: list(NAMES))
    reply: Callable[["Source", str, dict[str, str]], Reply | None] = lambda *_: None
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    datestamp: str = "2024-01-01T00:00:00Z"
    sets: str = "reports"
    links: dict[str, str] = field(default_factory=dict)

    def answer(self, path: str, query: dict[str, str]) -> Reply:
        if said := self.reply(self, path, query):
            return said
        if path == "/oai":
            self.asked.append(query)
            return 200, {"Content-Type": "text/xml"}, self.oai(query)
        name = path.rpartition("/")[2]
        if name in self.files:
            return 200, {"Content-Type": "application/pdf", "ETag": f'"{name}"'}, self.files[name]
        return 404, {}, b"no"

    def oai(self, query: dict[str, str]) -> bytes:
        if query["verb"] == "Identify":
            return envelope("<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>")
        if query["verb"] == "ListMetadataFormats":
            inner = "<metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat>"
            return envelope(f"<ListMetadataFormats>{inner}</ListMetadataFormats>")
        if query["verb"] == "GetRecord":
            return envelope(f"<GetRecord>{self.record(query['identifier'])}</GetRecord>")
        at = int(query.get("resumptionToken", "0"))
        wanted = [n for n in self.records if self.datestamp >= query.get("from", "")]
        if not wanted:
            return envelope('<error code="noRecordsMatch">none</error>')
        more = f"<resumptionToken>{at + 2}</resumptionToken>" if at + 2 < len(wanted) else "<resumptionToken/>"
        return envelope(f"<ListRecords>{''.join(map(self.record, wanted[at : at + 2]))}{more}</ListRecords>")

    def record(self, name: str) -> str:
        link = self.links.get(name, f"{self.url}/files/{name}.pdf")
        return (
            f"<record><header><identifier>{name}</identifier><datestamp>{self.datestamp}</datestamp>"
            f"<setSpec>{self.sets}</setSpec></header><metadata><dc><title>Title {name}</title>"
            f"<creator>Petrova, Ana</creator><identifier>{link}</identifier></dc></metadata></record>"
        )


def envelope(inner: str) -> bytes:
    return f"<OAI-PMH><responseDate>2024-05-01T00:00:00Z</responseDate>{inner}</OAI-PMH>".encode()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("files")
    words = dict(zip(NAMES, ("migration", "forestry", "fisheries", "mining"), strict=True))
    return {f"{n}.pdf": make_report(folder / n, title=f"On {w}", word=w).read_bytes() for n, w in words.items()}


@pytest.fixture
def source(files: dict[str, bytes]) -> Iterator[Source]:
    made = Source(files=files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            split = urlsplit(self.path)
            made.paths.append(split.path)
            made.headers.append({k.lower(): v for k, v in self.headers.items()})
            status, headers, body = made.answer(split.path, {k: v[0] for k, v in parse_qs(split.query).items()})
            tag = headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def harvest(library: Library, source: Source, slept: list[float]) -> Callable[..., list[Imported]]:
    def run(*, set_: str = "", again: bool = False, dry_run: bool = False, most: int = 64 << 20) -> list[Imported]:
        url = f"{source.url}/oai"
        web = Web(known=frozenset({named_host(url)}), sleep=slept.append)
        errand = Errand(url=url, set=set_, again=again, files=Limits(size=most, seconds=5.0))
        manner = Manner(by="Ana", method=f"harvest of {url}", dry_run=dry_run, processes=1)
        events = Harvest(library, errand, Repository.at(url, web), manner).run()
        return [event for event in events if isinstance(event, Imported)]

    return run


def titles(library: Library) -> set[str]:
    return {edition.title.value for work in library.catalogue.works() for edition in work.expressions}


def messages(events: list[Imported]) -> str:
    return " ".join(problem.message for event in events for problem in event.problems)


ALL = {f"Title {name}" for name in NAMES}


def test_records_come_with_their_files_and_later_only_what_changed(
    library: Library, source: Source, harvest: Callable[..., list[Imported]]
) -> None:
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 4}
    assert titles(library) == ALL
    assert not list((library.folder / "harvested").rglob("*.pdf"))
    source.asked.clear()
    assert harvest() == []
    (question,) = [q for q in source.asked if q["verb"] == "ListRecords"]
    assert question["from"] == "2024-05-01T00:00:00Z"
    source.datestamp, source.records = "2024-06-01T00:00:00Z", ["two"]
    source.paths.clear()
    (event,) = harvest()
    assert event.outcome is Outcome.UNCHANGED
    assert "/files/two.pdf" in source.paths
    assert source.headers[-1].get("if-none-match") == '"two.pdf"'


def test_a_dry_run_fetches_nothing(library: Library, source: Source, harvest: Callable[..., list[Imported]]) -> None:
    assert Counter(e.outcome for e in harvest(dry_run=True)) == {Outcome.NEW: 4}
    assert not any(path.startswith("/files") for path in source.paths)
    assert titles(library) == set()
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 4}


def test_what_was_stopped_goes_on_at_its_page(
    library: Library, source: Source, harvest: Callable[..., list[Imported]]
) -> None:
    def gone(_: Source, path: str, query: dict[str, str]) -> Reply | None:
        return (500, {}, b"") if path == "/oai" and "resumptionToken" in query else None

    source.reply = gone
    events = harvest()
    assert events[-1].outcome is Outcome.FAILED
    assert "status 500" in messages(events)
    assert titles(library) == {"Title one", "Title two"}
    source.reply = lambda *_: None
    source.asked.clear()
    assert len(harvest()) == 2
    assert [q.get("resumptionToken") for q in source.asked if q["verb"] == "ListRecords"] == ["2"]
    assert titles(library) == ALL


def test_a_token_that_was_forgotten_begins_the_list_once_more(
    source: Source, harvest: Callable[..., list[Imported]]
) -> None:
    def forgets(_: Source, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/oai" and query.get("resumptionToken") == "2" and {"verb": "Forgot"} not in source.asked:
            source.asked.append({"verb": "Forgot"})
            return 200, {}, envelope('<error code="badResumptionToken">expired</error>')
        return None

    source.reply = forgets
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 4}


def test_a_page_of_bad_xml_is_named_and_the_rest_is_done(
    library: Library, source: Source, harvest: Callable[..., list[Imported]]
) -> None:
    source.reply = lambda s, path, query: (
        (200, {}, s.oai(query).replace(b"</title>", b"", 1))
        if path == "/oai" and query["verb"] == "ListRecords" and "resumptionToken" not in query
        else None
    )
    events = harvest()
    assert Counter(e.outcome for e in events) == {Outcome.FAILED: 1, Outcome.APPLIED: 2}
    assert "line 1, column" in messages(events)
    assert titles(library) == {"Title three", "Title four"}
    source.reply = lambda *_: None
    harvest()
    assert titles(library) == ALL


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><OAI-PMH>&b;</OAI-PMH>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><OAI-PMH/>',
    ],
)
def test_bombs_and_outside_entities_are_refused(
    source: Source, harvest: Callable[..., list[Imported]], body: bytes
) -> None:
    source.reply = lambda _, __, query: (200, {}, body) if query.get("verb") == "ListRecords" else None
    (event,) = harvest()
    assert "document type" in event.problems[0].message


def test_a_source_that_goes_in_circles_is_left(source: Source, harvest: Callable[..., list[Imported]]) -> None:
    source.reply = lambda s, _, query: (
        (200, {}, s.oai({"verb": "ListRecords"})) if query.get("verb") == "ListRecords" else None
    )
    events = harvest()
    assert Counter(e.outcome for e in events) == {Outcome.APPLIED: 2, Outcome.FAILED: 1}
    assert "in circles" in messages(events)
    count = [0]

    def ever_new(s: Source, _: str, query: dict[str, str]) -> Reply | None:
        count[0] += 1
        page = s.oai({"verb": "ListRecords"}).replace(b">2<", f">t{count[0]}<".encode())
        return (200, {}, page) if query.get("verb") == "ListRecords" else None

    source.reply = ever_new
    assert "in circles" in messages(harvest(again=True))
    assert count[0] < 12


def test_records_of_another_set_are_not_taken(source: Source, harvest: Callable[..., list[Imported]]) -> None:
    source.sets = "cookery"
    events = harvest(set_="reports")
    assert {e.outcome for e in events} == {Outcome.FAILED}
    assert "says it is of cookery" in messages(events)
    source.sets = "reports:annual"
    assert Counter(e.outcome for e in harvest(set_="reports", again=True)) == {Outcome.APPLIED: 4}


def test_a_source_that_hangs_is_given_up(
    source: Source, harvest: Callable[..., list[Imported]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def hangs(_: Source, __: str, query: dict[str, str]) -> Reply | None:
        if query.get("verb") == "ListRecords":
            time.sleep(1.0)
        return None

    monkeypatch.setattr(repository_module, "ANSWER", Limits(size=1 << 20, seconds=0.3))
    source.reply = hangs
    (event,) = harvest()
    assert "was not done after 0 seconds" in event.problems[0].message


def test_a_file_that_drips_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
                try:
                    for _ in range(100):
                        connection.sendall(b"x")
                        time.sleep(0.05)
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/a.pdf"
        began = time.monotonic()
        with pytest.raises(Refused, match="was not done"):
            Web(private=True).get(url, Limits(size=1 << 20, seconds=0.4))
        assert time.monotonic() - began < 3
        thread.join(5)


def test_links_into_private_networks_are_not_followed(
    source: Source, library: Library, harvest: Callable[..., list[Imported]]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inner:
        port = inner.getsockname()[1]
        source.links["one"] = f"http://127.0.0.1:{port}/secret.pdf"
        source.links["two"] = f"http://[::ffff:127.0.0.1]:{port}/secret.pdf"
        source.links["three"] = "file:///etc/passwd.pdf"
        source.links["four"] = f"{source.url}/away.pdf"
        to = f"http://localhost:{port}/secret.pdf"
        source.reply = lambda _, path, __: (302, {"Location": to}, b"") if path == "/away.pdf" else None
        events = harvest()
    assert {e.outcome for e in events} == {Outcome.WITHOUT_FILE}
    assert messages(events).count("leads into a private network") == 3
    assert titles(library) == set()


def test_files_that_can_not_be_had_are_tried_again_with_the_next_harvest(
    source: Source, library: Library, harvest: Callable[..., list[Imported]]
) -> None:
    replies: dict[str, Reply] = {
        "/files/one.pdf": (404, {}, b""),
        "/files/two.pdf": (200, {"Content-Type": "text/html"}, b"<p>Sign in</p>"),
        "/files/three.pdf": (200, {"Content-Type": "application/pdf"}, b"x" * 2_000_000),
    }
    source.reply = lambda _, path, __: replies.get(path)
    events = harvest(most=1_000_000)
    assert Counter(e.outcome for e in events) == {Outcome.WITHOUT_FILE: 3, Outcome.APPLIED: 1}
    assert "answers with status 404" in messages(events)
    assert "gives a web page and not a file" in messages(events)
    assert "is larger than" in messages(events)
    replies.clear()
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 3}
    assert titles(library) == ALL


def test_a_busy_source_is_waited_for_as_it_asks(
    source: Source, harvest: Callable[..., list[Imported]], slept: list[float]
) -> None:
    def busy(_: Source, path: str, __: dict[str, str]) -> Reply | None:
        return (503, {"Retry-After": "17"}, b"") if path == "/files/one.pdf" and 17.0 not in slept else None

    source.reply = busy
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 4}
    assert slept == [17.0]


def test_files_behind_a_landing_page_are_found(source: Source, harvest: Callable[..., list[Imported]]) -> None:
    for name in NAMES:
        source.links[name] = f"{source.url}/record/{name}"

    def landing(_: Source, path: str, __: dict[str, str]) -> Reply | None:
        name = path.rpartition("/")[2]
        pages: dict[str, Reply] = {
            "one": (200, {"Content-Type": "text/html", "Link": '</files/one.pdf>; rel="item"'}, b"<p>one</p>"),
            "two": (200, {}, b'<meta name="citation_pdf_url" content="/files/two.pdf">'),
            "three": (200, {}, b'<p><a href="../files/three.pdf">Download</a><a href="/about">About</a>'),
            "four": (200, {}, b'<link rel="item" href="/files/four.pdf">'),
        }
        return pages[name] if path.startswith("/record/") else None

    source.reply = landing
    assert Counter(e.outcome for e in harvest()) == {Outcome.APPLIED: 4}


def test_what_is_withdrawn_there_is_said_and_stays(
    source: Source, library: Library, harvest: Callable[..., list[Imported]]
) -> None:
    harvest()
    source.datestamp = "2024-06-01T00:00:00Z"
    gone = b"<record><header status='deleted'><identifier>one</identifier></header></record>"
    page = envelope("").replace(b"</OAI-PMH>", b"<ListRecords>" + gone + b"</ListRecords></OAI-PMH>")
    source.reply = lambda _, __, query: (200, {}, page) if query.get("verb") == "ListRecords" else None
    (event,) = harvest()
    assert (event.place, event.outcome) == ("one", Outcome.WITHDRAWN)
    assert titles(library) == ALL


@pytest.mark.parametrize("url", ["ftp://x/oai", "nonsense", "http://", "http://[::1", "http://x:99999/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="is no address on the web"):
        named_host(url)


def test_what_is_no_repository_is_refused(source: Source) -> None:
    source.reply = lambda *_: (200, {}, b"<html><body>Welcome</body></html>")
    with pytest.raises(Refused, match="not as a repository"):
        Repository.at(f"{source.url}/oai", Web(private=True))


def test_half_a_file_is_no_file(tmp_path: Path, source: Source) -> None:
    source.reply = lambda *_: (200, {"Content-Length": "9999"}, b"only this")
    with pytest.raises(Refused):
        Web(private=True).save(f"{source.url}/a.pdf", tmp_path / "a.pdf", Limits(size=1 << 20, seconds=0.5))
    assert list(tmp_path.iterdir()) == []


def test_what_our_own_repository_gives_out_comes_back(library: Library, tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "there", create=True)) as there, served(there, tmp_path) as url:
        web = Web(known=frozenset({named_host(url)}))
        manner = Manner(by="Ana", method="harvest", processes=1)
        events = list(Harvest(library, Errand(url=url), Repository.at(url, web), manner).run())
        assert [e.outcome for e in events if isinstance(e, Imported)] == [Outcome.APPLIED] * 3
        for here, original in zip(library.catalogue.works(), there.catalogue.works(), strict=True):
            for told, said in zip(compared(here), compared(original), strict=True):
                assert {k: v for k, v in told.items() if v != said[k]} == {
                    k: v for k, v in said.items() if v != told[k]
                }


def compared(work: Work) -> list[dict[str, Any]]:
    """What a work says, without what each library decides for itself."""
    return [
        {
            "work": work.original_language and work.original_language.value,
            "file": [m.current.item for m in work.manifestations_of(e.id)],
            **{
                name: [s.value for s in held] if isinstance(held := getattr(e, name), tuple) else held and held.value
                for name in FIELDS
            },
        }
        for e in work.expressions
    ]


FIELDS = (
    *("title", "language", "abstract", "date", "publisher", "contributions", "identifiers", "resource_type"),
    *("subjects", "rights", "series", "notes"),
)


@contextmanager
def served(there: Library, tmp_path: Path) -> Iterator[str]:
    """A library with records that say all they can, and its site."""
    folder = tmp_path / "publications"
    for name, word in (("a.pdf", "migration"), ("b.pdf", "forestry"), ("c.pdf", "fisheries")):
        make_report(folder / name, title=f"A Study of {word}", word=word)
    row = (
        'a.pdf,Migration & its <Causes>,en,no,fr,"Petrova, Ana | Border Institute",'
        '"Ivanov, Ivan",Migration Press,2015-10,'
        "policy-brief,978-3-16-148410-0,10.5555/12345,migration | borders,CC-BY-4.0,Studies ; 12,An abstract of it."
    )
    head = "file,title,language,is_original,original_language,authors,translators,publisher,date,type,isbn,doi,subjects"
    (folder / "sheet.csv").write_text(
        f"{head},rights,series,abstract\n{row}\nb.pdf,Bois,fr\nc.pdf,Fisheries,en\n", encoding="utf-8"
    )
    manner = Manner(by="Boris", method="sheet", processes=1)
    assert {e.outcome for e in import_offers(there, offers_at(folder), manner) if isinstance(e, Imported)} == {
        Outcome.APPLIED
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        site = create_site(there, open_index(there), SiteSettings())
        server = uvicorn.Server(uvicorn.Config(site, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/oai"
        server.should_exit = True
        thread.join(timeout=10)
