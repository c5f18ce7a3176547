"""Answers as they look, for the OpenAPI document: objects of the types themselves, so they can't be out of shape."""

from typing import Final

from dragoman.document.model import BlockKind, Legibility
from dragoman.record.model import (
    Abstract,
    Access,
    AgentKind,
    Contribution,
    Evidence,
    Identifier,
    Rights,
    SectionKind,
    Series,
    Source,
    Statement,
    Subject,
)
from dragoman.surfaces.api import model
from dragoman.vocabulary.languages import LanguageTag

WORK_ID: Final = "w7f3k2m9"
EDITION_ID: Final = "e4h8q1z6"
KEY: Final = "WyJuZXdlc3QiLCIyMDIxIiwiZTRoOHExejYiLGZhbHNlXQ"
_SITE: Final = "https://library.example.org"
_API: Final = f"{_SITE}/api/v1/editions/{EDITION_ID}"
_DIGEST: Final = "5f1c" * 32
_UPLOADED: Final = "2026-03-02T09:30:00Z"


def _seen(source: Source, page: int | None = None) -> Evidence:
    return Evidence(item=_DIGEST, source=source, method="largest-type", confidence=0.97, page=page)


_LINK: Final = model.EditionLink(
    id=EDITION_ID,
    language="fr",
    title="Rapport sur l'eau",
    is_original=True,
    url=f"{_SITE}/editions/{EDITION_ID}",
    api_url=_API,
)
WORK: Final = model.Publication(
    id=WORK_ID,
    original_language="fr",
    datestamp=_UPLOADED,
    editions=(_LINK,),
    url=f"{_SITE}/works/{WORK_ID}",
    api_url=f"{_SITE}/api/v1/works/{WORK_ID}",
)
WORKS: Final = model.Publications(data=(WORK,), next=f"{_SITE}/api/v1/works?after={WORK_ID}")
EDITIONS: Final = model.Editions(
    data=(
        model.EditionHead(
            id=EDITION_ID,
            work=WORK_ID,
            language="fr",
            title="Rapport sur l'eau",
            is_original=True,
            original_language="fr",
            year=2021,
            type="report",
            publisher="Office de l'eau",
            pages=64,
            uploaded=_UPLOADED,
            url=_LINK.url,
            api_url=_API,
        ),
    ),
    next=f"{_SITE}/api/v1/editions?language=fr&after={KEY}",
)
_FORMAT: Final = model.Format(
    id="m1",
    editions=(EDITION_ID,),
    files=(
        model.File(
            digest=_DIGEST,
            file_name="eau.fr.pdf",
            media_type="application/pdf",
            size=1_482_301,
            pages=64,
            accessioned=_UPLOADED,
            current=True,
            url=f"{_SITE}/files/{_DIGEST}/eau.fr.pdf",
        ),
    ),
)
CITATION: Final = model.Citation(
    style="apa",
    locale="fr",
    text=f"Dupuis, C. (2021). Rapport sur l'eau. Office de l'eau. {_LINK.url}",
    html=f"Dupuis, C. (2021). <i>Rapport sur l'eau</i>. Office de l'eau. {_LINK.url}",
)
FORMATS: Final = model.Formats(data=(_FORMAT,))
EDITION: Final = model.Edition(
    id=EDITION_ID,
    work=WORK_ID,
    datestamp=_UPLOADED,
    revision=1,
    uploaded=_UPLOADED,
    is_original=True,
    original_language="fr",
    translation_of=None,
    pages=64,
    flowed=False,
    language=Statement(value=LanguageTag("fr"), evidence=_seen(Source.TEXT)),
    title=Statement(value="Rapport sur l'eau", evidence=_seen(Source.TITLE_PAGE, 1)),
    abstract=Statement(value=Abstract(text="L'état des nappes."), evidence=_seen(Source.TEXT, 3)),
    date=Statement(value="2021-06", evidence=_seen(Source.TITLE_PAGE, 2)),
    contributions=(
        Statement(
            value=Contribution(name="Claire Dupuis", kind=AgentKind.PERSON, role="aut"),
            evidence=_seen(Source.TITLE_PAGE, 1),
        ),
    ),
    publisher=Statement(value="Office de l'eau", evidence=_seen(Source.TITLE_PAGE, 2)),
    identifiers=(
        Statement(
            value=Identifier(scheme="ISBN", value="9782123456803"),
            evidence=_seen(Source.TITLE_PAGE, 2),
        ),
    ),
    type=Statement(value="report", evidence=_seen(Source.TITLE_PAGE, 1)),
    subjects=(Statement(value=Subject(text="eaux souterraines", language="fr"), evidence=_seen(Source.PERSON)),),
    rights=Statement(
        value=Rights(
            text="Creative Commons Attribution 4.0 International",
            identifier="CC-BY-4.0",
            uri="https://creativecommons.org/licenses/by/4.0/",
        ),
        evidence=_seen(Source.PERSON),
    ),
    series=(Statement(value=Series(title="Rapports de l'office", number="12"), evidence=_seen(Source.PERSON)),),
    notes=(),
    official=None,
    persistent_ids=(),
    former_addresses=(),
    placement=None,
    recognition=None,
    unread=(),
    access=Access.OPEN,
    opens=None,
    siblings=(),
    formats=(_FORMAT,),
    cite_as=_LINK.url,
    url=_LINK.url,
    api_url=_API,
    work_url=WORK.api_url,
    sections_url=f"{_API}/sections",
    pages_url=f"{_API}/pages",
)
_SECTION: Final = model.SectionHead(
    id=f"{EDITION_ID}.s1",
    level=1,
    label="1",
    title="Les nappes",
    kind=SectionKind.BODY,
    page=7,
    page_label="5",
    parallel=None,
    url=f"{_LINK.url}/pages/7#ss1",
    api_url=f"{_API}/sections/s1",
)
SECTIONS: Final = model.Sections(data=(_SECTION,), evidence=_seen(Source.OUTLINE))
_BLOCK: Final = model.TextBlock(kind=BlockKind.PARAGRAPH, page=7, text="Les nappes baissent.", rows=())
SECTION_TEXT: Final = model.SectionText(
    section=_SECTION,
    edition=EDITION_ID,
    language="fr",
    text="Les nappes baissent.",
    blocks=(_BLOCK,),
    preceding=None,
    following=f"{_API}/sections/s2",
)
_PAGE: Final = model.PageHead(
    number=7,
    label="5",
    legibility=Legibility.LEGIBLE,
    width=595.3,
    height=841.9,
    picture=f"{_SITE}/pictures/{_DIGEST}/7-1280.webp",
    url=f"{_LINK.url}/pages/7",
    api_url=f"{_API}/pages/7",
)
PAGES: Final = model.Pages(data=(_PAGE,), next=f"{_API}/pages?after=7")
PAGE_TEXT: Final = model.PageText(
    page=_PAGE,
    edition=EDITION_ID,
    language="fr",
    text="Les nappes baissent.",
    blocks=(_BLOCK,),
    sections=(_SECTION.id,),
)
LANGUAGES: Final = model.Languages(
    data=(
        model.Language(
            tag="fr",
            name="French",
            autonym="français",
            direction="ltr",
            editions=120,
            api_url=f"{_SITE}/api/v1/editions?language=fr",
        ),
    )
)
_COUNTS: Final = model.Count(value="fr", count=120)
STATISTICS: Final = model.Statistics(
    works=80,
    editions=120,
    pages=9_312,
    languages=(_COUNTS,),
    years=(model.Count(value=2021, count=14),),
    types=(model.Count(value="report", count=97),),
    subjects=(model.Count(value="urn:dragoman:subject:water", count=12),),
)
SUBJECTS: Final = model.Subjects(
    data=(
        model.ConceptHeld(
            uri="urn:dragoman:subject:water",
            vocabulary="subjects",
            labels={"en": "Water and sanitation", "fr": "Eau et assainissement"},
            broader=("urn:dragoman:subject:environment",),
            editions=12,
            api_url=f"{_SITE}/api/v1/editions?subject=urn%3Adragoman%3Asubject%3Awater",
        ),
    )
)
ANSWERS: Final = model.Answers(index={"generation": 3, "changed": False}, hits=({"work": {"id": WORK_ID}},), works=1)
PROBLEM: Final = model.Problem(
    type="urn:dragoman:problem:edition-not-here",
    title="Not Found",
    status=404,
    code="edition-not-here",
    detail="There is no edition e0.",
    remedy="Search for it by its title.",
)
