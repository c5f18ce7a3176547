"""Text is kept comparable and safe: NFC, nothing invisible in it, ligatures and line ends undone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.joining import closed_up, compounds_of, joined
from dragoman.document.normal import clean


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("  two\t words \n", "two words"),
        ("e\u0301dition", "édition"),
        ("o\ufb03ce", "office"),
        ("co\u00adopera\u200btion\ufeff", "cooperation"),
        ("\u202eright\u202c", "right"),
        ("\ufefb\ufee7\ufeee\ufe8d", "لانوا"),
        ("\u2f00\u2f8b", "一艸"),
        ("می\u200cشود", "می\u200cشود"),  # Persian needs its zero-width non-joiner
        ("x² ½ Ａ", "x² ½ Ａ"),
        ("\uf0b7 item", "• item"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("\x10quoted\x11 \x16 su\x1ex", "“quoted” — suffix"),
    ],
)
def test_clean(printed: str, kept: str) -> None:
    assert clean(printed) == unicodedata.normalize("NFC", kept)


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in cleaned)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["one line", "and another"], "one line and another"),
        (["hyphen-", "ation"], "hyphenation"),
        (["раз-", "делы"], "разделы"),
        (["hyphen\u2010", "ation"], "hyphenation"),
        (["state-of-the-", "art"], "state-of-the-art"),
        (["Russian-", "European"], "Russian-European"),
        (["in 2014-", "2015"], "in 2014-2015"),
        (["pp. 12–", "14"], "pp. 12–14"),
        (["e-", "mail"], "e-mail"),
        (["EU-", "Staaten"], "EU-Staaten"),
        (["Vor-", "und Nachteile"], "Vor- und Nachteile"),
        (["in-", "en uitvoer"], "in- en uitvoer"),
        (["pre-", "and post-war"], "pre- and post-war"),
        (["macro-", "y microeconomía"], "macro- y microeconomía"),
        (["DEKLA-", "RATION"], "DEKLARATION"),
        (["UN-", "HABITAT"], "UN-HABITAT"),
        (["OTG-", "INFO-010"], "OTG-INFO-010"),
        (["/de-", "v/sdb"], "/dev/sdb"),
        (["кто-", "то пришёл"], "кто-то пришёл"),
        (["из-", "за моря"], "из-за моря"),
        (["по-", "русски"], "по-русски"),
        (["по-", "лный"], "полный"),
        (["мес-", "то"], "место"),
        (["фра-", "за"], "фраза"),
        (["робо-", "та"], "робота"),
        (["peut-", "être"], "peut-être"),
        (["ภาษา", "ไทย"], "ภาษาไทย"),
        (["ភាសា", "ខ្មែរ"], "ភាសាខ្មែរ"),
        (["a dash -", "here"], "a dash - here"),
        (["中文没有", "空格"], "中文没有空格"),
        (["日本語と", "Latin"], "日本語と Latin"),
        (["한국어는", "띄어쓴다"], "한국어는 띄어쓴다"),
        ([], ""),
        (["", "x", ""], "x"),
    ],
)
def test_joined(lines: list[str], text: str) -> None:
    assert joined(lines) == text


def test_a_compound_that_the_document_has_elsewhere_keeps_its_hyphen() -> None:
    compounds = compounds_of(["a small-scale study", "of self‐governing bodies"])
    assert joined(["a Small-", "scale study of hyphen-", "ation"], compounds) == "a Small-scale study of hyphenation"
    assert joined(["self-", "governing"], compounds) == "self-governing"
    assert joined(["small-", "scale"]) == "smallscale"
    assert joined(["sub-", "directory"], compounds_of(["a sub-directory", "of a subdirectory"])) == "subdirectory"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("S U M M A R Y", "SUMMARY"),
        ("С О Д Е Р Ж А Н И Е", "СОДЕРЖАНИЕ"),
        ("目 录", "目录"),
        ("A B C D E F", "A B C D E F"),
        ("x y z k w q", "x y z k w q"),
        ("I am", "I am"),
        ("a b", "a b"),
    ],
)
def test_letters_spaced_out_are_a_word(printed: str, kept: str) -> None:
    assert closed_up(printed) == kept


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1)))
def test_joining_loses_no_letter(lines: list[str]) -> None:
    assert joined(lines).replace(" ", "") == "".join(lines)
