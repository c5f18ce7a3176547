"""Which files of a folder are offered as documents: by bytes, name and size."""

import pytest

from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, TEXT
from dragoman.accession.selection import is_offered, lies

READABLE = (PDF, HTML, DOCX, EPUB, ODT, TEXT)
OTHER = "application/octet-stream"


@pytest.mark.parametrize(
    ("path", "kind", "size", "offered"),
    [
        ("report.pdf", PDF, 10, True),
        ("report", PDF, 10, True),
        ("report.pdf", HTML, 10, True),
        ("report.docx", OTHER, 0, True),
        ("report.doc", "application/x-ole-storage", 9_000, False),
        ("picture.png", "image/png", 9_000, False),
        ("page.html", HTML, 10, True),
        ("404.html", HTML, 9_000, False),
        ("search.html", HTML, 9_000, False),
        ("research.html", HTML, 9_000, True),
        ("report.txt", TEXT, 9_000, True),
        ("отчёт.md", TEXT, 9_000, True),
        ("short.txt", TEXT, 300, False),
        ("data.csv", TEXT, 9_000, False),
        ("script.py", TEXT, 9_000, False),
        ("LICENSE", TEXT, 9_000, False),
        ("LICENSE-CC-BY-SA-4.0.txt", TEXT, 9_000, False),
        ("licence.md", TEXT, 9_000, False),
        ("README.fr.md", TEXT, 9_000, False),
        ("readme.txt", TEXT, 9_000, False),
        ("history.txt", TEXT, 9_000, False),
        ("history-of-the-valley.txt", TEXT, 9_000, True),
        ("security-council-2019.txt", TEXT, 9_000, True),
    ],
)
def test_offered(path: str, kind: str, size: int, offered: bool) -> None:  # noqa: FBT001
    assert is_offered(f"/in/{path}", kind=kind, size=size, readable=READABLE) is offered


@pytest.mark.parametrize(
    ("path", "kind", "lie"),
    [("a.pdf", HTML, True), ("a.docx", TEXT, True), ("a.pdf", DOCX, False), ("a.epub", "application/zip", True),
     ("a.html", PDF, False), ("a.PDF", HTML, True)],
)  # fmt: skip
def test_what_a_name_claims(path: str, kind: str, lie: bool) -> None:  # noqa: FBT001
    assert lies(path, kind) is lie
