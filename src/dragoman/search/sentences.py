"""The sentences of passages: where each stands, and on which side of its language's mean a model places it.

Comes in: a passage's text; the vectors that a model gave its sentences. Goes out: places in the text, and for the row
of a raw vector the signs of its sentences, by which a passage is known to have one that answers, and an answer shows
it. A sentence has a bit a dimension: that is enough to tell five from one another, and an eighth of what a vector
needs. Two files that only grow, row by row with the raw vectors; a row whose text was embedded whole has no sentences.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.search.matrices import Codes, Floats, sign_products
from dragoman.search.raw_vectors import Column

_END: Final = re.compile(r"\n|(?<=[.!?…؟۔।])[\"'»”’)\]]*\s+(?=[^\s\d])|(?<=[。！？])")
_SHORTEST: Final = 25
"""What is shorter goes with the sentence after it: an abbreviation, a heading, a number in a list."""
_SHORTEST_UNSPACED: Final = 10
_ABBREVIATED: Final = re.compile(r"(?<!\w)(?:[^\W\d_]|[^\W\d_a-zа-я][^\W\d_]{1,2})\.$")
"""An initial, or a short word with a capital, before a full stop: Dr. Ivanova, г. Москва."""
_WIDE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class Span(NamedTuple):
    """Where a sentence stands in its text."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """The sentences of a text in their order; together they are all of it but the white space between them."""
    found: list[Span] = []
    start = 0
    for end in [*_END.finditer(text), None]:
        stop = end.start() if end else len(text)
        if end and text[stop : stop + 1] != "\n" and _goes_on(text, start, stop, end.end()):
            continue
        if end and _is_short(text[start:stop]):
            continue
        if end and text[stop : end.end()].strip():
            stop += len(text[stop : end.end()].rstrip())  # closing quotation marks belong to what they close
        if text[start:stop].strip():
            found.append(Span(start, stop))
        start = end.end() if end else stop
    if len(found) > 1 and _is_short(text[found[-1].start : found[-1].end]):
        *found, before, last = found
        found.append(Span(before.start, last.end))
    return found


def _goes_on(text: str, start: int, stop: int, then: int) -> bool:
    return text[then : then + 1].islower() or _ABBREVIATED.search(text, max(start, stop - 5), stop) is not None


def _is_short(piece: str) -> bool:
    return len(piece.strip()) < (_SHORTEST_UNSPACED if _WIDE.search(piece) else _SHORTEST)


class SentenceSigns:
    """One model's signs of sentences, by the rows of its raw vectors, in their folder."""

    def __init__(self, folder: Path, *, dimensions: int) -> None:
        self._dimensions = dimensions
        self._signs = Column(folder / "sentences.u8", np.uint8, dimensions // 8)
        self._ends = Column(folder / "sentences.u64", np.uint64)

    def add(self, counts: Sequence[int], signs: Codes, *, row: int) -> None:
        """Keeps the signs of the sentences of texts whose vectors get the rows from `row` on."""
        held = min(len(self._ends), row)
        before = int(self._ends.rows(held)[-1, 0]) if held else 0
        ends = [before] * (row - held) + (before + np.cumsum(counts)).tolist()
        self._signs.write(signs, after=before)
        self._ends.write(ends, after=held)

    def of(self, row: int) -> Codes:
        """The signs of a text's sentences; none if unknown."""
        if row < len(self._ends):
            ends = self._ends.rows(row + 1)[:, 0]
            first, last = int(ends[row - 1]) if row else 0, int(ends[row])
            if first < last <= len(self._signs):
                return np.asarray(self._signs.rows(last)[first:last])
        return np.empty((0, self._dimensions // 8), np.uint8)

    def nearest(self, row: int, question: Floats) -> tuple[int, int] | None:
        """Which of a text's sentences is nearest to a question (centred), and how many it has; None if unknown."""
        codes = self.of(row)
        return (int(np.argmax(sign_products(codes, question))), len(codes)) if len(codes) else None

    def best(self, rows: NDArray[np.uint32], question: Floats) -> Floats:
        """How near the nearest sentence of each of these texts is to a question (centred, of unit length).

        NaN for a text whose sentences are unknown.
        """
        found = np.full(len(rows), np.nan, np.float32)
        held = len(self._ends)
        known = np.flatnonzero(rows < held)
        if not len(known):
            return found
        ends = self._ends.rows(held)[:, 0]
        last = ends[rows[known]].astype(np.int64)
        first = np.where(rows[known] > 0, ends[rows[known].astype(np.int64) - 1].astype(np.int64), 0)
        there = (last > first) & (last <= len(self._signs))
        known, first, counts = known[there], first[there], (last - first)[there]
        if len(known):
            starts = np.cumsum(counts) - counts
            which = np.repeat(first - starts, counts) + np.arange(int(counts.sum()))
            near = sign_products(self._signs.rows(int(last[there].max()))[which], question)
            found[known] = np.maximum.reduceat(near, starts) / np.float32(np.sqrt(self._dimensions))
        return found
