import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.numbering import ordinal, roman_value, split_label

ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


@pytest.mark.parametrize(
    ("heading", "label", "title", "depth"),
    [
        ("1 Overview", "1", "Overview", 1),
        ("1.2. Scope and aims", "1.2", "Scope and aims", 2),
        ("3.1.10 Réseau", "3.1.10", "Réseau", 3),
        ("Chapter 4: Findings", "Chapter 4", "Findings", 1),
        ("Section 2 - Migration Patterns", "Section 2", "Migration Patterns", 1),
        ("Annex 1", "Annex 1", "Annex 1", 1),
        ("Приложение 2. Анкета", "Приложение 2", "Анкета", 1),
        ("Раздел 3 Выводы", "Раздел 3", "Выводы", 1),
        ("第三章 结论", "第三章", "结论", 1),
        ("第1章 概要", "第1章", "概要", 1),
        ("제2장 결과", "제2장", "결과", 1),
        ("一、背景", "一", "背景", 1),
        ("الملحق 1: الاستبيان", "الملحق 1", "الاستبيان", 1),
        (".1 المقدمة", "1", "المقدمة", 1),
        ("IV. Results", "IV", "Results", 1),
        ("A.1 Forms", "A.1", "Forms", 2),
        ("V1.2 Injection", "V1.2", "Injection", 2),
        ("１． 序論", "１", "序論", 1),
        ("3D printing", None, "3D printing", 0),
        ("A Bit of History", None, "A Bit of History", 0),
        ("I am not numbered", None, "I am not numbered", 0),
        ("Annexation of land", None, "Annexation of land", 0),
        ("2015-2020", None, "2015-2020", 0),
    ],
)
def test_labels_are_split_from_titles(heading: str, label: str | None, title: str, depth: int) -> None:
    numbered = split_label(heading)
    assert (numbered.label, numbered.title, numbered.depth) == (label, title, depth)


@given(st.integers(min_value=1, max_value=99))
def test_roman_numerals_are_read(value: int) -> None:
    numeral = TENS[value // 10] + ONES[value % 10]
    assert roman_value(numeral) == roman_value(numeral.upper()) == value


@pytest.mark.parametrize("text", ["", "iiii", "vx", "abc", "12", "mix up"])
def test_other_words_are_no_roman_numerals(text: str) -> None:
    assert roman_value(text) is None


@pytest.mark.parametrize(
    ("label", "value"),
    [("3", 3), ("Chapter 12", 12), ("IV", 4), ("第十二章", 12), ("第三章", 3), ("二十", 20), ("十", 10)],
)
def test_labels_have_values(label: str, value: int) -> None:
    assert ordinal(label) == value


@given(st.text(max_size=80))
def test_any_text_has_a_title(text: str) -> None:
    numbered = split_label(text)
    assert numbered.title in " ".join(text.split())
    assert bool(numbered.title) == bool(text.split())
