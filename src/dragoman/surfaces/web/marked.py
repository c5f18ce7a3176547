"""The words of a question, marked where a reader has come to from its answer: in the text, and on the page's picture.

In: the words as the address has them, and the language of the text. Out: texts as HTML with the words in `<mark>`, and
boxes on the page. Where on a line a word stands follows from how wide letters are: pdfium knows it better, but not for
pages that were read from pictures or whose letters were repaired.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from dragoman.document.direction import is_right_to_left
from dragoman.document.model import FURNITURE, Box, Line, Page
from dragoman.errors import LibraryError
from dragoman.search.index import SearchIndex
from dragoman.search.marking import Marker
from dragoman.surfaces.letters import width_of

MOST_WORDS: Final = 200
"""Characters of a question in an address that are looked at."""
_MOST_BOXES: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Marks words in texts of one language; without a marker it marks nothing."""

    words: str
    language: str
    marker: Marker | None

    @classmethod
    def of(cls, words: str, language: str, index: SearchIndex) -> "Marked":
        """The words of an address; they are not marked while the index is being made anew."""
        words = words.strip()[:MOST_WORDS]
        if not words:
            return cls(words="", language=language, marker=None)
        try:
            return cls(words=words, language=language, marker=index.marker(words, language))
        except LibraryError:
            return cls(words=words, language=language, marker=None)

    def __call__(self, text: str) -> Markup:
        """The text as HTML, with the words marked."""
        made, done = Markup(""), 0
        for start, end in self._places(text):
            made += escape(text[done:start]) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
            done = end
        return made + escape(text[done:])

    def boxes(self, page: Page) -> Sequence[Box]:
        """Where the words stand on a page."""
        if self.marker is None:
            return ()
        lines = [line for block in page.blocks if block.kind not in FURNITURE for line in block.lines]
        right_to_left = is_right_to_left(lines)
        found = (box for line in lines for box in self._on_line(line, right_to_left=right_to_left))
        return tuple(box for box, _ in zip(found, range(_MOST_BOXES), strict=False))

    def _on_line(self, line: Line, *, right_to_left: bool) -> Iterator[Box]:
        whole = width_of(line.text)
        for start, end in self._places(line.text) if whole else ():
            scale = (line.box.x1 - line.box.x0) / whole
            before, wide = width_of(line.text[:start]) * scale, width_of(line.text[start:end]) * scale
            left = line.box.x1 - before - wide if right_to_left else line.box.x0 + before
            yield Box(left, line.box.y0, left + wide, line.box.y1)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words stand; those that overlap or touch are one."""
        if self.marker is None:
            return
        yield from _joined((start, end) for _, start, end in self.marker.places(text.replace("\n", " "), self.language))


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for start, end in places:
        if start > last:
            if last > first:
                yield first, last
            first = start
        last = max(last, end)
    if last > first:
        yield first, last
