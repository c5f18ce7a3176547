"""The same place in the other language editions of a work.

Comes in: a `Work`. Goes out: the work with each section tied to the section that is the same part of the base edition
(`Section.parallel`), by which a page of one edition is found in another. Only what is not tied yet is aligned: a new
edition of twelve costs one alignment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.record.alignment import align
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, Section, Work

SURE_ENOUGH: Final = 0.6
"""Of pairs that are less sure, too many are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in an edition: the page, and the section where it is the very beginning of one."""

    page: int
    section: Section | None = None


def with_parallels(work: Work) -> Work:
    """The work with every section tied to its parallel in the base edition: the original, if it has contents."""
    told = [expression for expression in work.expressions if sections_of(expression)]
    if len(told) < 2:
        return work
    base = max(told, key=lambda e: (e.is_original, -work.expressions.index(e)))
    ids = {section.id for section in sections_of(base)}
    anew = any(section.parallel != section.id for section in sections_of(base))
    return replace(
        work, expressions=tuple(_tied(e, base) if anew or _is_loose(e, ids) else e for e in work.expressions)
    )


def same_place(page: int, here: Sequence[Section], there: Sequence[Section], *, pages: tuple[int, int]) -> Place | None:
    """Where the text on a page of one edition stands in another: by the parallels before and after it.

    A page on which a section begins leads to the beginning of the parallel one, any other to the page as far between
    two parallels as it is here. None where the two have nothing in common.
    """
    by_parallel = {section.parallel: section for section in there if section.parallel}
    tied = [(section, by_parallel[section.parallel]) for section in here if section.parallel in by_parallel]
    if not tied:
        return None
    if begun := next((other for section, other in tied if section.page == page), None):
        return Place(page=begun.page, section=begun)
    before = next(((s.page, o.page) for s, o in reversed(tied) if s.page < page), (1, 1))
    after = next(((s.page, o.page) for s, o in tied if s.page > page), pages)
    span = max(1, after[0] - before[0])
    far = before[1] + (page - before[0]) * (after[1] - before[1]) // span
    return Place(page=max(1, min(far, max(after[1], before[1]), pages[1])))


def _is_loose(expression: Expression, ids: set[str]) -> bool:
    """Whether an edition is tied to nothing, or to something that is not there any more."""
    parallels = {section.parallel for section in sections_of(expression)} - {""}
    return not parallels or not parallels <= ids


def _tied(expression: Expression, base: Expression) -> Expression:
    if expression.sections is None or base.sections is None:
        return expression
    own, sections = expression.sections.value, base.sections.value
    if expression is base:
        parallels = {place: section.id for place, section in enumerate(own)}
    else:
        pairs = align(sections, own, pages=(base.pages, expression.pages))
        parallels = {pair.second: sections[pair.first].id for pair in pairs if pair.sureness >= SURE_ENOUGH}
    tied = tuple(replace(section, parallel=parallels.get(place, "")) for place, section in enumerate(own))
    return replace(expression, sections=replace(expression.sections, value=tied))
