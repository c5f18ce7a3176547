"""The original: said, or shown by what translations keep of it; never made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.model import (
    AgentKind,
    Contribution,
    Description,
    Evidence,
    Fingerprint,
    Source,
    Statement,
)
from dragoman.record.original import decide_original
from dragoman.vocabulary.languages import LanguageTag

EVIDENCE = Evidence(item="x", source=Source.TITLE_PAGE, method="made", confidence=0.9)


def a_description(
    language: str, *, keeps: str = "", share: float = 0.005, translated: bool = False, titles: tuple[int, ...] = ()
) -> Description:
    return Description(
        item=f"item-{language}",
        pages=1,
        language=Statement(value=LanguageTag(language), evidence=EVIDENCE),
        fingerprint=Fingerprint(
            foreign=((LanguageTag(keeps), share),) if keeps else (), translated=translated, titles=titles
        ),
    )


def value(descriptions: list[Description]) -> str | None:
    decided = decide_original(descriptions)
    return decided.value if decided else None


def test_what_translations_keep_shows_the_original() -> None:
    russian, french = (a_description("ru", keeps="en", share=0.004), a_description("fr", keeps="en", share=0.01))
    assert value([russian, french, a_description("en")]) == "en"


@given(st.permutations(["ru", "fr", "es"]), st.sampled_from(["ru", "fr", "es"]))
def test_any_language_can_be_the_original_and_the_order_does_not_matter(order: list[str], original: str) -> None:
    editions = [a_description(name) if name == original else a_description(name, keeps=original) for name in order]
    assert value(editions) == original


def test_without_ground_there_is_none() -> None:
    assert value([]) is None
    assert value([a_description("und")]) is None
    assert value([a_description("es"), a_description("zh-Hans")]) is None


def test_remains_that_point_both_ways_prove_nothing() -> None:
    assert value([a_description("en", keeps="fr", share=0.004), a_description("fr", keeps="en", share=0.005)]) is None


def test_what_an_edition_says_outranks_what_is_compared() -> None:
    said = Statement(value=LanguageTag("fr"), evidence=EVIDENCE)
    editions = [
        replace(a_description("ru", keeps="en", share=0.02), original_language=said),
        a_description("en"),
        a_description("fr", keeps="en", share=0.02),
    ]
    decided = decide_original(editions)
    assert decided is not None
    assert (decided.value, decided.evidence.source) == ("fr", Source.TITLE_PAGE)


def test_a_language_that_is_said_but_not_there_decides_nothing() -> None:
    said = Statement(value=LanguageTag("de"), evidence=EVIDENCE)
    assert value([replace(a_description("ru"), original_language=said), a_description("en")]) is None


def test_the_one_edition_that_does_not_speak_of_translators_is_the_original() -> None:
    assert (
        value([a_description("en"), a_description("ru", translated=True), a_description("ar", translated=True)]) == "en"
    )
    assert value([a_description("en"), a_description("ru"), a_description("ar", translated=True)]) is None


@pytest.mark.parametrize("sign", ["title page", "contribution", "said"])
def test_a_lone_edition_is_its_own_original_unless_it_says_otherwise(sign: str) -> None:
    lone = a_description("ru")
    decided = decide_original([lone])
    assert decided is not None
    assert decided.value == "ru"
    assert decided.evidence.confidence <= 0.5
    told = {
        "title page": a_description("ru", translated=True),
        "contribution": replace(
            lone,
            contributions=(
                Statement(value=Contribution(name="A", kind=AgentKind.PERSON, role="trl"), evidence=EVIDENCE),
            ),
        ),
        "said": replace(lone, original_language=Statement(value=LanguageTag("en"), evidence=EVIDENCE)),
    }[sign]
    assert decide_original([told]) is None


def test_a_translation_that_bears_the_original_s_title_in_its_metadata() -> None:
    assert value([a_description("fr", titles=(11, 22)), a_description("en", titles=(22, 0))]) == "en"
