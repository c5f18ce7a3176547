"""Pictures and drawings are figures, with their regions, their words and their captions."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.captions import begins_caption
from dragoman.document.model import Block, BlockKind, Page
from dragoman.document.pdf import read_pdf
from dragoman.vocabulary.captions import FIGURE, NUMBER_FIRST, TABLE

from .typeset import HEIGHT, running_text

PAPER = Path(__file__).parents[2] / "samples/bitcoin/bitcoin.es.pdf"


class Sheet:
    """A file of one page, or of several, drawn with reportlab; y counts from the top."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=True)
        self._path = path

    def text(self, y: float = 72, lines: int = 8) -> None:
        for line in running_text(y=y, lines=lines):
            self.words(line.text, line.x, line.y)

    def words(self, text: str, x: float, y: float, size: float = 10) -> None:
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        self.canvas.drawImage(ImageReader(_picture()), x, HEIGHT - y - height, width, height)

    def boxes(self, x: float, y: float, *, words: str) -> None:
        """A drawing: boxes with words in them, and arrows between them."""
        for number in range(4):
            left = x + 90 * number
            self.canvas.rect(left, HEIGHT - y - 60, 60, 60)
            self.words(f"{words} {number}", left + 5, y + 35, 8)
            self.canvas.line(left + 60, HEIGHT - y - 30, left + 90, HEIGHT - y - 30)

    def read(self) -> tuple[Page, ...]:
        self.canvas.showPage()
        self.canvas.save()
        return read_pdf(str(self._path), item="0").pages


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (40, 30), (200, 30, 30))


def figures(page: Page) -> list[Block]:
    return [block for block in page.blocks if block.kind is BlockKind.FIGURE]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "sheet.pdf")


def test_a_picture_is_a_figure_in_its_place_with_its_caption(sheet: Sheet) -> None:
    sheet.text(72)
    sheet.picture(100, 200, 300, 150)
    sheet.words("Figure 3: What was seen on the way", 100, 370, 9)
    sheet.text(410)
    (page,) = sheet.read()
    assert [b.kind.value for b in page.blocks] == ["paragraph", "figure", "caption", "paragraph"]
    figure, caption = page.blocks[1:3]
    assert tuple(round(edge) for edge in figure.box) == (100, 200, 400, 350)
    assert caption.about == figure.box
    assert figure.text == ""
    assert page.text.count("\n\n") == 0


def test_the_words_in_a_drawing_are_its_own_and_interrupt_no_sentence(sheet: Sheet) -> None:
    sheet.text(72)
    sheet.boxes(100, 200, words="Step")
    sheet.text(300)
    (page,) = sheet.read()
    assert [b.kind.value for b in page.blocks] == ["paragraph", "figure", "paragraph"]
    assert page.blocks[1].text.split("\n") == ["Step 0", "Step 1", "Step 2", "Step 3"]


def test_a_frame_round_a_paragraph_is_no_figure(sheet: Sheet) -> None:
    sheet.text(72, lines=12)
    sheet.canvas.rect(65, HEIGHT - 220, 460, 165)
    for y in (100, 130):
        sheet.canvas.line(65, HEIGHT - y, 525, HEIGHT - y)
        sheet.canvas.circle(60, HEIGHT - y, 3)
    (page,) = sheet.read()
    assert figures(page) == []


def test_small_pictures_logos_in_the_margin_and_grounds_are_none(sheet: Sheet) -> None:
    sheet.picture(0, 0, *A4)
    sheet.picture(72, 20, 120, 40)
    sheet.picture(72, 300, 12, 12)
    sheet.text(100)
    (page,) = sheet.read()
    assert figures(page) == []


def test_a_picture_that_every_page_has_is_none(sheet: Sheet) -> None:
    for _ in range(4):
        sheet.picture(400, 200, 100, 100)
        sheet.text(400)
        sheet.canvas.showPage()
    sheet.picture(100, 200, 300, 150)
    assert [len(figures(page)) for page in sheet.read()] == [0, 0, 0, 0, 1]


def test_a_title_over_the_cover_picture_stays_a_heading(sheet: Sheet) -> None:
    sheet.picture(50, 100, 490, 400)
    sheet.words("The Report", 100, 300, 30)
    sheet.text(600)
    (page,) = sheet.read()
    assert [b.text for b in page.blocks if b.kind is BlockKind.HEADING] == ["The Report"]
    assert len(figures(page)) == 1


def test_the_diagrams_of_a_paper_are_figures() -> None:
    pages = read_pdf(str(PAPER), item="0").pages
    found = {page.number: [" ".join(b.text.split()) for b in figures(page)] for page in pages}
    assert "Clave privada" in found[2][0]
    assert "Firmar" in found[2][0] or "Hash" in found[2][0]
    assert all(not b.text.startswith("Hash") for b in pages[1].blocks if b.kind is BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    "text",
    [
        *("Figure 3", "FIGURE 2.1: Trade", "Table A-1. Prices", "Abb. 4 Handel", "Tabelle 3.1 Zur Installation"),
        *("Tableau 2 – Les prix", "Cuadro 5. Los precios", "Рис. 4. Торговля", "Таблица 2", "Табл. 1. Цены"),
        *("الشكل ١: التجارة", "جدول 2", "图 1 贸易", "表1：价格", "図3 貿易", "그림 2. 무역", "Hình 1: Thương mại"),
        *(
            "ตารางที่ 2 ราคา",
            "चित्र 2: व्यापार",
            "Σχήμα 1: Εμπόριο",
            "1. ábra: Kereskedelem",
            "2-кесте. Бағалар",
            "Şekil 1",
        ),
    ],
)
def test_captions_begin_with_a_word_and_a_number(text: str) -> None:
    assert begins_caption(text)


@pytest.mark.parametrize(
    "text",
    ["Figure 3 shows the trade.", "Figures", "Tables are set.", "1. Trade", "表示", "На рис. 2 показано", "图书 1"],
)
def test_a_sentence_that_speaks_of_a_figure_is_no_caption(text: str) -> None:
    assert not begins_caption(text)


def test_the_words_are_known_in_more_than_fifty_languages() -> None:
    assert set(FIGURE) == set(TABLE)
    assert len({*FIGURE, *NUMBER_FIRST}) > 50
    for words in (*FIGURE.values(), *TABLE.values()):
        assert words
        assert all(begins_caption(f"{word} 1: x") for word in words)
