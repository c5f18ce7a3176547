"""Text that flows: files without pages of their own (HTML, EPUB, DOCX, ODT, text) become the pages of a `Document`.

Comes in: `Piece`s in reading order, as a reader of one of these kinds made them. Goes out: `Page`s that end before a
heading where they can, each short enough to be read on a phone, with an outline made from the headings. Positions and
type sizes stand for what a plain rendering of the pieces would have, so that whatever looks at a document (the title in
the largest type, sections that begin at a place on a page) finds what it looks for.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.document.geometry import union
from dragoman.document.model import Block, BlockKind, Box, Line, OutlineEntry, Page

WIDTH: Final = 595.0
"""Of a made page (A4, in points)."""
MARGIN: Final = 72.0
BODY: Final = 10.0
TITLE: Final = 0
"""The level of a heading that is the title of the whole."""
_HEADING_SIZES: Final = (24.0, 20.0, 17.0, 14.5, 12.5, 11.5, 11.0)
_LEADING: Final = 1.25
_APART: Final = 6.0
_CHARACTER: Final = 0.5  # the width of a character, as a share of the size
_LETTERS_BEFORE_CHAPTER: Final = 1_200
_LETTERS_BEFORE_HEADING: Final = 3_000
_LETTERS: Final = 6_000
_UPPER_LEVELS: Final = 2
_LONGEST_PAGE: Final = 15_000  # letters on average: a file that tells of fewer page breaks does not tell of all
_LONGEST_TITLE: Final = 2_000
_MOST_ENTRIES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, heading, list item, table, …: what becomes one `Block`.

    `level` is that of a heading: from 1, or `TITLE`. A table has its cells in `rows`. `page` begins a page that the
    file itself tells of, with the label it has ("" for none). `ids` are the names that links use for it, `entries` the
    level and title of each entry of the file's own contents that leads to it: where there are any, they are the outline
    and headings are not.
    """

    kind: BlockKind
    text: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    page: str | None = None
    ids: tuple[str, ...] = ()
    entries: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The pages made of some pieces, and their outline; `paged` says that the file itself told where pages begin."""

    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    paged: bool


def rows_of_data(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...] | None:
    """The rows that have words; None for a table that only arranges what is in it: of one row or one column."""
    told = tuple(row for row in map(tuple, rows) if any(row))
    return told if len(told) > 1 and max(map(len, told)) > 1 else None


def flowed(pieces: Iterable[Piece]) -> Flow:
    """Pages and outline; at least one page, be it empty."""
    said = _with_title([piece for piece in pieces if piece.text or piece.rows or piece.page is not None])
    said = _without_rare_breaks(said)
    own_contents = any(piece.entries for piece in said)
    pages: list[Page] = []
    outline: list[OutlineEntry] = []
    for label, group in _sheets(said):
        blocks = tuple(_set(group))
        number = len(pages) + 1
        outline += [
            OutlineEntry(level=level, title=title[:_LONGEST_TITLE], page=number, y=block.box.y0)
            for piece, block in zip(group, blocks, strict=True)
            for level, title in (piece.entries if own_contents else _heading(piece))
        ]
        height = (blocks[-1].box.y1 if blocks else MARGIN) + MARGIN
        pages.append(Page(number=number, label=label or None, width=WIDTH, height=height, blocks=blocks))
    paged = any(piece.page is not None for piece in said)
    return Flow(pages=tuple(pages), outline=tuple(outline[:_MOST_ENTRIES]), paged=paged)


def _without_rare_breaks(pieces: list[Piece]) -> list[Piece]:
    """The pieces without page breaks where these are too few to be those of a printed edition."""
    breaks = sum(piece.page is not None for piece in pieces)
    if not breaks or sum(map(_letters, pieces)) <= _LONGEST_PAGE * breaks:
        return pieces
    return [replace(piece, page=None) for piece in pieces if piece.text or piece.rows]


def _letters(piece: Piece) -> int:
    return len(piece.text) + sum(len(cell) for row in piece.rows for cell in row)


def _heading(piece: Piece) -> tuple[tuple[int, str], ...]:
    """The entry of the outline that a heading is, but for the title."""
    return ((piece.level, piece.text),) if piece.kind is BlockKind.HEADING and piece.level != TITLE else ()


def _with_title(pieces: list[Piece]) -> list[Piece]:
    """The pieces, the first heading being the title where it stands alone above all others."""
    headings = [(place, piece.level) for place, piece in enumerate(pieces) if piece.kind is BlockKind.HEADING]
    if not headings or any(level == TITLE for _, level in headings):
        return pieces
    (place, top), *others = headings
    if all(level > top for _, level in others):
        pieces[place] = replace(pieces[place], level=TITLE)
    return pieces


def _sheets(pieces: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces of each page, with its label: at the file's own page breaks if it has any, else where it suits."""
    if any(piece.page is not None for piece in pieces):
        starts = [0] + [place for place, piece in enumerate(pieces) if place and piece.page is not None]
    else:
        starts = _suitable_starts(pieces)
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        own = [piece for piece in pieces[start:end] if piece.text or piece.rows]
        yield (pieces[start].page or "" if pieces else ""), own


