"""Where in an answer the next page begins, as the opaque key that a link carries.

Comes in: the last work of a page, the index's generation, how many works came before. Goes out: a key; and back. A key
that is none of ours begins at the beginning.
"""

import math
from typing import Final, NamedTuple

from dragoman.search.ranking import Found, Place

MOST_WORKS: Final = 200
"""Works of an answer that anybody pages through; after these a narrower question helps more."""


class Standing(NamedTuple):
    """How far a reader has come in an answer."""

    at: Place | None = None
    before: int = 0
    generation: int | None = None


def write_place(last: Found, generation: int, before: int) -> str:
    """The key of the page after this work."""
    return f"{generation:x}.{before}.{last.work:x}.{last.score!r}"


def read_place(key: str | None) -> Standing:
    """What a key says."""
    try:
        generation, before, work, score = (key or "").split(".", 3)
        standing = Standing((-float(score), int(work, 16)), int(before), int(generation, 16))
    except ValueError:
        return Standing()
    sane = 0 < standing.before < MOST_WORKS and math.isfinite(float(score))
    return standing if sane else Standing()
