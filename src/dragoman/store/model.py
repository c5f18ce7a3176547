"""What the store takes in (`Change`) and the rows that it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.accession.model import Item
from dragoman.record.model import Act, Description, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item to keep: `spool` is a private copy of its bytes, which the store takes over.

    `document` and `description` are `Document` and `Description` as JSON, kept beside the bytes.
    """

    item: Item
    spool: str
    document: bytes
    description: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReading:
    """An item that is kept was read again: what is to be kept of it now, as JSON; what was read before stays too."""

    digest: str
    document: bytes
    description: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A path that files come from, and what stood there last time (so that an unchanged file is not read again)."""

    path: str
    digest: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All of it is kept, or none: new items, new readings, the works that change, and where the files stood.

    `act` is who changes the works, and why; what it says of the works that it changes is filled in.
    """

    items: tuple[NewItem, ...] = ()
    readings: tuple[NewReading, ...] = ()
    works: tuple[Work, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    act: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An expression whose fingerprint shares tokens with a new one, for linking editions."""

    work_id: str
    expression_id: str
    description: Description


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingItem:
    """A file that is kept and has pages which OCR may read; `path` is where its bytes are."""

    digest: str
    path: str
    media_type: str
    size: int
    pages: int
    description: Description


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a listing or search is narrowed to; None is no limit. `language` is a BCP 47 tag as kept.

    `subject` are the addresses of concepts, of which an edition must have one: the one that was asked for first, then
    those that are under it.
    """

    language: str | None = None
    year: int | None = None
    resource_type: str | None = None
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """Another language edition of the same work."""

    expression_id: str
    language: str

    @property
    def pair(self) -> tuple[str, str]:
        """Its language and its id, as answers have them."""
        return self.language, self.expression_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSummary:
    """A language edition as a list shows it; `uploaded` is an ISO 8601 instant in UTC."""

    work_id: str
    expression_id: str
    language: str
    title: str
    original_language: str | None
    is_original: bool
    pages: int
    year: int | None
    resource_type: str | None
    publisher: str | None
    uploaded: str
    abstract: str | None
    siblings: tuple[Sibling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a listing; `following` and `preceding` are opaque keys of the neighbouring pages, None at the ends."""

    editions: tuple[EditionSummary, ...]
    following: str | None = None
    preceding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Counts of active editions under some filters: for facets, and for saying what the library is.

    Each facet is (value, count), most first. A facet's own filter is left out of its counts, so that the other choices
    stay visible.
    """

    works: int
    expressions: int
    pages: int
    languages: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    resource_types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How many works have an edition in a language, most first, and how many in each two of the first of these."""

    works: tuple[tuple[str, int], ...]
    both: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """A change to a work; numbers only grow, and followers keep the last one that they applied."""

    number: int
    work_id: str
    datestamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records are harvested: of one set at most, changed from `since` until `until` (ISO 8601, both included)."""

    filters: Filters = Filters()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """A record as harvesters list it; its work is there where it was asked for and the record is not deleted."""

    id: str
    work_id: str
    datestamp: str
    deleted: bool
    language: str
    year: int | None
    resource_type: str | None
    work: Work | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """A file as it is served: where its bytes are on this machine, and under which name to offer it."""

    digest: str
    path: str
    file_name: str
    size: int
    media_type: str
    expression_ids: tuple[str, ...]
