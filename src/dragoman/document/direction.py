"""Right-to-left text (UAX #9): telling it, and putting it into logical order.

pdfium turns each right-to-left stretch of a line by itself, which leaves Latin words in reverse order, the letters of
ligatures swapped, vowel marks astray and words at the wrong end. What is surely right is where each glyph stands. So
such pages are put together anew: glyphs to rows, each row from right to left, and what is read from left to right in it
(Latin words, numbers) turned back.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from dragoman.document.model import Line

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_STRONG_LEFT: Final = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff]")
_CLUSTERED: Final = re.compile("[\u0900-\u109f\u1780-\u17ff]")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_LEAST_SHARE: Final = 0.15
_ALEFS: Final = "\u0627\u0622\u0623\u0625\u0671"
_LAM: Final = "\u0644"
_BRACKETS: Final = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_ENUMERATOR: Final = re.compile(r"^(\w{1,2})[()](?=\s)")
_OPENING: Final = "([{«‹"
_CLOSING: Final = ")]}»›"
_RIGHT: Final = "\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_DIGIT: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
_LETTER: Final = rf"(?:[^\W\d_{_RIGHT}])"
LEFT_OR_NUMBER: Final = re.compile(rf"{_LETTER}|[{_DIGIT}]")
_RUN: Final = re.compile(
    rf"(?:[{_DIGIT}][^{_RIGHT}]*?)?{_LETTER}(?:[^{_RIGHT}]*(?:{_LETTER}|[{_DIGIT}]))?"
    rf"|[{_DIGIT}](?:[.,:/\-\u066b\u066c]*[{_DIGIT}])*"
)
_LEADERS: Final = re.compile(r"((?:[.·…_]\s?){3,})")
_MARK: Final = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
_MAY_FILL: Final = re.compile(f"[^\\s{_RIGHT}]")
_PUNCTUATION: Final = ".,:;!?'-"
_MOSTLY: Final = 0.8
_TOUCHING: Final = 0.015
_LAID_OVER: Final = 0.02
_FLOATING: Final = 0.08
_NO_SPACE: Final = 0.12
_SURE_SPACE: Final = 0.22
_WORD_APART: Final = 0.5
_SURE_GAP: Final = 0.35
_SAME_ROW: Final = 0.42
_ONE_BASELINE: Final = 0.08


PRINTED_SPACE: Final = "\u2002"
"""A space that is a thing of its own in the file, and not only pdfium's reading of a gap."""


class Glyph(NamedTuple):
    """A character as it stands on the page: its box, the height of its baseline, and pdfium's number for it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    number: int


def is_right_to_left(lines: Sequence[Line]) -> bool:
    """Whether most of the letters run from right to left."""
    texts = [line.text for line in lines if not line.text.isascii()]
    odd = "\n".join(texts)
    if not _RIGHT_TO_LEFT.search(odd):
        return False
    ascii_letters = sum(len(line.text) for line in lines if line.text.isascii())
    return len(_RIGHT_TO_LEFT.findall(odd)) > ascii_letters + len(_STRONG_LEFT.findall(odd))


def has_right_to_left(text: str) -> bool:
    """Whether enough of the text runs from right to left to put it in order by where it stands."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return False
    right = len(_RIGHT_TO_LEFT.findall(text))
    return right > _LEAST_SHARE * (right + len(_STRONG_LEFT.findall(text)))


def has_clusters(text: str) -> bool:
    """Whether enough of the text is in a script whose letters stand over, under and before one another."""
    if text.isascii() or not _CLUSTERED.search(text):
        return False
    return len(_CLUSTERED.findall(text)) > _LEAST_SHARE * len(_LETTERS.findall(text))


def rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of a page in rows from top to bottom: what has one baseline, and the pieces set a little off it."""
    exact: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if exact and glyph.baseline - exact[-1][-1].baseline < _ONE_BASELINE * max(glyph.y1 - glyph.y0, 8.0):
            exact[-1].append(glyph)
        else:
            exact.append([glyph])
    found: list[list[Glyph]] = []
    for row in exact:
        if found and _belong_together(found[-1], row):
            found[-1] += row
        else:
            found.append(row)
    return found


def _belong_together(upper: Sequence[Glyph], lower: Sequence[Glyph]) -> bool:
    """Whether two rows are so near that one of them can only be a piece of the other."""
    tallest = max(glyph.y1 - glyph.y0 for row in (upper, lower) for glyph in row)
    return lower[0].baseline - upper[-1].baseline < _SAME_ROW * tallest


def cells(row: Sequence[Glyph], widest: float) -> list[list[Glyph]]:
    """A row cut where no glyph stands for more than `widest`; from right to left, spaces at the ends dropped."""
    parts: list[list[Glyph]] = []
    edge = float("inf")
    for glyph in sorted(row, key=lambda glyph: -(glyph.x0 + glyph.x1)):
        if glyph.text.isspace():
            if parts:
                parts[-1].append(glyph)
            continue
        if not parts or edge - glyph.x1 > widest:
            parts.append([])
        parts[-1].append(glyph)
        edge = min(edge, glyph.x0) if len(parts[-1]) > 1 else glyph.x0
    return parts


def logical(cell: Sequence[Glyph], size: float) -> str:
    """The text of glyphs that stand in one row, in the order in which it is read."""
    usual = median(glyph.baseline for glyph in cell)
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in cell:
        floats = abs(glyph.baseline - usual) > _FLOATING * size and _RIGHT_TO_LEFT.match(glyph.text)
        (marks if floats or _MARK.match(glyph.text) else bases).append(glyph)
    pieces = _spaced(_ligatures_in_order(bases), size)
    for mark in marks:
        _set_on_base(pieces, mark)
    text = _left_to_right_turned("".join([piece for piece, _ in pieces]))
    if enumerator := _ENUMERATOR.match(text):
        return f"{enumerator.group(1)}){_bracketed(text[enumerator.end() :])}"
    return _bracketed(text)


def _ligatures_in_order(bases: Sequence[Glyph]) -> list[Glyph]:
    """From right to left; letters that share one glyph come reversed from pdfium, except where lam precedes alef."""
    ordered = sorted(bases, key=lambda glyph: (-(glyph.x0 + glyph.x1), glyph.number))
    turned: list[Glyph] = []
    start = 0
    for end in range(1, len(ordered) + 1):
        if end < len(ordered) and ordered[end][1:5] == ordered[start][1:5]:
            continue
        group = ordered[start:end]
        letters = "".join(glyph.text for glyph in group)
        sound = letters[0] == _LAM and letters[-1] in _ALEFS
        if len(group) > 1 and _RIGHT_TO_LEFT.match(letters) and not sound:
            group.reverse()
        turned += group
        start = end
    return turned


def _spaced(ordered: Sequence[Glyph], size: float) -> list[tuple[str, Glyph]]:
    """The letters with spaces where words part: a space that has no room goes, and one that is missing comes."""
    pieces: list[tuple[str, Glyph]] = []
    pending = printed = False
    sure, guessed = _word_gaps(ordered, size)
    for glyph in ordered:
        if glyph.text.isspace():
            pending = True
            printed = printed or glyph.text == PRINTED_SPACE
            continue
        if pieces:
            gap = pieces[-1][1].x0 - glyph.x1
            turns = bool(_STRONG_LEFT.match(glyph.text)) != bool(_STRONG_LEFT.match(pieces[-1][0]))
            if printed or gap > sure or (pending and (turns or gap > guessed)):
                pieces.append((" ", glyph))
        pending = printed = False
        pieces.append((glyph.text, glyph))
    return pieces


def _word_gaps(cell: Sequence[Glyph], size: float) -> tuple[float, float]:
    """The gaps that part words where the file has no space, and where pdfium thinks that there is one.

    Where the file has its spaces, neither is asked: only what stands far apart are two words.
    """
    if any(glyph.text == PRINTED_SPACE for glyph in cell):
        return _WORD_APART * size, _WORD_APART * size
    return _SURE_SPACE * size, _NO_SPACE * size


def clustered(cell: Sequence[Glyph], size: float) -> str:
    """The text of glyphs of such a script, in the order of the file; words part where there is room between them."""
    text = ""
    edge = cell[0].x0
    pending = printed = False
    sure, _ = _word_gaps(cell, size)
    for glyph in cell:
        if glyph.text.isspace():
            pending = True
            printed = printed or glyph.text == PRINTED_SPACE
            continue
        gap = glyph.x0 - edge
        if text and (printed or gap > max(sure, _SURE_GAP * size) or (pending and gap > _SURE_SPACE * size)):
            text += " "
        pending = printed = False
        text += glyph.text
        edge = max(edge, glyph.x1)
    return text


def marks_on_bases(row: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a row in the order of the file, marks that stand off its baseline behind the letter they are over.

    Where marks are piled up, office programs lift or lower one and write it by itself, after all the rest.
    """
    usual = median(glyph.baseline for glyph in row)
    ordered: list[Glyph] = []
    moved: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda glyph: glyph.number):
        if moved and moved[-1][-1].number == glyph.number - 1 and moved[-1][-1][1:5] == glyph[1:5]:
            moved[-1].append(glyph)  # a letter that is drawn under another one, with the sign that says so
        elif glyph.baseline != usual and unicodedata.category(glyph.text[0]) == "Mn":
            moved.append([glyph])
        else:
            ordered.append(glyph)
    for unit in moved:
        middle = (unit[0].x0 + unit[0].x1) / 2
        over = [place for place, g in enumerate(ordered) if g.x0 <= middle <= g.x1 and not g.text.isspace()]
        place = over[-1] + 1 if over else len(ordered)
        ordered[place:place] = unit
    return ordered


