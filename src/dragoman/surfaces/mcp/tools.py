"""The tools of the library for assistants: each looks something up and says where it stands. None changes anything.

A method is a tool; its name, its words and its parameters are what an assistant reads. Errors are `DragomanError`s,
whose message and remedy the assistant gets.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Final

from pydantic import Field

from dragoman.errors import NotHere
from dragoman.record.division import Stretch, section_stretches
from dragoman.record.editions import active, heir_of, original_language, page_count, sections_of
from dragoman.record.model import Expression, HeldFile, Section, Status, Work, titled
from dragoman.search.index import SearchIndex
from dragoman.search.model import EditionHit, Hit, Query
from dragoman.store.library import Library
from dragoman.store.model import Filters
from dragoman.surfaces import addresses
from dragoman.surfaces.citations import STYLES, cite, style_named
from dragoman.surfaces.documents import Documents
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.mcp import model
from dragoman.surfaces.moved import read_from
from dragoman.vocabulary.languages import spelled
from dragoman.vocabulary.roles import role_word

MOST_LETTERS: Final = 20_000
"""Letters of one answer: about what an assistant reads at once."""

EditionId = Annotated[str, Field(description="The id of an edition, as search or editions gives it.")]
Language = Annotated[str | None, Field(description="A language as a BCP 47 tag such as ru or zh-Hans.")]
PageNumber = Annotated[int, Field(ge=1, description="Place of the page in the file, from 1.")]


class Tools:
    """What can be asked of a library."""

    def __init__(self, library: Library, index: SearchIndex) -> None:
        self._library = library
        self._index = index
        self._documents = Documents(library.root)

    def search(
        self,
        question: Annotated[str, Field(min_length=1, max_length=500, description="Words or a question.")],
        language: Language = None,
        reader: Language = None,
        year: Annotated[int | None, Field(ge=0, le=9999, description="Only what was published in this year.")] = None,
        limit: Annotated[int, Field(ge=1, le=20, description="The most publications.")] = 8,
    ) -> model.Answers:
        """Search the whole text of all publications, in any language; answers are passages with page and address.

        A question finds answers in other languages too. `language` narrows to editions in that language; `reader` is
        the language whose editions are offered first. In quotes: the words together; -word: without it.
        """
        wanted = spelled(language) if language else None
        query = Query(
            text=question,
            filters=Filters(language=wanted, year=year),
            reader_language=spelled(reader) if reader else wanted or "en",
            limit=limit,
        )
        results = self._index.search(query)
        found = tuple(_hit(entry, hit) for entry in results.entries for hit in entry.hits)
        suggested = f"Nothing has these words; did you mean {results.suggestion!r}?" if results.suggestion else None
        advice = None if found else suggested or "Nothing was found. Ask with fewer or other words."
        return model.Answers(works=results.works, found=found, advice=advice)

    def record(self, edition: EditionId) -> model.Record:
        """What is known of an edition: title, people, publisher, date, identifiers, abstract, its other editions."""
        work, found = self._edition(edition)
        return model.Record(
            source=source(found),
            work=work.id,
            original_language=original_language(work),
            is_original=found.is_original,
            published=found.date.value if found.date else None,
            publisher=found.publisher.value if found.publisher else None,
            type=found.resource_type.value if found.resource_type else None,
            pages=page_count(work, found),
            people=tuple(model.Named(name=c.value.name, role=role_word(c.value.role)) for c in found.contributions),
            identifiers=tuple(f"{i.value.scheme} {i.value.value}" for i in found.identifiers),
            abstract=found.abstract.value.text if found.abstract else None,
            abstract_is_extract=bool(found.abstract and found.abstract.value.extract),
            editions=_links(active(work)),
        )

    def editions(
        self, identifier: Annotated[str, Field(description="The id of a work or of one of its editions.")]
    ) -> model.Editions:
        """All language editions of a publication: the same work in other languages, and which is the original."""
        work = self._library.catalogue.successor(identifier)
        if work is None:
            work, _ = self._edition(identifier)
        return model.Editions(
            work=work.id,
            original_language=original_language(work),
            editions=_links(active(work)),
            address=addresses.absolute(addresses.publication(work.id)),
        )

    def contents(self, edition: EditionId) -> model.Contents:
        """The table of contents of an edition, with pages; section_text gives the text of a section."""
        _, found = self._edition(edition)
        headings = tuple(
            model.Heading(
                section=addresses.section_name(section.id),
                level=section.level,
                title=titled(section.label, section.title),
                source=source(found, section=section, page=section.page, label=section.page_label),
            )
            for section in sections_of(found)
        )
        return model.Contents(source=source(found), headings=headings)

    def section_text(
        self,
        edition: EditionId,
        section: Annotated[str, Field(description="The section, as contents gives it.")],
        from_page: Annotated[int, Field(ge=1, description="Where to go on, as continues_at says.")] = 1,
    ) -> model.Text:
        """A section's own words, page by page; those of the sections under it are asked for by themselves."""
        work, found = self._edition(edition)
        whole = f"{found.id}.{addresses.section_name(section)}"
        wanted = heir_of(found, whole) or whole
        places = [place for place, each in enumerate(sections_of(found)) if each.id == wanted]
        if not places:
            raise NotHere("section-not-here", f"There is no section {section[:80]}.", "Ask for the contents.")
        document = self._documents.of(read_from(work, found))
        stretches = section_stretches(document.pages, sections_of(found), places[0])
        return _text(found, (stretch for stretch in stretches if stretch.page.number >= from_page))

    def page_text(self, edition: EditionId, page: PageNumber) -> model.Text:
        """The words of one page, without running heads and page numbers."""
        work, found = self._edition(edition)
        pages = self._documents.of(read_from(work, found)).pages
        if page > len(pages):
            raise NotHere("page-not-here", f"There are {len(pages)} pages.", f"Ask for one from 1 to {len(pages)}.")
        shown = pages[page - 1]
        at = source(found, page=page, label=shown.label)
        return model.Text(parts=(model.Found(text=shown.text, source=at),), continues_at=None)

    def cite_edition(
        self,
        edition: EditionId,
        style: Annotated[str, Field(description=f"One of {', '.join(style.name for style in STYLES)}.")] = STYLES[
            0
        ].name,
        language: Language = None,
    ) -> model.Citation:
        """How to cite an edition in one of the usual styles, its words in a language."""
        work, found = self._edition(edition)
        chosen = style_named(style)
        said = cite([entry_of(work, found)], chosen, language=spelled(language) if language else "en")
        return model.Citation(style=chosen.name, text=said[0].text, source=source(found))

    def pictured(self, edition: str, page: int) -> tuple[HeldFile, model.Source]:
        """The file that has a page, and where that stands."""
        work, found = self._edition(edition)
        return read_from(work, found), source(found, page=page)

    def _edition(self, edition: str) -> tuple[Work, Expression]:
        """The edition, or the one that took over its files. Errors: edition-not-here, edition-withdrawn."""
        work = self._library.catalogue.expression(edition)
        found = work.successor(edition) if work else None
        if work is None or found is None:
            raise NotHere("edition-not-here", f"There is no edition {edition[:80]}.", "Search for it by its title.")
        if found.status is Status.DELETED:
            raise NotHere("edition-withdrawn", f"The edition {found.id} was withdrawn.", "Search for other editions.")
        return work, found


