"""A study in three languages, translations without an original, editions that say as little or as much as can be."""

from dataclasses import replace
from typing import TypeVar

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.model import (
    Abstract,
    AgentKind,
    Contribution,
    Evidence,
    Expression,
    HeldFile,
    Identifier,
    Manifestation,
    Rights,
    Section,
    Series,
    Source,
    Statement,
    Subject,
    Work,
)
from dragoman.vocabulary.languages import LanguageTag

T = TypeVar("T")
SEEN = Evidence(item="a" * 128, source=Source.TITLE_PAGE, method="test", confidence=1.0)
TITLES = {"en": "Migration & the Border", "ru": "Миграция и граница", "ar": "الهجرة والحدود"}
PEOPLE = (
    Contribution(name="Anna van der Berg", kind=AgentKind.PERSON, role="aut"),
    Contribution(name="Border Institute", kind=AgentKind.ORGANIZATION, role="aut"),
    Contribution(name="Petrov, Ivan", kind=AgentKind.PERSON, role="trl"),
    Contribution(name="李明", kind=AgentKind.PERSON, role="edt"),
)


def stated(value: T) -> Statement[T]:
    return Statement(value=value, evidence=SEEN)


class Places:
    def edition(self, expression_id: str) -> str:
        return f"https://library.example/editions/{expression_id}"

    def work(self, work_id: str) -> str:
        return f"https://library.example/works/{work_id}"

    def file(self, file: HeldFile) -> str:
        return f"https://library.example/files/{file.item}"

    def section(self, expression_id: str, section: Section) -> str:
        return f"{self.edition(expression_id)}/pages/{section.page}"


def edition(language: str, title: str, **more: object) -> Expression:
    made = Expression(
        id=f"e{language.lower()}",
        language=stated(LanguageTag(language)),
        title=stated(title),
        uploaded="2015-10-13T09:30:00Z",
        datestamp="2016-01-02T03:04:05Z",
        pages=66,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def full(language: str) -> Expression:
    sections = (
        Section(level=1, label="1", title="Introduction", page=3, page_label="1", id=f"e{language}.1"),
        Section(level=2, label="1.1", title="Aims", page=4, page_label="2", id=f"e{language}.2"),
        Section(level=1, label="Annex 1", title="Questions", page=60, page_label="58", id=f"e{language}.3"),
    )
    return edition(
        language,
        TITLES[language],
        is_original=language == "en",
        translation_of=None if language == "en" else "een",
        abstract=stated(Abstract(text="First line.\nSecond {line} 100%.")),
        sections=stated(sections),
        date=stated("2015-10"),
        contributions=tuple(map(stated, PEOPLE)),
        publisher=stated("Migration Press"),
        identifiers=(
            stated(Identifier(scheme="ISBN", value="9789291393435")),
            stated(Identifier(scheme="UNDOC", value="A/RES/70/1")),
        ),
        resource_type=stated("report"),
    )


def work(*expressions: Expression, original: str | None = None) -> Work:
    file = HeldFile(
        item="a" * 128,
        file_name="study.pdf",
        paths=("/study.pdf",),
        size=1234,
        pages=66,
        media_type="application/pdf",
        accessioned="2015-10-13T09:30:00Z",
    )
    return Work(
        id="wstudy",
        expressions=expressions,
        manifestations=tuple(Manifestation(id=f"m{e.id}", expressions=(e.id,), files=(file,)) for e in expressions),
        original_language=stated(LanguageTag(original)) if original else None,
        datestamp="2016-01-02T03:04:05Z",
    )


def entry(of: Work, expression_id: str) -> Entry:
    found = of.expression(expression_id)
    assert found
    return Entry(expression=found, work=of, places=Places())


STUDY = work(*map(full, TITLES), original="en")
ENGLISH, RUSSIAN = entry(STUDY, "een"), entry(STUDY, "eru")
CATALOGUED = entry(
    work(
        replace(
            full("en"),
            contributions=(
                stated(
                    Contribution(
                        name="Anna van der Berg",
                        kind=AgentKind.PERSON,
                        role="aut",
                        identifiers=(Identifier(scheme="ORCID", value="0000-0002-1825-0097"),),
                    )
                ),
                stated(
                    Contribution(
                        name="Border Institute",
                        kind=AgentKind.ORGANIZATION,
                        role="cph",
                        identifiers=(
                            Identifier(scheme="ROR", value="05a28rw58"),
                            Identifier(scheme="ISNI", value="0000000121032683"),
                        ),
                    )
                ),
            ),
            subjects=(
                stated(Subject(text="human rights", language="en")),
                stated(Subject(text="migration", scheme="agrovoc", uri="http://aims.fao.org/aos/agrovoc/c_4824")),
            ),
            rights=stated(
                Rights(
                    text="Creative Commons Attribution 4.0 International",
                    identifier="CC-BY-4.0",
                    uri="https://creativecommons.org/licenses/by/4.0/",
                )
            ),
            series=(stated(Series(title="Border Papers", number="12", issn="1234-5679")),),
            notes=(stated("Printed with a map."),),
            is_original=False,
            official=stated(value=True),
            former_addresses=(stated("https://old.example/report?id=1"),),
            persistent_ids=(
                stated(Identifier(scheme="DOI", value="10.5555/border.12")),
                stated(Identifier(scheme="HANDLE", value="20.500.11788/2211")),
                stated(Identifier(scheme="ARK", value="ark:/12025/654xz321")),
            ),
        )
    ),
    "een",
)
ORPHANS = work(edition("fr", "Une étude"), edition("es", "Un estudio"), original="yue")
BARE = entry(work(edition("und", "x")), "eund")
HOSTILE = entry(
    work(
        edition(
            "x-klingon",
            'A <b>"title"</b> \x00\x0b\ud800 {\\} =1',
            date=stated("soon <i>"),
            publisher=stated("\x1b&"),
            resource_type=stated("<b>100%</b>"),
            abstract=stated(Abstract(text="\r\nER  - \n%0 Book\n@misc{x,}" + "я" * 60_000)),
            sections=stated(tuple(Section(level=3, label=None, title="ж" * 300, page=n) for n in range(1, 900))),
        )
    ),
    "ex-klingon",
)
EVERY = (ENGLISH, RUSSIAN, entry(STUDY, "ear"), entry(ORPHANS, "efr"), CATALOGUED, BARE, HOSTILE)
