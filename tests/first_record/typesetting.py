"""An `Edition` → a PDF that looks like a report: cover, printed contents with leaders, numbered pages, running head.

Pages before the first section have roman numbers and those from it on arabic ones, as in the real report; the PDF
declares no labels, no outline and a careless title, so that all that is found is found on the pages.
"""

from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus.tableofcontents import TableOfContents

from tests.first_record.report_edition import Edition, Part

FONTS = Path(__file__).parent.parent / "fixtures"
REGULAR, BOLD = "NotoSerif-Regular", "NotoSerif-Bold"
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=11, leading=15.5, spaceAfter=9)
HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=17, leading=22, spaceAfter=16)
COVER_TITLE = ParagraphStyle("cover title", fontName=BOLD, fontSize=25, leading=32, alignment=TA_CENTER)
COVER_LINE = ParagraphStyle("cover line", fontName=REGULAR, fontSize=13, leading=19, alignment=TA_CENTER)
CONTENTS_LINE = ParagraphStyle("contents line", fontName=REGULAR, fontSize=10.5, leading=15, spaceAfter=4)


class PartHeading(Paragraph):
    """The heading that begins a part, for the contents to know it by."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.heading, HEADING)
        self.part = part


class Report(BaseDocTemplate):
    """Lays the pages out twice: the second time it knows the page numbers that the contents print."""

    def __init__(self, path: Path, edition: Edition) -> None:
        super().__init__(
            str(path), pagesize=A4, title="Microsoft Word - report_FINAL_v7.doc", author="User", invariant=1
        )
        self.first_section_page = 1
        self._edition = edition
        whole = Frame(28 * mm, 28 * mm, A4[0] - 56 * mm, A4[1] - 60 * mm, id="whole")
        self.addPageTemplates(
            [
                PageTemplate(id="cover", frames=[whole]),
                PageTemplate(id="inside", frames=[whole], onPage=self._furniture),
            ]
        )

    def label(self, page: int) -> str:
        """The number that is printed on this page."""
        return ROMAN[page] if page < self.first_section_page else str(page - self.first_section_page + 1)

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - the hook's name is reportlab's
        """Tells the contents where a part begins."""
        if isinstance(flowable, PartHeading):
            if flowable.part is self._first_section():
                self.first_section_page = self.page
            self.notify("TOCEntry", (0, flowable.part.heading, self.page))

    def _first_section(self) -> Part:
        return next(part for part in self._edition.parts if not part.front)

    def _furniture(self, canvas: Any, _: Any) -> None:
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(28 * mm, A4[1] - 18 * mm, self._edition.title.partition(":")[0])
        canvas.drawCentredString(A4[0] / 2, 15 * mm, self.label(self.page))


def typeset(edition: Edition, path: Path) -> None:
    """Writes the edition's PDF."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    report = Report(path, edition)
    contents = TableOfContents(dotsMinLevel=0, levelStyles=[CONTENTS_LINE], formatter=report.label)
    story: list[Any] = [
        Spacer(1, 15 * mm),
        Paragraph(edition.organisation, COVER_LINE),
        Spacer(1, 45 * mm),
        Paragraph(edition.title, COVER_TITLE),
        Spacer(1, 18 * mm),
        Paragraph(edition.subtitle, COVER_LINE),
        Paragraph(edition.note, COVER_LINE),
        Spacer(1, 60 * mm),
        Paragraph(edition.place, COVER_LINE),
        NextPageTemplate("inside"),
        PageBreak(),
        Paragraph(edition.contents, HEADING),
        contents,
    ]
    for part in edition.parts:
        story += [PageBreak(), PartHeading(part), *(Paragraph(text, TEXT) for text in part.paragraphs)]
    report.multiBuild(story)
