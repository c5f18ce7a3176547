"""What others can add: a reader for another kind of file. The built-in readers are found in the same way.

A plugin is a package with an entry point in the group `dragoman.readers` that names an object like `Reader`; it is
called in a child process with limits, as the built-in ones are. One of its own media types outranks a built-in reader.
Models that place texts by their meaning are added in `plugins.embedders`, apart from here: a child that reads files
must not load what models need. (The design's third protocol, FieldFinder, comes with its second implementation.)
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Final, Protocol

from dragoman.document.model import Document
from dragoman.document.pdf import read_pdf
from dragoman.document.readers import BUILT_IN, Read, not_readable
from dragoman.document.recognised import Recognised

GROUP: Final = "dragoman.readers"


class Reader(Protocol):
    """Reads files of some media types into a `Document`."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The types that it reads, as `dragoman.accession.format` tells them from the bytes."""

    @property
    def read(self) -> Read:
        """Reads one file: pages and blocks in reading order. Raises `Refused` for what it can't read."""


@cache
def readers() -> Mapping[str, Reader]:
    """From a media type to the reader that reads it."""
    added: list[Reader] = [point.load() for point in entry_points(group=GROUP)]
    return {kind: reader for reader in (*BUILT_IN, *added) for kind in reader.media_types}


def read(
    path: str,
    *,
    item: str,
    media_type: str,
    recognised: Recognised | None = None,
    report: Callable[[int], None] | None = None,
) -> Document:
    """Read a file of this media type; `report` is told how many pages are read so far. Raises Refused.

    `recognised` is what OCR found on a PDF's pages.
    """
    reader = readers().get(media_type)
    if reader is None:
        raise not_readable(media_type)
    if recognised:
        return read_pdf(path, item=item, recognised=recognised, report=report)
    return reader.read(path, item=item, report=report)
