"""`GET /api/v1/search`: answers to a question as JSON, a work or a passage a hit.

Parameters: `q`, the question, and `asked_in`, its language; the filters `language`, `year`, `type`, `publisher` and
`subject` (the address of a concept; those under it count too);
`group`, "work" or "passage"; `sort`, "relevance", "newest" or "title"; `reader`, the language whose editions come
first; `limit`, the most hits; `after`, where an earlier answer's `next` goes on; `explain`, "true" for what made each
score. `page` is null where a text has no pages of its own; `found_in` is where in another edition the answer was found,
if what is shown is the same place in the reader's. `unquoted`: nothing has the words as they were quoted, and they were
searched as words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.search.model import EditionHit, Hit, PassageResults, Query, Results
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.asked import (
    LONGEST_QUESTION,
    check_given,
    choice_of,
    count_of,
    is_cut,
    query_of,
    tag_of,
    text_of,
    widened,
)
from dragoman.surfaces.presentation import DEFAULT_TAG, interface_for, interfaces

GROUPS: Final = ("work", "passage")
MOST: Final = 100
USUAL: Final = 10
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
"""What people ask is nobody's business: no cache may hold it."""
_encoder: Final = msgspec.json.Encoder()

Answer = dict[str, Any]


async def search(request: Request) -> Response:
    """Parse, ask the index, serialise."""
    asked = request.query_params
    if not text_of(asked):
        raise UsageError("question-missing", "There is no question.", "Ask with q=…")
    if is_cut(asked):
        raise UsageError(
            "question-too-long",
            f"The question has more than {LONGEST_QUESTION} characters.",
            "Ask with fewer words.",
        )
    check_given(asked)
    for name in ("language", "reader", "asked_in"):
        _check_language(name, tag_of(asked, name), request.app.state.library)
    reader = tag_of(asked, "reader") or tag_of(asked, "language") or DEFAULT_TAG
    query = query_of(asked, reader=reader, limit=count_of(asked, "limit", default=USUAL, most=MOST))
    query = replace(query, filters=widened(query.filters, request.app.state.subjects.now()))
    ui = interface_for(reader)
    index = request.app.state.index
    if choice_of(asked, "group", GROUPS) == "passage":
        answer = by_passage(index.passages(query), query, ui)
    else:
        answer = by_work(index.search(query), query, ui)
    return Response(_encoder.encode(answer), headers=_NOT_KEPT, media_type="application/json")


def _check_language(name: str, tag: str | None, library: Library) -> None:
    """A language that neither CLDR nor the library knows is a slip of the hand, and an empty answer would hide it."""
    if tag is None or interfaces()[DEFAULT_TAG].language(tag) != tag:
        return
    held = [code for code, _ in library.catalogue.holdings().languages]
    if tag not in held:
        raise UsageError(f"{name}-unknown", f"{name}={tag!r} is no known language.", f"Held are {', '.join(held)}.")


def by_passage(results: PassageResults, query: Query, ui: str) -> Answer:
    """A hit a passage, with its whole text."""
    hits = [_passage(entry, hit, ui) | {"text": hit.passage.text} for entry in results.entries for hit in entry.hits]
    answer = {
        "unquoted": results.unquoted,
        "index": {"generation": results.generation, "changed": results.changed},
        "hits": hits,
    }
    return answer | _onward(results, query, "passage")


def by_work(results: Results, query: Query, ui: str) -> Answer:
    """A hit a work, with its best sections; facets; where it goes on."""
    answer: Answer = {
        "works": results.works,
        "asked_in": results.asked_in,
        "or_in": results.or_in,
        "suggestion": results.suggestion,
        "unquoted": results.unquoted,
        "searched": results.searched,
        "index": {"generation": results.generation, "changed": results.changed},
        "hits": [_work(entry, ui) for entry in results.entries],
        "facets": {
            "language": _facet(results.languages),
            "year": _facet(results.years),
            "type": _facet(results.resource_types),
            "publisher": _facet(results.publishers),
            "subject": _facet(results.subjects),
        },
    }
    return answer | _onward(results, query, "work")


def _onward(results: Results | PassageResults, query: Query, group: str) -> Answer:
    """Where an answer goes on, or what helps if it can't."""
    if results.following:
        return {"next": addresses.api_search(replace(query, after=results.following), group=group)}
    return {"advice": f"There are more {group}s than can be listed: narrow the search."} if results.cut else {}


def _facet(counts: Iterable[tuple[str | int, int]]) -> list[Answer]:
    return [{"value": value, "count": count} for value, count in counts]


def _work(entry: EditionHit, ui: str) -> Answer:
    return {
        "work": {"id": entry.work_id},
        "expression": _expression(entry, ui),
        "also_available_in": [
            {"language": tag, "id": other, "url": addresses.edition(ui, other)} for tag, other in entry.other_languages
        ],
        "sections": [_place(hit, ui) | {"snippet": list(_snippet(hit))} for hit in entry.hits],
    }


def _passage(entry: EditionHit, hit: Hit, ui: str) -> Answer:
    return {
        "item": {"digest": hit.passage.item, "file_name": entry.file_name},
        "work": {"id": entry.work_id},
        "expression": _expression(entry, ui),
        **_place(hit, ui),
    }


def _expression(entry: EditionHit, ui: str) -> Answer:
    return {
        "id": entry.expression_id,
        "language": entry.language,
        "title": entry.title,
        "year": entry.year,
        "url": addresses.edition(ui, entry.expression_id),
    }


def _place(hit: Hit, ui: str) -> Answer:
    """Where a passage stands: section, page, address; and how it came to be found."""
    passage = hit.passage
    anchor = addresses.anchor(passage.section_id) if passage.section_id else ""
    place: Answer = {
        "section": {"id": passage.section_id, "label": passage.section_label, "title": passage.section_title},
        "language": hit.language,
        "page": None if hit.flowed else passage.page,
        "page_label": passage.page_label,
        "url": addresses.page(ui, passage.expression_id, passage.page, anchor=anchor),
        "score": hit.score,
    }
    if hit.found_in:
        place["found_in"] = {"expression": hit.found_in.passage.expression_id} | _place(hit.found_in, ui)
    if hit.votes:
        place["votes"] = hit.votes
    return place


def _snippet(hit: Hit) -> Iterator[Answer]:
    for fragment in hit.snippet:
        yield {"text": fragment.text, "marked": True} if fragment.marked else {"text": fragment.text}
