"""Pages whose text is only a picture are read by Tesseract, and come back as rows of lines like any other page's.

Comes in: the path of a PDF and the number of a page, and the languages to expect. Goes out: `PageSeen`, in points on
the page. In which language a file is, `languages_of` finds from a few of its pages; how a language is told from a text
is the caller's to say (`identify`), because the finders of the record are not known here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from dragoman.document.cleaning import Cleaned, cleaned, slant_of, slanted_back, straightened, unturned
from dragoman.document.direction import has_right_to_left
from dragoman.document.geometry import union
from dragoman.document.model import Box, Line
from dragoman.document.normal import clean
from dragoman.document.pdf import open_page
from dragoman.document.picture import POINTS_AN_INCH, Picture, picture_of
from dragoman.document.recognised import PageSeen
from dragoman.document.tesseract import SeenLine, SeenWord, installed, seen_lines, sight
from dragoman.vocabulary.languages import LanguageTag
from dragoman.vocabulary.tesseract_data import ENGLISH, FIRST_READ_WITH, LATIN, TESSERACT, UNSPACED, data_for, package

Identify = Callable[[str], tuple[LanguageTag, float]]

_UNSPACED_LETTER: Final = re.compile(
    "[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_LETTER: Final = re.compile(r"\w")
_LEADER: Final = " ..... "
_UNSURE_WORD: Final = 20.0
_UNSURE_LINE: Final = 50.0
_WEAK_LINE: Final = 75.0
_MUCH: Final = 0.2
_REACH: Final = 12.0
_UNSURE_PAGE: Final = 60.0
_FEW_WORDS: Final = 8
_WIDE_GAP: Final = 1.9
_SAME_ROW: Final = 0.5
_QUARTERS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
_ENOUGH_TO_TELL: Final = 200
_SURE_LANGUAGE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """What to read a file with: names of Tesseract's data, none if none fits; and the package that is missing."""

    data: tuple[str, ...] = ()
    missing: str | None = None


def read_page(path: str, number: int, *, data: Sequence[str]) -> PageSeen:
    """Reads a page (1-based) with this language data, turned upright if it does not stand so. Raises Refused."""
    picture = _picture(path, number)
    if picture is None:
        return PageSeen()
    level, seen = _seen(picture, data)
    if seen.sureness < _UNSURE_PAGE or sum(len(row) for row in seen.rows) < _FEW_WORDS:
        turn = sight(level.pixels, resolution=picture.resolution)
        if turn and turn.rotate in _QUARTERS:
            turned = Picture(
                pixels=np.asarray(cv2.rotate(picture.pixels, _QUARTERS[turn.rotate]), np.uint8),
                resolution=picture.resolution,
            )
            upright = _seen(turned, data)[1]
            if upright.sureness > seen.sureness:
                return upright
    return seen


def languages_of(path: str, pages: Sequence[int], *, identify: Identify, known: LanguageTag | None = None) -> Languages:
    """What to read a file with: its language where it is known, else as a few of its pages show it."""
    if not installed():
        return Languages(missing=TESSERACT)
    if known is not None:
        return with_help(known)
    found = Languages()
    for number in _samples(pages):
        found, sure = _languages_of_page(path, number, identify)
        if sure:
            break
    return found


def with_help(tag: LanguageTag, *, otherwise: Sequence[str] = ()) -> Languages:
    """The data of a language, and English for the Latin words in another script; what is missing is said."""
    wanted = data_for(tag)
    if wanted is None:
        return Languages(data=tuple(otherwise))
    if wanted not in installed():
        return Languages(data=tuple(otherwise), missing=package(wanted))
    helped = wanted not in LATIN and ENGLISH in installed()
    return Languages(data=(wanted, ENGLISH) if helped else (wanted,))


