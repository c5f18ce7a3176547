"""The contents pages that are printed in a document, read into entries.

Comes in: a `Document`. Goes out: the entries of its table of contents in order, each with its text, the page number
printed beside it, where links on it lead, and how it is set (indent, size, weight), which is what its level is read
from afterwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dragoman.document.model import Document, Page
from dragoman.record.numbering import roman_value, split_label
from dragoman.record.rows import Row, rows_of
from dragoman.vocabulary.headings import Part, part_named

_LEADER: Final = r"(?:[.·…‥․_\u2024]\s?){2,}"
_ENTRY: Final = re.compile(
    rf"(?P<text>.*?)(?P<leader>\s*{_LEADER}|\s+[-–—]\s+|\s+|(?<=[^\s\d.,-])(?=\d+\s*$))"
    r"(?P<number>\d{1,4}|[ivxlcIVXLC]{1,7}|[A-Z]{1,2}[-–]\d{1,3})[.\s]*",
    re.DOTALL,
)
_ENTRY_RTL: Final = re.compile(
    rf"(?P<number>\d{{1,4}}|[ivxlc]{{1,7}})(?P<leader>\s*{_LEADER}|\s+)(?P<text>.*)", re.DOTALL
)
_ENTRY_BEFORE: Final = re.compile(r"(?P<number>\d{1,4})[\s.·…‥․_–-]+(?P<text>\D.*)", re.DOTALL)
_TRAILING_LEADER: Final = re.compile(rf"\s*(?:{_LEADER}\s*|[.…]{{3,}})\s*$")
_INNER_LEADER: Final = re.compile(r"\s*(?:[.·…‥․_]\s?){5,}\s*")
_FIRST_PAGES: Final = 40
_LAST_PAGES: Final = 12
_ENOUGH: Final = 5
_RISING: Final = 0.75
_SURELY_RISING: Final = 0.95
_FEW_NUMBERS: Final = 0.3
_COUNTING: Final = 0.9
_LONGEST_ROW: Final = 500
_LONGEST_WRAP: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a printed table of contents; `leader` says that dots led from the text to the number."""

    row: Row
    text: str
    number: str | None = None
    leader: bool = False

    @property
    def target(self) -> int | None:
        """The page that a link on the entry leads to, where there is just one."""
        return self.row.targets[0] if len(self.row.targets) == 1 else None

    @property
    def sure(self) -> bool:
        """Whether it is certainly an entry: a leader and a number, or a number and a link."""
        return bool(self.number and (self.leader or self.row.targets))


