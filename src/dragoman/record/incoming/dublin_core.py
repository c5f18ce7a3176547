"""Dublin Core, simple and qualified, in all its spellings → what is said.

Comes in: elements (`oai_dc`, `dcterms`), DSpace's `dcvalue` and `dim:field`, JSON of terms, names of columns. Goes out:
statements. What DSpace calls `dc.contributor.author` and DCMI `creator` is the same here.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import xml
from dragoman.record.incoming.model import FELLOW, HAS_TRANSLATION, TRANSLATION_OF, Claim, Field

_FIELDS: Final[Mapping[str, tuple[Field, str]]] = MappingProxyType(
    {
        "title": (Field.TITLE, ""),
        "creator": (Field.AGENT, "aut"),
        "contributor": (Field.AGENT, "ctb"),
        "contributor.author": (Field.AGENT, "aut"),
        "contributor.corporatename": (Field.AGENT, "aut"),
        "contributor.editor": (Field.AGENT, "edt"),
        "contributor.translator": (Field.AGENT, "trl"),
        "contributor.illustrator": (Field.AGENT, "ill"),
        "publisher": (Field.PUBLISHER, ""),
        "date": (Field.DATE, ""),
        "date.issued": (Field.DATE, "issued"),
        "issued": (Field.DATE, "issued"),
        "date.created": (Field.DATE, "created"),
        "description": (Field.ABSTRACT, "description"),
        "description.abstract": (Field.ABSTRACT, ""),
        "abstract": (Field.ABSTRACT, ""),
        "description.notes": (Field.NOTE, ""),
        "identifier": (Field.IDENTIFIER, ""),
        "identifier.other": (Field.IDENTIFIER, ""),
        "identifier.uri": (Field.IDENTIFIER, ""),
        "identifier.isbn": (Field.IDENTIFIER, "ISBN"),
        "identifier.issn": (Field.IDENTIFIER, "ISSN"),
        "identifier.doi": (Field.IDENTIFIER, "DOI"),
        "identifier.govdoc": (Field.IDENTIFIER, "UNDOC"),
        "language": (Field.LANGUAGE, ""),
        "language.iso": (Field.LANGUAGE, ""),
        "language.rfc3066": (Field.LANGUAGE, ""),
        "subject": (Field.SUBJECT, ""),
        "type": (Field.TYPE, ""),
        "rights": (Field.RIGHTS, ""),
        "rights.uri": (Field.RIGHTS, ""),
        "rights.license": (Field.RIGHTS, ""),
        "license": (Field.RIGHTS, ""),
        "relation.ispartofseries": (Field.SERIES, ""),
        "isversionof": (Field.RELATED, TRANSLATION_OF),
        "relation.isversionof": (Field.RELATED, TRANSLATION_OF),
        "source": (Field.RELATED, TRANSLATION_OF),
        "hasversion": (Field.RELATED, HAS_TRANSLATION),
        "relation.hasversion": (Field.RELATED, HAS_TRANSLATION),
        "relation": (Field.RELATED, FELLOW),
        "hasformat": (Field.LINK, ""),
        "relation.uri": (Field.RELATED, FELLOW),
    }
)
_QUALIFIED_AS_WHOLE: Final = ("subject",)
_FILES: Final = re.compile(r"\.(?:pdf|docx|odt|epub)$|/bitstreams?/|/files/", re.IGNORECASE)
_CONTENTS: Final = " -- "


def described(root: Element, place: str) -> Iterator[Claim]:
    """What elements named as in Dublin Core say, those of `oai_dc:dc`, of DSpace and of DIM alike."""
    abstracts = 0
    for element in root:
        local = xml.name(element)
        if local in ("dcvalue", "field"):
            key = _key(element.get("element", ""), element.get("qualifier") or "")
        else:
            key = _key(local, "")
        value = xml.text(element)
        for one in stated(key, value, f"{place}, {key}", language=xml.tongue(element)):
            abstracts += one.field is Field.ABSTRACT
            if one.field is not Field.ABSTRACT or one.qualifier != "description" or abstracts == 1:
                yield one


def _key(element: str, qualifier: str) -> str:
    plain = qualifier.strip().lower()
    return f"{element.strip().lower()}.{plain}" if plain not in ("", "none") else element.strip().lower()


def stated(key: str, value: str, place: str, *, language: str = "") -> Iterator[Claim]:
    """What one value under a name ("contributor.author") says; nothing where the name is of no use here."""
    found = _FIELDS.get(key) or next((_FIELDS[w] for w in _QUALIFIED_AS_WHOLE if key.startswith(f"{w}.")), None)
    if found is None or not value:
        return
    field, qualifier = found
    if field is Field.ABSTRACT and value.count(_CONTENTS) > 2:
        return
    if field in (Field.IDENTIFIER, Field.RELATED, Field.LINK) and (kind := _address(value)):
        linked = field is not Field.RELATED or kind is Field.LINK
        yield Claim(field=kind if linked else field, value=value, place=place, qualifier="" if linked else qualifier)
        return
    yield Claim(field=field, value=value, place=place, qualifier=qualifier, language=language)


def _address(value: str) -> Field | None:
    """Whether an identifier is an address on the web: of a file, or of the record's page."""
    if not re.match(r"https?://\S+$", value, re.IGNORECASE) or re.match(r"https?://(?:dx\.)?doi\.org/", value):
        return None
    return Field.LINK if _FILES.search(re.split(r"[?#]", value)[0]) else Field.ADDRESS


def from_terms(terms: Mapping[str, Any], place: str) -> Iterator[Claim]:
    """What JSON of DCMI terms (or of the fifteen elements) says: strings, lists, or objects with `@value`."""
    for name, values in terms.items():
        key = name.partition(":")[2].lower() if name.lower().startswith(("dc:", "dcterms:")) else name.lower()
        key = key.removeprefix("dc.")
        for value in values if isinstance(values, list) else [values]:
            yield from _from_term(key, value, f"{place}, {name}")


def _from_term(key: str, value: object, place: str) -> Iterator[Claim]:
    if isinstance(value, dict):
        role = value.get("role")
        name = value.get("name")
        if isinstance(name, str) and name.strip() and key in ("creator", "contributor"):
            default = "aut" if key == "creator" else "ctb"
            yield Claim(
                field=Field.AGENT, value=name, place=place, qualifier=role if isinstance(role, str) else default
            )
            return
        language = value.get("@language")
        whole = next((value[n] for n in ("@value", "@id", "value", "name") if isinstance(value.get(n), str)), "")
        yield from stated(key, whole.strip(), place, language=language if isinstance(language, str) else "")
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield from stated(key, str(value).strip(), place)
