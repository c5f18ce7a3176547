"""The mark of a note is set off from the word that it stands behind, and a note from the text above it."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.marks import set_off, without_marks
from dragoman.document.model import BlockKind
from dragoman.document.pdf import read_pdf
from dragoman.record.describe import describe

from .typeset import HEIGHT, running_text

SPANISH = Path(__file__).parents[2] / "samples/bitcoin/bitcoin.es.pdf"


def test_a_title_has_no_mark_in_it() -> None:
    document = read_pdf(str(SPANISH), item="0")
    title = describe(document).title
    assert document.pages[0].blocks[0].text.endswith("peer-to-peer ¹")
    assert title
    assert title.value == "Bitcoin: un sistema de dinero en efectivo electrónico peer-to-peer"


def test_small_high_figures_are_marks_and_others_are_not(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "marks.pdf"), pagesize=A4, invariant=True)
    text = canvas.beginText(72, HEIGHT - 100)
    for words, size, rise in (
        *(("What was found", 10, 0), ("12", 6, 4), (" in 2019 by Group7 was 3 km", 10, 0), ("2", 6, 4)),
    ):
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.setFont("Helvetica", 10)
    for line in running_text(y=120, lines=45):
        canvas.drawString(line.x, HEIGHT - line.y, line.text)
    note = canvas.beginText(72, HEIGHT - 760)
    for words, size, rise in (("12", 5, 3), ("See the annex.", 8, 0)):
        note.setFont("Helvetica", size)
        note.setRise(rise)
        note.textOut(words)
    canvas.drawText(note)
    canvas.save()
    (page,) = read_pdf(str(tmp_path / "marks.pdf"), item="0").pages
    lines = [line.text for block in page.blocks for line in block.lines]
    assert lines[0] == "What was found ¹² in 2019 by Group7 was 3 km²"
    assert [(b.kind, b.text) for b in page.blocks][-1] == (BlockKind.NOTE, "¹² See the annex.")


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("peer-to-peer¹", "peer-to-peer ¹"),
        ("the end.¹² Then", "the end. ¹² Then"),
        ("10⁶ and km² and m³", "10⁶ and km² and m³"),
        ("¹See the annex", "¹ See the annex"),
        ("結論。³", "結論。 ³"),
    ],
)
def test_powers_keep_their_place(printed: str, kept: str) -> None:
    assert set_off(printed) == kept


def test_a_title_loses_only_what_is_set_off() -> None:
    assert without_marks("Water ¹ in km²") == "Water in km²"
