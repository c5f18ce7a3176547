"""Lines to blocks: headings, paragraphs, list items, notes, captions, code, contents entries."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dragoman.document.captions import begins_caption
from dragoman.document.contents import contents_entries
from dragoman.document.geometry import union
from dragoman.document.joining import joined
from dragoman.document.model import Block, BlockKind, Box, Line

_BULLET: Final = re.compile(r"^[•▪‣◦●○■□➢➤✓–—*·※◆◇-]\s*[^\W_]")
_ENUMERATOR: Final = re.compile(r"^(?:\(?[0-9٠-٩۰-۹]{1,2}[.)]|\(?[a-zA-Z][.)]|\([ivx]{1,4}\)|[①-⑳])\s*[^\W\d_]")
_SECTION_NUMBER: Final = re.compile(r"^(?:[0-9]{1,2}|[A-Z])(?:\.[0-9]{1,3})*\.?\s+\S")
_NOTE_MARK: Final = re.compile(r"^(?:\[?[\d⁰¹²³⁴-⁹]{1,3}\]?|[*†‡]+)\s?\S")
_UNSPACED: Final = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD: Final = re.compile(r"[^\W\d_]")
_SENTENCE_ENDS: Final = ".!?。！？:：;；…؟»”\"'"
_LOWER_HALF: Final = 0.5
_HEADING_RATIO: Final = 1.12
_NOTE_RATIO: Final = 0.93
_LONGEST_HEADING: Final = 250
_LONGEST_BOLD_HEADING: Final = 120
_SAME_SIZE: Final = 0.12
_LEADING_STEP: Final = 0.5
_USUAL_LEADING: Final = 1.2
_LOOSE: Final = 1.22
_LOOSE_HEADING: Final = 1.5
_SHORT: Final = 3.0
_INDENT: Final = 0.8
_MOST_LINES_OF_ENTRY: Final = 3
_MOST_LINES_OF_HEADING: Final = 5
_MOST_CELLS: Final = 6
_NONE: Final[Mapping[Box, Block]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyType:
    """The type that most of a document is set in; `leading` is the distance of its lines for a size of 1."""

    size: float
    bold: bool = False
    monospaced: bool = False
    leading: float = _USUAL_LEADING


def body_type(pages: Iterable[Sequence[Line]]) -> BodyType:
    """The commonest type, by characters, and the commonest distance of its lines."""
    weights: Counter[tuple[float, bool, bool]] = Counter()
    distances: Counter[tuple[float, float]] = Counter()
    for lines in pages:
        before: Line | None = None
        for line in lines:
            size = round(line.size * 2) / 2
            weights[size, line.bold, line.monospaced] += len(line.text)
            if before and before.size == line.size and before.box.x0 < line.box.x1 and line.box.x0 < before.box.x1:
                distances[size, round((line.box.y1 - before.box.y1) / _LEADING_STEP) * _LEADING_STEP] += 1
            before = line
    if not weights:
        return BodyType(size=10.0)
    size, bold, monospaced = weights.most_common(1)[0][0]
    sane = (
        (distance, count) for (of, distance), count in distances.items() if of == size and size < distance < 3 * size
    )
    distance = max(sane, key=lambda pair: pair[1], default=(_USUAL_LEADING * size, 0))[0]
    return BodyType(size=max(size, 1.0), bold=bold, monospaced=monospaced, leading=distance / max(size, 1.0))


@dataclass(frozen=True, slots=True)
class Setting:
    """What the blocks of a page are judged by."""

    body: BodyType
    height: float
    right_to_left: bool = False
    compounds: frozenset[str] = frozenset()


def place_holder(block: Block) -> Line:
    """A line without words that keeps the place of a finished block (a table, a figure) in the reading order."""
    return Line(text="", box=block.box, size=block.size)


def blocks_of(lines: Sequence[Line], setting: Setting, finished: Mapping[Box, Block] = _NONE) -> list[Block]:
    """The blocks of a page's lines, which come in reading order; `finished` are those whose places are held."""
    entries = contents_entries(lines, right_to_left=setting.right_to_left)
    groups: list[_Group | Block] = []
    for index, line in enumerate(lines):
        if not line.text and line.box in finished:
            groups.append(finished[line.box])
            continue
        kind = BlockKind.CONTENTS if index in entries else _kind_of(line, setting)
        if not any(group.takes(line, kind) for group in _open(groups)):
            groups.append(_Group(line, kind, setting))
    return [group if isinstance(group, Block) else group.block() for group in groups]


