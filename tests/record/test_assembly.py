"""A description finds its place: a work, an edition, a format, a revision; ids stay what they were."""

import hashlib
from dataclasses import replace

from dragoman.record import assembly
from dragoman.record.assembly import Arrival
from dragoman.record.model import (
    AgentKind,
    Contribution,
    Description,
    Evidence,
    HeldFile,
    Section,
    Source,
    Statement,
    Work,
)
from dragoman.vocabulary.languages import LanguageTag

THEN, LATER = "2015-10-13T09:00:00Z", "2015-10-14T09:00:00Z"


def evidence(source: Source = Source.TEXT) -> Evidence:
    return Evidence(item="x", source=source, method="test", confidence=1.0)


def arrival(
    name: str, *, language: str, title: str | None = None, now: str = THEN, sections: tuple[Section, ...] = ()
) -> Arrival:
    digest = hashlib.sha512(name.encode()).hexdigest()
    file = HeldFile(
        item=digest,
        file_name=name,
        paths=(f"/in/{name}",),
        size=1,
        pages=3,
        media_type="application/pdf",
        accessioned=now,
    )
    description = Description(
        item=digest,
        pages=3,
        language=Statement(value=LanguageTag(language), evidence=evidence()),
        title=Statement(value=title, evidence=evidence()) if title else None,
        sections=Statement(value=sections, evidence=evidence()) if sections else None,
    )
    return Arrival(file=file, description=description, untitled=name)


def section(title: str, level: int = 1, label: str | None = None) -> Section:
    return Section(level=level, label=label, title=title, page=1)


def test_the_same_item_gets_the_same_ids_whenever_it_comes() -> None:
    first, second = (assembly.stand_alone(arrival("a.pdf", language="en", now=now)) for now in (THEN, LATER))
    assert (first.id, first.expressions[0].id) == (second.id, second.expressions[0].id)
    assert first.id != assembly.stand_alone(arrival("b.pdf", language="en")).id


def test_a_file_without_a_title_is_called_by_its_name_and_says_so() -> None:
    title = assembly.stand_alone(arrival("a.pdf", language="en")).expressions[0].title
    assert (title.value, title.evidence.source) == ("a.pdf", Source.FILE_NAME)


def test_an_edition_joins_and_the_original_is_told_apart() -> None:
    work = assembly.join(
        assembly.stand_alone(arrival("ru.pdf", language="ru")), arrival("en.pdf", language="en", now=LATER)
    )
    decided = assembly.with_original(work, Statement(value=LanguageTag("en"), evidence=evidence()), now=LATER)
    russian, english = decided.expressions
    assert (english.is_original, russian.is_original) == (True, False)
    assert russian.translation_of == english.id
    assert (russian.datestamp, english.datestamp) == (LATER, LATER)
    assert (russian.revision, english.revision) == (2, 1)
    assert english.uploaded == LATER


def test_a_revision_keeps_the_old_file_the_address_and_what_a_person_said() -> None:
    work = assembly.stand_alone(arrival("a.pdf", language="en", title="Read"))
    said = replace(work.expressions[0], title=Statement(value="Said", evidence=evidence(Source.PERSON)))
    work = replace(work, expressions=(said,))
    revised = assembly.revise(
        work, work.manifestations[0].id, arrival("a2.pdf", language="en", title="Read anew", now=LATER)
    )
    (expression,) = revised.expressions
    assert expression.id == said.id
    assert expression.title.value == "Said"
    assert (expression.revision, expression.uploaded, expression.datestamp) == (2, THEN, LATER)
    assert [f.file_name for f in revised.manifestations[0].files] == ["a.pdf", "a2.pdf"]


def test_sections_keep_their_ids_through_revisions_and_none_is_given_twice() -> None:
    first = (section("Preface"), section("Part"), section("Aims", 2), section("Aims", 2))
    old, issued = assembly.kept_sections((), first, expression_id="e", issued=0)
    assert [s.id for s in old] == ["e.1", "e.2", "e.3", "e.4"]
    second = (section("Part"), section("Findings", 2), section("Aims", 2), section("Aims", 2))
    new, issued = assembly.kept_sections(old, second, expression_id="e", issued=issued)
    assert [s.id for s in new] == ["e.2", "e.5", "e.3", "e.4"]
    shorter, issued = assembly.kept_sections(new, (section("Part"),), expression_id="e", issued=issued)
    longer, _ = assembly.kept_sections(shorter, (section("Part"), section("Outlook")), expression_id="e", issued=issued)
    assert [s.id for s in longer] == ["e.2", "e.6"]


