"""Pictures as they are served: pages of files under addresses that never say anything else, and covers of editions.

A page's picture follows from the file's bytes and is kept by caches for good. A cover belongs to an edition, whose file
may be replaced: it is asked for again after a day.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dragoman.accession.model import PDF
from dragoman.document.isolation import Failure
from dragoman.document.model import Box
from dragoman.errors import NotHere, Refused
from dragoman.pipeline.drawing import COVER_WIDTHS, FIGURE_WIDTHS, PAGE_WIDTHS
from dragoman.record.editions import text_file
from dragoman.record.model import Expression, Status, Work
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.web.covers import made_cover
from dragoman.surfaces.web.site import Site

FOR_GOOD: Final = "public, max-age=31536000, immutable"
FOR_A_DAY: Final = "public, max-age=86400, stale-while-revalidate=604800"
WEBP: Final = "image/webp"


async def page_picture(request: Request) -> Response:
    """A page of a file as a picture, or a figure of it."""
    site: Site = request.app.state.site
    asked = request.path_params
    region: Box | None = asked.get("region")
    if asked["width"] not in (FIGURE_WIDTHS if region else PAGE_WIDTHS):
        raise NotHere("no-such-width", f"Pictures are {PAGE_WIDTHS} pixels wide.", "Choose one of these.")
    headers = {"Cache-Control": FOR_GOOD, "ETag": entity_tag(request.url.path)}
    if is_fresh(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    picture = await site.pictures.page(asked["digest"], asked["number"], asked["width"], region=region)
    if isinstance(picture, Failure):
        raise Refused(picture.code, picture.message, picture.remedy)
    return Response(picture.webp, media_type=WEBP, headers=headers)


async def cover(request: Request) -> Response:
    """The first page of an edition's file; where that is empty, can't be drawn or is none, a cover made for it."""
    site: Site = request.app.state.site
    width: int = request.path_params["width"]
    if width not in COVER_WIDTHS:
        raise NotHere("no-such-width", f"Covers are {COVER_WIDTHS} pixels wide.", "Choose one of these.")
    expression_id = request.path_params["expression_id"]
    work = site.library.catalogue.expression(expression_id)
    edition = work.expression(expression_id) if work else None
    if work is None or edition is None or edition.status is Status.DELETED:
        raise NotHere("edition-not-here", f"There is no edition {expression_id}.", "Search for it by its title.")
    digest = _paged_file(work, edition)
    tag = entity_tag(site.version, edition.id, str(edition.revision), edition.title.value, digest or "", str(width))
    headers = {"Cache-Control": FOR_A_DAY, "ETag": tag}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers=headers)
    picture = await site.pictures.page(digest, 1, width) if digest else None
    if picture is None or isinstance(picture, Failure) or picture.blank:
        return Response(made_cover(edition, work.id), media_type="image/svg+xml", headers=headers)
    return Response(picture.webp, media_type=WEBP, headers=headers)


def _paged_file(work: Work, edition: Expression) -> str | None:
    """The file whose first page is the cover: the one that is read if it is a PDF, else another format that is."""
    files = [text_file(work, edition), *(form.current for form in work.manifestations_of(edition.id))]
    return next((file.item for file in files if file and file.media_type == PDF), None)
