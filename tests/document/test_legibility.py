"""The record says of each page whether its text could be read: sound, garbage, or none although there is ink on it."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.legibility import Look, legibility
from dragoman.document.model import Box, Legibility, Line
from dragoman.document.pdf import read_pdf
from tests.document.typeset import HEIGHT, WIDTH, sentence

NOTHING = Look(ink=0.0, ink_outside_text=0.0, paper=True)


def scan(*, width: int = 600, height: int = 840) -> Image.Image:
    """A picture of a page of text."""
    picture = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(picture)
    for line in range(4, height // 14 - 4):
        draw.text((50, 14 * line), sentence(line, words=14), fill=20)
    return picture


def photograph() -> Image.Image:
    return Image.radial_gradient("L").resize((600, 840))


def page_with(path: Path, *, picture: Image.Image | None = None, text: list[str], share: float = 1.0) -> Legibility:
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    if picture:
        canvas.drawInlineImage(picture, 0, HEIGHT * (1 - share), WIDTH, HEIGHT * share)
    for place, line in enumerate(text):
        canvas.drawString(72, HEIGHT - 72 - 12 * place, line)
    canvas.showPage()
    canvas.save()
    return read_pdf(str(path), item="x").pages[0].legibility


def test_a_page_of_text_is_legible(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", text=[sentence(n) for n in range(20)]) is Legibility.LEGIBLE


def test_a_page_with_nothing_on_it_is_blank(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", text=[]) is Legibility.BLANK


def test_a_page_with_a_number_only_is_legible(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", text=["12"]) is Legibility.LEGIBLE


def test_a_scanned_page_has_no_text(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", picture=scan(), text=[]) is Legibility.TEXTLESS


def test_a_scanned_page_that_was_stamped_has_none_either(tmp_path: Path) -> None:
    stamp = ["Downloaded from example.org on 1 May 2019 by a reader who agreed to the terms of use"]
    assert page_with(tmp_path / "a.pdf", picture=scan(), text=stamp) is Legibility.TEXTLESS


def test_a_screenshot_under_a_running_head_has_none_either(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", picture=scan(), text=["Manual 12"], share=0.5) is Legibility.TEXTLESS


def test_a_title_on_a_photograph_is_legible(tmp_path: Path) -> None:
    assert page_with(tmp_path / "a.pdf", picture=photograph(), text=["Annual report 2019"]) is Legibility.LEGIBLE


def test_a_picture_in_a_page_of_text_leaves_it_legible(tmp_path: Path) -> None:
    text = [sentence(n) for n in range(20)]
    assert page_with(tmp_path / "a.pdf", picture=scan(), text=text, share=0.5) is Legibility.LEGIBLE


def test_letters_drawn_as_outlines_are_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    for row in range(40):
        for column in range(60):
            canvas.line(72 + 7 * column, 100 + 15 * row, 76 + 7 * column, 108 + 15 * row)
    canvas.showPage()
    canvas.save()
    assert read_pdf(str(tmp_path / "a.pdf"), item="x").pages[0].legibility is Legibility.TEXTLESS


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("\ue012\ue013\ue014 \ue001\ue022 \ue012\ue016\ue017\ue012", Legibility.GARBAGE),
        ("\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffd", Legibility.GARBAGE),
        ("A list whose \ue012 bullets are of a font's own \ue012", Legibility.LEGIBLE),
    ],
)
def test_characters_that_stand_for_nothing(text: str, verdict: Legibility) -> None:
    lines = [Line(text=text, box=Box(0, 0, 1, 1), size=10)]
    assert legibility(lines, look=lambda _: NOTHING, pictured=lambda: 1.0) is verdict
    assert legibility(lines, look=lambda _: pytest.fail("looked at"), pictured=lambda: 0.1) is verdict
    assert legibility(200 * lines, look=lambda _: NOTHING, pictured=lambda: pytest.fail("looked at")) is verdict
