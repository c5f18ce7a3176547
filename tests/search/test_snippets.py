"""A snippet shows the words that were asked for, in the forms in which they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.search.analysis import wanted
from dragoman.search.marking import Marker, signs
from dragoman.search.model import Fragment
from dragoman.search.snippets import LENGTH, snippet


def shown(query: str, text: str, language: str) -> tuple[Fragment, ...]:
    terms = frozenset(term for want in wanted(query, language) for term in (want.term, *want.plain))
    analysed = snippet(text, language, Marker(terms))
    assert snippet(text, language, Marker(terms), signs=signs(text, language)) == analysed, (
        "signs change nothing but the time"
    )
    return analysed


def marked(query: str, text: str, language: str) -> list[str]:
    return [fragment.text for fragment in shown(query, text, language) if fragment.marked]


@pytest.mark.parametrize(
    ("language", "query", "text", "words"),
    [
        ("en", "migrations", "Migration, and the migrants' (migration).", ["Migration", "migration"]),
        ("fr", "education", "L'éducation des élèves.", ["éducation"]),
        ("es", "migracion", "Las migraciones, la migración.", ["migraciones", "migración"]),
        ("ru", "миграция", "О миграции: миграцию изучали.", ["миграции", "миграцию"]),
        ("ar", "مهاجرين", "حقوق المهاجرين والعمال", ["المهاجرين"]),
        ("zh", "移民政策", "关于移民政策的研究。", ["移民政策"]),
        ("ja", "研究", "移民の研究所。", ["研究"]),
        ("th", "สิทธิ", "สิทธิมนุษยชน", ["สิทธิ"]),
        ("he", "הגירה", "מדיניות בהגירה", ["בהגירה"]),
        ("tr", "istanbul", "İSTANBUL'da yaşam", ["İSTANBUL"]),
        ("fa", "کتاب", "کتاب‌ها و كتابها", ["کتاب", "كتابها"]),
        ("zh", "OAuth", "使用OAuth协议", ["OAuth"]),
        ("en", "o", "no o, on (o)", ["o", "o"]),
    ],
)
def test_words_are_marked_as_they_stand(language: str, query: str, text: str, words: list[str]) -> None:
    assert marked(query, text, language) == words


def test_a_long_passage_is_shown_where_most_of_the_words_stand() -> None:
    text = (
        "Filler words go here. " * 20
        + "Policy is one. "
        + "More filler. " * 20
        + "Migration policy matters. "
        + "End. " * 60
    )
    fragments = shown("migration policy", text, "en")
    whole = "".join(f.text for f in fragments)
    assert [f.text for f in fragments if f.marked] == ["Migration", "policy"]
    assert whole.startswith("…")
    assert whole.endswith("…")
    assert len(whole) <= LENGTH + 2


def test_a_snippet_begins_and_ends_with_whole_words() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    whole = "".join(f.text for f in shown("word100", text, "en")).strip("…")
    assert set(whole.split()) <= set(text.split())


def test_chinese_is_cut_without_looking_for_spaces() -> None:
    text = "研究的背景与目的" * 60 + "移民" + "其他的内容部分" * 60
    fragments = shown("移民", text, "zh")
    assert [f.text for f in fragments if f.marked] == ["移民"]
    assert LENGTH - 40 <= len("".join(f.text for f in fragments)) <= LENGTH + 2


def test_a_passage_whose_section_title_matched_is_shown_from_its_beginning() -> None:
    fragments = shown("elsewhere", "Some text. " * 60, "en")
    assert not any(f.marked for f in fragments)
    assert fragments[0].text.startswith("Some text.")


@given(text=st.text(max_size=700), query=st.text(max_size=30), language=st.sampled_from(["en", "zh", "ar", "th", "ja"]))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_snippet_of_its_own_words(text: str, query: str, language: str) -> None:
    fragments = shown(query, text, language)
    whole = "".join(f.text for f in fragments).removeprefix("…").removesuffix("…")
    assert whole.rstrip("…") in text.replace("\n", " ") or whole in text.replace("\n", " ")
    assert len(whole) <= LENGTH + 12
    assert all(f.text for f in fragments)
