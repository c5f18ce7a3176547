"""Sections of a document without printed contents, from its headings alone.

Comes in: a `Document`. Goes out: sections from lines that are numbered, heavier or larger than the text, short and
apart. Numbered headings of one type that count up are trusted most; without numbers, larger and heavier types make
the levels.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.document.marks import without_marks
from dragoman.document.model import BlockKind, Document, Line, Page
from dragoman.record.model import Section
from dragoman.record.numbering import Numbered, ordinal, split_label
from dragoman.vocabulary.folding import squeeze
from dragoman.vocabulary.headings import Part, part_named

_ADDRESS: Final = re.compile(r"@|https?:|www\.|©")
_LONGEST: Final = 120
_MOST_A_PAGE: Final = 12
_GAP: Final = 3
_SKIPPED: Final = (
    BlockKind.RUNNING_HEAD,
    BlockKind.PAGE_NUMBER,
    BlockKind.CODE,
    BlockKind.TABLE,
    BlockKind.CONTENTS,
    BlockKind.CAPTION,
)

Type = tuple[float, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line (or two) that may be a heading."""

    text: str
    numbered: Numbered
    page: int
    y: float
    type: Type


def find_headings(document: Document, *, title: str | None = None) -> tuple[Section, ...]:
    """The sections that headings tell of; empty where there are none to trust."""
    body = _body_type(document)
    found = [heading for heading in _headings(document, body) if squeeze(heading.text) != squeeze(title or "")]
    repeated = Counter(squeeze(heading.text) for heading in found)
    found = [heading for heading in found if repeated[squeeze(heading.text)] <= 3]
    return _numbered_sections(found, body) or _typed_sections(found, pages=len(document.pages))


def _type(line: Line) -> Type:
    """Size to half a point and weight; fonts scaled by the page report 1, and then the line's height tells."""
    size = line.size if line.size > 3 else (line.box.y1 - line.box.y0) * 1.1
    return round(2 * size) / 2, line.bold


