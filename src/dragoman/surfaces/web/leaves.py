"""The pages that are for reading: a section, everything, and a sheet of the file with its picture.

Each function parses what is asked, lets `sections` and `reading` lay the text out, and renders it.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.accession.model import PDF
from dragoman.document.model import BlockKind, Document, Legibility, Page
from dragoman.errors import NotHere
from dragoman.record.editions import active, heir_of, sections_of
from dragoman.record.model import Expression, HeldFile, Section, Work
from dragoman.record.parallels import same_place
from dragoman.surfaces import addresses
from dragoman.surfaces.presentation import interface_for, page_ranges
from dragoman.surfaces.web import reading
from dragoman.surfaces.web.contents import anchors, depths, named, path_to
from dragoman.surfaces.web.editions import elsewhere
from dragoman.surfaces.web.look import Look
from dragoman.surfaces.web.marked import Marked
from dragoman.surfaces.web.pages import Values, View, answer, find_edition, find_text, page
from dragoman.surfaces.web.sections import BEGINNING, Leaf, Piece, Plan, minutes
from dragoman.surfaces.web.site import Site, Visit

_NEAR: Final = 24
"""So many sections of the same chapter are listed beside the text, those around it."""
KEPT_PLANS: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One edition's text on the page: two stand side by side."""

    edition: Expression
    file: HeldFile
    document: Document
    leaf: Leaf
    name: str
    title: str
    parts: tuple[reading.Part, ...]
    notes: tuple[reading.Part, ...]
    recognised: str
    marked: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same section in another edition."""

    edition: Expression
    section: str
    page: int | None


def kept_unless_asked(view: View) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint whose pages are kept, but not those with a reader's words in them."""
    plain, asked = page(view), answer(view)

    @wraps(view)
    async def endpoint(request: Request) -> Response:
        return await (asked if request.query_params.get("q") else plain)(request)

    return endpoint


async def section(request: Request) -> Response:
    """A section; one whose id has gone leads to what replaced it."""
    visit = Visit.of(request)
    _, edition = find_edition(visit.site, visit.named["expression_id"])
    heir = heir_of(edition, f"{edition.id}.{visit.named['section']}")
    if heir is not None:
        to = addresses.section(visit.interface.tag, edition.id, addresses.section_name(heir))
        return RedirectResponse(to, status_code=301, headers={"Cache-Control": "no-cache"})
    return await _section(request)


@kept_unless_asked
async def _section(visit: Visit) -> tuple[str, Values]:
    """A section of an edition, perhaps beside the same section of another."""
    work, edition = find_edition(visit.site, visit.named["expression_id"])
    file, document = await find_text(visit.site, work, edition)
    column = await _column(visit, edition, (file, document), visit.named["section"], visit.named.get("number"))
    others = tuple(_twins(work, column))
    beside = next((twin for twin in others if twin.edition.id == visit.asked.get("beside")), None)
    columns = [column]
    if beside:
        text = await find_text(visit.site, work, beside.edition)
        columns.append(await _column(visit, beside.edition, text, beside.section, beside.page))
    sections = sections_of(edition)
    whole = column.name == addresses.EVERYTHING
    return "section.html", {
        "columns": columns,
        "column": column,
        "edition": edition,
        "leaf": column.leaf,
        "path": [sections[at] for at in path_to(sections, column.leaf.first)[:-1]] if column.leaf.first >= 0 else [],
        "near": () if whole else tuple(_near(sections, column.leaf.first)),
        "first": sections[0] if sections else None,
        "whole": whole,
        "others": others,
        "beside": beside,
        "opening": reading.opening(column.parts),
        "minutes": minutes(column.leaf.text),
        "canonical": _canonical(edition, column),
        "interface_for": interface_for,
        "name_of": _name_of(sections),
        "link": _linking(visit, column, beside),
        "named": named,
        "looking": lambda one: _look(visit, one.edition, one.file, one.marked),
    }


