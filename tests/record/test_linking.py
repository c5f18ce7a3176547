"""Linking: editions of one work find each other whatever the order; releases and strangers stay apart."""

import random
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record.linking import JOINS, Kind, alike, choose
from dragoman.record.model import Description
from dragoman.record.tokens import TokenKind, kind_of
from dragoman.vocabulary.languages import LanguageTag
from tests.record.made_editions import Plan, edition, plan

LANGUAGES = ("en", "fr", "ru", "ar", "zh", "hi")


@dataclass(frozen=True)
class Held:
    work_id: str
    expression_id: str
    description: Description


def placed(descriptions: list[Description]) -> dict[str, str]:
    """Item → work, after the descriptions came in one by one."""
    held: list[Held] = []
    for new in descriptions:
        placement = choose(new, held)
        work = placement.works[0] if placement.works else f"w-{new.item}"
        held = [replace(h, work_id=work) if h.work_id in placement.works else h for h in held]
        held.append(Held(work, placement.expression_id or f"e-{new.item}", new))
    return {h.description.item: h.work_id for h in held}


def groups(where: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(i for i, w in where.items() if w == work) for work in where.values()}


def changed(made: Plan, *, share: float, seed: int) -> Plan:
    """Another release: so much of the paragraphs is new, and what stays has moved a little."""
    rng = random.Random(seed)
    other = plan(seed + 1000, paragraphs=len(made.paragraphs))
    mixed = [b if rng.random() < share else a for a, b in zip(made.paragraphs, other.paragraphs, strict=True)]
    return replace(made, paragraphs=tuple(mixed))


@pytest.mark.parametrize("facts", [3.0, 0.7])
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_is_like_its_original_and_not_like_another_work(language: str, facts: float) -> None:
    english = edition(plan(1, facts=facts), "en")
    assert alike(english, edition(plan(1, facts=facts), language)) > 0.65
    assert alike(english, edition(plan(2, facts=facts), language)) < 0.4


@pytest.mark.parametrize("with_sections", [True, False])
def test_a_text_without_any_number_or_name_is_known_by_its_proportions(*, with_sections: bool) -> None:
    english, russian, stranger = (
        edition(plan(seed, paragraphs=60, facts=0), language, with_sections=with_sections)
        for seed, language in ((5, "en"), (5, "ru"), (6, "ru"))
    )
    assert alike(english, russian) > JOINS
    assert alike(english, stranger) < 0.4


def test_articles_counted_from_1_to_30_make_no_work_of_two_texts() -> None:
    def articles(seed: int) -> Plan:
        lengths = plan(seed, paragraphs=30, facts=0).paragraphs
        return Plan(title="", paragraphs=tuple((n, (str(i),)) for i, (n, _) in enumerate(lengths, 1)), section_every=1)

    assert alike(edition(articles(1), "en"), edition(articles(2), "ru")) < JOINS
    assert alike(edition(articles(1), "en"), edition(articles(1), "ru")) > JOINS


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_likeness_is_symmetric_and_between_0_and_1(one: int, other: int, first: str, second: str) -> None:
    a, b = edition(plan(one, paragraphs=15), first), edition(plan(other, paragraphs=15), second)
    assert alike(a, b) == alike(b, a)
    assert 0.0 <= alike(a, b) < 1.0


def test_siblings_of_one_template_stay_apart() -> None:
    terms = plan(7, paragraphs=40, facts=2)
    other = plan(8, paragraphs=40, facts=2)
    profile = replace(
        terms,
        paragraphs=tuple(
            (other_length, tuple(f if f[0].isupper() else g for f, g in zip(facts, other_facts, strict=True)))
            for (_, facts), (other_length, other_facts) in zip(terms.paragraphs, other.paragraphs, strict=True)
        ),
    )
    assert alike(edition(terms, "en"), edition(profile, "fr")) < JOINS


@settings(max_examples=15, deadline=None)
@given(st.permutations([(seed, language) for seed in range(3) for language in LANGUAGES]))
def test_the_order_of_arrival_does_not_matter(order: list[tuple[int, str]]) -> None:
    coming = [edition(plan(seed, paragraphs=25), language, item=f"{seed}-{language}") for seed, language in order]
    assert groups(placed(coming)) == {frozenset(f"{s}-{language}" for language in LANGUAGES) for s in range(3)}


@settings(max_examples=15, deadline=None)
@given(st.permutations([(year, language) for year in ("2013", "2017") for language in ("en", "es", "ru")]))
def test_two_releases_stay_apart_in_any_order(order: list[tuple[str, str]]) -> None:
    first = plan(11, title="Handbook 2013")
    releases = {"2013": first, "2017": replace(changed(first, share=0.2, seed=3), title="Handbook 2017")}
    coming = [edition(releases[year], language, item=f"{year}-{language}") for year, language in order]
    assert groups(placed(coming)) == {frozenset(f"{y}-{lang}" for lang in ("en", "es", "ru")) for y in releases}


