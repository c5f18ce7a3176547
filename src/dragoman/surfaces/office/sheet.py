"""A page of the file as the review screen shows it: its picture, and its words with where they stand.

In: an edition and a page. Out: the picture as WebP; blocks, lines and words with boxes as JSON, for pointing at. Where
on a line a word stands follows from how wide letters are, as for the marks of readers' pages.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from anyio import to_thread
from starlette.responses import Response

from dragoman.accession.model import PDF
from dragoman.document.direction import is_right_to_left
from dragoman.document.isolation import Failure
from dragoman.document.model import Box, Line, Page
from dragoman.errors import NotHere, Refused
from dragoman.office.model import Role
from dragoman.pipeline.drawing import PAGE_WIDTHS
from dragoman.record.editions import text_file
from dragoman.record.model import Expression, HeldFile, Work
from dragoman.surfaces.letters import width_of
from dragoman.surfaces.office import addresses
from dragoman.surfaces.office.frame import HEADERS, StaffPage, Visit

MOST_WORDS: Final = 4_000
_WORD: Final = re.compile(r"\S+")


def shown_file(work: Work, edition: Expression) -> HeldFile | None:
    """The file whose pages are shown: the one that was read, else another format that has pages."""
    read = text_file(work, edition)
    forms = (form.current for form in work.manifestations_of(edition.id))
    return read if read and read.media_type == PDF else next((f for f in forms if f.media_type == PDF), read)


async def picture(visit: Visit) -> Response:
    """The page as it is printed; the staff see drafts too."""
    asked = visit.request.path_params
    if asked["width"] not in PAGE_WIDTHS:
        raise NotHere("no-such-width", f"Pictures are {PAGE_WIDTHS} pixels wide.", "Choose one of these.")
    drawn = await visit.rooms.pictures.page(asked["digest"], asked["number"], asked["width"])
    if isinstance(drawn, Failure):
        raise Refused(drawn.code, drawn.message, drawn.remedy)
    kept = {**HEADERS, "Cache-Control": "private, max-age=86400, immutable"}
    return Response(drawn.webp, media_type="image/webp", headers=kept)


async def words(visit: Visit) -> Response:
    """The words of a page, in the order of reading."""
    body = await to_thread.run_sync(_words, visit)
    return Response(body, media_type="application/json", headers={**HEADERS, "Cache-Control": "private, max-age=3600"})


def _words(visit: Visit) -> bytes:
    asked = visit.request.path_params
    held = visit.rooms.library.stacks.item(asked["digest"])
    if held is None:
        raise NotHere("file-not-here", f"No file {asked['digest'][:16]} is kept here.", "Search for it.")
    pages = visit.rooms.library.root.document(asked["digest"]).pages
    if not 1 <= asked["number"] <= len(pages):
        raise NotHere("page-not-here", f"There is no page {asked['number']}.", "Choose another page.")
    return msgspec.json.encode(_sheet(pages[asked["number"] - 1]))


def _sheet(page: Page) -> dict[str, Any]:
    left = MOST_WORDS
    blocks = []
    for block in page.blocks:
        right_to_left = is_right_to_left(block.lines)
        lines = []
        for line in block.lines:
            found = _on_line(line, right_to_left=right_to_left)[: max(0, left)]
            left -= len(found)
            lines.append({"text": line.text, "box": _rounded(line.box), "words": found})
        blocks.append({"kind": str(block.kind), "text": block.text, "box": _rounded(block.box), "lines": lines})
    return {"width": page.width, "height": page.height, "label": page.label, "blocks": blocks}


def _on_line(line: Line, *, right_to_left: bool) -> list[tuple[str, Sequence[float]]]:
    return list(_placed(line, right_to_left=right_to_left))


def _placed(line: Line, *, right_to_left: bool) -> Iterator[tuple[str, Sequence[float]]]:
    whole = width_of(line.text)
    scale = (line.box.x1 - line.box.x0) / whole if whole else 0.0
    for match in _WORD.finditer(line.text):
        before, wide = width_of(line.text[: match.start()]) * scale, width_of(match.group()) * scale
        left = line.box.x1 - before - wide if right_to_left else line.box.x0 + before
        yield match.group(), _rounded(Box(left, line.box.y0, left + wide, line.box.y1))


def _rounded(box: Box) -> list[float]:
    return [round(edge, 1) for edge in box]


PAGES: Final = (
    StaffPage(path=addresses.PICTURE, handler=picture, needs=Role.CONTRIBUTOR),
    StaffPage(path=addresses.WORDS, handler=words, needs=Role.CONTRIBUTOR),
)
