"""Files arrive in pieces, and go on where they were interrupted; each is accounted for. Judged by a real tus client."""

import base64
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from httpx2 import Response
from starlette.applications import Starlette
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from dragoman.config import SiteSettings
from dragoman.errors import Refused
from dragoman.office.office import Office
from dragoman.office.uploads import LARGEST, Offer, Stage, safe_name
from dragoman.store.library import Library
from dragoman.store.queue import Wanted
from dragoman.surfaces.gateway import Surfaces
from dragoman.surfaces.limits import Allowance
from tests.office.conftest import Person, Watch
from tests.web.conftest import served

PDF = Path(__file__).parents[2] / "samples" / "bitcoin"
DATA = b"%PDF-1.4 " + bytes(range(256)) * 40
PIECE = "application/offset+octet-stream"
Comer = Callable[[], Person]


def told(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


class Tus:
    """A browser that speaks tus."""

    def __init__(self, person: Person) -> None:
        person.signs_in("contributor")
        mark = re.search(r'name="csrf" content="([\w-]+)"', person.opens("/office/upload"))
        assert mark
        self.browser = person.browser
        self.headers = {"Tus-Resumable": "1.0.0", "X-CSRF-Token": mark[1], "Accept": "application/json"}

    def asks(self, method: str, path: str, *, content: bytes | str = b"", **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        path = path.removeprefix("/sub")
        return self.browser.request(method, path, headers={**self.headers, **named}, content=content)

    def begins(self, name: str, size: int = len(DATA), **more: str) -> str:
        answer = self.asks(
            "POST", "/office/uploads", Upload_Length=str(size), Upload_Metadata=told(filename=name, **more)
        )
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    def sends(self, at: str, piece: bytes, offset: int) -> Response:
        return self.asks("PATCH", at, content=piece, Upload_Offset=str(offset), Content_Type=PIECE)


@pytest.fixture
def tus(staffed: Office, person: Comer) -> Tus:
    del staffed
    return Tus(person())


def test_the_server_says_what_it_understands(tus: Tus) -> None:
    answer = tus.asks("OPTIONS", "/office/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-max-size"] == str(LARGEST)
    assert "creation" in answer.headers["tus-extension"]


def test_a_file_that_was_interrupted_goes_on_where_it_was(tus: Tus, office: Office) -> None:
    at = tus.begins("report.pdf")
    assert tus.sends(at, DATA[:4000], 0).headers["upload-offset"] == "4000"
    answer = tus.asks("HEAD", at)
    assert (answer.headers["upload-offset"], answer.headers["upload-length"]) == ("4000", str(len(DATA)))
    assert answer.headers["cache-control"] == "no-store"
    assert tus.sends(at, DATA[4000:], 4000).headers["upload-offset"] == str(len(DATA))
    (one,) = office.uploads.waiting()
    assert office.uploads.file(one).read_bytes() == DATA
    assert one.stage is Stage.WAITING


def test_a_piece_that_begins_elsewhere_changes_nothing(tus: Tus) -> None:
    at = tus.begins("report.pdf")
    tus.sends(at, DATA[:100], 0)
    assert tus.sends(at, DATA[:100], 0).status_code == 409
    assert tus.sends(at, DATA, 100).status_code == 400  # longer than was said
    assert tus.asks("HEAD", at).headers["upload-offset"] == "100"
    assert tus.asks("PATCH", at, content=b"x", Upload_Offset="100").status_code == 415


def test_another_version_of_the_protocol_is_refused(tus: Tus) -> None:
    answer = tus.asks("POST", "/office/uploads", Upload_Length="1", Tus_Resumable="0.2.2")
    assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("name", "size", "status", "code"),
    [
        ("../../etc/passwd", 10, 422, "file-name"),
        ("C:\\reports\\a.pdf", 10, 422, "file-name"),
        ("report\u202efdp.exe", 10, 422, "file-name"),
        ("empty.pdf", 0, 422, "file-empty"),
        ("film.pdf", 5 << 30, 413, "file-too-large"),
    ],
)
def test_what_can_not_be_taken_is_said_and_stays_on_the_list(
    name: str, size: int, status: int, code: str, tus: Tus
) -> None:
    answer = tus.asks("POST", "/office/uploads", Upload_Length=str(size), Upload_Metadata=told(filename=name))
    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert answer.json()["remedy"]
    (line,) = tus.asks("GET", "/office/upload/state").json()["lines"]
    assert line["state"] == "rejected"
    assert line["remedy"]


def test_a_disk_without_room_is_said_before_a_byte_is_sent(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.office.uploads.ROOM_LEFT", 1 << 60)
    answer = tus.asks("POST", "/office/uploads", Upload_Length="1000", Upload_Metadata=told(filename="a.pdf"))
    assert answer.status_code == 507
    assert answer.json()["code"] == "no-room"


def test_nobody_meets_the_uploads_of_others(tus: Tus, person: Comer) -> None:
    at = tus.begins("report.pdf")
    other = Tus.__new__(Tus)
    somebody = person()
    somebody.signs_in("editor")
    mark = re.search(r'name="csrf" content="([\w-]+)"', somebody.opens("/office/upload"))
    assert mark
    other.browser, other.headers = somebody.browser, {**tus.headers, "X-CSRF-Token": mark[1]}
    for method in ("HEAD", "PATCH", "DELETE"):
        headers = {"Upload_Offset": "0", "Content_Type": PIECE} if method == "PATCH" else {}
        assert other.asks(method, at, **headers).status_code == 404


def test_without_the_mark_of_the_page_nothing_is_taken(tus: Tus, staffed: Office, person: Comer) -> None:
    del staffed
    headers = {"X_CSRF_Token": "x" * 43, "Upload_Length": "5", "Upload_Metadata": told(filename="a.pdf")}
    assert tus.asks("POST", "/office/uploads", **headers).status_code == 422
    stranger = person().browser.post("/office/uploads", headers={**tus.headers, "Upload-Length": "5"})
    assert stranger.status_code == 401


def test_what_was_begun_can_be_taken_back_and_expires_after_a_week(tus: Tus, office: Office, watch: Watch) -> None:
    at = tus.begins("report.pdf")
    assert tus.asks("DELETE", at).status_code == 204
    assert tus.asks("HEAD", at).status_code == 404
    tus.begins("later.pdf")
    watch.on(days=6)
    assert office.uploads.expire() == 0
    watch.on(days=2)
    assert office.uploads.expire() == 1


def test_names_keep_their_letters_and_lose_nothing_but_length() -> None:
    assert safe_name("تقرير الهجرة 2019.pdf") == "تقرير الهجرة 2019.pdf"
    long = safe_name("ж" * 300 + ".pdf")
    assert long.endswith(".pdf")
    assert len(long.encode()) <= 200
    with pytest.raises(Refused):
        safe_name("a\nb.pdf")


def test_a_file_that_is_here_is_named_without_being_sent(tus: Tus, office: Office, library: Library) -> None:
    file = next(PDF.glob("*.pdf"))
    _put(office, file)
    list(office.intake.take_in())
    digest = hashlib.sha512(file.read_bytes()).hexdigest()
    body = [{"sha512": digest, "name": "copy.pdf", "size": 5}, {"sha512": "f" * 128, "name": "other.pdf", "size": 5}]
    answer = tus.browser.post("/office/upload/known", headers=tus.headers, json=body)
    (known,) = answer.json()["known"]
    assert known["state"] == "here"
    assert known["title"].startswith("B")
    assert known["href"]
    assert len(library.queue.page(Wanted()).records) == 1


@pytest.mark.usefixtures("staffed")
def test_a_real_client_sends_a_file_and_goes_on_after_a_break(
    staff_pages: Starlette, office: Office, tmp_path: Path
) -> None:
    settings = SiteSettings()
    file = tmp_path / "big.pdf"
    file.write_bytes(DATA * 100)
    with served(Surfaces(settings=settings, pages=staff_pages, others=(), allowance=Allowance(settings))) as site:
        who = office.accounts.by_login("contributor")
        assert who
        secret = office.sessions.begin(who, agent="test")
        mark = _mark(site, secret)
        client = TusClient(f"{site}/office/uploads", headers={"Cookie": f"dragoman-session={secret}", **mark})
        with file.open("rb") as stream:
            sender = client.uploader(file_stream=stream, chunk_size=100_000, metadata={"filename": "big.pdf"})
            sender.upload(stop_at=300_000)
        with file.open("rb") as stream:
            again = client.uploader(file_stream=stream, chunk_size=100_000, url=sender.url)
            assert again.offset == 300_000
            again.upload()
        (one,) = office.uploads.waiting()
        assert office.uploads.file(one).read_bytes() == DATA * 100
        refused = client.uploader(file_stream=io.BytesIO(b"x"), chunk_size=10, metadata={"filename": "../x"})
        with pytest.raises(TusCommunicationError):
            refused.upload()


def _mark(site: str, secret: str) -> dict[str, str]:
    page = httpx2.get(f"{site}/office/upload", headers={"Cookie": f"dragoman-session={secret}"}).text
    found = re.search(r'name="csrf" content="([\w-]+)"', page)
    assert found, page[:500]
    return {"X-CSRF-Token": found[1]}


def _put(office: Office, file: Path) -> None:
    who = office.accounts.by_login("contributor")
    assert who
    one = office.uploads.begin(Offer(name=file.name, size=file.stat().st_size), account_id=who.id)
    with office.uploads.receiving(one) as opened:
        opened.write(file.read_bytes())
    assert office.uploads.complete(one)
