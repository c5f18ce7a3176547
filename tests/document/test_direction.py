"""Right-to-left text comes in logical order from where its glyphs stand, whatever order they were drawn in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.direction import Glyph, cells, has_right_to_left, left_to_right, logical, rows, without_fillers

SIZE = 10.0
WIDTH = 5.0


def drawn(visual: str, *, x: float = 0.0, baseline: float = 100.0) -> list[Glyph]:
    """Glyphs as they stand from left to right; a space is only a gap, as in most files."""
    return [
        Glyph(letter, x + WIDTH * place, baseline - 8, x + WIDTH * (place + 1), baseline + 2, baseline, place)
        for place, letter in enumerate(visual)
        if letter != " "
    ]


def read(glyphs: list[Glyph]) -> str:
    random.Random(1).shuffle(glyphs)
    return logical(glyphs, SIZE)


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("ملاس", "سالم"),
        ("ةلاقم ةديدج", "جديدة مقالة"),
        ("terceS reifireV", "terceS reifireV"),
        ("رخآ Look-up Secret Verifier لوأ", "أول Look-up Secret Verifier آخر"),
        ("4.0.3 رادصإ", "إصدار 4.0.3"),
        ("2021-2015 ماوعأ", "أعوام 2021-2015"),
        ("٢٠٢١ ماع", "عام ٢٠٢١"),
        ("36 ........ ةمدقملا", "المقدمة ........ 36"),
        ("21 ........ API لصف", "فصل API ........ 21"),
        ("[6] عجرم", "مرجع [6]"),
        ("]6[ עקר", "רקע [6]"),
        ("ISO 9001 راعم", "معار ISO 9001"),
        ("دنبلا )1", "1) البند"),
        ("دنبلا (1", "1) البند"),
    ],
)
def test_logical_order(visual: str, text: str) -> None:
    assert read(drawn(visual)) == text


def test_lam_and_alef_of_one_glyph() -> None:
    both = (0.0, 92.0, WIDTH, 102.0, 100.0)
    for first, second in (("ا", "ل"), ("ل", "ا")):
        ligature = [Glyph(first, *both, 0), Glyph(second, *both, 1)]
        assert logical(ligature, SIZE) == "لا"


def test_a_vowel_mark_follows_its_letter() -> None:
    letters = drawn("ادج")
    mark = Glyph("ً", 0.5, 90, 3, 93, 97, 9)
    assert logical([*letters, mark], SIZE) == "جداً"


def test_dots_set_by_themselves_follow_the_letter_that_they_are_over() -> None:
    word = drawn("كتلا")
    dots = Glyph("ر", 6, 88, 8, 92, 95, 9)
    assert logical([*word, dots], SIZE) == "الترك"


def test_rows_join_what_is_set_a_little_off_the_line() -> None:
    upper, lower = drawn("abc", baseline=100), drawn("def", baseline=113)
    raised = Glyph("x", 40, 85, 43, 89, 96.5, 7)
    found = [{glyph.text for glyph in row} for row in rows([*lower, raised, *upper])]
    assert found == [{"a", "b", "c", "x"}, {"d", "e", "f"}]


def test_cells_are_parted_by_wide_gaps_and_come_from_the_right() -> None:
    row = [*drawn("يمين", x=200), *drawn("راسي", x=0)]
    assert [logical(cell, SIZE) for cell in cells(row, 19)] == ["نيمي", "يسار"]


def test_letters_drawn_out_of_turn_stand_where_they_are_printed() -> None:
    title = drawn("Eşler Arası")
    turned = [glyph for glyph in title if glyph.text != "ş"] + [glyph for glyph in title if glyph.text == "ş"]
    assert "".join(glyph.text for glyph in left_to_right(turned, SIZE)) == "Eşler Arası"


def test_what_is_drawn_twice_to_look_bold_is_there_once() -> None:
    twice = [*drawn("Bold"), *drawn("Bold", x=0.3)]
    assert "".join(glyph.text for glyph in left_to_right(twice, SIZE)) == "Bold"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("An English sentence that has one كلمة in it", False),
        ("نص عربي مع word", True),
        ("", False),
        ("12 .... 34", False),
    ],
)
def test_has_right_to_left(text: str, is_so: bool) -> None:  # noqa: FBT001
    assert has_right_to_left(text) is is_so


@given(st.text("ابجدهوزabcXYZ0123456789 .,()[]-/:٣", max_size=40))
def test_no_letter_is_lost(visual: str) -> None:
    text = logical(drawn(visual), SIZE) if visual.strip() else ""
    unspaced = sorted(text.replace(" ", "").translate(str.maketrans("([", ")]")))
    assert unspaced == sorted(visual.replace(" ", "").translate(str.maketrans("([", ")]")))


def glyphs(*places: tuple[str, float, float]) -> list[Glyph]:
    return [Glyph(text, x0, 0.0, x1, 10.0, 10.0, number) for number, (text, x0, x1) in enumerate(places)]


def test_strokes_that_draw_words_out_are_no_letters() -> None:
    """LibreOffice lays them over the letters on both sides, and its fonts call them "%" or whatever."""
    drawn = [glyphs(("ك", 30, 35), ("%", 26, 30.5), ("ا", 22, 26.4), ("ن", 15, 22)) for _ in range(2)]
    assert [[glyph.text for glyph in row] for row in without_fillers(drawn)] == [["ك", "ا", "ن"]] * 2
    assert without_fillers(drawn)[0][0].x0 == 26  # nothing is between the letters


def test_signs_that_stand_beside_letters_stay() -> None:
    percent = glyphs(("ب", 30, 35), ("%", 26, 30), ("ا", 22, 26))
    once = glyphs(("ب", 30, 35), (".", 28, 30.4), ("ا", 22, 28.4))
    assert without_fillers([percent, once]) == [percent, once]
