"""Files that are not what they say: each is read for what it is, and none is taken for an edition of another work."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dragoman.accession.model import PDF
from dragoman.plugins import read
from dragoman.record.describe import describe
from dragoman.record.linking import Kind, choose
from dragoman.record.model import Description, Source
from tests.record.made_editions import edition, plan
from tests.record.test_linking import Held

FONT = Path(__file__).parents[1] / "fixtures/NotoSerif-Regular.ttf"
RUSSIAN = "Каждый мигрант пересёк границу законно и рассказал исследователям о своём пути и о том, что он видел."


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    if "Poor" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Poor", str(FONT)))
    made = Canvas(str(tmp_path / "made.pdf"), pagesize=A4, invariant=True)
    made.setFont("Poor", 11)
    return made


def described(canvas: Canvas) -> Description:
    canvas.save()
    return describe(read(str(canvas._filename), item="0" * 128, media_type=PDF))  # type: ignore[attr-defined]


def write(canvas: Canvas, text: str, *, y: float, size: float = 11) -> None:
    canvas.setFont("Poor", size)
    canvas.drawString(72, y, text)


def test_a_notice_of_one_page_is_a_work_of_its_own_without_contents(canvas: Canvas) -> None:
    write(canvas, "Not available in this language", y=700, size=20)
    write(canvas, "The report is available in English, French and Russian at https://example.org/2017/report.", y=650)
    write(canvas, "Please write to publications@example.org for a printed copy.", y=630)
    notice = described(canvas)
    assert (notice.pages, notice.language.value, notice.sections) == (1, "en", None)
    assert notice.title
    assert notice.title.value == "Not available in this language"
    held = [Held("w1", "e1", edition(plan(3), "ru"))]
    assert choose(notice, held).kind is Kind.NEW_WORK


def test_an_outline_of_which_nothing_is_there_counts_for_nothing(canvas: Canvas) -> None:
    """A build that broke off after its first page: twenty bookmarks, one page with something else on it."""
    write(canvas, "Migration and the Border", y=700, size=22)
    write(canvas, "Every migrant crossed the border lawfully and told the researchers about the journey.", y=650)
    canvas.bookmarkPage("first")
    for number in range(20):
        canvas.addOutlineEntry(f"{number + 1} Findings of chapter {number + 1}", "first", level=0)
    broken = described(canvas)
    assert broken.pages == 1
    assert broken.sections is None or broken.sections.evidence.source is not Source.OUTLINE
    assert broken.title
    assert broken.title.value == "Migration and the Border"


def test_an_outline_whose_titles_are_on_their_pages_is_sure(canvas: Canvas) -> None:
    for number in range(1, 5):
        title = f"{number} Findings of chapter {number}"
        write(canvas, title, y=740, size=18)
        for row in range(6):
            write(canvas, "Every migrant crossed the border lawfully and told the researchers.", y=700 - 14 * row)
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, level=0)
        canvas.showPage()
    found = described(canvas).sections
    assert found
    assert (found.evidence.source, found.evidence.confidence) == (Source.OUTLINE, 0.98)


def test_neither_declared_language_nor_an_english_embedded_title_wins_on_a_translation(canvas: Canvas) -> None:
    canvas.setTitle("Migration and the Border: A Small-Scale Study")
    canvas.setCatalogEntry("Lang", PDFString("en"))
    canvas.showPage()  # the cover is a picture
    for _ in range(3):
        for row in range(30):
            write(canvas, RUSSIAN, y=740 - 14 * row, size=9)
        canvas.showPage()
    canvas.save()
    document = read(str(canvas._filename), item="0" * 128, media_type=PDF)  # type: ignore[attr-defined]
    assert (document.metadata.language, document.metadata.title is None) == ("en", False)
    translation = describe(document)
    assert translation.language.value == "ru"
    assert translation.title is None or translation.title.evidence.source is not Source.METADATA


@pytest.mark.parametrize("made_up", ["Microsoft Word - Отчёт.doc", "Slide 1", "untitled", "report_final_v3.indd"])
def test_a_title_that_a_program_made_never_wins(canvas: Canvas, made_up: str) -> None:
    canvas.setTitle(made_up)
    for row in range(40):
        write(canvas, RUSSIAN, y=780 - 14 * row, size=9)
    found = described(canvas).title
    assert found is None or found.value != made_up
