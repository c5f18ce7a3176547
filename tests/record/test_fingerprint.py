"""Fingerprints: what translations share is found in any script, is small, and is the same in every process."""

import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.model import Block, BlockKind, Box, Document, Page
from dragoman.record.fingerprint import SENTENCES, TOKENS, fingerprint, section_lengths
from dragoman.record.model import Fingerprint, Section
from dragoman.record.proportions import proportion
from dragoman.record.releases import release_tellers, same_release
from dragoman.record.remains import remains, speaks_of_translating
from dragoman.record.tokens import TokenKind, kind_of, tokens
from dragoman.vocabulary.languages import LanguageTag
from tests.record.made_editions import document, plan


def a_page(number: int, *texts: str, head: str | None = None) -> Page:
    blocks = [Block(kind=BlockKind.RUNNING_HEAD, text=head, box=Box(60, 20, 500, 30), size=8)] if head else []
    blocks += [
        Block(kind=BlockKind.PARAGRAPH, text=text, box=Box(60, 60 + 20 * i, 500, 75 + 20 * i), size=11)
        for i, text in enumerate(texts)
    ]
    return Page(number=number, label=None, width=595, height=842, blocks=tuple(blocks))


def a_document(*pages: Page) -> Document:
    return Document(item="x", media_type="application/pdf", reader="made", pages=pages)


def found(text: str, language: str = "en") -> set[int]:
    return {value for value, _ in tokens(text, LanguageTag(language))}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les prix ont monté de 3,5 % pour 1 234 567 ménages (voir https://example.org/prix, WHO)."),
        ("ru", "Цены выросли на 3,5 % для 1\u00a0234\u00a0567 семей (см. https://example.org/prix, WHO)."),
        ("ar", "ارتفعت الأسعار ٣٫٥ في المائة لعدد ١٬٢٣٤٬٥٦٧ أسرة https://example.org/prix WHO"),
        ("fa", "قیمت‌ها ۳٫۵ درصد برای ۱٬۲۳۴٬۵۶۷ خانوار https://example.org/prix WHO"),
        ("zh", "价格上涨３.５％，涉及1,234,567户家庭（https://example.org/prix，WHO）。"),
        ("hi", "१,२३४,५६७ परिवारों के लिए कीमतें ३.५ प्रतिशत बढ़ीं https://example.org/prix WHO"),
        ("de", "Die Preise stiegen um 3,5 % für 1.234.567 Haushalte (https://example.org/prix, WHO)."),
    ],
)
def test_numbers_addresses_and_acronyms_are_the_same_in_every_script(language: str, text: str) -> None:
    english = found("Prices rose 3.5% for 1,234,567 households (see https://example.org/prix, WHO).")
    assert len(english) == 4
    assert found(text, language) == english


def test_ordinary_words_are_no_tokens_but_names_and_code_are() -> None:
    kinds = {kind_of(value) for value in found("Prices in the market of Samarkand rose, says getPrice and price_list.")}
    assert kinds == {TokenKind.NAME, TokenKind.CODE}
    assert found("The market. Prices rose. Nobody knew") == set()


def test_a_name_in_latin_letters_is_found_in_another_script() -> None:
    assert found("we met in Samarkand today") <= found("мы были в городе Samarkand сегодня", "ru")


def test_german_nouns_are_not_taken_for_names() -> None:
    assert found("wir sahen die Preise auf dem Markt und die Menschen", "de") == set()


def test_the_fingerprint_is_small_whatever_the_length_of_the_text() -> None:
    text, sections = document(plan(1, paragraphs=700, facts=6), "en")
    made = fingerprint(text, language=LanguageTag("en"), title="A long report", sections=sections)
    assert len(made.places) == TOKENS
    assert len(made.tokens) <= TOKENS + SENTENCES + 12
    assert all(0 < value < 2**63 for value, _ in made.tokens)
    assert len(msgspec.json.encode(made)) < 12_000


