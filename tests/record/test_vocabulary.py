"""The word lists, the scripts and the folding that finders compare by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.vocabulary import imprint
from dragoman.vocabulary.folding import fold, squeeze
from dragoman.vocabulary.headings import HEADINGS, Part, part_named
from dragoman.vocabulary.months import month_names
from dragoman.vocabulary.scripts import LANGUAGES_OF_SCRIPT, chinese_script, script_counts, weighed_scripts


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("CONTENTS", Part.CONTENTS),
        ("Table des matières", Part.CONTENTS),
        ("ОГЛАВЛЕНИЕ", Part.CONTENTS),
        ("目 录", Part.CONTENTS),
        ("المحتويات", Part.CONTENTS),
        ("فهرست مطالب", Part.CONTENTS),
        ("विषय सूची", Part.CONTENTS),
        ("Executive Summary", Part.SUMMARY),
        ("Resumen", Part.ABSTRACT),
        ("Благодарности", Part.ACKNOWLEDGEMENTS),
        ("Список литературы", Part.BIBLIOGRAPHY),
        ("Anexos", Part.ANNEX),
        ("Lời nói đầu", Part.FOREWORD),
        ("Boats and people", None),
        ("", None),
    ],
)
def test_parts_of_books_are_known_by_name(heading: str, part: Part | None) -> None:
    assert part_named(heading) is part


def test_folding_undoes_how_words_are_written() -> None:
    assert fold("  ﬁnal—Report: №1 ") == fold("Final report no1")
    assert fold("المُحتَويات") == fold("المحتويات")
    assert squeeze("Co-operation") == squeeze("Cooperation")


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_months_are_known_in_many_languages() -> None:
    names = month_names()
    assert {names[fold(name)] for name in ("October", "octobre", "октября", "أكتوبر", "Οκτωβρίου", "październik")} == {
        10
    }


def test_scripts_are_counted() -> None:
    assert script_counts("Water вода 水") == {"Latn": 5, "Cyrl": 4, "Hani": 1}
    assert weighed_scripts("水 a")["Hani"] > weighed_scripts("水 a")["Latn"]
    assert (chinese_script("这个国家"), chinese_script("這個國家")) == ("Hans", "Hant")


@pytest.mark.parametrize("part", Part)
def test_at_least_thirty_languages_have_a_word_for_each_part(part: Part) -> None:
    speaking = {language for language, words in HEADINGS.items() if part in words.values()}
    assert len(speaking) >= 30, sorted(HEADINGS.keys() - speaking)


@pytest.mark.parametrize("language", HEADINGS)
def test_the_words_of_a_language_are_in_its_scripts(language: str) -> None:
    known = {script for script, languages in LANGUAGES_OF_SCRIPT.items() if language in languages}
    known |= {"Hani"} if language in {"ja", "ko"} else set()
    for word in HEADINGS[language]:
        scripts = set(script_counts(word))
        assert scripts
        assert not known or scripts <= known, (word, scripts)


def test_every_heading_is_known_by_itself_and_in_capitals() -> None:
    for language, words in HEADINGS.items():
        for word in words:
            assert part_named(word) is not None, (language, word)


@pytest.mark.parametrize("said", imprint.BY_LANGUAGE)
def test_at_least_thirty_languages_say_who_made_a_book(said: str) -> None:
    assert len(imprint.BY_LANGUAGE[said]) >= 30
    assert all(all(words) and words for words in imprint.BY_LANGUAGE[said].values())