def _languages_of_page(path: str, number: int, identify: Identify) -> tuple[Languages, bool]:
    """What one page shows, and whether it shows it well enough."""
    picture = _picture(path, number)
    if picture is None:
        return Languages(), False
    level = cleaned(picture.pixels, resolution=picture.resolution)
    met = sight(level.pixels, resolution=picture.resolution)
    first = FIRST_READ_WITH.get(met.script, ()) if met else FIRST_READ_WITH["Latin"]
    if met and met.rotate in _QUARTERS:
        turned = np.asarray(cv2.rotate(picture.pixels, _QUARTERS[met.rotate]), np.uint8)
        picture = Picture(pixels=turned, resolution=picture.resolution)
    here = [name for name in first if name in installed()]
    if not here:
        return Languages(missing=package(first[0]) if first else None), met is not None
    tried = here if here[0] in UNSPACED else here[:1]
    readings = {name: _seen(picture, (name,))[1] for name in tried}
    best = max(readings, key=lambda name: readings[name].sureness)
    if readings[best].sureness < _UNSURE_PAGE:  # the script itself may have been mistaken
        for names in FIRST_READ_WITH.values():
            other = next((name for name in names if name in installed()), None)
            if other and other not in readings:
                readings[other] = _seen(picture, (other,))[1]
        best = max(readings, key=lambda name: readings[name].sureness)
    text = readings[best].text
    if best in UNSPACED:
        return _helped(best), readings[best].sureness >= _UNSURE_PAGE
    tag, sureness = identify(text)
    enough = len(text) >= _ENOUGH_TO_TELL and sureness >= _SURE_LANGUAGE
    return with_help(tag, otherwise=_helped(best).data), enough


def _helped(name: str) -> Languages:
    helped = name not in LATIN and ENGLISH in installed()
    return Languages(data=(name, ENGLISH) if helped else (name,))


