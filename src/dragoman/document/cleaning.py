"""A scanned page made easy to read: paper white, upright lines level, without borders, specks and rows of dots.

Comes in: a picture in levels of grey. Goes out: the same, cleaned, with the places where rows of dots (leaders of
contents) were, because a reader of letters takes them for letters and what follows the title is lost among them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from dragoman.document.model import Box
from dragoman.document.picture import Pixels

Components = Any  # numpy arrays of cv2, whose stubs name no shapes
cv2.setNumThreads(1)

_WHITE: Final = 255
_PAPER_STEP: Final = 4
_PAPER_REACH: Final = 31
_DARKEST_PAPER: Final = 0.55
_STEEPEST: Final = 6.0
_LEVEL: Final = 0.25
_FINE_STEP: Final = 0.1
_MOST_POINTS: Final = 30_000
_FEWEST_LETTERS: Final = 20
_SMALLEST_LETTER: Final = 1 / 25  # of an inch: six-point type
_LARGEST_LETTER: Final = 1 / 2
_DOT: Final = 0.45
_FEWEST_DOTS: Final = 5
_FARTHEST_DOTS: Final = 2.2
_SPECK: Final = 1 / 120  # of an inch
_BORDER: Final = 0.25
_SLANTS: Final = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
_STRAIGHTER: Final = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The cleaned picture, turned by `angle` degrees against the page, and where on it rows of dots were."""

    pixels: Pixels
    angle: float
    leaders: tuple[Box, ...]


def cleaned(pixels: Pixels, *, resolution: float) -> Cleaned:
    """The picture of a page, cleaned."""
    even = _on_white_paper(pixels)
    angle = _skew(_inked(even))
    if angle:
        even = _turned(even, angle)
    return _without_marks(even, angle=angle, resolution=resolution)


def unturned(box: Box, cleaned: Cleaned) -> Box:
    """A box on the cleaned picture as a box on the page's: as large, about the place where its middle was."""
    if not cleaned.angle:
        return box
    rows, columns = cleaned.pixels.shape
    turn, x, y = math.radians(cleaned.angle), (box.x0 + box.x1 - columns) / 2, (box.y0 + box.y1 - rows) / 2
    dx = x * math.cos(turn) - y * math.sin(turn) - x
    dy = x * math.sin(turn) + y * math.cos(turn) - y
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def slant_of(pixels: Pixels, lines: Sequence[Box]) -> float:
    """How far upright strokes lean to the right in these lines, as a share of their height; 0 where they stand upright.

    The slant at which the strokes of a line fall best into columns. Latin italics are read as they are; Chinese set
    aslant by a word processor, which has no such type, is read only when it is straightened.
    """
    sums = dict.fromkeys(_SLANTS, 0.0)
    ink = _inked(pixels)
    for box in lines:
        x0, y0, x1, y1 = (max(0, int(edge)) for edge in box)
        ys, xs = np.nonzero(ink[y0:y1, x0:x1])
        for slant in _SLANTS if len(ys) else ():
            counts = np.bincount((xs + slant * ys).astype(np.int64))
            sums[slant] += float(np.square(np.diff(counts)).sum())
    best = max(sums, key=sums.__getitem__)
    return best if sums[best] > _STRAIGHTER * sums[0.0] else 0.0


def straightened(pixels: Pixels, slant: float) -> Pixels:
    """The picture with what leans by this slant upright; it gets wider."""
    rows, columns = pixels.shape
    matrix = np.array([[1.0, slant, 0.0], [0.0, 1.0, 0.0]])
    size = (columns + math.ceil(slant * rows), rows)
    straight = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(_WHITE,))
    return np.asarray(straight, np.uint8)


def slanted_back(box: Box, slant: float) -> Box:
    """A box on the straightened picture as a box on the one before."""
    shift = slant * (box.y0 + box.y1) / 2
    return Box(box.x0 - shift, box.y0, box.x1 - shift, box.y1)


def _on_white_paper(pixels: Pixels) -> Pixels:
    """Shadows, stains and grey paper evened out: each pixel against the lightest around it.

    What is dark over more than a letter's reach (a black band with white letters) stays dark.
    """
    small = cv2.resize(pixels, None, fx=1 / _PAPER_STEP, fy=1 / _PAPER_STEP, interpolation=cv2.INTER_AREA)
    lightest = cv2.dilate(small, np.ones((5, 5), np.uint8))
    paper = cv2.medianBlur(lightest, _PAPER_REACH)
    paper = np.maximum(paper, np.uint8(_DARKEST_PAPER * np.percentile(lightest, 90)))
    paper = cv2.resize(paper, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, paper, scale=_WHITE), np.uint8)


def _inked(pixels: Pixels) -> Pixels:
    _, ink = cv2.threshold(pixels, 0, _WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8)


