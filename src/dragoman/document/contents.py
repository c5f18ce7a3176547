"""Printed tables of contents: which lines are entries, and an entry's parts (number, title, page) put together.

An entry ends with a page label: after a row of dots, or at a distance, flush with the labels above and below it, which
do not fall from one entry to the next.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from dragoman.document.geometry import union
from dragoman.document.model import Line
from dragoman.document.parting import NO_COLUMNS, Columns

_LABEL: Final = r"(?:[0-9٠-٩۰-۹]{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7}|[A-Z]{1,2}[-.–‑]\d{1,3}|\d{1,2}[-–‑]\d{1,3})"
_PAGE_LABEL: Final = re.compile(rf"^{_LABEL}$")
_DOT: Final = ".·•․‧⋅…‥_。"
_DOTS: Final = rf"(?:[{_DOT}]\s?){{3,}}|\s[.·…․‥]{{2,}}|[…‥]"
_AFTER_DOTS: Final = re.compile(rf"(?:{_DOTS})\s*(?:p\.?\s*)?({_LABEL})$")
_AT_END: Final = re.compile(rf"\S\s({_LABEL})$")
_LIKE_LABEL: Final = re.compile(rf"[\s{_DOT}p]{_LABEL}$")
_LONGEST_LABEL: Final = 7
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMBERING: Final = re.compile(
    r"^(?:[0-9٠-٩۰-۹]{1,3}|[A-Z]|[IVXLC]{1,6})(?:[.．‑-][0-9A-Za-z]{1,3})*[.)．:]?$|^[•▪‣●○■□–—·*-]$|^\(?\w{1,3}[.)]$"
)
_FLUSH: Final = 3.0
_FEWEST_WITH_DOTS: Final = 2
_FEWEST_FLUSH: Final = 4
_LEAST_DENSE: Final = 0.34
_MOST_FALLS: Final = 0.15
_NEAR: Final = 6.0


def settled(rows: Sequence[Sequence[Line]], columns: Columns = NO_COLUMNS) -> list[Line]:
    """The lines of a page's rows: numbering goes to what it numbers, and the page label of an entry to its title.

    Numbers in a column of their own (`columns`) stay there.
    """
    numbered = [row if len(row) == 1 else _with_numbering(row, columns) for row in rows]
    joined = [row if len(row) == 1 else _with_page_labels(row, columns) for row in numbered]
    rejoined = [line for row in joined for line in row]
    entries = contents_entries(rejoined)
    if not entries:
        return [line for row in numbered for line in row]
    lines: list[Line] = []
    place = 0
    for parts, whole in zip(numbered, joined, strict=True):
        of_contents = any(place + index in entries for index in range(len(whole)))
        place += len(whole)
        lines += whole if of_contents else parts
    return lines


def contents_entries(lines: Sequence[Line], *, right_to_left: bool = False) -> set[int]:
    """The indexes of the lines that are entries of a table of contents."""
    dotted: set[int] = set()
    flush: list[tuple[float, int, int]] = []
    for index, line in enumerate(lines):
        if not _LIKE_LABEL.search(line.text[-_LONGEST_LABEL - 1 :]) or not _LETTER.search(line.text):
            continue
        if match := _AFTER_DOTS.search(line.text):
            dotted.add(index)
        elif not (match := _AT_END.search(line.text)):
            continue
        if match.group(1).isdigit():
            edges = {line.box.x1, line.box.x0} if right_to_left else {line.box.x1}
            flush += [(edge, index, int(match.group(1))) for edge in edges]
    entries = dotted if len(dotted) >= _FEWEST_WITH_DOTS else set()
    return entries | _flush_entries(flush, dotted)


def _flush_entries(candidates: list[tuple[float, int, int]], dotted: set[int]) -> set[int]:
    """Those whose labels stand flush and rise: with entries that have dots among them, or at least four close together.

    Headings that end with a number ("Article 1", "Article 2") have running text between them.
    """
    found: set[int] = set()
    candidates.sort()
    start = 0
    for end in range(1, len(candidates) + 1):
        if end < len(candidates) and candidates[end][0] - candidates[end - 1][0] <= _FLUSH:
            continue
        group = sorted((index, number) for _, index, number in candidates[start:end])
        start = end
        numbers = [number for _, number in group]
        falls = sum(after < before for before, after in pairwise(numbers))
        among_dotted = sum(index in dotted for index, _ in group) >= _FEWEST_WITH_DOTS
        if falls > _MOST_FALLS * len(numbers) or len(set(numbers)) < len(numbers) / 4:
            continue
        dense = len(group) >= _LEAST_DENSE * (group[-1][0] - group[0][0] + 1)
        if among_dotted or (dense and len(numbers) >= _FEWEST_FLUSH and len(set(numbers)) >= _FEWEST_FLUSH - 1):
            found |= {index for index, _ in group}
    return found


def _with_numbering(row: Sequence[Line], columns: Columns) -> list[Line]:
    """A row with every cell that is only a number or bullet joined to the cell after it."""
    lines: list[Line] = []
    for line in row:
        numbers = lines and _NUMBERING.match(lines[-1].text) and _distance(lines[-1], line) < _NEAR * line.size
        if numbers and not (columns and columns.lie_between(lines[-1].box, line.box)):
            lines[-1] = _together(lines[-1], line, like=line)
        else:
            lines.append(line)
    return lines


def _with_page_labels(row: Sequence[Line], columns: Columns) -> list[Line]:
    """A row with every cell that is only a page label joined to the title before it, if no rule is between them."""
    lines: list[Line] = []
    for line in row:
        labels = lines and _PAGE_LABEL.match(line.text) and _LETTER.search(lines[-1].text)
        if labels and not (columns and columns.lie_between(lines[-1].box, line.box, ruled=True)):
            lines[-1] = _together(lines[-1], line, like=lines[-1])
        else:
            lines.append(line)
    return lines


def _distance(first: Line, second: Line) -> float:
    return max(second.box.x0 - first.box.x1, first.box.x0 - second.box.x1)


def _together(first: Line, second: Line, *, like: Line) -> Line:
    return replace(like, text=f"{first.text} {second.text}", box=union([first.box, second.box]))
