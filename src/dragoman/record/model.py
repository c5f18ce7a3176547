"""The entities of IFLA LRM (2017) that a library is made of, and the statements that are made of them.

A `Description` is what one reading of one item says. A `Work` with its `Expression`s (language editions) and
`Manifestation`s (published forms, of one or more expressions) is what is kept, as `record.json`. Every value read from
a file is a `Statement` that carries its `Evidence`; a person's edit (source "person") outranks a reading.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from dragoman.document.model import Box, Recognition
from dragoman.vocabulary.languages import LanguageTag

T = TypeVar("T")


class Source(StrEnum):
    """Where a statement was found (RDA: source of information)."""

    TITLE_PAGE = "title-page"
    CONTENTS_PAGE = "contents-page"
    OUTLINE = "outline"
    HEADINGS = "headings"
    TEXT = "text"
    METADATA = "embedded-metadata"
    FILE = "file"
    FILE_NAME = "file-name"
    COMPARISON = "comparison"
    SYSTEM = "system"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a value is believed: the item, the place in it, how it was found and how sure that is (0 to 1).

    Where a person has said it (source "person"), `by` is who and `at` when (an instant in UTC); `item` is then the file
    that the edition was described from.
    """

    item: str
    source: Source
    method: str
    confidence: float
    page: int | None = None
    region: Box | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Generic[T]):
    """A value and where it stands."""

    value: T
    evidence: Evidence


