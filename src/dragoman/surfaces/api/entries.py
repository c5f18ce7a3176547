"""From the record to what the API answers with: pure, apart from the base of addresses, which must hold."""

from collections.abc import Iterable
from itertools import chain
from typing import Final

from dragoman.accession.model import PDF
from dragoman.document.model import Document, Page
from dragoman.pipeline.drawing import PAGE_WIDTHS
from dragoman.record.division import Stretch, section_stretches, stretches
from dragoman.record.editions import active, original_language, page_count, sections_of
from dragoman.record.model import Expression, HeldFile, Manifestation, Section, Work
from dragoman.record.public import unsigned
from dragoman.store.model import EditionSummary
from dragoman.surfaces import addresses
from dragoman.surfaces.addresses import absolute
from dragoman.surfaces.api import model
from dragoman.surfaces.entries import entry_of

PICTURED: Final = PAGE_WIDTHS[-1]


def publication(work: Work) -> model.Publication:
    """A work with its editions."""
    return model.Publication(
        id=work.id,
        original_language=original_language(work),
        datestamp=work.datestamp,
        editions=links(active(work)),
        url=absolute(addresses.publication(work.id)),
        api_url=absolute(addresses.api_work(work.id)),
    )


def links(editions: Iterable[Expression]) -> tuple[model.EditionLink, ...]:
    """Editions as a work names them."""
    return tuple(
        model.EditionLink(
            id=edition.id,
            language=edition.language.value,
            title=edition.title.value,
            is_original=edition.is_original,
            url=absolute(addresses.record(edition.id)),
            api_url=absolute(addresses.api_edition(edition.id)),
        )
        for edition in editions
    )


def head(summary: EditionSummary) -> model.EditionHead:
    """An edition as a list has it."""
    return model.EditionHead(
        id=summary.expression_id,
        work=summary.work_id,
        language=summary.language,
        title=summary.title,
        is_original=summary.is_original,
        original_language=summary.original_language,
        year=summary.year,
        type=summary.resource_type,
        publisher=summary.publisher,
        pages=summary.pages,
        uploaded=summary.uploaded,
        url=absolute(addresses.record(summary.expression_id)),
        api_url=absolute(addresses.api_edition(summary.expression_id)),
    )


def record(work: Work, edition: Expression) -> model.Edition:
    """The record of an edition."""
    siblings = links(other for other in active(work) if other is not edition)
    forms = formats(work, edition)
    permanent = entry_of(work, edition).permanent
    edition = unsigned(edition)
    return model.Edition(
        id=edition.id,
        work=work.id,
        datestamp=edition.datestamp,
        revision=edition.revision,
        uploaded=edition.uploaded,
        is_original=edition.is_original,
        original_language=original_language(work),
        translation_of=edition.translation_of,
        pages=page_count(work, edition),
        flowed=edition.flowed,
        language=edition.language,
        title=edition.title,
        abstract=edition.abstract,
        date=edition.date,
        contributions=edition.contributions,
        publisher=edition.publisher,
        identifiers=edition.identifiers,
        type=edition.resource_type,
        subjects=edition.subjects,
        rights=edition.rights,
        series=edition.series,
        notes=edition.notes,
        official=edition.official,
        persistent_ids=edition.persistent_ids,
        former_addresses=edition.former_addresses,
        placement=edition.placement,
        recognition=edition.recognition,
        unread=edition.unread,
        access=edition.access,
        opens=edition.opens,
        siblings=siblings,
        formats=forms,
        cite_as=permanent,
        url=absolute(addresses.record(edition.id)),
        api_url=absolute(addresses.api_edition(edition.id)),
        work_url=absolute(addresses.api_work(work.id)),
        sections_url=absolute(addresses.api_edition(edition.id, "sections")),
        pages_url=absolute(addresses.api_edition(edition.id, "pages")),
    )


def formats(work: Work, edition: Expression) -> tuple[model.Format, ...]:
    """The published forms of an edition. The paths that files came from are nobody's business."""
    return tuple(
        model.Format(id=form.id, editions=form.expressions, files=tuple(_file(form, file) for file in form.files))
        for form in work.manifestations_of(edition.id)
    )


def _file(form: Manifestation, file: HeldFile) -> model.File:
    return model.File(
        digest=file.item,
        file_name=file.file_name.encode("utf-8", "replace").decode(),
        media_type=file.media_type,
        size=file.size,
        pages=None if file.flowed else file.pages,
        accessioned=file.accessioned,
        current=file is form.current,
        url=absolute(addresses.file(file.item, file.file_name)),
    )


def contents(edition: Expression) -> model.Sections:
    """The sections of an edition."""
    return model.Sections(
        data=tuple(_section(edition, section) for section in sections_of(edition)),
        evidence=edition.sections.evidence if edition.sections else None,
    )


def _section(edition: Expression, section: Section) -> model.SectionHead:
    anchor = addresses.anchor(section.id)
    return model.SectionHead(
        id=section.id,
        level=section.level,
        label=section.label,
        title=section.title,
        kind=section.kind,
        page=section.page,
        page_label=section.page_label,
        parallel=section.parallel or None,
        url=absolute(addresses.record_page(edition.id, section.page, anchor=anchor)),
        api_url=_section_address(edition, section),
    )


def _section_address(edition: Expression, section: Section) -> str:
    return absolute(addresses.api_edition(edition.id, "sections", addresses.section_name(section.id)))


def section_text(edition: Expression, document: Document, place: int) -> model.SectionText:
    """A section by its place in the contents, with its own words."""
    sections = sections_of(edition)
    blocks = _blocks(section_stretches(document.pages, sections, place))
    return model.SectionText(
        section=_section(edition, sections[place]),
        edition=edition.id,
        language=edition.language.value,
        text="\n".join(block.text for block in blocks if block.text),
        blocks=blocks,
        preceding=_section_address(edition, sections[place - 1]) if place else None,
        following=_section_address(edition, sections[place + 1]) if place + 1 < len(sections) else None,
    )


def page_head(edition: Expression, file: HeldFile, page: Page) -> model.PageHead:
    """A page, where it stands and where its picture is."""
    has_picture = file.media_type == PDF
    return model.PageHead(
        number=page.number,
        label=page.label,
        legibility=page.legibility,
        width=page.width,
        height=page.height,
        picture=absolute(addresses.page_picture(file.item, page.number, PICTURED)) if has_picture else None,
        url=absolute(addresses.record_page(edition.id, page.number)),
        api_url=absolute(addresses.api_edition(edition.id, "pages", page.number)),
    )


def page_text(edition: Expression, file: HeldFile, page: Page) -> model.PageText:
    """A page with its words."""
    sections = sections_of(edition)
    parts = stretches(page, sections)
    return model.PageText(
        page=page_head(edition, file, page),
        edition=edition.id,
        language=edition.language.value,
        text=page.text,
        blocks=_blocks(parts),
        sections=tuple(sections[part.place].id for part in parts if part.place is not None),
    )


def _blocks(parts: Iterable[Stretch]) -> tuple[model.TextBlock, ...]:
    return tuple(
        chain.from_iterable(
            (
                model.TextBlock(kind=block.kind, page=part.page.number, text=block.text, rows=block.rows)
                for block in part.blocks
            )
            for part in parts
        )
    )
