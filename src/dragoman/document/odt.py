"""The reader of OpenDocument texts (ODT, ISO/IEC 26300): `read_odt`.

Headings, lists, tables, notes and contents are elements of the format; a paragraph's style tells titles, captions and
code. Changes that were struck out, annotations, headers and footers are no part of the document.
"""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from dragoman.accession.model import ODT
from dragoman.document.archive import Archive
from dragoman.document.flow import TITLE, Piece, flowed, rows_of_data
from dragoman.document.html import READER
from dragoman.document.model import BlockKind, Document, EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.odt_numbers import HeadingNumbers
from dragoman.document.whole import damaged
from dragoman.document.xml import parsed_xml
from dragoman.errors import Refused

KIND: Final = "an OpenDocument text (ODT)"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT: Final = f"{{{_ODF}:text:1.0}}"
_TABLE: Final = f"{{{_ODF}:table:1.0}}"
_OFFICE: Final = f"{{{_ODF}:office:1.0}}"
_STYLE: Final = f"{{{_ODF}:style:1.0}}"
_META: Final = f"{{{_ODF}:meta:1.0}}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT: Final = frozenset((
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}index-title-template", f"{_TEXT}sequence-decls",
    f"{_TEXT}table-of-content-source", f"{_OFFICE}forms", f"{_TEXT}ruby-text",
))  # fmt: skip
_SIGNS: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_NAMES: Final = {
    "title": (BlockKind.HEADING, TITLE),
    "caption": (BlockKind.CAPTION, 1),
    "illustration": (BlockKind.CAPTION, 1),
    "figure": (BlockKind.CAPTION, 1),
    "preformatted_20_text": (BlockKind.CODE, 1),
    "footnote": (BlockKind.NOTE, 1),
}
_LONGEST_CHAIN: Final = 20
_LONGEST: Final = 10_000
_ENCRYPTION: Final = b"encryption-data"


