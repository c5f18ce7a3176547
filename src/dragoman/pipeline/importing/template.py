"""The sheet to begin with: its columns with an example row, and what each is for. As CSV, and as XLSX that explains."""

import csv
import io
from typing import Final

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dragoman.record.incoming.columns import COLUMNS

DATA: Final = "Publications"
HELP: Final = "Columns"
_HEADINGS: Final = ("column", "what to write", "example", "several")
_WIDTHS: Final = (20, 90, 60, 10)
_ROWS_BELOW: Final = "A2"


def as_csv() -> bytes:
    """The heading and one row as an example, with a byte order mark, which Excel needs."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerow(column.example for column in COLUMNS)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """The same, and a second sheet with a line about each column. Cells are texts, so that nothing becomes a date."""
    book = openpyxl.Workbook()
    data = book.active
    data.title = DATA
    data.append([column.name for column in COLUMNS])
    data.append([column.example for column in COLUMNS])
    data.freeze_panes = _ROWS_BELOW
    help_sheet = book.create_sheet(HELP)
    help_sheet.append(_HEADINGS)
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        data.column_dimensions[letter].width = 24
        data.column_dimensions[letter].number_format = "@"
        data.cell(row=2, column=number).number_format = "@"
        help_sheet.append([column.name, column.meaning, column.example, "yes" if column.several else "no"])
    for place, width in enumerate(_WIDTHS, 1):
        help_sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in (*data[1], *help_sheet[1]):
        cell.font = Font(bold=True)
    for row in help_sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