def without_fillers(page: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The rows of a page without the strokes that only draw words out (kashida), which come as some sign or other.

    A program that justifies Arabic so lays them over the letters on both sides, while a sign of the text stands beside
    them; and it has no other use for that sign. The letter before them is as wide as it is drawn out.
    """
    met = Counter(glyph.text for row in page for glyph in row if _MAY_FILL.match(glyph.text))
    laid = [[run for run in _runs(row) if _is_laid_over(run)] for row in page] if met else []
    counts = Counter(run[1].text for runs in laid for run in runs for _ in run[1:-1])
    signs = {sign for sign, n in counts.items() if n >= _MOSTLY * met[sign] and (n > 1 or sign not in _PUNCTUATION)}
    if not signs:
        return list(page)
    return [
        _drawn_out(row, [run for run in runs if run[1].text in signs]) for row, runs in zip(page, laid, strict=True)
    ]


def _runs(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Signs that are all the same, each run with what stands on its left and on its right."""
    printed = [glyph for glyph in row if not (glyph.text.isspace() or _MARK.match(glyph.text))]
    printed.sort(key=lambda glyph: glyph.x0 + glyph.x1)
    start = 1
    while start < len(printed) - 1:
        end = start
        while (
            end < len(printed) - 1 and _MAY_FILL.match(printed[end].text) and printed[end].text == printed[start].text
        ):
            end += 1
        if end > start:
            yield printed[start - 1 : end + 1]
        start = max(end, start + 1)


def _is_laid_over(run: Sequence[Glyph]) -> bool:
    """Whether signs join a right-to-left letter to another one, touching both, and lie over one of them at least."""
    if not (_RIGHT_TO_LEFT.match(run[0].text) and _RIGHT_TO_LEFT.match(run[-1].text)):
        return False
    over = [(before.x1 - after.x0) / (after.y1 - after.y0 or 1.0) for before, after in pairwise(run)]
    return min(over) > -_TOUCHING and max(over) > _LAID_OVER


def _drawn_out(row: Sequence[Glyph], runs: Sequence[Sequence[Glyph]]) -> list[Glyph]:
    gone = {glyph.number for run in runs for glyph in run[1:-1]}
    starts = {run[-1].number: run[1].x0 for run in runs}
    return [glyph._replace(x0=starts.get(glyph.number, glyph.x0)) for glyph in row if glyph.number not in gone]


def left_to_right(glyphs: Iterable[Glyph], size: float) -> list[Glyph]:
    """The glyphs of a line in the order in which they stand; what is drawn twice, to look bold, is there once."""
    ordered: list[Glyph] = []
    pending = False
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0 + glyph.x1):
        if glyph.text.isspace():
            pending = True
            continue
        if ordered:
            last = ordered[-1]
            if glyph.text == last.text and glyph.x0 - last.x0 < _NO_SPACE * size:
                continue
            gap = glyph.x0 - last.x1
            if gap > _SURE_GAP * size or (pending and gap > _NO_SPACE * size):
                ordered.append(last._replace(text=" ", x0=last.x1, x1=glyph.x0))
        pending = False
        ordered.append(glyph)
    return ordered


def _set_on_base(pieces: list[tuple[str, Glyph]], mark: Glyph) -> None:
    """Put a vowel mark, or the letter that dots set by themselves stand for, behind the letter that it is over."""
    middle = mark.x0 + mark.x1
    letters = [place for place, (text, _) in enumerate(pieces) if not text.isspace()]
    if not letters:
        pieces.append((mark.text, mark))
        return
    nearest = min(letters, key=lambda place: abs(pieces[place][1].x0 + pieces[place][1].x1 - middle))
    pieces.insert(nearest + 1, (mark.text, pieces[nearest][1]))


def _left_to_right_turned(text: str) -> str:
    """Turn back the runs that are read from left to right: Latin words with all between them, and numbers."""
    if not LEFT_OR_NUMBER.search(text):
        return text
    parts = _LEADERS.split(text)  # a row of dots, as between a title and its page, is in no run
    return "".join(
        _RUN.sub(lambda run: run.group()[::-1], part) if place % 2 == 0 else part for place, part in enumerate(parts)
    )


def _bracketed(text: str) -> str:
    """The text with brackets that open before they close: what a font draws may be either."""
    first = next((letter for letter in text if letter in _OPENING or letter in _CLOSING), "")
    return text.translate(_BRACKETS) if first and first in _CLOSING else text
