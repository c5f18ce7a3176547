"""One page of a file's text as something to read: its blocks, as the HTML elements that they are.

In: a `Page` and the sections of the expression. Out: `Part`s in reading order, each of one kind, with the anchors of
the sections that begin at it. Running heads and printed page numbers are the sheet's furniture and are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.document.model import Block, BlockKind, Line, Page
from dragoman.record.division import stretches
from dragoman.record.model import Section
from dragoman.surfaces.web.contents import anchors

_BULLET: Final = re.compile(r"^[•‣◦⁃∙·▪▫■□●○◆◇➢➤\uf0b7\uf0a7\uf0d8*–—-]\s+")
_LEADER: Final = re.compile(r"\s*(?:[.…·_]\s?){3,}\s*")
_SAME_ROW: Final = 0.5
"""Lines of a table whose middles are nearer than this share of their height stand in one row."""


@dataclass(slots=True, kw_only=True)
class Part:
    """A stretch of a page, of a `BlockKind`: `lines` are list items or printed lines, `rows` the cells of a table."""

    kind: str
    text: str = ""
    level: int = 2
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    bulleted: bool = False


def parts(page: Page, sections: Sequence[Section]) -> tuple[Part, ...]:
    """The page's own blocks in reading order; list items that follow each other make one list, listings one listing."""
    names = anchors(sections)
    level = standing_level(page.number, sections)
    made: list[Part] = []
    waiting: list[str] = []
    for stretch in stretches(page, sections):
        section = sections[stretch.place] if stretch.place is not None else None
        begins = section is not None and section.page == page.number
        if begins and section and stretch.place is not None:
            waiting.append(names[stretch.place])
            level = section.level
        for block in (block for block in stretch.blocks if block.text.strip()):
            part = _part(block, level=level, is_section=bool(waiting))
            part.marks, waiting = waiting, []
            previous = made[-1] if made else None
            if previous and _continues(previous, part):
                _join(previous, part)
            else:
                made.append(part)
    if made:
        made[-1].marks += waiting
    return tuple(made)


def standing_level(number: int, sections: Sequence[Section]) -> int:
    """The level of the section that a page begins in (0 before the first)."""
    before = [section.level for section in sections if section.page < number]
    return before[-1] if before else 0


def section_at(page: Page, sections: Sequence[Section]) -> int | None:
    """The place of the section that the page begins in: the one at its very top, else the last one before it."""
    return stretches(page, sections)[0].place


def _continues(previous: Part, part: Part) -> bool:
    if part.marks or part.kind != previous.kind:
        return False
    return part.kind == BlockKind.CODE or (part.kind == BlockKind.LIST_ITEM and part.bulleted == previous.bulleted)


def _join(previous: Part, part: Part) -> None:
    previous.lines += part.lines
    previous.text += f"\n{part.text}"


def _part(block: Block, *, level: int, is_section: bool) -> Part:
    text = " ".join(block.text.split())
    part = Part(kind=block.kind.value, text=text)
    match block.kind:
        case BlockKind.HEADING:
            # The page's own title is h1; sections follow it, and a heading that no section claims stands below them.
            part.level = min(6, max(1, level) + (1 if is_section else 2))
        case BlockKind.LIST_ITEM:
            bare = _BULLET.sub("", text)
            part.lines, part.bulleted = [bare], bare != text
        case BlockKind.CODE:
            part.text = _as_set(block)
        case BlockKind.TABLE:
            part.rows = _rows(block.lines) or [[text]]
        case BlockKind.CONTENTS:
            lines = [line.text for line in block.lines] or block.text.splitlines()
            part.lines = [_LEADER.sub(" … ", line.strip()) for line in lines]
    return part


def _as_set(block: Block) -> str:
    """Code keeps its lines, and what of its indentation the positions of the lines still tell."""
    if len(block.lines) < 2 or "\n" in block.text:
        return block.text
    left = min(line.box.x0 for line in block.lines)
    return "\n".join(" " * round((line.box.x0 - left) / max(line.size * 0.6, 1)) + line.text for line in block.lines)


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """Lines of a table that stand at one height are a row, its cells in the order that they are read in."""
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last and abs(_middle(line) - _middle(last)) < _SAME_ROW * (line.box.y1 - line.box.y0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [[line.text for line in row] for row in rows]


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2
