"""Addresses that were asked for and not found: how often, from which day to which. Nothing says who asked.

They show which old addresses a library has forgotten. Counted in memory, written down each minute, and kept within a
bound: whoever asks for nonsense can't fill a disk. Where there is no room, what was asked for least often and longest
ago gives way.
"""

from collections import Counter
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import unquote

from sqlalchemy import Engine, delete, func, insert, select, update

from dragoman.office import clock
from dragoman.office.schema import missed
from dragoman.store.database import reading, writing
from dragoman.store.rows import storable

MOST_KEPT: Final = 2_000
MOST_COUNTED: Final = 1_000
LONGEST: Final = 200
EVERY_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedAddress:
    """An address that was not found: how many times, on which day first and last."""

    address: str
    times: int
    first: str
    last: str


class Missed:
    """What was not found at one library; any number of processes may count."""

    def __init__(self, engine: Engine, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._now = now
        self._counts: Counter[str] = Counter()
        self._written = now()
        self._lock = Lock()

    def note(self, path: str, query: str) -> None:
        """Counts an address; now and then what was counted is written down. A query that may name a person is cut."""
        plain = f"{path}?{query}" if query and len(query) <= LONGEST // 2 and "@" not in unquote(query) else path
        address = storable(plain)[:LONGEST]
        with self._lock:
            if address in self._counts or len(self._counts) < MOST_COUNTED:
                self._counts[address] += 1
            due = (self._now() - self._written).total_seconds() >= EVERY_SECONDS
        if due:
            self.write()

    def write(self) -> None:
        """Writes down what was counted, and lets go of what is too much."""
        with self._lock:
            counts, self._counts, self._written = self._counts, Counter(), self._now()
        if not counts:
            return
        today = self._now().date().isoformat()
        with writing(self._engine) as connection:
            asked = select(missed.c.address).where(missed.c.address.in_(list(counts)))
            known = set(connection.execute(asked).scalars())
            for address, times in counts.items():
                if address in known:
                    more = update(missed).where(missed.c.address == address)
                    connection.execute(more.values(times=missed.c.times + times, last=today))
                else:
                    row = {"address": address, "times": times, "first": today, "last": today}
                    connection.execute(insert(missed), row)
            total = connection.execute(select(func.count()).select_from(missed)).scalar_one()
            if total > MOST_KEPT:
                least = select(missed.c.address).order_by(missed.c.times, missed.c.last, missed.c.address)
                dropped = connection.execute(least.limit(total - MOST_KEPT)).scalars().all()
                connection.execute(delete(missed).where(missed.c.address.in_(dropped)))

    def list(self, limit: int = 100) -> tuple[MissedAddress, ...]:
        """What was asked for most often, first."""
        asked = select(missed).order_by(missed.c.times.desc(), missed.c.address).limit(limit)
        with reading(self._engine) as connection:
            return tuple(MissedAddress(**row) for row in connection.execute(asked).mappings())
