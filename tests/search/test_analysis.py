"""Each language's words meet in the forms that its readers type."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.search.analysis import analyse, terms, wanted
from dragoman.search.marking import Marker

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "zh-Hant", "ja", "ko", "th", "he", "tr", "fa", "hi", "vi", "de", "und"]


def words(text: str, language: str) -> list[str]:
    return [token.term for token in analyse(text, language)]


def meets(query: str, text: str, language: str) -> bool:
    """Whether every word of the query finds the text, by its term or a plain form."""
    found, plain = (set(joined.split()) for joined in terms(text, language))
    return all({want.term, *want.plain} & found or set(want.plain) & plain for want in wanted(query, language))


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", "migration", "Migrations of workers"),
        ("en", "children", "CHILDREN’S rights"),
        ("en", "financial", "the \ufb01nancial year"),
        ("fr", "éducation", "l'ÉDUCATION des élèves"),
        ("fr", "education eleve", "l’éducation des élèves"),
        ("fr", "migrante", "les migrants"),
        ("es", "migracion", "las migraciones"),
        ("es", "migraciones", "la migración"),
        ("es", "nino", "los niños"),
        ("pt", "informacoes", "informações"),
        ("ru", "миграция", "политика миграции"),
        ("ru", "еще", "ещё раз"),
        ("ru", "МИГРАЦИЯ", "о миграции"),
        ("ar", "مهاجرين", "حقوق المهاجرين"),
        ("ar", "مهاجرون", "للمهاجرين"),
        ("ar", "المدرسه", "مدرسة"),
        ("ar", "امم", "الأُمَم"),
        ("ar", "1948", "سنة ١٩٤٨"),
        ("ar", "سلام", "ســـلام"),
        ("he", "שלום", "שָׁלוֹם"),
        ("he", "הגירה", "מדיניות בהגירה"),
        ("he", "והגירה", "הגירה"),
        ("he", "צהל", 'דובר צה"ל'),
        ("fa", "كتاب", "کتاب‌ها"),
        ("fa", "کتاب ها", "کتاب‌ها"),
        ("tr", "ISPARTA", "ısparta"),
        ("tr", "istanbul", "İSTANBUL’da"),
        ("tr", "gocmen", "göçmenler"),
        ("de", "hauser", "die Häuser"),
        ("sv", "lakare", "läkare"),
        ("vi", "viet nam", "Việt Nam"),
        ("hi", "अधिकार", "मानव अधिकारों"),
        ("el", "μετανάστευση", "μεταναστευση"),
        ("zh", "政策", "移民政策研究"),
        ("zh", "OAuth", "使用OAuth协议"),
        ("ja", "研究", "移民の研究所"),
        ("ja", "コンピュータ", "コンピュータの歴史"),
        ("ja", "カナ", "ｶﾅ"),
        ("ko", "인권", "인권은 중요하다"),
        ("th", "สิทธิ", "สิทธิมนุษยชน"),
        ("zh", "migration", "移民 Migration 研究"),
        ("ru", "authentication", "протокол Authentication"),
    ],
)
def test_a_word_is_found(language: str, query: str, text: str) -> None:
    assert meets(query, text, language)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("ru", "раион", "район"),  # й is a letter of its own
        ("sv", "ål", "al"),
        ("zh", "民移", "移民"),
        ("en", "is", "his"),
        ("th", "มนุษ", "สิทธิ"),
    ],
)
def test_another_word_is_not(language: str, query: str, text: str) -> None:
    assert not meets(query, text, language)


def test_a_word_belongs_to_its_language() -> None:
    assert words("die", "de") == ["de:die"] != words("die", "en")


def test_numbers_belong_to_no_language() -> None:
    assert words("2015", "ru") == words("２０１５", "zh") == words("٢٠١٥", "ar") == [":2015"]


def test_document_symbols_can_be_found_as_they_are_written() -> None:
    assert words("A/RES/70/1", "en") == ["en:a", "en:res", ":70", ":1"]


def test_latin_words_are_english_where_the_text_is_not_in_latin_script() -> None:
    assert words("Migration", "zh") == words("migrations", "ar") == ["en:migrat"]


def test_chinese_gives_pairs_and_the_last_character() -> None:
    assert words("移民法", "zh") == ["zh:移民", "zh:民法", "zh:法"]
    assert [want.term for want in wanted("移民法", "zh")] == ["zh:移民", "zh:民法"]


def test_a_single_character_is_looked_for_by_its_prefix() -> None:
    (want,) = wanted("水", "zh")
    assert want.prefix


def test_thai_marks_stay_with_their_letters() -> None:
    assert words("น้ำ", "th")[0] == "th:น้ำ"[: len("th:น้ำ")]
    assert all(not token.term.startswith("th:้") for token in analyse("น้ำใจ", "th"))


def test_macrolanguages_are_analysed_alike() -> None:
    assert words("bøkene", "nb") == words("bøkene", "no")
    assert words("移民", "yue") == words("移民", "zh-Hans")


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=80))
@example(text="\ufe70")
@settings(max_examples=60, deadline=None)
def test_any_text_has_terms_at_its_places(language: str, text: str) -> None:
    tokens = analyse(text, language)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert all(not any(c.isspace() for c in token.term) and ":" in token.term for token in tokens)
    assert terms(text, language)[0].split() == [token.term for token in tokens]


@given(text=st.text(alphabet="abc éЯжش水民 ก'\"_-\u200c1", max_size=60))
@example(text="_-11")
@settings(max_examples=200, deadline=None)
def test_what_is_asked_for_is_marked(text: str) -> None:
    for token in analyse(text, "en"):
        marked = Marker(frozenset({token.term})).places(text, "en")
        assert any(start <= token.start and end >= token.end for _, start, end in marked)
