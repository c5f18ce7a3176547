"""What somebody is typing into a record, kept until it is saved: a closed browser or a cut line loses nothing.

In: a record, a person, the revision that he saw, and the form as it stands. Out: the same; and who else is at that
record.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Engine, delete, insert, select

from dragoman.office.clock import Clock, stamp
from dragoman.office.schema import account, autosave
from dragoman.store.database import reading, writing

LATELY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Autosave:
    """A form as somebody left it; `told` is its names and values as JSON."""

    expression_id: str
    account_id: str
    revision: int
    told: str
    at: str


class Autosaves:
    """The forms that are being filled in."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def of(self, expression_id: str, account_id: str) -> Autosave | None:
        """What this person has typed into this record and not saved."""
        asked = select(autosave).where(*_key(expression_id, account_id))
        with reading(self._engine) as connection:
            row = connection.execute(asked).mappings().first()
        return Autosave(**row) if row else None

    def others(self, expression_id: str, account_id: str) -> list[str]:
        """The names of those who are at this record too."""
        since = stamp(self._clock() - LATELY)
        asked = select(account.c.name).join(autosave, autosave.c.account_id == account.c.id)
        asked = asked.where(autosave.c.expression_id == expression_id, autosave.c.at >= since)
        with reading(self._engine) as connection:
            return list(connection.execute(asked.where(account.c.id != account_id).order_by(account.c.name)).scalars())

    def put(self, expression_id: str, account_id: str, *, revision: int, told: str) -> None:
        """Keeps the form as it stands now, in the place of what was kept before."""
        row = {
            "expression_id": expression_id,
            "account_id": account_id,
            "revision": revision,
            "told": told,
            "at": stamp(self._clock()),
        }
        with writing(self._engine) as connection:
            connection.execute(delete(autosave).where(*_key(expression_id, account_id)))
            connection.execute(insert(autosave).values(row))

    def drop(self, expression_id: str, account_id: str) -> None:
        """It was saved, or is not wanted."""
        with writing(self._engine) as connection:
            connection.execute(delete(autosave).where(*_key(expression_id, account_id)))


def _key(expression_id: str, account_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return autosave.c.expression_id == expression_id, autosave.c.account_id == account_id
