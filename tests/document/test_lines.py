"""A line is read with its words, its place on the page as displayed, and the type that most of it is set in."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.model import Line
from dragoman.document.pdf import read_pdf
from tests.hostile_pdfs import CATALOGUE, ONE_PAGE, stream, written

from .typeset import Text, typeset


def lines_of(path: str) -> list[Line]:
    document = read_pdf(path, item="x")
    return [line for page in document.pages for block in page.blocks for line in block.lines]


def test_size_and_weight_are_those_of_the_type(tmp_path: Path) -> None:
    path = typeset(
        tmp_path / "a.pdf",
        [
            Text(text="A Bold Title", y=100, size=24, font="Helvetica-Bold"),
            Text(text="an oblique line under it", y=140, size=11.5, font="Helvetica-Oblique"),
            Text(text="return code", y=160, size=9, font="Courier"),
        ],
    )
    title, oblique, code = lines_of(path)
    assert (title.text, title.size, title.bold, title.italic) == ("A Bold Title", 24, True, False)
    assert (oblique.size, oblique.bold, oblique.italic) == (11.5, False, True)
    assert (code.size, code.monospaced) == (9, True)


def test_size_is_what_is_seen_when_the_matrix_scales(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    text = canvas.beginText()
    text.setFont("Helvetica", 1)
    text.setTextTransform(18, 0, 0, 18, 72, 700)
    text.textOut("Scaled by the text matrix")
    canvas.drawText(text)
    canvas.scale(2, 2)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(36, 300, "Scaled by the page")
    canvas.save()
    assert [line.size for line in lines_of(str(tmp_path / "a.pdf"))] == [18, 14]


def test_one_odd_word_does_not_decide_the_type(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    text = canvas.beginText(72, 700)
    for font, size, words in (("Helvetica", 12, "A line of text with "), ("Helvetica-Bold", 8, "TINY")):
        text.setFont(font, size)
        text.textOut(words)
    text.setFont("Helvetica", 12)
    text.textOut(" in the middle")
    canvas.drawText(text)
    canvas.save()
    (line,) = lines_of(str(tmp_path / "a.pdf"))
    assert (line.text, line.size, line.bold) == ("A line of text with TINY in the middle", 12, False)


def test_the_box_has_its_origin_in_the_upper_left_corner(tmp_path: Path) -> None:
    (line,) = lines_of(typeset(tmp_path / "a.pdf", [Text(text="Here", x=100, y=200, size=20)]))
    assert line.box.x0 == pytest.approx(100, abs=3)
    assert line.box.y1 == pytest.approx(200, abs=1)
    assert line.box.y0 == pytest.approx(185, abs=2)


@pytest.mark.parametrize(
    ("turn", "size", "corner"),
    [
        (0, (600, 800), (100, 200)),
        (90, (800, 600), (600, 100)),
        (180, (600, 800), (500, 600)),
        (270, (800, 600), (200, 500)),
    ],
)
def test_the_box_follows_the_rotation_of_the_page(
    tmp_path: Path, turn: int, size: tuple[float, float], corner: tuple[float, float]
) -> None:
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate %d /Contents 4 0 R /Resources %s >>"
    content = stream(b"BT /F 6 Tf 100 600 Td (.) Tj ET")
    (tmp_path / "a.pdf").write_bytes(written(CATALOGUE, ONE_PAGE, page % (turn, font), content))
    (read,) = read_pdf(str(tmp_path / "a.pdf"), item="x").pages
    assert (read.width, read.height) == size
    assert (read.blocks[0].box.x0, read.blocks[0].box.y0) == pytest.approx(corner, abs=3)


def test_the_box_is_counted_from_the_crop_box(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, cropBox=(50, 100, 550, 800))
    canvas.drawString(100, 700, "Cropped")
    canvas.save()
    (page,) = read_pdf(str(tmp_path / "a.pdf"), item="x").pages
    assert (page.width, page.height) == (500, 700)
    assert page.blocks[0].box.x0 == pytest.approx(50, abs=2)
    assert page.blocks[0].box.y1 == pytest.approx(100, abs=3)


def test_words_far_apart_at_one_height_are_lines_of_their_own(tmp_path: Path) -> None:
    page = [Text(text="left cell", x=72), Text(text="right cell", x=300)]
    assert [line.text for line in lines_of(typeset(tmp_path / "a.pdf", page))] == ["left cell", "right cell"]


def test_a_section_number_stays_with_its_title(tmp_path: Path) -> None:
    page = [Text(text="1.2", x=72), Text(text="Aims and objectives", x=110)]
    assert [line.text for line in lines_of(typeset(tmp_path / "a.pdf", page))] == ["1.2 Aims and objectives"]


def test_a_damaged_page_is_an_empty_one(tmp_path: Path) -> None:
    pages = b"<< /Type /Pages /Kids [3 0 R 9 0 R 5 0 R 3 0 R] /Count 4 >>"
    font = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    sound = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R %s >>" % font
    damaged = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R %s >>" % font
    content = stream(b"BT /F 12 Tf 100 600 Td (Sound) Tj ET")
    garbage = stream(b"this is no zlib stream", entries=b"/Filter /FlateDecode")
    (tmp_path / "a.pdf").write_bytes(written(CATALOGUE, pages, sound, content, damaged, garbage))
    texts = [page.text for page in read_pdf(str(tmp_path / "a.pdf"), item="x").pages]
    assert texts[0] == texts[-1] == "Sound"
    assert set(texts[1:-1]) == {""}


def test_progress_is_reported_to_the_last_page(tmp_path: Path) -> None:
    told: list[int] = []
    path = typeset(tmp_path / "a.pdf", *[[Text(text="page")] for _ in range(35)])
    read_pdf(path, item="x", report=told.append)
    assert told == [16, 32, 35]


def test_a_line_that_ends_in_a_hyphen_is_a_line_of_its_own(tmp_path: Path) -> None:
    page = [Text(text="a word that is hyphen-", y=100), Text(text="ated at the end", y=112)]
    path = typeset(tmp_path / "a.pdf", page)
    assert [line.text for line in lines_of(path)] == ["a word that is hyphen-", "ated at the end"]
    assert read_pdf(path, item="x").pages[0].text == "a word that is hyphenated at the end"


def test_letters_of_a_page_that_pdfium_takes_for_one_written_downwards_are_lines(tmp_path: Path) -> None:
    """Contents without leaders, each letter set by itself, as browsers do: few words, wide apart, closely set lines."""
    page = []
    for number in range(30):
        x, y = 72.0, 100.0 + 12 * number
        for letter in f"Annex {number}":
            page.append(Text(text=letter, x=x, y=y, size=12))
            x += stringWidth(letter, "Helvetica", 12)
        page.append(Text(text=str(number + 3), x=515, y=y, size=12))
    read = [line.text for line in lines_of(typeset(tmp_path / "a.pdf", page))]
    assert read == [f"Annex {number} {number + 3}" for number in range(30)]