def test_two_long_translations_keep_the_same_tokens() -> None:
    made = plan(2, paragraphs=500, facts=5)
    kept = []
    for language in ("en", "ar"):
        text, sections = document(made, language)
        whole = fingerprint(text, language=LanguageTag(language), title=None, sections=sections)
        kept.append({value for value, _ in whole.tokens[: len(whole.places)]})
    assert len(kept[0] & kept[1]) > 0.9 * TOKENS


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    program = (
        "from tests.record.made_editions import edition, plan; import msgspec, sys;"
        "sys.stdout.buffer.write(msgspec.json.encode(edition(plan(3), 'ru').fingerprint))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert msgspec.json.decode(runs.pop(), type=Fingerprint).tokens


def test_an_empty_document_has_an_empty_fingerprint() -> None:
    made = fingerprint(a_document(a_page(1)), language=LanguageTag("und"), title=None, sections=())
    assert made.tokens == ()
    assert made.shape == ()


def test_sections_are_measured_from_where_they_begin() -> None:
    made = a_document(a_page(1, "title", "a" * 30, "b" * 10), a_page(2, "b" * 20, "c" * 60))
    sections = tuple(
        Section(level=1, label=None, title=name, page=page, y=y)
        for name, page, y in (("a", 1, 80), ("b", 1, 100), ("c", 2, 80))
    )
    assert section_lengths(made, sections) == (2500, 2500, 5000)


@given(st.lists(st.integers(min_value=1, max_value=900), min_size=0, max_size=40))
def test_proportions_of_a_text_with_itself_never_speak_against_it(lengths: list[int]) -> None:
    assert proportion(lengths, lengths) >= 0.0


def test_proportions_of_few_or_even_parts_prove_nothing() -> None:
    assert proportion([5, 900, 30], [5, 900, 30]) == 0.0
    assert proportion([100] * 30, [100] * 30) == 0.0


def test_proportions_survive_a_paragraph_cut_in_two_and_one_left_out() -> None:
    rising = [30, 700, 90, 250, 40, 800, 60, 120, 500, 20, 330, 75, 610, 45, 150, 900, 35, 260, 80, 410]
    cut = [*rising[:5], 380, 420, *rising[6:12], *rising[13:]]
    assert proportion(rising, cut) > 1.0
    assert proportion(rising, sorted(rising)) < 1.0


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Handbook 2013", "Manuel 2013", 0),
        ("Handbook 2013", "Manuel 2017", -2),
        ("Handbook 4.0.3", "Руководство 4.0.3", 1),
        ("Handbook 5.0", "Руководство 5.0.0", 1),
        ("Handbook 4.0.3", "Руководство 5.0", -2),
        ("Handbook ٢٠١٣", "Handbook 2013", 0),
        ("Handbook in 139 minutes", "Manuel en 166 minutes", 0),
        ("Handbook", "Manuel 2013", 0),
    ],
)
def test_titles_tell_releases_apart(one: str, other: str, verdict: int) -> None:
    empty = a_document(a_page(1, "…"))
    assert same_release(release_tellers(empty, one), release_tellers(empty, other)) == verdict
    assert same_release(release_tellers(empty, other), release_tellers(empty, one)) == verdict


def test_a_number_in_the_title_counts_where_running_heads_repeat_it() -> None:
    eleven, twelve = (
        a_document(*(a_page(n, "text", head=f"Manual {number} {n}") for n in range(1, 9))) for number in (11, 12)
    )
    assert same_release(release_tellers(eleven, "Manual 11"), release_tellers(twelve, "Manual 12")) == -2


def test_a_cover_s_version_is_weaker_and_a_licence_s_is_none() -> None:
    one = a_document(a_page(1, "Version 6.4, 2021", "Creative Commons Attribution 4.0"))
    other = a_document(a_page(1, "Version 4.12, 2003", "Creative Commons Attribution 4.0"))
    assert same_release(release_tellers(one, "Guide"), release_tellers(other, "Guide")) == -1


def test_what_a_translation_keeps_of_another_language() -> None:
    french = ["Les prix du marché ont monté dans la plupart des villes pour les ménages et les marchands."] * 8
    english = ["The prices of the market have risen in most of the towns for households and for merchants."] * 2
    assert remains([*french, *english], "fr")["en"] == pytest.approx(0.2, abs=0.05)
    assert "fr" not in remains(english, "en")
    assert remains(french, "fr") == {}


@pytest.mark.parametrize(
    "page",
    [
        "Translated by A. Person",
        "traduit en français par B. Personne",
        "Перевод: В. Человек",
        "Traducción de C. Persona",
        "فريق الترجمة",
        "翻译：某人",
    ],
)
def test_title_pages_that_speak_of_translating(page: str) -> None:
    assert speaks_of_translating(page)
    assert not speaks_of_translating("Annual report\nA. Person\n2015")
