"""The reader of Word documents (DOCX, ECMA-376 part 1): `read_docx`.

Styles say what a paragraph is (their names are English in every language's Word), numbering.xml what stands before it;
notes follow the paragraph that refers to them. Deleted text, comments, headers and footers are no part of the document.
"""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from dragoman.accession.model import DOCX
from dragoman.document.archive import Archive, beside
from dragoman.document.docx_numbers import Numbering, W
from dragoman.document.docx_styles import Style, Styles
from dragoman.document.flow import Piece, flowed, rows_of_data
from dragoman.document.html import READER
from dragoman.document.model import BlockKind, Document, EmbeddedMetadata
from dragoman.document.normal import clean
from dragoman.document.xml import parsed_xml

KIND: Final = "a Word document (DOCX)"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS: Final = "{http://purl.org/dc/terms/}"
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_LEFT_OUT: Final = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}sdtPr", f"{W}rt", _FALLBACK)
)
_SIGNS: Final = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_LONGEST: Final = 10_000


def read_docx(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read a Word document; `report` is told how many pages were made of it. Raises Refused."""
    with Archive(path, kind=KIND) as archive:
        main = _target(archive, "_rels/.rels", "/officeDocument") or "word/document.xml"
        body = parsed_xml(archive.read(main), kind=KIND)
        styles = Styles(_part(archive, beside(main, "styles.xml")))
        numbering = Numbering(_part(archive, beside(main, "numbering.xml")))
        notes = {name: _notes(_part(archive, beside(main, f"{name}.xml"))) for name in _NOTES.values()}
        metadata = _metadata(archive, styles.language)
    flow = flowed(_Reading(styles, numbering, notes).pieces(body))
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=DOCX,
        reader=READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=metadata,
        flowed=True,
    )


def _part(archive: Archive, name: str) -> etree._Element | None:
    data = archive.read_if_there(name)
    return parsed_xml(data, kind=KIND, lenient=True) if data else None


def _target(archive: Archive, relations: str, kind: str) -> str | None:
    root = _part(archive, relations)
    for relation in root.iter(_RELATION) if root is not None else ():
        if (relation.get("Type") or "").endswith(kind) and archive.has(
            target := beside("", relation.get("Target") or "")
        ):
            return target
    return None


def _notes(root: etree._Element | None) -> dict[str, str]:
    """Texts of notes by id; separators between notes and text are none."""
    if root is None:
        return {}
    return {
        note.get(f"{W}id") or "": clean(" ".join(_text(paragraph)[0] for paragraph in note.iter(f"{W}p")))
        for note in root
        if note.get(f"{W}type") in (None, "normal")
    }


def _text(paragraph: etree._Element) -> tuple[str, list[tuple[str, str]], list[etree._Element]]:
    """A paragraph's own text, the notes it refers to (kind and id), and boxes of text that hang on it."""
    said: list[str] = []
    notes: list[tuple[str, str]] = []
    boxes: list[etree._Element] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = str(element.tag)
        if tag in _LEFT_OUT:
            walk.skip_subtree()
        elif tag == f"{W}txbxContent":
            boxes.append(element)
            walk.skip_subtree()
        elif tag == f"{W}t":
            said.append(element.text or "")
        elif tag in _NOTES:
            notes.append((_NOTES[tag], element.get(f"{W}id") or ""))
        else:
            said.append(_SIGNS.get(tag, ""))
    return "".join(said), notes, boxes


class _Reading:
    """One document's way from its body to pieces."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, dict[str, str]]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._noted = 0

    def pieces(self, root: etree._Element) -> Iterator[Piece]:
        """The paragraphs and tables in an element, in order."""
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            if element is root:
                continue
            if element.tag == f"{W}tbl":
                if rows := _rows(element):
                    yield Piece(kind=BlockKind.TABLE, rows=rows)
                    walk.skip_subtree()
            elif element.tag == f"{W}p":
                yield from self._paragraph(element)
                walk.skip_subtree()
            elif element.tag in _LEFT_OUT:
                walk.skip_subtree()

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        raw, notes, boxes = _text(paragraph)
        style = self._styles.of(paragraph)
        number = self._numbering.following(*style.numbering) if style.numbering and raw.strip() else None
        if said := _code(raw) if style.kind is BlockKind.CODE else clean(raw):
            yield _piece(said, number, style)
        for kind, name in notes:
            if note := self._notes[kind].get(name):
                self._noted += 1
                yield Piece(kind=BlockKind.NOTE, text=f"{self._noted}. {note}")
        for box in boxes:  # a box can lie in a box, but parsing bounds how deep
            yield from self.pieces(box)


def _piece(said: str, number: str | None, style: Style) -> Piece:
    kind = style.kind
    if number and kind is BlockKind.PARAGRAPH:
        kind = BlockKind.LIST_ITEM
    return Piece(kind=kind, text=f"{number} {said}" if number else said, level=style.level)


def _code(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.expandtabs(4).split("\n")).strip("\n")


def _rows(table: etree._Element) -> tuple[tuple[str, ...], ...] | None:
    """The cells of a table of data; None for one that only arranges paragraphs: of one row or column, or nested."""
    if next(table.iterdescendants(f"{W}tbl"), None) is not None:
        return None
    return rows_of_data(
        (
            clean(" ".join(_text(paragraph)[0] for paragraph in cell.iter(f"{W}p")))
            for cell in row.iterchildren(f"{W}tc")
        )
        for row in table.iterchildren(f"{W}tr")
    )


def _metadata(archive: Archive, language: str | None) -> EmbeddedMetadata:
    """What docProps say (ECMA-376 part 2 §11); the language is that of the default style."""
    core = _part(archive, "docProps/core.xml")
    application = _part(archive, "docProps/app.xml")

    def said(name: str) -> str | None:
        found = core.find(name) if core is not None else None
        return (clean((found.text or "")[:_LONGEST]) or None) if found is not None else None

    program = next(application.iter("{*}Application"), None) if application is not None else None
    return EmbeddedMetadata(
        title=said(f"{_DC}title"),
        author=said(f"{_DC}creator"),
        subject=said(f"{_DC}subject") or said(f"{_DC}description"),
        keywords=said(f"{_CORE}keywords"),
        creator=clean(program.text or "") or None if program is not None else None,
        created=said(f"{_DCTERMS}created"),
        modified=said(f"{_DCTERMS}modified"),
        language=said(f"{_DC}language") or language,
    )
