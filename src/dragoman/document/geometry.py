"""From a PDF's user space to the page as a reader sees it: cropped, turned, origin in the upper left corner.

ISO 32000-1 §8.3.2.3 (user space), §14.11.2 (page boundaries) and table 30 (`Rotate`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.document.model import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The visible rectangle in user space and how many quarter turns clockwise it is shown with."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int = 0

    def seen(self, rectangle: tuple[float, float, float, float]) -> Box:
        """The box, on the page as displayed, of a rectangle (left, bottom, right, top) in user space."""
        left, bottom, right, top = rectangle
        if not self.quarter_turns:
            sides = left - self.left, self.top - top, right - self.left, self.top - bottom
            return tuple.__new__(Box, sides)  # a named tuple's own constructor takes three times as long
        match self.quarter_turns:
            case 1:
                return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
            case 2:
                return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
            case _:
                return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)

    def all_seen(self, sides: Iterable[float]) -> list[Box]:
        """The boxes of many rectangles, whose sides come one after the other: left, bottom, right, top, left, …"""
        each = iter(sides)
        rectangles = zip(each, each, each, each, strict=True)
        if self.quarter_turns:
            return [self.seen(rectangle) for rectangle in rectangles]
        x, y = self.left, self.top
        return [tuple.__new__(Box, (left - x, y - top, right - x, y - low)) for left, low, right, top in rectangles]


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these (at least one)."""
    if len(boxes) == 1:
        return boxes[0]
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return tuple.__new__(Box, (min(x0s), min(y0s), max(x1s), max(y1s)))


def whole(box: Box) -> Box:
    """The box in whole points, and without what lies above or left of the page."""
    return Box(*(float(max(0, round(edge))) for edge in box))
