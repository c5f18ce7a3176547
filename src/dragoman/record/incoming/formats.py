"""A description's bytes, whatever their standard → the records in it. What it is, its content says, not its name."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from dragoman.document.encoding import decoded
from dragoman.errors import Refused
from dragoman.record.crosswalks.xml import Element
from dragoman.record.incoming import datacite, dublin_core, marc, mods, xml
from dragoman.record.incoming.citations import from_bibtex, from_ris
from dragoman.record.incoming.model import Claim, Field, SaidRecord

SUFFIXES: Final = frozenset({".xml", ".json", ".jsonld", ".mrc", ".marc", ".ris", ".bib"})
"""The suffixes of files that may be descriptions."""

Describe = Callable[[Element, str], Iterator[Claim]]
_MARC_FILE: Final = re.compile(rb"\d{5}[acdnp][a-z ]")
_RIS_FILE: Final = re.compile(r"^\ufeff?\s*TY {1,2}-", re.MULTILINE)
_BIBTEX_FILE: Final = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)


def _mets(root: Element, place: str) -> Iterator[Claim]:
    found = next(records_in(root, skipped=root), None)
    if found is not None:
        yield from found[0](found[1], place)
    yield from mods.files_of(root, place)


_ELEMENTS: Final[Mapping[str, Describe]] = MappingProxyType(
    {
        "dc": dublin_core.described,
        "dublin_core": dublin_core.described,
        "dim": dublin_core.described,
        "qualifieddc": dublin_core.described,
        "dcterms": dublin_core.described,
        "resource": datacite.described,
        "record": marc.described,
        "mods": mods.described,
        "mets": _mets,
    }
)
_NOT_MARC: Final = "http://www.loc.gov/MARC21/slim"


def records_in(root: Element, *, skipped: Element | None = None) -> Iterator[tuple[Describe, Element]]:
    """Each record in a tree with what describes it; a record in another's envelope counts once."""
    waiting = [root]
    while waiting:
        element = waiting.pop(0)
        describe = _ELEMENTS.get(xml.name(element).lower())
        if xml.name(element) == "record" and xml.namespace(element) not in (_NOT_MARC, ""):
            describe = None
        if xml.name(element) == "record" and not any(xml.name(e) == "datafield" for e in element):
            describe = None
        if describe and element is not skipped:
            yield describe, element
        else:
            waiting[:0] = [e for e in element if isinstance(e.tag, str)]


def from_tree(root: Element, place: str) -> Iterator[SaidRecord]:
    """The records of an XML document that is parsed."""
    found = list(records_in(root))
    for number, (describe, element) in enumerate(found, 1):
        at = f"{place}, record {number}" if len(found) > 1 else place
        met: dict[tuple[Field, str, str], Claim] = {}
        for claim in describe(element, at):
            met.setdefault((claim.field, claim.value, claim.qualifier), claim)  # envelopes say some things twice
        yield SaidRecord(place=at, claims=tuple(met.values()))


def from_bytes(data: bytes, place: str) -> tuple[SaidRecord, ...]:
    """The records of a file; none where it is no description. Raises Refused where it is a broken one."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return tuple(from_tree(xml.tree(data), place))
    if head.startswith((b"{", b"[")):
        return tuple(_from_json(data, place))
    if _MARC_FILE.match(head):
        return tuple(marc.from_binary(data, place))
    text = decoded(data)
    if _RIS_FILE.search(text[:4096]):
        return tuple(from_ris(text, place))
    return tuple(from_bibtex(text, place)) if _BIBTEX_FILE.search(text) else ()


def _from_json(data: bytes, place: str) -> Iterator[SaidRecord]:
    try:
        held = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(
            "bad-json", f"It is no valid JSON: {error}.", "Correct that place, or export it again."
        ) from error
    records = held if isinstance(held, list) else [held]
    for number, record in enumerate(records, 1):
        at = f"{place}, record {number}" if len(records) > 1 else place
        if isinstance(record, dict) and (found := tuple(_of_json(record, at))):
            yield SaidRecord(place=at, claims=found)


def _of_json(record: Mapping[str, Any], place: str) -> Iterator[Claim]:
    data = record.get("data")
    attributes = data.get("attributes") if isinstance(data, dict) else record.get("attributes")
    inner = attributes if isinstance(attributes, dict) else record
    if "titles" in inner or "creators" in inner or "schemaVersion" in inner:
        return datacite.from_json(inner, place)
    return dublin_core.from_terms(inner, place)
