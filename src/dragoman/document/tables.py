"""Tables of a page: rows of cells, from the lattices that are drawn and from the lines of text between them.

Comes in: a page's lattices and its own lines. Goes out: `TABLE` blocks with their rows, whose lines are taken out of
the text. A lattice may be all of a table, or only its head (a line under the names of the columns) or every second row
(shaded): then the rows above and below that stand in the same columns belong to it. What has the form of a table and
reads as pages do (cells with paragraphs in them) is none.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from dragoman.document.geometry import union
from dragoman.document.joining import joined
from dragoman.document.model import Block, BlockKind, Box, Line
from dragoman.document.ruling import Lattice, Run, column_of, same_columns

_OVER: Final = 3.0
_GAP: Final = 2.6
_TIGHT: Final = 1.5
_LONGEST_CELL: Final = 380
_MOST_COLUMNS: Final = 24
_LARGER: Final = 1.15
_FEWEST_FILLED: Final = 0.4
_MOST_LONG: Final = 0.34
_MOST_ACROSS: Final = 0.25
_SURE_ACROSS: Final = 0.04
_DEEP: Final = 9
_PROSE: Final = 3
_LOOKED_AT: Final = 5
_NEAR: Final = 12
_NARROWEST_GUTTER: Final = 5.0

Row = list[list[Line]]
"""The lines of a table's row, column by column from the left."""


@dataclass(slots=True)
class _Table:
    """A table in the making: places of its columns, its rows from the top, what does not fit."""

    xs: tuple[float, ...]
    rows: list[Row] = field(default_factory=list)
    across: int = 0
    top: float = 0.0
    bottom: float = 0.0


def tables_of(
    lattices: Sequence[Lattice],
    lines: Sequence[Line],
    *,
    heads: Sequence[Line] = (),
    compounds: Container[str] = (),
    right_to_left: bool = False,
) -> list[Block]:
    """The tables of a page that are ruled in some way, each with the lines that it is made of.

    `heads` are lines that repeat at the top of pages: they may be the head of a table that goes on there.
    """
    free = sorted(lines, key=lambda line: line.box.y0 + line.box.y1)
    found: list[Block] = []
    ruled = [part for lattice in lattices for part in _without_prose(lattice, free)]
    for group in _grouped(ruled, free):
        table = _filled(group, free, heads)
        if table is not None and (block := _block(table, compounds, right_to_left=right_to_left)) is not None:
            taken = {id(line) for line in block.lines}
            free = [line for line in free if id(line) not in taken]
            found.append(block)
    return found


def under_heads(rules: Sequence[Run], lines: Sequence[Line]) -> list[Lattice]:
    """Lattices of lines drawn across a table under its head: the rows on both sides leave room between the columns."""
    if not rules:
        return []
    ordered = sorted(lines, key=_middle)
    middles = [_middle(line) for line in ordered]
    found = []
    for rule in rules:
        place = bisect_left(middles, rule.at)
        near = (ordered[max(0, place - _NEAR) : place][::-1], ordered[place : place + _LOOKED_AT * _NEAR])
        above, below = (
            (x for x in part if rule.start - _OVER <= x.box.x0 and x.box.x1 <= rule.end + _OVER) for part in near
        )
        head = list(islice(_printed_rows(above), 1))
        rows = list(islice(_printed_rows(below), _LOOKED_AT)) if head and len(head[0]) > 1 else []
        if not head or not rows or rule.at - head[0][0].box.y1 > _TIGHT * head[0][0].size:
            continue
        full = [row for row in (head[0], *rows) if len(row) > 1]
        if full[:2] == [head[0], rows[0]] and len(full) > 2 and len(sides := _gutters(full)) > 0:
            found.append(Lattice(xs=(rule.start, *sides, rule.end), ys=(rule.at,)))
    return found


def _gutters(rows: Sequence[Sequence[Line]]) -> list[float]:
    """The middles of the upright strips that are free in all these rows."""
    spans = sorted((line.box.x0, line.box.x1) for row in rows for line in row)
    sides = []
    end = spans[0][1]
    for start, stop in spans:
        if start - end > _NARROWEST_GUTTER:
            sides.append((start + end) / 2)
        end = max(end, stop)
    return sides


def _without_prose(lattice: Lattice, lines: Sequence[Line]) -> list[Lattice]:
    """The lattice, or the parts of it above and below the bands in which running text reaches over its columns."""
    bands = len(lattice.ys) - 1
    across = [0] * bands
    for line in lines:
        if (band := column_of(_middle(line), lattice.ys)) is not None and _is_across(line, lattice.xs):
            across[band] += 1
    if max(across, default=0) < _PROSE:
        return [lattice]
    parts: list[Lattice] = []
    start = 0
    for end in [*(band for band, count in enumerate(across) if count >= _PROSE), bands]:
        if end > start:
            parts.append(lattice.part(start, end))
        start = end + 1
    return parts


