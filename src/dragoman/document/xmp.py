"""What a PDF says of itself in XMP (ISO 16684-1), beside its information dictionary; hostile until proved sane.

Comes in: the file. Goes out: `EmbeddedMetadata`, of which whatever is not said is None. pdfium doesn't give the
catalogue's metadata stream, so it is sought as XMP means it to be: by its packet, which is neither compressed nor
encrypted as a rule, else in a compressed metadata stream. Pictures have packets of their own, which say which kind of
picture they are of (`dc:format`); of those that are left the last one is the newest (incremental updates, ISO 32000-1
§7.5.6).
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from dragoman.document.model import EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.xml import parsed_xml
from dragoman.errors import Refused

KIND: Final = "an XMP packet"
_PACKET: Final = re.compile(rb"<(?:x:xmpmeta|x:xapmeta|rdf:RDF)\b")
_END: Final = re.compile(rb"</(?:x:xmpmeta|x:xapmeta|rdf:RDF)\s*>")
_STREAM: Final = re.compile(rb"/Subtype\s*/XML\b[^\0]{0,400}?\bstream\r?\n")
_LARGEST: Final = 1 << 20
_MOST_PACKETS: Final = 64
_LARGEST_FILE: Final = 1 << 30
_LONGEST: Final = 10_000
_MOST_VALUES: Final = 60

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PDF: Final = "{http://ns.adobe.com/pdf/1.3/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_PRISM: Final = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}(\w+)")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
DEFAULT: Final = "x-default"
"""The tag of the alternative for readers of none of the others."""


def embedded_xmp(path: str) -> EmbeddedMetadata:
    """What the file's own packet says; nothing where there is none that can be read."""
    found = EmbeddedMetadata()
    for packet in _packets(path):
        try:
            root = parsed_xml(packet, kind=KIND, lenient=True)
        except Refused:
            continue
        values = _values(root)
        if not next(iter(values.get(f"{_DC}format", [("", "")])))[1].startswith("image/"):
            found = _metadata(values)
    return found


def _packets(path: str) -> Iterator[bytes]:
    """The packets as they stand in the file, then those in compressed metadata streams."""
    if not 0 < Path(path).stat().st_size <= _LARGEST_FILE:
        return
    with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        starts = [match.start() for match, _ in zip(_PACKET.finditer(data), range(_MOST_PACKETS), strict=False)]
        past = 0
        for start in starts:
            end = _END.search(data, start, start + _LARGEST)
            if start >= past and end:
                past = end.end()
                yield data[start:past]
        for match, _ in zip(_STREAM.finditer(data), range(_MOST_PACKETS), strict=False):
            if packet := _inflated(data[match.end() : match.end() + _LARGEST]):
                yield packet


def _inflated(data: bytes) -> bytes | None:
    """A packet out of a compressed stream, as far as it goes; None where it is no such stream."""
    try:
        unpacked = zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return None
    start, ends = _PACKET.search(unpacked), list(_END.finditer(unpacked))
    return unpacked[start.start() : ends[-1].end()] if start and ends else None


def _values(root: etree._Element) -> dict[str, list[tuple[str, str]]]:
    """Each property's values with their languages; properties may be elements or attributes (ISO 16684-1 §7)."""
    values: dict[str, list[tuple[str, str]]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            _note(values, str(name), "", str(value))
        for prop in description.iterchildren():
            items = list(prop.iter(f"{_RDF}li"))[:_MOST_VALUES] or [prop]
            for item in items:
                _note(values, str(prop.tag), item.get(_LANG) or "", item.text or "")
    return values


def _note(values: dict[str, list[tuple[str, str]]], name: str, language: str, text: str) -> None:
    if said := clean(text[:_LONGEST]):
        prism = _PRISM.fullmatch(name)
        values.setdefault(f"prism:{prism[1]}" if prism else name, []).append((language, said))


def _metadata(values: dict[str, list[tuple[str, str]]]) -> EmbeddedMetadata:
    def first(*names: str) -> str | None:
        return next((values[name][0][1] for name in names if name in values), None)

    def joined(*names: str) -> str | None:
        said = [text for name in names for _, text in values.get(name, [])]
        return "; ".join(dict.fromkeys(said)) or None

    titles = tuple(dict.fromkeys(values.get(f"{_DC}title", [])))
    shown = next((text for language, text in titles if language == DEFAULT), titles[0][1] if titles else None)
    return EmbeddedMetadata(
        title=shown,
        titles=titles,
        author=joined(f"{_DC}creator"),
        subject=first(f"{_DC}description"),
        keywords=first(f"{_PDF}Keywords") or joined(f"{_DC}subject"),
        creator=first(f"{_XMP}CreatorTool"),
        producer=first(f"{_PDF}Producer"),
        created=first(f"{_XMP}CreateDate"),
        modified=first(f"{_XMP}ModifyDate"),
        issued=first("prism:publicationDate", "prism:coverDate"),
        language=first(f"{_DC}language"),
        publisher=joined(f"{_DC}publisher"),
        identifier=joined("prism:doi", "prism:isbn", "prism:issn", f"{_DC}identifier"),
    )
