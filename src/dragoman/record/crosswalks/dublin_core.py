"""Dublin Core: `oai_dc` with its fifteen elements, and DCMI Metadata Terms as JSON-LD, which can say more.

`oai_dc` can't tell a translation from another relation: the original is its `source`, the other editions are
`relation`s. The terms say `isVersionOf` and `hasVersion`, `extent` and `tableOfContents`.
"""

from typing import Any, Final

from dragoman.record.crosswalks.entry import Entry, numbered
from dragoman.record.crosswalks.xml import Element, child, clean, root, tongue
from dragoman.record.model import Subject
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.schemes import PERSISTENT, address_of

OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
CONTEXT: Final = {"@vocab": "http://purl.org/dc/terms/", "dcterms": "http://purl.org/dc/terms/"}


def oai_dc(entry: Entry) -> Element:
    """The record as `oai_dc:dc`."""
    made = root(f"{{{OAI_DC}}}dc", {"oai_dc": OAI_DC, "dc": DC}, location=f"{OAI_DC} {SCHEMA}")
    own = tongue(entry.language)

    def add(name: str, *values: str | None, tagged: bool = False) -> None:
        for value in values:
            if value:
                child(made, f"{{{DC}}}{name}", value, own if tagged else None)

    add("title", entry.title, tagged=True)
    add("creator", *(agent.name for agent in entry.creators))
    add("contributor", *(agent.name for agent in entry.contributors))
    add("publisher", entry.publisher)
    add("date", entry.published.iso if entry.published else None)
    add("description", entry.abstract, tagged=True)
    add("description", entry.contents(" -- "), tagged=True)
    add("description", *entry.notes)
    for subject in entry.subjects:
        child(made, f"{{{DC}}}subject", subject.text, tongue(subject.language))
    add("type", *dict.fromkeys((kind_of(entry.kind).english, "Text")))
    add("language", entry.language)
    add("identifier", entry.url, *_identifiers(entry))
    add("format", *dict.fromkeys(file.media_type for file in entry.files))
    if entry.original:
        add("source", entry.places.edition(entry.original.id))
    others = [other for other in entry.siblings if other is not entry.original]
    add("relation", *(entry.places.edition(other.id) for other in others))
    add("relation", *(entry.places.file(file) for file in entry.files))
    add("relation", *map(numbered, entry.series))
    if entry.rights:
        add("rights", entry.rights.text, entry.rights.uri)
    return made


def terms(entry: Entry) -> dict[str, Any]:
    """The record as JSON-LD in DCMI Metadata Terms; texts say their language."""

    def said(text: str | None) -> dict[str, str] | None:
        return {"@value": clean(text), "@language": entry.language} if text else None

    kind = kind_of(entry.kind)
    values: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": entry.url,
        "identifier": [entry.url, *_identifiers(entry)],
        "title": said(entry.title),
        "creator": [clean(agent.name) for agent in entry.creators],
        "contributor": [{"name": clean(agent.name), "role": agent.role} for agent in entry.contributors],
        "publisher": entry.publisher and clean(entry.publisher),
        "issued": entry.published.iso if entry.published else None,
        "available": entry.expression.uploaded,
        "modified": entry.expression.datestamp,
        "language": entry.language,
        "type": [clean(kind.english), "http://purl.org/dc/dcmitype/Text"],
        "format": list(dict.fromkeys(file.media_type for file in entry.files)),
        "extent": f"{entry.pages} pages" if entry.pages else None,
        "abstract": said(entry.abstract),
        "tableOfContents": said(entry.contents()),
        "isVersionOf": _reference(entry, entry.original.id) if entry.original else None,
        "hasVersion": [_reference(entry, other.id) for other in entry.translations],
        "relation": [_reference(entry, other.id) for other in entry.fellows],
        "isPartOf": [{"@id": entry.places.work(entry.work.id)}, *({"title": numbered(s)} for s in entry.series)],
        "subject": [_subject(subject) for subject in entry.subjects],
        "rights": entry.rights and clean(entry.rights.text),
        "license": {"@id": entry.rights.uri} if entry.rights and entry.rights.uri else None,
        "description": [clean(note) for note in entry.notes],
        "hasFormat": [{"@id": entry.places.file(file), "format": file.media_type} for file in entry.files],
    }
    return {name: value for name, value in values.items() if value}


def _subject(subject: Subject) -> dict[str, str]:
    language = {"@language": subject.language} if subject.language else {}
    return {"@value": clean(subject.text), **language, **({"source": subject.uri} if subject.uri else {})}


def _reference(entry: Entry, expression_id: str) -> dict[str, str]:
    other = entry.work.expression(expression_id)
    language = {"language": other.language.value, "title": clean(other.title.value)} if other else {}
    return {"@id": entry.places.edition(expression_id), **language}


def _identifiers(entry: Entry) -> list[str]:
    """Identifiers as URIs where there is a form for that, else as they are printed."""
    return [
        *(f"urn:isbn:{value}" for value in entry.identifiers("ISBN")),
        *(
            address_of(each.scheme, each.value) or each.value
            for each in entry.all_identifiers
            if each.scheme in {*PERSISTENT, "UNDOC"}
        ),
    ]
