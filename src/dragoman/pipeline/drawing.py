"""Pictures of pages for readers: from those that are kept, else drawn in a child process and kept.

Comes in: the digest of an item, a page, a width. Goes out: the WebP picture, or a `Failure`. A page that can't be drawn
is noted with the pictures, so that a file that hangs its reader does so once and not at every visit.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

from anyio import to_thread

from dragoman.accession.model import PDF
from dragoman.document.drawing import Drawing
from dragoman.document.geometry import whole
from dragoman.document.isolation import Failure
from dragoman.document.model import BlockKind, Box
from dragoman.document.painting import Painters
from dragoman.errors import NotHere
from dragoman.store.catalogue import Catalogue
from dragoman.store.library import PICTURES, Library
from dragoman.store.model import HeldItem
from dragoman.store.pictures import KeptPictures

COVER_WIDTHS: Final = (120, 240, 360)
PAGE_WIDTHS: Final = (640, 960, 1280)
FIGURE_WIDTHS: Final = (640, 1280)
_PICTURED: Final = frozenset({BlockKind.FIGURE, BlockKind.TABLE})
_DRAWN, _BLANK, _FAILED = b"D", b"B", b"F"
_TRIED_AGAIN: Final = 86_400.0
"""So long a page that could not be drawn is not tried again: perhaps it was the machine that was busy."""
_NOT_DRAWN: Final = Failure(code="not-drawn", message="The page can't be drawn.", remedy="Open the file itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, and whether there is hardly anything on it."""

    webp: bytes
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a library's pages."""

    library: Library
    catalogue: Catalogue
    kept: KeptPictures
    painters: Painters = field(default_factory=Painters)

    @classmethod
    def of(cls, library: Library, *, whole: bool = False) -> "Pictures":
        """Those of a library, kept in its folder: of what is public; with `whole`, of all that is kept."""
        catalogue = library.stacks if whole else library.catalogue
        return cls(library=library, catalogue=catalogue, kept=KeptPictures(library.folder / PICTURES))

    async def page(self, digest: str, number: int, width: int, *, region: Box | None = None) -> Picture | Failure:
        """A page's picture; NotHere where the item has no such page, LibraryBusy where too many are asked for."""
        cut = "-".join(str(round(edge)) for edge in region) if region else ""
        name = f"{digest}-{number}-{width}{'-' if cut else ''}{cut}"
        # Asked before what is kept: the file may have been closed or withdrawn since it was drawn.
        held = await to_thread.run_sync(self.catalogue.item, digest)
        if held is None:
            raise NotHere("file-not-here", f"No file {digest[:16]} is kept here.", "Search for it.")
        found = await to_thread.run_sync(self.kept.get, name)
        if found is None or _is_old_failure(found):
            drawing = await to_thread.run_sync(self._drawing, held, number, width, region)
            drawn = await asyncio.wrap_future(self.painters.paint(drawing))
            if isinstance(drawn, Failure):
                found = _FAILED + str(int(time.time())).encode()
            else:
                found = (_BLANK if drawn.blank else _DRAWN) + drawn.webp
            await to_thread.run_sync(self.kept.put, name, found)
        if found[:1] not in {_DRAWN, _BLANK}:
            return _NOT_DRAWN
        return Picture(webp=found[1:], blank=found[:1] == _BLANK)

    def _drawing(self, held: HeldItem, number: int, width: int, region: Box | None) -> Drawing:
        digest = held.digest
        described = self.catalogue.description(digest)
        if described is None:
            raise NotHere("file-not-here", f"No file {digest[:16]} is kept here.", "Search for it.")
        if held.media_type != PDF or not 1 <= number <= described.pages:
            raise NotHere("page-not-here", f"The file {digest[:16]} has no page {number}.", "Choose another page.")
        if region and not self._is_pictured(digest, number, region):
            raise NotHere("figure-not-here", f"There is no figure at {region} on page {number}.", "Open the page.")
        return Drawing(path=held.path, page=number, width=width, region=region)

    def _is_pictured(self, digest: str, number: int, region: Box) -> bool:
        """Whether it is a region that pages show as a picture: any other would let anybody fill the cache."""
        pages = self.library.root.document(digest).pages
        blocks = pages[number - 1].blocks if number <= len(pages) else ()
        return any(whole(block.box) == region for block in blocks if block.kind in _PICTURED)


def _is_old_failure(kept: bytes) -> bool:
    return kept[:1] == _FAILED and not (kept[1:].isdigit() and time.time() - int(kept[1:]) < _TRIED_AGAIN)