def test_the_same_language_alike_but_not_the_same_is_another_work() -> None:
    first = plan(12)
    old, new = (
        edition(first, "en", item="old"),
        edition(changed(first, share=0.5, seed=4), "en", item="new", variation=1),
    )
    assert choose(new, [Held("w1", "e1", old)]).kind is Kind.NEW_WORK


def test_the_same_text_once_more_is_a_form_of_the_same_edition() -> None:
    once = edition(plan(13), "fr", item="a4")
    again = edition(plan(13), "fr", item="letter", with_sections=False)
    placement = choose(again, [Held("w1", "e1", once), Held("w1", "e2", edition(plan(13), "en"))])
    assert (placement.kind, placement.works, placement.expression_id) == (Kind.SAME_EXPRESSION, ("w1",), "e1")
    assert placement.evidence.item == "letter"


def test_national_variants_are_two_editions() -> None:
    brazil, portugal = edition(plan(14), "pt-BR"), edition(plan(14), "pt-PT")
    placement = choose(portugal, [Held("w1", "e1", brazil)])
    assert (placement.kind, placement.works) == (Kind.NEW_EXPRESSION, ("w1",))
    assert placement.evidence.confidence >= JOINS


def test_a_file_that_shows_two_works_to_be_one_merges_them() -> None:
    made = plan(15)
    placement = choose(
        edition(made, "ru"), [Held("w1", "e1", edition(made, "en")), Held("w2", "e2", edition(made, "ar"))]
    )
    assert placement.kind is Kind.NEW_EXPRESSION
    assert set(placement.works) == {"w1", "w2"}


def drafted(made: Plan, language: str, *, kept: float) -> Description:
    """Another stage of a text in its own language: so many of its sentences are there in the same words."""
    final = edition(made, language)
    reworded = edition(made, language, item=f"draft-{language}", variation=1)
    own = [t for t in final.fingerprint.tokens if kind_of(t[0]) is TokenKind.SENTENCE]
    other = [t for t in reworded.fingerprint.tokens if kind_of(t[0]) is TokenKind.SENTENCE]
    stays = round(kept * len(own))
    mixed = (
        *(t for t in reworded.fingerprint.tokens if kind_of(t[0]) is not TokenKind.SENTENCE),
        *own[:stays],
        *other[stays:],
    )
    return replace(reworded, fingerprint=replace(reworded.fingerprint, tokens=mixed))


def test_two_translations_into_one_language_are_two_editions_of_one_work() -> None:
    made = plan(16)
    editions = [
        edition(made, "en", item="en"),
        edition(made, "ru", item="first"),
        edition(made, "ru", item="second", variation=1),
    ]
    for order in permutations(editions):
        assert groups(placed(list(order))) == {frozenset({"en", "first", "second"})}
    placement = choose(editions[2], [Held("w1", "e1", editions[1])])
    assert (placement.kind, placement.works, placement.expression_id) == (Kind.NEW_EXPRESSION, ("w1",), None)


@pytest.mark.parametrize("kept", [0.3, 0.6])
def test_a_draft_in_much_the_same_words_is_no_second_translation(kept: float) -> None:
    final, draft = edition(plan(16), "en", item="final"), drafted(plan(16), "en", kept=kept)
    assert choose(draft, [Held("w1", "e1", final)]).kind is Kind.NEW_WORK
    assert len(choose(edition(plan(16), "ru"), [Held("w1", "e1", final), Held("w2", "e2", draft)]).works) == 1


def test_a_draft_that_hardly_differs_is_a_form_of_the_same_edition() -> None:
    final, draft = edition(plan(16), "en", item="final"), drafted(plan(16), "en", kept=0.95)
    assert choose(draft, [Held("w1", "e1", final)]).expression_id == "e1"


def test_a_file_that_declares_another_language_is_placed_by_its_text() -> None:
    made = plan(19)
    english = edition(made, "en", item="en")
    declared_russian = replace(
        edition(made, "en", item="again"), language=replace(english.language, value=LanguageTag("ru"))
    )
    # The text is read before it is linked, so what a file declares never comes here; were it so, nothing is lost.
    assert choose(declared_russian, [Held("w1", "e1", english)]).works == ("w1",)


def test_nothing_there_makes_a_new_work() -> None:
    placement = choose(edition(plan(17), "en"), [])
    assert (placement.kind, placement.works, placement.expression_id) == (Kind.NEW_WORK, (), None)