def _body_type(document: Document) -> Type:
    """The type most of the text is set in."""
    weights: Counter[Type] = Counter()
    step = max(1, len(document.pages) // 40)
    for page in document.pages[::step]:
        for block in page.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                for line in block.lines:
                    weights[_type(line)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else (10.0, False)


def _headings(document: Document, body: Type) -> list[Heading]:
    """Short lines larger or heavier than the text, or numbered and apart, first lines of their blocks."""
    out: list[Heading] = []
    for page in _after_cover(document):
        here: list[Heading] = []
        for block in page.blocks:
            if block.kind in _SKIPPED or not block.lines or len(block.lines) > 3 or len(block.text) > _LONGEST:
                continue
            kind = _type(block.lines[0])
            stands_out = kind[0] >= body[0] + 1 or (kind[1] and not body[1] and kind[0] >= body[0] - 0.5)
            numbered = split_label(without_marks(block.text))
            apart = len(block.lines) == 1 and numbered.label is not None and block.kind is BlockKind.HEADING
            text = without_marks(" ".join(block.text.split()))
            if (stands_out or apart or part_named(numbered.title)) and _reads_like_heading(text, numbered):
                here.append(Heading(text=text, numbered=numbered, page=page.number, y=block.box.y0, type=kind))
        if len(here) <= _MOST_A_PAGE:
            out += _with_titles(here)
    return out


def _after_cover(document: Document) -> Sequence[Page]:
    """The pages, without the first one where it is a cover: little text before many pages."""
    first = document.pages[0] if document.pages else None
    cover = first is not None and len(document.pages) > 12 and len(first.text) < 700
    return document.pages[1:] if cover else document.pages


def _with_titles(headings: Sequence[Heading]) -> list[Heading]:
    """A label that stands alone ("Chapter 1") made one with the title on the next line, whose type it takes."""
    out: list[Heading] = []
    for heading in headings:
        before = out[-1] if out else None
        if before and before.numbered.label == before.text and heading.numbered.label is None:
            numbered = Numbered(label=before.text, title=heading.text, depth=1)
            text = f"{before.text} {heading.text}"
            out[-1] = Heading(text=text, numbered=numbered, page=heading.page, y=before.y, type=heading.type)
        else:
            out.append(heading)
    return out


def _reads_like_heading(text: str, numbered: Numbered) -> bool:
    letters = sum(letter.isalpha() for letter in numbered.title)
    return (
        letters >= 2
        and letters >= 0.4 * len(numbered.title)
        and not text.endswith((",", ";", ":", "…"))
        and not _ADDRESS.search(text)
    )


def _numbered_sections(found: Sequence[Heading], body: Type) -> tuple[Section, ...]:
    """Headings of the type in which labels 1, 2, 3 … are set, and what is labelled or set like it under them."""
    top = _type_of_chapters(found)
    if top is None:
        return ()
    deeper = {kind: depth for kind, depth in _deeper_types(found, body).items() if kind != top}
    sections: list[Section] = []
    reached, seen = 0, set[str]()
    for heading in found:
        numbered = heading.numbered
        value = ordinal(numbered.label) if numbered.label and numbered.depth == 1 else None
        if heading.type == top and value is not None and numbered.label:
            if reached < value <= reached + _GAP:
                reached = value
                sections.append(_section(heading, 1))
        elif numbered.label and numbered.depth > 1:
            if numbered.label not in seen and reached and _under(numbered.label, reached, sections):
                seen.add(numbered.label)
                sections.append(_section(heading, numbered.depth))
        elif heading.type == top and part_named(numbered.title) is not Part.CONTENTS:
            sections.append(_section(heading, 1))
        elif numbered.label is None and sections and heading.type in deeper:
            sections.append(_section(heading, min(deeper[heading.type], sections[-1].level + 1)))
    return tuple(sections)


def _deeper_types(found: Sequence[Heading], body: Type) -> dict[Type, int]:
    """The depth of the labels each type larger than the text mostly has: its other headings lie as deep."""
    depths: dict[Type, Counter[int]] = defaultdict(Counter)
    for heading in found:
        if heading.numbered.depth > 1 and heading.type[0] >= body[0] + 0.5:
            depths[heading.type][heading.numbered.depth] += 1
    return {kind: counts.most_common(1)[0][0] for kind, counts in depths.items()}


def _type_of_chapters(found: Sequence[Heading]) -> Type | None:
    """The type of the longest chain of labels that count up, or None where none has three."""
    reached: dict[Type, int] = {}
    lengths: Counter[Type] = Counter()
    for heading in found:
        value = ordinal(heading.numbered.label) if heading.numbered.label and heading.numbered.depth == 1 else None
        if value is not None and reached.get(heading.type, 0) < value <= reached.get(heading.type, 0) + _GAP:
            reached[heading.type] = value
            lengths[heading.type] += 1
    longest = max(lengths.values(), default=0)
    top = max((kind for kind, length in lengths.items() if length == longest), default=None)
    if top is None or longest < 3:
        return None
    # Numbers that count up below larger headings are not the chapters'.
    larger = sum(heading.type > top and heading.numbered.label is None for heading in found)
    return top if larger <= longest else None


def _under(label: str, chapter: int, sections: Sequence[Section]) -> bool:
    """Whether a label like 2.1 or A.1 belongs to the chapter that is open."""
    first = label.replace("．", ".").split(".", 1)[0]
    return first == str(chapter) or (not first.isdigit() and bool(sections))


def _typed_sections(found: Sequence[Heading], *, pages: int) -> tuple[Section, ...]:
    """Headings by type: the larger, the higher; types met only once or on every line are left out."""
    counts = Counter(heading.type for heading in found)
    kept = sorted((kind for kind, count in counts.items() if 2 <= count <= 4 * max(4, pages)), reverse=True)[:3]
    if not kept or sum(counts[kind] for kind in kept) < 3:
        return ()
    levels = {kind: level for level, kind in enumerate(kept, start=1)}
    sections: list[Section] = []
    for heading in found:
        if heading.type in levels:
            deepest = sections[-1].level + 1 if sections else 1
            sections.append(_section(heading, min(levels[heading.type], deepest)))
    return tuple(sections)


def _section(heading: Heading, level: int) -> Section:
    return Section(
        level=level, label=heading.numbered.label, title=heading.numbered.title, page=heading.page, y=heading.y
    )
