"""The reader of PDF files, on pdfium: `read_pdf` opens, reads page by page, and puts the document together."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from dragoman.accession.model import PDF
from dragoman.document import structure
from dragoman.document.captions import tied
from dragoman.document.characters import PageText
from dragoman.document.columns import reading_order
from dragoman.document.contents import settled
from dragoman.document.direction import is_right_to_left
from dragoman.document.figures import Sheet, figures_of, place_of, repeated
from dragoman.document.geometry import Frame
from dragoman.document.graphics import NOTHING, Drawn, drawn_on
from dragoman.document.joining import compounds_of
from dragoman.document.layout import BodyType, Setting, blocks_of, body_type, place_holder
from dragoman.document.legacy import Repair, repair_of
from dragoman.document.legibility import legibility
from dragoman.document.look import look, pictured
from dragoman.document.model import Block, BlockKind, Document, Legibility, Line, Link, Page
from dragoman.document.parting import Columns
from dragoman.document.pdfium import VERSION, Handle
from dragoman.document.pdfium import raw as pdfium
from dragoman.document.printed_labels import printed_labels
from dragoman.document.recognised import Recognised, lines_recognised
from dragoman.document.ruling import Lattice, lattices, long_rules
from dragoman.document.running_heads import Marks, running_heads
from dragoman.document.tables import tables_of, under_heads
from dragoman.document.xmp import embedded_xmp
from dragoman.errors import Refused

MOST_PAGES: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageLines:
    """A page as it was printed, before anything was concluded from it."""

    width: float
    height: float
    lines: Sequence[Line]
    links: tuple[Link, ...]
    legibility: Legibility = Legibility.LEGIBLE
    drawn: Drawn = NOTHING
    fonts: frozenset[str] = frozenset()
    lattices: tuple[Lattice, ...] = ()


def read_pdf(
    path: str, *, item: str, recognised: Recognised | None = None, report: Callable[[int], None] | None = None
) -> Document:
    """Read a PDF file; `report` is told how many pages are read. Raises Refused where there is nothing to read.

    What was recognised on the pictures of its pages takes the place of those pages' text.
    """
    document = _opened(path)
    try:
        count = _page_count(document)
        printed = []
        for index in range(count):
            printed.append(_read_page(document, index))
            if report and (index % 16 == 15 or index == count - 1):
                report(index + 1)
        outline = structure.outline(document, count)
        if repair := repair_of(page.lines for page in printed):
            printed = [_repaired(document, index, page, repair) for index, page in enumerate(printed)]
            outline = tuple(replace(entry, title=repair.of_title(entry.title)) for entry in outline)
        if recognised:
            printed = _with_recognised(printed, recognised)
        return Document(
            item=item,
            media_type=PDF,
            reader=VERSION,
            pages=_pages(printed, structure.page_labels(document, count)),
            outline=outline,
            metadata=structure.metadata(document).completed(embedded_xmp(path)),
            recognition=recognised.recognition if recognised else None,
        )
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def open_page(path: str, number: int) -> Iterator[Handle]:
    """A page (1-based) of a file while it is open; None where it is damaged. Raises Refused."""
    document = _opened(path)
    try:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        try:
            yield page or None
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _opened(path: str) -> Handle:
    document = pdfium.FPDF_LoadDocument(path.encode("utf-8", "surrogateescape"), None)
    if document:
        return document
    error = pdfium.FPDF_GetLastError()
    if error == pdfium.FPDF_ERR_PASSWORD:
        raise Refused(
            "encrypted",
            "It is encrypted and asks for a password.",
            "Save a copy without a password and add that.",
        )
    if error == pdfium.FPDF_ERR_SECURITY:
        raise Refused(
            "encrypted",
            "It is protected in a way that can't be opened here.",
            "Save a copy without protection and add that.",
        )
    if error == pdfium.FPDF_ERR_FILE:
        raise Refused("unreadable", "It could not be opened.", "Check that it is there and that it may be read.")
    raise Refused(
        "damaged",
        "It is a PDF file that is damaged or cut short: its structure can't be read.",
        "Get the file again from its source, or repair it (for instance by opening it and saving a copy).",
    )


def _page_count(document: Handle) -> int:
    count: int = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise Refused("no-pages", "It has no pages.", "Get the file again from its source.")
    if count > MOST_PAGES:
        raise Refused(
            "too-many-pages",
            f"It says that it has {count:,} pages; at most {MOST_PAGES:,} are read.",
            "Split it into smaller files, or get it again if it does not really have so many.",
        )
    return count


def _read_page(document: Handle, index: int, *, repair: Repair | None = None) -> _PageLines:
    """What is printed on a page; nothing where the page is damaged."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return _PageLines(width=0.0, height=0.0, lines=(), links=())
    try:
        frame = _frame(page)
        drawn = drawn_on(page, frame)
        ruled = lattices(drawn)
        lines: list[Line] = []
        fonts: frozenset[str] = frozenset()
        is_garbage = False
        text_page = pdfium.FPDFText_LoadPage(page)
        if text_page:
            try:
                columns = Columns(ruled)
                text = PageText(page, text_page, frame, repair=repair, columns=columns)
                rows = text.rows()
                fonts = frozenset([line.font for row in rows for line in row])
                lines = settled(rows, columns)
                is_garbage = text.is_unread(lines)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
        return _PageLines(
            width=round(pdfium.FPDF_GetPageWidthF(page), 2),
            height=round(pdfium.FPDF_GetPageHeightF(page), 2),
            lines=lines,
            links=structure.links(document, page, frame, pdfium.FPDF_GetPageCount(document)),
            drawn=drawn,
            lattices=ruled,
            legibility=Legibility.GARBAGE
            if is_garbage
            else legibility(lines, look=partial(look, page), pictured=partial(pictured, page, frame)),
            fonts=fonts,
        )
    finally:
        pdfium.FPDF_ClosePage(page)


