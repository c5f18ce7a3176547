"""PDF files made for a test: text where the test puts it."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SAMPLE = "the study of how people come to a place where they were not born and what they find when they are there"
WORDS = tuple(SAMPLE.split(" "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text: where its baseline begins, in points from the upper left corner, and its type."""

    text: str
    x: float = 72
    y: float = 72
    size: float = 10
    font: str = "Helvetica"


def typeset(path: Path, *pages: list[Text], password: str | None = None) -> str:
    """A file with these pages; the path as readers take it."""
    encryption = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(str(path), pagesize=A4, invariant=True, encrypt=encryption)
    for page in pages:
        for line in page:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, HEIGHT - line.y, line.text)
        canvas.showPage()
    canvas.save()
    return str(path)


def sentence(number: int, *, words: int = 9) -> str:
    """A line of running text, another for each number."""
    return " ".join(WORDS[(7 * number + place) % len(WORDS)] for place in range(words))


def running_text(*, x: float = 72, y: float = 72, lines: int = 20, words: int = 9, first: int = 0) -> list[Text]:
    """Lines of a column, 12 points apart."""
    return [Text(text=sentence(first + line, words=words), x=x, y=y + 12 * line) for line in range(lines)]
