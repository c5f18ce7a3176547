"""Electronic books as they are served: made when they are first asked for, and kept with the pictures."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dragoman.accession.model import PDF
from dragoman.document.isolation import Failure
from dragoman.document.model import Box
from dragoman.pipeline.drawing import COVER_WIDTHS
from dragoman.record.model import Expression, HeldFile, Work
from dragoman.surfaces import addresses
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.presentation import interface_for, interfaces
from dragoman.surfaces.web.book import MEDIA_TYPE, Cover, Volume, bound
from dragoman.surfaces.web.covers import made_cover
from dragoman.surfaces.web.files import disposition
from dragoman.surfaces.web.leaves import plan_of
from dragoman.surfaces.web.look import Look
from dragoman.surfaces.web.pages import find_edition, find_text
from dragoman.surfaces.web.site import Site, Visit
from dragoman.surfaces.web.words import message

_BEFORE = message("Before the first section")


async def book(request: Request) -> Response:
    """The edition as EPUB."""
    visit = Visit.of(request)
    site = visit.site
    work, edition = find_edition(site, visit.named["expression_id"])
    file, document = await find_text(site, work, edition)
    identifier = addresses.absolute(addresses.edition(interface_for(edition.language.value), edition.id))
    tag = entity_tag(site.version, edition.id, str(edition.revision), file.item, str(file.reading), identifier)
    headers = {
        "ETag": tag,
        "Cache-Control": "public, no-cache",
        "Content-Disposition": disposition(f"{edition.title.value[:80]}.epub", shown=False),
    }
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers=headers)
    name = f"{tag[3:-1]}.epub"
    made = await to_thread.run_sync(site.pictures.kept.get, name)
    if made is None:
        look = Look(
            say=interfaces()[interface_for(edition.language.value)],
            edition=edition.id,
            digest=file.item,
            paged=file.media_type == PDF,
        )
        volume = Volume(
            edition=edition,
            file=file,
            document=document,
            plan=await to_thread.run_sync(plan_of, site, edition, file, document),
            identifier=identifier,
            before=look.say.gettext(_BEFORE),
            cover=await _cover(site, work, edition, file),
        )

        async def draw(number: int, width: int, region: Box | None) -> bytes | None:
            drawn = await site.pictures.page(file.item, number, width, region=region)
            return None if isinstance(drawn, Failure) else drawn.webp

        made = await bound(volume, site.environment, look, draw)
        await to_thread.run_sync(site.pictures.kept.put, name, made)
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


async def _cover(site: Site, work: Work, edition: Expression, file: HeldFile) -> Cover:
    picture = await site.pictures.page(file.item, 1, COVER_WIDTHS[-1]) if file.media_type == PDF else None
    if picture is None or isinstance(picture, Failure) or picture.blank:
        return Cover(name="cover.svg", media_type="image/svg+xml", data=made_cover(edition, work.id).encode())
    return Cover(name="cover.webp", media_type="image/webp", data=picture.webp)
