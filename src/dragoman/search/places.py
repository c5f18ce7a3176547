"""Where in an answer the next page begins, as the opaque key that a link carries.

Comes in: the last work (or passage) of a page, the index's generation, how many came before. Goes out: a key; and back.
A key that is none of ours begins at the beginning.
"""

import math
from typing import Final, NamedTuple

from dragoman.search.ranking import Place

MOST_WORKS: Final = 200
"""Works of an answer that anybody pages through; after these a narrower question helps more."""
MOST_PASSAGES: Final = 1_000


class Standing(NamedTuple):
    """How far a reader has come in an answer."""

    at: Place | None = None
    before: int = 0
    generation: int | None = None


def write_place(last: Place, generation: int, before: int) -> str:
    """The key of the page after this work or passage."""
    return f"{generation:x}.{before}.{last[1]:x}.{-last[0]!r}"


def read_place(key: str | None, *, most: int) -> Standing:
    """What a key says."""
    try:
        generation, before, work, score = (key or "").split(".", 3)
        standing = Standing((-float(score), int(work, 16)), int(before), int(generation, 16))
    except ValueError:
        return Standing()
    sane = 0 < standing.before < most and math.isfinite(float(score))
    return standing if sane else Standing()
