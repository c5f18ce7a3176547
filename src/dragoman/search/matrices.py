"""Arithmetic of many vectors at once: unit length, bytes instead of floats, signs, and who is nearest.

Comes in and goes out: matrices, a row a vector. A vector is kept in a byte a dimension with its own scale, and found by
the signs of its dimensions, one bit each: the bits choose some hundreds of candidates, the bytes say which are nearest.
"""

from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]
Codes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Passages = NDArray[np.uint64]
"""Passages by their numbers."""

_TINY: Final = 1e-9

faiss.omp_set_num_threads(1)  # a scan takes milliseconds; waking threads for it takes as long where others work too


def unit(rows: Floats) -> Floats:
    """The rows with length one."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    unit_rows: Floats = rows / np.maximum(lengths, _TINY)[:, None]
    return unit_rows


def packed(rows: Floats) -> tuple[Bytes, Floats]:
    """Rows as bytes, and the scale of each."""
    scales = np.maximum(np.abs(rows).max(axis=1), _TINY).astype(np.float32) / np.float32(127)
    return np.rint(rows / scales[:, None]).astype(np.int8), scales


def unpacked(rows: Bytes, scales: Floats) -> Floats:
    """What was packed, but for rounding."""
    return rows.astype(np.float32) * scales[:, None]


def signs(rows: Floats) -> Codes:
    """A bit a dimension: whether it is above zero."""
    return np.packbits(rows > 0, axis=1)


def nearest(question: Codes, codes: Codes, count: int) -> Numbers:
    """The numbers of those rows whose signs differ least from the question's."""
    if len(codes) <= count:
        return np.arange(len(codes))
    # Distances are few whole numbers: counting them ("mc") takes a third of the time that a heap does.
    _, numbers = faiss.knn_hamming(question, codes, count, variant="mc")
    chosen: Any = numbers[0]
    return np.sort(chosen[chosen >= 0])


def sign_products(codes: Codes, vector: Floats) -> Floats:
    """The inner product of a vector with rows of which only the signs are known: each dimension is 1 or -1.

    What each byte of signs may give is worked out once, and looked up for every row.
    """
    table = vector.reshape(-1, 8) @ _SIGNS_OF_BYTE.T
    places = codes.astype(np.intp) + np.arange(len(table)) * 256
    found: Floats = table.ravel().take(places).sum(axis=1)
    return found


_SIGNS_OF_BYTE: Final = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32) * 2 - 1


def products(rows: Floats, vector: Floats) -> Floats:
    """The inner product of each row with a vector, in this thread: BLAS wakes others, and waits for them."""
    found: Floats = np.einsum("ij,j->i", rows, vector)
    return found
