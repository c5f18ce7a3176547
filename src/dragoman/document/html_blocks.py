"""A tree of HTML elements → `Piece`s in reading order: paragraphs, headings, list items, tables, notes, code.

Comes in: an element of a parsed page or book. Goes out: pieces, white space collapsed as browsers do. Elements that are
inline only add to the text of the block they are in; any other element ends a block. The walk is a loop, not recursion:
trees of any depth end.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from dragoman.document.flow import Piece, rows_of_data
from dragoman.document.html_chrome import Chrome, inner_text
from dragoman.document.model import BlockKind
from dragoman.document.normal import clean

# fmt: off
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "math", "nobr", "output", "q", "ruby", "rb", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "mi", "mn", "mo", "ms", "mtext", "mrow",
    "msup", "msub", "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "msubsup", "mtable", "mtr", "mtd",
    "semantics",
))
# fmt: on
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_KINDS: Final = {
    "li": (BlockKind.LIST_ITEM, 1),
    "pre": (BlockKind.CODE, 1),
    "listing": (BlockKind.CODE, 1),
    "xmp": (BlockKind.CODE, 1),
    "figcaption": (BlockKind.CAPTION, 1),
    "caption": (BlockKind.CAPTION, 1),
}
_BOXES: Final = frozenset(("div", "nav", "header", "footer", "aside", "section", "ul", "ol", "p", "table", "form"))
_INSIDE: Final = frozenset(("article", "main", "section"))
_NOTE_ROLES: Final = re.compile(r"\b(?:doc-)?(?:foot|end)notes?\b|\brearnotes?\b", re.IGNORECASE)
_EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_LONGEST_CELL: Final = 400
_SELF_LINKS: Final = frozenset("¶#§🔗")
_LONGEST_NAME: Final = 300
_LONGEST_LABEL: Final = 20
_LONGEST_CODE_LINE: Final = 4_000


class _Gathering:
    """The block that is being read: text so far, and what kind the elements around it make it."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.kinds: list[tuple[str, BlockKind, int]] = []
        self.counters: list[int | None] = []
        self.marker = ""
        self.inside = 0
        self.page: str | None = None
        self.ids: list[str] = []

    def add(self, text: str | None) -> None:
        """Text that stands in the block."""
        if text:
            self.text.append(text)

    def end(self) -> Iterator[Piece]:
        """The block that ends here, if it says anything."""
        text, self.text = "".join(self.text), []
        if not text or text.isspace():
            return
        tag, kind, level = self.kinds[-1] if self.kinds else ("", BlockKind.PARAGRAPH, 1)
        if kind is BlockKind.CODE:
            said = _code(text)
        else:
            said = clean(text)
            if kind is BlockKind.LIST_ITEM and self.marker and said:
                said, self.marker = f"{self.marker} {said}", ""
        if said:
            yield self.placed(Piece(kind=kind if tag else BlockKind.PARAGRAPH, text=said, level=level))

    def placed(self, piece: Piece) -> Piece:
        """The piece with the page that begins at it and the names that lead to it."""
        page, self.page = self.page, None
        ids, self.ids = tuple(self.ids), []
        return replace(piece, page=page, ids=ids)