def _repaired(document: Handle, index: int, page: _PageLines, repair: Repair) -> _PageLines:
    """The page with the letters that it really has, read once more: their order depends on what they are."""
    if not repair.concerns(page.fonts):
        return page
    again = _read_page(document, index, repair=repair)
    if [line.text for line in again.lines] == [line.text for line in page.lines]:
        return again
    legibility = Legibility.REPAIRED if again.legibility is Legibility.LEGIBLE else again.legibility
    return replace(page, lines=again.lines, legibility=legibility)


def _with_recognised(printed: Sequence[_PageLines], recognised: Recognised) -> list[_PageLines]:
    """The pages, of which some have the lines that were read from their pictures."""
    read = lines_recognised(recognised)
    return [
        replace(page, lines=read[number], legibility=Legibility.RECOGNISED) if number in read else page
        for number, page in enumerate(printed, start=1)
    ]


def _frame(page: Handle) -> Frame:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rectangle)):
        return Frame(left=0, bottom=0, right=pdfium.FPDF_GetPageWidthF(page), top=pdfium.FPDF_GetPageHeightF(page))
    return Frame(
        left=rectangle.left,
        bottom=rectangle.bottom,
        right=rectangle.right,
        top=rectangle.top,
        quarter_turns=pdfium.FPDFPage_GetRotation(page) % 4,
    )


def _pages(printed: Sequence[_PageLines], labels: Sequence[str | None]) -> tuple[Page, ...]:
    body = body_type(page.lines for page in printed)
    compounds = compounds_of(line.text for page in printed for line in page.lines)
    heads = running_heads([page.lines for page in printed], [page.height for page in printed], body=body.size)
    if not any(labels):
        labels = printed_labels([_page_number(page, marks) for page, marks in zip(printed, heads, strict=True)])
    sheets = _sheets(printed, heads, body, compounds)
    return tuple(
        Page(
            number=number,
            label=label,
            width=page.width,
            height=page.height,
            blocks=_blocks(page, sheet),
            links=page.links,
            legibility=page.legibility,
        )
        for number, (page, sheet, label) in enumerate(zip(printed, sheets, labels, strict=True), start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What was concluded of a page as a whole, before its blocks: its marks, its own lines, its figures."""

    marks: Marks
    setting: Setting
    lines: Sequence[Line]
    figures: Sequence[Block]
    tables: Sequence[Block]


def _sheets(
    printed: Sequence[_PageLines], heads: Sequence[Marks], body: BodyType, compounds: frozenset[str]
) -> list[_Sheet]:
    sheets = []
    for page, found in zip(printed, heads, strict=True):
        marks = found
        own = [line for index, line in enumerate(page.lines) if index not in marks]
        setting = Setting(body, page.height, is_right_to_left(own), compounds)
        across = under_heads(long_rules(page.drawn, page.lattices), own)
        tables = tables_of(
            sorted((*page.lattices, *across), key=lambda lattice: lattice.ys[0]) if across else page.lattices,
            own,
            heads=[page.lines[index] for index in marks],
            compounds=compounds,
            right_to_left=setting.right_to_left,
        )
        taken = {id(line) for table in tables for line in table.lines}
        marks = {index: kind for index, kind in marks.items() if id(page.lines[index]) not in taken}
        sheet = Sheet(width=page.width, height=page.height, body=body.size)
        figures = figures_of(page.drawn, own, [table.box for table in tables], sheet)
        sheets.append(_Sheet(marks=marks, setting=setting, lines=own, figures=figures, tables=tables))
    decoration = repeated([sheet.figures for sheet in sheets])
    return [
        replace(sheet, figures=[figure for figure in sheet.figures if place_of(figure) not in decoration])
        if decoration
        else sheet
        for sheet in sheets
    ]


def _page_number(page: _PageLines, marks: Marks) -> str | None:
    return next((page.lines[index].text for index, kind in marks.items() if kind is BlockKind.PAGE_NUMBER), None)


def _blocks(page: _PageLines, sheet: _Sheet) -> tuple[Block, ...]:
    """The page's blocks in reading order: heads at the top first, what stands at the foot last."""
    finished = {block.box: block for block in (*sheet.tables, *sheet.figures)}
    inside = {id(line) for block in finished.values() for line in block.lines}
    lines = [line for line in sheet.lines if id(line) not in inside] if inside else [*sheet.lines]
    lines += [place_holder(block) for block in finished.values()]
    ordered = reading_order(lines, right_to_left=sheet.setting.right_to_left)
    before: list[Block] = []
    after: list[Block] = []
    for index, kind in sheet.marks.items():
        block = _alone(page.lines[index], kind)
        (before if block.box.y0 < page.height / 2 else after).append(block)
    return (*before, *tied(blocks_of(ordered, sheet.setting, finished)), *after)


def _alone(line: Line, kind: BlockKind) -> Block:
    return Block(kind=kind, text=line.text, box=line.box, size=line.size, bold=line.bold, lines=(line,))
