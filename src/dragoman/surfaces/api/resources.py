"""The resources of the API: each view takes what is asked, calls the library, and gives a value of `model`.

`resource` makes an endpoint of a view: an entity tag of the library's state, 304 where the reader has that, only the
fields that are asked for, JSON.
"""

import gzip
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import wraps
from typing import Any, Final

import msgspec
from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dragoman.document.model import Document
from dragoman.errors import NotHere, UsageError
from dragoman.pipeline.subjects import Held
from dragoman.record.editions import active, heir_of, sections_of
from dragoman.record.model import Expression, HeldFile, Work
from dragoman.store.catalogue import Catalogue
from dragoman.store.model import Filters
from dragoman.surfaces import addresses
from dragoman.surfaces.api import entries, model
from dragoman.surfaces.asked import check_given, choice_of, clamped, filters_of, key_of, order_of, tag_of, widened
from dragoman.surfaces.citations import STYLES, cite, style_named
from dragoman.surfaces.documents import Documents
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.moved import offered, read_from
from dragoman.surfaces.presentation import DEFAULT_TAG, autonym, interfaces
from dragoman.surfaces.rendered import Rendered, respond, takes_gzip
from dragoman.vocabulary.languages import direction

MOST: Final = 100
USUAL: Final = 20
MOST_PAGES: Final = 500
USUAL_PAGES: Final = 100
_FAST: Final = 4  # zlib's level: a third larger than the best, in a tenth of its time


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request: the library, what the address names, and what it asks."""

    catalogue: Catalogue
    documents: Documents
    subjects: Held
    path: str
    asked: QueryParams
    named: Mapping[str, Any]

    def filters(self) -> Filters:
        """What a list is narrowed to, with what is under its subject."""
        return widened(filters_of(self.asked), self.subjects.now())

    def onward(self, after: str | int | None) -> str | None:
        """The address at which a list goes on; None at its end."""
        if after is None:
            return None
        return addresses.absolute(addresses.onward(self.path, dict(self.asked), after))

    def edition(self) -> tuple[Work, Expression]:
        """The edition that the address names. Errors: edition-not-here, edition-withdrawn; raises EditionMoved."""
        return offered(self.catalogue, self.named["expression_id"])

    def text(self) -> tuple[Expression, HeldFile, Document]:
        """The edition that the address names, with the file that is read. Errors: also those of `read_from`."""
        work, edition = self.edition()
        file = read_from(work, edition)
        return edition, file, self.documents.of(file)


View = Callable[[Visit], Any]
Endpoint = Callable[[Request], Awaitable[Response]]


def resource(view: View) -> Endpoint:
    """The endpoint of a view."""

    @wraps(view)
    async def endpoint(request: Request) -> Response:
        check_given(request.query_params)
        state = request.app.state
        catalogue: Catalogue = state.library.catalogue
        here = addresses.absolute(addresses.here(request.url.path, request.url.query))
        tag = entity_tag(state.version, catalogue.version(), state.subjects.state(), here)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Type": "application/json"}
        if is_fresh(request.headers, tag):
            return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
        visit = Visit(
            catalogue=catalogue,
            documents=state.documents,
            subjects=state.subjects,
            path=request.url.path,
            asked=request.query_params,
            named=request.path_params,
        )
        plain = await to_thread.run_sync(lambda: _written(view(visit), visit.asked))
        packed = takes_gzip(request.headers.get("accept-encoding", ""))
        return respond(request, Rendered(plain, gzip.compress(plain, _FAST, mtime=0) if packed else b""), headers)

    return endpoint


def _written(answer: Any, asked: QueryParams) -> bytes:  # noqa: ANN401 - any of the types of `model`
    """JSON, with the fields that are asked for; in a list, those of its members."""
    if "fields" not in asked:
        return msgspec.json.encode(answer)
    wanted = asked["fields"].split(",")
    if hasattr(answer, "data"):
        rest = {each.name: getattr(answer, each.name) for each in fields(answer)}
        return msgspec.json.encode({**rest, "data": [_only(wanted, member) for member in answer.data]})
    return msgspec.json.encode(_only(wanted, answer))


def _only(wanted: list[str], answer: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    known = [each.name for each in fields(answer)]
    if unknown := [name for name in wanted if name not in known]:
        said = f"There is no field {unknown[0][:40]!r}."
        raise UsageError("fields-unknown", said, f"Use some of {', '.join(known)}.")
    return {name: getattr(answer, name) for name in known if name in wanted}


@resource
def works(visit: Visit) -> model.Publications:
    """The works, in the order of their ids; those without an edition, of which all was withdrawn, are left out."""
    limit = clamped(visit.asked, "limit", default=USUAL, most=MOST)
    found = visit.catalogue.works(after=key_of(visit.asked, "after") or "", limit=limit + 1)
    return model.Publications(
        data=tuple(entries.publication(work) for work in found[:limit] if active(work)),
        next=visit.onward(found[limit - 1].id if len(found) > limit else None),
    )


@resource
def work(visit: Visit) -> model.Publication:
    """A work, or the one that it was merged into."""
    found = visit.catalogue.successor(visit.named["work_id"])
    if found is None or not active(found):
        raise NotHere("work-not-here", f"There is no work {visit.named['work_id']}.", "Ask for the list of works.")
    return entries.publication(found)


@resource
def editions(visit: Visit) -> model.Editions:
    """The editions, narrowed and ordered."""
    limit = clamped(visit.asked, "limit", default=USUAL, most=MOST)
    key, order = key_of(visit.asked, "after"), order_of(visit.asked)
    listing = visit.catalogue.browse(visit.filters(), order=order, key=key, limit=limit)
    return model.Editions(
        data=tuple(entries.head(edition) for edition in listing.editions), next=visit.onward(listing.following)
    )


@resource
def edition(visit: Visit) -> model.Edition:
    """The record of an edition."""
    return entries.record(*visit.edition())


@resource
def formats(visit: Visit) -> model.Formats:
    """The formats of an edition, with every revision of their files."""
    return model.Formats(data=entries.formats(*visit.edition()))


@resource
def citation(visit: Visit) -> model.Citation:
    """How to cite an edition."""
    style = choice_of(visit.asked, "style", tuple(style.name for style in STYLES))
    locale = tag_of(visit.asked, "locale") or DEFAULT_TAG
    said = cite([entry_of(*visit.edition())], style_named(style), language=locale, accessed=_day(visit.asked))[0]
    return model.Citation(style=style, locale=locale, text=said.text, html=said.html)


def _day(asked: QueryParams) -> date | None:
    said = asked.get("accessed")
    if said is None:
        return None
    try:
        return date.fromisoformat(said if len(said) == len("2026-11-25") and "W" not in said else "")
    except ValueError as error:
        raise UsageError("day-unknown", f"accessed={said[:40]!r} is no day.", "Write one as 2026-11-25.") from error


@resource
def sections(visit: Visit) -> model.Sections:
    """The contents of an edition."""
    return entries.contents(visit.edition()[1])


@resource
def section(visit: Visit) -> model.SectionText:
    """A section's own words; those of its heir where its id has gone."""
    edition, _, document = visit.text()
    asked = visit.named["section"]
    asked = addresses.section_name(heir_of(edition, f"{edition.id}.{asked}") or asked)
    names = [addresses.section_name(each.id) for each in sections_of(edition)]
    if asked not in names:
        raise NotHere("section-not-here", f"There is no section {asked[:80]}.", "Ask for the list of sections.")
    return entries.section_text(edition, document, names.index(asked))