def _skew(ink: Pixels) -> float:
    """By how many degrees the lines fall to the right: the angle at which rows of ink and rows of none part best."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 100)
    if len(ys) < 50 * _FEWEST_LETTERS:
        return 0.0
    step = max(1, len(ys) // _MOST_POINTS)
    xs, ys = xs[::step].astype(np.float32), ys[::step].astype(np.float32)

    def parted(angle: float) -> float:
        heights = ys - xs * math.tan(math.radians(angle))
        counts = np.bincount((heights - heights.min()).astype(np.int64))
        return float(np.square(np.diff(counts)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.5, 0.5), key=parted)
    fine = float(max(np.arange(coarse - 0.5, coarse + 0.5 + _FINE_STEP, _FINE_STEP), key=parted))
    return fine if abs(fine) >= _LEVEL else 0.0


def _turned(pixels: Pixels, angle: float) -> Pixels:
    rows, columns = pixels.shape
    matrix = cv2.getRotationMatrix2D(((columns - 1) / 2, (rows - 1) / 2), angle, 1.0)
    turned = cv2.warpAffine(pixels, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=(_WHITE,))
    return np.asarray(turned, np.uint8)


def _without_marks(pixels: Pixels, *, angle: float, resolution: float) -> Cleaned:
    """Takes away what is connected ink but no letter: the scanner's borders, rows of dots, specks."""
    ink = _inked(pixels)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    letters = (high >= _SMALLEST_LETTER * resolution) & (high <= _LARGEST_LETTER * resolution)
    letters[0] = False
    if letters.sum() < _FEWEST_LETTERS:
        return Cleaned(pixels=pixels, angle=angle, leaders=())
    letter = float(np.median(high[letters]))
    largest = np.maximum(wide, high)
    dots = (
        (largest <= max(3.0, _DOT * letter)) & (largest <= 2.2 * np.minimum(wide, high) + 1) & (2 * area >= wide * high)
    )
    dots[0] = False
    rows = list(_rows_of_dots(np.flatnonzero(dots), middles, letter))
    gone = np.zeros(count, bool)
    for row in rows:
        gone[row] = True
    gone |= largest <= _SPECK * resolution
    gone |= _borders(stats, ink.shape)
    gone[0] = False
    mask = cv2.dilate(gone[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    result = pixels.copy()
    result[mask > 0] = _WHITE
    return Cleaned(pixels=result, angle=angle, leaders=tuple(_box(stats, row) for row in rows))


def _borders(stats: Components, shape: tuple[int, ...]) -> Components:
    """Long ink at the picture's edge: the shadow of a spine, the scanner's lid."""
    left, top, wide, high = (stats[:, column] for column in range(4))
    at_edge = (left <= 1) | (top <= 1) | (left + wide >= shape[1] - 1) | (top + high >= shape[0] - 1)
    return at_edge & ((wide > _BORDER * shape[1]) | (high > _BORDER * shape[0]))


def _rows_of_dots(dots: Components, middles: Components, letter: float) -> Iterator[list[int]]:
    """Rows of dots that follow one another at one height and at even steps, as their components' numbers."""
    dots = dots[np.argsort(middles[dots, 1], kind="stable")]
    xs, ys = middles[dots, 0], middles[dots, 1]
    near = max(2.0, 0.15 * letter)
    first, last = np.searchsorted(ys, ys - near), np.searchsorted(ys, ys + near)
    following = np.full(len(dots), -1)
    for index in range(len(dots)):
        beside = np.arange(first[index], last[index])
        steps = xs[beside] - xs[index]
        ahead = beside[(steps > 0.5) & (steps <= _FARTHEST_DOTS * letter)]
        if len(ahead):
            following[index] = ahead[np.argmin(xs[ahead])]
    begun = np.ones(len(dots), bool)
    begun[following[following >= 0]] = False
    for start in np.flatnonzero(begun):
        row = [int(start)]
        while following[row[-1]] >= 0:
            row.append(int(following[row[-1]]))
        yield from ([int(dots[index]) for index in part] for part in _even(row, xs))


def _even(row: list[int], xs: Components) -> Iterator[list[int]]:
    """The parts of a row that go on at even steps for long enough."""
    part, usual = [row[0]], 0.0
    for index in row[1:]:
        step = float(xs[index] - xs[part[-1]])
        if len(part) > 1 and abs(step - usual) > max(1.6, 0.25 * usual):
            if len(part) >= _FEWEST_DOTS:
                yield part
            part = [part[-1]]
        part.append(index)
        usual = step if len(part) == 2 else 0.7 * usual + 0.3 * step
    if len(part) >= _FEWEST_DOTS:
        yield part


def _box(stats: Components, row: list[int]) -> Box:
    left, top, wide, high = (stats[row, column] for column in range(4))
    return Box(float(left.min()), float(top.min()), float((left + wide).max()), float((top + high).max()))