@kept_unless_asked
async def sheet(visit: Visit) -> tuple[str, Values]:
    """One page of an edition's file: its text, and its picture where the file has pages."""
    work, edition = find_edition(visit.site, visit.named["expression_id"])
    file, document = await find_text(visit.site, work, edition)
    found = _sheet(document, edition, visit.named["number"])
    sections = sections_of(edition)
    standing = reading.section_at(found, sections)
    marked = await _marked(visit, edition)
    parts = reading.stepped(reading.parts(found, sections))
    return "text.html", {
        "own_address": addresses.page(interface_for(edition.language.value), edition.id, found.number),
        "edition": edition,
        "file": file,
        "sheet": found,
        "pages": len(document.pages),
        "flowed": document.flowed,
        "parts": parts,
        "opening": reading.opening(parts),
        "path": [sections[at] for at in path_to(sections, standing)] if standing is not None else [],
        "section": addresses.section_name(sections[standing].id) if standing is not None else addresses.BEGINNING,
        "named": named,
        "elsewhere": tuple(elsewhere(work, edition, found.number)),
        "marked": marked,
        "boxes": marked.boxes(found),
        "look": _look(visit, edition, file, marked),
    }


async def _column(
    visit: Visit, edition: Expression, text: tuple[HeldFile, Document], name: str, number: int | None
) -> Column:
    file, document = text
    sections = sections_of(edition)
    plan = await to_thread.run_sync(plan_of, visit.site, edition, file, document)
    if name == addresses.BEGINNING and not plan.has_beginning:
        name = addresses.section_name(sections[0].id)
    whole = name == addresses.EVERYTHING
    leaf = plan.everything(number) if whole else plan.leaf(_place(sections, name), number)
    if leaf is None:
        raise NotHere("section-not-here", f"{edition.id} has no section {name}.", "Choose one from its contents.")
    root = sections[leaf.first] if leaf.first >= 0 else None
    made = reading.flow(leaf.stretches, sections, base=root.level if root else 0)
    sheets = {stretch.page.number: stretch.page for stretch in leaf.stretches}
    recognised = [number for number, sheet in sheets.items() if sheet.legibility is Legibility.RECOGNISED]
    return Column(
        edition=edition,
        file=file,
        document=document,
        leaf=leaf,
        name=name,
        title=named(root) if root else "",
        parts=reading.under_title(made, anchors(sections)[leaf.first] if root else ""),
        notes=tuple(part for part in made if part.kind == BlockKind.NOTE),
        recognised=page_ranges(recognised),
        marked=await _marked(visit, edition),
    )


def plan_of(site: Site, edition: Expression, file: HeldFile, document: Document) -> Plan:
    """How the edition's text is laid out; the last few are kept."""
    key = edition.id, edition.revision, file.item, file.reading
    with site.reading:
        known = site.plans.get(key)
    if known is None:
        known = Plan(document, sections_of(edition))
        with site.reading:
            site.plans[key] = known
            while len(site.plans) > KEPT_PLANS:
                site.plans.pop(next(iter(site.plans)))
    return known


def _place(sections: Sequence[Section], name: str) -> int:
    """The place of the section of this name; a place that no section has where there is none."""
    if name == addresses.BEGINNING:
        return BEGINNING
    names = (addresses.section_name(each.id) for each in sections)
    return next((place for place, each in enumerate(names) if each == name), len(sections))


async def _marked(visit: Visit, edition: Expression) -> Marked:
    words = visit.asked.get("q", "")
    if not words.strip():
        return Marked(words="", language=edition.language.value, marker=None)
    return await to_thread.run_sync(Marked.of, words, str(edition.language.value), visit.site.index)


def _look(visit: Visit, edition: Expression, file: HeldFile, marked: Marked) -> Look:
    return Look(
        say=visit.interface,
        edition=edition.id,
        digest=file.item,
        paged=file.media_type == PDF,
        words=marked.words,
    )


