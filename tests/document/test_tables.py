"""Tables of PDF files are kept as rows of cells; what only stands in columns is none."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from dragoman.document.model import Block, BlockKind
from dragoman.document.pdf import read_pdf

from .typeset import HEIGHT, running_text, sentence, typeset

SAMPLES = Path(__file__).parents[2] / "samples"
PRICES = [["Good", "2019", "2020"], ["Wheat", "1,204.5", "980"], ["Rice", "7", "1,015.25"], ["Maize", "310", "42"]]
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
HEAD = ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)

Made = Callable[..., list[Block]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The tables of a file in which this one stands between two paragraphs."""

    def make(table: Table) -> list[Block]:
        style = getSampleStyleSheet()["BodyText"]
        story: list[Flowable] = [
            Paragraph(sentence(1, words=60), style),
            table,
            Paragraph(sentence(2, words=60), style),
        ]
        SimpleDocTemplate(str(tmp_path / "made.pdf"), pagesize=A4).build(story)
        blocks = [b for p in read_pdf(str(tmp_path / "made.pdf"), item="0").pages for b in p.blocks]
        assert sum(b.kind is BlockKind.PARAGRAPH for b in blocks) == 2
        return [b for b in blocks if b.kind is BlockKind.TABLE]

    return make


def table(rows: Sequence[Sequence[object]], *style: Any, widths: list[float] | None = None) -> Table:
    return Table([[*row] for row in rows], colWidths=widths or [140.0] * len(rows[0]), style=TableStyle([*style]))


def cells(block: Block) -> list[list[str]]:
    return [list(row) for row in block.rows]


def test_a_ruled_table_is_rows_of_cells(made: Made) -> None:
    (found,) = made(table(PRICES, GRID))
    assert cells(found) == PRICES
    assert found.text.splitlines()[1] == "Wheat\t1,204.5\t980"
    assert not found.unsure


def test_numbers_aligned_right_in_narrow_columns_stay_in_their_cells(made: Made) -> None:
    (found,) = made(table(PRICES, GRID, ("ALIGN", (1, 0), (-1, -1), "RIGHT"), widths=[40, 44, 50]))
    assert cells(found) == PRICES


def test_cells_of_several_lines_are_one_text(made: Made) -> None:
    style = getSampleStyleSheet()["BodyText"]
    long = "A requirement that is longer than its column is wide and so has to be set in several lines"
    rows: list[list[Any]] = [
        ["Part", "What must be true", "Level"],
        ["Scope", Paragraph(long, style), "2"],
        ["Use", Paragraph(long, style), "3"],
    ]
    wanted = [["Part", "What must be true", "Level"], ["Scope", long, "2"], ["Use", long, "3"]]
    for rules in (GRID, HEAD):
        (found,) = made(table(rows, rules, ("VALIGN", (0, 0), (-1, -1), "TOP"), widths=[70, 150, 50]))
        assert cells(found) == wanted


def test_a_line_under_the_head_is_enough(made: Made) -> None:
    (found,) = made(table(PRICES, HEAD))
    assert cells(found) == PRICES


def test_shaded_rows_are_enough(made: Made) -> None:
    shaded = [("BACKGROUND", (column, row), (column, row), colors.lightgrey) for row in (1, 3) for column in range(3)]
    (found,) = made(table(PRICES, *shaded))
    assert cells(found) == PRICES


