"""Resumption tokens: all that is needed to go on is in them, so they never expire and nothing is kept here.

A token is the request and the place where the last answer ended, with a checksum made with the library's id: what was
cut, changed, or given out by another library is no token.
"""

import base64
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import msgspec

from dragoman.errors import UsageError

_CHECK: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumption:
    """Where a list goes on: what was asked, after which record, how many went before, how many there were in all."""

    verb: str
    prefix: str
    since: str | None
    until: str | None
    set_spec: str | None
    datestamp: str
    record_id: str
    cursor: int
    size: int


def write_token(resumption: Resumption, *, library: str) -> str:
    """The token, in letters that need no escaping in an address."""
    said = msgspec.json.encode(resumption)
    return base64.urlsafe_b64encode(_checksum(said, library) + said).decode("ascii").rstrip("=")


def read_token(token: str, verb: str, *, library: str) -> Resumption:
    """What a token says; errors: badResumptionToken."""
    try:
        read = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        check, said = read[:_CHECK], read[_CHECK:]
        if check == _checksum(said, library):
            resumption = msgspec.json.decode(said, type=Resumption)
            if resumption.verb == verb:
                return resumption
    except (ValueError, msgspec.MsgspecError):
        pass
    raise UsageError("badResumptionToken", "This is no token of this list.", "Begin the list again.")


def _checksum(said: bytes, library: str) -> bytes:
    return blake2b(said, digest_size=_CHECK, key=library.encode()[:64]).digest()
