"""A CSV or XLSX file → its rows, one at a time and never all in memory.

CSV: the encoding is told by its marks and bytes, the separator by the heading. XLSX: the first sheet whose heading is
understood; a merged cell counts for every row that it covers, as a reader of the sheet sees it; of a formula the
result counts that was saved with it. openpyxl reads XLSX in its streaming mode.
"""

import codecs
import csv
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

import openpyxl
from charset_normalizer import from_bytes
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dragoman.document.whole import MEGABYTE
from dragoman.errors import Refused
from dragoman.pipeline.importing.model import Offer
from dragoman.record.incoming.columns import headings, is_usable, of_row
from dragoman.record.incoming.model import Field, Problem, SaidRecord

SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})
MOST_UNPACKED: Final = 1024 * MEGABYTE
_LONGEST_CELL: Final = 1_000_000
_SEPARATORS: Final = (",", ";", "\t")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE: Final = 1 << 20
_OVERLAP: Final = 1 << 16
_SAMPLE: Final = 1 << 16
_TALLEST: Final = 10_000
"""Rows that a merged cell may cover: who merges more has merged a whole column."""
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_UNSAVED: Final = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?r=\"([A-Z]+\d+)\"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_UNREADABLE: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ParseError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ValueError,
)
"""What openpyxl raises for files that are damaged."""

Row = tuple[int, Sequence[str]]


def offers(path: Path) -> Iterator[Offer]:
    """The records of a sheet, with the files that they name beside it. Raises Refused where it is no such sheet."""
    rows = _of_workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _of_csv(path)
    first = next(rows, None)
    if first is None:
        raise Refused("empty-sheet", f"{path.name} is empty.", "Begin with `dragoman template`.")
    found, problems = headings(first[1])
    if not is_usable(found):
        raise _no_heading(path.name, first[1])
    if problems:
        yield Offer(record=SaidRecord(place=f"row {first[0]}", problems=problems))
    for number, cells in rows:
        record = of_row(cells, found, number)
        if record is not None:
            yield _offer(record, path.parent)


def is_ours(path: Path) -> bool:
    """Whether a file is a sheet whose heading is understood."""
    try:
        next(offers(path), None)
    except Refused:
        return False
    return True


def _offer(record: SaidRecord, folder: Path) -> Offer:
    """The row with the files that it names, as far as they are beside the sheet."""
    problems = [*record.problems, *_unreadable(record)]
    files = []
    for claim in record.all(Field.FILE):
        path = _beside(folder, claim.value)
        if path is None:
            message = f"The file {claim.value} is not beside the sheet, nor in a folder there."
            problems.append(Problem(place=claim.place, message=message, remedy="Put it there, and name it from there."))
        else:
            files.append(path)
    return Offer(record=replace(record, problems=tuple(problems)), files=tuple(files), strict=True)


def _beside(folder: Path, name: str) -> str | None:
    """The path of a file that a sheet names; names that are composed otherwise (NFD on a Mac) are the same names."""
    root = os.path.abspath(folder)  # noqa: PTH100 - a link in the folder may lead out of it; a name may not
    paths = [os.path.abspath(os.path.join(root, form)) for form in _forms(name.replace("\\", "/"))]  # noqa: PTH100, PTH118
    paths = [path for path in paths if path.startswith(f"{root}{os.sep}") and "\0" not in path]
    return next((path for path in paths if Path(path).exists()), paths[0] if paths else None)


def _forms(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))))


def _no_heading(name: str, cells: Sequence[str]) -> Refused:
    read = ", ".join(cell for cell in cells[:8] if cell)
    return Refused(
        "no-heading",
        f"The first row of {name} has no column “file” or “id”, which say what a row is about. It reads: {read[:200]}",
        "Put the names of the columns into the first row, as in `dragoman template`.",
    )


def _of_csv(path: Path) -> Iterator[Row]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        start = file.read(_SAMPLE)
        file.seek(0)
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(_without_nulls(file), delimiter=_separator(start))
        try:
            for number, row in enumerate(reader, 1):
                if any(row):
                    yield number, row
        except csv.Error as error:
            raise Refused(
                "bad-csv",
                f"{path.name}, line {reader.line_num}: {error}. The rows before it were read.",
                "Look for a quotation mark that is never closed, or save the sheet as XLSX.",
            ) from error


