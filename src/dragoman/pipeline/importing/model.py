"""What an import hands on: records with the files that they are about, and what became of each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dragoman.record.incoming.model import Problem, SaidRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A record and the files (paths) that it is about; `origin` is the sheet, folder or repository it comes from."""

    record: SaidRecord
    files: tuple[str, ...] = ()
    origin: str = ""

    @property
    def place(self) -> str:
        """Where the record stands."""
        return self.record.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field of which something else was said: what was there, who or what said so, and what is said now.

    `kept` is true where the value that was there stays.
    """

    field: str
    place: str
    before: Any
    after: Any
    said_before: str
    kept: bool = False


class Outcome(StrEnum):
    """What became of a record."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The end of one record: what it changed and what is wrong with it. A failed record changed nothing."""

    place: str
    outcome: Outcome
    edition: str | None = None
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
