"""RIS, and the tagged format of EndNote (Refer): one field a line, a letter or two in front."""

from collections.abc import Iterator
from typing import Final

from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import clean
from dragoman.vocabulary.publication_kinds import kind_of

RIS_LINE_END: Final = "\r\n"
_ENDNOTE_TYPES: Final = {
    "RPRT": "Report",
    "BOOK": "Book",
    "JOUR": "Journal Article",
    "STAND": "Standard",
    "STAT": "Statute",
    "GEN": "Generic",
}

Line = tuple[str, str | None]


def ris(entry: Entry) -> str:
    """The record in RIS."""
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in _ris(entry) if value]
    return RIS_LINE_END.join([*lines, "ER  - ", ""]) + RIS_LINE_END


def endnote(entry: Entry) -> str:
    """The record in EndNote's tagged format (.enw)."""
    return "\n".join(f"%{tag} {_one_line(value)}" for tag, value in _endnote(entry) if value) + "\n\n"


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _ris(entry: Entry) -> Iterator[Line]:
    published = entry.published
    yield "TY", kind_of(entry.kind).ris
    yield "ID", entry.expression.id
    for agent in entry.creators:
        yield "AU", parted(agent).inverted
    for agent in entry.contributors:
        yield {"edt": "ED", "trl": "A4"}.get(agent.role, "A2"), parted(agent).inverted
    yield "TI", entry.title
    yield "OP", entry.original.title.value if entry.original else None
    if published:
        yield "PY", f"{published.year:04}"
        parts = (f"{published.year:04}", *(f"{p:02}" if p else "" for p in published[1:]), "")
        yield "DA", "/".join(parts)
    yield "PB", entry.publisher
    yield "LA", entry.language
    yield "SP", str(entry.pages) if entry.pages else None
    for scheme in ("ISBN", "ISSN"):
        yield from (("SN", value) for value in entry.identifiers(scheme))
    yield from (("M1", symbol) for symbol in entry.identifiers("UNDOC"))
    for series in entry.series[:1]:
        yield "T2", series.title
        yield "VL", series.number
    yield from (("KW", subject.text) for subject in entry.subjects)
    yield from (("N1", note) for note in entry.notes)
    yield "C1", entry.rights.text if entry.rights else None
    yield "DO", entry.doi
    yield "AB", entry.abstract
    yield "N1", _translated_from(entry)
    yield "UR", entry.url
    for file in entry.files:
        yield "L1", entry.places.file(file)


def _endnote(entry: Entry) -> Iterator[Line]:
    yield "0", _ENDNOTE_TYPES[kind_of(entry.kind).ris]
    for agent in entry.creators:
        # A comma at the end keeps EndNote from taking an organisation's name apart.
        yield "A", f"{agent.name}," if not parted(agent).given else parted(agent).inverted
    for agent in entry.contributors:
        yield {"edt": "E", "trl": "?"}.get(agent.role, "Y"), parted(agent).inverted
    yield "T", entry.title
    yield "Q", entry.original.title.value if entry.original else None
    yield "D", f"{entry.published.year:04}" if entry.published else None
    yield "8", entry.published.iso if entry.published else None
    yield "I", entry.publisher
    yield "G", entry.language
    yield "P", str(entry.pages) if entry.pages else None
    yield "@", next((value for scheme in ("ISBN", "ISSN") for value in entry.identifiers(scheme)), None)
    yield "N", next(iter(entry.identifiers("UNDOC")), None)
    for series in entry.series[:1]:
        yield "B", series.title
        yield "V", series.number
    yield from (("K", subject.text) for subject in entry.subjects)
    yield from (("Z", note) for note in entry.notes)
    yield "R", entry.doi
    yield "X", entry.abstract
    yield "Z", _translated_from(entry)
    yield "U", entry.url
    for file in entry.files:
        yield ">", entry.places.file(file)


def _translated_from(entry: Entry) -> str | None:
    if not entry.is_translation:
        return None
    place = f" ({entry.places.edition(entry.original.id)})" if entry.original else ""
    return f"Original language: {entry.original_language}{place}"
