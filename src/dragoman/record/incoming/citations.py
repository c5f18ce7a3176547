"""RIS and BibTeX → what is said. bibtexparser takes BibTeX apart; RIS is a line a field, and its places are lines.

rispy would do for RIS, but loses an entry that is cut off, fails on a line before the first tag, and tells no lines.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import bibtexparser
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode
from pyparsing import ParseBaseException

from dragoman.errors import Refused
from dragoman.record.incoming import dublin_core
from dragoman.record.incoming.model import Claim, Field, SaidRecord

_RIS: Final[Mapping[str, tuple[Field, str]]] = MappingProxyType(
    {
        "TI": (Field.TITLE, ""),
        "T1": (Field.TITLE, ""),
        "AU": (Field.AGENT, "aut"),
        "A1": (Field.AGENT, "aut"),
        "ED": (Field.AGENT, "edt"),
        "A4": (Field.AGENT, "trl"),
        "PB": (Field.PUBLISHER, ""),
        "LA": (Field.LANGUAGE, ""),
        "AB": (Field.ABSTRACT, ""),
        "N2": (Field.ABSTRACT, ""),
        "KW": (Field.SUBJECT, ""),
        "DO": (Field.IDENTIFIER, "DOI"),
        "M1": (Field.IDENTIFIER, "UNDOC"),
        "T3": (Field.SERIES, ""),
        "L1": (Field.LINK, ""),
        "L2": (Field.LINK, ""),
    }
)
_RIS_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"RPRT": "report", "JOUR": "article", "STAND": "standard", "STAT": "legal-text", "BOOK": "", "GEN": "text"}
)
_BIBTEX: Final[Mapping[str, tuple[Field, str]]] = MappingProxyType(
    {
        "title": (Field.TITLE, ""),
        "institution": (Field.PUBLISHER, ""),
        "publisher": (Field.PUBLISHER, ""),
        "organization": (Field.PUBLISHER, ""),
        "language": (Field.LANGUAGE, ""),
        "langid": (Field.LANGUAGE, ""),
        "origlanguage": (Field.ORIGINAL_LANGUAGE, ""),
        "number": (Field.IDENTIFIER, "UNDOC"),
        "isbn": (Field.IDENTIFIER, "ISBN"),
        "issn": (Field.IDENTIFIER, "ISSN"),
        "doi": (Field.IDENTIFIER, "DOI"),
        "series": (Field.SERIES, ""),
        "abstract": (Field.ABSTRACT, ""),
        "note": (Field.NOTE, ""),
    }
)
_BIBTEX_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"techreport": "report", "report": "report", "article": "article", "manual": "manual"}
)
_RIS_LINE: Final = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,2}-(.*)$")
_IN_BRACES: Final = re.compile(r"^\{(.*)\}$", re.DOTALL)
_PEOPLE: Final[Mapping[str, str]] = MappingProxyType({"author": "aut", "editor": "edt", "translator": "trl"})
_ORIGINAL: Final = re.compile(r"Original language:\s*([A-Za-z-]+)")


def from_ris(text: str, place: str) -> Iterator[SaidRecord]:
    """The entries of a file in RIS; one that the end of the file cuts off counts as far as it goes."""
    entry: list[_Line] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        tagged = _RIS_LINE.match(line)
        if tagged is None:
            if line.strip() and entry:
                entry[-1] = entry[-1]._replace(value=f"{entry[-1].value} {line.strip()}")
            continue
        if tagged[1] in ("TY", "ER") and entry:
            yield _ris_record(entry, place)
            entry = []
        if tagged[1] == "TY" or (entry and tagged[1] != "ER"):
            entry.append(_Line(tagged[1], " ".join(tagged[2].split()), number))
    if entry:
        yield _ris_record(entry, place)


class _Line(NamedTuple):
    tag: str
    value: str
    number: int


def _ris_record(entry: list[_Line], place: str) -> SaidRecord:
    at = f"{place}, line {entry[0].number}"
    name = next((line.value for line in entry if line.tag == "ID"), "")
    return SaidRecord(place=at, claims=tuple(one for one in _of_ris(entry, place) if one.value), name=name)


def _of_ris(entry: list[_Line], place: str) -> Iterator[Claim]:
    for line in entry:
        at, value = f"{place}, line {line.number} ({line.tag})", line.value
        if line.tag == "TY":
            yield Claim(field=Field.TYPE, value=_RIS_TYPES.get(value, ""), place=at)
        elif line.tag in ("DA", "PY", "Y1"):
            issued = "issued" if line.tag == "DA" else ""
            yield Claim(field=Field.DATE, value=value.rstrip("/").replace("/", "-"), place=at, qualifier=issued)
        elif line.tag == "SN":
            scheme = "ISSN" if len(re.sub(r"[^\dXx]", "", value)) == 8 else "ISBN"
            yield Claim(field=Field.IDENTIFIER, value=value, place=at, qualifier=scheme)
        elif line.tag == "N1":
            original = _ORIGINAL.match(value)
            field = Field.ORIGINAL_LANGUAGE if original else Field.NOTE
            yield Claim(field=field, value=original[1] if original else value, place=at)
        elif line.tag == "UR":
            yield from dublin_core.stated("identifier", value, at)
        elif line.tag in _RIS:
            field, qualifier = _RIS[line.tag]
            yield Claim(field=field, value=value, place=at, qualifier=qualifier)


def from_bibtex(text: str, place: str) -> Iterator[SaidRecord]:
    """The entries of a file in BibTeX or biblatex."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False, common_strings=True)
    try:
        entries = bibtexparser.loads(text, parser=parser).entries
    except (ParseBaseException, KeyError, IndexError, ValueError, RecursionError) as error:
        raise Refused(
            "bad-bibtex", f"It is no BibTeX file: {error}.", "Export it again as BibTeX; braces come in pairs."
        ) from error
    for number, entry in enumerate(entries, 1):
        key = str(entry.get("ID", ""))
        at = f"{place}, entry {number} ({key})"
        yield SaidRecord(place=at, claims=tuple(_of_bibtex(entry, at)), name=key)


