"""Accounts: made, changed, disabled; each in one transaction with the line of the audit log that says so.

In: who does it, and what. Out: `Account`s. The last administrator who can sign in stays one.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from dragoman.errors import NotHere, Refused
from dragoman.office import audit, keys, passwords
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act, Role
from dragoman.office.schema import account, link, session, token
from dragoman.store.database import reading, writing

_LOGIN: Final = re.compile(r"[\w.@+-]{2,80}")
_EMAIL: Final = re.compile(r"[^\s@,;<>\"]+@(?:[^\s@.,;<>\"]+\.)+[^\s@.,;<>\"]+")
LONGEST_NAME: Final = 120
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


class Accounts:
    """The accounts of an office."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[Account]:
        """Every account, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(account)).mappings()
            return sorted(map(account_of, rows), key=lambda each: (each.name.casefold(), each.id))

    def by_id(self, account_id: str) -> Account:
        """The account with this id."""
        with reading(self._engine) as connection:
            return _found(connection, account_id)

    def by_login(self, login: str) -> Account | None:
        """The account that signs in under this name."""
        with reading(self._engine) as connection:
            row = connection.execute(select(account).where(account.c.login == folded(login))).mappings().first()
        return account_of(row) if row else None

    def has_administrator(self) -> bool:
        """Whether there is somebody to run the office."""
        with reading(self._engine) as connection:
            return _administrators(connection) > 0

    def add(self, *, login: str, name: str, role: Role, by: str, email: str | None = None) -> Account:
        """A new account, which has no way to sign in yet."""
        with writing(self._engine) as connection:
            return added(connection, checked(login, name, email) | {"role": role}, by=by, at=self._at())

    def change(self, account_id: str, *, name: str, email: str | None, by: str) -> None:
        """Another name or e-mail address."""
        values = {"name": _name(name), "email": _email(email)}
        with writing(self._engine) as connection:
            found = _found(connection, account_id)
            connection.execute(update(account).where(account.c.id == account_id).values(values))
            self._note(connection, Act(actor=by, action="account-changed", subject=found.login))

    def set_role(self, account_id: str, role: Role, *, by: str) -> None:
        """Another role, from the next request on."""
        with writing(self._engine) as connection:
            found = _found(connection, account_id)
            if found.role is role:
                return
            connection.execute(update(account).where(account.c.id == account_id).values(role=role))
            _some_administrator(connection)
            self._note(
                connection, Act(actor=by, action="role-set", subject=found.login, detail=f"{found.role} → {role}")
            )

    def disable(self, account_id: str, *, by: str) -> None:
        """The person may not sign in any more; sessions, links and tokens end at once."""
        with writing(self._engine) as connection:
            found = _found(connection, account_id)
            if found.disabled:
                return
            connection.execute(update(account).where(account.c.id == account_id).values(disabled=self._at()))
            _some_administrator(connection)
            for table in (session, link, token):
                connection.execute(delete(table).where(table.c.account_id == account_id))
            self._note(connection, Act(actor=by, action="account-disabled", subject=found.login))

    def enable(self, account_id: str, *, by: str) -> None:
        """The person may sign in again."""
        with writing(self._engine) as connection:
            found = _found(connection, account_id)
            if not found.disabled:
                return
            connection.execute(update(account).where(account.c.id == account_id).values(disabled=None))
            self._note(connection, Act(actor=by, action="account-enabled", subject=found.login))

    def set_password(self, account_id: str, password: str, *, by: str) -> None:
        """Another password, checked; every session of the account ends."""
        found = self.by_id(account_id)
        passwords.check(password, about=(found.login, found.name, found.email or ""))
        kept = passwords.kept(password)
        with writing(self._engine) as connection:
            connection.execute(update(account).where(account.c.id == account_id).values(password=kept))
            connection.execute(delete(session).where(session.c.account_id == account_id))
            self._note(connection, Act(actor=by, action="password-set", subject=found.login))

    def with_password(self, login: str, password: str) -> Account | None:
        """The account that these let in, if any. The answer takes as long whatever is wrong."""
        with reading(self._engine) as connection:
            row = connection.execute(select(account).where(account.c.login == folded(login))).mappings().first()
        kept = row["password"] if row else None
        if not passwords.fits(password, kept) or row is None or kept is None or row["disabled"]:
            return None
        if passwords.is_outdated(kept):
            with writing(self._engine) as connection:
                again = passwords.kept(password)
                connection.execute(update(account).where(account.c.id == row["id"]).values(password=again))
        return account_of(row)

    def _note(self, connection: Connection, act: Act) -> None:
        audit.note(connection, self._at(), act)

    def _at(self) -> str:
        return stamp(self._clock())


def added(connection: Connection, values: dict[str, Any], *, by: str, at: str) -> Account:
    """The account with these values, which are checked, in a transaction of somebody else's."""
    if connection.execute(select(account.c.id).where(account.c.login == values["login"])).first():
        raise Refused(
            "login-taken", f"There is an account {values['login']!r} already.", "Choose another name to sign in with."
        )
    row = {"id": keys.short(), "created": at, **values}
    connection.execute(insert(account).values(row))
    audit.note(connection, at, Act(actor=by, action="account-made", subject=row["login"], detail=str(row["role"])))
    return _found(connection, row["id"])


def account_of(row: Mapping[Any, Any]) -> Account:
    """The account that a row says."""
    return Account(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        email=row["email"],
        role=Role(row["role"]),
        created=row["created"],
        disabled=row["disabled"],
        has_password=row["password"] is not None,
        has_totp=row["totp"] is not None,
    )


def folded(login: str) -> str:
    """A name to sign in with as it is compared: however it is typed."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def checked(login: str, name: str, email: str | None) -> dict[str, Any]:
    """The values of a new account, or why they can't be."""
    shown = folded(login)
    if not _LOGIN.fullmatch(shown):
        raise Refused(
            "login-unfit",
            f"{shown[:80]!r} can't be a name to sign in with.",
            "Use 2 to 80 letters, figures and . @ + - _ without spaces; an e-mail address will do.",
        )
    return {"login": shown, "name": _name(name) or shown, "email": _email(email)}


def _name(name: str) -> str:
    return " ".join(_CONTROLS.sub(" ", name).split())[:LONGEST_NAME]


def _email(email: str | None) -> str | None:
    address = (email or "").strip()
    if not address:
        return None
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Refused(
            "email-unfit", f"{address[:80]!r} is no e-mail address.", "Write one as name@example.org, or leave it out."
        )
    return address


def _found(connection: Connection, account_id: str) -> Account:
    row = connection.execute(select(account).where(account.c.id == account_id)).mappings().first()
    if row is None:
        raise NotHere("account-not-here", "There is no such account.", "Choose one from the list.")
    return account_of(row)


def _administrators(connection: Connection) -> int:
    counted = select(func.count()).where(account.c.role == Role.ADMINISTRATOR, account.c.disabled.is_(None))
    return connection.execute(counted).scalar_one()


def _some_administrator(connection: Connection) -> None:
    """An error here undoes the transaction."""
    if not _administrators(connection):
        raise Refused(
            "last-administrator",
            "This is the last administrator who can sign in.",
            "Make somebody else an administrator first.",
        )
