"""Where on its pages each part of a description was read, for pictures that show it.

Comes in: a `Document` and what was described from it. Goes out: `Mark`s: regions with what was seen in them, and a word
to write beside them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from dragoman.document.model import Block, BlockKind, Box, Document, Line, Mark, MarkKind, Page
from dragoman.record.model import Description, Section, Source
from dragoman.record.printed_contents import find_entries
from dragoman.vocabulary.folding import squeeze

_FURNITURE: Final = frozenset({BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER})
_PAGES_OF_ABSTRACT: Final = 3
_TELLING: Final = 60
_NEAR: Final = 3.0
_EDGE: Final = 8.0


def marks(document: Document, description: Description) -> tuple[Mark, ...]:
    """Every region that something was read from; what is drawn later lies above."""
    return (
        *_furniture(document),
        *_abstract(document, description),
        *_contents(document, description),
        *_sections(document, description),
        *_statements(description),
    )


def _furniture(document: Document) -> Iterator[Mark]:
    """Running heads and page numbers, and headings (those that are sections are marked as such, too)."""
    for page in document.pages:
        for block in page.blocks:
            if block.kind in _FURNITURE:
                yield Mark(kind=MarkKind.FURNITURE, page=page.number, box=block.box)
            elif block.kind is BlockKind.HEADING:
                yield Mark(kind=MarkKind.HEADING, page=page.number, box=block.box)


def _abstract(document: Document, description: Description) -> Iterator[Mark]:
    """The blocks that the abstract was put together from."""
    abstract = description.abstract
    if abstract is None or abstract.evidence.page is None:
        return
    first, whole = abstract.evidence.page - 1, squeeze(abstract.value.text)
    word = "extract" if abstract.value.extract else "abstract"
    for page in document.pages[first : first + _PAGES_OF_ABSTRACT]:
        for block in page.blocks:
            if _is_in(block, whole) or block.box == abstract.evidence.region:
                yield Mark(kind=MarkKind.ABSTRACT, page=page.number, box=block.box, word=word)


def _is_in(block: Block, whole: str) -> bool:
    beginning = squeeze(block.text)[:_TELLING]
    return len(beginning) >= _TELLING / 2 and beginning in whole


def _contents(document: Document, description: Description) -> Iterator[Mark]:
    """The rows of the printed contents, each with the page that it leads to."""
    if description.sections and description.sections.evidence.source is Source.CONTENTS_PAGE:
        for entry in find_entries(document):
            yield Mark(
                kind=MarkKind.CONTENTS,
                page=entry.row.page,
                box=entry.row.box,
                word=f"to {entry.number or entry.target}",
            )


def _sections(document: Document, description: Description) -> Iterator[Mark]:
    """The headings of the sections; a strip at the upper edge of the page where a section's heading was not found."""
    lines: dict[int, list[Line]] = {}
    for section in description.sections.value if description.sections else ():
        page = document.pages[section.page - 1]
        if section.page not in lines:
            lines[section.page] = [line for block in page.blocks for line in block.lines]
        yield Mark(
            kind=MarkKind.SECTION,
            page=section.page,
            box=_heading(section, page, lines),
            word=f"{section.level} {section.label or ''}".strip() + ("" if section.y else " not found"),
        )


def _heading(section: Section, page: Page, lines: Mapping[int, list[Line]]) -> Box:
    at_height = [line for line in lines[section.page] if abs(line.box.y0 - section.y) < _NEAR] if section.y else []
    whole = squeeze(f"{section.label or ''} {section.title}")
    near = [line.box for line in at_height if squeeze(line.text)[:_TELLING] in whole or whole in squeeze(line.text)]
    near = near or [line.box for line in at_height]
    if not near:
        return Box(0.0, section.y, page.width, section.y + _EDGE)
    return Box(
        min(box.x0 for box in near),
        min(box.y0 for box in near),
        max(box.x1 for box in near),
        max(box.y1 for box in near),
    )


def _statements(description: Description) -> Iterator[Mark]:
    """The title and what the imprint says, with how sure it is."""
    stated = {
        "title": description.title,
        "date": description.date,
        "publisher": description.publisher,
        "original language": description.original_language,
        **{f"{c.value.role} {n}": c for n, c in enumerate(description.contributions, 1)},
        **{i.value.scheme: i for i in description.identifiers},
    }
    for name, statement in stated.items():
        if statement is not None and statement.evidence.page is not None and statement.evidence.region is not None:
            yield Mark(
                kind=MarkKind.TITLE if name == "title" else MarkKind.IMPRINT,
                page=statement.evidence.page,
                box=statement.evidence.region,
                word=f"{name} {statement.evidence.confidence:.2f}",
            )
