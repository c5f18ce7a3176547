"""Small reports made on the spot, and a library to take them into."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from dragoman.store.library import Library

CHAPTERS = ("The state", "Aims", "Methods", "Findings", "The future", "Policies", "The history")


def make_report(path: Path, *, title: str, pages: int = 3, word: str = "migration") -> Path:
    """A report with a cover and pages of prose about `word`; the same arguments give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), pagesize=A5, invariant=True)
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(40, 400, title)
    canvas.showPage()
    for number in range(1, pages):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(40, 540, f"{number}. {CHAPTERS[number % len(CHAPTERS)]} of {word}")
        canvas.setFont("Helvetica", 10)
        for line in range(20):
            prose = f"In chapter {number} people of {line} towns who study {word} say what they found."
            canvas.drawString(40, 510 - 14 * line, prose)
        canvas.drawString(200, 20, str(number + 1))
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library", create=True)
    yield opened
    opened.close()
