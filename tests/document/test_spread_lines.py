"""A line that is justified with few words is one line; the cells of a row are not."""

from dragoman.document.contents import contents_entries
from dragoman.document.model import Box, Line
from dragoman.document.parting import respread

LEFT, RIGHT = 30.0, 380.0


def line(text: str, x0: float, x1: float, y: float = 100.0) -> Line:
    return Line(text=text, box=Box(x0, y, x1, y + 10), size=10)


def row(*places: tuple[str, float, float], y: float = 100.0) -> list[Line]:
    return [line(text, x0, x1, y) for text, x0, x1 in places]


def texts(rows: list[list[Line]]) -> list[list[str]]:
    return [[line.text for line in row] for row in rows]


def test_words_at_one_distance_are_a_line() -> None:
    words = row(("Mehrere", 30, 70), ("lange", 96, 120), ("Wörter", 146, 180), ("nebeneinander", 206, 300))
    assert texts(respread([words])) == [["Mehrere lange Wörter nebeneinander"]]


def test_words_at_different_distances_are_cells() -> None:
    cells = row(("Country", 30, 70), ("Area", 100, 120), ("People", 160, 190), ("Year", 220, 240))
    assert respread([cells]) == [cells]


def test_numbers_are_cells_at_any_distance() -> None:
    cells = row(("12", 30, 40), ("34", 60, 70), ("56", 90, 100), ("78", 120, 130))
    assert respread([cells]) == [cells]


def test_two_stretches_as_wide_as_the_line_above_are_a_line() -> None:
    above = row(("โดยที่การยอมรับนับถือเกียรติศักดิ์", LEFT, RIGHT), y=86)
    parted = row(("บรรดาชายและหญิง", LEFT, 200), ("และได้ตกลงใจ", 230, RIGHT))
    assert texts(respread([above, parted]))[1] == ["บรรดาชายและหญิง และได้ตกลงใจ"]


def test_two_stretches_by_themselves_are_cells() -> None:
    parted = row(("Chapter", LEFT, 200), ("Responsible body", 230, RIGHT))
    assert respread([parted]) == [parted]
    narrower = row(("Responsible bodies of the four communes", LEFT, 300), y=86)
    assert respread([narrower, parted])[1] == parted


def test_headings_that_end_with_a_rising_number_are_no_contents() -> None:
    """The articles of a law have their text between them; the entries of contents stand together."""
    lines = []
    for article in range(1, 6):
        lines.append(line(f"Article {article}", 30, 70, y=100.0 * article))
        lines += [line("and so on, as it was agreed", 30, 380, y=100.0 * article + 14 * n) for n in range(1, 4)]
    assert contents_entries(lines) == set()
    assert contents_entries([entry for entry in lines if entry.text.startswith("Article")]) == set(range(5))
