"""Which lines are running heads and feet, and which are page numbers.

They stand in the upper or lower margin, at most one line of text farther out, and give one of three signs: the
same words (digits aside) stand at the same height on several of the neighbouring pages, of which every second may be
skipped, because left and right pages have heads of their own; or a number at the head's end or beginning goes up with
the pages; or many pages have their heads at that very height. What stands beside a running head is part of it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.document.model import BlockKind, Line

_MARGIN: Final = 0.14
_HEIGHT_STEP: Final = 4.0
_REACH: Final = 4
_FEWEST_REPEATS: Final = 2
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(
    r"^\W*(?:[^\W\d]{1,10}\W+)?(?:\d{1,5}|[ivxlcdm]{1,8})(?:\W+[^\W\d]{1,5}\W+\d{1,5}|\s*/\s*\d{1,5})?\W*[^\W\d]?\W*$",
    re.IGNORECASE,
)
_NUMBER_ALONE: Final = re.compile(r"^[\W_]*(?:\d{1,5}|[ivxlcdm]{1,8})[\W_]*$", re.IGNORECASE)
_OUTER_NUMBER: Final = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")
_LEADERS: Final = re.compile(r"(?:[.·…]\s?){4,}")
_MOST_OUTSIDE: Final = 1
_FLAT: Final = 0.5
_FEWEST_IN_ZONE: Final = 5
_SHARE_IN_ZONE: Final = 0.15
_ALIKE: Final = 1.2
_LARGE: Final = 1.25

Marks = dict[int, BlockKind]
_Places = dict[tuple[str | int, int], list[tuple[int, int]]]


def running_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float], *, body: float) -> list[Marks]:
    """For each page, the indexes of the lines that are running heads, feet or page numbers, with what they are.

    `body` is the size of the text's type in points. What is set larger and counts up ("Article 1", "Article 2", one a
    page) are headings, not a running head; it is one only if it repeats to the letter.
    """
    by_words: _Places = defaultdict(list)
    by_number: _Places = defaultdict(list)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for index, line in enumerate(lines):
            if not _in_margin(line, height) or _LEADERS.search(line.text):
                continue
            step = _step(line)
            large = line.size > _LARGE * body and not _NUMBER_ALONE.match(line.text)
            words = "#" if _NUMBER_ALONE.match(line.text) else _DIGITS.sub("#", line.text)
            by_words[line.text if large else words, step].append((number, index))
            if not large and (outer := _OUTER_NUMBER.search(line.text)):
                by_number[int(outer.group(1) or outer.group(2)) - number, step].append((number, index))
    marks: list[Marks] = [{} for _ in pages]
    fewest = max(1, min(_FEWEST_REPEATS, len(pages) - 1))
    for places, page_number in ((by_words, _NUMBER_ALONE), (by_number, _NUMBER)):
        for number, index in _repeated(places, fewest):
            text = pages[number][index].text
            marks[number][index] = BlockKind.PAGE_NUMBER if page_number.match(text) else BlockKind.RUNNING_HEAD
    for number, index in _in_zones(pages, heights, marks):
        marks[number].setdefault(index, BlockKind.RUNNING_HEAD)
    return [
        _outermost(lines, height, found, largest=_LARGE * body) if found else found
        for lines, height, found in zip(pages, heights, marks, strict=True)
    ]


def _repeated(places: _Places, fewest: int) -> list[tuple[int, int]]:
    """The lines of which enough neighbouring pages have a like, at the same height or one step off."""
    found = []
    for (sign, step), met in places.items():
        beside = (*places.get((sign, step - 1), ()), *places.get((sign, step + 1), ()))
        numbers = sorted({number for number, _ in (*met, *beside)})
        if len(numbers) <= fewest:
            continue
        for number, index in met:
            near = bisect_right(numbers, number + _REACH) - bisect_left(numbers, number - _REACH)
            if near - 1 >= fewest:  # without itself
                found.append((number, index))
    return found


def _in_zones(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], marks: Sequence[Marks]
) -> Iterator[tuple[int, int]]:
    """The lines that stand, in type no larger, at the height at which many pages have their running heads."""
    zones: dict[int, dict[int, float]] = defaultdict(dict)
    for number, (lines, found) in enumerate(zip(pages, marks, strict=True)):
        for index, kind in found.items():
            if kind is BlockKind.RUNNING_HEAD:  # many on one page, such as a table's head of six cells, count once
                of_page = zones[_step(lines[index])]
                of_page[number] = max(lines[index].size, of_page.get(number, 0.0))
    fewest = max(_FEWEST_IN_ZONE, _SHARE_IN_ZONE * len(pages))
    sizes = {step: max(met.values()) for step, met in zones.items() if len(met) >= fewest}
    if not sizes:
        return
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for index, line in enumerate(lines):
            if _in_margin(line, height) and line.size <= sizes.get(_step(line), 0.0) and not _LEADERS.search(line.text):
                yield number, index


def _step(line: Line) -> int:
    return round((line.box.y0 + line.box.y1) / 2 / _HEIGHT_STEP)


def _in_margin(line: Line, height: float) -> bool:
    return line.box.y1 <= _MARGIN * height or line.box.y0 >= (1 - _MARGIN) * height


def _outermost(lines: Sequence[Line], height: float, found: Marks, *, largest: float) -> Marks:
    """Those with at most one unmarked row farther out: what repeats in the midst of a text is text.

    What is set larger than that may have none: under a chapter's title it is the heading that each chapter begins with.
    """
    kept: Marks = {}
    for index, kind in found.items():
        box = lines[index].box
        upper = box.y1 < height / 2
        outside = [
            round(line.box.y0 + line.box.y1)
            for place, line in enumerate(lines)
            if place not in found and (line.box.y1 < box.y0 + _FLAT if upper else line.box.y0 > box.y1 - _FLAT)
        ]
        if len(set(outside)) <= (_MOST_OUTSIDE if lines[index].size <= largest else 0):
            kept[index] = kind
            kept |= {
                place: found.get(place, BlockKind.RUNNING_HEAD)
                for place, line in enumerate(lines)
                if place not in kept
                and line.size <= _ALIKE * lines[index].size
                and line.box.y0 < box.y1 - _FLAT
                and line.box.y1 > box.y0 + _FLAT
            }
    return kept
