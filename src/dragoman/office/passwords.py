"""Passwords: kept by argon2id, and refused when they are short, common, breached, or easily guessed.

Nothing of it leaves the machine: zxcvbn brings the lists (30,000 passwords from breaches, names, words) and guesses as
those who break in do. In: what was typed. Out: what is kept of it, or a `Refused` that says what to do.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from threading import Semaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from dragoman.errors import Refused

SHORTEST: Final = 12
LONGEST: Final = 256
_ENOUGH: Final = 3
"""zxcvbn's score from 0 to 4: 3 is 10^8 guesses and more."""
_LOOKED_AT: Final = 72
"""So many characters are judged (more would take long); what is longer than that and not one character is no guess."""
_HASHER: Final = PasswordHasher()
"""RFC 9106's second choice, argon2-cffi's own: argon2id, 64 MiB, three passes."""
_AT_ONCE: Final = Semaphore(2)
"""Each takes 64 MiB and a processor: a crowd of attempts waits and doesn't fill the memory."""


def kept(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def fits(password: str, kept_hash: str | None) -> bool:
    """Whether it is the password; without one the answer is no, and takes as long."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept_hash or _nobody(), _normal(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return kept_hash is not None


def is_outdated(kept_hash: str) -> bool:
    """Whether it was kept with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept_hash)


def check(password: str, *, about: Sequence[str]) -> None:
    """Refuses a password that others know or soon guess; `about` are words of the person and the place."""
    length = len(_normal(password))
    if length < SHORTEST:
        raise Refused(
            "password-short",
            f"The password has {length} characters.",
            f"Use at least {SHORTEST}: several words that nobody else would put together.",
        )
    if length > LONGEST:
        raise Refused("password-long", f"The password has {length} characters.", f"Use at most {LONGEST}.")
    if password.casefold() in _breached() or _guessed(password, about):
        raise Refused(
            "password-common",
            "This password is among those that are tried first.",
            "Use several words that nobody else would put together, none of them your name or this library's.",
        )


def _guessed(password: str, about: Sequence[str]) -> bool:
    words = [word for each in about for word in (each, *each.split()) if len(word) > 2]
    judged = zxcvbn(_normal(password)[:_LOOKED_AT], user_inputs=words, max_length=_LOOKED_AT)
    return bool(judged["score"] < _ENOUGH)


def _normal(password: str) -> str:
    """As keyboards of every system write it (NIST SP 800-63B §5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _breached() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _nobody() -> str:
    """A hash that no password fits, so that whoever has no account waits as long as who has one."""
    return _HASHER.hash("\0")