def _without_nulls(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _separator(start: str) -> str:
    """What gives a heading with the most columns that are understood."""
    line = start.lstrip("\ufeff\r\n").partition("\n")[0]

    def understood(separator: str) -> int:
        cells = next(csv.reader([line], delimiter=separator), [])
        return len(headings(cells)[0])

    return max(_SEPARATORS, key=understood)


def _encoding(path: Path) -> str:
    """UTF-8 if all bytes are; else what the letters look like."""
    with path.open("rb") as file:
        start = file.read(4)
        if marked := next((name for mark, name in _MARKS if start.startswith(mark)), None):
            return marked
        if len(start) > 1 and start[1] == 0:
            return "utf-16-le"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while piece := file.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                place = next((at for at, byte in enumerate(piece) if byte > 127), 0)
                best = from_bytes(piece[max(0, place - 1_000) : place + _SAMPLE]).best()
                return best.encoding if best else "cp1252"
    return "utf-8"


def _of_workbook(path: Path) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.filelist) > MOST_UNPACKED:
                raise Refused(
                    "too-large",
                    f"{path.name} unpacks to more than {MOST_UNPACKED // MEGABYTE} MB.",
                    "Divide it into several sheets, or save it as CSV.",
                )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            yield from _of_sheet(_with_heading(book.worksheets, path.name), path.name)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise Refused(
            "bad-xlsx",
            f"{path.name} can't be read as an Excel workbook: {error or type(error).__name__}.",
            "Open it in the program that it was made with, and save it as XLSX or as CSV.",
        ) from error


def _with_heading(sheets: Sequence[ReadOnlyWorksheet], name: str) -> ReadOnlyWorksheet:
    first: Sequence[str] = ()
    for sheet in sheets:
        cells = next((row for row in _texts(sheet, most=1) if any(row)), [])
        if is_usable(headings(cells)[0]):
            return sheet
        first = first or cells
    raise _no_heading(name, first)


def _texts(sheet: ReadOnlyWorksheet, *, most: int | None = None) -> Iterator[list[str]]:
    return ([_text(cell) for cell in row] for row in sheet.iter_rows(max_row=most, values_only=True))


def _of_sheet(sheet: ReadOnlyWorksheet, name: str) -> Iterator[Row]:
    merged, unsaved = _looked_through(sheet)
    if unsaved:
        raise Refused(
            "formulas",
            f"{name}, sheet {sheet.title}: {len(unsaved)} cells are formulas without a saved result, "
            f"the first in {unsaved[0]}.",
            "Open the sheet in Excel or LibreOffice, save it, and give it again.",
        )
    covering: dict[int, dict[int, str]] = {}
    for number, row in enumerate(_texts(sheet), 1):
        cells = row
        for left, top, bottom in merged.get(number, ()):
            value = cells[left - 1] if left <= len(cells) else ""
            for below in range(top, bottom + 1):
                covering.setdefault(below, {})[left - 1] = value
        for place, value in covering.pop(number, {}).items():
            cells += [""] * (place + 1 - len(cells))
            cells[place] = value
        if any(cells):
            yield number, cells


def _looked_through(sheet: ReadOnlyWorksheet) -> tuple[dict[int, list[tuple[int, int, int]]], list[str]]:
    """What openpyxl's streaming does not tell: merged cells by their first row, and formulas without a result."""
    merged: dict[int, list[tuple[int, int, int]]] = {}
    unsaved: list[str] = []
    with sheet._get_source() as source:  # noqa: SLF001 - the sheet's XML, which it has no public name for
        held, fresh = b"", 0
        while piece := source.read(_PIECE):
            held = held[-_OVERLAP:] + piece
            fresh = len(held) - len(piece)
            for found in _MERGED.finditer(held):
                left, top, _, bottom = range_boundaries(found[1].decode())
                if found.end() > fresh and bottom - top < _TALLEST:
                    merged.setdefault(top, []).append((left, top, bottom))
            unsaved += [found[1].decode() for found in _UNSAVED.finditer(held) if found.end() > fresh]
    return merged, unsaved


def _text(value: object) -> str:
    """A cell as it is meant: whole numbers without a point, days without an hour."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unreadable(record: SaidRecord) -> tuple[Problem, ...]:
    """What of a row could not be read: letters that its encoding does not have, results that a formula lacks."""
    return tuple(
        Problem(place=claim.place, message=message, remedy=remedy)
        for claim in record.claims
        for hint, message, remedy in _HINTS
        if hint in claim.value
    )


_HINTS: Final = (
    ("\ufffd", "The cell holds bytes that are no letters.", "Save the sheet as UTF-8, or as XLSX."),
    ("#REF!", "The cell is a formula that has no result.", "Correct the formula, or write the value."),
    ("#N/A", "The cell is a formula that has no result.", "Correct the formula, or write the value."),
    ("#NAME?", "The cell is a formula that has no result.", "Correct the formula, or write the value."),
    ("#VALUE!", "The cell is a formula that has no result.", "Correct the formula, or write the value."),
)