def source(
    edition: Expression, *, section: Section | None = None, page: int | None = None, label: str | None = None
) -> model.Source:
    """Where something stands in an edition."""
    anchor = addresses.anchor(section.id) if section else ""
    at = addresses.record_page(edition.id, page, anchor=anchor) if page else addresses.record(edition.id)
    heading = titled(section.label, section.title) if section else None
    place = _Place(edition=edition.id, title=edition.title.value, language=edition.language.value)
    return place.at(addresses.absolute(at), heading, None if edition.flowed else page, label)


class _Place:
    """An edition by what a citation says of it."""

    def __init__(self, *, edition: str, title: str, language: str) -> None:
        self._edition, self._title, self._language = edition, title, language

    def at(self, address: str, section: str | None, page: int | None, label: str | None) -> model.Source:
        """A place in it."""
        said = f"page {label or page}" if page else None
        return model.Source(
            edition=self._edition,
            title=self._title,
            language=self._language,
            section=section,
            page=page,
            printed_page=label if page else None,
            address=address,
            cite=", ".join(filter(None, (self._title, section, said, address))),
        )


def _hit(entry: EditionHit, hit: Hit) -> model.Found:
    """A passage, cited by the edition that it stands in."""
    passage = hit.passage
    anchor = addresses.anchor(passage.section_id) if passage.section_id else ""
    address = addresses.record_page(passage.expression_id, passage.page, anchor=anchor)
    place = _Place(edition=passage.expression_id, title=entry.title, language=hit.language)
    section = titled(passage.section_label, passage.section_title) or None
    page = None if hit.flowed else passage.page
    return model.Found(
        text=passage.text, source=place.at(addresses.absolute(address), section, page, passage.page_label)
    )


def _links(editions: Iterable[Expression]) -> tuple[model.EditionLink, ...]:
    return tuple(
        model.EditionLink(
            edition=each.id,
            language=each.language.value,
            title=each.title.value,
            is_original=each.is_original,
            address=addresses.absolute(addresses.record(each.id)),
        )
        for each in editions
    )


def _text(edition: Expression, stretches: Iterable[Stretch]) -> model.Text:
    """Text with its pages, as much as is read at once; at least one page."""
    parts: list[model.Found] = []
    letters = 0
    for stretch in _with_words(stretches):
        section = sections_of(edition)[stretch.place] if stretch.place is not None else None
        said = "\n".join(block.text for block in stretch.blocks if block.text)
        if parts and letters + len(said) > MOST_LETTERS:
            return model.Text(parts=tuple(parts), continues_at=stretch.page.number)
        letters += len(said)
        at = source(edition, section=section, page=stretch.page.number, label=stretch.page.label)
        parts.append(model.Found(text=said, source=at))
    return model.Text(parts=tuple(parts), continues_at=None)


def _with_words(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    return (stretch for stretch in stretches if any(block.text for block in stretch.blocks))
