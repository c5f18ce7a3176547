"""The vectors of one language, findable: for each passage its number, the row of its vector, and its signs.

Comes in: passages' numbers with the rows of their raw vectors. Goes out: the passages nearest to a question's vector. A
partition a language, so that a rare one is not drowned by a common one. From each vector its language's mean is taken,
which takes the language out of it; the mean is versioned with the signs that were made by it, and made anew
when there are several times as many passages as it was taken from. Files only grow, and the passage's number, written
last, makes the row count: a killed writer leaves a whole partition behind.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.search.matrices import Floats, Passages, nearest, signs, unit
from dragoman.search.raw_vectors import Column, RawVectors

_LEAST, _MOST, _ONE_IN = 200, 2_000, 100
"""So many candidates the signs choose: more where there are more passages, which the signs tell apart less well."""
_TINY: Final = 1e-9
_SAMPLE: Final = 20_000
"""Vectors that a mean is taken from at most."""
_BLOCK: Final = 50_000
_CHECKED: Final = 5_000
"""Vectors whose signs are compared when a partition is checked."""
_GROWN: Final = 2.0
_DOUBT: Final = 32.0
"""So many vectors of its own a language needs for its mean to count as much as that of all languages together."""


def candidates(held: int) -> int:
    """How many passages the signs choose of so many."""
    return min(_MOST, max(_LEAST, held // _ONE_IN))


class Version(msgspec.Struct, frozen=True):
    """Which signs and mean count, and how many passages the mean was taken from (0: there were none yet)."""

    number: int = 0
    of: int = 0


class Partition:
    """One language's passages, in a folder."""

    def __init__(self, folder: Path, raw: RawVectors, *, dimensions: int) -> None:
        self.folder = folder
        self._raw = raw
        self._dimensions = dimensions
        self._passages = Column(folder / "passages.u64", np.uint64)
        self._rows = Column(folder / "rows.u32", np.uint32)
        self._version: Version | None = None
        self._order: Any = np.empty(0, np.int64)
        self.refresh()

    def __len__(self) -> int:
        """How many passages there were when it was last looked."""
        return self._held

    def passages(self) -> Passages:
        """The passages' numbers, in the order in which they came."""
        return self._passages.rows(len(self))[:, 0]

    def is_sound(self) -> bool:
        """Whether all files are there, and signs are still those that the vectors have; a sample of many."""
        held = len(self)
        if min(len(self._rows), len(self._codes)) < held or self.mean.shape != (self._dimensions,):
            return False
        rows = self._rows.rows(held)[:, 0]
        if held and int(rows.max()) >= len(self._raw):
            return False
        sample = np.unique(np.linspace(0, held - 1, min(held, _CHECKED)).astype(np.int64))
        made = signs(self._raw.rows(rows[sample]) - self.mean)
        return bool((made == self._codes.rows(held)[sample]).all())

    # Asking

    def refresh(self) -> None:
        """Looks what was added, and whether the signs were made anew."""
        self._held = len(self._passages)
        self._use(self._current())

    def near(self, question: Floats, count: int, *, of: int | None = None) -> Passages:
        """The numbers of the passages nearest to a question (already centred).

        Their signs choose candidates, of which the vectors' bytes choose; `of` says of how many, where fewer than usual
        will do.
        """
        held = len(self)
        found = nearest(signs(question[None]), self._codes.rows(held), max(count, of or candidates(held)))
        if len(found) > count:
            (cosines,) = self._cosines(self._rows.rows(held)[found, 0], question)
            found = np.sort(found[np.argpartition(-cosines, count)[:count]])
        passages: Passages = self._passages.rows(held)[found, 0]
        return passages

    def cosines(self, passages: Passages, *questions: Floats) -> list[Floats]:
        """How near passages are to each of some questions (centred, of unit length); NaN for one that isn't here."""
        rows, there = self._rows_of(passages)
        found = []
        for near in self._cosines(rows, *questions):
            cosines = np.full(len(passages), np.nan, np.float32)
            cosines[there] = near
            found.append(cosines)
        return found

    def _cosines(self, rows: NDArray[np.uint32], *questions: Floats) -> list[Floats]:
        mean, *products = self._raw.products(rows, self.mean, *questions)
        # The vectors are of unit length until the mean is taken from them.
        lengths = np.sqrt(np.maximum(1.0 - 2.0 * mean + self.mean @ self.mean, _TINY))
        return [
            np.asarray((product - self.mean @ question) / lengths, np.float32)
            for question, product in zip(questions, products, strict=True)
        ]

    def vector_of(self, passage: int) -> Floats | None:
        """A passage's vector, centred; None if it isn't here."""
        rows, _ = self._rows_of(np.asarray([passage], np.uint64))
        return self.centred(self._raw.rows(rows))[0] if len(rows) else None

    def row_of(self, passage: int) -> int | None:
        """The row of a passage's raw vector; None if it has none."""
        rows = self.rows_of(np.asarray([passage], np.uint64))
        return int(rows[0]) if len(rows) else None

    def rows_of(self, passages: Passages) -> NDArray[np.uint32]:
        """The rows of the raw vectors of those passages that are here."""
        rows, _ = self._rows_of(passages)
        return rows

    def _rows_of(self, passages: Passages) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        """The rows of those passages that there are, and which these are."""
        held = len(self)
        if len(self._order) != held:
            self._order = np.argsort(self._passages.rows(held)[:, 0], kind="stable")
        numbers = self._passages.rows(held)[:, 0]
        places = np.searchsorted(numbers, passages, sorter=self._order)
        found = self._order[np.minimum(places, held - 1)] if held else places
        there = numbers[found] == passages if held else np.zeros(len(passages), bool)
        rows: NDArray[np.uint32] = self._rows.rows(held)[found[there], 0]
        return rows, there

    def centred(self, rows: Floats) -> Floats:
        """Vectors of this language without what all texts of it have in common."""
        return unit(rows - self.mean)

    # Writing

    def add(self, passages: Sequence[int], rows: Sequence[int]) -> None:
        """Adds passages with the rows of their raw vectors."""
        self.folder.mkdir(parents=True, exist_ok=True)
        after = len(self._passages)
        self._codes.write(signs(self._raw.rows(np.asarray(rows)) - self.mean), after=after)
        self._rows.write(rows, after=after)
        self._passages.write(passages, after=after)
        self._held = after + len(passages)

    def is_stale(self) -> bool:
        """Whether the mean was taken from so few that it should be taken again."""
        return len(self) > _GROWN * self._used.of

    def sample(self) -> Floats:
        """Vectors from all over the partition, as they came from the model."""
        rows = self._rows.rows(len(self))[:, 0]
        step = max(1, len(rows) // _SAMPLE)
        return self._raw.rows(rows[::step])

    def renew(self, common: Floats) -> None:
        """Takes the mean anew, and makes the signs by it; `common` is the mean of all languages' means."""
        held = len(self)
        sample = self.sample()
        own = sample.mean(axis=0) if len(sample) else common
        share = len(sample) / (len(sample) + _DOUBT)
        version = Version(number=self._used.number + 1, of=held)
        mean = (share * own + (1 - share) * common).astype(np.float32)
        self.folder.mkdir(parents=True, exist_ok=True)
        Column(self._mean_at(version), np.float32, self._dimensions).write(mean, after=0)
        codes = self._codes_at(version)
        codes.path.unlink(missing_ok=True)
        rows = self._rows.rows(held)[:, 0]
        for start in range(0, held, _BLOCK):
            codes.write(signs(self._raw.rows(rows[start : start + _BLOCK]) - mean), after=start)
        written = self.folder / "version.new"
        written.write_bytes(msgspec.json.encode(version))
        written.replace(self.folder / "version.json")
        # Whoever reads may still be at the version before; the one before that nobody reads any more.
        gone = Version(number=self._used.number - 1)
        self._use(version)
        self._mean_at(gone).unlink(missing_ok=True)
        self._codes_at(gone).path.unlink(missing_ok=True)

    # Versions

    def _current(self) -> Version:
        try:
            return msgspec.json.decode((self.folder / "version.json").read_bytes(), type=Version)
        except FileNotFoundError:
            return Version()

    def _use(self, version: Version) -> None:
        if version == self._version:
            return
        mean = np.zeros(self._dimensions, np.float32)
        if version.of:
            mean = np.fromfile(self._mean_at(version), np.float32)
        self.mean: Floats = mean
        self._codes = self._codes_at(version)
        self._used = version
        self._version = version

    def _mean_at(self, version: Version) -> Path:
        return self.folder / f"mean-{version.number}.f32"

    def _codes_at(self, version: Version) -> Column:
        return Column(self.folder / f"signs-{version.number}.u8", np.uint8, self._dimensions // 8)
