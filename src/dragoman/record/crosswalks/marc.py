"""MARC 21 Bibliographic: a record of pymarc, in binary (ISO 2709, UTF-8) and as MARCXML.

A translation has its language and the original's in 041, its original's title in 240, a linking entry 765 to its
original; an original has a 767 for each translation; two translations of one original are other editions (775).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree
from pymarc import Field, Indicators, Record, Subfield

from dragoman.record.crosswalks.entry import CREATORS, Entry, identifiers_of
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import Element, child, clean, root
from dragoman.record.model import AgentKind, Contribution, Expression, titled
from dragoman.vocabulary.language_codes import bibliographic, english_name, three_letters
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.roles import RELATORS, role_word
from dragoman.vocabulary.schemes import address_of

MARC: Final = "http://www.loc.gov/MARC21/slim"
SCHEMA: Final = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
LONGEST_FIELD: Final = 9000
"""Bytes: ISO 2709 gives a field's length four digits; longer contents become several fields."""
_MOST_CONTENTS: Final = 8
"""Fields of contents at most, so that a record stays far below the 99,999 bytes that ISO 2709 gives it."""
_SOURCES: Final = {"DOI": "doi", "HANDLE": "hdl", "ARK": "ark", "URN": "urn"}
"""MARC's codes of standard identifier sources."""


def marc(entry: Entry) -> Record:
    """The record as pymarc has it."""
    record = Record(force_utf8=True, leader="00000nam a2200000 c 4500")
    record.leader.coding_scheme = "a"
    record.fields = [
        Field(tag="001", data=entry.expression.id),
        Field(tag="005", data=_digits(entry.expression.datestamp)[:14] + ".0"),
        Field(tag="006", data="m     o  d        "),
        Field(tag="007", data="cr |||||||||||"),
        Field(tag="008", data=_fixed(entry)),
        *_numbers(entry),
        *_body(entry),
        *_agents(entry),
        *_links(entry),
        *_addresses(entry),
    ]
    return record


def marc_binary(entry: Entry) -> bytes:
    """The record in ISO 2709."""
    return bytes(marc(entry).as_marc())


def marc_xml(entry: Entry) -> Element:
    """The record as MARCXML."""
    record = marc(entry)
    made = root(f"{{{MARC}}}record", {None: MARC}, location=f"{MARC} {SCHEMA}")
    child(made, f"{{{MARC}}}leader", str(record.leader))
    for field in record.fields:
        if field.control_field:
            etree.SubElement(made, f"{{{MARC}}}controlfield", tag=field.tag).text = clean(field.data or "")
            continue
        first, second = field.indicators or (" ", " ")
        data = etree.SubElement(made, f"{{{MARC}}}datafield", tag=field.tag, ind1=first, ind2=second)
        for subfield in field.subfields:
            etree.SubElement(data, f"{{{MARC}}}subfield", code=subfield.code).text = clean(subfield.value)
    return made


def _field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    """A field with the subfields that have a value; `#` is a blank indicator, as MARC's documentation writes it."""
    first, second = (" " if indicator == "#" else indicator for indicator in list(indicators))
    given = [Subfield(code, " ".join(clean(value).split())) for code, value in subfields if value]
    return Field(tag=tag, indicators=Indicators(first, second), subfields=given)


def _digits(instant: str) -> str:
    return "".join(c for c in instant if c.isdigit()).ljust(14, "0")


def _fixed(entry: Entry) -> str:
    """008: forty characters by their places."""
    year = f"{entry.published.year:04}" if entry.published else "uuuu"
    kind = "q" if entry.published and entry.is_date_uncertain else "s" if entry.published else "n"
    second = "    " if kind == "s" else year
    language = bibliographic(entry.language) or "und"
    entered = _digits(entry.expression.uploaded)[2:8]
    return f"{entered}{kind}{year}{second}xx |||||o|||||||| 0|{language} d"


def _numbers(entry: Entry) -> Iterator[Field]:
    for isbn in entry.identifiers("ISBN"):
        yield _field("020", "##", ("a", isbn))
    for issn in entry.identifiers("ISSN"):
        yield _field("022", "##", ("a", issn))
    for each in entry.all_identifiers:
        if each.scheme in _SOURCES:
            yield _field("024", "7#", ("a", each.value), ("2", _SOURCES[each.scheme]))
    yield from _languages(entry)
    for symbol in entry.identifiers("UNDOC"):
        yield _field("088", "##", ("a", symbol))


def _languages(entry: Entry) -> Iterator[Field]:
    """041: in MARC's codes where both languages have one, else in those of ISO 639-3."""
    translated = "1" if entry.is_translation else "0"
    original = entry.original_language if entry.is_translation else None
    own_code, original_code = bibliographic(entry.language), bibliographic(original) if original else None
    if own_code and (original is None or original_code):
        yield _field("041", f"{translated}#", ("a", own_code), ("h", original_code))
    elif own := three_letters(entry.language):
        other = three_letters(original) if original else None
        yield _field("041", f"{translated}7", ("a", own), ("h", other), ("2", "iso639-3"))