def _open(groups: Sequence["_Group | Block"]) -> list["_Group"]:
    """The groups that a line may continue: the last, and those beside which it began; none before a finished block."""
    found: list[_Group] = []
    for group in reversed(groups[-_MOST_CELLS:]):
        if isinstance(group, Block) or (found and not group.is_beside(found[-1])):
            break
        found.append(group)
    return found


def _kind_of(line: Line, setting: Setting) -> BlockKind:
    text, body = line.text, setting.body
    kind = BlockKind.PARAGRAPH
    if line.monospaced and not body.monospaced and not _UNSPACED.search(text):
        kind = BlockKind.CODE
    elif line.size < _NOTE_RATIO * body.size and line.box.y0 > _LOWER_HALF * setting.height and _NOTE_MARK.match(text):
        kind = BlockKind.NOTE
    elif begins_caption(text):
        kind = BlockKind.CAPTION
    elif _looks_like_heading(line, body):
        kind = BlockKind.HEADING
    elif _BULLET.match(text) or _ENUMERATOR.match(text):
        kind = BlockKind.LIST_ITEM
    return kind


def _looks_like_heading(line: Line, body: BodyType) -> bool:
    if not _WORD.search(line.text):
        return False
    bold = line.bold and not body.bold and line.size > _NOTE_RATIO * body.size
    return line.size > _HEADING_RATIO * body.size or (bold and len(line.text) < _LONGEST_BOLD_HEADING)


