"""Columns are read one after the other, titles across them first, and boxes of text keep together."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.columns import reading_order
from dragoman.document.model import Box, Line
from dragoman.document.pdf import read_pdf

from .typeset import Text, running_text, typeset


def line(text: str, x: float, y: float, width: float = 200) -> Line:
    return Line(text=text, box=Box(x, y, x + width, y + 10), size=10)


def column(name: str, x: float, *, y: float = 100, lines: int = 8) -> list[Line]:
    return [line(f"{name}{number}", x, y + 12 * number) for number in range(lines)]


def words(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_two_columns_written_line_by_line_are_read_column_by_column(tmp_path: Path) -> None:
    left = running_text(x=60, lines=15, words=8)
    right = running_text(x=320, lines=15, words=8, first=40)
    mixed = [text for pair in zip(left, right, strict=True) for text in pair]
    title = Text(text="A title that stands over both of the columns of the page", x=60, y=40, size=18)
    (page,) = read_pdf(typeset(tmp_path / "a.pdf", [*mixed, title]), item="x").pages
    read = " ".join(page.text.split())
    assert read == " ".join([title.text, *[text.text for text in left], *[text.text for text in right]])


def test_right_to_left_columns_begin_at_the_right() -> None:
    left, right = column("l", 50), column("r", 300)
    assert words(reading_order([*left, *right], right_to_left=True)) == words([*right, *left])


def test_three_columns() -> None:
    parts = [column(name, x) for name, x in (("a", 20), ("b", 230), ("c", 440))]
    mixed = [line for row in zip(*parts, strict=True) for line in row]
    assert words(reading_order(mixed)) == words([line for part in parts for line in part])


def test_what_spans_the_columns_parts_them() -> None:
    upper = [*column("a", 50), *column("b", 300)]
    across = line("across", 50, 220, width=450)
    lower = [*column("c", 50, y=250), *column("d", 300, y=250)]
    assert words(reading_order([*lower, across, *upper])) == words([*upper, across, *lower])


def test_a_narrow_strip_of_numbers_is_no_column() -> None:
    numbers = [line(f"n{number}", 50, 100 + 12 * number, width=12) for number in range(8)]
    texts = column("t", 80)
    expected = [text for pair in zip(numbers, texts, strict=True) for text in pair]
    assert words(reading_order([*numbers, *texts])) == words(expected)


@given(
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 800), st.floats(1, 500), st.floats(1, 60)), max_size=40),
    st.booleans(),
)
def test_no_line_is_lost_or_doubled(boxes: list[tuple[float, float, float, float]], right_to_left: bool) -> None:  # noqa: FBT001
    lines = [
        Line(text=str(number), box=Box(x, y, x + width, y + height), size=10)
        for number, (x, y, width, height) in enumerate(boxes)
    ]
    ordered = reading_order(lines, right_to_left=right_to_left)
    assert sorted(ordered, key=lambda line: int(line.text)) == lines
