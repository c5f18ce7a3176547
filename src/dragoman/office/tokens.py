"""Personal tokens, by which a program acts for a person: within chosen scopes, and never more than the person may.

In: what stands after `Bearer` in a request. Out: a `Caller`, who says what may be done.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Engine, RowMapping, and_, delete, insert, select, update

from dragoman.errors import NotHere, Refused
from dragoman.office import audit, keys
from dragoman.office.accounts import account_of
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act, Role
from dragoman.office.schema import account, token
from dragoman.store.database import reading, writing

PREFIX: Final = "dragoman_"
"""What every token begins with, so that scanners of source code know one."""
LONGEST_DAYS: Final = 366


class Scope(StrEnum):
    """What a token may be used for; each needs a role that its person has."""

    READ = "read"
    DEPOSIT = "deposit"
    EDIT = "edit"
    PUBLISH = "publish"
    ADMINISTER = "administer"


NEEDS: Final = {
    Scope.READ: Role.CONTRIBUTOR,
    Scope.DEPOSIT: Role.CONTRIBUTOR,
    Scope.EDIT: Role.EDITOR,
    Scope.PUBLISH: Role.EDITOR,
    Scope.ADMINISTER: Role.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as its person sees it again: all but the secret."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: str
    expires: str
    used: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks through a program, and for what the token may be used."""

    account: Account
    scopes: tuple[Scope, ...]

    def may(self, scope: Scope) -> bool:
        """Whether the token has the scope, and its person still the role that it needs."""
        return scope in self.scopes and self.account.role.covers(NEEDS[scope])


class Tokens:
    """The tokens of an office."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def make(self, who: Account, *, name: str, scopes: tuple[Scope, ...], days: int) -> str:
        """A new token; the secret is given out here and never again."""
        if not scopes or not all(who.role.covers(NEEDS[scope]) for scope in scopes):
            raise Refused("scopes-unfit", "These scopes can't be given.", "Choose from those that your role has.")
        if not 1 <= days <= LONGEST_DAYS:
            raise Refused("days-unfit", f"A token can't last {days} days.", f"Use 1 to {LONGEST_DAYS}.")
        secret, at = PREFIX + keys.fresh(), stamp(self._clock())
        label = " ".join(name.split())[:80] or "token"
        with writing(self._engine) as connection:
            connection.execute(
                insert(token).values(
                    id=keys.short(),
                    account_id=who.id,
                    digest=keys.digest(secret),
                    name=label,
                    scopes=" ".join(scopes),
                    created=at,
                    expires=stamp(self._clock(), later=timedelta(days=days)),
                )
            )
            audit.note(
                connection, at, Act(actor=who.login, action="token-made", subject=label, detail=" ".join(scopes))
            )
        return secret

    def of(self, who: Account) -> list[Token]:
        """A person's tokens, the newest first."""
        mine = select(token).where(token.c.account_id == who.id).order_by(token.c.created.desc(), token.c.id)
        with reading(self._engine) as connection:
            return [_token_of(row) for row in connection.execute(mine).mappings()]

    def end(self, who: Account, token_id: str) -> None:
        """One of a person's own tokens opens nothing any more."""
        with writing(self._engine) as connection:
            mine = and_(token.c.id == token_id, token.c.account_id == who.id)
            row = connection.execute(select(token.c.name).where(mine)).first()
            if row is None:
                raise NotHere("token-not-here", "There is no such token.", "Choose one from the list.")
            connection.execute(delete(token).where(mine))
            audit.note(connection, stamp(self._clock()), Act(actor=who.login, action="token-ended", subject=row.name))

    def caller(self, secret: str) -> Caller | None:
        """Who asks with this token; None if it opens nothing (unknown, over, or its person is disabled)."""
        if not secret.startswith(PREFIX):
            return None
        now = stamp(self._clock())
        question = select(token, *(c.label(f"who_{c.name}") for c in account.c)).join(
            account, account.c.id == token.c.account_id
        )
        valid = and_(token.c.digest == keys.digest(secret), token.c.expires > now, account.c.disabled.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(question.where(valid)).mappings().first()
        if row is None:
            return None
        if (row["used"] or "")[:10] != now[:10]:  # to the day: enough to see which are not used any more
            with writing(self._engine) as connection:
                connection.execute(update(token).where(token.c.id == row["id"]).values(used=now))
        who = {name.removeprefix("who_"): value for name, value in row.items() if name.startswith("who_")}
        return Caller(account=account_of(who), scopes=_token_of(row).scopes)


def _token_of(row: RowMapping) -> Token:
    return Token(
        id=row["id"],
        name=row["name"],
        scopes=tuple(Scope(each) for each in row["scopes"].split()),
        created=row["created"],
        expires=row["expires"],
        used=row["used"],
    )
