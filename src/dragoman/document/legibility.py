"""Whether a page's text can be read: sound, or garbage, or none although there is ink on the page.

Comes in: the lines of a page as they were read, and, asked for only where there is little text, how the page looks.
Goes out: a verdict. Garbage is what no language is written in: characters that stand for nothing (U+FFFD, private
use, unassigned) in more than a few places.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.document.model import Box, Legibility, Line

_LITTLE_TEXT: Final = 60
_STAMP: Final = 400
_LEAST_INK: Final = 0.004
_INK_OF_TEXT: Final = 0.03
_LARGE_PICTURE: Final = 0.25
_WHOLE_PAGE: Final = 0.75
_MOST_WITHOUT_MEANING: Final = 0.15
_FEWEST_WITHOUT_MEANING: Final = 8
_LATE_IN_UNICODE: Final = re.compile("[\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page looks: the share of it that has ink, in all and outside its text.

    `paper` says whether most of the page is one light colour, as paper is and photographs are not.
    """

    ink: float
    ink_outside_text: float
    paper: bool


def legibility(
    lines: Sequence[Line], *, look: Callable[[Sequence[Box]], Look], pictured: Callable[[], float]
) -> Legibility:
    """The verdict on a page. `look` is given the boxes of its lines; `pictured` is the share that pictures cover.

    Both are asked only where there is little text, and `look`, which has to draw the page, only where it may matter.
    """
    count = sum(len(line.text) for line in lines)
    if count >= _STAMP:
        return Legibility.GARBAGE if is_without_meaning(line.text for line in lines) else Legibility.LEGIBLE
    boxes = [line.box for line in lines]
    if not count:
        return Legibility.TEXTLESS if look(boxes).ink >= _LEAST_INK else Legibility.BLANK
    if pictured() >= (_LARGE_PICTURE if count < _LITTLE_TEXT else _WHOLE_PAGE):
        seen = look(boxes)
        if seen.paper and seen.ink_outside_text >= _INK_OF_TEXT:
            return Legibility.TEXTLESS
    return Legibility.GARBAGE if is_without_meaning(line.text for line in lines) else Legibility.LEGIBLE


def is_without_meaning(texts: Iterable[str]) -> bool:
    """Whether so many characters stand for nothing that the rest can't be read either."""
    text = "".join(texts)
    without = 0 if text.isascii() else sum(map(_stands_for_nothing, _LATE_IN_UNICODE.findall(text)))
    return without >= max(_FEWEST_WITHOUT_MEANING, _MOST_WITHOUT_MEANING * len(text))


def _stands_for_nothing(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cn"}
