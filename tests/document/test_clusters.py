"""What a browser's print spells out (ActualText) is read whole and once: Thai, Devanagari, Persian joiners."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dragoman.document.pdf import read_pdf

SIZE = 12.0
STEP = 6.7


class Print:
    """A line as a browser prints it: each glyph at a place of its own, clusters with what they stand for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, invariant=True, pageCompression=0)
        self.canvas.setFont("Helvetica", SIZE)
        self._code: list[str] = self.canvas._code  # type: ignore[attr-defined]  # no method writes an operator
        self.x = 72.0

    def spelled(self, text: str, *, width: float = STEP, overhang: bool = False) -> "Print":
        """A letter and a mark that stands at the letter's end, which are drawn by two glyphs."""
        self._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC")
        self.canvas.drawString(self.x, 700, "n")
        if overhang:
            self.canvas.drawString(self.x + width + 0.4, 700, "i")
        self._code.append("EMC")
        self.x += width
        return self

    def space(self, width: float) -> "Print":
        self.canvas.drawString(self.x, 700, " ")
        self.x += width
        return self

    def text(self) -> str:
        self.canvas.showPage()
        self.canvas.save()
        return read_pdf(str(self.path), item="x").pages[0].text


def test_a_letter_with_its_mark_is_there_once(tmp_path: Path) -> None:
    line = Print(tmp_path / "a.pdf")
    for cluster in ("สิ", "ท", "ธิ", "ม", "นุ", "ษ", "ย", "ช", "น"):
        line.spelled(cluster, overhang=len(cluster) > 1)
    assert line.text() == "สิทธิมนุษยชน"


def test_vowels_stay_with_their_consonants_and_words_part_where_the_file_has_a_space(tmp_path: Path) -> None:
    line = Print(tmp_path / "a.pdf")
    for cluster in ("मा", "न", "व"):
        line.spelled(cluster)
    line.space(3)
    for cluster in ("अ", "धि", "का", "र"):
        line.spelled(cluster)
    assert line.text() == "मानव अधिकार"


def test_what_takes_no_room_between_letters_is_a_non_joiner(tmp_path: Path) -> None:
    line = Print(tmp_path / "a.pdf")
    for letter in "دوش":  # from left to right as they stand: می‌شود
        line.spelled(letter)
    line.space(0)
    for letter in "یم":
        line.spelled(letter)
    line.space(4)
    line.spelled("او")
    assert line.text() == "او می\u200cشود"


def test_numbers_that_are_spelled_out_keep_their_order(tmp_path: Path) -> None:
    line = Print(tmp_path / "a.pdf")
    line.spelled("12").space(4)
    for letter in "ماع":
        line.spelled(letter)
    assert line.text() == "عام 12"
