"""The contents of a document: its sections, each with level, label, title and the page it begins on.

Comes in: a `Document`. Goes out: a statement of its `Section`s from the best source it has: its embedded outline if
sane, its printed contents pages, or its headings.
"""

from collections.abc import Sequence
from typing import Final

from dragoman.document.model import Document
from dragoman.record.headings import find_headings
from dragoman.record.levels import levels_of
from dragoman.record.model import Evidence, Section, SectionKind, Source, Statement
from dragoman.record.numbering import ordinal, roman_value, split_label
from dragoman.record.printed_contents import Entry, find_entries
from dragoman.record.resolve import heading_position, places_of
from dragoman.vocabulary.folding import squeeze
from dragoman.vocabulary.headings import BACK_PARTS, FRONT_PARTS, Part, part_named
from dragoman.vocabulary.numbering import ANNEX_WORDS

_LONGEST_TITLE: Final = 300
_FEWEST: Final = 2
_MOST: Final = 5_000
_HARDLY_SEEN: Final = 0.2


def find_contents(document: Document, *, title: str | None = None) -> Statement[tuple[Section, ...]] | None:
    """The document's sections and where they were read; None where nothing tells of any."""
    if outline := _from_outline(document):
        return _statement(document, outline, Source.OUTLINE, 0.6 + 0.38 * _seen(outline))
    entries = find_entries(document)
    if printed := _from_printed(document, entries):
        whole = _with_subsections(document, printed)
        confidence = 0.6 + 0.38 * _seen(whole)
        return _statement(document, whole, Source.CONTENTS_PAGE, confidence, page=entries[0].row.page)
    found = find_headings(document, title=title)
    if headings := tuple(section for section in found if part_named(section.title) is not Part.CONTENTS):
        confidence = 0.85 if _count_up(headings) else 0.6
        return _statement(document, headings, Source.HEADINGS, confidence, page=headings[0].page)
    return None


def _seen(sections: Sequence[Section]) -> float:
    """The share of sections whose heading was seen on the page they are said to begin on."""
    return sum(section.y > 0 for section in sections) / len(sections)


def _count_up(sections: Sequence[Section]) -> bool:
    """Whether most sections of the first level are numbered 1, 2, 3 …, none left out."""
    top = [section for section in sections if section.level == 1]
    numbers = [ordinal(section.label) for section in top if section.label]
    return len(numbers) >= max(_FEWEST + 1, len(top) // 2) and numbers == list(range(1, len(numbers) + 1))


def _statement(
    document: Document, sections: tuple[Section, ...], source: Source, confidence: float, *, page: int | None = None
) -> Statement[tuple[Section, ...]]:
    evidence = Evidence(
        item=document.item, source=source, method=source.value, confidence=round(confidence, 3), page=page
    )
    return Statement(value=with_kinds(sections), evidence=evidence)


def _from_outline(document: Document) -> tuple[Section, ...]:
    """The embedded outline, unless it says nothing: one bookmark, all on one page, bookmarks without pages, or titles
    of which hardly one is on its page (what a build that broke off leaves behind).
    """
    entries = [entry for entry in document.outline if entry.page is not None and entry.title.strip()][:_MOST]
    pages = {entry.page for entry in entries}
    if (
        len(entries) < _FEWEST
        or (len(pages) == 1 and len(document.pages) > 1)
        or 2 * len(entries) < len(document.outline)
    ):
        return ()
    top = min(entry.level for entry in entries)
    sections: list[Section] = []
    for entry in entries:
        page = document.pages[min(entry.page or 1, len(document.pages)) - 1]
        numbered = split_label(" ".join(entry.title.split())[:_LONGEST_TITLE])
        sections.append(
            Section(
                level=entry.level - top + 1,
                label=numbered.label,
                title=numbered.title,
                page=page.number,
                y=entry.y if entry.y is not None else heading_position(page, entry.title) or 0.0,
                page_label=page.label,
            )
        )
    with_text = {page.number for page in document.pages if page.text.strip()}
    judged = [section for section in sections if section.page in with_text]
    return () if len(judged) > _FEWEST and _seen(judged) < _HARDLY_SEEN else tuple(sections)


def _from_printed(document: Document, entries: Sequence[Entry]) -> tuple[Section, ...]:
    """Sections from the entries of a printed table of contents."""
    sections: list[Section] = []
    for entry, level, place in zip(entries, levels_of(entries), places_of(document, entries), strict=True):
        numbered = split_label(entry.text)
        if not squeeze(numbered.title) or part_named(entry.text) is Part.CONTENTS:
            continue
        sections.append(
            Section(
                level=level,
                label=numbered.label,
                title=numbered.title[:_LONGEST_TITLE],
                page=place.page,
                y=place.y,
                page_label=entry.number or document.pages[place.page - 1].label,
            )
        )
    return tuple(sections) if len(sections) >= _FEWEST else ()


def _with_subsections(document: Document, printed: tuple[Section, ...]) -> tuple[Section, ...]:
    """Contents of numbered chapters alone, with the headings 1.1, 1.2 … that stand under them in the text."""
    chapters = {ordinal(section.label) for section in printed if section.label} - {None}
    if len(chapters) < _FEWEST + 1 or any(section.level > 1 for section in printed):
        return printed
    below = [heading for heading in find_headings(document) if heading.level == 2 and heading.label]
    out: list[Section] = []
    for section, following in zip(printed, (*printed[1:], None), strict=True):
        out.append(section)
        last = following.page if following else len(document.pages)
        if section.label and (number := ordinal(section.label)) is not None:
            own = [heading for heading in below if (heading.label or "").startswith(f"{number}.")]
            out += [heading for heading in own if section.page <= heading.page <= last]
    return tuple(out)


def with_kinds(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same sections with the part of the book that each belongs to; what lies deeper belongs where its parent
    does.
    """
    kind, numbered = SectionKind.FRONT, False
    out: list[Section] = []
    for section in sections:
        if section.level == 1 or not out:
            kind = _kind(section, before=kind, numbered=numbered)
            numbered = numbered or bool(section.label)
        out.append(
            Section(
                level=section.level,
                label=section.label,
                title=section.title,
                page=section.page,
                y=section.y,
                page_label=section.page_label,
                kind=kind,
            )
        )
    return tuple(out)


def _kind(section: Section, *, before: SectionKind, numbered: bool) -> SectionKind:
    """The kind of a section of the first level, from its name, its label and what came before it."""
    part = part_named(section.title)
    if part in BACK_PARTS or _is_annex(section):
        return SectionKind.BACK
    if before is SectionKind.BACK:
        return SectionKind.BACK if not section.label else SectionKind.BODY
    if before is SectionKind.FRONT and not numbered and not section.label:
        roman = bool(section.page_label and not section.page_label.isdigit() and roman_value(section.page_label))
        if part in FRONT_PARTS or roman:
            return SectionKind.FRONT
    return SectionKind.BODY


def _is_annex(section: Section) -> bool:
    label = (section.label or "").casefold()
    return any(label.startswith(word) for word in ANNEX_WORDS) or (len(label) == 1 and label.isalpha())
