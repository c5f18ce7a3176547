"""A sheet as people make them: any encoding and separator, merged cells, formulas, empty rows, many rows."""

import csv
import io
import tracemalloc
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import Refused
from dragoman.pipeline.importing.model import Offer
from dragoman.pipeline.importing.sheets import offers
from dragoman.pipeline.importing.template import as_csv, as_xlsx
from dragoman.record.incoming.columns import COLUMNS, headings, of_row
from dragoman.record.incoming.model import Field
from dragoman.record.incoming.values import proposal

HEAD = "file;title;language;authors;date\r\n"
ROW = "a.pdf;Миграция и граница;ru;Петров, Иван | Иванова, Анна;2015\r\n"


def written(folder: Path, data: bytes, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def said(offer: Offer, field: Field) -> list[str]:
    return [claim.value for claim in offer.record.all(field)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (offer,) = offers(written(tmp_path, (HEAD + ROW).encode(encoding)))
    assert said(offer, Field.TITLE) == ["Миграция и граница"]
    assert said(offer, Field.AGENT) == ["Петров, Иван", "Иванова, Анна"]
    assert offer.files == (str(tmp_path / "a.pdf"),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators(tmp_path: Path, separator: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["File", "Title"], ["a.pdf", "One, two; three"]])
    (offer,) = offers(written(tmp_path, text.getvalue().encode()))
    assert said(offer, Field.TITLE) == ["One, two; three"]


def test_a_claim_says_its_row_and_column_as_the_sheet_counts(tmp_path: Path) -> None:
    data = 'file,title,date\r\n\r\na.pdf,"Two\r\nlines",2015\r\nb.pdf,,soon\r\n'
    first, second = offers(written(tmp_path, data.encode()))
    assert [c.place for c in first.record.claims][-1] == "row 3, column C (date)"
    assert [c.place for c in second.record.claims][-1] == "row 4, column C (date)"


def test_what_is_no_sheet_of_ours_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no column “file” or “id”"):
        list(offers(written(tmp_path, b"name,title\r\nx,y\r\n")))
    with pytest.raises(Refused, match="is empty"):
        list(offers(written(tmp_path, b"")))
    with pytest.raises(Refused, match="can't be read as an Excel workbook"):
        list(offers(written(tmp_path, b"PK\x03\x04nothing", "sheet.xlsx")))


def test_columns_that_are_unknown_or_twice_there_are_named(tmp_path: Path) -> None:
    problem, row = offers(written(tmp_path, b"file,colour,title,title\r\na.pdf,red,One,Two\r\n"))
    assert [p.place for p in problem.record.problems] == ["row 1, column B", "row 1, column D"]
    assert said(row, Field.TITLE) == ["One"]


def test_columns_of_dspace_are_understood(tmp_path: Path) -> None:
    text = "file,dc.title[en],dc.contributor.author,dc.date.issued[],collection\r\na.pdf,T,A||B,2015,10568/3\r\n"
    (offer,) = offers(written(tmp_path, text.encode()))
    assert said(offer, Field.TITLE) == ["T"]
    assert said(offer, Field.AGENT) == ["A", "B"]


def workbook(folder: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def test_a_workbook_with_dates_numbers_and_a_merged_work(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["file", "work", "title", "date", "is_original"],
        ["a.pdf", "study", "One", datetime(2015, 10, 13), True],  # noqa: DTZ001 - a cell has no zone
        ["b.pdf", None, "Two", 2015, False],
        ["c.pdf", "other", "Three", 2015.0, None],
    ]
    first, second, third = offers(workbook(tmp_path, rows, merged=("B2:B3",)))
    assert [said(o, Field.WORK) for o in (first, second, third)] == [["study"], ["study"], ["other"]]
    assert [said(o, Field.DATE) for o in (first, second, third)] == [["2015-10-13"], ["2015"], ["2015"]]
    assert [said(o, Field.IS_ORIGINAL) for o in (first, second)] == [["yes"], ["no"]]
    assert second.record.first(Field.WORK).place == "row 3, column B (work)"  # type: ignore[union-attr]


def test_formulas_without_a_saved_result_are_refused_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="2 cells are formulas without a saved result, the first in B2"):
        list(offers(workbook(tmp_path, [["file", "title"], ["a.pdf", '="A"&"B"'], ["b.pdf", "=B2"]])))


def test_the_sheet_that_has_our_heading_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["How to fill this in"])
    book.create_sheet("Data").append(["file", "title"])
    book["Data"].append(["a.pdf", "One"])
    book.save(tmp_path / "sheet.xlsx")
    (offer,) = offers(tmp_path / "sheet.xlsx")
    assert said(offer, Field.TITLE) == ["One"]


def test_memory_does_not_grow_with_the_sheet(tmp_path: Path) -> None:
    path = written(tmp_path, (HEAD + ROW * 20_000).encode())
    tracemalloc.start()
    assert sum(1 for _ in offers(path)) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), max_size=8), st.lists(st.text(max_size=40), max_size=8))
def test_any_cells_under_any_heading(head: list[str], row: list[str]) -> None:
    found, problems = headings([*head, "file", "authors"])
    assert all(problem.remedy for problem in problems)
    record = of_row([*row, *[""] * 8], found, 2)
    assert record is None or all(claim.value.strip() and claim.place for claim in record.claims)


def test_every_column_is_understood_by_its_name() -> None:
    found, problems = headings([column.name for column in COLUMNS])
    assert not problems
    assert [heading.column for heading in found] == list(COLUMNS)


def test_the_page_about_importing_has_every_column() -> None:
    page = (Path(__file__).parents[3] / "docs/importing.md").read_text("utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.meaning.replace('|', '`|`')} |" in page


def test_the_template_is_a_sheet_that_can_be_imported(tmp_path: Path) -> None:
    for name, data in (("a.csv", as_csv()), ("a.xlsx", as_xlsx())):
        (offer,) = offers(written(tmp_path, data, name))
        assert not offer.record.problems
        assert not proposal(offer.record).problems
        assert {claim.field for claim in offer.record.claims} >= {Field.TITLE, Field.AGENT, Field.LEGACY_URL}
