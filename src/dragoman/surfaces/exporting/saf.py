"""DSpace's Simple Archive Format: a folder an edition, with its description, its files and its relations.

What DSpace's own fields are, they are called so; translations are `relation.isversionof` and `relation.hasversion`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from dragoman.record.crosswalks.entry import Entry, numbered
from dragoman.record.crosswalks.names import parted
from dragoman.record.crosswalks.xml import clean, written
from dragoman.store.library import Library
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.exporting.placing import UNFINISHED, names_of, put, put_item, renamed
from dragoman.surfaces.exporting.selection import Choice
from dragoman.vocabulary.publication_kinds import kind_of
from dragoman.vocabulary.schemes import address_of

_ROLES: Final = {"edt": "editor", "trl": "translator", "ill": "illustrator"}
_IDENTIFIERS: Final = {"ISBN": "isbn", "ISSN": "issn", "DOI": "doi", "UNDOC": "govdoc"}
Progress = Callable[[int, int], None]


class Value(NamedTuple):
    """A `dcvalue`."""

    element: str
    qualifier: str | None
    text: str
    language: str | None = None


def export_saf(library: Library, choice: Choice, out: Path, *, progress: Progress) -> int:
    """Writes an item's folder for each edition under `out`; one that is there of the same revision stays."""
    total, done = choice.count(library), 0
    for chosen in choice.editions(library):
        entry = entry_of(chosen.work, chosen.edition)
        place = out / chosen.edition.id
        described = written(_described(entry))
        if not (place / "dublin_core.xml").is_file() or (place / "dublin_core.xml").read_bytes() != described:
            _put(library, entry, described, place)
        done += 1
        progress(done, total)
    return done


def _put(library: Library, entry: Entry, described: bytes, place: Path) -> None:
    making = place.with_name(f"{place.name}{UNFINISHED}")
    lines = []
    for file, name in names_of(entry.files):
        put_item(library, file, making / name)
        lines.append(f"{name}\tbundle:ORIGINAL\tdescription:{file.media_type}\n")
    put(making / "contents", "".join(lines).encode())
    for handle in entry.identifiers("HANDLE")[:1]:
        put(making / "handle", f"{handle}\n".encode())
    put(making / "dublin_core.xml", described)
    renamed(making, place)


def _described(entry: Entry) -> etree._Element:
    made = etree.Element("dublin_core", schema="dc")
    for value in _values(entry):
        about = {"element": value.element, "qualifier": value.qualifier or "none"}
        if value.language and value.language != "und":
            about["language"] = value.language
        etree.SubElement(made, "dcvalue", about).text = clean(value.text)
    return made


def _values(entry: Entry) -> Iterator[Value]:
    own = entry.language
    yield Value("title", None, entry.title, own)
    yield Value("language", "iso", own)
    for agent in (*entry.creators, *entry.contributors):
        role = "author" if agent in entry.creators else _ROLES.get(agent.role, "other")
        yield Value("contributor", role, parted(agent).inverted)
    if entry.publisher:
        yield Value("publisher", None, entry.publisher)
    if entry.published:
        yield Value("date", "issued", entry.published.iso)
    if entry.abstract:
        yield Value("description", "abstract", entry.abstract, own)
    if entry.sections:
        yield Value("description", "tableofcontents", entry.contents(), own)
    for note in entry.notes:
        yield Value("description", "notes", note)
    for subject in entry.subjects:
        yield Value("subject", None, subject.text, subject.language or None)
    yield Value("type", None, kind_of(entry.kind).english)
    if entry.pages:
        yield Value("format", "extent", f"{entry.pages} pages")
    yield from _numbers(entry)
    yield from _relations(entry)
    if entry.rights:
        yield Value("rights", None, entry.rights.text)
        if entry.rights.uri:
            yield Value("rights", "uri", entry.rights.uri)


def _numbers(entry: Entry) -> Iterator[Value]:
    for each in entry.all_identifiers:
        if each.scheme in _IDENTIFIERS:
            yield Value("identifier", _IDENTIFIERS[each.scheme], each.value)
        else:
            yield Value("identifier", "uri", address_of(each.scheme, each.value) or each.value)
    yield Value("identifier", "uri", entry.url)


def _relations(entry: Entry) -> Iterator[Value]:
    if entry.original:
        yield Value("relation", "isversionof", entry.places.edition(entry.original.id))
    for other in entry.translations:
        yield Value("relation", "hasversion", entry.places.edition(other.id))
    for other in entry.fellows:
        yield Value("relation", None, entry.places.edition(other.id))
    yield Value("relation", "ispartof", entry.places.work(entry.work.id))
    for series in entry.series:
        yield Value("relation", "ispartofseries", numbered(series))
