"""A work's sections as pages show them: a tree with addresses, and the place of a page in it.

In: the flat, ordered `Section`s of an expression. Out: `Entry`s that a template can write as nested lists without
recursion, since each says whether it opens a list and how many it closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.record.model import Section, titled
from dragoman.surfaces import addresses

MANY: Final = 80
"""Contents of more entries than this are folded under their first level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section in a list: its name in its address, its page and the number printed there; `below` counts all under it.

    After it `closes` lists end; if it `unfolds`, then the fold ends, and `closes_outer` more lists after that.
    """

    name: str
    page: int
    label: str
    section: str
    below: int = 0
    opens: bool = False
    folded: bool = False
    closes: int = 0
    unfolds: bool = False
    closes_outer: int = 0


def named(section: Section) -> str:
    """Label and title as contents pages set them: "1.2 Methods", "Annex 1 - List of experts"."""
    return titled(section.label, section.title)


def anchors(sections: Sequence[Section]) -> tuple[str, ...]:
    """The fragment that names each section on its page; its place among them while it has no id."""
    return tuple(addresses.anchor(section.id or str(place)) for place, section in enumerate(sections, 1))


def tree(sections: Sequence[Section], *, pages: int, paged: bool = True) -> tuple[Entry, ...]:
    """The sections as entries; levels that skip are closed up, and pages outside the file lead to its ends.

    Sections of a text that is not `paged` have no page number beside them.
    """
    depth_of = [*depths(sections), 0]
    fold = _fold_depth(depth_of[:-1])
    entries: list[Entry] = []
    for place, section in enumerate(sections):
        depth, following = depth_of[place], depth_of[place + 1]
        unfolds = fold is not None and following <= fold < depth
        page = min(max(section.page, 1), max(pages, 1))
        entries.append(
            Entry(
                name=named(section),
                page=page,
                label=section.page_label or (str(page) if paged else ""),
                section=addresses.section_name(section.id or str(place + 1)),
                below=_below(depth_of, place) if depth == fold else 0,
                opens=following > depth,
                folded=depth == fold and following > depth,
                closes=depth - (fold if unfolds and fold is not None else min(following, depth)),
                unfolds=unfolds,
                closes_outer=fold - following if unfolds and fold is not None else 0,
            )
        )
    return tuple(entries)


def _fold_depth(depths: Sequence[int]) -> int | None:
    """The depth under which long contents are folded: the first that has more than one entry."""
    if len(depths) <= MANY:
        return None
    return next((depth for depth in range(max(depths)) if depths.count(depth) > 1), None)


def path_to(sections: Sequence[Section], place: int) -> tuple[int, ...]:
    """The places of a section's ancestors and of itself, outermost first."""
    depth_of = depths(sections)
    path = [place]
    for earlier in range(place - 1, -1, -1):
        if depth_of[earlier] < depth_of[path[0]]:
            path.insert(0, earlier)
    return tuple(path)


def depths(sections: Sequence[Section]) -> list[int]:
    """Depth from 0 of each: one deeper than the nearest earlier section of a smaller level."""
    found: list[int] = []
    open_levels: list[int] = []
    for section in sections:
        while open_levels and open_levels[-1] >= section.level:
            open_levels.pop()
        found.append(len(open_levels))
        open_levels.append(section.level)
    return found


def _below(depths: Sequence[int], place: int) -> int:
    count = 0
    for later in depths[place + 1 :]:
        if later <= depths[place]:
            break
        count += 1
    return count
