"""What an import is told, what it reads (records with the files that they are about), and what became of each."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.document.isolation import Limits
from dragoman.record.incoming.comparing import Contradiction
from dragoman.record.incoming.model import Problem, SaidRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A record and the files (absolute paths) that it is about.

    `strict`: a person has written it for this import, so a value that is wrong is his mistake and nothing of the record
    is taken; else the value is left out and the rest counts.
    """

    record: SaidRecord
    files: tuple[str, ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an import is done: `by` is who says so, `method` with what; `overrule` what others have said by hand."""

    by: str
    method: str
    dry_run: bool = False
    overrule: bool = False
    limits: Limits | None = None
    processes: int | None = None


class Outcome(StrEnum):
    """What became of a record."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    WITHOUT_FILE = "without-file"
    WITHDRAWN = "withdrawn-there"
    NEW = "would-be-new"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The end of one record: its edition, the fields that it changed, what it contradicted and what is wrong with it.

    A failed record changed nothing; so did every record of a dry run, of which this says what would be.
    """

    place: str
    outcome: Outcome
    edition: str | None = None
    changed: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    problems: tuple[Problem, ...] = ()