def _samples(pages: Sequence[int]) -> list[int]:
    """Three pages to look at, the middle first: first pages are covers and contents."""
    places = (len(pages) // 2, (3 * len(pages)) // 4, len(pages) // 4, len(pages) - 1)
    return list(dict.fromkeys(pages[place] for place in places)) if pages else []


def _picture(path: str, number: int) -> Picture | None:
    with open_page(path, number) as page:
        return picture_of(page) if page else None


def _seen(picture: Picture, data: Sequence[str]) -> tuple[Cleaned, PageSeen]:
    level = cleaned(picture.pixels, resolution=picture.resolution)
    lines = seen_lines(level.pixels, languages=data, resolution=picture.resolution)
    weak = [line for line in lines if line.sureness < _WEAK_LINE]
    if sum(line.letters for line in weak) > _MUCH * sum(line.letters for line in lines):
        slant = slant_of(level.pixels, [line.box for line in weak])
        if slant:
            upright = straightened(level.pixels, slant)
            straight = seen_lines(upright, languages=data, resolution=picture.resolution)
            lines = _better(lines, [_slanted_back(line, slant) for line in straight])
    if sum(_leads_nowhere(leader, lines) for leader in level.leaders) > _MUCH * len(level.leaders):
        everywhere = seen_lines(level.pixels, languages=data, resolution=picture.resolution, scattered=True)
        lines += [line for line in everywhere if not any(_overlap(line.box, other.box) for other in lines)]
    letters = sum(line.letters for line in lines)
    sureness = sum(line.letters * line.sureness for line in lines) / letters if letters else 0.0
    return level, PageSeen(rows=_rows(lines, level, picture.resolution), sureness=sureness)


def _leads_nowhere(leader: Box, lines: Sequence[SeenLine]) -> bool:
    """Whether a row of dots has words only before it: page numbers that stand alone are easily passed over."""
    middle = _middle(leader)
    beside = [word.box for line in lines for word in line.words if word.box.y0 - _REACH < middle < word.box.y1 + _REACH]
    return not (
        any(box.x1 <= leader.x0 + _REACH for box in beside) and any(box.x0 >= leader.x1 - _REACH for box in beside)
    )


def _better(first: Sequence[SeenLine], second: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines of the first reading, and in their places those of the second that are surer."""
    lines = list(first)
    for line in second:
        beaten = [other for other in lines if _overlap(other.box, line.box)]
        if not beaten or line.sureness <= max(other.sureness for other in beaten):
            continue
        place = lines.index(beaten[0])
        lines[place] = line
        for other in beaten[1:]:
            lines.remove(other)
    return lines


def _overlap(first: Box, second: Box) -> bool:
    """Whether two boxes share more than half of the height of the lower one, and something of their width."""
    common = min(first.y1, second.y1) - max(first.y0, second.y0)
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    return across > 0 and common > _SAME_ROW * min(first.y1 - first.y0, second.y1 - second.y0)


def _slanted_back(line: SeenLine, slant: float) -> SeenLine:
    words = tuple(replace(word, box=slanted_back(word.box, slant)) for word in line.words)
    return SeenLine(words=words, size=line.size)


def _rows(lines: Sequence[SeenLine], level: Cleaned, resolution: float) -> tuple[tuple[Line, ...], ...]:
    """Rows of lines in points on the page, from what was seen in pixels on the cleaned picture."""
    believed = [kept for line in lines if (kept := _believed(line))]
    rows: list[list[SeenLine]] = []
    for line in sorted(believed, key=lambda line: _middle(line.box)):
        if rows and _stand_in_one_row(rows[-1][0].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    made = (_cells(row, level) for row in rows)
    scale = POINTS_AN_INCH / resolution
    return tuple(tuple(_in_points(line, level, scale) for line in row) for row in made if row)


def _believed(line: SeenLine) -> SeenLine | None:
    """The line without words that are hardly more than guesses; None where it is one altogether, as pictures give."""
    words = tuple(word for word in line.words if word.sureness >= _UNSURE_WORD)
    kept = SeenLine(words=words, size=line.size)
    if kept.sureness < _UNSURE_LINE or not any(_LETTER.search(word.text) for word in words):
        return None
    return kept


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2


def _stand_in_one_row(first: Box, second: Box) -> bool:
    common = min(first.y1, second.y1) - max(first.y0, second.y0)
    beside = first.x1 <= second.x0 or second.x1 <= first.x0
    return beside and common > _SAME_ROW * min(first.y1 - first.y0, second.y1 - second.y0)


def _cells(row: Sequence[SeenLine], level: Cleaned) -> list[Line]:
    """A row's lines in pixels: cut at wide gaps, and joined again where a row of dots leads from one to the next."""
    cells: list[tuple[list[SeenWord], float]] = []
    for line in row:
        for word in line.words:
            last = cells[-1][0][-1].box if cells and cells[-1][0][-1] in line.words else None
            if last is None or max(word.box.x0 - last.x1, last.x0 - word.box.x1) > _WIDE_GAP * max(line.size, 1.0):
                cells.append(([word], line.size))
            else:
                cells[-1][0].append(word)
    right_to_left = has_right_to_left(" ".join(word.text for words, _ in cells for word in words))
    lines = [
        Line(text=_spaced(words), box=union([word.box for word in words]), size=size or 1.0) for words, size in cells
    ]
    lines = [line for line in lines if line.text]
    lines.sort(key=lambda line: -line.box.x1 if right_to_left else line.box.x0)
    return _led(lines, level.leaders)


def _led(lines: Sequence[Line], leaders: Sequence[Box]) -> list[Line]:
    """Lines of one row with those made one that a row of dots leads from and to."""
    joined: list[Line] = []
    for line in lines:
        if joined and any(_leads(leader, joined[-1].box, line.box) for leader in leaders):
            before = joined.pop()
            text = f"{before.text}{_LEADER}{line.text}"
            joined.append(Line(text=text, box=union([before.box, line.box]), size=before.size))
        else:
            joined.append(line)
    return joined


def _leads(leader: Box, first: Box, second: Box) -> bool:
    left, right = (first, second) if first.x0 <= second.x0 else (second, first)
    top, bottom = min(first.y0, second.y0), max(first.y1, second.y1)
    between = leader.x0 < right.x0 and leader.x1 > left.x1 and (leader.x0 + leader.x1) / 2 > left.x0
    return between and top <= _middle(leader) <= bottom + (bottom - top) / 4


def _spaced(words: Sequence[SeenWord]) -> str:
    """The words of a line with spaces between them, where their script has any."""
    text = ""
    for word in words:
        tight = text and _UNSPACED_LETTER.match(word.text) and _UNSPACED_LETTER.match(text[-1])
        text += word.text if tight or not text else f" {word.text}"
    return clean(text)


def _in_points(line: Line, level: Cleaned, scale: float) -> Line:
    box = Box(*(round(scale * edge, 2) for edge in unturned(line.box, level)))
    return Line(text=line.text, box=box, size=round(scale * line.size, 2))
