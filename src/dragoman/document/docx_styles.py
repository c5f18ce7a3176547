"""What the styles of a DOCX make of its paragraphs: heading and level, list item, caption, contents entry, code.

Comes in: styles.xml (ECMA-376 part 1 §17.7). Built-in styles have the same English names in Word of any language; what
a style does not say, the style that it is based on does.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from dragoman.document.docx_numbers import W
from dragoman.document.flow import TITLE
from dragoman.document.model import BlockKind

_LONGEST_CHAIN: Final = 20
_DEEPEST: Final = 6
_HEADING: Final = re.compile(r"heading ([1-9])")
_NAMES: Final = (
    (re.compile(r"toc \d|table of figures|toc heading|contents heading"), BlockKind.CONTENTS),
    (re.compile(r"caption"), BlockKind.CAPTION),
    (re.compile(r"(?:footnote|endnote) text"), BlockKind.NOTE),
    (re.compile(r"html preformatted|source code|code|plain text|macro|preformatted text"), BlockKind.CODE),
    (re.compile(r"list (?:bullet|number)(?: \d)?"), BlockKind.LIST_ITEM),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph is; `numbering` is its list and the depth in it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document, and the language its text is said to be in."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.language: str | None = None
        if root is None:
            return
        for style in root.iterchildren(f"{W}style"):
            self._elements[style.get(f"{W}styleId") or ""] = style
        for language in root.iter(f"{W}lang"):
            self.language = (language.get(f"{W}val") or "")[:35] or None
            break

    def of(self, paragraph: etree._Element) -> Style:
        """What a paragraph is by its style and by what it says itself."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return self._style("")
        named = own.find(f"{W}pStyle")
        return _told(self._style(named.get(f"{W}val") or "" if named is not None else ""), own)

    def _style(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._made(name)
        return self._known[name]

    def _made(self, name: str) -> Style:
        chain: list[etree._Element] = []
        while (element := self._elements.get(name)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(element)
            base = element.find(f"{W}basedOn")
            name = base.get(f"{W}val") or "" if base is not None else ""
        style = Style()
        for element in reversed(chain):
            title = element.find(f"{W}name")
            style = _named((title.get(f"{W}val") or "").casefold() if title is not None else "", style)
            properties = element.find(f"{W}pPr")
            style = _told(style, properties) if properties is not None else style
        return style


def _named(name: str, style: Style) -> Style:
    if name == "title":
        return replace(style, kind=BlockKind.HEADING, level=TITLE)
    if heading := _HEADING.fullmatch(name):
        return replace(style, kind=BlockKind.HEADING, level=min(int(heading[1]), _DEEPEST))
    if name == "subtitle":
        return replace(style, kind=BlockKind.PARAGRAPH)
    return next((replace(style, kind=kind) for pattern, kind in _NAMES if pattern.fullmatch(name)), style)


def _told(style: Style, properties: etree._Element) -> Style:
    """The style with what these properties say: an outline level makes a heading, a list an item."""
    outline = properties.find(f"{W}outlineLvl")
    level = outline.get(f"{W}val") or "" if outline is not None else ""
    if level.isdecimal() and len(level) == 1 and style.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        if int(level) == 9:  # body text
            style = replace(style, kind=BlockKind.PARAGRAPH)
        elif style.level != TITLE:
            style = replace(style, kind=BlockKind.HEADING, level=min(int(level) + 1, _DEEPEST))
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return style
    number, depth = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    before = style.numbering or ("0", 0)
    name = number.get(f"{W}val") or "0" if number is not None else before[0]
    deep = (depth.get(f"{W}val") or "0") if depth is not None else str(before[1])
    if name == "0":
        return replace(style, numbering=None)
    return replace(style, numbering=(name, int(deep) if deep.isdecimal() and len(deep) == 1 else 0))
