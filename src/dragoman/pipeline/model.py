"""What a run is told, what passes between its processes, and what it says of each file."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from dragoman.accession.model import Item, Rejection
from dragoman.document.recognised import Recognised
from dragoman.record.model import Description
from dragoman.vocabulary.languages import LanguageTag

NO_DOCUMENT: Final = "no-document"
"""The code of a file that is passed over for what it says."""


def clock() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTask:
    """A file to read in a child process: the item, where its bytes are, whether its text is wanted too, the folder
    for pictures of its pages, where they are, and what was recognised on its pages. `choosy`: what turns out to be no
    document that somebody meant to add is refused as `NO_DOCUMENT`.
    """

    item: Item
    bytes_at: str
    with_text: bool = False
    pictures: str | None = None
    recognised: Recognised | None = None
    choosy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a child process hands back: `Document` and `Description` as JSON, ready to keep; the text of each page.

    `unread` are the pages that OCR may read, and `language` is what the others are written in, where they say enough.
    """

    document: bytes
    description: bytes
    text: tuple[str, ...] | None = None
    unread: tuple[int, ...] = ()
    language: LanguageTag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A file that was read without keeping it."""

    description: Description
    text: tuple[str, ...] | None


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    EDITION = "edition"
    FORMAT = "format"
    REVISION = "revision"
    COPY = "copy"
    UNCHANGED = "unchanged"
    PASSED_OVER = "passed-over"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first event of an ingest: how much there is to look at."""

    files: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one file; `work` and `expression` are ids, where it is kept."""

    path: str
    outcome: Outcome
    size: int = 0
    pages: int = 0
    language: str | None = None
    title: str | None = None
    work: str | None = None
    expression: str | None = None
    media_type: str | None = None
    rejection: Rejection | None = None