MOST_ALTERNATIVES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Generic[T]):
    """What a finder decided on, and what else it considered, best first: for whoever corrects it."""

    best: Statement[T] | None = None
    others: tuple[Statement[T], ...] = ()

    @classmethod
    def of(cls, ranked: Iterable[Statement[T]]) -> "Choice[T]":
        """The first and the next few that say something else; nothing where there is none."""
        distinct: dict[T, Statement[T]] = {}
        for statement in ranked:
            distinct.setdefault(statement.value, statement)
            if len(distinct) > MOST_ALTERNATIVES:
                break
        best, *others = distinct.values() or (None,)
        return cls(best=best, others=tuple(other for other in others if other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """An abstract; `extract` is true where the file has none and these are the sentences that say most."""

    text: str
    extract: bool = False


class SectionKind(StrEnum):
    """The part of the book that a section belongs to."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the contents, in reading order; `level` from 1 makes the tree.

    `label` is its printed number ("1.2", "Annex 1"), `page` the 1-based place in the file where it begins, `y` how far
    down that page (points from the top), `page_label` the page number as printed. `id` is empty until it is kept.
    `parallel` is the id of the section that is the same part in the edition that the work's others are held against; it
    is empty where none is.
    """

    level: int
    label: str | None
    title: str
    page: int
    y: float = 0.0
    page_label: str | None = None
    kind: SectionKind = SectionKind.BODY
    id: str = ""
    parallel: str = ""


def titled(label: str | None, title: str | None) -> str:
    """A section's label and title in one line; a label that is a word and a number is set off from the title."""
    if not label or not title:
        return label or title or ""
    if title.startswith(label):
        return title
    return f"{label} - {title}" if re.search(r"\w\s+\w", label) else f"{label} {title}"


class AgentKind(StrEnum):
    """DataCite nameType."""

    PERSON = "Personal"
    ORGANIZATION = "Organizational"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """`value` is normalised; `scheme` is one of `vocabulary.schemes`: ISBN, ISSN, DOI, UNDOC (a United Nations document
    symbol), HANDLE, ARK, URN; of an agent ORCID, ROR, ISNI.
    """

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """An agent and what it did; `role` is a MARC relator code (aut, trl, edt, pbl, cre)."""

    name: str
    kind: AgentKind
    role: str
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the text is about: in words, and where it is a concept of a vocabulary (SKOS), which and its address."""

    text: str
    scheme: str = ""
    uri: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Under which terms the text may be used: `identifier` is SPDX's (CC-BY-4.0), `uri` the terms, `text` the words."""

    text: str
    identifier: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series that the edition belongs to, and its number there."""

    title: str
    number: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A person has said that the edition has no such value: no reading puts one there."""

    field: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What of a text does not change when it is translated, for finding the editions of one work.

    `tokens`: language-independent tokens (numbers, addresses, names in code) as 63-bit hashes with their counts, a
    sample that translations share; `places`: where each stands on average, in ten-thousandths of the text (tokens of
    the make-up come after these and have none); `shape` and `paragraphs`: the lengths of sections and of paragraphs, in
    ten-thousandths of the text; `release`: what tells releases apart (versions, years), marked "=" where sure and "~"
    where not; `foreign`: the share of words in stretches of each other language; `translated`: whether the title page
    speaks of translating; `titles`: hashes of the title and the embedded one (0 for none).
    """

    tokens: tuple[tuple[int, int], ...] = ()
    places: tuple[int, ...] = ()
    shape: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    release: tuple[str, ...] = ()
    foreign: tuple[tuple[LanguageTag, float], ...] = ()
    translated: bool = False
    titles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """What reading considered for each field beside what it chose, best first."""

    title: tuple[Statement[str], ...] = ()
    language: tuple[Statement[LanguageTag], ...] = ()
    original_language: tuple[Statement[LanguageTag], ...] = ()
    abstract: tuple[Statement[Abstract], ...] = ()
    date: tuple[Statement[str], ...] = ()
    publisher: tuple[Statement[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What one reading of one item says of it. Absent is absent: nothing is made up.

    `recognition` says which pages were read from their pictures, `unread` which have ink and no text that can be read.
    `flowed`: the file has no pages of its own, and `pages` counts the stretches that were made for reading.
    """

    item: str
    pages: int
    language: Statement[LanguageTag]
    title: Statement[str] | None = None
    abstract: Statement[Abstract] | None = None
    sections: Statement[tuple[Section, ...]] | None = None
    date: Statement[str] | None = None
    contributions: tuple[Statement[Contribution], ...] = ()
    publisher: Statement[str] | None = None
    identifiers: tuple[Statement[Identifier], ...] = ()
    resource_type: Statement[str] | None = None
    original_language: Statement[LanguageTag] | None = None
    fingerprint: Fingerprint = Fingerprint()
    recognition: Recognition | None = None
    unread: tuple[int, ...] = ()
    flowed: bool = False
    alternatives: Alternatives = Alternatives()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """One revision of a manifestation's file: the item, the name and paths it came under, when it was taken in.

    `paths` are absolute, spelled as `accession.model.spelled` does; `accessioned` is an instant in UTC.
    What was read from it (its `Description`) is kept with the item, not with the work; `reading` counts how often it
    was read.
    """

    item: str
    file_name: str
    paths: tuple[str, ...]
    size: int
    pages: int
    media_type: str
    accessioned: str
    reading: int = 1
    flowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifestation:
    """A published form of one or more expressions (LRM-E4); the newest revision of its file is last."""

    id: str
    expressions: tuple[str, ...]
    files: tuple[HeldFile, ...]

    @property
    def current(self) -> HeldFile:
        """The newest revision."""
        return self.files[-1]


class Status(StrEnum):
    """A record's life: what is not ready is nobody's business; active is public; what was public leaves a trace.

    draft → submitted → active → deleted, as `record.life` has it; a draft that comes to nothing is discarded.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    DELETED = "deleted"
    DISCARDED = "discarded"


class Access(StrEnum):
    """Who may have the files and the text of an edition that is public: its record is for everybody."""

    OPEN = "open"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why an edition is no longer offered, in words for readers; `purged`: its text and files are gone for good, and
    `items` are the digests of the files that must not come in again.
    """

    reason: str
    at: str
    purged: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What changed a work: the kind of change, who did it (None: the library itself), when, and all works that it
    changed. `note` is his word about it; `id` names the act in each of these works.
    """

    id: str
    kind: str
    at: str
    by: str | None = None
    note: str = ""
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """The work in one language (LRM-E3) with its record: the unit that has a page, an identifier and a datestamp.

    `sections_issued` is the highest number that a section id of this expression ever had, so that none is given twice.
    `sections_gone`: ids that no section has any more, each with the id of the section that replaced it.
    `uploaded` (an ISO 8601 instant in UTC) is when the first file came in; `datestamp` when the record last changed
    (OAI-PMH 2.0 §2.7.1); `revision` counts from 1. The statements are those of the newest file, or a person's; what
    follows `absent` only a person says. `official`: whether a translation is the publisher's own. `former_addresses`:
    where it was to be found before it came here. `persistent_ids`: those that were given to it and lead here.

    `publishes` is the instant at which what is not public yet becomes so by itself, `opens` that at which restricted
    files open; `returned` says why a draft came back to its author.
    `placement` says why it belongs to its work (None: its file was the first); where a person has said so (source
    "person"), nothing moves it. `replaced_by` is the expression that took over the files of one that was withdrawn.
    """

    id: str
    language: Statement[LanguageTag]
    title: Statement[str]
    uploaded: str
    datestamp: str
    revision: int = 1
    status: Status = Status.ACTIVE
    placement: Evidence | None = None
    replaced_by: str | None = None
    is_original: bool = False
    translation_of: str | None = None
    pages: int = 0
    flowed: bool = False
    abstract: Statement[Abstract] | None = None
    sections: Statement[tuple[Section, ...]] | None = None
    sections_issued: int = 0
    sections_gone: tuple[tuple[str, str], ...] = ()
    date: Statement[str] | None = None
    contributions: tuple[Statement[Contribution], ...] = ()
    publisher: Statement[str] | None = None
    identifiers: tuple[Statement[Identifier], ...] = ()
    resource_type: Statement[str] | None = None
    recognition: Recognition | None = None
    unread: tuple[int, ...] = ()
    absent: tuple[Absence, ...] = ()
    subjects: tuple[Statement[Subject], ...] = ()
    rights: Statement[Rights] | None = None
    series: tuple[Statement[Series], ...] = ()
    notes: tuple[Statement[str], ...] = ()
    official: Statement[bool] | None = None
    former_addresses: tuple[Statement[str], ...] = ()
    persistent_ids: tuple[Statement[Identifier], ...] = ()
    access: Access = Access.OPEN
    opens: str | None = None
    publishes: str | None = None
    returned: str | None = None
    withdrawn: Withdrawal | None = None

    @property
    def is_open(self) -> bool:
        """Whether everybody may have its files and its text."""
        return self.status is Status.ACTIVE and self.access is Access.OPEN

    @property
    def described_from(self) -> str:
        """The item whose reading the record rests on."""
        return self.language.evidence.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The content, whatever the language (LRM-E2). `merged_into` names the work that took over its expressions.

    `act` is what made it what it is: the last change.
    """

    id: str
    expressions: tuple[Expression, ...]
    manifestations: tuple[Manifestation, ...]
    original_language: Statement[LanguageTag] | None = None
    datestamp: str = ""
    revision: int = 1
    merged_into: str | None = None
    act: Act | None = None

    @property
    def is_placed(self) -> bool:
        """Whether a person has said of any of its expressions that it belongs here."""
        return any(e.placement is not None and e.placement.source is Source.PERSON for e in self.expressions)

    def expression(self, expression_id: str) -> Expression | None:
        """The expression with this id, or None."""
        return next((e for e in self.expressions if e.id == expression_id), None)

    def successor(self, expression_id: str) -> Expression | None:
        """The expression with this id, or the one that took over its files; None where there is none."""
        found = self.expression(expression_id)
        met: set[str] = set()
        while found is not None and found.replaced_by and found.id not in met:
            met.add(found.id)
            found = self.expression(found.replaced_by)
        return found

    def manifestations_of(self, expression_id: str) -> tuple[Manifestation, ...]:
        """The published forms that embody this expression."""
        return tuple(m for m in self.manifestations if expression_id in m.expressions)
