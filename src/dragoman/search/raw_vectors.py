"""Raw vectors by what they are the vectors of, kept apart from every index: no text is embedded twice.

Comes in: texts, and the vectors that a model gave them. Goes out: row numbers, and rows. Three files that only
grow: a vector in bytes, its scale, and last the digest of its text, which makes the row count. What a killed writer has
left behind beyond the last digest is written over. One process writes (whoever holds the lock); any number read.
"""

import os
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from dragoman.search.matrices import Floats, packed, products, unpacked

_DIGEST: Final = 16
_VECTORS, _SCALES, _DIGESTS = "vectors.i8", "scales.f32", "digests.bin"


def digest_of(text: str) -> bytes:
    """What a text is known by."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


class Column:
    """A file of rows of one type and width. Rows are read through the system's page cache, not loaded."""

    def __init__(self, path: Path, dtype: DTypeLike, width: int = 1) -> None:
        self.path = path
        self._dtype = np.dtype(dtype)
        self._width = width
        self._size = int(self._dtype.itemsize) * width
        self._mapped: Any = np.empty((0, width), self._dtype)

    def __len__(self) -> int:
        try:
            return self.path.stat().st_size // self._size
        except FileNotFoundError:
            return 0

    def rows(self, count: int) -> NDArray[Any]:
        """The first `count` rows. ValueError if there are fewer: the file has lost its end."""
        if count > len(self._mapped):
            mapped = np.memmap(self.path, dtype=self._dtype, mode="r", shape=(len(self), self._width))
            self._mapped = np.asarray(mapped)
        rows: NDArray[Any] = self._mapped[:count]
        if len(rows) < count:
            raise ValueError(f"{self.path} has {len(rows)} of {count} rows")
        return rows

    def write(self, rows: ArrayLike, *, after: int) -> None:
        """Puts rows after the first `after`, in the place of whatever stood there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.seek(after * self._size)
            file.write(np.ascontiguousarray(rows, dtype=self._dtype).tobytes())
            file.flush()
            os.fdatasync(file.fileno())


class RawVectors:
    """One model's vectors in a folder."""

    def __init__(self, folder: Path, *, dimensions: int) -> None:
        self.folder = folder
        self._vectors = Column(folder / _VECTORS, np.int8, dimensions)
        self._scales = Column(folder / _SCALES, np.float32)
        self._digests = Column(folder / _DIGESTS, np.uint8, _DIGEST)
        self._known: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._digests)

    def is_sound(self) -> bool:
        """Whether every digest has a vector of a sensible length."""
        count = len(self)
        if min(len(self._vectors), len(self._scales)) < count:
            return False
        return bool(count == 0 or (np.all((scales := self._scales.rows(count)) > 0) and np.isfinite(scales).all()))

    def numbers_of(self, digests: Iterable[bytes]) -> list[int | None]:
        """The row of each text that is here. For the writer: it keeps all digests in memory."""
        count = len(self)
        if len(self._known) < count:
            written = self._digests.rows(count).tobytes()
            for number in range(len(self._known), count):
                self._known.setdefault(written[number * _DIGEST : (number + 1) * _DIGEST], number)
        return [self._known.get(digest) for digest in digests]

    def add(self, digests: Sequence[bytes], rows: Floats) -> list[int]:
        """Keeps the vectors of new texts, and gives their row numbers."""
        after = len(self)
        vectors, scales = packed(rows)
        self._vectors.write(vectors, after=after)
        self._scales.write(scales, after=after)
        self._digests.write(np.frombuffer(b"".join(digests), np.uint8), after=after)
        return list(range(after, after + len(digests)))

    def rows(self, numbers: NDArray[Any]) -> Floats:
        """The vectors in these rows."""
        count = int(numbers.max()) + 1 if len(numbers) else 0
        return unpacked(self._vectors.rows(count)[numbers], self._scales.rows(count)[numbers, 0])

    def products(self, numbers: NDArray[Any], *vectors: Floats) -> list[Floats]:
        """The inner products of the vectors in these rows with each of some others."""
        count = int(numbers.max()) + 1 if len(numbers) else 0
        scales = self._scales.rows(count)[numbers, 0]
        rows = self._vectors.rows(count)[numbers].astype(np.float32)
        return [products(rows, vector) * scales for vector in vectors]
