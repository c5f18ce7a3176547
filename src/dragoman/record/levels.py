"""How deep each entry of a printed table of contents lies, from its indent, its label and its type.

Comes in: entries in order. Goes out: a level from 1 for each. Indents are compared after the shift between left and
right pages (and columns) is taken out; where they don't tell, the depth of labels like 1.2.3 does, and last weight
and size.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from dragoman.record.numbering import split_label
from dragoman.record.printed_contents import Entry

_APART: Final = 0.42
_SAME: Final = 2.5
_AGREEMENT: Final = 0.85

Style = tuple[int, bool, int]


def levels_of(entries: Sequence[Entry]) -> list[int]:
    """A level for each entry, from 1, never more than one deeper than the entry before."""
    if not entries:
        return []
    depths = [split_label(entry.text).depth for entry in entries]
    indents = _indents(entries, depths)
    return _without_jumps(_combined(entries, indents, depths))


def _indents(entries: Sequence[Entry], depths: Sequence[int]) -> list[int]:
    """The rank of each entry's indent among all indents, 0 for the outermost."""
    styles = [(depth, entry.row.bold, round(entry.row.size)) for entry, depth in zip(entries, depths, strict=True)]
    edges = [-entry.row.box.x1 if entry.row.rtl else entry.row.box.x0 for entry in entries]
    shifted = _without_shifts(entries, edges, styles)
    apart = _APART * median(entry.row.size if entry.row.size > 3 else 10.0 for entry in entries)
    ranks: dict[float, int] = {}
    rank, last = -1, None
    for edge in sorted(set(shifted)):
        if last is None or edge - last > apart:
            rank += 1
        ranks[edge] = rank
        last = edge
    return [ranks[edge] for edge in shifted]


def _without_shifts(entries: Sequence[Entry], edges: list[float], styles: Sequence[Style]) -> list[float]:
    """Indents as if all entries stood on one page: each column is moved to where most of its entries meet known
    indents.
    """
    known: dict[Style, set[int]] = defaultdict(set)
    out: list[float] = []
    for group in _groups(entries):
        shift = _shift([(edges[i], known[styles[i]]) for i in group])
        for i in group:
            out.append(round(edges[i] - shift, 1))
            known[styles[i]].add(round(out[-1]))
    return out


def _shift(placed: Sequence[tuple[float, set[int]]]) -> float:
    """By how much a column is moved against the ones before; 0 unless that fits clearly fewer entries."""
    shifts = {0.0: 0} | {round(edge - place): 0 for edge, places in placed for place in places}
    for shift in shifts:
        shifts[shift] = sum(any(abs(edge - shift - place) <= _SAME for place in places) for edge, places in placed)
    best = max(shifts, key=lambda shift: (shifts[shift], -abs(shift)))
    return best if shifts[best] > shifts[0.0] + max(1, 0.3 * len(placed)) else 0.0


def _groups(entries: Sequence[Entry]) -> list[list[int]]:
    """Places of the entries that stand in one column of one page."""
    groups: list[list[int]] = []
    for i, entry in enumerate(entries):
        before = entries[i - 1].row if i else None
        if before is None or before.page != entry.row.page or entry.row.box.y0 < before.box.y0 - 2:
            groups.append([])
        groups[-1].append(i)
    return groups


def _combined(entries: Sequence[Entry], indents: list[int], depths: list[int]) -> list[int]:
    """Indents where they agree with the labels' depths or there are no labels; else depths; else type."""
    labelled = [(indent, depth) for indent, depth in zip(indents, depths, strict=True) if depth]
    if max(indents) == 0:
        return _by_depth(entries, indents, depths) if len({d for _, d in labelled}) > 1 else _by_type(entries)
    if len({depth for _, depth in labelled}) < 2 or _agree(labelled):
        return [indent + 1 for indent in indents]
    return _by_depth(entries, indents, depths)


def _agree(labelled: Sequence[tuple[int, int]]) -> bool:
    """Whether deeper indents mean deeper labels, almost without exception."""
    common: dict[int, Counter[int]] = defaultdict(Counter)
    for indent, depth in labelled:
        common[indent][depth] += 1
    usual = [common[indent].most_common(1)[0] for indent in sorted(common)]
    rising = all(a[0] < b[0] for a, b in pairwise(usual))
    return rising and sum(count for _, count in usual) >= _AGREEMENT * len(labelled)


def _by_depth(entries: Sequence[Entry], indents: Sequence[int], depths: Sequence[int]) -> list[int]:
    """Labels' depths; an entry without one takes the level usual for its indent and weight."""
    usual: dict[tuple[int, bool], Counter[int]] = defaultdict(Counter)
    for entry, indent, depth in zip(entries, indents, depths, strict=True):
        if depth:
            usual[indent, entry.row.bold][depth] += 1
    out: list[int] = []
    for entry, indent, depth in zip(entries, indents, depths, strict=True):
        same = usual.get((indent, entry.row.bold))
        out.append(depth or (same.most_common(1)[0][0] if same else 1))
    return out


def _by_type(entries: Sequence[Entry]) -> list[int]:
    """Two levels where some entries are set bolder or larger and most are not, else one."""
    sizes = sorted({round(entry.row.size) for entry in entries}, reverse=True)
    heavy = [entry.row.bold or (len(sizes) > 1 and round(entry.row.size) == sizes[0]) for entry in entries]
    if not heavy[0] or not 0 < sum(heavy) <= 0.6 * len(heavy):
        return [1] * len(entries)
    return [1 if bold else 2 for bold in heavy]


def _without_jumps(levels: Sequence[int]) -> list[int]:
    out: list[int] = []
    for level in levels:
        out.append(min(level, out[-1] + 1) if out else 1)
    return out
