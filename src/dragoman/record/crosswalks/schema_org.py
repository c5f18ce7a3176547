"""schema.org as JSON-LD, as search engines read it from an edition's page.

`translationOfWork` and `workTranslation` tie editions together, `exampleOfWork` ties them to their work; the contents'
uppermost level are its parts.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import clean
from dragoman.record.model import AgentKind, Contribution, Expression, Section, Series, Subject, titled
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.schemes import address_of

CONTEXT: Final = "https://schema.org"
_PAGE: Final = re.compile(r"[0-9]+|[ivxlcdm]+", re.IGNORECASE)


def schema_org(entry: Entry) -> dict[str, Any]:
    """The record as one node of JSON-LD."""
    return {"@context": CONTEXT, **node(entry)}


def graph(entries: Sequence[Entry]) -> dict[str, Any]:
    """Several records as one graph."""
    return {"@context": CONTEXT, "@graph": [node(entry) for entry in entries]}


def node(entry: Entry) -> dict[str, Any]:
    """The record without its context."""
    kind = kind_of(entry.kind)
    # numberOfPages and isbn are properties of Book.
    types = [kind.schema_org, "Book"] if entry.pages else [kind.schema_org]
    values: dict[str, Any] = {
        "@type": types if len(types) > 1 else types[0],
        "@id": entry.url,
        "url": entry.url,
        "name": clean(entry.title),
        "headline": clean(entry.title)[:110],
        "inLanguage": entry.language if entry.language != "und" else None,
        "abstract": clean(entry.abstract) if entry.abstract else None,
        "description": clean(entry.abstract)[:5000] if entry.abstract else None,
        "genre": clean(kind.english),
        "author": [_agent(agent) for agent in entry.creators],
        "editor": [_agent(agent) for agent in entry.contributors if agent.role == "edt"],
        "translator": [_agent(agent) for agent in entry.contributors if agent.role == "trl"],
        "illustrator": [_agent(agent) for agent in entry.contributors if agent.role == "ill"],
        "contributor": [_agent(agent) for agent in entry.contributors if agent.role not in {"edt", "trl", "ill"}],
        "publisher": {"@type": "Organization", "name": clean(entry.publisher)} if entry.publisher else None,
        "datePublished": entry.published.iso if entry.published else None,
        "dateModified": entry.expression.datestamp,
        "numberOfPages": entry.pages,
        "isbn": list(entry.identifiers("ISBN")),
        "identifier": _identifiers(entry),
        "sameAs": entry.permanent if entry.permanent != entry.url else None,
        "keywords": [_subject(subject) for subject in entry.subjects],
        "license": entry.rights and (entry.rights.uri or clean(entry.rights.text)),
        "isPartOf": [_series(series) for series in entry.series],
        "exampleOfWork": {"@type": "CreativeWork", "@id": entry.places.work(entry.work.id)},
        "translationOfWork": _reference(entry, entry.original) if entry.original else None,
        "workTranslation": [_reference(entry, other) for other in entry.translations],
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": entry.places.file(file),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
            }
            for file in entry.files
        ],
        "hasPart": [_part(entry, section) for section in entry.chapters],
    }
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _agent(agent: Contribution) -> Mapping[str, str]:
    name = parted(agent)
    if agent.kind is AgentKind.ORGANIZATION:
        return {"@type": "Organization", **_same(agent), "name": clean(agent.name)}
    parts = {"givenName": clean(name.given), "familyName": clean(name.family)} if name.given else {}
    return {
        "@type": "Person",
        **_same(agent),
        "name": clean(f"{name.given} {name.family}" if name.given else name.family),
        **parts,
    }


def _same(agent: Contribution) -> Mapping[str, str]:
    """Who it is, where an ORCID, ROR or ISNI says so."""
    known = next((address_of(each.scheme, each.value) for each in agent.identifiers), None)
    return {"@id": known} if known else {}


def _subject(subject: Subject) -> Mapping[str, str] | str:
    if not subject.uri and not subject.scheme:
        return clean(subject.text)
    said = {"name": clean(subject.text), "inDefinedTermSet": clean(subject.scheme), "url": clean(subject.uri)}
    return {"@type": "DefinedTerm", **{name: value for name, value in said.items() if value}}


def _series(series: Series) -> Mapping[str, str]:
    said = {"name": clean(series.title), "issn": series.issn, "position": clean(series.number)}
    return {"@type": "CreativeWorkSeries", **{name: value for name, value in said.items() if value}}


def _identifiers(entry: Entry) -> list[Mapping[str, str]]:
    return [
        {"@type": "PropertyValue", "propertyID": each.scheme, "value": clean(each.value)}
        for each in entry.all_identifiers
    ]


def _reference(entry: Entry, other: Expression) -> Mapping[str, str]:
    return {
        "@type": "CreativeWork",
        "@id": entry.places.edition(other.id),
        "name": clean(other.title.value),
        "inLanguage": other.language.value,
    }


def _part(entry: Entry, section: Section) -> Mapping[str, str]:
    page = {"pageStart": section.page_label} if section.page_label and _PAGE.fullmatch(section.page_label) else {}
    return {
        "@type": "Chapter",
        "name": clean(titled(section.label, section.title)),
        "url": entry.places.section(entry.expression.id, section),
        **page,
    }
