"""The editions of a work are asked of each other: what they agree on is surer, and one may have what another lacks."""

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.pipeline.ingest import ingest
from dragoman.record.model import (
    AgentKind,
    Contribution,
    Description,
    Evidence,
    Expression,
    Source,
    Statement,
)
from dragoman.record.siblings import Agreed, agreed, told
from dragoman.store.library import Library
from dragoman.vocabulary.languages import LanguageTag

SAMPLES = Path(__file__).parents[2] / "samples"


def stated(value: str, confidence: float = 0.7, *, item: str = "here") -> Statement[str]:
    return Statement(
        value=value, evidence=Evidence(item=item, source=Source.TITLE_PAGE, method="printed", confidence=confidence)
    )


def named(name: str, role: str = "aut") -> Statement[Contribution]:
    told = stated(name)
    return Statement(value=Contribution(name=name, kind=AgentKind.PERSON, role=role), evidence=told.evidence)


def edition(language: str = "en", **said: object) -> Description:
    tag = Statement(value=LanguageTag(language), evidence=stated("").evidence)
    return replace(Description(item=language, pages=9, language=tag), **said)  # type: ignore[arg-type]


def names(said: Agreed) -> list[tuple[str, str]]:
    return [(c.value.role, c.value.name) for c in said.contributions]


def test_what_others_say_too_is_surer() -> None:
    own = edition(publisher=stated("The Forest Office"))
    said = agreed(own, [edition("fr", publisher=stated("The Forest Office"))])
    assert said.publisher is not None
    assert said.publisher.evidence.confidence > 0.7
    assert said.publisher.evidence.item == "here"


def test_what_an_edition_lacks_is_as_the_others_have_it_and_says_so() -> None:
    others = [edition("fr", resource_type=stated("report")), edition("es", resource_type=stated("report"))]
    said = agreed(edition(), others).resource_type
    assert said is not None
    assert (said.value, said.evidence.source) == ("report", Source.COMPARISON)
    assert said.evidence.confidence < 0.7


def test_one_doubtful_voice_among_others_is_not_taken_over() -> None:
    unsure = edition("fr", publisher=stated("Somebody", 0.3))
    assert agreed(edition(), [unsure]).publisher is None
    parted = [edition("fr", publisher=stated("One House")), edition("es", publisher=stated("Another Press"))]
    assert agreed(edition(), parted).publisher is None


def test_an_edition_has_its_own_date_if_one_is_printed_in_it() -> None:
    others = [edition(tag, date=stated("2015-10-13", 0.9)) for tag in ("fr", "es")]
    kept = agreed(edition(date=stated("2016-02", 0.9)), others).date
    assert kept is not None
    assert (kept.value, kept.evidence.confidence) == ("2016-02", 0.9)
    exact = agreed(edition(date=stated("2015-10", 0.9)), others).date
    assert exact is not None
    assert exact.value == "2015-10-13"
    guessed = agreed(edition(date=stated("2019", 0.3)), others).date
    assert guessed is not None
    assert guessed.value == "2015-10-13"


def test_who_is_named_beside_the_authors_in_one_translation_only_translated_it() -> None:
    others = [edition(tag, contributions=(named("Anna Ivanova"),)) for tag in ("en", "fr")]
    russian = edition("ru", contributions=(named("Анна Иванова"), named("Лев Толстой")))
    assert names(agreed(russian, others)) == [("aut", "Анна Иванова"), ("trl", "Лев Толстой")]
    assert names(agreed(russian, others, original=True)) == [("aut", "Анна Иванова"), ("aut", "Лев Толстой")]


def test_authors_that_the_others_name_are_added_in_their_order() -> None:
    both = (named("Anna Ivanova"), named("Bo Lind"))
    others = [edition(tag, contributions=both) for tag in ("en", "fr")]
    assert names(agreed(edition("es", contributions=(named("Bo Lind"),)), others)) == [
        ("aut", "Anna Ivanova"),
        ("aut", "Bo Lind"),
    ]
    assert names(agreed(edition("es", contributions=(named("Ana Ruiz", "trl"),)), others)) == [
        ("aut", "Anna Ivanova"),
        ("aut", "Bo Lind"),
        ("trl", "Ana Ruiz"),
    ]


def test_names_that_cannot_be_compared_stand() -> None:
    others = [edition(tag, contributions=(named("Satoshi Nakamoto"),)) for tag in ("en", "fr")]
    assert names(agreed(edition("ja", contributions=(named("中本哲史"),)), others)) == [("aut", "中本哲史")]


def test_what_a_person_said_stays() -> None:
    by_person = replace(stated("2014").evidence, source=Source.PERSON)
    expression = Expression(
        id="e1",
        language=Statement(value=LanguageTag("en"), evidence=by_person),
        title=stated("A Study"),
        uploaded="",
        datestamp="",
        date=Statement(value="2014", evidence=by_person),
    )
    said = agreed(edition(date=stated("2015")), [edition("fr", date=stated("2015"))])
    assert told(expression, said).date == expression.date


@pytest.mark.parametrize("order", [1, -1])
def test_the_arabic_declaration_has_the_exact_date_and_type_of_its_siblings_whichever_came_first(
    tmp_path: Path, order: int
) -> None:
    library = Library.open(tmp_path / "library", create=True)
    for file in sorted((SAMPLES / "udhr").glob("udhr.[aef][rns].pdf"))[::order]:
        list(ingest(library, [str(file)], processes=1))
    (work,) = library.catalogue.works()
    assert {e.language.value for e in work.expressions} == {"ar", "en", "es", "fr"}
    assert {e.date.value for e in work.expressions if e.date} == {"1948-12-10"}
    assert [e.resource_type and e.resource_type.value for e in work.expressions] == ["legal-text"] * 4
    library.close()
