"""A file's text as something to read: stretches of its pages, as the HTML elements that they are.

In: stretches (the blocks of a page that belong to one section) and the sections of the expression. Out: `Part`s in
reading order, each of one kind, with the anchors of the sections that begin at it. Running heads and printed page
numbers are the sheet's furniture and are left out. Where pages follow each other, a part marks where each begins, and a
paragraph that goes on from one page to the next is one again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.document.geometry import whole
from dragoman.document.model import Block, BlockKind, Box, Legibility, Line, Page
from dragoman.record.division import Stretch, stretches
from dragoman.record.model import Section
from dragoman.surfaces.web.contents import anchors, named
from dragoman.vocabulary.folding import squeeze

PAGE_MARK: Final = "page-mark"
UNREAD: Final = "unread"
_PICTURED: Final = {BlockKind.FIGURE, BlockKind.TABLE}
OPENING: Final = 200
"""Characters of a text that say what it is about, in lists that others make."""
_BULLET: Final = re.compile(r"^[•‣◦⁃∙·▪▫■□●○◆◇➢➤\uf0b7\uf0a7\uf0d8*–—-]\s+")
_LEADER: Final = re.compile(r"\s*(?:[.…·_]\s?){3,}\s*")
_SAME_ROW: Final = 0.5
"""Lines of a table whose middles are nearer than this share of their height stand in one row."""
_ENDED: Final = frozenset(".!?…:;。！？：；؟؛۔।»”\"')）」』")
_UNSPACED: Final = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")


@dataclass(slots=True, kw_only=True)
class Part:
    """A stretch of text, of a `BlockKind` (or a page mark, or a page that could not be read).

    `pieces` are a paragraph's text; before each but the first a page begins. `lines` are list items or printed lines,
    `rows` the cells of a table, `caption` says what a figure or table is. `sheet` is the page that it stands on,
    `region` what to cut from the picture of that page where the text is not all that there is to see.
    """

    kind: str
    sheet: Page
    text: str = ""
    level: int = 2
    pieces: list[tuple[Page | None, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    bulleted: bool = False
    caption: str = ""
    region: Box | None = None
    unsure: bool = False


def parts(page: Page, sections: Sequence[Section]) -> tuple[Part, ...]:
    """One page's own parts, for the page that shows a sheet of the file."""
    return tuple(_parts(stretches(page, sections), sections, base=0))


def flow(divided: Iterable[Stretch], sections: Sequence[Section], *, base: int) -> tuple[Part, ...]:
    """Stretches of pages that follow each other, with a mark where each page begins; `base` is the level of the whole.

    Notes from the feet of pages come last.
    """
    made: list[Part] = []
    for part in _parts(divided, sections, base=base, marking=True):
        _follow(made, part)
    notes = [part for part in made if part.kind == BlockKind.NOTE]
    return (*(part for part in made if part.kind != BlockKind.NOTE), *notes)


def under_title(parts: Iterable[Part], mark: str) -> tuple[Part, ...]:
    """What stands under the title of the page of the section `mark`."""
    return stepped(_without_title(parts, mark))


def _without_title(parts: Iterable[Part], mark: str) -> Iterator[Part]:
    """The parts but the notes, and but the heading of the section `mark`, whose title is the title of the page."""
    titled = not mark
    for part in parts:
        if not titled and mark in part.marks and part.kind == BlockKind.HEADING:
            titled = True
        elif part.kind != BlockKind.NOTE:
            yield part


