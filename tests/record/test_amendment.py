"""What a person sets in a record is his word: with the place where it was read, and no reading changes it."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.document.model import Box
from dragoman.record import assembly
from dragoman.record.amendment import Pointed, amended, difference, misfits
from dragoman.record.editions import sections_of
from dragoman.record.fields import FIELDS, checked
from dragoman.record.model import Contribution, Expression, Section, Source, Statement, Work
from dragoman.record.said import Said
from dragoman.vocabulary.languages import LanguageTag
from tests.store.made import Made

LATER = "2020-01-01T10:00:00Z"
ANA = Said(by="Ana", at=LATER)
ENGLISH = Made(name="en", title="The Report", now="2015-10-13T12:00:00Z")
FRENCH = Made(name="fr", title="Le rapport", language="fr")


def one() -> Work:
    return with_contents(ENGLISH.work, "Scope", "Findings", "Annex")


def two() -> Work:
    joined = assembly.join(one(), FRENCH.arrival)
    original = Statement(value=LanguageTag("en"), evidence=joined.expressions[0].language.evidence)
    return assembly.with_original(joined, original, now=FRENCH.now)


def with_contents(work: Work, *titles: str) -> Work:
    (edition,) = work.expressions
    read = tuple(Section(level=1, label=None, title=title, page=place) for place, title in enumerate(titles, start=1))
    statement = Statement(value=read, evidence=replace(edition.title.evidence, source=Source.OUTLINE))
    return replace(work, expressions=(assembly.with_sections(edition, statement, pages=12),))


def edition(work: Work, place: int = 0) -> Expression:
    return work.expressions[place]


def said(work: Work, by: Said = ANA, /, **values: Any) -> Work:
    kept, faults = checked(values)
    assert faults == ()
    first = edition(work)
    assert misfits(first, kept) == ()
    return amended(work, first.id, kept, by)


def revised(work: Work) -> Work:
    """The work after its file was replaced by one that says other things of everything."""
    other = Made(
        name="other", title="Quite another", language="de", date="1999", kind="manual", now="2021-01-01T00:00:00Z"
    )
    return assembly.revise(work, work.manifestations[0].id, other.arrival)


EVERYTHING: dict[str, Any] = {
    "title": "A better title",
    "language": "en-GB",
    "abstract": "What it is about.",
    "sections": [{"level": 1, "label": None, "title": "Only this", "page": 2}],
    "contributions": "Ana Petrova\ntrl: Boris Ivanov",
    "date": "2016-02",
    "resource_type": "study",
    "identifiers": "ISBN 978-0-306-40615-7",
    "publisher": "IOM",
    "subjects": "Migration",
    "rights": "CC-BY-4.0",
    "series": "Papers; 3",
    "notes": "Also printed.",
    "official": "yes",
    "former_addresses": "/node/12",
    "persistent_ids": "10.5281/zenodo.12",
}


def values_of(one_edition: Expression) -> dict[str, Any]:
    names = [name for name, field in FIELDS.items() if not field.of_work]
    return {name: getattr(one_edition, name) for name in names}


def test_a_value_is_the_persons_and_says_who_said_it_and_when() -> None:
    work = said(one(), title="A better title")
    title = edition(work).title
    assert title.value == "A better title"
    assert (title.evidence.source, title.evidence.by, title.evidence.at) == (Source.PERSON, "Ana", LATER)
    assert (edition(work).revision, edition(work).datestamp, work.datestamp) == (2, LATER, LATER)


def test_a_value_that_was_read_is_confirmed_where_it_stands() -> None:
    read = one()
    placed = replace(edition(read).title, evidence=replace(edition(read).title.evidence, page=1))
    read = replace(read, expressions=(replace(edition(read), title=placed),))
    evidence = edition(said(read, title="The Report")).title.evidence
    assert (evidence.source, evidence.confidence, evidence.page, evidence.by) == (Source.PERSON, 1.0, 1, "Ana")


def test_the_place_that_a_person_points_at_is_kept() -> None:
    kept, _ = checked({"title": "From the cover"})
    pointed = {"title": Pointed(page=3, region=Box(1.0, 2.0, 3.0, 4.0))}
    evidence = edition(amended(one(), edition(one()).id, kept, ANA, pointed=pointed)).title.evidence
    assert (evidence.page, evidence.region) == (3, (1.0, 2.0, 3.0, 4.0))


def test_who_said_it_first_stays_when_another_says_the_same() -> None:
    work = said(one(), title="A better title", notes="x")
    assert said(work, Said(by="Boris", at="2020-02-01T00:00:00Z"), title="A better title", notes="x") is work


def test_no_reading_changes_what_a_person_said() -> None:
    work = said(one(), **EVERYTHING)
    before = values_of(edition(work))
    after = values_of(edition(revised(work)))
    new_item = before["language"].evidence.item
    assert after["language"].evidence.item != new_item
    for name, value in before.items():
        if name != "language":
            assert after[name] == value, name
    assert after["language"].value == "en-GB"
    assert edition(revised(work)).sections_gone == edition(work).sections_gone


def test_no_reading_brings_back_what_a_person_took_away() -> None:
    work = said(one(), **{name: None for name, field in FIELDS.items() if not field.required and not field.of_work})
    told = edition(revised(work))
    assert (told.abstract, told.date, told.resource_type, told.sections) == (None, None, None, None)
    again = edition(said(revised(work), date="2018"))
    assert again.date is not None
    assert "date" not in {absent.field for absent in again.absent}


def test_an_agreement_of_the_others_does_not_change_it_either() -> None:
    work = said(two(), date="2001", publisher=None, contributions="Ana Petrova")
    read = {made.digest: made.description for made in (ENGLISH, FRENCH)}
    told = edition(assembly.with_agreed(work, read, now="2022-01-01T00:00:00Z"))
    assert told.date is not None
    assert (told.date.value, told.publisher, told.contributions[0].value.name) == ("2001", None, "Ana Petrova")


def test_sections_keep_their_ids_by_what_is_sent_and_ids_that_go_lead_on() -> None:
    work = one()
    scope, findings, annex = sections_of(edition(work))
    told = [
        {"level": 1, "label": None, "title": "Scope and aims", "page": 1, "id": scope.id},
        {"level": 2, "label": None, "title": "Aims", "page": 1},
        {"level": 1, "label": None, "title": "Annex", "page": 3},
    ]
    after = edition(said(work, sections=told))
    ids = [section.id for section in sections_of(after)]
    assert (ids[0], ids[2]) == (scope.id, annex.id)
    assert ids[1] not in {scope.id, findings.id, annex.id}
    assert findings.id in dict(after.sections_gone)


def test_sections_that_can_not_be_are_told() -> None:
    first = edition(one())
    own = sections_of(first)[0]

    def fault(*sections: Section) -> str:
        (found,) = misfits(first, {"sections": sections})
        return found.message

    assert "page 13 of 12" in fault(replace(own, page=13))
    assert "on level 3" in fault(own, replace(own, id="", level=3))
    assert "not its own" in fault(own, own)
    assert "not its own" in fault(replace(own, id="elsewhere.1"))


def test_the_original_is_the_persons_to_say() -> None:
    work = said(two(), original_language="fr")
    assert [e.is_original for e in work.expressions] == [False, True]
    assert edition(work).translation_of == edition(work, 1).id
    assert [e.revision for e in work.expressions] == [e.revision + 1 for e in two().expressions]
    decided = Statement(value=LanguageTag("en"), evidence=edition(work).language.evidence)
    assert assembly.with_original(work, decided, now=LATER).original_language == work.original_language
    back = said(work, original_language="en")
    assert [e.is_original for e in back.expressions] == [True, False]
    assert said(back, original_language=None).original_language is None


def test_a_language_that_is_put_right_makes_another_edition_the_original() -> None:
    work = said(two(), language="es")
    assert [e.is_original for e in work.expressions] == [False, False]


def test_a_difference_names_the_fields_and_both_values() -> None:
    before = one()
    after = said(before, title="Other", notes="x")
    assert [(d.field, d.before, d.after) for d in difference(before, after, edition(before).id)] == [
        ("title", "The Report", "Other"),
        ("notes", (), ("x",)),
    ]


def test_contributions_have_the_evidence_of_each() -> None:
    work = said(one(), contributions="Ana Petrova")
    more = edition(said(work, Said(by="Boris", at=LATER), contributions="Ana Petrova\nBoris Ivanov"))
    assert [statement.evidence.by for statement in more.contributions] == ["Ana", "Boris"]
    assert isinstance(more.contributions[1].value, Contribution)


choices = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([value, value]) for name, value in EVERYTHING.items()}
)


@given(choices, choices)
def test_any_amendment_holds_against_any_reading_and_the_last_word_counts(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    work = said(said(one(), **first), Said(by="Boris", at=LATER), **second)
    expected, _ = checked({**first, **second})
    told = edition(revised(work))
    for name, value in expected.items():
        if name == "sections":
            assert [s.title for s in sections_of(told)] == [s.title for s in value]
            continue
        kept = getattr(told, name)
        assert (tuple(s.value for s in kept) if FIELDS[name].many else kept.value) == value
    assert said(work, **second) is work
