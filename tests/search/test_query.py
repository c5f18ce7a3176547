"""Questions: all words first, phrases, filters, facets, pages of results; and nothing that is typed can raise."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.record.model import Section
from dragoman.search.index import SearchIndex
from dragoman.search.model import Query, Results
from dragoman.store.library import Library
from dragoman.store.model import Filters

from .shelf import Edition, keep

TEXTS = {
    "en": ("Human rights of migrant workers in the report.", "Education policies for children of migrants."),
    "fr": ("Les droits humains des travailleurs migrants.", "Les politiques d'éducation pour les enfants."),
    "es": ("Los derechos humanos de los trabajadores migrantes.", "Políticas de educación para los niños."),
    "ru": ("Права человека трудящихся-мигрантов.", "Политика образования для детей мигрантов."),
    "ar": ("حقوق الإنسان للعمال المهاجرين.", "سياسات التعليم لأطفال المهاجرين."),
    "zh": ("移徙工人的人权报告。", "移民儿童的教育政策。"),
    "ja": ("移住労働者の人権。", "移民の子どもの教育政策。"),
    "th": ("สิทธิมนุษยชนของแรงงานข้ามชาติ", "นโยบายการศึกษาสำหรับเด็ก"),
    "he": ("זכויות האדם של מהגרי עבודה.", "מדיניות החינוך לילדים."),
    "tr": ("Göçmen işçilerin insan hakları.", "Çocuklar için eğitim politikaları."),
    "fa": ("حقوق بشر کارگران مهاجر.", "سیاست‌های آموزشی برای کودکان."),
}
TITLES = {"en": "Rights at work", "ru": "Права на работе", "zh": "工作权利"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """One work in eleven languages, and forty in English."""
    library = Library.open(tmp_path_factory.mktemp("shelf") / "library", create=True)
    editions = [
        Edition(language=language, title=TITLES.get(language, "Report"), pages=pages, year="2015-10")
        for language, pages in TEXTS.items()
    ]
    keep(library, "rights", *editions)
    for number in range(40):
        text = f"Volume {number} tells of rivers" + (" and of bridges." if number % 4 == 0 else ".")
        kind = "report" if number % 2 else "guide"
        volume = Edition(language="en", title=f"Rivers {number}", pages=(text,), year=str(1990 + number % 3), kind=kind)
        keep(library, f"river{number:02}", volume)
    index = SearchIndex.open(library.folder / "index")
    index.follow(library)
    library.close()
    return index


def ask(index: SearchIndex, text: str, **more: object) -> Results:
    return index.search(replace(Query(text=text), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "language", "page"),
    [
        ("migrant workers", "en", 1),
        ("education policy", "en", 2),
        ("politique education", "fr", 2),
        ("derecho humano", "es", 1),
        ("образование детей", "ru", 2),
        ("حقوق العمال", "ar", 1),
        ("教育政策", "zh", 2),
        ("労働者", "ja", 1),
        ("การศึกษา", "th", 2),
        ("זכויות אדם", "he", 1),
        ("cocuk egitim", "tr", 2),
        ("کارگران مهاجر", "fa", 1),
    ],
)
def test_a_question_finds_the_page_in_its_own_language(
    shelf: SearchIndex, question: str, language: str, page: int
) -> None:
    (entry,) = ask(shelf, question, reader_language=language).entries
    assert (entry.language, entry.hits[0].passage.page) == (language, page)
    assert any(fragment.marked for fragment in entry.hits[0].snippet)
    assert len(entry.other_languages) == len(TEXTS) - 1


def test_one_entry_a_work_with_its_best_sections(library: Library, index: SearchIndex) -> None:
    sections = tuple(Section(level=1, label=str(n), title=f"Part {n}", page=n, id=f"s{n}") for n in range(1, 6))
    pages = tuple("apples " * n + "and nothing else " * (10 - n) for n in range(1, 6))
    keep(library, "w1", Edition(language="en", pages=pages, sections=sections))
    index.follow(library)
    (entry,) = ask(index, "apples").entries
    assert [hit.passage.section_id for hit in entry.hits] == ["s5", "s4", "s3"]
    assert [hit.passage.section_label for hit in entry.hits] == ["5", "4", "3"]


def test_words_of_titles_and_of_sections_find_too(library: Library, index: SearchIndex) -> None:
    sections = (Section(level=1, label="1", title="Recommendations", page=1, id="s1"),)
    keep(library, "w1", Edition(language="en", title="Quarterly bulletin", pages=("Text.",), sections=sections))
    keep(library, "w2", Edition(language="en", title="Something else", pages=("Bulletin is a word here.",)))
    index.follow(library)
    assert [e.work_id for e in ask(index, "quarterly recommendation").entries] == ["w1"]
    assert {e.work_id for e in ask(index, "bulletins").entries} == {"w1", "w2"}


def test_passages_with_all_the_words_come_first_and_alone(shelf: SearchIndex) -> None:
    assert ask(shelf, "rivers bridges").works == 10
    assert ask(shelf, "rivers").works == 40


def test_a_long_question_finds_passages_with_some_of_its_words(shelf: SearchIndex) -> None:
    results = ask(shelf, "which second volume tells us about bridges over wide rivers during winter")
    assert results.works >= 10
    assert "bridges" in results.entries[0].hits[0].passage.text


def test_a_phrase_stands_as_it_was_typed(shelf: SearchIndex) -> None:
    assert ask(shelf, '"migrant workers"').works == 1
    assert ask(shelf, '"workers migrant"').unquoted
    assert ask(shelf, "«Права человека»").works == 1
    assert ask(shelf, '"人权报告"').works == 1
    assert ask(shelf, '"volume 7" rivers').works == 1


def test_nothing_found_is_an_empty_answer(shelf: SearchIndex) -> None:
    for text in ("", "   ", "zzzzqqq", "…", '""', '"'):
        results = ask(shelf, text)
        assert (results.entries, results.works, results.languages) == ((), 0, ())


def test_filters_narrow_and_facets_leave_their_own_filter_out(shelf: SearchIndex) -> None:
    every = ask(shelf, "rivers")
    assert every.languages == (("en", 40),)
    assert dict(every.years) == {1990: 14, 1991: 13, 1992: 13}
    assert dict(every.resource_types) == {"guide": 20, "report": 20}
    narrowed = ask(shelf, "rivers", filters=Filters(year=1990))
    assert narrowed.works == 14
    assert narrowed.years == every.years
    assert sum(count for _, count in narrowed.resource_types) == 14
    both = ask(shelf, "rivers", filters=Filters(year=1990, resource_type="guide"))
    assert both.works == dict(narrowed.resource_types)["guide"]
    assert ask(shelf, "rivers", filters=Filters(language="fr")).works == 0


def test_a_language_filter_is_the_language_of_the_question(shelf: SearchIndex) -> None:
    (entry,) = ask(shelf, "教育", filters=Filters(language="ja"), reader_language="zh").entries
    assert entry.language == "ja"
    assert ask(shelf, "education", filters=Filters(language="ru")).works == 0


def test_the_readers_edition_is_offered_if_it_answers_as_well(library: Library, index: SearchIndex) -> None:
    editions = [Edition(language=language, pages=("OAuth 2.0",)) for language in ("en", "fr", "ru", "zh")]
    keep(library, "w1", *editions)
    index.follow(library)
    for language in ("en", "fr", "ru", "zh"):
        (entry,) = ask(index, "OAuth 2.0", reader_language=language).entries
        assert entry.language == language


@pytest.mark.parametrize("limit", [1, 7, 10, 39])
def test_pages_of_results_hold_every_work_once(shelf: SearchIndex, limit: int) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        results = ask(shelf, "rivers", limit=limit, after=after)
        assert results.works == 40
        seen += [entry.work_id for entry in results.entries]
        after = results.following
        assert results.more == (after is not None)
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 40


def test_a_big_work_does_not_hide_the_others(library: Library, index: SearchIndex) -> None:
    keep(library, "big", Edition(language="en", pages=tuple(f"apples {n}" for n in range(400))))
    for number in range(5):
        keep(
            library,
            f"w{number}",
            Edition(language="en", pages=("apples " + "and other fruit " * 20,), name=str(number)),
        )
    index.follow(library)
    assert {e.work_id for e in ask(index, "apples").entries} == {"big", "w0", "w1", "w2", "w3", "w4"}


def test_a_single_chinese_character_is_found_in_any_place(library: Library, index: SearchIndex) -> None:
    keep(library, "w1", Edition(language="zh", pages=("饮用水的质量。",)))
    keep(library, "w2", Edition(language="zh", pages=("清洁的水。",)))
    index.follow(library)
    results = ask(index, "水", reader_language="zh")
    assert results.works == 2
    assert all(any(f.marked for f in e.hits[0].snippet) for e in results.entries)


@given(
    text=st.text(max_size=200) | st.text(alphabet="\"«»“”':()[]{}*?~^\\/+-! ANDORrivers水移ا", max_size=60),
    after=st.none() | st.text(max_size=20) | st.sampled_from(["nan-1", "inf-f", "-1.0-1", "1e999-1", "1.0--1"]),
    language=st.none() | st.sampled_from(["en", "zh", "xx", "", "not a tag", "ar-EG"]),
    year=st.none() | st.integers(),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_can_raise(
    shelf: SearchIndex, text: str, after: str | None, language: str | None, year: int | None
) -> None:
    filters = Filters(language=language, year=year)
    results = ask(shelf, text, after=after, filters=filters, reader_language=text[:3])
    assert results.works >= len(results.entries)


@pytest.mark.parametrize(
    ("question", "language", "suggestion"),
    [
        ("migrnt workers", "en", "migrant workers"),
        ("Educaton of childern", "en", "education of children"),
        ("обазование", "ru", "образования"),
        ("trabajadres", "es", "trabajadores"),
        ("migrant workers", "en", None),
        ("qqqqqq", "en", None),
        ("移徒", "zh", None),
    ],
)
def test_a_misspelled_word_is_put_right_from_the_librarys_own_words(
    shelf: SearchIndex, question: str, language: str, suggestion: str | None
) -> None:
    assert ask(shelf, question, reader_language=language).suggestion == suggestion


def test_a_question_in_two_scripts_is_read_in_both(shelf: SearchIndex) -> None:
    (entry,) = ask(shelf, "права migrant workers 移徙", reader_language="en").entries
    assert entry.language in {"en", "ru", "zh"}
    assert any(fragment.marked for fragment in entry.hits[0].snippet)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Какие права есть у рабочих в ISO?", "ru"),
        ("ما هي حقوق العمال في ISO؟", "ar"),
        ("What are the rights of мигрант workers?", "en"),
    ],
)
def test_a_question_is_in_the_language_of_most_of_its_letters(shelf: SearchIndex, question: str, language: str) -> None:
    """Regression: with a Latin name in it any question was taken to be in the English reader's language."""
    assert ask(shelf, question, reader_language="en").asked_in == language