def _suitable_starts(pieces: Sequence[Piece]) -> list[int]:
    """Where pages begin: before a chapter if enough came before it, else before a heading, else between paragraphs."""
    starts, letters = [0], 0
    headed = False
    for place, piece in enumerate(pieces):
        heading = piece.kind is BlockKind.HEADING
        upper = heading and piece.level <= _UPPER_LEVELS
        enough = _LETTERS_BEFORE_CHAPTER if upper else _LETTERS_BEFORE_HEADING if heading else _LETTERS
        if letters >= enough and not headed:
            starts.append(place)
            letters = 0
        letters += _letters(piece)
        headed = heading  # a heading is not parted from what follows it
    return starts


def _set(pieces: Sequence[Piece]) -> Iterator[Block]:
    """The blocks of one page, one below the other."""
    y = MARGIN
    for piece in pieces:
        heading = piece.kind is BlockKind.HEADING
        size = _HEADING_SIZES[min(piece.level, len(_HEADING_SIZES) - 1)] if heading else BODY
        lines = _table_lines(piece, y) if piece.rows else _lines(piece, y, size, bold=heading)
        box = union([line.box for line in lines])
        yield Block(
            kind=piece.kind,
            text=piece.text or "\n".join("\t".join(row) for row in piece.rows),
            box=box,
            size=size,
            bold=heading,
            lines=tuple(lines),
            rows=piece.rows,
        )
        y = box.y1 + _APART


def _lines(piece: Piece, y: float, size: float, *, bold: bool) -> list[Line]:
    """One line, as high as the text would be; of code, one a line."""
    code = piece.kind is BlockKind.CODE
    made = []
    for text in piece.text.split("\n") if code else (piece.text,):
        wide = max(1.0, _CHARACTER * size * len(text))
        high = size * _LEADING * math.ceil(wide / (WIDTH - 2 * MARGIN))
        box = Box(MARGIN, y, min(MARGIN + wide, WIDTH - MARGIN), y + high)
        made.append(Line(text=text, box=box, size=size, bold=bold, monospaced=code))
        y = box.y1
    return made


def _table_lines(piece: Piece, y: float) -> list[Line]:
    """A line a cell, the cells of a row side by side."""
    columns = max(len(row) for row in piece.rows)
    wide = (WIDTH - 2 * MARGIN) / columns
    made = []
    for place, row in enumerate(piece.rows):
        top = y + place * BODY * _LEADING
        for column, text in enumerate(row):
            left = MARGIN + column * wide
            made.append(Line(text=text, box=Box(left, top, left + wide, top + BODY * _LEADING), size=BODY))
    return made