def pieces(root: etree._Element) -> Iterator[Piece]:
    """The pieces of everything in an element, in reading order, without what is no part of the document."""
    state = _Gathering()
    chrome = Chrome(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    left_out: etree._Element | None = None
    for event, element in walk:
        if event == "start":
            table = _rows(element) if element.tag == "table" else None
            _note_place(state, element)
            if element is not root and (
                _is_page_break(element) or _is_self_link(element) or chrome.has(element, inside=state.inside > 0)
            ):
                if element.tag in _BOXES:
                    yield from state.end()
                left_out = element
                walk.skip_subtree()
            elif table:
                yield from state.end()
                yield from map(state.placed, _table(element, table))
                left_out = element
                walk.skip_subtree()
            else:
                yield from _begin(state, element)
        else:
            if element is left_out:
                left_out = None
            else:
                yield from _finish(state, element)
            if element is not root:
                state.add(element.tail)
    yield from state.end()


def _begin(state: _Gathering, element: etree._Element) -> Iterator[Piece]:
    tag = str(element.tag)
    if tag == "br":
        state.add("\n")
    elif tag not in _INLINE:
        yield from state.end()
    state.inside += tag in _INSIDE
    if tag in ("ul", "ol"):
        start = element.get("start") or "1"
        state.counters.append((int(start) if start.isdecimal() and len(start) < 9 else 1) if tag == "ol" else None)
    if kind := _kind(element, tag):
        state.kinds.append((tag, *kind))
        if kind[0] is BlockKind.LIST_ITEM:
            state.marker = _marker(state)
    state.add(element.text)


def _note_place(state: _Gathering, element: etree._Element) -> None:
    """Names that links use for the next block, and the label of a page that begins here."""
    name = element.get("id") or (element.get("name") if element.tag == "a" else None)
    if name:
        state.ids.append(name[:_LONGEST_NAME])
    if _is_page_break(element):
        label = element.get("title") or element.get("aria-label") or inner_text(element)
        state.page = clean(label[:_LONGEST_NAME])[:_LONGEST_LABEL]


def _is_page_break(element: etree._Element) -> bool:
    """Where a page of the printed edition begins (EPUB Structural Semantics, DPUB-ARIA)."""
    return element.get("role") == "doc-pagebreak" or "pagebreak" in (element.get(_EPUB_TYPE) or "").split()


def _finish(state: _Gathering, element: etree._Element) -> Iterator[Piece]:
    tag = str(element.tag)
    if tag not in _INLINE:
        yield from state.end()
    state.inside -= tag in _INSIDE
    if tag in ("ul", "ol") and state.counters:
        state.counters.pop()
    if state.kinds and state.kinds[-1][0] == tag and _kind(element, tag):
        state.kinds.pop()


def _marker(state: _Gathering) -> str:
    """What stands before a list item: its number, or a bullet."""
    number = state.counters[-1] if state.counters else None
    if number is None:
        return "•"
    state.counters[-1] = number + 1
    return f"{number}."


def _kind(element: etree._Element, tag: str) -> tuple[BlockKind, int] | None:
    """The kind of block that an element makes of what is in it, and its level if it is a heading."""
    role = element.get("role") or ""
    if tag in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[tag]
    if role == "heading":
        level = element.get("aria-level") or "2"
        return BlockKind.HEADING, int(level) if level in "123456" and len(level) == 1 else 6
    if tag not in _INLINE and _NOTE_ROLES.search(f"{role} {element.get(_EPUB_TYPE) or element.get('epub:type') or ''}"):
        return BlockKind.NOTE, 1
    return _KINDS.get(tag)


def _is_self_link(element: etree._Element) -> bool:
    """A sign beside a heading that links to the heading."""
    return (
        element.tag == "a" and (element.text or "").strip() in _SELF_LINKS and not len(element) and bool(element.text)
    )


def _rows(table: etree._Element) -> tuple[tuple[str, ...], ...] | None:
    """The cells of a table of data; None for one that only arranges a page: nested, of one column, or of long texts."""
    if (table.get("role") or "") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return None
    rows = rows_of_data(
        (clean(inner_text(cell)) for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")
    )
    if not rows:
        return None
    cells = [cell for row in rows for cell in row if cell]
    return rows if sum(len(cell) > _LONGEST_CELL for cell in cells) <= len(cells) / 4 else None


def _table(table: etree._Element, rows: tuple[tuple[str, ...], ...]) -> Iterator[Piece]:
    caption = table.find("caption")
    if caption is not None and (said := clean(inner_text(caption))):
        yield Piece(kind=BlockKind.CAPTION, text=said)
    yield Piece(kind=BlockKind.TABLE, rows=rows)


def _code(text: str) -> str:
    """Lines of code as they stand, without the empty ones at the ends."""
    lines = [_tidy(line) for line in text.expandtabs(4).split("\n")]
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return "\n".join(lines)


def _tidy(line: str) -> str:
    bare = line.lstrip(" ")
    return " " * min(len(line) - len(bare), 80) + clean(bare[:_LONGEST_CODE_LINE])
