"""What the API answers with. The OpenAPI document is made from these types, and their words stand in it.

Addresses are absolute: `url` is for people, `api_url` for programs.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta

from dragoman.document.model import BlockKind, Legibility, Recognition
from dragoman.record.model import (
    Abstract,
    Access,
    Contribution,
    Evidence,
    Identifier,
    Rights,
    SectionKind,
    Series,
    Statement,
    Subject,
)
from dragoman.vocabulary.languages import LanguageTag

Tag = Annotated[str, Meta(description="A language, as a BCP 47 tag.", examples=["ru", "zh-Hans"])]
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"}, description="The page for people.")]
ApiUrl = Annotated[str, Meta(extra_json_schema={"format": "uri"}, description="What a program asks.")]
Next = Annotated[
    str | None, Meta(description="Where the list goes on; null at its end. It stays right while the library changes.")
]
Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Number = Annotated[int, Meta(ge=1, description="Place of a page in the file, from 1.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLink:
    """A language edition, as its work names it."""

    id: str
    language: Tag
    title: str
    is_original: bool
    url: Url
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A work: the content, whatever the language, with its language editions."""

    id: str
    original_language: Tag | None
    datestamp: Annotated[str, Meta(description="When it last changed.")]
    editions: tuple[EditionLink, ...]
    url: Url
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """Works in the order of their ids."""

    data: tuple[Publication, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHead:
    """A language edition, as a list has it."""

    id: str
    work: str
    language: Tag
    title: str
    is_original: bool
    original_language: Tag | None
    year: int | None
    type: str | None
    publisher: str | None
    pages: int
    uploaded: Instant
    url: Url
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Language editions in the order that was asked for."""

    data: tuple[EditionHead, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A revision of a format's file; `digest` is its SHA-512, `pages` null where it has no pages of its own."""

    digest: str
    file_name: str
    media_type: str
    size: int
    pages: int | None
    accessioned: Instant
    current: Annotated[bool, Meta(description="Whether it is the newest revision.")]
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A published form of one or more editions, and every revision of its file, the newest last."""

    id: str
    editions: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """The formats of an edition."""

    data: tuple[Format, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite an edition: the reference as plain text, and as HTML with italics."""

    style: str
    locale: Tag
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The record of a language edition. What was read from its file is a statement: a value and its evidence.

    `flowed`: the file has no pages of its own, and what is called a page is a stretch made for reading. `unread`: the
    pages whose text could not be read. `placement`: why it belongs to its work. `access`: whether everybody may have
    the files and the text; `opens`: from when on. `official`: whether a translation is the publisher's own.
    """

    id: str
    work: str
    datestamp: Instant
    revision: int
    uploaded: Instant
    is_original: bool
    original_language: Tag | None
    translation_of: str | None
    pages: int | None
    flowed: bool
    language: Statement[LanguageTag]
    title: Statement[str]
    abstract: Statement[Abstract] | None
    date: Statement[str] | None
    contributions: tuple[Statement[Contribution], ...]
    publisher: Statement[str] | None
    identifiers: tuple[Statement[Identifier], ...]
    type: Statement[str] | None
    subjects: tuple[Statement[Subject], ...]
    rights: Statement[Rights] | None
    series: tuple[Statement[Series], ...]
    notes: tuple[Statement[str], ...]
    official: Annotated[
        Statement[bool] | None, Meta(description="Of a translation, whether it is the publisher's own.")
    ]
    persistent_ids: Annotated[
        tuple[Statement[Identifier], ...], Meta(description="Those that were given to it and lead here.")
    ]
    former_addresses: tuple[Statement[str], ...]
    placement: Evidence | None
    recognition: Recognition | None
    unread: tuple[int, ...]
    access: Access
    opens: Instant | None
    siblings: Annotated[tuple[EditionLink, ...], Meta(description="The work's other editions.")]
    formats: tuple[Format, ...]
    cite_as: Annotated[str, Meta(description="The address to cite: that of its DOI, Handle or ARK, else its own.")]
    url: Url
    api_url: ApiUrl
    work_url: ApiUrl
    sections_url: ApiUrl
    pages_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionHead:
    """A headed part of an edition; `level` from 1 makes the tree, in reading order.

    `label` is its printed number, `page` where it begins, `page_label` the page's printed number. `parallel` is the
    same for sections of the work's editions that are the same part.
    """

    id: str
    level: int
    label: str | None
    title: str
    kind: SectionKind
    page: Number
    page_label: str | None
    parallel: str | None
    url: Url
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The contents of an edition, and why they are believed."""

    data: tuple[SectionHead, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph, heading, list item, …; `rows` are a table's cells."""

    kind: BlockKind
    page: Number
    text: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section with its own words, without those of the sections under it."""

    section: SectionHead
    edition: str
    language: Tag
    text: str
    blocks: tuple[TextBlock, ...]
    preceding: ApiUrl | None
    following: ApiUrl | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """A page; `label` is its printed number, `width` and `height` are in points, `picture` is null if there is none."""

    number: Number
    label: str | None
    legibility: Legibility
    width: float
    height: float
    picture: Annotated[str | None, Meta(description="The address of its picture (WebP).")]
    url: Url
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Pages of an edition, in the order of the file."""

    data: tuple[PageHead, ...]
    next: Next


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page with its words, without running heads and page numbers; `sections` are the ids of those on it."""

    page: PageHead
    edition: str
    language: Tag
    text: str
    blocks: tuple[TextBlock, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the library has editions in."""

    tag: Tag
    name: Annotated[str, Meta(description="Its English name (CLDR).")]
    autonym: Annotated[str | None, Meta(description="What it calls itself.")]
    direction: Annotated[str, Meta(pattern="^(ltr|rtl)$")]
    editions: int
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of the library, the one with most editions first."""

    data: tuple[Language, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A value and how many editions have it."""

    value: str | int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What is held, under the filters that were given; a facet leaves its own filter out."""

    works: int
    editions: int
    pages: int
    languages: tuple[Count, ...]
    years: tuple[Count, ...]
    types: tuple[Count, ...]
    subjects: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptHeld:
    """A concept of a vocabulary that the library uses, with its names by language; `broader` are those above it."""

    uri: str
    vocabulary: str
    labels: dict[str, str]
    broader: tuple[str, ...]
    editions: int
    api_url: ApiUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The concepts of all vocabularies of the library."""

    data: tuple[ConceptHeld, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong (RFC 9457); `remedy` says what to do."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers to a question: a work or a passage a hit. `next` is there where they go on."""

    index: dict[str, Any]
    hits: tuple[dict[str, Any], ...]
    next: str | None = None
    advice: str | None = None
    works: int | None = None
    asked_in: str | None = None
    or_in: tuple[str, ...] = ()
    suggestion: str | None = None
    unquoted: bool = False
    searched: dict[str, Any] | None = None
    facets: dict[str, Any] | None = None
