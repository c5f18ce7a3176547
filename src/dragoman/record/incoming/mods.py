"""MODS 3 → what is said; METS too, which has MODS or Dublin Core in it and says where the files are."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from dragoman.record.crosswalks.mets import XLINK
from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import dublin_core, xml
from dragoman.record.incoming.model import FELLOW, HAS_TRANSLATION, TRANSLATION_OF, Claim, Field

_SCHEMES: Final[Mapping[str, str]] = MappingProxyType(
    {"isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "hdl": "Handle", "document-symbol": "UNDOC"}
)
_RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {"IsTranslationOf": TRANSLATION_OF, "HasTranslation": HAS_TRANSLATION, "IsVariantFormOf": FELLOW}
)
_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {"author": "aut", "creator": "aut", "cre": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill"}
)
_CODES: Final = ("aut", "edt", "trl", "ill", "ctb")


def described(root: Element, place: str) -> Iterator[Claim]:
    """What a `mods` says."""
    for element in root:
        read = _READ.get(xml.name(element))
        for one in read(element, f"{place}, {xml.name(element)}") if read else ():
            if one.value:
                yield one


def _titles(element: Element, place: str) -> Iterator[Claim]:
    if not element.get("type"):
        yield Claim(field=Field.TITLE, value=_title(element), place=place, language=xml.tongue(element))


def _origin(element: Element, place: str) -> Iterator[Claim]:
    for field, part in ((Field.PUBLISHER, "publisher"), (Field.DATE, "dateIssued")):
        yield from (Claim(field=field, value=xml.text(e), place=place) for e in xml.named(element, part))


def _languages(element: Element, place: str) -> Iterator[Claim]:
    for term in xml.named(element, "languageTerm"):
        yield Claim(field=Field.LANGUAGE, value=xml.text(term), place=place)


def _genre(element: Element, place: str) -> Iterator[Claim]:
    yield Claim(field=Field.TYPE, value=xml.text(element), place=place)


def _abstract(element: Element, place: str) -> Iterator[Claim]:
    """The abstract, but not what is said to be an extract of the text: that can be made here."""
    if element.get("type") != "extract":
        yield Claim(field=Field.ABSTRACT, value=xml.text(element), place=place, language=xml.tongue(element))


def _subjects(element: Element, place: str) -> Iterator[Claim]:
    authority = element.get("valueURI", "")
    for part in element:
        if xml.name(part) in ("topic", "geographic"):
            uri = part.get("valueURI") or authority
            yield Claim(field=Field.SUBJECT, value=xml.text(part), place=place, authority=uri)


def _note(element: Element, place: str) -> Iterator[Claim]:
    original = element.get("type") == "original language"
    yield Claim(field=Field.ORIGINAL_LANGUAGE if original else Field.NOTE, value=xml.text(element), place=place)


def _rights(element: Element, place: str) -> Iterator[Claim]:
    value = element.get(f"{{{XLINK}}}href") or xml.text(element)
    yield Claim(field=Field.RIGHTS, value=value, place=place)


def _identifier(element: Element, place: str) -> Iterator[Claim]:
    scheme = _SCHEMES.get(element.get("type", "").lower(), "")
    if scheme:
        yield Claim(field=Field.IDENTIFIER, value=xml.text(element), place=place, qualifier=scheme)
    else:
        yield from dublin_core.stated("identifier", xml.text(element), place)


def _title(element: Element) -> str:
    parts = {xml.name(part): xml.text(part) for part in element}
    whole = " ".join(filter(None, (parts.get("nonSort"), parts.get("title"))))
    rest = ": ".join(filter(None, (parts.get("subTitle"), parts.get("partName"))))
    return f"{whole}: {rest}" if rest else whole


def _agent(element: Element, place: str) -> Iterator[Claim]:
    parts = {part.get("type", ""): xml.text(part) for part in xml.named(element, "namePart")}
    family, given = parts.get("family"), parts.get("given")
    name = f"{family}, {given}" if family and given else family or parts.get("") or given or ""
    role = next((xml.text(e).lower() for e in xml.named(element, "role", "roleTerm")), "aut")
    role = _ROLES.get(role, role if role in _CODES else "ctb")
    kind = element.get("type", "")
    yield Claim(
        field=Field.AGENT,
        value=name,
        place=place,
        qualifier=role,
        authority=element.get("valueURI", ""),
        organization=kind in ("corporate", "conference") if kind else None,
    )


def _related(element: Element, place: str) -> Iterator[Claim]:
    if element.get("type") == "series":
        for info in xml.named(element, "titleInfo"):
            number = next((xml.text(e) for e in xml.named(info, "partNumber")), "")
            value = f"{_title(info)} ; {number}" if number else _title(info)
            yield Claim(field=Field.SERIES, value=value, place=place)
    relation = _RELATIONS.get(element.get("otherType", ""))
    if relation:
        for other in xml.named(element, "identifier"):
            yield Claim(field=Field.RELATED, value=xml.text(other), place=place, qualifier=relation)


def _location(element: Element, place: str) -> Iterator[Claim]:
    for url in xml.named(element, "url"):
        field = Field.LINK if url.get("access") == "raw object" else Field.ADDRESS
        yield Claim(field=field, value=xml.text(url), place=place)


_READ: Final[Mapping[str, Callable[[Element, str], Iterator[Claim]]]] = MappingProxyType(
    {
        "titleInfo": _titles,
        "name": _agent,
        "originInfo": _origin,
        "language": _languages,
        "genre": _genre,
        "abstract": _abstract,
        "subject": _subjects,
        "note": _note,
        "accessCondition": _rights,
        "relatedItem": _related,
        "identifier": _identifier,
        "location": _location,
    }
)


def files_of(root: Element, place: str) -> Iterator[Claim]:
    """The addresses of the files that a METS document lists; thumbnails, licences and extracted texts are none."""
    for group in xml.within(root, "fileGrp"):
        if group.get("USE", "").upper() in ("", "ACCESS", "ORIGINAL", "CONTENT", "DEFAULT", "DOWNLOAD"):
            for location in xml.within(group, "FLocat"):
                yield Claim(field=Field.LINK, value=location.get(f"{{{XLINK}}}href", ""), place=f"{place}, FLocat")
