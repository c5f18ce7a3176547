"""DataCite Metadata Schema 4.6, as XML and as the JSON of DataCite's REST API.

What the schema demands and the file does not say has DataCite's own word for the unknown (`:unav`); the year is then
that in which the edition became available here. An edition without a DOI has its address as its identifier, as OpenAIRE
takes it. Translations are `IsTranslationOf` and `HasTranslation`; two translations of one original are variant forms.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from dragoman.record.crosswalks.entry import Entry, identifiers_of, numbered
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import LANG, Element, child, clean, root, tongue
from dragoman.record.model import AgentKind, Contribution, Expression, Rights, Subject
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.schemes import address_of

KERNEL: Final = "http://datacite.org/schema/kernel-4"
SCHEMA: Final = "https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
UNAVAILABLE: Final = ":unav"
SPDX: Final = "https://spdx.org/licenses/"
_CONTRIBUTOR_TYPES: Final = {
    "edt": "Editor",
    "trl": "Translator",
    "cph": "RightsHolder",
    "dst": "Distributor",
    "hst": "HostingInstitution",
    "pro": "Producer",
    "res": "Researcher",
    "spn": "Sponsor",
}


_ALTERNATES: Final = {"UNDOC": "UN document symbol", "HANDLE": "Handle"}


class Related(NamedTuple):
    """A relation to something with an identifier."""

    relation: str
    identifier: str
    kind: str


def datacite_json(entry: Entry) -> dict[str, Any]:
    """The record as the attributes of DataCite's REST API."""
    kind = kind_of(entry.kind)
    values: dict[str, Any] = {
        "schemaVersion": KERNEL,
        "id": entry.doi or entry.url,
        "doi": entry.doi,
        "url": entry.url,
        "language": _known(entry.language),
        "titles": [{"title": clean(entry.title), **_lang(entry)}],
        "creators": [_agent(agent) for agent in entry.creators] or [{"name": UNAVAILABLE}],
        "contributors": [
            {**_agent(agent), "contributorType": _contributor_type(agent)} for agent in entry.contributors
        ],
        "publisher": {"name": clean(entry.publisher) if entry.publisher else UNAVAILABLE},
        "publicationYear": _year(entry),
        "types": {"resourceTypeGeneral": kind.datacite, "resourceType": clean(kind.english)},
        "dates": [{"date": date, "dateType": name} for name, date in _dates(entry)],
        "alternateIdentifiers": [
            {"alternateIdentifierType": name, "alternateIdentifier": clean(value)} for name, value in _alternates(entry)
        ],
        "relatedIdentifiers": [
            {"relationType": r.relation, "relatedIdentifier": clean(r.identifier), "relatedIdentifierType": r.kind}
            for r in _related(entry)
        ],
        "subjects": [_subject(subject) for subject in entry.subjects],
        "rightsList": [_rights(entry.rights)] if entry.rights else [],
        "sizes": _sizes(entry),
        "formats": list(dict.fromkeys(file.media_type for file in entry.files)),
        "descriptions": [
            {"description": clean(text), "descriptionType": name, **_lang(entry)} for name, text in _descriptions(entry)
        ],
    }
    return {name: value for name, value in values.items() if value}


def datacite_attributes(entry: Entry) -> dict[str, Any]:
    """The record as DataCite's API is sent it (OpenAPI 2.3.0): without DOI, other identifiers under their old name."""
    said = datacite_json(entry)
    others = said.pop("alternateIdentifiers", [])
    for own in ("id", "doi"):
        said.pop(own, None)
    said["publisher"] = said["publisher"]["name"]
    said["identifiers"] = [
        {"identifier": each["alternateIdentifier"], "identifierType": each["alternateIdentifierType"]}
        for each in others
    ]
    return said


def datacite_xml(entry: Entry) -> Element:
    """The record as `resource`."""
    made = root(f"{{{KERNEL}}}resource", {None: KERNEL}, location=f"{KERNEL} {SCHEMA}")
    kind = kind_of(entry.kind)
    own = tongue(entry.language)
    _add(made, "identifier", entry.doi or entry.url, identifierType="DOI" if entry.doi else "URL")
    creators = _add(made, "creators")
    for agent in entry.creators:
        _add_agent(_add(creators, "creator"), "creatorName", agent)
    if not entry.creators:
        _add(_add(creators, "creator"), "creatorName", UNAVAILABLE)
    child(_add(made, "titles"), f"{{{KERNEL}}}title", entry.title, own)
    _add(made, "publisher", entry.publisher or UNAVAILABLE)
    _add(made, "publicationYear", f"{_year(entry):04}")
    _add(made, "resourceType", kind.english, resourceTypeGeneral=kind.datacite)
    contributors = _add(made, "contributors")
    for agent in entry.contributors:
        added = _add(contributors, "contributor", contributorType=_contributor_type(agent))
        _add_agent(added, "contributorName", agent)
    dates = _add(made, "dates")
    for name, date in _dates(entry):
        _add(dates, "date", date, dateType=name)
    _add(made, "language", _known(entry.language))
    alternates = _add(made, "alternateIdentifiers")
    for name, value in _alternates(entry):
        _add(alternates, "alternateIdentifier", value, alternateIdentifierType=name)
    related = _add(made, "relatedIdentifiers")
    for r in _related(entry):
        _add(related, "relatedIdentifier", r.identifier, relatedIdentifierType=r.kind, relationType=r.relation)
    _add_subjects_and_rights(made, entry)
    sizes = _add(made, "sizes")
    for size in _sizes(entry):
        _add(sizes, "size", size)
    formats = _add(made, "formats")
    for media_type in dict.fromkeys(file.media_type for file in entry.files):
        _add(formats, "format", media_type)
    descriptions = _add(made, "descriptions")
    for name, text in _descriptions(entry):
        child(descriptions, f"{{{KERNEL}}}description", text, {**own, "descriptionType": name})
    for empty in [e for e in made if len(e) == 0 and not e.text]:
        made.remove(empty)
    return made


