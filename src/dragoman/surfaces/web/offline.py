"""Reading without a connection: what a browser keeps of an edition, the worker that answers from it, and the page that
stands where nothing was kept. All of it stays on the reader's device.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import msgspec
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dragoman.accession.model import PDF
from dragoman.pipeline.drawing import COVER_WIDTHS, FIGURE_WIDTHS
from dragoman.record.editions import sections_of
from dragoman.record.model import Expression, HeldFile
from dragoman.surfaces import addresses
from dragoman.surfaces.rendered import Rendered, respond
from dragoman.surfaces.web import reading
from dragoman.surfaces.web.leaves import plan_of
from dragoman.surfaces.web.pages import Values, find_edition, find_text, page
from dragoman.surfaces.web.sections import Leaf, Plan
from dragoman.surfaces.web.site import Visit

MOST_SECTIONS: Final = 1_000
MOST_FIGURES: Final = 200
_SCRIPT: Final = files("dragoman.surfaces.web") / "static" / "worker.js"


async def worker(request: Request) -> Response:
    """The service worker; it answers for all that stands beside it."""
    text = re.sub(r"/\*.*?\*/", "", _SCRIPT.read_text("utf-8"), flags=re.DOTALL).strip()
    return respond(request, Rendered.of(text), {"Content-Type": "text/javascript", "Cache-Control": "no-cache"})


@page
async def offline(_visit: Visit) -> tuple[str, Values]:
    """What stands where a page was not kept."""
    return "offline.html", {}


async def keeping(request: Request) -> Response:
    """The addresses that make an edition readable without a connection, as JSON."""
    visit = Visit.of(request)
    work, edition = find_edition(visit.site, visit.named["expression_id"])
    file, document = await find_text(visit.site, work, edition)
    plan = await to_thread.run_sync(plan_of, visit.site, edition, file, document)
    found = await to_thread.run_sync(lambda: list(dict.fromkeys(_addresses(visit, edition, file, plan))))
    return Response(
        msgspec.json.encode({"addresses": found}), media_type="application/json", headers={"Cache-Control": "no-cache"}
    )


def _addresses(visit: Visit, edition: Expression, file: HeldFile, plan: Plan) -> Iterator[str]:
    ui, site = visit.interface.tag, visit.site
    yield addresses.edition(ui, edition.id)
    for asset in (site.style, site.script, site.reading_style, site.reading_script):
        yield addresses.static(asset.name)
    yield addresses.icon()
    yield from (addresses.cover(edition.id, width) for width in COVER_WIDTHS[1:2])
    for leaf in plan.flow():
        name = _name(edition, leaf.first)
        yield addresses.section(ui, edition.id, name, page=leaf.page)
        if file.media_type == PDF:
            yield from _figures(edition, file, leaf)
    for section in sections_of(edition)[:MOST_SECTIONS]:
        yield addresses.section(ui, edition.id, addresses.section_name(section.id))


def _name(edition: Expression, place: int) -> str:
    return addresses.section_name(sections_of(edition)[place].id) if place >= 0 else addresses.BEGINNING


def _figures(edition: Expression, file: HeldFile, leaf: Leaf) -> Iterator[str]:
    parts = reading.flow(leaf.stretches, sections_of(edition), base=0)
    for part in [part for part in parts if part.region][:MOST_FIGURES]:
        assert part.region is not None
        yield addresses.cut(file.item, part.sheet.number, FIGURE_WIDTHS[0], part.region)
