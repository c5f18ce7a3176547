"""One report in each kind of file: written on the spot, so that nothing binary needs to be kept or explained."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph, SimpleDocTemplate, Table

TITLE = "Forests of the Upper Valley"
INTRODUCTION = (
    "The valley has been wooded for nine centuries, and its people have lived from the wood for as long. "
    "This report asks what became of the forests between 1950 and 2019, and what can be done for them now. "
    "It rests on two surveys, on the account books of 31 communes, and on talks with 118 people who own or tend a wood."
)
FINDINGS = (
    "Between the survey of 1951 and that of 2018 the wooded area shrank from 412 to 297 square kilometres. "
    "Most of the loss, 83 square kilometres, fell in the eleven years after the road was opened in 1964. "
    "Beech gave way to spruce on the northern slopes, and on the southern ones vineyards took the place of oak."
)
CONCLUSION = (
    "What was lost can grow again. The nurseries at Oberau and Sankt Veit raise 240,000 seedlings a year, "
    "which is enough for 120 hectares; at that pace the area of 1951 would be reached in 96 years. "
    "The communes should therefore buy the 14 plots that lie between the two reserves, and plant them by 2030."
)
ROWS = (("Year", "Area (km²)"), ("1951", "412"), ("2018", "297"))
CHAPTERS = (("Introduction", INTRODUCTION), ("Findings", FINDINGS), ("Conclusion", CONCLUSION))


def archived(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A ZIP archive of these parts, the first one stored as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, data) in enumerate(parts.items()):
            archive.writestr(name, data, zipfile.ZIP_STORED if place == 0 else zipfile.ZIP_DEFLATED)
    return path


def as_docx(path: Path, *, numbered: bool = False) -> Path:
    """As Word would save it, headings numbered by Word if wished."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "Valley Forest Office"
    document.add_heading(TITLE, 0)
    for name, text in CHAPTERS:
        heading = document.add_heading(name, 1)
        if numbered:
            number(document, heading)
        document.add_paragraph(text)
        if name == "Findings":
            document.add_heading("Tables", 2)
            table = document.add_table(rows=len(ROWS), cols=2)
            for row, cells in zip(table.rows, ROWS, strict=True):
                for cell, said in zip(row.cells, cells, strict=True):
                    cell.text = said
            document.add_paragraph("Beech", style="List Bullet")
            document.add_paragraph("Spruce", style="List Bullet")
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def as_pdf(path: Path) -> Path:
    """As Word would print it: on pages with running heads and numbers, lines broken and words hyphenated."""
    styles = getSampleStyleSheet()
    body = ParagraphStyle("body", parent=styles["BodyText"], alignment=TA_JUSTIFY)
    story: list[Flowable] = [Paragraph(TITLE, styles["Title"])]
    for name, text in CHAPTERS:
        story += [Paragraph(name, styles["Heading1"]), Paragraph(text, body)]
        if name == "Findings":
            story += [Paragraph("Tables", styles["Heading2"]), Table([list(row) for row in ROWS])]
            story += [Paragraph(f"• {tree}", body) for tree in ("Beech", "Spruce")]
    path.parent.mkdir(parents=True, exist_ok=True)

    def furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 570, "Valley Forest Office")
        canvas.drawString(200, 30, str(template.page))

    template = SimpleDocTemplate(str(path), pagesize=A5, invariant=True, title=TITLE)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def number(document: Word, paragraph: WordParagraph) -> None:
    """Numbers a paragraph as Word's "Heading 1" list does: by the list that stands for decimals in the template."""
    numbering = document.part.numbering_part.element
    decimal = next(
        num.get(qn("w:numId"))
        for num in numbering.findall(qn("w:num"))
        for abstract in numbering.findall(qn("w:abstractNum"))
        if abstract.get(qn("w:abstractNumId")) == num.find(qn("w:abstractNumId")).get(qn("w:val"))
        and abstract.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val")) == "decimal"
    )
    properties = paragraph._p.get_or_add_pPr()
    listed = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", decimal)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        listed.append(element)
    properties.append(listed)


def as_html(path: Path) -> Path:
    """As a web page."""
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = "".join(
        f"<h2>{name}</h2><p>{text}</p>" + (f"<h3>Tables</h3><table>{table}</table>" if name == "Findings" else "")
        for name, text in CHAPTERS
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!doctype html><html><title>{TITLE}</title><h1>{TITLE}</h1>{body}</html>", encoding="utf-8")
    return path


def as_text(path: Path) -> Path:
    """As plain text, lines of some seventy characters, headings underlined."""
    parts = [f"{TITLE}\n{'=' * len(TITLE)}\n"]
    for name, text in CHAPTERS:
        words, lines = text.split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 70:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        parts.append(f"{name}\n{'-' * len(name)}\n\n" + "\n".join(lines) + "\n")
        if name == "Findings":
            parts.append("\n".join(f"| {' | '.join(row)} |" for row in ROWS) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML = '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'


def epub_parts(*, chapters: tuple[tuple[str, str], ...] = CHAPTERS, pages: bool = False) -> dict[str, str]:
    """The parts of a book, one part a chapter; the contents say what the headings don't."""
    files = {f"c{place}.xhtml": chapter for place, chapter in enumerate(chapters, 1)}
    manifest = "".join(f'<item id="{f[:2]}" href="{f}" media-type="application/xhtml+xml"/>' for f in files)
    spine = "".join(f'<itemref idref="{f[:2]}"/>' for f in files)
    entries = "".join(f'<li><a href="{f}#start">{name}</a></li>' for f, (name, _) in files.items())
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:language>en</dc:language>'
        f"<dc:creator>Valley Forest Office</dc:creator></metadata><manifest>{manifest}"
        f'<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        "OEBPS/nav.xhtml": f'{XHTML}<body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>',
    }
    for place, (file, (name, text)) in enumerate(files.items(), 1):
        mark = f'<span epub:type="pagebreak" title="{place + 10}"/>' if pages else ""
        parts[f"OEBPS/{file}"] = (
            f'{XHTML}<head><title/></head><body>{mark}<p id="start"><b>{name}</b></p><p>{text}&nbsp;</p></body></html>'
        )
    return parts


def as_epub(path: Path) -> Path:
    """As a book of EPUB 3."""
    return archived(path, epub_parts())


ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMES = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "meta"))


def odt_parts(body: str) -> dict[str, str]:
    """The parts of an OpenDocument text with this body."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF_NAMES}><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f'<office:document-meta {ODF_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{TITLE}</dc:title><meta:initial-creator>Valley Forest Office</meta:initial-creator>"
        "</office:meta></office:document-meta>",
    }


def as_odt(path: Path) -> Path:
    """As an OpenDocument text."""
    body = [f'<text:p text:style-name="Title">{TITLE}</text:p>']
    for name, text in CHAPTERS:
        body.append(f'<text:h text:outline-level="1">{name}</text:h><text:p>{text}</text:p>')
        if name == "Findings":
            rows = "".join(
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
                + "</table:table-row>"
                for row in ROWS
            )
            body.append(f'<text:h text:outline-level="2">Tables</text:h><table:table>{rows}</table:table>')
    return archived(path, odt_parts("".join(body)))
