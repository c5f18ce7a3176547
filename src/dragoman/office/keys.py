"""What lets somebody in: made from the system's randomness, given out once, and kept as its digest only.

Also the office's own key: 32 bytes in `office.key` beside the library, readable by its owner only, from which the marks
of forms and the key that closes second factors are made. A copy of the database without it opens nothing.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from dragoman.errors import LibraryError

FILE: Final = "office.key"
_BYTES: Final = 32


def fresh() -> str:
    """A new secret of 256 bits, to stand in a cookie, an address or a header."""
    return secrets.token_urlsafe(_BYTES)


def short() -> str:
    """A new id of 80 bits that is no secret."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def digest(secret: str) -> str:
    """What is kept of a secret. It is random and long, so no salt and no slowness are needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def derived(key: bytes, purpose: str, *parts: str) -> str:
    """A mark that only who has the key can make."""
    message = "\x1f".join((purpose, *parts)).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(hmac.digest(key, message, "sha256")).decode("ascii").rstrip("=")


def derived_bytes(key: bytes, purpose: str) -> bytes:
    """A key for one purpose: 32 bytes."""
    return hmac.digest(key, purpose.encode(), "sha256")


def same(one: str, other: str) -> bool:
    """Whether two are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def own(folder: Path) -> bytes:
    """The office's key; made when there is none. Two processes that start at once agree on one."""
    file = folder / FILE
    made = folder / f"{FILE}.{secrets.token_hex(4)}"
    try:
        if not file.exists():
            with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123
                opened.write(secrets.token_bytes(_BYTES))
            try:
                os.link(made, file)
            except FileExistsError:
                pass
            finally:
                made.unlink()
        key = file.read_bytes()
    except OSError as error:
        raise LibraryError(
            "office-key", f"{file} can't be used: {error.strerror}.", "Let the account that serves the library use it."
        ) from error
    if len(key) != _BYTES:
        raise LibraryError(
            "office-key",
            f"{file} has {len(key)} bytes instead of {_BYTES}.",
            "Restore it from the backup; or delete it: a new one is made, and second factors have to be set up anew.",
        )
    return key
