"""Pictures of a file's pages with regions drawn in colour: how one sees what a program reads.

Comes in: a PDF and `Mark`s. Goes out: a PNG file for each page that has a mark, in a folder. It runs in the child
process that reads the file, because drawing a hostile page is as dangerous as reading it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # published without types
from PIL import Image, ImageDraw

from dragoman.document.model import Box, Mark, MarkKind
from dragoman.errors import Refused

Colour = tuple[int, int, int]
COLOURS: Final[Mapping[MarkKind, tuple[str, Colour]]] = MappingProxyType(
    {
        MarkKind.TITLE: ("red", (214, 39, 40)),
        MarkKind.ABSTRACT: ("blue", (31, 119, 180)),
        MarkKind.CONTENTS: ("green", (44, 160, 44)),
        MarkKind.SECTION: ("orange", (255, 127, 14)),
        MarkKind.HEADING: ("yellow", (230, 200, 0)),
        MarkKind.IMPRINT: ("purple", (148, 103, 189)),
        MarkKind.FURNITURE: ("grey", (140, 140, 140)),
    }
)
_TELLING: Final = frozenset(MarkKind) - {MarkKind.FURNITURE}
_SCALE: Final = 1.5
_MOST_PIXELS: Final = 2_400
_WASH: Final = 56


def draw(path: str, marks: Iterable[Mark], *, folder: str, report: Callable[[int], None] | None = None) -> int:
    """Draws every page on which something was read, as `0001.png` …; the number of pictures."""
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_page[mark.page].append(mark)
    wanted = sorted(page for page, own in by_page.items() if any(mark.kind in _TELLING for mark in own))
    document = pypdfium2.PdfDocument(path)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for done, number in enumerate(wanted, 1):
            picture = _picture(document, number, by_page[number])
            picture.save(Path(folder) / f"{number:04}.png", compress_level=3)
            if report:
                report(done)
    except OSError as error:
        raise Refused(
            "pictures-not-written",
            f"The pictures could not be written to {folder}: {error.strerror or error}.",
            "Name a folder that can be written to, on a disk that has room.",
        ) from error
    finally:
        document.close()
    return len(wanted)


def _picture(document: pypdfium2.PdfDocument, number: int, marks: Sequence[Mark]) -> Image.Image:
    page = document[number - 1]
    try:
        scale = min(_SCALE, _MOST_PIXELS / max(1.0, *page.get_size()))
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    brush = ImageDraw.Draw(picture, "RGBA")
    for mark in marks:
        _mark(brush, mark, scale)
    return picture


def _mark(brush: ImageDraw.ImageDraw, mark: Mark, scale: float) -> None:
    """A wash of the kind's colour with a frame; the word above the upper right corner."""
    colour = COLOURS[mark.kind][1]
    x0, y0, x1, y1 = Box(*(value * scale for value in mark.box))
    left, right, top, bottom = min(x0, x1) - 1, max(x0, x1) + 1, min(y0, y1) - 1, max(y0, y1) + 1
    brush.rectangle((left, top, right, bottom), fill=(*colour, _WASH), outline=(*colour, 255), width=1)
    if mark.word:
        wide = brush.textlength(mark.word)
        at = (max(0.0, right - wide), max(0.0, top - 11))
        brush.rectangle((*at, at[0] + wide, at[1] + 11), fill=(255, 255, 255, 200))
        brush.text(at, mark.word, fill=(*colour, 255))
