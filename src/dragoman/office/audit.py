"""The audit log: who did what, when. It can only be added to, by triggers in the database; each line's digest holds the
digest before it, so that a line that was changed, taken out or put in by other means is found.

In: an `Act`, noted in the transaction that does it. Out: lines, newest first; and where the chain is broken.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, desc, insert, select, text

from dragoman.office.model import Act
from dragoman.office.schema import audit
from dragoman.store.database import reading

BEGINNING: Final = "0" * 64
SYSTEM: Final = "(command)"
"""Who acts where a command was typed on the machine itself."""
_COLUMNS: Final = (audit.c.number, audit.c.at, audit.c.actor, audit.c.action, audit.c.subject, audit.c.detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of the log."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a look at the whole log found: how many lines, the last digest, and the first line that is not as it was."""

    lines: int
    digest: str
    broken_at: int | None


def note(connection: Connection, at: str, act: Act) -> None:
    """Adds a line, in the transaction that does what it says."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("LOCK TABLE office_audit IN EXCLUSIVE MODE"))
    last = connection.execute(select(audit.c.number, audit.c.digest).order_by(desc(audit.c.number)).limit(1)).first()
    number, before = (last.number + 1, last.digest) if last else (1, BEGINNING)
    line = AuditLine(number=number, at=at, actor=act.actor, action=act.action, subject=act.subject, detail=act.detail)
    connection.execute(insert(audit).values(**asdict(line), digest=_digest(before, line)))


def lines(engine: Engine, *, before: int | None = None, limit: int = 100) -> list[AuditLine]:
    """The newest lines, or those before a line."""
    question = select(*_COLUMNS).order_by(desc(audit.c.number)).limit(limit)
    if before is not None:
        question = question.where(audit.c.number < before)
    with reading(engine) as connection:
        return [AuditLine(**row) for row in connection.execute(question).mappings()]


def verify(engine: Engine) -> Verified:
    """Follows the chain from the first line to the last."""
    count, digest = 0, BEGINNING
    with reading(engine) as connection:
        for line, kept in _all(connection):
            if line.number != count + 1 or _digest(digest, line) != kept:
                return Verified(lines=count, digest=digest, broken_at=count + 1)
            count, digest = line.number, kept
    return Verified(lines=count, digest=digest, broken_at=None)


def _all(connection: Connection) -> Iterator[tuple[AuditLine, str]]:
    question = select(*_COLUMNS, audit.c.digest).order_by(audit.c.number)
    for row in connection.execute(question).mappings():
        values = dict(row)
        kept = values.pop("digest")
        yield AuditLine(**values), kept


def _digest(before: str, line: AuditLine) -> str:
    return hashlib.sha256(before.encode() + b"\n" + msgspec.json.encode(line, order="deterministic")).hexdigest()