def read_odt(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read an OpenDocument text; `report` is told how many pages were made of it. Raises Refused."""
    with Archive(path, kind=KIND) as archive:
        if _ENCRYPTION in (archive.read_if_there("META-INF/manifest.xml") or b""):
            raise Refused("encrypted", "It is encrypted and asks for a password.", "Save a copy without a password.")
        root = parsed_xml(archive.read("content.xml"), kind=KIND)
        styles = _part(archive, "styles.xml")
        meta = _part(archive, "meta.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged(KIND)
    flow = flowed(_Reading(_parents(root, styles), HeadingNumbers(styles)).pieces(body))
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=ODT,
        reader=READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=_metadata(meta),
        flowed=True,
    )


def _part(archive: Archive, name: str) -> etree._Element | None:
    data = archive.read_if_there(name)
    return parsed_xml(data, kind=KIND, lenient=True) if data else None


def _parents(*roots: etree._Element | None) -> dict[str, str]:
    """Which style each style is based on."""
    return {
        style.get(f"{_STYLE}name") or "": style.get(f"{_STYLE}parent-style-name") or ""
        for root in roots
        if root is not None
        for style in root.iter(f"{_STYLE}style")
    }


class _Reading:
    """One document's way from its body to pieces."""

    def __init__(self, parents: dict[str, str], numbers: HeadingNumbers) -> None:
        self._parents = parents
        self._numbers = numbers
        self._items = self._indexes = 0
        self._fresh = False

    def pieces(self, root: etree._Element) -> Iterator[Piece]:
        """The paragraphs, headings and tables in an element, in order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if tag == f"{_TEXT}list-item":
                self._items += 1 if event == "start" else -1
                self._fresh = event == "start"
            elif tag == f"{_TEXT}index-body":
                self._indexes += 1 if event == "start" else -1
            elif event == "end":
                continue
            elif tag in _LEFT_OUT:
                walk.skip_subtree()
            elif tag == f"{_TABLE}table" and (rows := _rows(element)):
                yield Piece(kind=BlockKind.TABLE, rows=rows)
                walk.skip_subtree()
            elif tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(element)
                walk.skip_subtree()

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        raw, notes, boxes = _text(paragraph)
        kind, level = self._kind(paragraph)
        said = raw.strip("\n") if kind is BlockKind.CODE else clean(raw)
        if said and kind is BlockKind.LIST_ITEM and self._fresh:
            said, self._fresh = f"• {said}", False
        if said and paragraph.tag == f"{_TEXT}h" and not self._indexes and _is_numbered(paragraph):
            number = self._numbers.following(level)
            said = f"{number} {said}" if number else said
        if said:
            yield Piece(kind=kind, text=said, level=level)
        for note in notes:
            if text := clean(note):
                yield Piece(kind=BlockKind.NOTE, text=text)
        for box in boxes:
            yield from self.pieces(box)

    def _kind(self, paragraph: etree._Element) -> tuple[BlockKind, int]:
        if self._indexes:
            return BlockKind.CONTENTS, 1
        if paragraph.tag == f"{_TEXT}h":
            level = paragraph.get(f"{_TEXT}outline-level") or "1"
            return BlockKind.HEADING, min(int(level), 6) if level.isdecimal() and len(level) < 3 else 1
        name = paragraph.get(f"{_TEXT}style-name") or ""
        for _ in range(_LONGEST_CHAIN):
            if known := _NAMES.get(name.casefold()):
                return known
            name = self._parents.get(name, "")
        return (BlockKind.LIST_ITEM, 1) if self._items else (BlockKind.PARAGRAPH, 1)


def _is_numbered(heading: etree._Element) -> bool:
    """Whether a heading counts among those that the outline numbers."""
    return heading.get(f"{_TEXT}is-list-header") != "true"


def _text(paragraph: etree._Element) -> tuple[str, list[str], list[etree._Element]]:
    """A paragraph's own text, the texts of its notes, and the boxes of text that hang on it."""
    said: list[str] = [paragraph.text or ""]
    notes: list[str] = []
    boxes: list[etree._Element] = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if element is paragraph:
            continue
        if event == "end":
            said.append(element.tail or "")
            continue
        tag = str(element.tag)
        if tag == f"{_TEXT}note":
            citation, body = element.find(f"{_TEXT}note-citation"), element.find(f"{_TEXT}note-body")
            mark = (citation.text or "") if citation is not None else ""
            if body is not None:
                notes.append(f"{mark}. {' '.join(_text(p)[0] for p in body.iter(f'{_TEXT}p'))}")
            walk.skip_subtree()
        elif tag.endswith("}text-box"):
            boxes.append(element)
            walk.skip_subtree()
        elif tag in _LEFT_OUT:
            walk.skip_subtree()
        else:
            said.append(_SIGNS.get(tag, "") or element.text or "")
    return "".join(said), notes, boxes


def _rows(table: etree._Element) -> tuple[tuple[str, ...], ...] | None:
    """The cells of a table of data; None for one that only arranges paragraphs: of one row or column, or nested.

    Repeated rows and cells are said once: a file can repeat one a billion times.
    """
    if next(table.iterdescendants(f"{_TABLE}table"), None) is not None:
        return None
    return rows_of_data(
        (
            clean(" ".join(_text(p)[0] for p in cell.iter(f"{_TEXT}p")))
            for cell in row.iterchildren(f"{_TABLE}table-cell")
        )
        for row in table.iter(f"{_TABLE}table-row")
    )


def _metadata(root: etree._Element | None) -> EmbeddedMetadata:
    if root is None:
        return EmbeddedMetadata()

    def said(*names: str) -> str | None:
        for name in names:
            found = [clean((element.text or "")[:_LONGEST]) for element in root.iter(name)]
            if value := "; ".join(text for text in found if text):
                return value
        return None

    return EmbeddedMetadata(
        title=said(f"{_DC}title"),
        author=said(f"{_META}initial-creator", f"{_DC}creator"),
        subject=said(f"{_DC}subject", f"{_DC}description"),
        keywords=said(f"{_META}keyword"),
        creator=said(f"{_META}generator"),
        created=said(f"{_META}creation-date"),
        modified=said(f"{_DC}date"),
        language=said(f"{_DC}language"),
    )