class _Group:
    """The lines of a block in the making."""

    def __init__(self, line: Line, kind: BlockKind, setting: Setting) -> None:
        self.kind = kind
        self._lines = [line]
        self._setting = setting
        self._start, self._end = self._edges(line)

    def takes(self, line: Line, kind: BlockKind) -> bool:
        """Take the line in if it continues the block."""
        if not self._continues(line, kind):
            return False
        if kind is BlockKind.CONTENTS:
            self.kind = kind
        self._lines.append(line)
        start, end = self._edges(line)
        self._start, self._end = min(self._start, start), max(self._end, end)
        return True

    def is_beside(self, other: "_Group") -> bool:
        """Whether a line of this block stands in one row with the first line of the other."""
        others = other.first.box
        middle = (others.y0 + others.y1) / 2
        return any(
            line.box.y0 < middle < line.box.y1 and (line.box.x1 <= others.x0 or others.x1 <= line.box.x0)
            for line in self._lines
        )

    @property
    def first(self) -> Line:
        """The line that it begins with."""
        return self._lines[0]

    def block(self) -> Block:
        """The finished block."""
        texts = [line.text for line in self._lines]
        text = "\n".join(texts) if self.kind is BlockKind.CODE else joined(texts, self._setting.compounds)
        kind = self.kind
        if kind is BlockKind.HEADING and self._reads_as_sentences(text):
            kind = BlockKind.PARAGRAPH
        return Block(
            kind=kind,
            text=text,
            box=union([line.box for line in self._lines]),
            size=max(line.size for line in self._lines),
            bold=all(line.bold for line in self._lines),
            lines=tuple(self._lines),
        )

    def _reads_as_sentences(self, text: str) -> bool:
        sentence = len(text) > _LONGEST_BOLD_HEADING and text[-1] in ".,;،。"
        return sentence or len(text) > _LONGEST_HEADING or len(self._lines) > _MOST_LINES_OF_HEADING

    def _edges(self, line: Line) -> tuple[float, float]:
        """Where the line starts and ends in the direction of reading."""
        return (-line.box.x1, -line.box.x0) if self._setting.right_to_left else (line.box.x0, line.box.x1)

    def _continues(self, line: Line, kind: BlockKind) -> bool:
        if not self._follows(line):
            return False
        if kind is BlockKind.CONTENTS or self.kind is BlockKind.CONTENTS:
            return kind is not self.kind and kind is BlockKind.CONTENTS and self._leads_to_entry(line)
        if BlockKind.CODE in {kind, self.kind}:
            return kind is self.kind or (kind is BlockKind.CODE and self._runs_on_in_code(line))
        if self.kind is BlockKind.HEADING:
            return self._heading_goes_on(line, kind)
        if kind is BlockKind.CAPTION:
            return self._speaks_of_figure(line)
        return kind is BlockKind.PARAGRAPH and not self._begins_anew(line)

    def _speaks_of_figure(self, line: Line) -> bool:
        """Whether a line that begins as captions do ("Table 3 shows") is the next one of a sentence."""
        last = self._lines[-1]
        full = self._edges(last)[1] > max(self._end, self._edges(line)[1]) - 2 * _SHORT * line.size
        running = self.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.NOTE}
        return running and full and last.text[-1] not in _SENTENCE_ENDS

    def _heading_goes_on(self, line: Line, kind: BlockKind) -> bool:
        """One more line of a heading; or of a paragraph, where what looked like one are its bold first words."""
        last = self._lines[-1]
        if kind is self.kind:
            return last.bold == line.bold and not _SECTION_NUMBER.match(line.text)
        leads_in = line.text[0].islower() and last.text[-1] not in _SENTENCE_ENDS and last.size == line.size
        if leads_in and kind is BlockKind.PARAGRAPH:
            self.kind = kind
        return self.kind is BlockKind.PARAGRAPH

    def _follows(self, line: Line) -> bool:
        """Whether the line stands right under the last one, in type of the same size."""
        last = self._lines[-1]
        size = max(last.size, line.size, 4.0)
        if abs(last.size - line.size) > _SAME_SIZE * size or last.box.x1 <= line.box.x0 or line.box.x1 <= last.box.x0:
            return False
        step = min(line.box.y0 - last.box.y0, line.box.y1 - last.box.y1)
        loosest = _LOOSE_HEADING if self.kind is BlockKind.HEADING else _LOOSE
        return -_INDENT * size <= step <= loosest * max(self._setting.body.leading * size, size)

    def _runs_on_in_code(self, line: Line) -> bool:
        """Whether a line in a fixed pitch is one more of a paragraph, in which code happens to fill a line."""
        last = self._lines[-1]
        running = self.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and last.text[-1:] not in _SENTENCE_ENDS
        start, end = self._edges(line)
        return running and abs(self._start - start) < _INDENT * line.size and self._end >= end - _SHORT * line.size

    def _leads_to_entry(self, line: Line) -> bool:
        """Whether what was taken so far are the first lines of this entry: they reach far, and are set alike."""
        first = self._lines[0]
        start, end = self._edges(line)
        far = self._end - self._start > (end - start) / 2
        alike = first.bold == line.bold and start >= self._start - 1 and not _SECTION_NUMBER.match(line.text)
        return far and alike and len(self._lines) < _MOST_LINES_OF_ENTRY

    def _begins_anew(self, line: Line) -> bool:
        """After a line that ended short and with a sentence, or where one is indented, a paragraph begins."""
        last = self._lines[-1]
        if last.text[-1:] not in _SENTENCE_ENDS:
            return False
        start, end = self._edges(line)
        last_start, last_end = self._edges(last)
        ended_short = last_end < max(self._end, end) - _SHORT * line.size
        indented = start > (last_start if len(self._lines) > 1 else self._start) + _INDENT * line.size
        return ended_short or (indented and self.kind is BlockKind.PARAGRAPH and len(self._lines) > 1)
