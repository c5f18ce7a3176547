"""What Word keeps in places of its own: numbers of headings and lists, notes, text that was struck out, text boxes."""

from pathlib import Path

import pytest

from dragoman.accession.model import DOCX
from dragoman.document.docx_numbers import written
from dragoman.document.model import BlockKind, Document
from dragoman.errors import Refused
from dragoman.plugins import read
from dragoman.record.describe import describe
from tests.made_documents import archived, as_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read_docx(path: Path) -> Document:
    return read(str(path), item="x", media_type=DOCX)


def of_paragraphs(path: Path, *paragraphs: str, **parts: str) -> Document:
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    others = {f"word/{name}.xml": text for name, text in parts.items()}
    return read_docx(archived(path, {"word/document.xml": document, **others}))


def said(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for page in document.pages for block in page.blocks]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_numbers_that_word_gives_to_headings_are_their_labels(tmp_path: Path) -> None:
    sections = describe(read_docx(as_docx(tmp_path / "a.docx", numbered=True))).sections
    assert sections
    assert [(s.label, s.title) for s in sections.value if s.level == 1] == [
        ("1", "Introduction"),
        ("2", "Findings"),
        ("3", "Conclusion"),
    ]


def test_an_outline_level_makes_a_heading_of_any_style(tmp_path: Path) -> None:
    document = of_paragraphs(
        tmp_path / "a.docx", f'<w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Aims")}', run("Text.")
    )
    assert said(document)[0] == (BlockKind.HEADING, "Aims")


def test_notes_follow_what_they_belong_to(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p>{run("---")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run(" As counted.")}</w:p></w:footnote></w:footnotes>'
    )
    paragraph = f'{run("Many trees")}<w:r><w:footnoteReference w:id="1"/></w:r>{run(" fell.")}'
    document = of_paragraphs(tmp_path / "a.docx", paragraph, run("More."), footnotes=notes)
    assert said(document) == [
        (BlockKind.PARAGRAPH, "Many trees fell."),
        (BlockKind.NOTE, "1. As counted."),
        (BlockKind.PARAGRAPH, "More."),
    ]


def test_what_was_struck_out_and_codes_of_fields_are_no_text(tmp_path: Path) -> None:
    paragraph = (
        f"{run('One ')}<w:del><w:r><w:delText>two </w:delText></w:r></w:del><w:ins>{run('three')}</w:ins>"
        "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r><w:r><w:tab/></w:r>" + run("12")
    )
    assert said(of_paragraphs(tmp_path / "a.docx", paragraph)) == [(BlockKind.PARAGRAPH, "One three 12")]


def test_a_box_is_read_once_after_the_paragraph_it_hangs_on(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent>"
    alternatives = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    document = of_paragraphs(tmp_path / "a.docx", f"{run('Before ')}<w:r>{alternatives}</w:r>{run('it.')}")
    assert [text for _, text in said(document)] == ["Before it.", "In a box."]


def test_styles_by_the_names_that_word_gives_them_in_every_language(tmp_path: Path) -> None:
    style = '<w:style w:styleId="berschrift{0}"><w:name w:val="heading {0}"/></w:style>'
    styles = f"<w:styles {W}>{style.format(1)}{style.format(2)}</w:styles>"
    headings = [f'<w:pPr><w:pStyle w:val="berschrift{n}"/></w:pPr>{run(f"Kapitel {n}")}' for n in (1, 2, 1)]
    outline = of_paragraphs(tmp_path / "a.docx", *headings, styles=styles).outline
    assert [(entry.level, entry.title) for entry in outline] == [(1, "Kapitel 1"), (2, "Kapitel 2"), (1, "Kapitel 1")]


def test_styles_that_are_based_on_themselves_end(tmp_path: Path) -> None:
    styles = f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="a"/></w:style></w:styles>'
    paragraph = f'<w:pPr><w:pStyle w:val="a"/></w:pPr>{run("Text.")}'
    assert said(of_paragraphs(tmp_path / "a.docx", paragraph, styles=styles)) == [(BlockKind.PARAGRAPH, "Text.")]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(4, "decimal", "4"), (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (28, "lowerLetter", "bb"),
     (3, "upperLetter", "C"), (7, "ideographDigital", "7"), (0, "lowerRoman", "0"), (10**6, "upperLetter", "1000000")],
)  # fmt: skip
def test_formats_of_numbers(value: int, form: str, text: str) -> None:
    assert written(value, form) == text


def test_an_archive_without_a_document_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="damaged"):
        read_docx(archived(tmp_path / "a.docx", {"word/other.xml": "<a/>"}))