def test_a_cell_that_spans_rows_or_columns_is_the_first_of_them(made: Made) -> None:
    rows = [["Prices", "", ""], ["Grain", "Wheat", "980"], ["", "Rice", "7"], ["Oil", "Palm", "12"]]
    (found,) = made(
        table(rows, GRID, ("SPAN", (0, 0), (2, 0)), ("SPAN", (0, 1), (0, 2)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
    )
    assert cells(found) == rows


def test_a_table_that_goes_on_over_the_page_is_one_on_each(tmp_path: Path) -> None:
    rows = [["Country", "People"], *([f"Land {n}", str(1000 + n)] for n in range(70))]
    long = Table(rows, colWidths=[140, 60], repeatRows=1, style=TableStyle([GRID]))
    SimpleDocTemplate(str(tmp_path / "long.pdf"), pagesize=A4).build([long])
    pages = read_pdf(str(tmp_path / "long.pdf"), item="0").pages
    tables = [[b for b in p.blocks if b.kind is BlockKind.TABLE] for p in pages]
    assert [len(found) for found in tables] == [1] * len(pages)
    assert {found[0].rows[0] for found in tables} == {("Country", "People")}
    assert [row for found in tables for row in cells(found[0])[1:]] == rows[1:]


def test_a_table_from_right_to_left_begins_at_the_right() -> None:
    page = read_pdf(str(SAMPLES / "asvs-4.0.3/asvs-4.0.3.ar.pdf"), item="0").pages[19]
    tables = [b for b in page.blocks if b.kind is BlockKind.TABLE]
    assert len(tables) == 5
    assert all(b.rows[0] == ("#", "التوصيف", "L1", "L2", "L3", "CWE") for b in tables)
    assert [(row[0], *row[2:]) for row in tables[2].rows[1:]] == [
        ("1.9.1", "", "✓", "✓", "319"),
        ("2.9.1", "", "✓", "✓", "295"),
    ]


def test_tables_of_requirements_are_kept_with_their_captions_in_place() -> None:
    pages = read_pdf(str(SAMPLES / "asvs-5.0/asvs-5.0.fr.pdf"), item="0").pages
    (found,) = [b for b in pages[26].blocks if b.kind is BlockKind.TABLE]
    assert found.rows[0] == ("#", "Description", "Niveau")
    assert [row[0] for row in found.rows[1:]] == [f"1.2.{n}" for n in range(1, 10)]
    assert [row[2] for row in found.rows[1:]] == ["1", "1", "1", "1", "1", "2", "2", "2", "2"]
    assert found.rows[6][1].startswith("Vérifiez que l’application protège contre")


def test_columns_of_prose_in_a_frame_are_no_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "frame.pdf"), pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 9)
    for x in (60, 310):
        canvas.rect(x - 5, HEIGHT - 480, 250, 400)
        canvas.rect(x - 5, HEIGHT - 780, 250, 300)
        for line in running_text(x=x, y=100, lines=52, words=8, first=round(x)):
            canvas.drawString(line.x, HEIGHT - line.y, line.text)
    canvas.save()
    (page,) = read_pdf(str(tmp_path / "frame.pdf"), item="0").pages
    assert not [b for b in page.blocks if b.kind is BlockKind.TABLE]


def test_two_columns_contents_and_addresses_are_none(tmp_path: Path) -> None:
    columns = running_text(x=60, lines=40, words=7) + running_text(x=310, lines=40, words=7, first=40)
    path = typeset(tmp_path / "columns.pdf", columns)
    assert not [b for p in read_pdf(path, item="0").pages for b in p.blocks if b.kind is BlockKind.TABLE]


def test_boxes_with_arrows_are_a_drawing() -> None:
    pages = read_pdf(str(SAMPLES / "bitcoin/bitcoin.en.pdf"), item="0").pages
    assert not [b for p in pages for b in p.blocks if b.kind is BlockKind.TABLE]


def test_a_cell_set_with_much_room_between_its_lines_is_one() -> None:
    page = read_pdf(str(SAMPLES / "asvs-4.0.3/asvs-4.0.3.zh.pdf"), item="0").pages[55]
    (found,) = [b for b in page.blocks if b.kind is BlockKind.TABLE]
    assert len(found.rows) == 4
    assert found.rows[1][1].startswith("验证如果应用程序具有客户端")
    assert found.rows[1][2:] == ("✓", "✓", "✓", "16")
