"""Every format that records are given in: its name in addresses, its media type, and how one or several are written.

Comes in: entries. Goes out: bytes. The order of `FORMATS` is the order in which they are offered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from lxml import etree

from dragoman.record.crosswalks.bibtex import bibtex
from dragoman.record.crosswalks.csl import csl
from dragoman.record.crosswalks.datacite import datacite_json, datacite_xml
from dragoman.record.crosswalks.dublin_core import oai_dc, terms
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.marc import MARC, marc_binary, marc_xml
from dragoman.record.crosswalks.mods import MODS, mods
from dragoman.record.crosswalks.ris import endnote, ris
from dragoman.record.crosswalks.schema_org import graph, schema_org
from dragoman.record.crosswalks.table import csv_table
from dragoman.record.crosswalks.xml import Element, written

Write = Callable[[Sequence[Entry]], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `name` is what addresses call it, `label` what people do; `write` takes one entry or several.

    `most` is how many are written into one answer.
    """

    name: str
    label: str
    media_type: str
    suffix: str
    write: Write
    most: int = 500


def _texts(one: Callable[[Entry], str]) -> Write:
    return lambda entries: "".join(map(one, entries)).encode("utf-8", "replace")


def _indented(said: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def _json(one: Callable[[Entry], Any]) -> Write:
    def write(entries: Sequence[Entry]) -> bytes:
        said = one(entries[0]) if len(entries) == 1 else [one(entry) for entry in entries]
        return _indented(said)

    return write


def _json_list(one: Callable[[Entry], Any]) -> Write:
    return lambda entries: _indented([one(entry) for entry in entries])


def _xml(one: Callable[[Entry], Element], collection: str) -> Write:
    """One record by itself, several in the standard's own collection (or ours, where it has none)."""

    def write(entries: Sequence[Entry]) -> bytes:
        if len(entries) == 1:
            return written(one(entries[0]))
        whole = etree.Element(collection)
        whole.extend(map(one, entries))
        return written(whole)

    return write


def _json_ld(entries: Sequence[Entry]) -> bytes:
    said = schema_org(entries[0]) if len(entries) == 1 else graph(entries)
    return _indented(said)


FORMATS: Final = (
    Format(
        name="schema-org",
        label="schema.org (JSON-LD)",
        media_type="application/ld+json",
        suffix="jsonld",
        write=_json_ld,
    ),
    Format(
        name="oai-dc",
        label="Dublin Core (XML)",
        media_type="application/xml",
        suffix="dc.xml",
        write=_xml(oai_dc, "records"),
    ),
    Format(
        name="dc-json",
        label="Dublin Core (JSON)",
        media_type="application/json",
        suffix="dc.json",
        write=_json(terms),
    ),
    Format(
        name="datacite-xml",
        label="DataCite (XML)",
        media_type="application/vnd.datacite.datacite+xml",
        suffix="datacite.xml",
        write=_xml(datacite_xml, "resources"),
    ),
    Format(
        name="datacite-json",
        label="DataCite (JSON)",
        media_type="application/vnd.datacite.datacite+json",
        suffix="datacite.json",
        write=_json(datacite_json),
    ),
    Format(
        name="marc",
        label="MARC 21",
        media_type="application/marc",
        suffix="mrc",
        write=lambda entries: b"".join(map(marc_binary, entries)),
    ),
    Format(
        name="marc-xml",
        label="MARC 21 (XML)",
        media_type="application/marcxml+xml",
        suffix="marc.xml",
        write=_xml(marc_xml, f"{{{MARC}}}collection"),
    ),
    Format(
        name="mods",
        label="MODS",
        media_type="application/mods+xml",
        suffix="mods.xml",
        write=_xml(mods, f"{{{MODS}}}modsCollection"),
    ),
    Format(
        name="bibtex",
        label="BibTeX",
        media_type="application/x-bibtex",
        suffix="bib",
        write=_texts(bibtex),
    ),
    Format(
        name="ris",
        label="RIS",
        media_type="application/x-research-info-systems",
        suffix="ris",
        write=_texts(ris),
    ),
    Format(
        name="csl-json",
        label="CSL-JSON",
        media_type="application/vnd.citationstyles.csl+json",
        suffix="csl.json",
        write=_json_list(csl),
    ),
    Format(
        name="endnote",
        label="EndNote",
        media_type="application/x-endnote-refer",
        suffix="enw",
        write=_texts(endnote),
    ),
    Format(name="csv", label="CSV", media_type="text/csv", suffix="csv", write=csv_table),
)
BY_NAME: Final = {each.name: each for each in FORMATS}
