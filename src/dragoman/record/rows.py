"""Printed rows: what stands on one base line of a page, put together again where a reader cut it into columns.

Comes in: a `Page`. Goes out: `Row`s in reading order, each ending at its page number where it has one, with the
pages that the links on it lead to. Contents pages are read this way because a title and its page number are often
two lines far apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from dragoman.document.model import BlockKind, Box, Line, Link, Page

_MARGINALIA: Final = (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER)
_NUMBER: Final = re.compile(r"[\s.·…‥․_–-]*(?:[A-Z]{1,2}[-–.])?(?:\d{1,4}|[ivxlcIVXLC]{1,7})[.\s]*")
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a page in logical order; `targets` are the pages (1-based) its links lead to."""

    page: int
    text: str
    box: Box
    size: float
    bold: bool
    targets: tuple[int, ...] = ()
    rtl: bool = False


def own_lines(page: Page) -> list[Line]:
    """The page's printed lines in reading order without running heads and page numbers."""
    return [line for block in page.blocks if block.kind not in _MARGINALIA for line in block.lines if line.text.strip()]


def is_rtl(text: str) -> bool:
    """Whether a text has more letters written from right to left than others."""
    return 2 * len(_RTL.findall(text)) > sum(letter.isalpha() for letter in text)


def rows_of(page: Page) -> list[Row]:
    """The page's rows in reading order, column after column."""
    lines = own_lines(page)
    rtl = is_rtl(" ".join(line.text for line in lines))
    cut = [_cut_at_numbers(group, rtl=rtl) for group in _base_lines(lines)]
    rows = [[_row(page, part, rtl=rtl) for part in parts] for parts in cut]
    return _by_columns(rows, rtl=rtl)


def _base_lines(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines grouped by base line, from the top down."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.y0 + line.box.y1, line.box.x0)):
        middle = (line.box.y0 + line.box.y1) / 2
        last = groups[-1][-1].box if groups else None
        if last and abs((last.y0 + last.y1) / 2 - middle) < 0.4 * min(
            last.y1 - last.y0, line.box.y1 - line.box.y0, 12.0
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _cut_at_numbers(group: list[Line], *, rtl: bool) -> list[list[Line]]:
    """A base line cut after each page number: two columns of entries are two rows."""
    if len(group) == 1:
        return [group]
    ordered = sorted(group, key=lambda line: -line.box.x1 if rtl else line.box.x0)
    parts: list[list[Line]] = [[]]
    for line in ordered:
        parts[-1].append(line)
        words = any(letter.isalpha() for piece in parts[-1] for letter in piece.text)
        if words and _ends_in_number(parts[-1]):
            parts.append([])
    return [part for part in parts if part]


def _ends_in_number(parts: Sequence[Line]) -> bool:
    """Whether the last word is a page number that stands apart from the words before it."""
    words = " ".join(part.text for part in parts).split()
    return len(words) > 1 and bool(_NUMBER.fullmatch(words[-1]))


def _row(page: Page, lines: Sequence[Line], *, rtl: bool) -> Row:
    box = Box(
        min(line.box.x0 for line in lines),
        min(line.box.y0 for line in lines),
        max(line.box.x1 for line in lines),
        max(line.box.y1 for line in lines),
    )
    first = max(lines, key=lambda line: len(line.text))
    targets = tuple(dict.fromkeys(link.page for link in page.links if _covers(link, box)))
    return Row(
        page=page.number,
        text=" ".join(line.text.strip() for line in lines),
        box=box,
        size=first.size,
        bold=first.bold,
        targets=targets,
        rtl=rtl,
    )


def _covers(link: Link, box: Box) -> bool:
    """Whether a link lies on a row (its middle is between the row's edges)."""
    middle = (box.y0 + box.y1) / 2
    return link.box.y0 - 1 <= middle <= link.box.y1 + 1 and link.box.x0 < box.x1 and link.box.x1 > box.x0


def _by_columns(rows: list[list[Row]], *, rtl: bool) -> list[Row]:
    """Rows from the top down, or column after column where at least three base lines were cut."""
    seconds = [parts[1] for parts in rows if len(parts) > 1]
    flat = [row for parts in rows for row in parts]
    if len(seconds) < 3:
        return flat
    if rtl:
        edge = median(row.box.x1 for row in seconds) + 12
        return sorted(flat, key=lambda row: (row.box.x1 < edge, row.box.y0))
    edge = median(row.box.x0 for row in seconds) - 12
    return sorted(flat, key=lambda row: (row.box.x0 >= edge, row.box.y0))