@resource
def pages(visit: Visit) -> model.Pages:
    """The pages of an edition."""
    limit = clamped(visit.asked, "limit", default=USUAL_PAGES, most=MOST_PAGES)
    edition, file, document = visit.text()
    after = clamped(visit.asked, "after", default=0, most=len(document.pages))
    shown = document.pages[after : after + limit]
    return model.Pages(
        data=tuple(entries.page_head(edition, file, page) for page in shown),
        next=visit.onward(after + limit if after + limit < len(document.pages) else None),
    )


@resource
def page(visit: Visit) -> model.PageText:
    """A page's words."""
    edition, file, document = visit.text()
    number = visit.named["number"]
    if number > len(document.pages):
        raise NotHere("page-not-here", f"There are {len(document.pages)} pages.", "Ask for the list of pages.")
    return entries.page_text(edition, file, document.pages[number - 1])


@resource
def languages(visit: Visit) -> model.Languages:
    """The languages of the library."""
    say = interfaces()[DEFAULT_TAG]
    return model.Languages(
        data=tuple(
            model.Language(
                tag=tag,
                name=say.language(tag),
                autonym=autonym(tag),
                direction=direction(tag),
                editions=count,
                api_url=addresses.absolute(addresses.api_editions(tag)),
            )
            for tag, count in visit.catalogue.holdings().languages
        )
    )


@resource
def holdings(visit: Visit) -> model.Statistics:
    """What is held."""
    filters = visit.filters()
    counts = visit.catalogue.holdings(filters)
    return model.Statistics(
        works=counts.works,
        editions=counts.expressions,
        pages=counts.pages,
        languages=_counts(counts.languages),
        years=_counts(counts.years),
        types=_counts(counts.resource_types),
        subjects=_counts(visit.catalogue.subjects(filters)),
    )


@resource
def subjects(visit: Visit) -> model.Subjects:
    """The concepts of the library's vocabularies."""
    counted = dict(visit.catalogue.subjects())
    return model.Subjects(
        data=tuple(
            model.ConceptHeld(
                uri=concept.uri,
                vocabulary=vocabulary.name,
                labels=dict(concept.labels),
                broader=concept.broader,
                editions=counted.get(concept.uri, 0),
                api_url=addresses.absolute(addresses.api_editions_about(concept.uri)),
            )
            for vocabulary in visit.subjects.now().held
            for concept in vocabulary.concepts
        )
    )


def _counts(facet: tuple[tuple[str, int], ...] | tuple[tuple[int, int], ...]) -> tuple[model.Count, ...]:
    return tuple(model.Count(value=value, count=count) for value, count in facet)
