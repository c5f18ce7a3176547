"""What is not public is on no surface: a draft, an embargo, restricted files, a withdrawal, seen from every address.

One library with an edition of each kind. All addresses that lead anywhere from the home page, the lists, the feeds, the
site maps and the answers of harvesters are followed, and all that could be guessed is asked for by itself.
"""

import re
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.config import Limits, SiteSettings
from dragoman.pipeline.opening import open_due
from dragoman.pipeline.upkeep import index, open_index
from dragoman.record.life import submitted
from dragoman.record.model import Access, Statement, Status, Withdrawal, Work
from dragoman.store.library import Library
from dragoman.store.model import Change
from dragoman.surfaces.serve import create_site
from tests.web import bookshelf

LATER = "2099-01-01T00:00:00Z"
GET_RECORD = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.test:"
REASON = "Published by mistake."


@dataclass(frozen=True, kw_only=True)
class Kind:
    """An edition of one kind: the words that only its title and only its text have, and what is public of it."""

    id: str
    title: str
    text: str
    record_is_public: bool


OPEN = Kind(id="eopen", title="Aardvark", text="antelopes", record_is_public=True)
DRAFT = Kind(id="edraft", title="Brolga", text="buzzards", record_is_public=False)
SUBMITTED = Kind(id="esubmitted", title="Caracal", text="cassowaries", record_is_public=False)
SCHEDULED = Kind(id="escheduled", title="Dugong", text="dromedaries", record_is_public=False)
EMBARGOED = Kind(id="eembargoed", title="Echidna", text="ermines", record_is_public=True)
RESTRICTED = Kind(id="erestricted", title="Fossa", text="flamingos", record_is_public=True)
WITHDRAWN = Kind(id="ewithdrawn", title="Gharial", text="gazelles", record_is_public=False)
DISCARDED = Kind(id="ediscarded", title="Hoatzin", text="hamsters", record_is_public=False)
KINDS = (OPEN, DRAFT, SUBMITTED, SCHEDULED, EMBARGOED, RESTRICTED, WITHDRAWN, DISCARDED)
CLOSED = KINDS[1:]
UNHEARD_OF = (DRAFT, SUBMITTED, SCHEDULED, DISCARDED)


STATES: dict[str, dict[str, Any]] = {
    OPEN.id: {},
    DRAFT.id: {"status": Status.DRAFT},
    SUBMITTED.id: {"status": Status.SUBMITTED, "returned": "Not yet."},
    SCHEDULED.id: {"status": Status.SUBMITTED, "publishes": LATER},
    EMBARGOED.id: {"access": Access.RESTRICTED, "opens": LATER},
    RESTRICTED.id: {"access": Access.RESTRICTED},
    WITHDRAWN.id: {"status": Status.DELETED, "withdrawn": Withdrawal(reason=REASON, at=LATER)},
    DISCARDED.id: {"status": Status.DISCARDED},
}
LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "nl", "sv")