def _add_subjects_and_rights(made: Element, entry: Entry) -> None:
    subjects = _add(made, "subjects")
    for subject in entry.subjects:
        child(subjects, f"{{{KERNEL}}}subject", subject.text, _as_attributes(_subject(subject), "subject"))
    if entry.rights:
        rights = _as_attributes(_rights(entry.rights), "rights")
        child(_add(made, "rightsList"), f"{{{KERNEL}}}rights", entry.rights.text, rights)


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    return child(parent, f"{{{KERNEL}}}{name}", text, attributes)


def _add_agent(parent: Element, name_element: str, agent: Contribution) -> None:
    name = parted(agent)
    _add(parent, name_element, name.inverted, nameType=agent.kind.value)
    if name.given and agent.kind is AgentKind.PERSON:
        _add(parent, "givenName", name.given)
        _add(parent, "familyName", name.family)
    for each in _name_identifiers(agent):
        _add(
            parent,
            "nameIdentifier",
            each["nameIdentifier"],
            nameIdentifierScheme=each["nameIdentifierScheme"],
            schemeURI=each["schemeUri"],
        )


def _agent(agent: Contribution) -> dict[str, Any]:
    name = parted(agent)
    parts = {"givenName": clean(name.given), "familyName": clean(name.family)} if name.given else {}
    said = {"name": clean(name.inverted), "nameType": agent.kind.value, **parts}
    identified = _name_identifiers(agent)
    return {**said, "nameIdentifiers": identified} if identified else said


def _name_identifiers(agent: Contribution) -> list[dict[str, str]]:
    return [
        {
            "nameIdentifier": clean(address_of(each.scheme, each.value) or each.value),
            "nameIdentifierScheme": each.scheme,
            "schemeUri": address_of(each.scheme, "") or "",
        }
        for each in agent.identifiers
    ]


def _subject(subject: Subject) -> dict[str, str]:
    said = {
        "subject": clean(subject.text),
        "subjectScheme": clean(subject.scheme),
        "valueUri": clean(subject.uri),
        "lang": subject.language,
    }
    return {name: value for name, value in said.items() if value}


def _rights(rights: Rights) -> dict[str, str]:
    spdx = (
        {"rightsIdentifier": rights.identifier, "rightsIdentifierScheme": "SPDX", "schemeUri": SPDX}
        if rights.identifier
        else {}
    )
    return {"rights": clean(rights.text), **({"rightsUri": clean(rights.uri)} if rights.uri else {}), **spdx}


def _as_attributes(said: Mapping[str, str], text: str) -> dict[str, str]:
    """What the JSON calls `…Uri` and `lang`, as the XML's attributes; `text` is the element's own."""
    names = {"lang": LANG}
    return {
        names.get(name, name.replace("Uri", "URI")): value for name, value in said.items() if name != text and value
    }


def _contributor_type(agent: Contribution) -> str:
    return _CONTRIBUTOR_TYPES.get(agent.role, "Other")


def _known(tag: str) -> str | None:
    return None if tag == "und" else tag


def _lang(entry: Entry) -> dict[str, str]:
    tag = _known(entry.language)
    return {"lang": tag} if tag else {}


def _year(entry: Entry) -> int:
    return entry.published.year if entry.published else int(entry.expression.uploaded[:4])


def _dates(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.published:
        yield "Issued", entry.published.iso
    yield "Available", entry.expression.uploaded[:10]
    yield "Updated", entry.expression.datestamp[:10]


def _alternates(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.doi:
        yield "URL", entry.url
    for each in entry.all_identifiers:
        if each.scheme not in {"DOI", "ISSN"}:
            yield _ALTERNATES.get(each.scheme, each.scheme), each.value


def _related(entry: Entry) -> Iterator[Related]:
    if entry.original:
        yield _to(entry, "IsTranslationOf", entry.original)
    for other in entry.translations:
        yield _to(entry, "HasTranslation", other)
    for other in entry.fellows:
        yield _to(entry, "IsVariantFormOf", other)
    yield Related("IsVersionOf", entry.places.work(entry.work.id), "URL")
    for issn in dict.fromkeys((*entry.identifiers("ISSN"), *(s.issn for s in entry.series if s.issn))):
        yield Related("IsPartOf", issn, "ISSN")


def _to(entry: Entry, relation: str, other: Expression) -> Related:
    doi = next((each.value for each in identifiers_of(other) if each.scheme == "DOI"), None)
    return Related(relation, doi or entry.places.edition(other.id), "DOI" if doi else "URL")


def _sizes(entry: Entry) -> list[str]:
    pages = [f"{entry.pages} pages"] if entry.pages else []
    return [*pages, *(f"{file.size} bytes" for file in entry.files)]


def _descriptions(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.abstract:
        yield "Abstract", entry.abstract
    if entry.sections:
        yield "TableOfContents", entry.contents()
    for series in entry.series:
        yield "SeriesInformation", numbered(series)
    for note in entry.notes:
        yield "Other", note
