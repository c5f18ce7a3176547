"""The second factor: codes of a phone's program (TOTP, RFC 6238), and recovery codes for when it is lost.

In: an account and a code. Out: whether it fits, each code once. The program's secret is kept closed with the office's
key (Fernet); of recovery codes only digests are.
"""

import base64
import secrets
from datetime import timedelta
from typing import Final

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Engine, and_, delete, func, insert, or_, select, update

from dragoman.errors import LibraryError, Refused
from dragoman.office import audit, keys
from dragoman.office.clock import Clock, stamp
from dragoman.office.model import Account, Act
from dragoman.office.schema import account, recovery
from dragoman.store.database import reading, writing

RECOVERY_CODES: Final = 10
_STEP: Final = 30
_DRIFT: Final = 1
"""A phone's clock may be one step off."""
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"


class SecondFactors:
    """The second factors of an office."""

    def __init__(self, engine: Engine, key: bytes, clock: Clock) -> None:
        self._engine = engine
        self._box = Fernet(base64.urlsafe_b64encode(keys.derived_bytes(key, "second factor")))
        self._clock = clock

    def proposed(self) -> str:
        """A new secret, for a program to be tried before it counts."""
        return pyotp.random_base32()

    def sealed(self, secret: str) -> str:
        """A proposed secret as it may lie in a form meanwhile: nobody can put another in its place."""
        return self._box.encrypt(secret.encode()).decode("ascii")

    def opened(self, sealed: str) -> str:
        """The secret again; it is to be tried within ten minutes."""
        try:
            return self._box.decrypt(sealed.encode("utf-8", "replace"), ttl=600).decode("ascii")
        except InvalidToken:
            raise Refused("code-stale", "The code was shown too long ago.", "Begin again.") from None

    def set_up(self, who: Account, secret: str, code: str) -> list[str]:
        """The program gave a code that fits: from now on it is asked for. Out: recovery codes, shown once."""
        step = self._step_of(secret, code, None)
        if step is None:
            raise _wrong()
        with writing(self._engine) as connection:
            kept = self.sealed(secret)
            mine = account.c.id == who.id
            connection.execute(update(account).where(mine).values(totp=kept, totp_used=step))
            codes = [_code() for _ in range(RECOVERY_CODES)]
            connection.execute(delete(recovery).where(recovery.c.account_id == who.id))
            connection.execute(insert(recovery), [{"account_id": who.id, "digest": keys.digest(c)} for c in codes])
            audit.note(connection, self._at(), Act(actor=who.login, action="second-factor-set", subject=who.login))
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    def check(self, who: Account, code: str) -> None:
        """Lets a code pass once, or says that it does not fit."""
        typed = "".join(code.split()).replace("-", "").lower()
        with reading(self._engine) as connection:
            row = connection.execute(select(account.c.totp, account.c.totp_used).where(account.c.id == who.id)).one()
        step = self._step_of(self._secret(row.totp), typed, row.totp_used) if row.totp else None
        with writing(self._engine) as connection:
            if step is not None:
                unused = or_(account.c.totp_used.is_(None), account.c.totp_used < step)
                mine = and_(account.c.id == who.id, unused)
                if connection.execute(update(account).where(mine).values(totp_used=step)).rowcount:
                    return
            mine = and_(recovery.c.account_id == who.id, recovery.c.digest == keys.digest(typed))
            if row.totp and connection.execute(delete(recovery).where(mine)).rowcount:
                audit.note(connection, self._at(), Act(actor=who.login, action="recovery-used", subject=who.login))
                return
        raise _wrong()

    def take_away(self, who: Account, *, by: str) -> None:
        """Codes are no longer asked for."""
        with writing(self._engine) as connection:
            connection.execute(update(account).where(account.c.id == who.id).values(totp=None, totp_used=None))
            connection.execute(delete(recovery).where(recovery.c.account_id == who.id))
            audit.note(connection, self._at(), Act(actor=by, action="second-factor-removed", subject=who.login))

    def left(self, who: Account) -> int:
        """How many recovery codes are left."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).where(recovery.c.account_id == who.id)).scalar_one()

    def _secret(self, kept: str) -> str:
        try:
            return self._box.decrypt(kept.encode("ascii")).decode("ascii")
        except InvalidToken:
            raise LibraryError(
                "office-key",
                f"{keys.FILE} is not the one that this second factor was closed with.",
                f"Restore {keys.FILE} from the backup, or take the second factor away: dragoman account reset.",
            ) from None

    def _step_of(self, secret: str, code: str, used: int | None) -> int | None:
        """The step of time that a code is of, if it fits and is later than the last that was used."""
        now = int(self._clock().timestamp()) // _STEP
        program = pyotp.TOTP(secret)
        for step in range(now - _DRIFT, now + _DRIFT + 1):
            if keys.same(program.at(step * _STEP), code.strip()) and (used is None or step > used):
                return step
        return None

    def _at(self, later: timedelta = timedelta()) -> str:
        return stamp(self._clock(), later=later)


def _code() -> str:
    """Fifty bits, in letters that can't be taken for others."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def _wrong() -> Refused:
    return Refused("code-wrong", "This code does not fit.", "Wait for the next code, or use a recovery code.")