def test_a_question_may_be_long(shelf: SearchIndex) -> None:
    assert ask(shelf, "rivers " + "x" * 100_000).works == 40
    assert ask(shelf, " ".join(f"word{n}" for n in range(5_000))).works == 0
    assert ask(shelf, "移" * 50_000).works <= 1


def test_an_empty_index_answers(tmp_path: Path) -> None:
    assert SearchIndex.open(tmp_path / "index").search(Query(text="anything")).works == 0


def test_a_phrase_that_stands_nowhere_is_searched_as_words_and_the_answer_says_so(shelf: SearchIndex) -> None:
    quoted, plain = ask(shelf, '"law migrant"'), ask(shelf, "law migrant")
    assert quoted.unquoted
    assert not plain.unquoted
    assert [e.expression_id for e in quoted.entries] == [e.expression_id for e in plain.entries] != []
    assert not ask(shelf, '"zzyzx qwrtp"').entries


def test_the_same_section_of_the_readers_edition_is_shown_for_a_phrase_in_another(library: Library) -> None:
    """Where only words are asked for, the sections that are the same part lead to the reader's page."""

    def sections(language: str, *titles: str) -> tuple[Section, ...]:
        return tuple(
            Section(level=1, label=None, title=title, page=n, id=f"{language}.{n}", parallel=f"en.{n}")
            for n, title in enumerate(titles, 1)
        )

    english = Edition(
        language="en",
        name="p",
        pages=("Aims\nThe aims of all this.", "Findings\nNurses went to the capital."),
        sections=sections("en", "Aims", "Findings"),
    )
    spanish = Edition(
        language="es",
        name="p",
        title="Informe",
        pages=("Objetivos\nLo que se quiere.", "Resultados\nLas enfermeras se fueron a la capital."),
        sections=sections("es", "Objetivos", "Resultados"),
    )
    keep(library, "w1", english, spanish)
    index = SearchIndex.open(library.folder / "index")
    index.follow(library)
    (entry,) = ask(index, '"went to the capital"', reader_language="es").entries
    (hit,) = entry.hits
    assert (entry.language, hit.language, hit.passage.page, hit.passage.section_title) == ("es", "es", 2, "Resultados")
    assert hit.found_in is not None
    assert (hit.found_in.language, hit.found_in.passage.expression_id) == ("en", "w1-en")
    (entry,) = ask(index, '"went to the capital"', reader_language="es", filters=Filters(language="en")).entries
    assert (entry.language, entry.hits[0].found_in) == ("en", None)
    (entry,) = ask(index, '"went to the capital"', reader_language="ru").entries
    assert entry.language == "en"
