"""What helps to find while typing: titles that begin so, and the library in a browser's own search bar.

Both are OpenSearch 1.1: the description document, and the suggestions extension's array of four (the text, titles, what
each is, addresses).
"""

from typing import Final
from xml.sax.saxutils import escape

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dragoman.search.model import EditionHit
from dragoman.surfaces import addresses, organisation
from dragoman.surfaces.asked import text_of
from dragoman.surfaces.presentation import Interface
from dragoman.surfaces.web.site import Visit
from dragoman.surfaces.web.words import message

MOST: Final = 8
_NAME: Final = message("Library of publications")
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_DESCRIPTION: Final = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{short}</ShortName>
<Description>{name}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image width="16" height="16" type="image/svg+xml">{icon}</Image>
<Url type="text/html" rel="results" template="{search}?q={{searchTerms}}"/>
<Url type="application/x-suggestions+json" rel="suggestions" template="{suggest}?q={{searchTerms}}"/>
<Url type="application/json" rel="results" template="{api}?q={{searchTerms}}&amp;reader={ui}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{own}"/>
</OpenSearchDescription>
"""


async def suggest(request: Request) -> Response:
    """Titles with the words typed, the last word perhaps only begun."""
    visit = Visit.of(request)
    ui = visit.interface.tag
    text = text_of(visit.asked)
    found = visit.site.index.titles(text, reader_language=ui, limit=MOST) if text else ()
    answer = (
        text,
        [entry.title for entry in found],
        [_about(entry, visit.interface) for entry in found],
        [addresses.edition(ui, entry.expression_id) for entry in found],
    )
    return Response(msgspec.json.encode(answer), headers=_NOT_KEPT, media_type="application/x-suggestions+json")


def _about(entry: EditionHit, say: Interface) -> str:
    """An edition in two words: its language and its year."""
    return " · ".join([say.language(entry.language), *([str(entry.year)] if entry.year else [])])


async def opensearch(request: Request) -> Response:
    """The description by which a browser adds the library to its search bar."""
    visit = Visit.of(request)
    ui = visit.interface.tag
    described = _DESCRIPTION.format(
        name=escape(visit.interface.gettext(_NAME)),
        short=escape(organisation.name(visit.site.settings, ui)[:16]),  # the most that OpenSearch 1.1 allows
        ui=ui,
        **{name: _public(address) for name, address in _addresses(ui).items()},
    )
    return Response(
        described, media_type="application/opensearchdescription+xml", headers={"Cache-Control": "no-cache"}
    )


def _addresses(ui: str) -> dict[str, str]:
    return {
        "icon": addresses.icon(),
        "search": addresses.search(ui),
        "suggest": addresses.suggest(ui),
        "api": addresses.api_search(),
        "own": addresses.opensearch(ui),
    }


def _public(address: str) -> str:
    return escape(addresses.absolute(address), {'"': "&quot;"})
