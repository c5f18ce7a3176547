"""What the tools answer with. Their schemas are made from these types, and these words stand in them.

Pydantic's models, as the SDK takes them: it can't read dataclasses with slots.
"""

from pydantic import BaseModel


class Source(BaseModel, frozen=True):
    """Where an answer stands: what to cite. `printed_page` is the page's printed number, where it has one.

    `cite` says it in a line; `address` leads to the very place, for good.
    """

    edition: str
    title: str
    language: str
    section: str | None
    page: int | None
    printed_page: str | None
    address: str
    cite: str


class Found(BaseModel, frozen=True):
    """A passage that answers, and where it stands."""

    text: str
    source: Source


class Answers(BaseModel, frozen=True):
    """Passages, best first; `works` counts the publications that were found. `advice` says what may find more."""

    works: int
    found: tuple[Found, ...]
    advice: str | None


class EditionLink(BaseModel, frozen=True):
    """A language edition of a work."""

    edition: str
    language: str
    title: str
    is_original: bool
    address: str


class Editions(BaseModel, frozen=True):
    """A work with all its language editions."""

    work: str
    original_language: str | None
    editions: tuple[EditionLink, ...]
    address: str


class Named(BaseModel, frozen=True):
    """Somebody who had a part in an edition."""

    name: str
    role: str


class Record(BaseModel, frozen=True):
    """What is known of an edition; what is not known is null. `abstract_is_extract`: sentences of the text."""

    source: Source
    work: str
    original_language: str | None
    is_original: bool
    published: str | None
    publisher: str | None
    type: str | None
    pages: int | None
    people: tuple[Named, ...]
    identifiers: tuple[str, ...]
    abstract: str | None
    abstract_is_extract: bool
    editions: tuple[EditionLink, ...]


class Heading(BaseModel, frozen=True):
    """A line of the contents; `level` from 1 makes the tree."""

    section: str
    level: int
    title: str
    source: Source


class Contents(BaseModel, frozen=True):
    """The table of contents of an edition."""

    source: Source
    headings: tuple[Heading, ...]


class Text(BaseModel, frozen=True):
    """Text as it stands on one page after another. `continues_at`: the page at which to ask for the rest."""

    parts: tuple[Found, ...]
    continues_at: int | None


class Citation(BaseModel, frozen=True):
    """A reference to an edition in a style."""

    style: str
    text: str
    source: Source
