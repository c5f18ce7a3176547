"""What the page of a section shows: which of the contents' sections, which pages of them, what comes before and after.

In: the document, the sections of the expression, which of them is asked for, perhaps a page in it. Out: `Leaf`. A
section is shown with the sections under it where that is little enough to read in one go, else with its own words only;
one that is long by itself is cut where pages begin. Its address stays the same: a page in it names the piece.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.document.model import Document, Page
from dragoman.record.division import Stretch, divided
from dragoman.record.model import Section
from dragoman.surfaces.web.contents import depths

TOGETHER: Final = 15_000
"""Characters up to which a section is shown with all that is under it: some six pages."""
MOST: Final = 40_000
"""Characters of one piece of a long section: some fifteen pages."""
MOST_OF_ALL: Final = 250_000
"""Characters of one piece of everything: some hundred pages."""
BEGINNING: Final = -1
"""The place of what stands before the first section."""
_LETTERS_A_MINUTE: Final = 1_100
_SIGNS_A_MINUTE: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Where a reader may go: a section by its place, and the page from which on it is shown (None: its beginning)."""

    place: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What one page shows: `stretches` of the sections from `first` up to (without) `end`.

    `piece` of `pieces` counts from 1; `page` names a later piece, and is None for the first.
    """

    first: int
    end: int
    stretches: tuple[Stretch, ...]
    piece: int
    pieces: int
    page: int | None
    preceding: Piece | None
    following: Piece | None

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join(block.text for stretch in self.stretches for block in stretch.blocks)


class Plan:
    """How a document's text is laid out in pages for readers: found once, asked for every page of it."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self._pages = document.pages
        self._sections = sections
        self._depths = depths(sections)
        self._lengths: dict[int, int] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        for stretch in divided(document.pages, sections):
            place = BEGINNING if stretch.place is None else stretch.place
            self._lengths[place] = self._lengths.get(place, 0) + _length(stretch)
            number = stretch.page.number
            self._spans[place] = min(number, self._spans.get(place, (number, 0))[0]), number
        self._flow = self._starts()

    @property
    def has_beginning(self) -> bool:
        """Whether anything stands before the first section."""
        return self._lengths.get(BEGINNING, 0) > 0 or not self._sections

    def leaf(self, place: int, page: int | None = None) -> Leaf | None:
        """The piece of a section that begins with this page or has it; None where there is no such section."""
        if not (0 <= place < len(self._sections) or (place == BEGINNING and self.has_beginning)):
            return None
        end = self._end(place)
        pieces = self._cut(place, end, MOST)
        at = _piece_with(pieces, page)
        before = [start for start in self._flow if start < place]
        last = self._cut(before[-1], self._end(before[-1]), MOST) if before and at == 0 else []
        if at > 0:
            preceding: Piece | None = _named(place, pieces, at - 1)
        else:
            preceding = _named(before[-1], last, len(last) - 1) if before else None
        following = _named(place, pieces, at + 1) if at + 1 < len(pieces) else None
        if following is None and end < len(self._sections):
            following = Piece(place=end)
        return _leaf((place, end), pieces, at, preceding, following)

    def flow(self) -> Iterator[Leaf]:
        """The pieces of the whole text, as one reads on."""
        leaf = self.leaf(BEGINNING) or self.leaf(0)
        while leaf is not None:
            yield leaf
            leaf = self.leaf(leaf.following.place, leaf.following.page) if leaf.following else None

    def everything(self, page: int | None = None) -> Leaf:
        """The whole text, in pieces where it is very long."""
        place, end = BEGINNING, len(self._sections)
        pieces = self._cut(place, end, MOST_OF_ALL)
        at = _piece_with(pieces, page)
        preceding = _named(place, pieces, at - 1) if at > 0 else None
        following = _named(place, pieces, at + 1) if at + 1 < len(pieces) else None
        return _leaf((place, end), pieces, at, preceding, following)

    def shown_in(self, place: int) -> int:
        """The section on whose page, as one reads on, this one stands."""
        return next((start for start in reversed(self._flow) if start <= place), place)

    def _end(self, place: int) -> int:
        """The first section after `place` that is not shown with it."""
        if place == BEGINNING:
            return 0
        under = self._below(place)
        whole = sum(self._lengths.get(each, 0) for each in range(place, under))
        return under if whole <= TOGETHER else place + 1

    def _below(self, place: int) -> int:
        later = range(place + 1, len(self._sections))
        return next((each for each in later if self._depths[each] <= self._depths[place]), len(self._sections))

    def _starts(self) -> list[int]:
        """The sections on whose pages the whole text is read, one after the other."""
        starts = [BEGINNING] if self.has_beginning else []
        at = 0
        while at < len(self._sections):
            starts.append(at)
            at = self._end(at)
        return starts

    def _cut(self, place: int, end: int, most: int) -> list[list[Stretch]]:
        """The stretches of some sections in pieces of about `most` characters; a piece begins where a page does."""
        pieces: list[list[Stretch]] = [[]]
        length = 0
        sheet: Page | None = None
        for stretch in self._stretches(place, end):
            if length >= most and stretch.page is not sheet:
                pieces.append([])
                length = 0
            sheet = stretch.page
            pieces[-1].append(stretch)
            length += _length(stretch)
        return pieces

    def _stretches(self, place: int, end: int) -> Iterator[Stretch]:
        spans = [self._spans[each] for each in range(place, end) if each in self._spans]
        if not spans:
            return
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        for stretch in divided(self._pages[first - 1 : last], self._sections):
            at = BEGINNING if stretch.place is None else stretch.place
            if place <= at < end:
                yield stretch


def minutes(text: str) -> int:
    """About how long it takes to read, in whole minutes, at least one; Chinese, Japanese and Korean signs say more."""
    signs = sum("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in text)
    return max(1, round(signs / _SIGNS_A_MINUTE + (len(text) - signs) / _LETTERS_A_MINUTE))


def _length(stretch: Stretch) -> int:
    return sum(len(block.text) for block in stretch.blocks)


def _piece_with(pieces: Sequence[Sequence[Stretch]], page: int | None) -> int:
    if page is None:
        return 0
    begun = [at for at, piece in enumerate(pieces) if piece and piece[0].page.number <= page]
    return begun[-1] if begun else 0


def _named(place: int, pieces: Sequence[Sequence[Stretch]], at: int) -> Piece:
    return Piece(place=place, page=pieces[at][0].page.number if at else None)


def _leaf(
    span: tuple[int, int],
    pieces: Sequence[Sequence[Stretch]],
    at: int,
    preceding: Piece | None,
    following: Piece | None,
) -> Leaf:
    return Leaf(
        first=span[0],
        end=span[1],
        stretches=tuple(pieces[at]),
        piece=at + 1,
        pieces=len(pieces),
        page=pieces[at][0].page.number if at else None,
        preceding=preceding,
        following=following,
    )
