"""A reader of one edition finds the same place in another."""

from dataclasses import replace

from dragoman.record.model import Evidence, Expression, Section, Source, Statement, Work
from dragoman.record.parallels import Place, same_place, with_parallels
from dragoman.vocabulary.languages import LanguageTag

SEEN = Evidence(item="0" * 128, source=Source.TEXT, method="test", confidence=1.0)
PAGES = ((1, 5, 20, 30), (1, 6, 24, 36))


def edition(tag: str, starts: tuple[int, ...], *, original: bool = False) -> Expression:
    made = tuple(
        Section(level=1, label=str(n), title=f"{tag} {n}", page=page, id=f"{tag}.{n}")
        for n, page in enumerate(starts, 1)
    )
    return Expression(
        id=tag,
        language=Statement(value=LanguageTag(tag), evidence=SEEN),
        title=Statement(value=tag, evidence=SEEN),
        uploaded="",
        datestamp="",
        is_original=original,
        pages=starts[-1] + 10,
        sections=Statement(value=made, evidence=SEEN),
    )


def work(*editions: Expression) -> Work:
    return Work(id="w", expressions=editions, manifestations=())


def parallels(work: Work, tag: str) -> list[str]:
    found = next(e for e in work.expressions if e.id == tag)
    return [section.parallel for section in found.sections.value] if found.sections else []


def test_sections_are_tied_to_those_of_the_original() -> None:
    tied = with_parallels(work(edition("ru", PAGES[1]), edition("en", PAGES[0], original=True)))
    assert parallels(tied, "ru") == parallels(tied, "en") == ["en.1", "en.2", "en.3", "en.4"]


def test_an_edition_alone_is_tied_to_nothing() -> None:
    alone = work(edition("ru", PAGES[1]))
    assert with_parallels(alone) is alone


def test_what_is_tied_stays_and_a_new_edition_is_tied_to_the_same() -> None:
    tied = with_parallels(work(edition("en", PAGES[0], original=True), edition("ru", PAGES[1])))
    grown = with_parallels(replace(tied, expressions=(*tied.expressions, edition("fr", PAGES[0]))))
    assert grown.expressions[1] is tied.expressions[1]
    assert parallels(grown, "fr") == parallels(grown, "ru")


def test_another_original_ties_all_anew() -> None:
    tied = with_parallels(work(edition("ru", PAGES[1]), edition("fr", PAGES[0])))
    assert set(parallels(tied, "fr")) == {"ru.1", "ru.2", "ru.3", "ru.4"}
    grown = with_parallels(replace(tied, expressions=(*tied.expressions, edition("en", PAGES[0], original=True))))
    assert parallels(grown, "fr") == parallels(grown, "ru") == ["en.1", "en.2", "en.3", "en.4"]


def place(page: int) -> Place | None:
    tied = with_parallels(work(edition("en", PAGES[0], original=True), edition("ru", PAGES[1])))
    here, there = (e.sections.value for e in tied.expressions if e.sections)
    return same_place(page, here, there, pages=(40, 46))


def test_a_page_on_which_a_section_begins_leads_to_its_parallel() -> None:
    found = place(20)
    assert found
    assert found.page == 24
    assert found.section
    assert found.section.id == "ru.3"


def test_a_page_within_a_section_leads_as_far_into_the_other_one() -> None:
    assert place(25) == Place(page=30)
    assert place(40) == Place(page=46)


def test_editions_without_anything_in_common_lead_nowhere() -> None:
    alone = edition("en", PAGES[0])
    assert alone.sections
    assert same_place(3, alone.sections.value, alone.sections.value, pages=(40, 40)) is None