def find_entries(document: Document) -> tuple[Entry, ...]:
    """The entries of the document's own table of contents; empty where none is printed."""
    pages = document.pages
    first = pages[: min(_FIRST_PAGES, max(8, len(pages) // 2))]
    entries = _first_table(first)
    if not entries and len(pages) > 2 * _LAST_PAGES:
        entries = _first_table(pages[-_LAST_PAGES:], headed_only=True)
    return entries


def _first_table(pages: Sequence[Page], *, headed_only: bool = False) -> tuple[Entry, ...]:
    """The first table of contents that begins on one of these pages, over as many pages as it goes on."""
    found: list[Entry] = []
    listing = False
    for page in pages:
        if not page.blocks:
            continue
        rows = rows_of(page)
        start = next((i for i, row in enumerate(rows) if part_named(_bare(row)) is Part.CONTENTS), None)
        if found:
            entries, ended = _going_on(rows, start)
            found += entries
            if ended or not entries:
                break
        elif start is not None:
            found = _beginning(rows[start + 1 :])
        elif not headed_only:
            # A list of figures looks the same, and may be several pages long; it is no table of contents.
            entries = _unheaded(rows)
            listing = bool(entries) and (listing or any(_ends_table(row) for row in rows))
            found = [] if listing else entries
    counted = [entry for entry in found if entry.number or entry.row.targets]
    return tuple(_joined(found)) if len(counted) >= 3 and _rising(found) >= _RISING else ()


def _beginning(rows: Sequence[Row]) -> list[Entry]:
    """The entries under a heading that says contents; none if too few of the rows are entries."""
    end = next((i for i, row in enumerate(rows) if i > 0 and _ends_table(row)), None)
    entries = _entries(rows[:end])
    likely = _likely(entries)
    return entries if likely >= 3 and likely >= 0.3 * len(entries) else []


def _going_on(rows: Sequence[Row], heading: int | None) -> tuple[list[Entry], bool]:
    """The entries on a page after the first one, and whether a list of figures or the like ends the table there."""
    rows = rows[heading + 1 :] if heading is not None and heading < 3 else rows
    end = next((i for i, row in enumerate(rows) if _ends_table(row)), None)
    entries = _entries(rows[:end])
    likely = _likely(entries)
    enough = likely >= 0.5 * len(entries) and (likely >= 3 or any(entry.sure for entry in entries))
    return (entries if enough else []), end is not None


def _unheaded(rows: Sequence[Row]) -> list[Entry]:
    """The entries of a page without a heading that is known: leaders, links or rising numbers on most rows."""
    entries = [_entry(row) for row in rows]
    sure = sum(entry.sure for entry in entries)
    if sure >= _ENOUGH and sure >= 0.5 * len(entries):
        return entries
    plain = sum(entry.number is not None for entry in entries)
    return entries if plain >= 8 and plain >= 0.7 * len(entries) and _rising(entries) >= 0.95 else []


def _likely(entries: Sequence[Entry]) -> int:
    return sum(bool(entry.number or entry.row.targets) for entry in entries)


def _rising(entries: Sequence[Entry]) -> float:
    """The share of page numbers that are not lower than the one before: nearly all in contents, half in an index."""
    values = [int(entry.number) for entry in entries if entry.number and entry.number.isdigit()]
    values = values or [entry.row.targets[0] for entry in entries if entry.row.targets]
    return sum(a <= b for a, b in pairwise(values)) / (len(values) - 1) if len(values) > 1 else 1.0


def _bare(row: Row) -> str:
    """A row's text without a page number, to see whether it is a heading."""
    return re.sub(r"[\s.]*\d{1,4}$", "", row.text) if len(row.text) < 60 else row.text


def _ends_table(row: Row) -> bool:
    """A row that is nothing but the heading of a list of figures or tables, without a page number of its own."""
    return part_named(row.text) is Part.LIST and not row.targets


def _entries(rows: Sequence[Row]) -> list[Entry]:
    """The rows taken apart, by the page numbers at their ends, or at their beginnings where all stand there."""
    entries = [_entry(row) for row in rows]
    return entries if _likely(entries) >= _FEW_NUMBERS * len(entries) else _numbered_before(rows) or entries


def _numbered_before(rows: Sequence[Row]) -> list[Entry]:
    """Entries whose page numbers stand before their titles; none unless these rise as pages do, not as chapters do."""
    matches = [_ENTRY_BEFORE.fullmatch(" ".join(row.text.split())) for row in rows]
    values = [int(match["number"]) for match in matches if match]
    steps = [after - before for before, after in pairwise(values)]
    rising = sum(step >= 0 for step in steps) >= _SURELY_RISING * len(steps)
    if (
        len(values) < _ENOUGH
        or len(values) < 0.5 * len(rows)
        or not rising
        or sum(step == 1 for step in steps) > _COUNTING * len(steps)
    ):
        return []
    entries: list[Entry] = []
    for row, match in zip(rows, matches, strict=True):
        if match:
            entries.append(Entry(row=row, text=_clean(match["text"]), number=match["number"]))
        elif entries and row.box.y0 - entries[-1].row.box.y1 < row.size and len(row.text) < _LONGEST_ROW:
            entries[-1] = replace(entries[-1], text=_join([entries[-1].text, _clean(row.text)]))
    return entries


def _entry(row: Row) -> Entry:
    """A row taken apart into text and number."""
    text = " ".join(row.text.split())
    if len(text) > _LONGEST_ROW:
        return Entry(row=row, text=text[:_LONGEST_ROW])
    if row.rtl and (match := _ENTRY_RTL.fullmatch(text)) and "." in match["leader"]:
        return Entry(row=row, text=_clean(match["text"]), number=match["number"], leader=True)
    if (match := _ENTRY.fullmatch(text)) and _is_number(match["number"]) and _has_words(match["text"]):
        dotted = any(dot in match["leader"] for dot in ".·…‥․_")
        return Entry(row=row, text=_clean(match["text"]), number=match["number"], leader=dotted)
    return Entry(row=row, text=_clean(text))


def _clean(text: str) -> str:
    return _INNER_LEADER.sub(" ", _TRAILING_LEADER.sub("", text)).strip(" \u200f\u200e")


def _is_number(text: str) -> bool:
    return text[-1].isdigit() or roman_value(text) is not None


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text) or text.rstrip(". ").isdigit()


def _joined(entries: list[Entry]) -> list[Entry]:
    """Entries set over several rows made one; rows that are no entries left out."""
    numbered = sum(entry.number is not None for entry in entries) >= 0.5 * len(entries)
    out: list[Entry] = []
    waiting: list[Entry] = []
    for entry in entries:
        if entry.number is None and (numbered or not entry.row.targets):
            waiting.append(entry)
            continue
        out += _with_waiting(waiting, entry)
        waiting = []
    return out


def _with_waiting(waiting: list[Entry], entry: Entry) -> list[Entry]:
    """An entry with the rows before it that have no number: its own first rows, or headings without a number."""
    parts: list[Entry] = [entry]
    rest = waiting[-_LONGEST_WRAP:]
    while rest and _continues(rest[-1], parts[0]):
        parts.insert(0, rest.pop())
    targets = tuple(dict.fromkeys(page for part in parts for page in part.row.targets))
    first = parts[0].row
    whole = replace(
        entry, text=_join([part.text for part in parts]), row=replace(first, targets=entry.row.targets or targets)
    )
    headings = [
        replace(before, number=entry.number)
        for before in rest
        if split_label(before.text).label and len(before.text) < 120 and before.row.page == first.page
    ]
    return [*headings[-1:], whole]


def _continues(before: Entry, after: Entry) -> bool:
    """Whether the second row goes on with the first one's title: near it, not further out, and with no number of
    its own.
    """
    first, second = before.row, after.row
    if first.page != second.page:
        return False
    height = max(first.box.y1 - first.box.y0, second.box.y1 - second.box.y0, first.size)
    near = 0 <= second.box.y0 - first.box.y0 < 2.6 * height
    further_in = (first.box.x1 - second.box.x1 if second.rtl else second.box.x0 - first.box.x0) > -3
    labelled = split_label(after.text).label is not None and split_label(before.text).label is not None
    return near and further_in and not labelled and first.bold == second.bold


def _join(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        if text.endswith("-") and part[:1].islower():
            text = text[:-1] + part
        elif text and part and ord(text[-1]) > 0x2E80 and ord(part[0]) > 0x2E80:
            text += part
        else:
            text += " " + part
    return text