def shelved(library: Library) -> dict[str, str]:
    """Keeps a work of its own for each kind, and one work whose editions are all kinds; the digests by edition."""
    shelf = bookshelf.Shelf(library)
    works: list[Work] = []
    digests = {}
    pairs = []
    for place, kind in enumerate(KINDS):
        bookshelf.TEXT[kind.id] = f"The study counted all {kind.text} that live here and told of each."
        file = shelf.file(kind.id, text=kind.text, name=f"{kind.text}.pdf")
        digests[kind.id] = file.item
        made = bookshelf.edition(kind.id, LANGUAGES[place], file, title=kind.title)
        sections = Statement(
            value=bookshelf.sections(kind.id, (f"The {kind.title}", "B", "C", "D")), evidence=made.title.evidence
        )
        pairs.append((replace(made, sections=sections, **STATES[kind.id]), (file,)))
    works.append(bookshelf.work("wtogether", *pairs, original="fr"))
    source = works[0].expressions[0]
    works[0] = replace(
        works[0],
        expressions=tuple(replace(e, translation_of=DRAFT.id if e is source else None) for e in works[0].expressions),
    )
    shelf.keep(*works)
    return digests


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library.open(tmp_path_factory.mktemp("closed") / "library", create=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def digests(library: Library) -> dict[str, str]:
    made = shelved(library)
    index(library)
    return made


@pytest.fixture(scope="module")
def client(library: Library, digests: dict[str, str]) -> TestClient:
    assert digests
    limits = Limits(searches=0, pictures=0)
    site = create_site(library, open_index(library), SiteSettings(contact="a@example.org", limits=limits))
    return TestClient(site, base_url="http://library.test", follow_redirects=False)


def addresses_in(text: str) -> set[str]:
    found = re.findall(r'(?:href|src|action|loc|url)\W{1,8}(?:http://library\.test)?(/[^\s"\'<>\\]*)', text)
    found += re.findall(r"http://library\.test(/[^\s\"'<>\\)]*)", text)
    return {address.replace("&amp;", "&").partition("#")[0] for address in found}


def guessed(digests: dict[str, str]) -> list[str]:
    """What can be asked for of each edition by who knows its id or the digest of its file."""
    asked = []
    for kind in KINDS:
        page, record, api = f"/en/editions/{kind.id}", f"/editions/{kind.id}", f"/api/v1/editions/{kind.id}"
        asked += [page, f"{page}/sections/1", f"{page}/sections/2", f"{page}/pages/2", f"{page}/book.epub"]
        asked += [f"{page}/cite", f"{page}/similar", f"{page}/offline.json", f"/covers/{kind.id}/240"]
        asked += [record, f"{record}/pages/2", f"{record}/linkset", api, f"{api}/formats", f"{api}/citation"]
        asked += [f"{record}?format={name}" for name in ("oai_dc", "marcxml", "datacite", "csljson", "bibtex", "csv")]
        asked += [f"{api}/sections", f"{api}/sections/1", f"{api}/pages", f"{api}/pages/2"]
        asked += [f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.test:{kind.id}"]
        asked += [f"/files/{digests[kind.id]}/x.pdf", f"/pictures/{digests[kind.id]}/2-640.webp"]
    return asked


STARTS = [
    *("/", "/en/", "/en/browse", "/en/holdings", "/sitemap.xml", "/robots.txt", "/en/feed.atom", "/en/works/wtogether"),
    *("/works/wtogether", "/api/v1/works", "/api/v1/works/wtogether", "/api/v1/editions", "/api/v1/statistics"),
    *("/api/v1/languages", "/oai?verb=ListSets", "/oai?verb=Identify", "/en/suggest?q=a"),
    *(f"/oai?verb=ListRecords&metadataPrefix={name}" for name in ("oai_dc", "marcxml", "oai_datacite", "mods", "mets")),
    "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    *(f"/export?format={name}" for name in ("csv", "bibtex", "ris", "marcxml", "schema_org")),
]


def told(client: TestClient, address: str) -> tuple[int, str]:
    answer = client.get(address)
    content = answer.content
    if address.endswith(".gz"):
        content = zlib.decompress(content, 31)
    return answer.status_code, content.decode("utf-8", "replace") + str(dict(answer.headers))


def everything(client: TestClient, digests: dict[str, str]) -> dict[str, tuple[int, str]]:
    questions = [f"/{path}?q={word}" for kind in KINDS for word in (kind.title, kind.text) for path in
                 ("en/search", "api/v1/search", "export")]  # fmt: skip
    waiting = [*STARTS, "/api/v1/dump.jsonl.gz", *questions, *guessed(digests)]
    seen: dict[str, tuple[int, str]] = {}
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static", "/office")):
            continue
        seen[address] = told(client, address)
        if len(seen) < 1_500:
            found = addresses_in(seen[address][1])
            waiting += [a for a in sorted(found) if not re.match(r"/(ar|es|fr|ru|zh|de|fa|hi|pt|tr|uk)\b", a)]
    return seen


@pytest.fixture(scope="module")
def seen(client: TestClient, digests: dict[str, str]) -> dict[str, tuple[int, str]]:
    return everything(client, digests)


def where(seen: dict[str, tuple[int, str]], word: str) -> list[str]:
    """The addresses whose answers say a word that was not in the question."""
    return [address for address, (_, text) in seen.items() if word in text and word not in address]


def test_what_is_open_is_seen(seen: dict[str, tuple[int, str]], digests: dict[str, str]) -> None:
    assert len(where(seen, OPEN.title)) > 20
    assert len(where(seen, OPEN.text)) > 10
    assert where(seen, digests[OPEN.id])
    assert seen[f"/files/{digests[OPEN.id]}/x.pdf"][0] == 200


@pytest.mark.parametrize("kind", CLOSED, ids=lambda kind: kind.id)
def test_nobody_reads_the_text_or_has_the_file(
    kind: Kind, seen: dict[str, tuple[int, str]], digests: dict[str, str]
) -> None:
    assert where(seen, kind.text) == []
    assert all("/api/" in address for address in where(seen, digests[kind.id])), "evidence names the file that was read"
    assert not (where(seen, digests[kind.id]) and kind not in (EMBARGOED, RESTRICTED))
    assert seen[f"/files/{digests[kind.id]}/x.pdf"][0] == 404
    assert seen[f"/pictures/{digests[kind.id]}/2-640.webp"][0] == 404
    texts = [f"/{own}/editions/{kind.id}/pages/2" for own in ("en", "api/v1")] + [f"/en/editions/{kind.id}/book.epub"]
    statuses = {seen[address][0] for address in texts}
    assert statuses <= {403, 404, 410}


@pytest.mark.parametrize("kind", UNHEARD_OF, ids=lambda kind: kind.id)
def test_nobody_hears_of_what_is_not_public(kind: Kind, seen: dict[str, tuple[int, str]]) -> None:
    assert where(seen, kind.title) == []
    assert where(seen, kind.id) == []
    assert {status for address, (status, _) in seen.items() if f"editions/{kind.id}" in address} <= {303, 404, 406}
    assert "idDoesNotExist" in seen[f"{GET_RECORD}{kind.id}"][1]


@pytest.mark.parametrize("kind", [EMBARGOED, RESTRICTED], ids=lambda kind: kind.id)
def test_the_record_of_closed_files_is_public(kind: Kind, seen: dict[str, tuple[int, str]]) -> None:
    status, page = seen[f"/en/editions/{kind.id}"]
    assert status == 200
    assert kind.title in page
    assert ("open on" in page) is (kind is EMBARGOED)
    assert f"editions/{kind.id}/sections" not in page.replace('rel="', "")
    assert seen[f"/en/editions/{kind.id}/pages/2"][0] == 403
    assert seen[f"/api/v1/editions/{kind.id}/pages/2"][0] == 403
    assert kind.title in seen["/oai?verb=ListRecords&metadataPrefix=oai_dc"][1]


def test_a_withdrawn_edition_says_so_and_why(seen: dict[str, tuple[int, str]]) -> None:
    status, page = seen[f"/en/editions/{WITHDRAWN.id}"]
    assert status == 410
    assert REASON in page
    assert WITHDRAWN.title in page
    said_at = set(where(seen, WITHDRAWN.title))
    assert all(seen[address][0] == 410 for address in said_at), said_at
    assert 'status="deleted"' in seen[f"{GET_RECORD}{WITHDRAWN.id}"][1]
    assert seen[f"/api/v1/editions/{WITHDRAWN.id}"][0] == 410


def _followed(library: Library) -> None:
    """The index has followed, as by another process; the site looks for that four times a second."""
    open_index(library).follow(library)
    time.sleep(0.3)


def test_an_embargo_opens_and_what_was_scheduled_is_there(
    library: Library, client: TestClient, digests: dict[str, str], seen: dict[str, tuple[int, str]]
) -> None:
    assert seen
    assert open_due(library) == ()
    at = datetime(2099, 1, 1, tzinfo=UTC)
    (opened,) = open_due(library, now=lambda: at)
    assert opened.act is not None
    assert (opened.act.kind, opened.act.by) == ("come-due", None)
    _followed(library)
    for kind in (EMBARGOED, SCHEDULED):
        assert client.get(f"/en/editions/{kind.id}").status_code == 200
        assert client.get(f"/files/{digests[kind.id]}/x.pdf").status_code == 200
        assert kind.title in client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").text
        assert kind.id in client.get("/en/feed.atom").text
        assert client.get(f"/api/v1/search?q={kind.text}").json()["hits"]
    assert open_due(library, now=lambda: at) == ()
    assert not client.get(f"/api/v1/search?q={RESTRICTED.text}").json()["hits"]


def test_what_is_open_can_be_closed_again(library: Library, client: TestClient, digests: dict[str, str]) -> None:
    """Also what was drawn, indexed and kept in memory meanwhile."""
    picture = f"/pictures/{digests[OPEN.id]}/2-640.webp"
    assert client.get(picture).status_code == 200
    work = library.stacks.expression(OPEN.id)
    assert work is not None
    closed = replace(
        work,
        revision=work.revision + 1,
        expressions=tuple(replace(e, access=Access.RESTRICTED) if e.id == OPEN.id else e for e in work.expressions),
    )
    with library.writer() as writer:
        writer.keep(Change(works=(closed,)))
    _followed(library)
    assert client.get(picture).status_code == 404
    assert client.get(f"/en/editions/{OPEN.id}/pages/2").status_code == 403
    assert client.get(f"/en/editions/{OPEN.id}/book.epub").status_code == 403
    assert not client.get(f"/api/v1/search?q={OPEN.text}").json()["hits"]
    assert submitted(closed, [DRAFT.id], now=LATER).expression(DRAFT.id) is not None