def stepped(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, no heading more than one rank below the one that it stands under; the first is h2.

    What is set alike keeps one rank. Who listens to a page goes by the ranks, and takes a skipped one for a missing
    heading.
    """
    made = tuple(parts)
    above: list[int] = []
    for part in made:
        if part.kind == BlockKind.HEADING:
            above = [level for level in above if level < part.level]
            above.append(part.level)
            part.level = _rank(len(above), 1)
    return made


def opening(parts: Iterable[Part]) -> str:
    """The first words of running text, to say what a page is about."""
    text = next((part.text for part in parts if part.kind == BlockKind.PARAGRAPH and part.text), "")
    if len(text) <= OPENING:
        return text
    return f"{text[:OPENING].rpartition(' ')[0] or text[:OPENING]}…"


def section_at(page: Page, sections: Sequence[Section]) -> int | None:
    """The place of the section that the page begins in: the one at its very top, else the last one before it."""
    return stretches(page, sections)[0].place


def _parts(
    divided: Iterable[Stretch], sections: Sequence[Section], *, base: int, marking: bool = False
) -> Iterator[Part]:
    names = anchors(sections)
    level, sheet = base, None
    waiting: list[tuple[str, Section]] = []
    last: Part | None = None
    for stretch in divided:
        if marking and stretch.page is not sheet:
            sheet = stretch.page
            yield Part(kind=PAGE_MARK, sheet=sheet)
            if sheet.legibility in {Legibility.GARBAGE, Legibility.TEXTLESS}:
                yield Part(kind=UNREAD, sheet=sheet)
        section = sections[stretch.place] if stretch.place is not None else None
        if section and stretch.place is not None and section.page == stretch.page.number:
            waiting.append((names[stretch.place], section))
        if section:
            level = section.level
        for part in _of_page(stretch, level=level - base, is_section=bool(waiting)):
            if waiting and marking:
                said = next((at for at, (_, section) in enumerate(waiting) if _says(part, section)), len(waiting))
                yield from (_heading_of(each, stretch.page, base=base) for each in waiting[:said])
                waiting = waiting[said:]
                if waiting:
                    yield _heading_of(waiting.pop(0), stretch.page, base=base, text=part.text)
                    continue
            part.marks, waiting = [name for name, _ in waiting], []
            last = part
            yield part
    if waiting and marking and sheet:
        yield from (_heading_of(each, sheet, base=base) for each in waiting)
    elif waiting and last:
        last.marks += [name for name, _ in waiting]


def _says(part: Part, section: Section) -> bool:
    """Whether a part is a section's heading: it may be set like a paragraph, or be a piece of a long title."""
    said, title = squeeze(part.text), squeeze(section.title)
    if part.kind == BlockKind.HEADING:
        return said in squeeze(named(section)) or said in title
    return bool(said) and said in {title, squeeze(named(section))}


def _heading_of(begun: tuple[str, Section], sheet: Page, *, base: int, text: str = "") -> Part:
    """The heading of a section: as it stands on the page, else as the contents have it."""
    mark, section = begun
    said = text or named(section)
    part = Part(kind=BlockKind.HEADING.value, sheet=sheet, text=said, level=_rank(section.level - base, 1))
    part.pieces, part.marks = [(None, said)], [mark]
    return part


def _of_page(stretch: Stretch, *, level: int, is_section: bool) -> Iterator[Part]:
    """The parts of one stretch: captions with what they are of; items in lists, and lines of code, together."""
    owners = {block.box for block in stretch.blocks if block.kind in _PICTURED}
    captions = {block.about: block.text for block in stretch.blocks if block.about in owners and block.about}
    open_part: Part | None = None
    for block in stretch.blocks:
        if (block.about in captions and block.kind is BlockKind.CAPTION) or not (
            block.text.strip() or block.kind is BlockKind.FIGURE
        ):
            continue
        part = _part(block, stretch.page, level=level, is_section=is_section)
        part.caption = " ".join(captions.get(block.box, "").split()) if block.kind in _PICTURED else ""
        is_section = False
        if open_part and _continues(open_part, part):
            _join(open_part, part)
            continue
        if open_part:
            yield open_part
        open_part = part
    if open_part:
        yield open_part


def _follow(made: list[Part], part: Part) -> None:
    """Puts a part after the others: a paragraph that goes on after a page mark becomes one with its beginning."""
    before = next((p for p in reversed(made) if p.kind not in {PAGE_MARK, BlockKind.NOTE}), None)
    mark = made[-1] if made and made[-1].kind == PAGE_MARK else None
    if (
        mark
        and before
        and part.kind == before.kind == BlockKind.PARAGRAPH
        and not part.marks
        and _goes_on(before.pieces[-1][1], part.text)
    ):
        made.pop()
        last_sheet, last_text = before.pieces[-1]
        text = last_text.removesuffix("-") if re.search(r"\w-$", last_text) else last_text
        before.pieces[-1] = last_sheet, text if text != last_text or _UNSPACED.match(text[-1:]) else f"{text} "
        before.pieces.append((mark.sheet, part.text))
        before.text = "".join(text for _, text in before.pieces)
        return
    made.append(part)


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph has not ended with its page: no sentence ends, and none begins with a capital letter."""
    first = next((c for c in after if c.isalnum()), "")
    return bool(before) and before[-1] not in _ENDED and bool(first) and not first.isupper() and not first.isdigit()


def _continues(previous: Part, part: Part) -> bool:
    if part.kind != previous.kind:
        return False
    return part.kind == BlockKind.CODE or (part.kind == BlockKind.LIST_ITEM and part.bulleted == previous.bulleted)


def _join(previous: Part, part: Part) -> None:
    previous.lines += part.lines
    previous.text += f"\n{part.text}"


def _rank(level: int, below: int) -> int:
    """The rank of a heading of HTML: the page's own title is h1, what follows stands below it."""
    return min(6, max(1, level) + below)


def _part(block: Block, sheet: Page, *, level: int, is_section: bool) -> Part:
    text = " ".join(block.text.split())
    part = Part(kind=block.kind.value, sheet=sheet, text=text, pieces=[(None, text)])
    match block.kind:
        case BlockKind.HEADING:
            # A heading that no section claims stands below the section that it is in.
            part.level = _rank(level, 1 if is_section else 2)
        case BlockKind.LIST_ITEM:
            bare = _BULLET.sub("", text)
            part.lines, part.bulleted = [bare], bare != text
        case BlockKind.CODE:
            part.text = _as_set(block)
        case BlockKind.FIGURE:
            part.region = whole(block.box)
        case BlockKind.TABLE:
            part.rows = [list(row) for row in block.rows] or _rows(block.lines) or [[text]]
            part.unsure = block.unsure
            part.region = whole(block.box) if block.unsure else None
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
