"""Hostile web pages, Word documents, books and texts in one folder: each ends with a reason, and the sound ones go in.

Bombs of entities and of archives, names that lead out of an archive, files from elsewhere, other things under a name
that claims a document, and what lies about in folders of reports.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.accession.model import DOCX
from dragoman.document.isolation import Limits
from dragoman.errors import Refused
from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Outcome, Settled
from dragoman.plugins import read
from dragoman.store.library import Library
from tests.made_documents import (
    ODF_NAMES,
    archived,
    as_docx,
    as_epub,
    as_html,
    as_odt,
    as_text,
    epub_parts,
    odt_parts,
)

MEGABYTE = 1024 * 1024
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BOMB = f'<!DOCTYPE x [<!ENTITY a "ha">{ENTITIES}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
FOREIGN = "It grows by itself. " * 20

REJECTED = {
    "zeros.docx": {"too-large"},
    "zeros.odt": {"too-large"},
    "vast.epub": {"too-large", "too-much-memory"},
    "cut.docx": {"damaged"},
    "cut.epub": {"damaged"},
    "cut.odt": {"damaged"},
    "none.docx": {"not-what-it-says"},
    "page.docx": {"not-what-it-says"},
    "empty.odt": {"empty"},
    "old.docx": {"encrypted"},
    "secret.docx": {"encrypted"},
    "broken.docx": {"damaged"},
    "deep.docx": {"damaged"},
    "deep.html": {"too-deep"},
}
PASSED_OVER = {"404.html", "missing.html", "script.html", "README.md", "LICENSE.txt", "numbers.txt", "feed.xml"}
TAKEN = {"bomb.docx", "bomb.epub", "bomb.html", "huge-value.html", "slip.epub"}
SOUND = {"sound.docx": as_docx, "sound.html": as_html, "sound.epub": as_epub, "sound.odt": as_odt, "sound.txt": as_text}


def word(body: str, *, before: str = "") -> str:
    return f"{before}<w:document {W}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"


def make_archives(folder: Path) -> None:
    zeros = b"<w:document>" + bytes(80 * MEGABYTE)
    archived(folder / "zeros.docx", {"word/document.xml": zeros})
    archived(folder / "zeros.odt", odt_parts("") | {"content.xml": zeros.decode()})
    many = epub_parts(chapters=tuple((f"Chapter {n}", "word " * 8 * MEGABYTE) for n in range(8)))
    archived(folder / "vast.epub", many)
    archived(folder / "none.docx", {"a.txt": "nothing"})
    archived(folder / "broken.docx", {"word/document.xml": "<w:document"})
    archived(folder / "deep.docx", {"word/document.xml": f"<a {W}>" + "<b>" * 100_000 + "</b>" * 100_000 + "</a>"})
    archived(folder / "bomb.docx", {"word/document.xml": word(f"&i; &f; {FOREIGN}", before=BOMB)})
    bomb = epub_parts(chapters=(("Bomb", FOREIGN),))
    archived(folder / "bomb.epub", bomb | {"OEBPS/c1.xhtml": f"{BOMB}<html><body><p>&i;&f;{FOREIGN}</p></body></html>"})
    slip = epub_parts(chapters=(("Slip", FOREIGN),))
    archived(folder / "slip.epub", {**slip, "../../../../slipped.txt": "x", "/slipped.txt": "x"})
    for name, make in (("cut.docx", as_docx), ("cut.epub", as_epub), ("cut.odt", as_odt)):
        whole = make(folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
    secret = as_docx(folder / "secret.docx")
    secret.write_bytes(with_encryption_flag(secret.read_bytes()))


def with_encryption_flag(archive: bytes) -> bytes:
    """The archive with every part marked as encrypted in the central directory."""
    changed = bytearray(archive)
    start = 0
    while (start := archive.find(b"PK\x01\x02", start)) >= 0:
        struct.pack_into("<H", changed, start + 8, 1)
        start += 4
    return bytes(changed)


def make_folder(folder: Path) -> None:
    for name, make in SOUND.items():
        make(folder / name)
    make_archives(folder)
    page = "<!doctype html><html><title>{}</title><body>{}</body></html>"
    (folder / "page.docx").write_text(page.format("Sign in", FOREIGN))
    (folder / "empty.odt").touch()
    (folder / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    (folder / "deep.html").write_text(page.format("Deep", "<div>" * 50_000 + FOREIGN))
    (folder / "bomb.html").write_text(f"{BOMB}<html><title>Bomb</title><p>&i;&f;{FOREIGN}</html>")
    (folder / "huge-value.html").write_text(page.format("Huge", f"<p title='{'a' * 20 * MEGABYTE}'>{FOREIGN}"))
    (folder / "404.html").write_text(page.format("Lost", FOREIGN))
    (folder / "missing.html").write_text(page.format("404 Not Found", f"<h1>Not Found</h1><p>{FOREIGN}"))
    (folder / "script.html").write_text(page.format("App", "<script>start()</script>"))
    (folder / "README.md").write_text(FOREIGN * 10)
    (folder / "LICENSE.txt").write_text(FOREIGN * 10)
    (folder / "numbers.txt").write_text("1951;412;77.3;17\n" * 300 + "words of a header " * 60)
    (folder / "feed.xml").write_text(f"<?xml version='1.0'?><rss {ODF_NAMES}><item/></rss>")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bad-kinds")


@pytest.fixture(scope="module")
def settled(here: Path) -> Iterator[dict[str, Settled]]:
    make_folder(here / "in")
    library = Library.open(here / "library", create=True)
    limits = Limits(memory=1024 * MEGABYTE, seconds=20)
    events = [event for event in ingest(library, [str(here / "in")], limits=limits) if isinstance(event, Settled)]
    yield {Path(event.path).name: event for event in events}
    library.close()


@pytest.mark.parametrize("name", sorted(REJECTED))
def test_what_can_not_be_read_is_rejected_with_a_remedy(settled: dict[str, Settled], name: str) -> None:
    rejection = settled[name].rejection
    assert rejection
    assert rejection.code in REJECTED[name]
    assert settled[name].outcome is Outcome.REJECTED
    assert rejection.message.endswith(".")
    assert rejection.remedy.endswith(".")


def test_what_lies_about_is_passed_over(settled: dict[str, Settled]) -> None:
    assert {name for name, event in settled.items() if event.outcome is Outcome.PASSED_OVER} == PASSED_OVER


def test_what_can_be_read_is_taken(settled: dict[str, Settled]) -> None:
    taken = {name for name, event in settled.items() if event.expression}
    assert taken == TAKEN | set(SOUND)


def test_five_kinds_of_one_report_are_five_formats_of_one_edition(settled: dict[str, Settled]) -> None:
    assert len({settled[name].expression for name in SOUND}) == 1
    assert sorted(settled[name].outcome for name in SOUND) == [Outcome.FORMAT] * 4 + [Outcome.NEW]


def test_nothing_came_from_outside_and_nothing_went_there(settled: dict[str, Settled], here: Path) -> None:
    assert settled
    root = b"".join(path.read_bytes() for path in (here / "library" / "root").rglob("document.json"))
    assert b"root:" not in root
    assert b"hahaha" not in root
    assert not list(here.rglob("slipped*"))
    assert not Path("/slipped.txt").exists()


def test_a_part_that_claims_to_be_small_is_not_believed(tmp_path: Path) -> None:
    path = archived(tmp_path / "a.docx", {"word/document.xml": bytes(80 * MEGABYTE)})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.find(mark) + place, 100)
    path.write_bytes(bytes(data))
    with pytest.raises(Refused):
        read(str(path), item="x", media_type=DOCX)