def _grouped(lattices: Sequence[Lattice], lines: Sequence[Line]) -> list[list[Lattice]]:
    """Lattices of the same columns that follow each other with nothing but such rows between them are one table's."""
    groups: list[list[Lattice]] = []
    for lattice in lattices:
        if len(lattice.xs) > _MOST_COLUMNS:
            continue
        last = groups[-1][-1] if groups else None
        if last and same_columns(last.xs, lattice.xs) and _is_filled_up(last, lattice, lines):
            groups[-1].append(lattice)
        else:
            groups.append([lattice])
    return groups


def _is_filled_up(above: Lattice, below: Lattice, lines: Sequence[Line]) -> bool:
    """Whether all that stands between two lattices are rows in their columns."""
    between = [line for line in lines if above.ys[-1] < _middle(line) < below.ys[0]]
    rows = _down(between, above.xs, above.ys[-1], below.ys[0])
    return sum(len(row) for row in rows) == len(between) and below.ys[0] - above.ys[-1] < _reach(between)


def _reach(lines: Sequence[Line]) -> float:
    return max((len(lines) + 2) * _GAP * max((line.size for line in lines), default=0.0), 4 * _OVER)


def _filled(group: Sequence[Lattice], lines: Sequence[Line], heads: Sequence[Line]) -> _Table | None:
    """The lattices with the lines that stand in them, and the rows that belong to them above and below."""
    table = _Table(xs=group[0].xs, top=group[0].ys[0], bottom=group[-1].ys[-1])
    inside = [
        line for line in (*heads, *lines) if _is_in(line, Box(table.xs[0], table.top, table.xs[-1], table.bottom))
    ]
    table.across = sum(_is_across(line, table.xs) and not _spans(line, group) for line in inside)
    if len(inside) >= 2 and table.across > _MOST_ACROSS * len(inside):
        return None
    below = (line for line in lines if _middle(line) > table.bottom)
    above = [line for line in (*heads, *lines) if _middle(line) < table.top]
    head = _up(sorted(above, key=_middle, reverse=True), table.xs, table.top)
    for number, lattice in enumerate(group):
        if number:
            between = [line for line in inside if group[number - 1].ys[-1] < _middle(line) < lattice.ys[0]]
            table.rows += _in_rows(_down(between, table.xs, group[number - 1].ys[-1], lattice.ys[0]), table.xs)
        table.rows += _in_lattice(
            lattice, [line for line in inside if lattice.ys[0] <= _middle(line) <= lattice.ys[-1]]
        )
    table.rows = [*_in_rows(head, table.xs), *table.rows]
    table.rows += _in_rows(_down(below, table.xs, table.bottom, float("inf")), table.xs)
    return table


def _spans(line: Line, group: Sequence[Lattice]) -> bool:
    """Whether no line is drawn where this one reaches over a column's side: its cell is as wide as several."""
    for lattice in group:
        band = column_of(_middle(line), lattice.ys)
        if band is not None and lattice.is_ruled:
            sides = range(len(lattice.xs) - 2)
            crossed = [n for n in sides if line.box.x0 + _OVER < lattice.xs[n + 1] < line.box.x1 - _OVER]
            return not any((band, number) in lattice.after for number in crossed)
    return False


def _in_lattice(lattice: Lattice, lines: Sequence[Line]) -> list[Row]:
    """A row of cells for each band of the lattice; a cell that spans others is the first of them."""
    columns, bands = len(lattice.xs) - 1, len(lattice.ys) - 1
    rows: list[Row] = [[[] for _ in range(columns)] for _ in range(bands)]
    for line in lines:
        column = column_of((line.box.x0 + line.box.x1) / 2, lattice.xs)
        band = column_of(_middle(line), lattice.ys)
        if column is None or band is None:
            continue
        while lattice.is_ruled and band > 0 and (band - 1, column) not in lattice.below:
            band -= 1
        while lattice.is_ruled and column > 0 and (band, column - 1) not in lattice.after:
            column -= 1
        rows[band][column].append(line)
    return [row for row in rows if any(row)]


def _down(lines: Iterable[Line], xs: Sequence[float], start: float, end: float) -> list[list[Line]]:
    """The printed rows from a place downwards that stand in these columns, up to the first that does not."""
    taken: list[list[Line]] = []
    edge = start
    last_full = 0
    for row in _printed_rows(lines):
        first = row[0]
        gap = min(line.box.y0 for line in row) - edge
        columns = _columns(row, xs)
        if columns is None or gap > _GAP * first.size or max(line.box.y1 for line in row) > end + _OVER:
            break
        if len(columns) < 2 and taken and (gap > _TIGHT * first.size or first.size > _LARGER * taken[-1][0].size):
            break
        if len(columns) < 2 and not taken:
            break
        taken.append(row)
        edge = max(line.box.y1 for line in row)
        last_full = len(taken) if len(columns) > 1 or gap < _TIGHT * first.size / 2 else last_full
    return taken[:last_full]


