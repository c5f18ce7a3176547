"""Marks of notes: figures set small and high behind a word, or before the note itself.

They are kept as the superscript figures of Unicode, and set off by a space from the word or sentence that they stand
behind ("peer-to-peer ¹"), so that no word, title or number has them in it. A power or a square metre keeps its own:
what stands behind a figure, or a word of one or two letters, is not set off ("10⁶", "km²").
"""

import re
from typing import Final

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARK_LIKE: Final = re.compile(r"(?<![\d.,/:–-])\d{1,3}(?![\d%]|[.,:/–-]\d)")
"""Figures that may be a mark: whether they are is told by how they are set."""
_BEHIND: Final = re.compile(r"((?:[^\W\d_]{3}|[.,;:!?»”’\"')\]…。，、]))([⁰¹²³⁴-⁹]{1,3})(?![^\W\d_])")
_BEFORE: Final = re.compile(r"^([⁰¹²³⁴-⁹]{1,3})(?=[^\s⁰¹²³⁴-⁹])")
_FIGURES: Final = re.compile("[⁰¹²³⁴-⁹]")
_OF_TITLE: Final = re.compile(r"\s*(?<![^\s])[⁰¹²³⁴-⁹]{1,3}(?=\s|$)")


def set_off(line: str) -> str:
    """A line with its marks of notes set off by a space from what they stand behind or before."""
    if line.isascii() or not _FIGURES.search(line):
        return line
    return _BEFORE.sub(r"\1 ", _BEHIND.sub(r"\1 \2", line))


def without_marks(text: str) -> str:
    """A title without the marks of notes that are set off in it."""
    return text if text.isascii() else _OF_TITLE.sub("", text).strip()
