"""What a reader gets out of an item: pages, blocks with position and type, outline, labels, embedded metadata.

All lengths are in points (1/72 inch); the origin is the page's upper left corner and y grows downwards, with the page
turned as a reader sees it. Page numbers are 1-based places in the file; a page's *label* ("iv", "12") is what the
file declares, else what is printed, and is another thing. Text is in logical order and NFC, also right to left.

What a long document has by the hundred thousand (lines, blocks, links) are msgspec's structs: they are made in a tenth
of the time that a frozen dataclass takes.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec


class BlockKind(StrEnum):
    """Kinds of block, after the PDF structure types of ISO 32000-1 §14.8.4."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE = "table"
    FIGURE = "figure"
    CAPTION = "caption"
    NOTE = "note"
    CODE = "code"
    CONTENTS = "contents"
    RUNNING_HEAD = "running-head"
    PAGE_NUMBER = "page-number"


FURNITURE: Final = frozenset({BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER})
"""What a page repeats: it belongs to the sheet, not to the text."""


class Legibility(StrEnum):
    """What became of a page's text: whoever has a page that is `GARBAGE` or `TEXTLESS` may read it from its picture."""

    LEGIBLE = "legible"
    REPAIRED = "repaired"
    GARBAGE = "garbage"
    TEXTLESS = "textless"
    BLANK = "blank"
    RECOGNISED = "recognised"


class Box(NamedTuple):
    """A rectangle on a page, in points from the upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One printed line (of one column): its text, where it stands and the type that most of it is set in."""

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    monospaced: bool = False


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Lines that belong together: a paragraph, a heading, a list item, …; `text` has hyphenation undone.

    A table has `rows` of cells, and its text is a line for each row with tabs between the cells. `unsure` says that
    its rows could not be told, or not well: the picture of its region shows what the text can't. A figure's region is
    its `box`; its text are the words that are drawn in it, and may be none. `about` is, of a caption, the box of the
    figure or table that it belongs to.
    """

    kind: BlockKind
    text: str
    box: Box
    size: float
    bold: bool = False
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    unsure: bool = False
    about: Box | None = None


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link inside the file: the region that is pressed and the page (1-based) that it leads to."""

    box: Box
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its blocks in reading order; running heads and page numbers are there, marked as such.

    `REPAIRED` says that its characters were others in the file and were put right, `TEXTLESS` that there is ink on it
    and no text in the file, `BLANK` that there is neither, `RECOGNISED` that its text was read from its picture.
    """

    number: int
    label: str | None
    width: float
    height: float
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    legibility: Legibility = Legibility.LEGIBLE

    @property
    def text(self) -> str:
        """The page's own words: blocks in reading order, a line each, without running heads and page numbers."""
        return "\n".join(block.text for block in self.blocks if block.text and block.kind not in FURNITURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A bookmark: level from 1, title, page (1-based) if it leads to one, and how far down it if known."""

    level: int
    title: str
    page: int | None
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedMetadata:
    """What the file says of itself (information dictionary, XMP, a book's package, `meta`): evidence, not truth.

    `created` is when the file was made, `issued` when what is in it was published. `titles` are the title in several
    languages, each with its tag ("" where it has none).
    """

    title: str | None = None
    author: str | None = None
    subject: str | None = None
    keywords: str | None = None
    creator: str | None = None
    producer: str | None = None
    created: str | None = None
    modified: str | None = None
    issued: str | None = None
    language: str | None = None
    publisher: str | None = None
    identifier: str | None = None
    titles: tuple[tuple[str, str], ...] = ()

    def completed(self, other: "EmbeddedMetadata") -> "EmbeddedMetadata":
        """What is said here, and where nothing is, what is said there."""
        return EmbeddedMetadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """That pages were read from their pictures (OCR): by which program, with which language data, and which pages.

    `missing` names the packages without which some could not be read, or not well.
    """

    engine: str
    languages: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that was read from one item; `reader` names the program and its version.

    `flowed`: the file has no pages of its own (HTML, EPUB, DOCX …), and `pages` are stretches of it, made for reading.
    """

    item: str
    media_type: str
    reader: str
    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...] = ()
    metadata: EmbeddedMetadata = EmbeddedMetadata()
    flowed: bool = False
    recognition: Recognition | None = None

    @property
    def unread(self) -> tuple[int, ...]:
        """The numbers of the pages that have ink on them, and no text that can be read."""
        return tuple(p.number for p in self.pages if p.legibility in {Legibility.GARBAGE, Legibility.TEXTLESS})


class MarkKind(StrEnum):
    """What was seen in a region of a page."""

    TITLE = "title"
    ABSTRACT = "abstract"
    CONTENTS = "contents"
    SECTION = "section"
    HEADING = "heading"
    IMPRINT = "imprint"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A region of a page, to be drawn on its picture; `word` is written beside it, in ASCII."""

    kind: MarkKind
    page: int
    box: Box
    word: str = ""