def test_an_original_that_is_decided_anew_changes_every_record() -> None:
    """Regression: harvesters missed that an edition was called the original, or no longer."""
    work = assembly.stand_alone(arrival("ru.pdf", language="ru"))
    alone = assembly.with_original(work, Statement(value=LanguageTag("ru"), evidence=evidence()), now=THEN)
    both = assembly.join(alone, arrival("en.pdf", language="en", now=LATER))
    decided = assembly.with_original(both, Statement(value=LanguageTag("en"), evidence=evidence()), now=LATER)
    again = assembly.with_original(decided, Statement(value=LanguageTag("en"), evidence=evidence()), now="later still")
    assert [e.datestamp for e in decided.expressions] == [LATER, LATER]
    assert again.expressions == decided.expressions


def test_a_second_name_changes_no_record() -> None:
    work = assembly.stand_alone(arrival("a.pdf", language="en"))
    digest = work.manifestations[0].files[0].item
    told = assembly.also_at(work, digest, "/in/copy.pdf")
    assert told.manifestations[0].files[0].paths == ("/in/a.pdf", "/in/copy.pdf")
    assert told.expressions == work.expressions
    assert assembly.also_at(told, digest, "/in/copy.pdf") is told


def test_two_works_that_are_one_leave_a_signpost() -> None:
    french, spanish = (assembly.stand_alone(arrival(f"{tag}.pdf", language=tag)) for tag in ("fr", "es"))
    whole, signpost = assembly.merge(french, spanish, now=LATER)
    assert [e.language.value for e in whole.expressions] == ["fr", "es"]
    assert whole.expressions[1].id == spanish.expressions[0].id
    assert (signpost.id, signpost.merged_into, signpost.expressions) == (spanish.id, french.id, ())


def placed_by_a_person(work: Work) -> Work:
    said = evidence(Source.PERSON)
    return replace(work, expressions=tuple(replace(e, placement=said) for e in work.expressions))


def test_a_work_in_which_a_person_has_placed_an_edition_is_merged_with_no_other() -> None:
    one, two, three = (assembly.stand_alone(arrival(name, language="en")) for name in ("1.pdf", "2.pdf", "3.pdf"))
    assert assembly.mergeable((one, two, three)) == (one, two, three)
    placed = placed_by_a_person(two)
    assert placed.is_placed
    assert assembly.mergeable((one, placed, three)) == (one, three)
    assert assembly.mergeable((placed, one, three)) == (placed,)
    assert assembly.mergeable(()) == ()


def test_an_edition_that_joins_says_why() -> None:
    first = assembly.stand_alone(arrival("en.pdf", language="en"))
    joined = assembly.join(first, arrival("fr.pdf", language="fr"), evidence(Source.COMPARISON))
    assert [e.placement and e.placement.source for e in joined.expressions] == [None, Source.COMPARISON]
    assert not joined.is_placed


def test_what_a_person_says_of_the_original_and_of_names_stays() -> None:
    both = assembly.join(assembly.stand_alone(arrival("en.pdf", language="en")), arrival("fr.pdf", language="fr"))
    by_person = Statement(value=LanguageTag("fr"), evidence=evidence(Source.PERSON))
    said = assembly.with_original(both, by_person, now=LATER)
    again = assembly.with_original(said, Statement(value=LanguageTag("en"), evidence=evidence()), now=LATER)
    assert again.original_language == by_person
    assert [e.is_original for e in again.expressions] == [False, True]

    name = Contribution(name="A. Person", kind=AgentKind.PERSON, role="aut")
    edited = replace(
        both,
        expressions=(
            replace(both.expressions[0], contributions=(Statement(value=name, evidence=evidence(Source.PERSON)),)),
            both.expressions[1],
        ),
    )
    revised = assembly.revise(edited, edited.manifestations[0].id, arrival("new.pdf", language="en", now=LATER))
    assert [c.value for c in revised.expressions[0].contributions] == [name]
