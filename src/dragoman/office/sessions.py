"""Sessions: who is signed in, in which browser. Kept on the server; the browser has a secret, the database its digest.

They end when nothing is asked for half an hour, after twelve hours, and when they are ended (NIST SP 800-63B §4.2.3).
"""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Engine, RowMapping, and_, delete, insert, select, update

from dragoman.office import audit, keys
from dragoman.office.accounts import account_of
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act, Session
from dragoman.office.schema import account, session
from dragoman.store.database import reading, writing

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
_NOTED_EVERY: Final = timedelta(minutes=1)
"""A session is not written to at each request."""


class Sessions:
    """The sessions of an office."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def begin(self, who: Account, *, agent: str, waits_for: str | None = None) -> str:
        """A new session; its secret, which the browser gets. Sessions that are over are forgotten."""
        secret, at = keys.fresh(), self._before()
        values: dict[str, Any] = {"digest": keys.digest(secret), "account_id": who.id, "waits_for": waits_for}
        with writing(self._engine) as connection:
            connection.execute(delete(session).where(~self._alive()))
            connection.execute(insert(session).values(**values, created=at, seen=at, agent=agent[:200]))
            if waits_for is None:
                audit.note(connection, at, Act(actor=who.login, action="signed-in", subject=who.login))
        return secret

    def refused(self, who: Account | None, *, address: str) -> None:
        """Somebody could not be let in: noted with the account's name, if there is one, and not with what was typed."""
        name = who.login if who else "(no account)"
        with writing(self._engine) as connection:
            act = Act(actor=name, action="sign-in-refused", subject=name, detail=address)
            audit.note(connection, self._before(), act)

    def forget(self, which: Session) -> None:
        """A session that waited for a second proof, and is followed by a whole one."""
        with writing(self._engine) as connection:
            connection.execute(delete(session).where(session.c.digest == which.digest))

    def found(self, secret: str) -> Session | None:
        """The session of a browser that shows this secret, if it is not over; its time is noted."""
        question = select(session, *(c.label(f"who_{c.name}") for c in account.c)).join(
            account, account.c.id == session.c.account_id
        )
        mine = and_(session.c.digest == keys.digest(secret), self._alive(), account.c.disabled.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(question.where(mine)).mappings().first()
        if row is None:
            return None
        if row["seen"] <= self._before(_NOTED_EVERY):
            with writing(self._engine) as connection:
                here = session.c.digest == row["digest"]
                connection.execute(update(session).where(here).values(seen=self._before()))
        return _session_of(row)

    def of(self, account_id: str) -> list[Session]:
        """The sessions of an account that are not over, the one that was used last first."""
        question = select(session, *(c.label(f"who_{c.name}") for c in account.c)).join(
            account, account.c.id == session.c.account_id
        )
        mine = and_(session.c.account_id == account_id, self._alive(), session.c.waits_for.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(question.where(mine).order_by(session.c.seen.desc())).mappings()
            return [_session_of(row) for row in rows]

    def end(self, which: Session, *, by: str) -> None:
        """One session is over."""
        with writing(self._engine) as connection:
            if connection.execute(delete(session).where(session.c.digest == which.digest)).rowcount:
                audit.note(
                    connection, self._before(), Act(actor=by, action="session-ended", subject=which.account.login)
                )

    def end_all(self, who: Account, *, by: str, but: str | None = None) -> int:
        """All sessions of an account are over, except the one with this digest; how many were."""
        mine = session.c.account_id == who.id
        if but is not None:
            mine = and_(mine, session.c.digest != but)
        with writing(self._engine) as connection:
            ended = connection.execute(delete(session).where(mine)).rowcount
            if ended:
                audit.note(
                    connection,
                    self._before(),
                    Act(actor=by, action="sessions-ended", subject=who.login, detail=str(ended)),
                )
        return ended

    def _alive(self) -> Any:  # noqa: ANN401 - SQLAlchemy's own type of a condition is none
        return and_(session.c.seen > self._before(IDLE), session.c.created > self._before(LONGEST))

    def _before(self, ago: timedelta = timedelta()) -> str:
        return stamp(self._clock(), later=-ago)


def _session_of(row: RowMapping) -> Session:
    prefix = "who_"
    who = {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
    return Session(
        digest=row["digest"],
        account=account_of(who),
        created=row["created"],
        seen=row["seen"],
        agent=row["agent"],
        waits_for=row["waits_for"],
    )
