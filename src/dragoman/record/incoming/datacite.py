"""DataCite Metadata Schema 3 and 4, XML and the JSON of its REST API → what is said; OpenAIRE's envelope of it too."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import dublin_core, xml
from dragoman.record.incoming.model import FELLOW, HAS_TRANSLATION, TRANSLATION_OF, Claim, Field

_ROLES: Final[Mapping[str, str]] = MappingProxyType({"Editor": "edt", "Translator": "trl", "HostingInstitution": ""})
_RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "IsTranslationOf": TRANSLATION_OF,
        "HasTranslation": HAS_TRANSLATION,
        "IsVariantFormOf": FELLOW,
        "IsVersionOf": TRANSLATION_OF,
        "HasVersion": HAS_TRANSLATION,
    }
)
_UNKNOWN: Final = frozenset({":unav", ":unkn", ":null", ":none", ":tba", ":unas", ":unac", ":unal", ":unap"})
_SYMBOLS: Final = ("un document symbol", "undoc")


def described(root: Element, place: str) -> Iterator[Claim]:
    """What a `resource` says."""
    yield from from_json(_attributes(root), place)
    yield from _openaire(root, place)


def _attributes(root: Element) -> Mapping[str, Any]:
    """The element as the JSON of DataCite's REST API has it, as far as that is read here."""
    said = {name: next((xml.text(e) for e in xml.named(root, name)), "") for name in ("publisher", "language")}
    kind = next(xml.named(root, "resourceType"), None)
    general = kind.get("resourceTypeGeneral", "") if kind is not None else ""
    own = [_flat(e, "identifier") for e in xml.named(root, "identifier")]
    return {
        **said,
        "publicationYear": next((xml.text(e) for e in xml.named(root, "publicationYear")), ""),
        "types": {"resourceType": xml.text(kind), "resourceTypeGeneral": general},
        "creators": [_named_agent(e, "creatorName") for e in xml.named(root, "creators", "creator")],
        "contributors": [_named_agent(e, "contributorName") for e in xml.named(root, "contributors", "contributor")],
        "identifiers": own,
        **{
            plural: [_flat(e, single) for e in xml.named(root, plural, single)]
            for plural, single in (
                ("titles", "title"),
                ("subjects", "subject"),
                ("dates", "date"),
                ("descriptions", "description"),
                ("rightsList", "rights"),
                ("alternateIdentifiers", "alternateIdentifier"),
                ("relatedIdentifiers", "relatedIdentifier"),
            )
        },
    }


def _flat(element: Element, name: str) -> Mapping[str, Any]:
    """An element's text under its name, and its attributes in the words of the REST API."""
    attributes = {key.replace("URI", "Uri"): value for key, value in map(_plain, element.attrib.items())}
    return {**attributes, name: xml.text(element), "lang": xml.tongue(element)}


def _plain(attribute: tuple[Any, Any]) -> tuple[str, str]:
    return str(attribute[0]), str(attribute[1])


def _named_agent(element: Element, name_element: str) -> Mapping[str, Any]:
    named = next(xml.named(element, name_element), None)
    return {
        "name": xml.text(named),
        "nameType": named.get("nameType", "") if named is not None else "",
        "nameIdentifiers": [_flat(e, "nameIdentifier") for e in xml.named(element, "nameIdentifier")],
        "contributorType": element.get("contributorType", ""),
    }


def _openaire(root: Element, place: str) -> Iterator[Claim]:
    """The elements that OpenAIRE adds: its own files, and Dublin Core's."""
    for element in xml.named(root, "file"):
        yield Claim(field=Field.LINK, value=xml.text(element), place=f"{place}, file")
    if xml.namespace(root).startswith("http://namespace.openaire.eu/"):
        for element in xml.named(root, "description"):
            yield from dublin_core.stated("description", xml.text(element), f"{place}, description")


def _dates(dates: list[tuple[str, str]], year: str, place: str) -> Iterator[Claim]:
    """The date of issue, else the year of publication: the other dates are of other things."""
    issued = next((text for text, kind in dates if kind == "Issued"), "")
    if issued or year:
        yield Claim(field=Field.DATE, value=issued or year, place=f"{place}, {'date' if issued else 'publicationYear'}")


