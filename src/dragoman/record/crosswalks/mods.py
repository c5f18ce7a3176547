"""MODS 3.6 and later: a translation names its original, and an original its translations, as related items."""

from typing import Final

from dragoman.record.crosswalks.entry import CREATORS, Entry
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import Element, child, clean, root
from dragoman.record.model import AgentKind, Contribution, Expression
from dragoman.vocabulary.language_codes import bibliographic
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.roles import RELATORS
from dragoman.vocabulary.schemes import address_of

MODS: Final = "http://www.loc.gov/mods/v3"
SCHEMA: Final = "http://www.loc.gov/standards/mods/v3/mods-3-6.xsd"
RELATIONS: Final = "https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/relationType/"
XLINK: Final = "http://www.w3.org/1999/xlink"
_IDENTIFIERS: Final = {
    "ISBN": "isbn",
    "ISSN": "issn",
    "DOI": "doi",
    "HANDLE": "hdl",
    "ARK": "ark",
    "URN": "urn",
    "UNDOC": "document-symbol",
}


def mods(entry: Entry) -> Element:
    """The record as `mods`."""
    made = root(f"{{{MODS}}}mods", {None: MODS}, location=f"{MODS} {SCHEMA}")
    made.set("version", "3.6")
    code = bibliographic(entry.language)
    _add(_add(made, "titleInfo", lang=code), "title", entry.title)
    for agent in (*entry.creators, *entry.contributors):
        _add_agent(made, agent)
    _add(made, "typeOfResource", "text")
    _add(made, "genre", kind_of(entry.kind).english, authority="local")
    _add_origin(made, entry)
    language = _add(made, "language")
    _add(language, "languageTerm", entry.language, type="code", authority="rfc5646")
    if code:
        _add(language, "languageTerm", code, type="code", authority="iso639-2b")
    _add_extent(made, entry)
    if entry.abstract:
        _add(made, "abstract", entry.abstract, lang=code, type="extract" if _is_extract(entry) else None)
    if entry.sections:
        _add(made, "tableOfContents", entry.contents(" -- "), lang=code)
    if entry.is_translation and entry.original_language:
        _add(made, "note", entry.original_language, type="original language")
    for note in entry.notes:
        _add(made, "note", note)
    for subject in entry.subjects:
        added = _add(made, "subject", authority=subject.scheme or None, lang=bibliographic(subject.language))
        _add(added, "topic", subject.text, valueURI=subject.uri or None)
    _add_relations(made, entry)
    for identifier in entry.all_identifiers:
        _add(made, "identifier", identifier.value, type=_IDENTIFIERS.get(identifier.scheme, "local"))
    _add(made, "identifier", entry.url, type="uri")
    location = _add(made, "location")
    _add(location, "url", entry.url, usage="primary display", access="object in context")
    for file in entry.files:
        _add(location, "url", entry.places.file(file), access="raw object", displayLabel=file.media_type)
    if entry.rights:
        rights = _add(made, "accessCondition", entry.rights.text, type="use and reproduction")
        if entry.rights.uri:
            rights.set(f"{{{XLINK}}}href", clean(entry.rights.uri))
    _add_record_info(made, entry)
    return made


def _add(parent: Element, name: str, text: str | None = None, **attributes: str | None) -> Element:
    return child(parent, f"{{{MODS}}}{name}", text, attributes)


def _add_agent(parent: Element, agent: Contribution) -> None:
    name = parted(agent)
    personal = agent.kind is AgentKind.PERSON
    added = _add(parent, "name", type="personal" if personal else "corporate")
    if personal and name.given:
        _add(added, "namePart", name.family, type="family")
        _add(added, "namePart", name.given, type="given")
    else:
        _add(added, "namePart", agent.name)
    for each in agent.identifiers:
        known = address_of(each.scheme, each.value)
        _add(added, "nameIdentifier", each.value, type=each.scheme.lower(), typeURI=known)
    role = agent.role if agent.role in RELATORS else "ctb"
    _add(_add(added, "role"), "roleTerm", role, type="code", authority="marcrelator")


def _add_origin(parent: Element, entry: Entry) -> None:
    origin = _add(parent, "originInfo", eventType="publication")
    if entry.publisher:
        _add(origin, "publisher", entry.publisher)
    if entry.published:
        qualifier = "questionable" if entry.is_date_uncertain else None
        _add(origin, "dateIssued", entry.published.iso, encoding="w3cdtf", keyDate="yes", qualifier=qualifier)
    if not len(origin):
        parent.remove(origin)


def _add_extent(parent: Element, entry: Entry) -> None:
    described = _add(parent, "physicalDescription")
    for media_type in dict.fromkeys(file.media_type for file in entry.files):
        _add(described, "internetMediaType", media_type)
    if entry.pages:
        _add(described, "extent", f"{entry.pages} pages")
    recognised = entry.expression.recognition is not None
    _add(described, "digitalOrigin", "digitized other analog" if recognised else "born digital")


def _add_relations(parent: Element, entry: Entry) -> None:
    if entry.original:
        _add_related(parent, entry, entry.original, "IsTranslationOf")
    for other in entry.translations:
        _add_related(parent, entry, other, "HasTranslation")
    for other in entry.fellows:
        _add_related(parent, entry, other, "IsVariantFormOf")
    for series in entry.series:
        related = _add(parent, "relatedItem", type="series")
        title = _add(related, "titleInfo")
        _add(title, "title", series.title)
        if series.number:
            _add(title, "partNumber", series.number)
        if series.issn:
            _add(related, "identifier", series.issn, type="issn")


def _add_related(parent: Element, entry: Entry, other: Expression, relation: str) -> None:
    related = _add(parent, "relatedItem", otherType=relation, otherTypeAuth="DataCite", otherTypeAuthURI=RELATIONS)
    _add(_add(related, "titleInfo", lang=bibliographic(other.language.value)), "title", other.title.value)
    for statement in other.contributions:
        if statement.value.role in CREATORS:
            _add_agent(related, statement.value)
    _add(_add(related, "language"), "languageTerm", other.language.value, type="code", authority="rfc5646")
    _add(related, "identifier", entry.places.edition(other.id), type="uri")


def _add_record_info(parent: Element, entry: Entry) -> None:
    info = _add(parent, "recordInfo")
    _add(info, "recordCreationDate", entry.expression.uploaded, encoding="w3cdtf")
    _add(info, "recordChangeDate", entry.expression.datestamp, encoding="w3cdtf")
    _add(info, "recordIdentifier", entry.expression.id)


def _is_extract(entry: Entry) -> bool:
    return bool(entry.expression.abstract and entry.expression.abstract.value.extract)
