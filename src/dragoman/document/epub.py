"""The reader of EPUB books (EPUB 2 and 3): `read_epub`.

The package says in which order its parts are read and what the book is called; its contents (the navigation document,
else NCX) are the outline, and where it tells where the pages of a printed edition begin, they are its pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from dragoman.accession.model import EPUB
from dragoman.document.archive import Archive, beside
from dragoman.document.flow import Piece, flowed
from dragoman.document.html import READER
from dragoman.document.html_blocks import pieces
from dragoman.document.html_chrome import inner_text
from dragoman.document.model import BlockKind, Document, EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.whole import damaged
from dragoman.document.xml import parsed_xml
from dragoman.errors import Refused
from dragoman.vocabulary.folding import squeeze

KIND: Final = "an EPUB book"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_MARKUP: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_RIGHTS: Final = "META-INF/rights.xml"
_DEEPEST: Final = 12
_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """An entry of the contents: how deep it lies, its words, the part and the place in the part it leads to."""

    level: int
    title: str
    part: str
    place: str


def read_epub(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read a book; `report` is told how many pages were made of it. Raises Refused."""
    with Archive(path, kind=KIND) as archive:
        if archive.has(_RIGHTS):
            raise Refused("encrypted", "It is protected against copying (DRM).", "Add a copy without protection.")
        opf = _package(archive)
        package = parsed_xml(archive.read(opf), kind=KIND, lenient=True)
        manifest = {entry.get("id") or "": entry for entry in package.iter(f"{_OPF}item")}
        contents = _contents(archive, opf, manifest, package)
        flow = flowed(_all_pieces(archive, _parts(package, manifest, opf), contents))
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=EPUB,
        reader=READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=_metadata(package),
        flowed=not flow.paged,
    )


def _package(archive: Archive) -> str:
    container = parsed_xml(archive.read("META-INF/container.xml"), kind=KIND, lenient=True)
    for element in container.iter("{*}rootfile"):
        if archive.has(name := beside("", element.get("full-path") or "")):
            return name
    raise damaged(KIND)


def _parts(package: etree._Element, manifest: dict[str, etree._Element], opf: str) -> Iterator[str]:
    """The parts with text in the order of reading, each once, without the contents themselves."""
    met: set[str] = set()
    for reference in package.iter(f"{_OPF}itemref"):
        entry = manifest.get(reference.get("idref") or "")
        if entry is None or "nav" in (entry.get("properties") or "").split():
            continue
        name = beside(opf, entry.get("href") or "")
        if name not in met and (entry.get("media-type") or "") in _MARKUP:
            met.add(name)
            yield name


def _all_pieces(archive: Archive, parts: Iterator[str], contents: list[_Target]) -> Iterator[Piece]:
    leading: dict[str, list[_Target]] = {}
    for target in contents:
        leading.setdefault(target.part, []).append(target)
    for name in parts:
        if archive.has(name):
            yield from _with_entries(pieces(xhtml(archive.read(name))), leading.get(name, []))


def _with_entries(own: Iterator[Piece], targets: list[_Target]) -> Iterator[Piece]:
    """The pieces of one part, with the entries of the contents that lead to them; a lost place means the beginning."""
    read = [piece for piece in own if piece.text or piece.rows]
    places = {name: place for place, piece in reversed(list(enumerate(read))) for name in piece.ids}
    entries: dict[int, list[tuple[int, str]]] = {}
    for target in targets:
        entries.setdefault(places.get(target.place, 0), []).append((target.level, target.title))
    for place, piece in enumerate(read):
        yield _headed(piece, entries[place]) if place in entries else piece


def _headed(piece: Piece, entries: list[tuple[int, str]]) -> Piece:
    """The piece with its entries; a heading if one of them has its words, whatever the book's maker made of it."""
    told = replace(piece, entries=tuple(entries))
    level = next((level for level, title in entries if squeeze(title) == squeeze(piece.text)), None)
    return told if level is None else replace(told, kind=BlockKind.HEADING, level=level)


def xhtml(data: bytes) -> etree._Element:
    """A part of a book as a tree whose elements have their names in HTML."""
    root = parsed_xml(data, kind=KIND, lenient=True)
    for element in root.iter("{http://www.w3.org/1999/xhtml}*"):
        element.tag = str(element.tag).rpartition("}")[2]
    body = root.find("body")
    return body if body is not None else root


def _contents(
    archive: Archive, opf: str, manifest: dict[str, etree._Element], package: etree._Element
) -> list[_Target]:
    """The book's own contents, from the navigation document of EPUB 3, else the NCX of EPUB 2."""
    for entry in manifest.values():
        name = beside(opf, entry.get("href") or "")
        if "nav" in (entry.get("properties") or "").split() and archive.has(name):
            root = xhtml(archive.read(name))
            lists = [nav for nav in root.iter("nav") if "toc" in (nav.get(_TYPE) or nav.get("role") or "toc")]
            if lists and (found := list(_navigation(lists[0], name))):
                return found
    spine = package.find(f"{_OPF}spine")
    ncx = manifest.get(spine.get("toc") or "") if spine is not None else None
    name = beside(opf, ncx.get("href") or "") if ncx is not None else ""
    return list(_ncx(parsed_xml(archive.read(name), kind=KIND, lenient=True), name)) if archive.has(name) else []


def _navigation(nav: etree._Element, name: str) -> Iterator[_Target]:
    depth = 0
    for event, element in etree.iterwalk(nav, events=("start", "end")):
        if element.tag == "ol":
            depth += 1 if event == "start" else -1
        elif event == "start" and element.tag == "a":
            yield from _target(inner_text(element), element.get("href"), name, depth)


def _ncx(root: etree._Element, name: str) -> Iterator[_Target]:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=f"{_NCX}navPoint"):
        depth += 1 if event == "start" else -1
        label, content = element.find(f"{_NCX}navLabel"), element.find(f"{_NCX}content")
        if event == "start" and label is not None and content is not None:
            yield from _target(inner_text(label), content.get("src"), name, depth)


def _target(title: str, reference: str | None, name: str, depth: int) -> Iterator[_Target]:
    said = clean(title[:_LONGEST])
    if said and reference:
        place = reference.partition("#")[2]
        yield _Target(level=min(max(depth, 1), _DEEPEST), title=said, part=beside(name, reference), place=place)


def _issued(package: etree._Element) -> str | None:
    """The date of publication: what EPUB 2 marks as such, else the one that is not marked as another event."""
    dates = [(e.get(f"{_OPF}event") or "", clean((e.text or "")[:_LONGEST])) for e in package.iter(f"{_DC}date")]
    for events in (("publication", "original-publication"), ("",)):
        if found := next((date for event, date in dates if event.casefold() in events and date), None):
            return found
    return None


def _metadata(package: etree._Element) -> EmbeddedMetadata:
    def said(name: str) -> str | None:
        found = [clean((element.text or "")[:_LONGEST]) for element in package.iter(f"{_DC}{name}")]
        return "; ".join(dict.fromkeys(value for value in found if value)) or None

    title = next((clean((e.text or "")[:_LONGEST]) for e in package.iter(f"{_DC}title") if e.text), None)
    language = said("language")
    return EmbeddedMetadata(
        title=title or None,
        author=said("creator"),
        subject=said("description"),
        keywords=said("subject"),
        issued=_issued(package),
        publisher=said("publisher"),
        identifier=said("identifier"),
        language=language.partition(";")[0] if language else None,
    )
