"""Whether a text is likely a newer release of one that is here: the same language, much the same, yet another work.

Comes in: the new file's `Description` and those of editions that share tokens with it. Goes out: the id of the
likeliest. It decides nothing: a person is told, because whoever replaces a report seldom says so.
"""

import re
from collections.abc import Iterable
from typing import Final

from dragoman.record.model import Description
from dragoman.vocabulary.folding import squeeze
from dragoman.vocabulary.languages import primary

_SHARED: Final = 12
_SHARE: Final = 0.25
_SAME_TITLE: Final = 1.0
_DIGITS: Final = re.compile(r"\d+")
_SHORTEST_TITLE: Final = 6


def newer_release_of(new: Description, others: Iterable[tuple[str, Description]]) -> str | None:
    """The id that stands with the description whose release this may be; None where it is like none."""
    scored = [(_likeness(new, other), place, expression) for place, (expression, other) in enumerate(others)]
    best = max(scored, key=lambda each: (each[0], -each[1]), default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _likeness(new: Description, other: Description) -> float:
    if other.item == new.item or primary(other.language.value) != primary(new.language.value):
        return 0.0
    tokens, others = ({token for token, _ in each.fingerprint.tokens} for each in (new, other))
    share = len(tokens & others) / max(1, min(len(tokens), len(others)))
    told = _without_figures(new)
    same_title = len(told) >= _SHORTEST_TITLE and told == _without_figures(other)
    alike = share if len(tokens & others) >= _SHARED and share >= _SHARE else 0.0
    return alike + _SAME_TITLE * same_title


def _without_figures(description: Description) -> str:
    return squeeze(_DIGITS.sub(" ", description.title.value)) if description.title else ""