def _identifier(value: str, kind: str, place: str) -> Iterator[Claim]:
    scheme = kind.strip().upper()
    if scheme in ("ISBN", "ISSN", "DOI"):
        yield Claim(field=Field.IDENTIFIER, value=value, place=place, qualifier=scheme)
    elif kind.strip().lower() in _SYMBOLS:
        yield Claim(field=Field.IDENTIFIER, value=value, place=place, qualifier="UNDOC")
    elif scheme == "HANDLE":
        yield Claim(field=Field.IDENTIFIER, value=value, place=place, qualifier="Handle")
    else:
        yield from dublin_core.stated("identifier", value, place)


def _related(value: str, kind: str, relation: str, place: str) -> Iterator[Claim]:
    if relation == "IsPartOf" and kind == "ISSN":
        yield Claim(field=Field.IDENTIFIER, value=value, place=place, qualifier="ISSN")
    elif relation in _RELATIONS:
        yield Claim(field=Field.RELATED, value=value, place=place, qualifier=_RELATIONS[relation])


def from_json(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    """What the attributes of DataCite's REST API say."""
    for part in (_texts, _people, _numbers, _others):
        for one in part(record, place):
            if one.value and one.value.lower() not in _UNKNOWN:
                yield one


def _texts(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    for title in _objects(record, "titles"):
        if not title.get("titleType"):
            yield _value(Field.TITLE, title, "title", f"{place}, titles")
    for text in _objects(record, "descriptions"):
        if text.get("descriptionType") == "Abstract":
            yield _value(Field.ABSTRACT, text, "description", f"{place}, descriptions")
    for subject in _objects(record, "subjects"):
        yield _value(Field.SUBJECT, subject, "subject", f"{place}, subjects", authority=_text(subject, "valueUri"))
    for right in _objects(record, "rightsList"):
        value = next((v for n in ("rightsIdentifier", "rightsUri", "rights") if (v := _text(right, n))), "")
        yield Claim(field=Field.RIGHTS, value=value, place=f"{place}, rightsList", authority=_text(right, "rightsUri"))


def _people(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    for agent in _objects(record, "creators"):
        yield _agent(agent, "aut", f"{place}, creators")
    for agent in _objects(record, "contributors"):
        if role := _ROLES.get(_text(agent, "contributorType"), "ctb"):
            yield _agent(agent, role, f"{place}, contributors")
    publisher = record.get("publisher")
    named = _text(publisher, "name") if isinstance(publisher, dict) else _text(record, "publisher")
    yield Claim(field=Field.PUBLISHER, value=named, place=f"{place}, publisher")


def _numbers(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    yield Claim(field=Field.IDENTIFIER, value=_text(record, "doi"), place=f"{place}, doi", qualifier="DOI")
    yield Claim(field=Field.ADDRESS, value=_text(record, "url"), place=f"{place}, url")
    for name in ("identifier", "alternateIdentifier"):
        for other in _objects(record, f"{name}s"):
            yield from _identifier(_text(other, name), _text(other, f"{name}Type"), f"{place}, {name}s")
    for other in _objects(record, "relatedIdentifiers"):
        kind, relation = _text(other, "relatedIdentifierType"), _text(other, "relationType")
        yield from _related(_text(other, "relatedIdentifier"), kind, relation, f"{place}, relatedIdentifiers")


def _others(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    yield Claim(field=Field.LANGUAGE, value=_text(record, "language"), place=f"{place}, language")
    dates = [(_text(d, "date"), _text(d, "dateType")) for d in _objects(record, "dates")]
    yield from _dates(dates, str(record.get("publicationYear") or ""), place)
    types = record.get("types")
    if isinstance(types, dict):
        kind = _text(types, "resourceType") or _text(types, "resourceTypeGeneral")
        yield Claim(field=Field.TYPE, value=kind, place=f"{place}, types")


def _agent(agent: Mapping[str, Any], role: str, place: str) -> Claim:
    names = _objects(agent, "nameIdentifiers")
    kind = _text(agent, "nameType")
    return Claim(
        field=Field.AGENT,
        value=_text(agent, "name"),
        place=place,
        qualifier=role,
        authority=next((_text(n, "nameIdentifier") for n in names), ""),
        organization=kind == "Organizational" if kind else None,
    )


def _value(field: Field, held: Mapping[str, Any], name: str, place: str, *, authority: str = "") -> Claim:
    value = " ".join(_text(held, name).split())
    return Claim(field=field, value=value, place=place, language=_text(held, "lang"), authority=authority)


def _text(held: Mapping[str, Any], name: str) -> str:
    value = held.get(name)
    return value.strip() if isinstance(value, str) else ""


def _objects(held: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    values = held.get(name)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
