"""Where in the file an entry of the contents leads: from links, page labels, printed page numbers, and the headings
themselves.

Comes in: a `Document` and entries. Goes out: the page (1-based place in the file) of each entry and how far down it
the heading is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from dragoman.document.model import BlockKind, Document, Line, Page
from dragoman.record.numbering import roman_value, split_label
from dragoman.record.printed_contents import Entry
from dragoman.record.rows import own_lines
from dragoman.vocabulary.folding import squeeze

_LONGEST_HEADING: Final = 160
_EDGES: Final = (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER)
_TELLING: Final = 6
_MOST_LINES: Final = 400
_NEAR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page (1-based) and how far down it, in points; `found` says that the heading was seen there."""

    page: int
    y: float = 0.0
    found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How printed page numbers map to places: by label, and by offset for Arabic and Roman numbers."""

    labels: dict[str, int]
    arabic: int | None
    roman: int | None

    def page_of(self, number: str | None) -> int | None:
        """The place of the page that has this number printed, as far as is known."""
        if number is None:
            return None
        value, offset = (int(number), self.arabic) if number.isdecimal() else (roman_value(number), self.roman)
        if value is not None and offset is not None:
            return value + offset
        return self.labels.get(number.lower())


def places_of(document: Document, entries: Sequence[Entry]) -> list[Place]:
    """The place of each entry, in the same order."""
    contents = {entry.row.page for entry in entries}
    headings = _headings(document, skipped=contents) if any(not entry.row.targets for entry in entries) else {}
    numbers = _numbers(document, entries, headings)
    looked_at: dict[int, list[tuple[Line, str]]] = {}
    places: list[Place] = []
    last = 1
    for entry in entries:
        page = _page(entry, numbers, headings, last)
        page = min(max(1, page), len(document.pages))
        if page not in looked_at:
            looked_at[page] = _small(document.pages[page - 1])
        y = _position(looked_at[page], entry.text)
        places.append(Place(page=page, y=y or 0.0, found=y is not None))
        last = max(last, page) if page - last < len(document.pages) // 2 else last
    return places


def _page(entry: Entry, numbers: Numbers, headings: dict[str, list[int]], last: int) -> int:
    """The page of one entry: its link, else its number set right by the heading seen near there, else its heading."""
    expected = numbers.page_of(entry.number)
    if entry.row.targets:
        if expected is None or len(entry.row.targets) == 1:
            return entry.row.targets[0]
        return min(entry.row.targets, key=lambda page: abs(page - expected))
    seen = _seen(headings, entry.text)
    if expected is not None:
        near = [page for page in seen if abs(page - expected) <= _NEAR]
        return min(near, key=lambda page: abs(page - expected)) if near else expected
    return next((page for page in seen if page >= last), last)


def _numbers(document: Document, entries: Sequence[Entry], headings: dict[str, list[int]]) -> Numbers:
    """Offsets that most entries agree on: links first, then headings, page labels and the numbers at pages' edges."""
    arabic: Counter[int] = Counter()
    roman: Counter[int] = Counter()
    for entry in entries:
        if entry.number is None:
            continue
        digits = entry.number.isdecimal()
        value = int(entry.number) if digits else roman_value(entry.number)
        if value is None:
            continue
        votes = arabic if digits else roman
        for page in entry.row.targets:
            votes[page - value] += 5
        if not entry.row.targets:
            votes.update({page - value: 2 for page in _seen(headings, entry.text) if page >= value})
    for label, page in _printed_numbers(document):
        if label.isdecimal():
            arabic[page - int(label)] += 1
        elif (value := roman_value(label)) is not None:
            roman[page - value] += 1
    labels = {page.label.lower(): page.number for page in reversed(document.pages) if page.label}
    return Numbers(labels=labels, arabic=_most_common(arabic), roman=_most_common(roman))


def _most_common(votes: Counter[int]) -> int | None:
    return votes.most_common(1)[0][0] if votes else None


def _printed_numbers(document: Document) -> list[tuple[str, int]]:
    """Numbers printed at pages' edges, with the pages' places."""
    return [
        (block.text.strip(" -–—.|"), page.number)
        for page in document.pages
        for block in page.blocks
        if block.kind is BlockKind.PAGE_NUMBER and len(block.text) < 12
    ] + [(page.label, page.number) for page in document.pages if page.label]


def _seen(headings: dict[str, list[int]], text: str) -> list[int]:
    """The pages on which a heading of this text stands."""
    numbered = split_label(text)
    return headings.get(squeeze(text)) or headings.get(squeeze(numbered.title)) or []


def _headings(document: Document, *, skipped: set[int]) -> dict[str, list[int]]:
    """Pages by squeezed text of each block or line that may be a heading; with and without its label."""
    found: dict[str, list[int]] = defaultdict(list)
    for page in document.pages:
        if page.number in skipped:
            continue
        for block in page.blocks:
            if block.kind in (*_EDGES, BlockKind.CODE):
                continue
            heading = block.kind is BlockKind.HEADING or block.bold
            if heading and len(block.text) <= _LONGEST_HEADING:
                _note(found, block.text, page.number)
            if not heading or len(block.lines) > 1:
                for line in block.lines[:2]:
                    if len(line.text) <= _LONGEST_HEADING and (heading or len(block.lines) == 1):
                        _note(found, line.text, page.number)
    return found


def _note(found: dict[str, list[int]], text: str, page: int) -> None:
    whole = squeeze(text)
    for key in {whole, squeeze(split_label(text).title)}:
        if key and (not found[key] or found[key][-1] != page):
            found[key].append(page)


def heading_position(page: Page, text: str) -> float | None:
    """How far down the page the heading with this text stands, or None where it is not seen."""
    return _position(_small(page), text)


def _small(page: Page) -> list[tuple[Line, str]]:
    """The lines that may be headings, each with its text in small letters."""
    return [(line, line.text.casefold()) for line in _all_lines(page)]


def _position(lines: Iterable[tuple[Line, str]], text: str) -> float | None:
    numbered = split_label(text)
    wanted = {squeeze(text), squeeze(numbered.title)} - {""}
    if not wanted:
        return None
    # Folding every line would cost more than all the rest: only lines with one of the title's longest words are.
    telling = [word[:_TELLING] for word in sorted(numbered.title.casefold().split(), key=len)[-2:]] or [""]
    shortest, longest = min(map(len, wanted)), max(map(len, wanted))
    best: tuple[float, float] | None = None
    room = 2 * longest + 12
    for line, small in lines:
        if len(small) > room or not (telling[0] in small or telling[-1] in small):
            continue
        here = squeeze(line.text)
        bare = squeeze(split_label(line.text).title) if here not in wanted else here
        whole = here in wanted or bare in wanted
        if whole or (len(bare) > 3 and len(bare) >= 0.3 * shortest and any(want.startswith(bare) for want in wanted)):
            rank = line.size + 3 * line.bold + (6 if whole else 0)
            if best is None or rank > best[0]:
                best = rank, line.box.y0
    return best[1] if best else None


def _all_lines(page: Page) -> list[Line]:
    """The page's own lines, and those at its edges that are too large for running heads and page numbers."""
    own = own_lines(page)
    usual = median(line.size for line in own) if own else 0.0
    edges = [line for block in page.blocks if block.kind in _EDGES for line in block.lines]
    return own[:_MOST_LINES] + [line for line in edges[:_MOST_LINES] if line.size > usual + 1]