def _body(entry: Entry) -> Iterator[Field]:
    if entry.creators:
        yield _agent(entry.creators[0], main=True)
    original = entry.original
    if original:
        yield _field("240", "10", ("a", original.title.value), ("l", english_name(entry.language)))
    yield _field("245", "10" if entry.creators else "00", ("a", entry.title))
    issued = entry.published.iso if entry.published else None
    if entry.publisher or issued:
        yield _field("264", "#1", ("b", entry.publisher), ("c", issued))
    extent = f"1 online resource ({entry.pages} pages)" if entry.pages else "1 online resource"
    yield _field("300", "##", ("a", extent))
    yield _field("336", "##", ("a", "text"), ("b", "txt"), ("2", "rdacontent"))
    yield _field("337", "##", ("a", "computer"), ("b", "c"), ("2", "rdamedia"))
    yield _field("338", "##", ("a", "online resource"), ("b", "cr"), ("2", "rdacarrier"))
    for series in entry.series:
        yield _field("490", "0#", ("a", series.title), ("x", series.issn), ("v", series.number))
    for note in entry.notes:
        yield _field("500", "##", ("a", _cut(note)))
    for number, part in enumerate(_parts([titled(s.label, s.title) for s in entry.sections])):
        yield _field("505", "0#" if number == 0 else "8#", ("a", part))
    if entry.abstract:
        yield _field("520", "3#", ("a", _cut(entry.abstract)))
    if entry.rights:
        spdx = (("f", entry.rights.identifier), ("2", "spdx")) if entry.rights.identifier else ()
        yield _field("540", "##", ("a", _cut(entry.rights.text)), ("u", entry.rights.uri), *spdx)
    if entry.is_translation and entry.original_language:
        said = f"In {english_name(entry.language)}; translated from {english_name(entry.original_language)}."
        yield _field("546", "##", ("a", said))
    for subject in entry.subjects:
        if subject.scheme:
            yield _field("650", "#7", ("a", subject.text), ("0", subject.uri), ("2", subject.scheme))
        else:
            yield _field("653", "##", ("a", subject.text))
    yield _field("655", "#7", ("a", kind_of(entry.kind).english), ("2", "local"))


def _agents(entry: Entry) -> Iterator[Field]:
    for agent in (*entry.creators[1:], *entry.contributors):
        yield _agent(agent, main=False)


def _agent(agent: Contribution, *, main: bool) -> Field:
    name = parted(agent)
    known = [("1", address_of(each.scheme, each.value)) for each in agent.identifiers]
    role = (("e", role_word(agent.role)), ("4", agent.role if agent.role in RELATORS else "ctb"), *known)
    if agent.kind is AgentKind.ORGANIZATION:
        return _field("110" if main else "710", "2#", ("a", agent.name), *role)
    return _field("100" if main else "700", "1#" if name.given else "0#", ("a", name.inverted), *role)


def _links(entry: Entry) -> Iterator[Field]:
    if entry.original:
        yield _linking("765", "0#", entry, entry.original)
    for other in entry.translations:
        yield _linking("767", "0#", entry, other)
    for other in entry.fellows:
        code = bibliographic(other.language.value)
        yield _linking("775", "0#", entry, other, ("e", code))


def _linking(tag: str, indicators: str, entry: Entry, other: Expression, *more: tuple[str, str | None]) -> Field:
    """An entry for another edition: its first author, title, language, date, address, ISBN and number here."""
    author = next((s.value.name for s in other.contributions if s.value.role in CREATORS), None)
    isbn = next((each.value for each in identifiers_of(other) if each.scheme == "ISBN"), None)
    return _field(
        tag,
        indicators,
        ("a", author),
        ("t", other.title.value),
        ("d", other.date.value if other.date else None),
        *more,
        ("n", f"Language: {other.language.value}"),
        ("o", entry.places.edition(other.id)),
        ("w", other.id),
        ("z", isbn),
    )


def _addresses(entry: Entry) -> Iterator[Field]:
    yield _field("856", "40", ("u", entry.url), ("z", "Page of this edition"))
    for file in entry.files:
        yield _field("856", "40", ("u", entry.places.file(file)), ("q", file.media_type), ("s", f"{file.size} bytes"))


def _parts(titles: Sequence[str]) -> list[str]:
    """Contents as MARC sets them, in as many fields as their length needs."""
    parts: list[str] = []
    for title in titles:
        piece = _cut(title)
        if parts and len(f"{parts[-1]} -- {piece}".encode()) <= LONGEST_FIELD:
            parts[-1] = f"{parts[-1]} -- {piece}"
        elif len(parts) < _MOST_CONTENTS:
            parts.append(piece)
        else:
            parts[-1] += " -- …"
            break
    return parts


def _cut(text: str) -> str:
    """As much of a text as a field can hold."""
    encoded = clean(text).encode()
    return text if len(encoded) <= LONGEST_FIELD else encoded[: LONGEST_FIELD - 3].decode("utf-8", "ignore") + "…"
