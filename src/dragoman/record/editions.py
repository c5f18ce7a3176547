"""What is said of a language edition by looking at its work: its siblings, its pages, its files.

Comes in: a `Work` and one of its expressions. Goes out: values, nothing made up.
"""

from dragoman.record.model import Expression, HeldFile, Section, Status, Work


def active(work: Work) -> tuple[Expression, ...]:
    """The editions that have not been withdrawn."""
    return tuple(edition for edition in work.expressions if edition.status is Status.ACTIVE)


def original_language(work: Work) -> str | None:
    """The language that the work was written in, if that could be decided."""
    if work.original_language is not None:
        return work.original_language.value
    return next((edition.language.value for edition in active(work) if edition.is_original), None)


def page_count(work: Work, edition: Expression) -> int | None:
    """How many pages it has: as in the file that was read, else in another format; None where no format has pages."""
    if not edition.flowed:
        return edition.pages
    return next((m.current.pages for m in work.manifestations_of(edition.id) if not m.current.flowed), None)


def files_of(work: Work, edition: Expression) -> tuple[HeldFile, ...]:
    """The newest file of each of its published forms."""
    return tuple(form.current for form in work.manifestations_of(edition.id))


def text_file(work: Work, edition: Expression) -> HeldFile | None:
    """The file that is read page by page: the one that the contents were read from, else the first form's newest."""
    files = files_of(work, edition)
    read_from = edition.sections.evidence.item if edition.sections else edition.language.evidence.item
    return next((file for file in files if file.item == read_from), files[0] if files else None)


def heir_of(edition: Expression, section_id: str) -> str | None:
    """The id of the section that replaced one whose id has gone; None where that id has not gone."""
    return dict(edition.sections_gone).get(section_id)


def sections_of(edition: Expression) -> tuple[Section, ...]:
    """The sections of the edition, in reading order."""
    return edition.sections.value if edition.sections else ()
