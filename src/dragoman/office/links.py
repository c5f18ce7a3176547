"""One-time links: the first administrator's, invitations, resets of passwords. No e-mail is needed: whoever makes one
hands it on.

In: a purpose and an account. Out: the secret that stands in the address. A link is spent by what it is for, and a new
one for the same account and purpose takes the place of the old.
"""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update

from dragoman.errors import NotHere
from dragoman.office import audit, keys, passwords
from dragoman.office.accounts import account_of, added, checked
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act, Link, Purpose, Role
from dragoman.office.schema import account, link, session
from dragoman.store.database import reading, writing

VALID: Final = {
    Purpose.FIRST: timedelta(days=1),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.RESET: timedelta(hours=2),
}


class Links:
    """The one-time links of an office."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def first(self) -> str:
        """A link that makes the first administrator; to be printed where only who runs the machine reads it."""
        return self._made(Purpose.FIRST, None, by=audit.SYSTEM)

    def for_account(self, who: Account, *, by: str) -> str:
        """A link by which the person chooses a password: an invitation to who has none yet, else a reset."""
        return self._made(Purpose.RESET if who.has_password else Purpose.INVITATION, who, by=by)

    def found(self, secret: str) -> Link:
        """The link with this secret, if it is valid; nothing is spent by looking."""
        with reading(self._engine) as connection:
            return self._valid(connection, secret)

    def make_first(self, secret: str, *, login: str, name: str, password: str) -> Account:
        """The first administrator, with a password; all links for the first are spent."""
        values = checked(login, name, None)
        self.found(secret)
        passwords.check(password, about=(values["login"], values["name"]))
        kept = passwords.kept(password)
        with writing(self._engine) as connection:
            found = self._valid(connection, secret)
            if found.purpose is not Purpose.FIRST:
                raise _spent()
            connection.execute(delete(link).where(link.c.purpose == Purpose.FIRST))
            row = {**values, "role": Role.ADMINISTRATOR, "password": kept}
            return added(connection, row, by=values["login"], at=self._at())

    def choose_password(self, secret: str, password: str) -> Account:
        """The person's password, as the link lets it be chosen; the link is spent, and all sessions end."""
        found = self.found(secret)
        if found.account is None:
            raise _spent()
        who = found.account
        passwords.check(password, about=(who.login, who.name, who.email or ""))
        kept = passwords.kept(password)
        with writing(self._engine) as connection:
            self._valid(connection, secret)
            connection.execute(delete(link).where(link.c.account_id == who.id))
            connection.execute(delete(session).where(session.c.account_id == who.id))
            connection.execute(update(account).where(account.c.id == who.id).values(password=kept))
            action = "password-reset" if found.purpose is Purpose.RESET else "invitation-accepted"
            audit.note(connection, self._at(), Act(actor=who.login, action=action, subject=who.login))
        return who

    def _made(self, purpose: Purpose, who: Account | None, *, by: str) -> str:
        secret = keys.fresh()
        values: dict[str, Any] = {"digest": keys.digest(secret), "purpose": purpose, "created": self._at()}
        with writing(self._engine) as connection:
            connection.execute(delete(link).where(link.c.expires <= self._at()))
            if who is not None:
                connection.execute(delete(link).where(link.c.account_id == who.id))
            connection.execute(
                insert(link).values(**values, account_id=who.id if who else None, expires=self._at(VALID[purpose]))
            )
            subject = who.login if who else ""
            audit.note(connection, self._at(), Act(actor=by, action=f"link-made-{purpose}", subject=subject))
        return secret

    def _valid(self, connection: Connection, secret: str) -> Link:
        mine = and_(link.c.digest == keys.digest(secret), link.c.expires > self._at())
        row = connection.execute(select(link).where(mine)).mappings().first()
        if row is None:
            raise _spent()
        who = None
        if row["account_id"] is not None:
            active = and_(account.c.id == row["account_id"], account.c.disabled.is_(None))
            found = connection.execute(select(account).where(active)).mappings().first()
            if found is None:
                raise _spent()
            who = account_of(found)
        elif connection.execute(select(account.c.id).where(account.c.role == Role.ADMINISTRATOR)).first():
            raise _spent()
        return Link(digest=row["digest"], purpose=Purpose(row["purpose"]), account=who, expires=row["expires"])

    def _at(self, later: timedelta = timedelta()) -> str:
        return stamp(self._clock(), later=later)


def _spent() -> NotHere:
    return NotHere(
        "link-spent",
        "This link is not valid: it was used, is too old, or was cut.",
        "Ask an administrator for a new one.",
    )