def _of_bibtex(entry: Mapping[str, Any], place: str) -> Iterator[Claim]:
    raw = {name.lower(): " ".join(str(value).split()) for name, value in entry.items()}
    names: dict[str, list[tuple[str, bool]]] = {n: _people(raw[n]) for n in _PEOPLE if n in raw}
    plain = {name: _plain(value) for name, value in raw.items()}
    if kind := _BIBTEX_TYPES.get(str(entry.get("ENTRYTYPE", "")).lower()):
        yield Claim(field=Field.TYPE, value=kind, place=f"{place}, @{entry['ENTRYTYPE']}")
    for name, role in _PEOPLE.items():
        for person, organization in names.get(name, []):
            yield Claim(
                field=Field.AGENT,
                value=person,
                place=f"{place}, {name}",
                qualifier=role,
                organization=organization or None,
            )
    if date := plain.get("date") or plain.get("year"):
        yield Claim(field=Field.DATE, value=date, place=f"{place}, date")
    for name, (field, qualifier) in _BIBTEX.items():
        if plain.get(name):
            yield Claim(field=field, value=plain[name], place=f"{place}, {name}", qualifier=qualifier)
    for keyword in re.split(r"[,;]", plain.get("keywords", "")):
        if keyword.strip():
            yield Claim(field=Field.SUBJECT, value=keyword.strip(), place=f"{place}, keywords")
    if file := plain.get("file"):
        yield Claim(field=Field.FILE, value=file.strip(":").split(":")[0], place=f"{place}, file")
    yield from dublin_core.stated("identifier", plain.get("url", ""), f"{place}, url")


def _people(names: str) -> list[tuple[str, bool]]:
    """The names and whether each is an organisation: several words in braces of their own, not to be taken apart."""
    found = []
    for name in re.split(r"\s+and\s+(?![^{]*\})", names):
        braced = _IN_BRACES.match(name.strip())
        if name.strip():
            found.append((_plain(name), braced is not None and " " in name.strip()))
    return found


def _plain(value: str) -> str:
    """What TeX would print; what is printed as it stands is put aside while commands become letters."""
    kept = re.sub(r"\\text(backslash|asciicircum|asciitilde)\s*(?:\{\})?", _named, value)
    kept = kept.replace(r"\{", "\x01").replace(r"\}", "\x02")
    text = convert_to_unicode({"value": kept})["value"]
    plain = " ".join(re.sub(r"[{}\\]", "", text).split())
    return plain.replace("\x00", "\\").replace("\x01", "{").replace("\x02", "}")


def _named(found: re.Match[str]) -> str:
    return {"backslash": "\x00", "asciicircum": "^", "asciitilde": "~"}[found[1]]
