"""Sections whose ids have gone, and what replaced each: an address that was ever given leads on.

Comes in: the sections before and after a reading, and what was known of ids that had gone before. Goes out: pairs (id
that has gone, id that its address leads to).
"""

from collections.abc import Sequence
from typing import Final

from dragoman.record.model import Section
from dragoman.vocabulary.folding import squeeze

Gone = tuple[tuple[str, str], ...]
MOST: Final = 5_000
"""Ids of one expression that are remembered, the last ones."""


def heirs(old: Sequence[Section], new: Sequence[Section], *, pages: tuple[int, int], gone: Gone) -> Gone:
    """Each id that has gone leads to the section of its title, else to the one where its text stands now."""
    if not new:
        return gone
    there = {section.id for section in new}
    leads = {section.id: _heir(section, new, pages) for section in old if section.id and section.id not in there}
    known = {left: to if to in there else leads.get(to, new[0].id) for left, to in gone if left not in there}
    return tuple({**known, **leads}.items())[-MOST:]


def _heir(section: Section, new: Sequence[Section], pages: tuple[int, int]) -> str:
    before, after = pages
    page = 1 + (section.page - 1) * max(after - 1, 0) / max(before - 1, 1)
    title = squeeze(section.title)
    same = [other for other in new if title and squeeze(other.title) == title]
    if same:
        return min(same, key=lambda other: abs(other.page - page)).id
    begun = [other for other in new if other.page <= page]
    return (begun[-1] if begun else new[0]).id
