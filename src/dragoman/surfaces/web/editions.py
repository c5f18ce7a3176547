"""A language edition as its page shows it: what of the record is said, in which order, and where each value was found.

In: a `Work` and one of its expressions. Out: values for the template; nothing is made up, what is absent is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.record.crosswalks.entry import identifiers_of
from dragoman.record.editions import active, original_language, page_count, sections_of
from dragoman.record.model import Evidence, Expression, HeldFile, Identifier, Section, Source, Work
from dragoman.record.parallels import same_place
from dragoman.surfaces import addresses
from dragoman.surfaces.presentation import interface_for, page_ranges, preferred
from dragoman.surfaces.web import words
from dragoman.surfaces.web.contents import Entry, anchors, tree
from dragoman.vocabulary.languages import UNDETERMINED
from dragoman.vocabulary.schemes import address_of

CREATORS = frozenset({"aut", "cre", "edt", "trl", "ill", "ctb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value's name and where it was found, for those who want to check."""

    name: str
    source: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The place in another edition where what the reader reads stands: its page, and the section that begins there."""

    edition: Expression
    page: int
    section: Section | None
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A published form: its newest file, and the revisions that it replaced, newest first."""

    current: HeldFile
    earlier: tuple[HeldFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An identifier, and where it leads; None where it leads nowhere by itself."""

    scheme: str
    value: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A contributor's name, and who that is: ORCID, ROR, ISNI."""

    name: str
    known_as: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """All that the page of an edition shows."""

    work: Work
    edition: Expression
    pages: int | None
    original: str | None
    others: tuple[Expression, ...]
    contents: tuple[Entry, ...]
    contributors: tuple[tuple[str, tuple[Named, ...]], ...]
    identifiers: tuple[Link, ...]
    forms: tuple[Form, ...]
    found: tuple[Found, ...]
    recognised: str
    unread: str
    about: str


def edition_page(work: Work, edition: Expression) -> EditionPage:
    """The page of this edition of the work."""
    return EditionPage(
        work=work,
        edition=edition,
        pages=page_count(work, edition),
        original=original_language(work),
        others=tuple(other for other in active(work) if other.id != edition.id),
        contents=tree(sections_of(edition), pages=edition.pages, paged=not edition.flowed),
        contributors=_contributors(edition),
        identifiers=tuple(map(_link, identifiers_of(edition))),
        forms=tuple(Form(current=m.current, earlier=m.files[-2::-1]) for m in work.manifestations_of(edition.id)),
        found=tuple(_found(work, edition)),
        recognised=page_ranges(edition.recognition.pages if edition.recognition else ()),
        unread=page_ranges(edition.unread),
        about=_about(edition),
    )


def _about(edition: Expression) -> str:
    """What search engines are told that the edition is about: its abstract, else what its contents name, else facts."""
    if edition.abstract:
        return " ".join(edition.abstract.value.text.split())
    sections = sections_of(edition)
    highest = min((section.level for section in sections), default=0)
    named = [section.title for section in sections if section.level == highest and section.title]
    publisher, date = edition.publisher, edition.date
    facts = [publisher.value if publisher else "", date.value[:4] if date else ""]
    return " · ".join([*named] or [edition.title.value, *filter(None, facts)])


def edition_for(work: Work, tag: str) -> Expression | None:
    """The edition for a reader of this language: in it, else the original, else the first."""
    editions = active(work)
    by_language: dict[str, Expression] = {edition.language.value: edition for edition in reversed(editions)}
    if found := preferred([edition.language.value for edition in editions], tag):
        return by_language[found]
    return next((edition for edition in editions if edition.is_original), editions[0] if editions else None)


def elsewhere(work: Work, edition: Expression, page: int) -> Iterator[Elsewhere]:
    """Where the text on a page stands in the other editions, for those whose contents go with this one's."""
    here = sections_of(edition)
    for other in (other for other in active(work) if other.is_open):
        there = sections_of(other)
        place = same_place(page, here, there, pages=(edition.pages, other.pages)) if other is not edition else None
        if place:
            anchor = anchors(there)[there.index(place.section)] if place.section else ""
            yield Elsewhere(edition=other, page=place.page, section=place.section, anchor=anchor)


def own_address(edition: Expression) -> str:
    """The one address of an edition's page that counts: in the interface of its own language."""
    return addresses.edition(interface_for(edition.language.value), edition.id)


def alternates(work: Work) -> list[tuple[str, str]]:
    """For each language that the work has an edition in, that edition's own address; for all others the original's."""
    editions = active(work)
    found = {edition.language.value: own_address(edition) for edition in reversed(editions)}
    found.pop(UNDETERMINED, None)
    original = next((edition for edition in editions if edition.is_original), editions[0])
    return [*sorted(found.items()), ("x-default", own_address(original))]


def _contributors(edition: Expression) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Names by role, in the order that they were found in; the publisher is a field of its own."""
    by_role: dict[str, dict[str, Named]] = {}
    for statement in edition.contributions:
        if statement.value.role in CREATORS:
            names = by_role.setdefault(words.role(statement.value.role), {})
            named = Named(name=statement.value.name, known_as=tuple(map(_link, statement.value.identifiers)))
            names.setdefault(statement.value.name, named)
    return tuple((role, tuple(names.values())) for role, names in by_role.items())


def _link(identifier: Identifier) -> Link:
    return Link(scheme=identifier.scheme, value=identifier.value, href=address_of(identifier.scheme, identifier.value))


def _found(work: Work, edition: Expression) -> Iterator[Found]:
    single = (
        (words.message("Original Language"), work.original_language),
        (words.message("Language"), edition.language),
        (words.message("Title"), edition.title),
        (words.message("Abstract"), edition.abstract),
        (words.message("Contents"), edition.sections),
        (words.message("Date"), edition.date),
        (words.message("Publisher"), edition.publisher),
        (words.message("Type"), edition.resource_type),
    )
    for name, statement in single:
        if statement is not None:
            yield _evidence(name, statement.evidence)
    yield Found(name=words.message("Number of Pages"), source=words.SOURCES[Source.FILE], page=None)
    yield Found(name=words.message("Date of upload"), source=words.SOURCES[Source.SYSTEM], page=None)
    for contribution in edition.contributions:
        yield _evidence(words.role(contribution.value.role), contribution.evidence)
    for identifier in edition.identifiers:
        yield _evidence(words.scheme(identifier.value.scheme), identifier.evidence)


def _evidence(name: str, evidence: Evidence) -> Found:
    return Found(name=name, source=words.source(evidence), page=evidence.page)
