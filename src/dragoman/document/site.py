"""The reader of a folder of HTML that is one document (see `accession.sites`): `read_site`.

Its pages are read one after the other as one text; the first heading of the first page is the title of the whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from dragoman.accession.model import SITE
from dragoman.accession.sites import MARK_NAME
from dragoman.document.archive import Archive
from dragoman.document.encoding import decoded
from dragoman.document.flow import TITLE, Piece, flowed
from dragoman.document.html import READER, html_metadata, parsed_html
from dragoman.document.html_blocks import pieces
from dragoman.document.html_chrome import content
from dragoman.document.model import BlockKind, Document, EmbeddedMetadata
from dragoman.document.whole import damaged

KIND: Final = "a folder of web pages (HTML)"


def read_site(path: str, *, item: str, report: Callable[[int], None] | None = None) -> Document:
    """Read the pages of a document; `report` is told how many pages were made of it. Raises Refused."""
    with Archive(path, kind=KIND) as archive:
        names = [name for name in archive.names if name != MARK_NAME]
        if not names:
            raise damaged(KIND)
        metadata = EmbeddedMetadata()
        read: list[Piece] = []
        for place, name in enumerate(names):
            root = parsed_html(decoded(archive.read(name)))
            if place == 0:
                metadata = html_metadata(root)
            read += _with_title(pieces(content(root))) if place == 0 else pieces(content(root))
    flow = flowed(read)
    if report:
        report(len(flow.pages))
    return Document(
        item=item,
        media_type=SITE,
        reader=READER,
        pages=flow.pages,
        outline=flow.outline,
        metadata=metadata,
        flowed=True,
    )


def _with_title(first: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces of the first page: its first heading is the title; the subtitle and names below it head no section."""
    below = False
    titled = False
    for piece in first:
        if piece.kind is not BlockKind.HEADING:
            below = False
            yield piece
        elif not titled:
            titled = below = True
            yield replace(piece, level=TITLE)
        else:
            yield replace(piece, kind=BlockKind.PARAGRAPH) if below else piece
