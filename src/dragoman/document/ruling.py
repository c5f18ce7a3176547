"""Rules that belong together: the lattices that ruled tables, shaded rows and underlined heads of columns make.

Comes in: the rules drawn on a page, edges of rectangles among them. Goes out: `Lattice`s: where columns and rows part,
and which stretches of those lines are really drawn (a cell that spans others has none between them).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dragoman.document.graphics import Drawn, Rule

_SAME: Final = 1.6
_TOUCH: Final = 2.5
_APART: Final = 3.5
_SHORTEST: Final = 4.0
_ACROSS: Final = 90.0
_MOST_RUNS: Final = 300
_MOST_RULES: Final = 3_000
_FEWEST_EDGES: Final = 3
_MOSTLY: Final = 0.6
_MOST_EDGES: Final = 160
_DRAWN_AFTER: Final = 0.66
_DRAWN_BELOW: Final = 0.7


@dataclass(frozen=True, slots=True)
class Run:
    """Rules in one line that touch; `cuts` are the places where they begin and end."""

    at: float
    start: float
    end: float
    cuts: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """The places of its upright (`xs`) and level (`ys`) lines, in order.

    `below` and `after` are the cells (row, column) under which, or at the right of which, a line is really drawn.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    below: frozenset[tuple[int, int]] = frozenset()
    after: frozenset[tuple[int, int]] = frozenset()
    is_ruled: bool = False

    @property
    def is_drawing(self) -> bool:
        """Whether so many of its lines are drawn only in part that they are boxes and arrows rather than cells."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        if not self.is_ruled or rows < 2:
            return False
        below = sum(0 <= row < rows - 1 for row, _ in self.below)
        after = sum(0 <= column < columns - 1 for _, column in self.after)
        return after < _DRAWN_AFTER * rows * (columns - 1) and below < _DRAWN_BELOW * (rows - 1) * columns

    def part(self, start: int, end: int) -> "Lattice":
        """The lattice from one row up to another."""
        return replace(
            self,
            ys=self.ys[start : end + 1],
            below=frozenset((row - start, column) for row, column in self.below if start <= row < end),
            after=frozenset((row - start, column) for row, column in self.after if start <= row < end),
        )


def long_rules(drawn: Drawn, parted: Sequence[Lattice]) -> list[Run]:
    """The level lines that are no part of a lattice and long enough to be drawn across a table."""
    if not drawn.level or len(drawn.level) > _MOST_RULES:
        return []
    return [
        run
        for run in _runs(drawn.level)
        if run.end - run.start >= _ACROSS
        and not any(lattice.ys[0] - _APART <= run.at <= lattice.ys[-1] + _APART for lattice in parted)
    ]


def lattices(drawn: Drawn) -> tuple[Lattice, ...]:
    """Every connected group of lines that has at least two columns and may be cells, from the top down."""
    if len(drawn.level) < 2 or len(drawn.level) + len(drawn.upright) > _MOST_RULES:
        return ()
    level, upright = _runs(drawn.level), _runs(drawn.upright)
    if len(level) + len(upright) > _MOST_RUNS:
        return ()
    found = []
    for levels, uprights in _connected(level, upright):
        xs = _places([run.at for run in uprights] + [cut for run in levels for cut in run.cuts])
        ys = _places([run.at for run in levels] + [cut for run in uprights for cut in run.cuts])
        if len(xs) < _FEWEST_EDGES or max(len(xs), len(ys)) > _MOST_EDGES:
            continue
        lattice = Lattice(
            xs=xs,
            ys=ys,
            below=frozenset((line - 1, cell) for line, cell in _drawn(levels, ys, xs)),
            after=frozenset((cell, line - 1) for line, cell in _drawn(uprights, xs, ys)),
            is_ruled=bool(levels and uprights),
        )
        if not lattice.is_drawing:
            found.append(lattice)
    return tuple(sorted(found, key=lambda lattice: lattice.ys[0]))


def _drawn(runs: Sequence[Run], lines: Sequence[float], across: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Which line is drawn along which stretch between the places of those that cross it, for the most part."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for run in runs:
        line = min(range(len(lines)), key=lambda number: abs(lines[number] - run.at))
        first = max(0, bisect_right(across, run.start) - 1)
        for number in range(first, len(across) - 1):
            start, end = across[number], across[number + 1]
            if start >= run.end:
                break
            covered[line, number] += min(run.end, end) - max(run.start, start)
    for (line, number), length in covered.items():
        if length >= _MOSTLY * (across[number + 1] - across[number]):
            yield line, number


def _runs(rules: Iterable[Rule]) -> list[Run]:
    """Rules in one line put together, those that are only dots left out."""
    runs: list[Run] = []
    line: list[Rule] = []
    for rule in sorted(rules):
        if line and rule.at - line[0].at > _SAME:
            runs += _in_one_line(line)
            line = []
        line.append(rule)
    return [run for run in (*runs, *_in_one_line(line)) if run.end - run.start >= _SHORTEST]


def _in_one_line(rules: Sequence[Rule]) -> list[Run]:
    runs: list[Run] = []
    cuts: list[float] = []
    end = 0.0
    for rule in sorted(rules, key=lambda rule: rule.start):
        if cuts and rule.start - end > _TOUCH:
            runs.append(Run(rules[0].at, cuts[0], end, _places(cuts)))
            cuts = []
        end = max(end, rule.end) if cuts else rule.end
        cuts += (rule.start, rule.end)
    return [*runs, Run(rules[0].at, cuts[0], end, _places(cuts))] if cuts else runs


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """The values in order, those that are nearly the same once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _APART:
            places.append(value)
    return tuple(places)


def _connected(level: Sequence[Run], upright: Sequence[Run]) -> list[tuple[list[Run], list[Run]]]:
    """The groups of runs that cross or touch."""
    root = list(range(len(level) + len(upright)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for number, run in enumerate(level):
        for other, across in enumerate(upright, len(level)):
            if (
                run.start - _TOUCH <= across.at <= run.end + _TOUCH
                and across.start - _TOUCH <= run.at <= across.end + _TOUCH
            ):
                root[find(number)] = find(other)
    groups: dict[int, tuple[list[Run], list[Run]]] = {}
    for number, run in enumerate((*level, *upright)):
        groups.setdefault(find(number), ([], []))[number >= len(level)].append(run)
    return list(groups.values())


def same_columns(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether two lattices part their columns at the same places."""
    return len(first) == len(second) and all(abs(a - b) <= _APART for a, b in zip(first, second, strict=True))


def column_of(x: float, xs: Sequence[float]) -> int | None:
    """The column in which a place lies; None outside."""
    return next((number for number, (left, right) in enumerate(pairwise(xs)) if left <= x <= right), None)
