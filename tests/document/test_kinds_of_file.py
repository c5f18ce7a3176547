"""The same report in five kinds of file gives the same document: title, sections, paragraphs, cells of tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.accession.format import media_type
from dragoman.document.model import BlockKind, Document
from dragoman.plugins import read
from dragoman.record.describe import describe
from tests import made_documents as made

MAKERS = {
    ".docx": made.as_docx,
    ".html": made.as_html,
    ".epub": made.as_epub,
    ".odt": made.as_odt,
    ".txt": made.as_text,
}
kinds = pytest.mark.parametrize(("ending", "make"), MAKERS.items(), ids=MAKERS)


def read_file(path: Path) -> Document:
    return read(str(path), item="x", media_type=media_type(path))


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [b.text for page in document.pages for b in page.blocks if not kinds or b.kind in kinds]


@kinds
def test_fields_are_found_in_each(tmp_path: Path, ending: str, make: Callable[[Path], Path]) -> None:
    description = describe(read_file(make(tmp_path / f"report{ending}")))
    assert description.title
    assert description.title.value == made.TITLE
    assert description.language.value == "en"
    assert description.sections
    chapters = [section.title for section in description.sections.value if section.level == 1]
    assert chapters == [name for name, _ in made.CHAPTERS]


@kinds
def test_paragraphs_are_whole_in_each(tmp_path: Path, ending: str, make: Callable[[Path], Path]) -> None:
    paragraphs = blocks(read_file(make(tmp_path / f"report{ending}")), BlockKind.PARAGRAPH)
    assert paragraphs == [text for _, text in made.CHAPTERS]


@kinds
def test_no_page_of_it_is_called_a_page(tmp_path: Path, ending: str, make: Callable[[Path], Path]) -> None:
    document = read_file(make(tmp_path / f"report{ending}"))
    assert document.flowed
    assert {page.label for page in document.pages} == {None}


@pytest.mark.parametrize("ending", [".docx", ".html", ".odt", ".txt"])
def test_tables_are_rows_of_cells(tmp_path: Path, ending: str) -> None:
    document = read_file(MAKERS[ending](tmp_path / f"report{ending}"))
    assert [block.rows for page in document.pages for block in page.blocks if block.rows] == [made.ROWS]


@pytest.mark.parametrize("ending", [".docx", ".epub", ".odt"])
def test_what_the_file_says_of_itself_is_evidence(tmp_path: Path, ending: str) -> None:
    metadata = read_file(MAKERS[ending](tmp_path / f"report{ending}")).metadata
    assert (metadata.title, metadata.author) == (made.TITLE, "Valley Forest Office")
