"""The numbers that an office program writes before headings, which stand nowhere in an OpenDocument's text.

Comes in: the outline style of styles.xml (ODF 1.3 part 3 §16.34). Goes out: for each heading in turn its number as
printed ("2.1", "Annex A", "IV."), or None where its level has none.
"""

from typing import Final, NamedTuple

from lxml import etree

from dragoman.document.docx_numbers import written

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT: Final = f"{{{_ODF}:text:1.0}}"
_STYLE: Final = f"{{{_ODF}:style:1.0}}"
_DEEPEST: Final = 10
_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONGEST: Final = 60


class _Level(NamedTuple):
    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


class HeadingNumbers:
    """The numbers of the headings met so far."""

    def __init__(self, styles: etree._Element | None) -> None:
        outline = styles.find(f".//{_TEXT}outline-style") if styles is not None else None
        self._levels = {
            _whole(level.get(f"{_TEXT}level")): _level(level)
            for level in (outline.iterchildren(f"{_TEXT}outline-level-style") if outline is not None else ())
        }
        self._reached = [0] * (_DEEPEST + 1)

    def following(self, depth: int) -> str | None:
        """The number of the next heading at a depth from 1."""
        level = self._levels.get(depth)
        if level is None or not level.form or depth > _DEEPEST:
            return None
        self._reached[depth] = (self._reached[depth] or level.start - 1) + 1
        self._reached[depth + 1 :] = [0] * (_DEEPEST - depth)
        return f"{level.prefix}{self._joined(depth, level.shown)}{level.suffix}".strip() or None

    def _joined(self, depth: int, shown: int) -> str:
        """The numbers of this level and of so many above it as it shows, with dots between them."""
        of_levels = ((self._levels.get(n), self._reached[n]) for n in range(max(1, depth - shown + 1), depth + 1))
        return ".".join(
            written(number, _FORMS.get(each.form, each.form)) for each, number in of_levels if each and each.form
        )


def _level(level: etree._Element) -> _Level:
    return _Level(
        form=level.get(f"{_STYLE}num-format") or "",
        prefix=(level.get(f"{_STYLE}num-prefix") or "")[:_LONGEST],
        suffix=(level.get(f"{_STYLE}num-suffix") or "")[:_LONGEST],
        shown=_whole(level.get(f"{_TEXT}display-levels")),
        start=_whole(level.get(f"{_TEXT}start-value")),
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 1