def _twins(work: Work, column: Column) -> Iterator[Twin]:
    """The same section in the other editions: the one that is tied to it, else the place where its page is there."""
    here = sections_of(column.edition)
    first = column.leaf.first
    own = here[first] if first >= 0 and column.leaf.page is None else None
    number = column.leaf.stretches[0].page.number if column.leaf.stretches else 1
    for other in active(work):
        if other.id == column.edition.id:
            continue
        there = sections_of(other)
        if column.name == addresses.EVERYTHING:
            yield Twin(edition=other, section=addresses.EVERYTHING, page=None)
            continue
        tied = _beside(here, there, first) if own else None
        if tied:
            yield Twin(edition=other, section=addresses.section_name(tied.id), page=None)
        elif found := same_place(number, here, there, pages=(column.edition.pages, other.pages)):
            section = found.section or next((s for s in reversed(there) if s.page <= found.page), None)
            name = addresses.section_name(section.id) if section else addresses.BEGINNING
            yield Twin(edition=other, section=name, page=found.page if section and section.page < found.page else None)


def _beside(here: Sequence[Section], there: Sequence[Section], place: int) -> Section | None:
    """The section tied to this one; where none is, the one as far after the last tied pair, before the next one."""
    by_parallel = {section.parallel: at for at, section in enumerate(there) if section.parallel}
    for before in range(place, -1, -1):
        if (at := by_parallel.get(here[before].parallel)) is not None:
            between = range(at + 1, at + 1 + place - before)
            here_loose = all(here[each].parallel not in by_parallel for each in range(before + 1, place + 1))
            there_loose = all(each < len(there) and _is_loose(there[each], here) for each in between)
            return there[at + place - before] if here_loose and there_loose else None
    return None


def _is_loose(section: Section, others: Sequence[Section]) -> bool:
    return not section.parallel or all(other.parallel != section.parallel for other in others)


def _near(sections: Sequence[Section], place: int) -> Iterator[tuple[Section, int, bool]]:
    """The sections beside this one in the contents and those under it, with depth and whether it is this one."""
    if not sections:
        return
    depth_of = depths(sections)
    depth = depth_of[place] if place >= 0 else 0
    parent = path_to(sections, place)[-2:-1] if place >= 0 else ()
    start = parent[0] + 1 if parent else 0
    stop = next((at for at in range(start, len(sections)) if depth_of[at] < depth), len(sections))
    siblings = [at for at in range(start, stop) if depth_of[at] == depth]
    at = siblings.index(place) if place in siblings else 0
    shown = siblings[max(0, at - _NEAR // 2) : max(0, at - _NEAR // 2) + _NEAR]
    for each in shown:
        yield sections[each], 0, each == place
        if each == place:
            end = next((later for later in range(each + 1, len(sections)) if depth_of[later] <= depth), len(sections))
            under = [later for later in range(each + 1, end) if depth_of[later] == depth + 1]
            yield from ((sections[later], 1, False) for later in under[:_NEAR])


def _name_of(sections: Sequence[Section]) -> Callable[[Piece], tuple[str, int | None, str]]:
    """For a piece: the section's name in its address, the page in it, and what it is called."""

    def name(piece: Piece) -> tuple[str, int | None, str]:
        if piece.place == BEGINNING:
            return addresses.BEGINNING, piece.page, ""
        section = sections[piece.place]
        return addresses.section_name(section.id), piece.page, named(section)

    return name


def _linking(visit: Visit, column: Column, beside: Twin | None) -> Callable[..., str]:
    """Addresses of this edition's sections that keep the words and the edition beside."""

    def link(name: str, page: int | None = None, *, alone: bool = False) -> str:
        other = "" if alone or beside is None else beside.edition.id
        ui, words = visit.interface.tag, column.marked.words
        return addresses.section(ui, column.edition.id, name, page=page, q=words, beside=other)

    return link


def _canonical(edition: Expression, column: Column) -> str:
    """The one address of this text: in the interface of its language if there is one, without words or company."""
    return addresses.section(interface_for(edition.language.value), edition.id, column.name, page=column.leaf.page)


def _sheet(document: Document, edition: Expression, number: int) -> Page:
    if not 1 <= number <= len(document.pages):
        raise NotHere(
            "page-not-here", f"The edition {edition.id} has no page {number}.", "Choose one from its contents."
        )
    return document.pages[number - 1]
