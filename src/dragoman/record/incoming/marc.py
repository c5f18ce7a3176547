"""MARC 21 bibliographic records, MARCXML and ISO 2709 → what is said. pymarc takes ISO 2709 apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pymarc import MARCReader
from pymarc import Record as Marc

from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import dublin_core, xml
from dragoman.record.incoming.model import FELLOW, HAS_TRANSLATION, TRANSLATION_OF, Claim, Field, Problem, SaidRecord

_RELATIONS: Final[Mapping[str, str]] = MappingProxyType({"765": TRANSLATION_OF, "767": HAS_TRANSLATION, "775": FELLOW})
_PLAIN: Final[Mapping[str, tuple[Field, str, str]]] = MappingProxyType(
    {
        "020": (Field.IDENTIFIER, "a", "ISBN"),
        "022": (Field.IDENTIFIER, "a", "ISSN"),
        "088": (Field.IDENTIFIER, "a", "UNDOC"),
        "490": (Field.SERIES, "av", ""),
        "500": (Field.NOTE, "a", ""),
        "520": (Field.ABSTRACT, "a", ""),
        "540": (Field.RIGHTS, "u", ""),
        "650": (Field.SUBJECT, "ax", ""),
        "651": (Field.SUBJECT, "ax", ""),
        "653": (Field.SUBJECT, "a", ""),
        "655": (Field.TYPE, "a", ""),
    }
)
_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {"author": "aut", "creator": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill"}
)
_END: Final = re.compile(r"\s*[/:;,=]\s*$")
_STOP: Final = re.compile(r"(?<!\b[A-Z])\.\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataField:
    """A field with its subfields, in order; a control field has its data under the code ""."""

    tag: str
    subfields: tuple[tuple[str, str], ...]
    first: str = " "
    second: str = " "

    def get(self, codes: str) -> str:
        """The values of these subfields, in the order of the field, one space between."""
        return " ".join(" ".join(value.split()) for code, value in self.subfields if code in codes and value.strip())

    def each(self, code: str) -> list[str]:
        """The values of one subfield."""
        return [value.strip() for name, value in self.subfields if name == code and value.strip()]


def described(root: Element, place: str) -> Iterator[Claim]:
    """What a `record` of MARCXML says."""
    yield from _described(
        [_of(element) for element in root if xml.name(element) in ("controlfield", "datafield")], place
    )


def _of(element: Element) -> DataField:
    tag = element.get("tag", "")
    if xml.name(element) == "controlfield":
        return DataField(tag=tag, subfields=(("", element.text or ""),))
    pairs = tuple((e.get("code", ""), xml.text(e)) for e in element if xml.name(e) == "subfield")
    return DataField(tag=tag, subfields=pairs, first=element.get("ind1", " "), second=element.get("ind2", " "))


def from_binary(data: bytes, place: str) -> Iterator[SaidRecord]:
    """The records of a file in ISO 2709; one that is broken is a problem, and the rest go on."""
    reader = MARCReader(data, to_unicode=True, force_utf8=False, permissive=True)
    for number, record in enumerate(reader, 1):
        at = f"{place}, record {number}"
        if record is None:
            problem = Problem(
                place=at,
                message=f"It is no MARC record: {reader.current_exception}.",
                remedy="Export it again as MARC 21 in UTF-8, or as MARCXML.",
            )
            yield SaidRecord(place=at, problems=(problem,))
            continue
        fields = _fields(record)
        name = next((f.get("") for f in fields if f.tag == "001"), "")
        yield SaidRecord(place=at, claims=tuple(_described(fields, at)), name=name)


def _fields(record: Marc) -> list[DataField]:
    found = []
    for field in record.fields:
        if field.control_field:
            found.append(DataField(tag=field.tag, subfields=(("", field.data or ""),)))
            continue
        pairs = tuple((s.code, s.value) for s in field.subfields)
        first, second = field.indicators or (" ", " ")
        found.append(DataField(tag=field.tag, subfields=pairs, first=first, second=second))
    return found


def _described(fields: Sequence[DataField], place: str) -> Iterator[Claim]:
    has_language = any(f.tag == "041" and f.each("a") for f in fields)
    for field in fields:
        for one in _stated(field, place, has_language=has_language):
            if one.value:
                yield one


def _stated(field: DataField, place: str, *, has_language: bool) -> Iterator[Claim]:
    tag = field.tag
    at = f"{place}, {tag}"
    if tag == "008" and not has_language:
        yield Claim(field=Field.LANGUAGE, value=field.subfields[0][1][35:38].strip(" |"), place=at)
    elif tag == "041":
        yield from (Claim(field=Field.LANGUAGE, value=code, place=at) for code in field.each("a")[:1])
        yield from (Claim(field=Field.ORIGINAL_LANGUAGE, value=code, place=at) for code in field.each("h")[:1])
    elif tag == "024":
        scheme = field.get("2").lower()
        kind = {"doi": "DOI", "hdl": "Handle"}.get(scheme, "")
        yield Claim(field=Field.IDENTIFIER, value=field.get("a"), place=at, qualifier=kind)
    elif tag == "245":
        title, rest = _trimmed(field.get("a")), _trimmed(field.get("bnp"))
        yield Claim(field=Field.TITLE, value=f"{title}: {rest}" if rest else title, place=at)
    elif tag in ("100", "110", "111", "700", "710", "711"):
        yield _agent(field, at)
    elif tag in ("260", "264") and (tag == "260" or field.second in ("1", " ")):
        yield Claim(field=Field.PUBLISHER, value=_trimmed(field.get("b")), place=at)
        yield Claim(field=Field.DATE, value=field.get("c").strip(" .[]©c"), place=at)
    elif tag in _RELATIONS:
        for other in (*field.each("o"), *field.each("u"), *field.each("w")):
            yield Claim(field=Field.RELATED, value=other, place=at, qualifier=_RELATIONS[tag])
    elif tag == "856":
        yield from _location(field, at)
    elif tag in _PLAIN:
        kind, codes, scheme = _PLAIN[tag]
        value = field.get(codes) or (field.get("a") if tag == "540" else "")
        clean = value if kind in (Field.ABSTRACT, Field.NOTE) else _trimmed(_STOP.sub("", value))
        yield Claim(field=kind, value=clean, place=at, qualifier=scheme)


def _trimmed(text: str) -> str:
    """A text without the punctuation of ISBD that ends it."""
    return _END.sub("", text).strip()


def _agent(field: DataField, place: str) -> Claim:
    code = next((c[-3:] for c in field.each("4")), "")
    word = _trimmed(_STOP.sub("", field.get("e"))).lower()
    role = code or _ROLES.get(word, "aut" if field.tag.startswith("1") else "ctb")
    return Claim(
        field=Field.AGENT,
        value=_trimmed(_STOP.sub("", field.get("ab" if field.tag[1:] == "10" else "a"))),
        place=place,
        qualifier="aut" if role == "cre" else role,
        authority=next((v for c in "10" for v in field.each(c) if v.startswith("http")), ""),
        organization=field.tag[1:] != "00",
    )


def _location(field: DataField, place: str) -> Iterator[Claim]:
    """An address: of a file where its type is said to be a document's, or where it looks like one."""
    document = field.get("q").strip().lower()
    for url in field.each("u"):
        if document in ("application/pdf", "pdf", "application/epub+zip"):
            yield Claim(field=Field.LINK, value=url, place=place)
        else:
            yield from dublin_core.stated("identifier", url, place)
