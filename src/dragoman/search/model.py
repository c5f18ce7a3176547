"""What is asked of the index, and what it answers: passages, grouped by work."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.store.model import Filters


class Order(StrEnum):
    """How the works that were found are put in order."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A reader's question. `reader_language` is the interface's: its edition of a work is offered first.

    `asked_in` is the language of the question where the reader has said it; `publisher` narrows as `filters` do.
    `after` is the `following` of the answer whose next page is wanted. With `explain`, each hit carries its votes.
    """

    text: str
    filters: Filters = Filters()
    publisher: str | None = None
    asked_in: str | None = None
    reader_language: str = "en"
    order: Order = Order.RELEVANCE
    limit: int = 10
    after: str | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one section on one page: the unit that search ranks (about 120 words)."""

    expression_id: str
    work_id: str
    item: str
    section_id: str | None
    section_label: str | None
    section_title: str | None
    page: int
    page_label: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a snippet; `marked` where it is one of the words that were asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one way of finding passages said for one of them: its part of the score, and why.

    `way` names it ("words", or a model); `rank` is the passage's place in that way's own list, from 1, where it made
    one; `reasons` are parts of the part (each word with its BM25 score).
    """

    way: str
    score: float
    rank: int | None = None
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers, with its snippet and its score (comparable within one answer only).

    `language` is its edition's. A `flowed` passage's page is a stretch made for reading, which nobody calls a page.
    `found_in` is the passage of another edition in which the answer was found, where this is the same place in the
    edition that the reader wants.
    """

    passage: Passage
    language: str
    flowed: bool
    snippet: tuple[Fragment, ...]
    score: float
    votes: tuple[Vote, ...] = ()
    found_in: "Hit | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHit:
    """The edition of a work that is offered, and the best sections; `file_name` is the file's that was searched.

    A section of another edition is among them (its language says so) where this one has no place that is the same.
    """

    work_id: str
    expression_id: str
    language: str
    title: str
    year: int | None
    file_name: str
    hits: tuple[Hit, ...]
    other_languages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What an answer was looked for in."""

    editions: int = 0
    languages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One entry a work, best first. `works` counts the works found; facets count editions, of all that was found.

    A facet's own filter is left out of its counts, so that the other choices stay visible. `following` is the key of
    the next page, None at the end; `cut` says that there are more works than anybody should page through. `changed`
    says that the index is not the one that gave the page before. `asked_in` is the language that the question is taken
    to be in, `or_in` the others that it may be in, likeliest first; `suggestion` is the question spelled otherwise.
    `unquoted`: nothing has the words as they were quoted, so that they were searched as words.
    """

    entries: tuple[EditionHit, ...]
    works: int
    following: str | None = None
    cut: bool = False
    searched: Searched = Searched()
    generation: int = 0
    changed: bool = False
    languages: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    resource_types: tuple[tuple[str, int], ...] = ()
    publishers: tuple[tuple[str, int], ...] = ()
    subjects: tuple[tuple[str, int], ...] = ()
    asked_in: str | None = None
    or_in: tuple[str, ...] = ()
    suggestion: str | None = None
    unquoted: bool = False

    @property
    def more(self) -> bool:
        """Whether there are works after these."""
        return self.following is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageResults:
    """Single passages, best first, each the one hit of its edition; the rest is as in `Results`."""

    entries: tuple[EditionHit, ...]
    following: str | None = None
    cut: bool = False
    generation: int = 0
    changed: bool = False
    unquoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the index and the record disagree: the edition, and in words what differs."""

    work_id: str
    expression_id: str
    message: str
