"""A Word document and the PDF made from it are two formats of one edition, whichever comes first."""

from pathlib import Path

import pytest

from dragoman.pipeline.ingest import ingest
from dragoman.pipeline.model import Outcome, Settled
from dragoman.store.library import Library
from tests.made_documents import as_docx, as_pdf
from tests.pipeline.conftest import make_report


@pytest.mark.parametrize("first", [".docx", ".pdf"])
def test_a_docx_and_its_pdf(library: Library, tmp_path: Path, first: str) -> None:
    files = {".docx": as_docx(tmp_path / "in/report.docx"), ".pdf": as_pdf(tmp_path / "in/report.pdf")}
    other = make_report(tmp_path / "in/other.pdf", title="Another Study", pages=3)
    order = [files.pop(first), other, *files.values()]
    events = [event for path in order for event in ingest(library, [str(path)]) if isinstance(event, Settled)]
    assert [event.outcome for event in events] == [Outcome.NEW, Outcome.NEW, Outcome.FORMAT]
    assert events[0].expression == events[2].expression
    work = library.catalogue.work(events[0].work or "")
    assert work
    assert {m.current.media_type.rpartition(".")[2] for m in work.manifestations} == {"application/pdf", "document"}
    assert {m.current.flowed for m in work.manifestations} == {True, False}
