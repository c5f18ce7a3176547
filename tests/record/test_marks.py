"""What was read from a file is marked where it stands on its pages."""

from pathlib import Path

from PIL import Image

from dragoman.accession.model import PDF
from dragoman.document.model import MarkKind
from dragoman.document.pictures import COLOURS, draw
from dragoman.plugins import read
from dragoman.record.describe import describe
from dragoman.record.marks import marks

PAPER = Path(__file__).parents[2] / "samples/bitcoin/bitcoin.fr.pdf"


def test_title_abstract_and_headings_are_marked_and_drawn(tmp_path: Path) -> None:
    document = read(str(PAPER), item="0" * 128, media_type=PDF)
    description = describe(document)
    found = marks(document, description)
    assert description.title
    (title,) = (mark for mark in found if mark.kind is MarkKind.TITLE)
    assert (title.page, title.box) == (1, description.title.evidence.region)
    assert {mark.page for mark in found if mark.kind is MarkKind.ABSTRACT} == {1}
    headings = [mark for mark in found if mark.kind is MarkKind.SECTION]
    assert description.sections
    assert len(headings) == len(description.sections.value)
    assert not any("not found" in mark.word for mark in headings)

    drawn = draw(str(PAPER), found, folder=str(tmp_path / "seen"))
    pictures = sorted((tmp_path / "seen").iterdir())
    assert drawn == len(pictures)
    assert pictures[0].name == "0001.png"
    with Image.open(pictures[0]) as picture:
        scale = picture.width / document.pages[0].width
        frame = picture.getpixel((int((title.box.x0 + title.box.x1) / 2 * scale), int(title.box.y0 * scale - 1)))
    assert frame == COLOURS[MarkKind.TITLE][1]
