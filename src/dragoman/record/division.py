"""A document's text divided among its sections: every block belongs to one of them, and none to two.

Comes in: pages and the sections of their contents. Goes out: `Stretch`es in reading order, each the blocks of one page
that belong to one section. Put together they are the text of the pages once, without running heads and page numbers.
What search cuts into passages and what pages show of a section are both made of these.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.document.model import FURNITURE, Block, BlockKind, Page
from dragoman.record.model import Section
from dragoman.vocabulary.folding import squeeze

_SLACK: Final = 3.0
"""Points by which the block that begins a section may stand above the place that the contents give."""
_MOST_BLOCKS_OF_HEADING: Final = 4
_LONGEST: Final = 400
_TELLING: Final = 4
"""Letters that words must have to be found at the beginning or end of others."""

_Order = Sequence[tuple[int, int]]
"""Page and place of each section, in the order of the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Blocks of one page that belong to one section; `place` is its place among the sections, None before the first.

    Each section has a stretch where it begins, be it without blocks (a chapter at whose heading its first part begins).
    """

    page: Page
    place: int | None
    blocks: tuple[Block, ...]


def divided(pages: Iterable[Page], sections: Sequence[Section]) -> Iterator[Stretch]:
    """The blocks of these pages in reading order, divided where sections begin."""
    order = _in_order(sections)
    for page in pages:
        yield from _divided(page, sections, order)


def section_stretches(pages: Sequence[Page], sections: Sequence[Section], place: int) -> tuple[Stretch, ...]:
    """A section's own stretches, of all pages of a document: from where it begins to where the next one does."""
    begins = sections[place].page, place
    others = ((section.page, other) for other, section in enumerate(sections))
    ends = min((other for other in others if other > begins), default=(len(pages), 0))[0]
    return tuple(part for part in divided(pages[begins[0] - 1 : ends], sections) if part.place == place)


def stretches(page: Page, sections: Sequence[Section]) -> tuple[Stretch, ...]:
    """The blocks of one page, divided; the first stretch is that of the section which the page begins in."""
    return tuple(_divided(page, sections, _in_order(sections)))


def _in_order(sections: Sequence[Section]) -> _Order:
    return sorted((section.page, place) for place, section in enumerate(sections))


def _divided(page: Page, sections: Sequence[Section], order: _Order) -> Iterator[Stretch]:
    begun = bisect_left(order, (page.number, -1))
    ended = bisect_left(order, (page.number + 1, -1))
    current = order[begun - 1][1] if begun else None
    starts = [place for _, place in order[begun:ended]]
    blocks = tuple(block for block in page.blocks if block.kind not in FURNITURE)
    keys = [_key(block) if starts else "" for block in blocks]
    done = 0
    given = False
    for place in starts:
        at = _beginning(sections[place], blocks, keys, after=done)
        if at > done or given:
            yield Stretch(page=page, place=current, blocks=blocks[done:at])
        current, done, given = place, at, True
    yield Stretch(page=page, place=current, blocks=blocks[done:])


def _key(block: Block) -> str:
    """What a block says, for comparing it with titles; printed contents say them all and head none."""
    return "" if block.kind is BlockKind.CONTENTS else squeeze(block.text[:_LONGEST])


def _beginning(section: Section, blocks: Sequence[Block], keys: Sequence[str], *, after: int) -> int:
    """Which block a section begins with: the one that says its title, else the first at or below its place.

    Columns make the place alone unsafe: the foot of the left column lies below a heading in the right one.
    """
    title = squeeze(section.title)
    whole = squeeze(f"{section.label or ''}{section.title}")
    if title:
        wordings: tuple[Callable[[int], bool], ...] = (
            lambda place: _says(keys[place : place + _MOST_BLOCKS_OF_HEADING], title, whole),
            lambda place: blocks[place].kind is BlockKind.HEADING and _says_part(keys[place], title, whole),
            lambda place: len(whole) >= _TELLING and keys[place].startswith(whole),
        )
        for is_said in wordings:
            found = [place for place in range(after, len(blocks)) if is_said(place)]
            if found:
                near = min(found, key=lambda place: abs(blocks[place].box.y0 - section.y)) if section.y else found[0]
                return near - 1 if near - 1 in found and keys[near - 1] != keys[near] else near
    at_height = [place for place in range(after, len(blocks)) if abs(blocks[place].box.y0 - section.y) <= _SLACK]
    below = (place for place in range(after, len(blocks)) if blocks[place].box.y0 >= section.y - _SLACK)
    return at_height[0] if at_height else next(below, len(blocks))


def _says(keys: Sequence[str], title: str, whole: str) -> bool:
    """Whether these blocks begin with a title, with its label or without; a label may be a block of its own."""
    said = ""
    for key in keys:
        said += key
        if said in {title, whole}:
            return True
        if not key or not (whole.startswith(said) or title.startswith(said)):
            return False
    return False


def _says_part(key: str, title: str, whole: str) -> bool:
    """Whether a heading has the title in it, or is the end of it."""
    return (len(key) >= _TELLING and whole.endswith(key)) or (len(title) >= _TELLING and title in key)
