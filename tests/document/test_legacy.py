"""Cyrillic and Greek that come out as accented Latin, because a font does not say what it draws, are read rightly."""

import pytest

from dragoman.document.legacy import lines_read_by, read_by, table_of_lines
from dragoman.document.model import Box, Line

RUSSIAN = "Это исследование о людях, которые приехали в другую страну, и о том, что они там нашли"
GREEK = "Αυτή είναι μια μελέτη για τους ανθρώπους που ήρθαν σε μια άλλη χώρα και για όσα βρήκαν εκεί"


def lines(*texts: str) -> list[Line]:
    return [Line(text=text, box=Box(0, 0, 1, 1), size=10) for text in texts]


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"), (GREEK, "cp1253")]
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    garbled = lines(text.encode(encoding).decode("latin-1"), "LaTeX")
    table = table_of_lines([garbled])
    assert table
    assert [line.text for line in lines_read_by(table, garbled)] == [text, "LaTeX"]


def test_half_of_the_text_may_be_english() -> None:
    english = "A guide to the commands that every user of this system will want to know by heart"
    garbled = lines(RUSSIAN.encode("cp1251").decode("latin-1"), english)
    table = table_of_lines([garbled])
    assert table
    assert [line.text for line in lines_read_by(table, garbled)] == [RUSSIAN, english]


def test_the_quotation_marks_of_t2a() -> None:
    garbled = lines(RUSSIAN.encode("cp1251").decode("latin-1"), "êàê ¾êíèãà¿ âñ¼")
    table = table_of_lines([garbled])
    assert table
    assert read_by(table, "¾êíèãà¿ âñ¼") == "«книга» всё"


@pytest.mark.parametrize(
    "text",
    [
        "L’élève a été très zélé : il a créé à Orléans, où l’été dernier il a cédé sa thèse achevée là-bas",
        "Þetta er rannsókn á fólki sem kom til annars lands og því sem það fann þar þegar það var þar",
        RUSSIAN,
        "",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert table_of_lines([lines(text)]) is None
