"""From pdfium's characters to printed lines.

pdfium gives a page's text with its own line breaks, spaces and hyphen marks; asking it for every character's place
would cost a call a character. So the text is taken whole, cut at the breaks, and asked about line by line: the
rectangles of a line, and the type of a few of its characters. Only lines with a wide gap in them (columns and table
cells that stand at one height) are looked at character by character.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from math import inf
from operator import sub
from statistics import median
from typing import Final, NamedTuple

from dragoman.document import measuring
from dragoman.document.clusters import Clusters
from dragoman.document.direction import (
    Glyph,
    cells,
    clustered,
    has_clusters,
    has_right_to_left,
    left_to_right,
    logical,
    marks_on_bases,
    rows,
    without_fillers,
)
from dragoman.document.geometry import Frame, union
from dragoman.document.joining import closed_up
from dragoman.document.legacy import Repair
from dragoman.document.marks import MARK_LIKE, RAISED, set_off
from dragoman.document.model import Box, Line
from dragoman.document.normal import clean
from dragoman.document.parting import (
    NO_COLUMNS,
    Columns,
    parted,
    parts_between,
    respread,
)
from dragoman.document.pdfium import Handle
from dragoman.document.pdfium import raw as pdfium

HYPHEN_MARK: Final = "\ufffe"
_WIDE_GAP: Final = 1.9
_TALLEST_LINE: Final = 1.6
_BOLD_WEIGHT: Final = 600
_FORCE_BOLD: Final = 1 << 18
_ITALIC: Final = 1 << 6
_FIXED_PITCH: Final = 1 << 0
_BOLD_NAMES: Final = ("bold", "black", "heavy", "demi")
_MONOSPACED_NAMES: Final = ("mono", "courier", "consol", "typewriter", "cmtt", "menlo")
_ITALIC_NAMES: Final = ("italic", "oblique")
_MOST_CHARACTERS: Final = 400_000
_SAMPLES: Final = (1 / 6, 5 / 6)
_ENOUGH_TO_SAMPLE: Final = 6
_FEWEST_CUT: Final = 20
_SHORT_CUT: Final = 2
_MOSTLY: Final = 0.7
_TRIED: Final = 60
_ROOM: Final = 0.12
_FIGURE: Final = re.compile("[0-9]")
_PRINTED: Final = re.compile(r"\S+")


class Type(NamedTuple):
    """What a character is set in."""

    size: float
    font: str
    bold: bool
    italic: bool
    monospaced: bool


class Stretch(NamedTuple):
    """Characters from `start` up to `end` (pdfium's indexes) and their text as pdfium gives it."""

    start: int
    end: int
    text: str


class PageText:
    """The text layer of one open page. Not kept after the page is closed."""

    def __init__(
        self,
        page: Handle,
        text_page: Handle,
        frame: Frame,
        *,
        repair: Repair | None = None,
        columns: Columns = NO_COLUMNS,
    ) -> None:
        self._page = page
        self._columns = columns
        self._repair = repair
        self._handle = text_page
        self._frame = frame
        self._unmapped = self._unmapped_fonts() if repair and repair.codes else frozenset()

    def rows(self) -> list[list[Line]]:
        """The printed rows in the order of the content stream, each cut to the lines that wide gaps part."""
        text, plain = self._text()
        if (has_right_to_left(text) or has_clusters(text)) and self._frame.quarter_turns == 0:
            return respread(self._rows_by_place(text, plain=plain))
        if self._is_cut_up(text, plain=plain):
            return self._rows_of_letters(text, plain=plain)
        rows = (self._row(self._raised(stretch)) for stretch in self._stretches(text, plain=plain))
        return respread([row for row in ([line for line in row if line.text] for row in rows) if row])

    def _raised(self, stretch: Stretch) -> Stretch:
        """The stretch with figures that are set small and high (marks of notes, powers) as such characters."""
        start, _, text = stretch
        marks = [m for m in MARK_LIKE.finditer(text) if m.end() <= stretch.end - start] if _FIGURE.search(text) else []
        for mark in marks:
            first = start + mark.start()
            beside = first - 1 if mark.start() and not text[mark.start() - 1].isspace() else start + mark.end()
            if start <= beside < stretch.end and measuring.is_raised(self._handle, first, beside):
                text = text[: mark.start()] + mark.group().translate(RAISED) + text[mark.end() :]
        return stretch if text is stretch.text else Stretch(start, stretch.end, text)

    def _row(self, stretch: Stretch) -> list[Line]:
        """The lines of a stretch, most often one."""
        start, end, text = stretch
        sides = self._sides(measuring.rectangles(self._handle, start, end))
        if len(sides) <= 4:  # one rectangle is one text object, and that is in one type
            kind = self._type_at(self._printed(range(start, end), text, (end - start) // 2)) if sides else None
            return [self._set_line(text, self._box(sides), kind)] if kind else []
        kind = self._type(range(start, end), text)
        size = max(kind.size, 4.0)
        if _is_out_of_order(sides, size):
            return [self._line(part) for part in _parts(left_to_right(self._glyphs(stretch), kind.size), kind.size)]
        places = self._sides_of_columns(sides) if self._columns else []
        if _has_wide_gap(sides, size) or (places and _is_parted(sides, places, size)):
            return self._cells(stretch, size, places)
        return [self._set_line(text, self._box(sides), kind)]

    def _sides_of_columns(self, sides: list[float]) -> list[float]:
        """Where the sides of columns lie within these rectangles, measured as they are."""
        origin = 0.0 if self._frame.quarter_turns else self._frame.left
        return [x + origin for x in self._columns.inside(self._box(sides))]

    def _cells(self, stretch: Stretch, size: float, places: Sequence[float]) -> list[Line]:
        """The lines of a row that wide gaps or sides of columns part, the letters of which stand in order.

        Where there is room between letters pdfium sees a space, so only the ends of words are looked at.
        """
        text = stretch.text[: stretch.end - stretch.start]
        words = [word.span() for word in _PRINTED.finditer(text)]
        ends = [stretch.start + place for start, end in words for place in (start, end - 1)]
        sides = self._sides(measuring.boxes(self._handle, ends))
        widest = _WIDE_GAP * size
        starts: list[int] = []
        printed: list[int] = []
        last_left = last_right = 0.0
        for (start, end), left, first_right, final_left, right in zip(
            words, sides[::8], sides[2::8], sides[4::8], sides[6::8], strict=True
        ):
            far = not starts or left - last_right > widest or last_left - first_right > widest
            if far or (places and parts_between(last_right, left, places, size)):
                starts.append(start)
                printed.append(end)
            printed[-1] = end
            last_left, last_right = final_left, right
        lines = []
        for (start, end), last in zip(pairwise((*starts, len(text))), printed, strict=True):
            numbers = range(stretch.start + start, stretch.start + end)
            if own := self._sides(measuring.rectangles(self._handle, numbers.start, stretch.start + last)):
                lines.append(self._set_line(text[start:end], self._box(own), self._type(numbers, text[start:end])))
        return lines

    def _sides(self, sides: list[float]) -> list[float]:
        """The sides of rectangles, four each, as they come from pdfium, on a turned page as they are seen.

        Across, both are the same but for where they begin; so the many on a page need be turned only if it is.
        """
        if not self._frame.quarter_turns:
            return sides
        return [side for box in self._frame.all_seen(sides) for side in box]

    def _box(self, sides: list[float]) -> Box:
        """The box that holds all of these rectangles."""
        if len(sides) > 4:
            sides = [min(sides[::4]), min(sides[1::4]), max(sides[2::4]), max(sides[3::4])]
        left, low, right, high = sides
        if self._frame.quarter_turns:
            return Box(left, low, right, high)
        return self._frame.seen((left, low, right, high))

    def _is_cut_up(self, text: str, *, plain: bool) -> bool:
        """Whether pdfium has cut level lines up into letters.

        It takes a page of few words, wide apart, for one that is written downwards, and breaks the line after each
        letter: contents pages without leaders look so.
        """
        lines = text.split("\r\n")
        if len(lines) < _FEWEST_CUT or sum(len(line) <= _SHORT_CUT for line in lines) < _MOSTLY * len(lines):
            return False
        tried = islice(self._stretches(text, plain=plain), _TRIED)
        drawn = (self._sides(measuring.rectangles(self._handle, start, end)) for start, end, _ in tried)
        boxes = [self._box(sides) for sides in drawn if sides]
        level = sum(a.y0 < (b.y0 + b.y1) / 2 < a.y1 or b.y0 < (a.y0 + a.y1) / 2 < b.y1 for a, b in pairwise(boxes))
        return level > _MOSTLY * len(boxes)

    def _rows_of_letters(self, text: str, *, plain: bool) -> list[list[Line]]:
        """The rows of such a page. Its spaces are lost, too: there was one where there is room for it."""
        drawn = [glyph for stretch in self._stretches(text, plain=plain) for glyph in self._set_glyphs(stretch)]
        found = []
        for row in rows(drawn):
            in_order = sorted(row, key=lambda glyph: glyph.x0)
            size = max(4.0, self._type_at(in_order[0].number).size)
            found.append([self._line(_with_spaces(part, _ROOM * size)) for part in _parts(in_order, size)])
        return [row for row in found if any(line.text for line in row)]

    def _line(self, glyphs: Sequence[Glyph]) -> Line:
        text = "".join(glyph.text for glyph in glyphs)
        kind = self._type([glyph.number for glyph in glyphs], text)
        return self._set_line(text, union([Box(*glyph[1:5]) for glyph in glyphs if not glyph.text.isspace()]), kind)

    def _set_line(self, text: str, box: Box, kind: Type) -> Line:
        if self._repair:
            text = self._repair.of_line(text, kind.font, self._unmapped)
        return _line(text, box, kind)

    def is_unread(self, lines: Iterable[Line]) -> bool:
        """Whether most of the page's text is in fonts of which neither pdfium nor the repair knows the letters."""
        if not self._repair or not self._repair.codes.unread & self._unmapped:
            return False
        unread = self._repair.codes.unread & self._unmapped
        lengths = [(len(line.text), line.font in unread) for line in lines]
        return 2 * sum(length for length, is_so in lengths if is_so) > sum(length for length, _ in lengths)

    def _unmapped_fonts(self) -> frozenset[str]:
        """The fonts that draw glyphs of which pdfium knows no letter."""
        count = min(pdfium.FPDFText_CountChars(self._handle), _MOST_CHARACTERS)
        numbers = (number for number in range(count) if pdfium.FPDFText_HasUnicodeMapError(self._handle, number) == 1)
        return frozenset(self._type_at(number).font for number in numbers)

    def _rows_by_place(self, text: str, *, plain: bool) -> list[list[Line]]:
        """The rows of a page in a right-to-left or clustering script, put together from where its glyphs stand."""
        leftwards = has_right_to_left(text)
        drawn = [glyph for stretch in self._stretches(text, plain=plain) for glyph in self._set_glyphs(stretch)]
        found = []
        in_rows = rows(Clusters(self._page, self._frame).whole(self._handle, drawn, leftwards=leftwards))
        for row in without_fillers(in_rows) if leftwards else in_rows:
            heights = [glyph.y1 - glyph.y0 for glyph in row if not glyph.text.isspace()]
            size = max(4.0, median(heights)) if heights else 4.0
            lines = []
            for cell in self._cells_by_place(row, size, leftwards=leftwards):
                kind = self._type([glyph.number for glyph in cell], "".join(glyph.text[0] for glyph in cell))
                printed = [Box(*glyph[1:5]) for glyph in cell if not glyph.text.isspace()]
                words = logical(cell, kind.size) if leftwards else clustered(cell, kind.size)
                line = self._set_line(words, union(printed), kind)
                if line.text:
                    lines.append(line)
            if lines:
                found.append(lines)
        return found

    def _cells_by_place(self, row: list[Glyph], size: float, *, leftwards: bool) -> Iterator[list[Glyph]]:
        """The row cut where sides of columns or wide gaps are, in the direction of reading."""
        pieces = [row]
        if self._columns and (places := self._columns.inside(union([Box(*glyph[1:5]) for glyph in row]))):
            pieces = parted(row, places, size)
        for piece in reversed(pieces) if leftwards else pieces:
            yield from cells(piece, _WIDE_GAP * size) if leftwards else _parts(marks_on_bases(piece), size)

    def _text(self) -> tuple[str, bool]:
        """The page's text; and whether its letters and pdfium's characters are numbered alike."""
        count = min(pdfium.FPDFText_CountChars(self._handle), _MOST_CHARACTERS)
        if count <= 0:
            return "", True
        text, written = measuring.text_of(self._handle, count)
        text = self._repair.of_page(text) if self._repair else text
        return text, written == count and len(text) == written

    def _stretches(self, text: str, *, plain: bool) -> Iterator[Stretch]:
        """The text cut at pdfium's line breaks and at the hyphens by which it has joined two lines."""
        place = 0
        for line in text.split("\r\n"):
            start = place
            pieces = line.split(HYPHEN_MARK) if HYPHEN_MARK in line else (line,)
            for index, piece in enumerate(pieces):
                shown = f"{piece}-" if index < len(pieces) - 1 else piece
                length = len(piece) if plain else len(piece.encode("utf-16-le", "replace")) // 2
                if piece and not piece.isspace():
                    yield self._stretch(start, length, shown, plain=plain)
                start += length + 1
            place = start + 1

    def _stretch(self, start: int, length: int, text: str, *, plain: bool) -> Stretch:
        if plain:
            return Stretch(start, start + length, text)
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, start)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, start + length - 1)
        return Stretch(max(first, 0), max(last, first, 0) + 1, text)

    def _glyphs(self, stretch: Stretch) -> list[Glyph]:
        """The characters one by one with their boxes, which are as tight as they are drawn."""
        numbers = range(stretch.start, stretch.end)
        boxes = self._frame.all_seen(measuring.boxes(self._handle, numbers))
        return [
            tuple.__new__(Glyph, (text, x0, y0, x1, y1, y1, number))
            for text, (x0, y0, x1, y1), number in zip(stretch.text, boxes, numbers, strict=False)
        ]

    def _set_glyphs(self, stretch: Stretch) -> list[Glyph]:
        """The characters one by one with their boxes, which are as high as the type and as wide as the advance."""
        page_left, page_top = self._frame.left, self._frame.top
        each = iter(measuring.set_boxes(self._handle, stretch.start, stretch.end))
        glyphs = []
        height: tuple[float, float] | None = None
        baseline = 0.0
        for text, number, left, top, right, bottom in zip(
            stretch.text, range(stretch.start, stretch.end), each, each, each, each, strict=False
        ):
            if height != (top, bottom):  # what is as high as the one before it stands on the same line
                height = top, bottom
                baseline = page_top - measuring.baseline(self._handle, number)
            sides = left - page_left, page_top - top, right - page_left, page_top - bottom
            glyphs.append(tuple.__new__(Glyph, (text, *sides, baseline, number)))
        return glyphs

    def _type(self, indexes: Sequence[int], text: str) -> Type:
        """The type of most of these characters: the one in the middle, unless two others agree on another."""
        middle = self._printed(indexes, text, len(indexes) // 2)
        if len(indexes) < _ENOUGH_TO_SAMPLE:
            return self._type_at(middle)
        others = [self._printed(indexes, text, int(share * len(indexes))) for share in _SAMPLES]
        look = measuring.look(self._handle, middle)
        if look == measuring.look(self._handle, others[0]):
            return self._type_at(middle)
        looks = [measuring.look(self._handle, place) for place in others]
        if look == looks[1]:
            return self._type_at(middle)
        types = [self._type_at(place) for place in (*others, middle)]
        return types[0] if looks[0] == looks[1] else max(types)

    def _printed(self, indexes: Sequence[int], text: str, middle: int) -> int:
        """The character at this place, or the nearest that was really printed."""
        if not text[middle : middle + 1].isspace():
            return int(indexes[middle])
        for place in (*range(middle + 1, len(indexes)), *range(middle - 1, -1, -1)):
            if not text[place : place + 1].isspace():
                return int(indexes[place])
        return int(indexes[middle])

    def _type_at(self, index: int) -> Type:
        return _type(*measuring.setting(self._handle, index))


@lru_cache(maxsize=512)
def _type(size: float, name: bytes, weight: int, flags: int) -> Type:
    font = name.decode("utf-8", "replace")
    lower = font.lower()
    return Type(
        round(size, 2),
        font,
        weight >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD) or any(word in lower for word in _BOLD_NAMES),
        bool(flags & _ITALIC) or any(word in lower for word in _ITALIC_NAMES),
        bool(flags & _FIXED_PITCH) or any(word in lower for word in _MONOSPACED_NAMES),
    )


def _line(text: str, box: Box, kind: Type) -> Line:
    return Line(
        text=closed_up(set_off(clean(text))),
        box=box,
        size=kind.size,
        font=kind.font,
        bold=kind.bold,
        italic=kind.italic,
        monospaced=kind.monospaced,
    )


def _parts(glyphs: Iterable[Glyph], size: float) -> list[list[Glyph]]:
    """The glyphs cut where the next one stands too far off for a space between words."""
    parts: list[list[Glyph]] = []
    last: Glyph | None = None
    widest = _WIDE_GAP * max(size, 4.0)
    for glyph in glyphs:
        if glyph.text.isspace():
            if parts:
                parts[-1].append(glyph)
            continue
        if last is None or glyph.x0 - last.x1 > widest or last.x0 - glyph.x1 > widest:
            parts.append([])
        parts[-1].append(glyph)
        last = glyph
    return parts


def _with_spaces(glyphs: Sequence[Glyph], room: float) -> list[Glyph]:
    """The glyphs with a space in each gap that has room for one."""
    spaced = list(glyphs[:1])
    for before, glyph in pairwise(glyphs):
        if glyph.x0 - before.x1 > room:
            spaced.append(before._replace(text=" ", x0=before.x1, x1=glyph.x0))
        spaced.append(glyph)
    return spaced


def _is_out_of_order(sides: list[float], size: float) -> bool:
    """Whether a part of a level line ends well to the left of where the part before it ended."""
    ends = sides[2::4]
    if min(map(sub, ends[1:], ends)) >= -size:
        return False
    lows, highs = sides[1::4], sides[3::4]
    level = any(
        end < before - size and low < middle < high
        for before, end, low, high, middle in zip(
            ends,
            ends[1:],
            lows,
            highs,
            [(low + high) / 2 for low, high in zip(lows[1:], highs[1:], strict=True)],
            strict=False,
        )
    )
    return level and max(highs) - min(lows) <= _TALLEST_LINE * size


def _is_parted(sides: list[float], places: Sequence[float], size: float) -> bool:
    """Whether the side of a column lies between two of these rectangles."""
    boxes = sorted(zip(sides[::4], sides[2::4], strict=True))
    return any(parts_between(before[1], after[0], places, size) for before, after in pairwise(boxes))


def _has_wide_gap(sides: list[float], size: float) -> bool:
    widest = _WIDE_GAP * size
    starts, ends = sides[::4], sides[2::4]
    if max(map(sub, starts[1:], ends)) <= widest and min(map(sub, starts[1:], starts)) >= 0:
        return False
    edge = inf
    for start, end in sorted(zip(starts, ends, strict=True)):
        if start - edge > widest:
            return True
        edge = end if edge == inf else max(edge, end)
    return False