def _up(lines: Sequence[Line], xs: Sequence[float], end: float) -> list[list[Line]]:
    """The printed rows right above a place that stand in these columns: the head of a table, of two rows at most."""
    taken: list[list[Line]] = []
    edge = end
    for row in islice(_printed_rows(lines), 2):
        columns = _columns(row, xs)
        gap = edge - max(line.box.y1 for line in row)
        if columns is None or len(columns) < 2 or gap > _TIGHT * row[0].size:
            break
        taken.insert(0, row)
        edge = min(line.box.y0 for line in row)
    return taken


def _printed_rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines, in their order down or up the page, put together where they stand at one height."""
    row: list[Line] = []
    for line in lines:
        if row and row[0].box.y0 < _middle(line) < row[0].box.y1:
            row.append(line)
        else:
            if row:
                yield row
            row = [line]
    if row:
        yield row


def _columns(row: Sequence[Line], xs: Sequence[float]) -> set[int] | None:
    """The columns in which the lines of a row stand; None where one reaches over a column's side."""
    columns: set[int] = set()
    for line in row:
        column = column_of((line.box.x0 + line.box.x1) / 2, xs)
        if column is None or _is_across(line, xs):
            return None
        columns.add(column)
    return columns


def _in_rows(printed: Sequence[Sequence[Line]], xs: Sequence[float]) -> list[Row]:
    """Printed rows made rows of a table: what goes on in a cell stands close under it and leaves others empty."""
    rows: list[Row] = []
    edge = 0.0
    for lines in printed:
        cells: Row = [[] for _ in range(len(xs) - 1)]
        for line in lines:
            column = column_of((line.box.x0 + line.box.x1) / 2, xs)
            cells[column or 0].append(line)
        top = min(line.box.y0 for line in lines)
        filled = [number for number, cell in enumerate(cells) if cell]
        tight = bool(rows) and top - edge < _TIGHT * lines[0].size / 2
        inner = bool(rows) and 0 not in filled and len(cells) - 1 not in filled
        goes_on = (
            (tight or inner) and len(filled) < sum(1 for cell in rows[-1] if cell) and all(rows[-1][n] for n in filled)
        )
        if goes_on and len(filled) <= max(1, (len(xs) - 1) // 2):
            for number in filled:
                rows[-1][number] += cells[number]
        else:
            rows.append(cells)
        edge = max(line.box.y1 for line in lines)
    return rows


def _block(table: _Table, compounds: Container[str], *, right_to_left: bool) -> Block | None:
    """The finished table; None where it is none: too few cells, or cells that are pages of their own."""
    kept = [number for number in range(len(table.xs) - 1) if any(row[number] for row in table.rows)]
    if len(kept) < 2 or len(table.rows) < 2:
        return None
    order = kept[::-1] if right_to_left else kept
    cells = [[_in_order(row[number], right_to_left=right_to_left) for number in order] for row in table.rows]
    rows = tuple(tuple(joined([line.text for line in cell], compounds) for cell in row) for row in cells)
    texts = [text for row in rows for text in row if text]
    lines = tuple(line for row in cells for cell in row for line in cell)
    filled = [cell for row in cells for cell in row if cell]
    long = sum(len(text) > _LONGEST_CELL or len(cell) > _DEEP for text, cell in zip(texts, filled, strict=True))
    if len(texts) < _FEWEST_FILLED * len(rows) * len(kept) or long > _MOST_LONG * len(texts) or len(texts) < 4:
        return None
    if sum(1 for row in rows if sum(1 for text in row if text) > 1) < 2:
        return None
    return Block(
        kind=BlockKind.TABLE,
        text="\n".join("\t".join(row) for row in rows),
        box=union([Box(table.xs[0], table.top, table.xs[-1], table.bottom), *(line.box for line in lines)]),
        size=max(line.size for line in lines),
        lines=lines,
        rows=rows,
        unsure=table.across > _SURE_ACROSS * len(lines),
    )


def _in_order(lines: Sequence[Line], *, right_to_left: bool) -> list[Line]:
    """The lines of a cell as they are read."""
    ordered: list[Line] = []
    for row in _printed_rows(sorted(lines, key=_middle)):
        ordered += sorted(row, key=lambda line: -line.box.x1 if right_to_left else line.box.x0)
    return ordered


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2


def _is_in(line: Line, box: Box) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, _middle(line)
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _is_across(line: Line, xs: Sequence[float]) -> bool:
    """Whether a line reaches over the side of a column, or out of the table."""
    x0, x1 = line.box.x0 + _OVER, line.box.x1 - _OVER
    return any(x0 < x < x1 for x in xs) or x1 < xs[0] or x0 > xs[-1]
