"""A file that can't be read is refused with a code, what is wrong with it, and what to do."""

from pathlib import Path

import pytest

from dragoman.accession.model import HTML, PDF
from dragoman.document.isolated import Report
from dragoman.document.isolation import Failure, Limits, Pool
from dragoman.errors import Refused
from dragoman.plugins import read
from tests.hostile_pdfs import page_of_a_gigabyte, page_tree_of_a_million, written

from .typeset import running_text, typeset


def refused(path: Path, media_type: str = PDF) -> Refused:
    with pytest.raises(Refused) as caught:
        read(str(path), item="x", media_type=media_type)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value


def test_encrypted(tmp_path: Path) -> None:
    typeset(tmp_path / "a.pdf", running_text(), password="secret")
    assert refused(tmp_path / "a.pdf").code == "encrypted"


def test_cut_short(tmp_path: Path) -> None:
    whole = Path(typeset(tmp_path / "a.pdf", running_text())).read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "a.pdf").code == "damaged"


def test_vanished(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf").code == "unreadable"


def test_vanished_of_another_kind(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.html", HTML).code == "unreadable"


def test_no_pages(tmp_path: Path) -> None:
    empty = written(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    (tmp_path / "a.pdf").write_bytes(empty)
    assert refused(tmp_path / "a.pdf").code == "no-pages"


def test_too_many_pages(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page_tree_of_a_million())
    error = refused(tmp_path / "a.pdf")
    assert error.code == "too-many-pages"
    assert "1,000,000" in error.message


@pytest.mark.parametrize(
    ("name", "media_type", "code", "said"),
    [
        ("a.pdf", "image/png", "not-a-pdf", "PNG"),
        ("a.pdf", "inode/x-empty", "empty", "no bytes"),
        ("a.xls", "application/x-ole-storage", "not-a-pdf", "old Microsoft Office"),
        ("a.bin", "application/octet-stream", "not-a-pdf", "no kind that is known"),
        ("a.xyz", "chemical/x-xyz", "not-a-pdf", "chemical/x-xyz"),
    ],
)
def test_other_kinds_are_named(tmp_path: Path, name: str, media_type: str, code: str, said: str) -> None:
    error = refused(tmp_path / name, media_type)
    assert error.code == code
    assert said in error.message


def pages_of(path: str, report: Report) -> int:
    return len(read(path, item="x", media_type=PDF, report=report).pages)


def test_a_page_of_a_gigabyte_costs_only_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(page_of_a_gigabyte())
    sound = typeset(tmp_path / "sound.pdf", running_text(), running_text())
    limits = Limits(memory=400 * 1024 * 1024, seconds=30)
    with Pool(pages_of, processes=1, limits=limits) as pool:
        outcomes = dict(pool.run([str(tmp_path / "bomb.pdf"), sound]))
    assert outcomes[sound] == 2
    bomb = outcomes[str(tmp_path / "bomb.pdf")]
    assert isinstance(bomb, Failure)
    assert bomb.code in {"too-much-memory", "reader-crashed", "too-slow"}
