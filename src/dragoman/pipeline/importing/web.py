"""Asking other machines on the web: politely, within limits, and never inside one's own network unless told so.

Comes in: an address. Goes out: what it answers, in memory or in a file. Whoever is asked may be hostile, or may send us
elsewhere: each connection is looked at before anything is sent over it, answers have a size and a time, and `Refused`
says what went wrong with which address.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from dragoman.errors import Refused

MOST_REDIRECTS: Final = 5
MOST_RETRIES: Final = 4
LONGEST_WAIT: Final = 300.0
FIRST_WAIT: Final = 5.0
_PIECE: Final = 1 << 16
_AGAIN: Final = (429, 503)
_ELSEWHERE: Final = (301, 302, 303, 307, 308)
_NOT_MODIFIED: Final = 304
_UNSAFE: Final = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer may take: bytes, and seconds in all."""

    size: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered; `url` is where it was found in the end. `body` is empty where it went into a file."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """Whether it is as it was when it was asked for last (RFC 9110 §15.4.5)."""
        return self.status == _NOT_MODIFIED


class _Open(HTTPConnection):
    """A connection that is looked at when it is made, before anything is sent."""

    may: Callable[[str], bool]

    def connect(self) -> None:
        super().connect()
        peer = self.sock.getpeername()[0]
        if not self.may(peer):
            self.close()
            raise _Private(peer)


class _Sealed(HTTPSConnection, _Open):
    """The same with TLS, which begins after the look."""


class _Private(Exception):
    pass


@dataclass(kw_only=True)
class Web:
    """Asks addresses. `known` are hosts (with ports) that the person has named himself, `private` allows all others."""

    known: frozenset[tuple[str, int]] = frozenset()
    private: bool = False
    pause: float = 0.0
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, limits: Limits, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of an address, in memory. Raises Refused."""
        kept = bytearray()
        answer = self._asked(url, limits, headers or {}, kept.extend, kept.clear)
        return Answer(url=answer.url, status=answer.status, headers=answer.headers, body=bytes(kept))

    def save(self, url: str, into: Path, limits: Limits, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of an address, in a file, which is there if all of it came. Raises Refused."""
        half = into.with_name(f".{into.name}.part")
        try:
            with half.open("wb") as file:
                answer = self._asked(url, limits, headers or {}, file.write, lambda: file.truncate(0))
            if answer.is_unchanged:
                half.unlink()
            else:
                half.replace(into)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        return answer

    def _asked(
        self,
        url: str,
        limits: Limits,
        headers: Mapping[str, str],
        keep: Callable[[bytes], object],
        drop: Callable[[], object],
    ) -> Answer:
        at = url
        retries = redirects = 0
        while True:
            drop()
            answer = self._once(at, limits, headers, keep)
            if answer.status in _ELSEWHERE and (target := answer.headers.get("location")):
                redirects += 1
                if redirects > MOST_REDIRECTS:
                    raise _refused("web-loop", url, "leads from one address to the next without end", "Ask its owner.")
                at = urljoin(at, target)
            elif answer.status in _AGAIN and retries < MOST_RETRIES:
                retries += 1
                self.sleep(_wait(answer.headers.get("retry-after", ""), retries))
            elif answer.status in (200, _NOT_MODIFIED):
                return answer
            else:
                raise _refused(
                    f"http-{answer.status}", url, f"answers with status {answer.status}", "Open it yourself."
                )

    def _once(self, url: str, limits: Limits, headers: Mapping[str, str], keep: Callable[[bytes], object]) -> Answer:
        parts, port = _parts(url)
        host = parts[1]
        self._be_polite(host)
        connection = self._connection(parts[0], host, port, limits)
        try:
            with _ended_after(limits.seconds, connection) as overdue:
                connection.request("GET", parts[2], headers={**_OWN_HEADERS, **headers})
                response = connection.getresponse()
                if response.status == 200:
                    _read(response, url, limits.size, keep)
                said = {name.lower(): value for name, value in response.getheaders()}
                if overdue.is_set():
                    raise _too_slow(url, limits)
                return Answer(url=url, status=response.status, headers=said)
        except _Private as error:
            raise _refused(
                "private-address",
                url,
                f"leads into a private network ({error})",
                "If that is meant, allow it with --private.",
            ) from error
        except (OSError, HTTPException, ValueError, UnicodeError) as error:
            if isinstance(error, TimeoutError) or overdue.is_set():
                raise _too_slow(url, limits) from error
            said_why = str(error) or type(error).__name__
            raise _refused("unreachable", url, f"could not be read: {said_why}", "Try again later.") from error
        finally:
            connection.close()

    def _connection(self, scheme: str, host: str, port: int, limits: Limits) -> HTTPConnection:
        timeout = min(limits.seconds, 30.0)
        sealed = scheme == "https"
        connection: _Open = (
            _Sealed(host, port, timeout=timeout, context=ssl.create_default_context())
            if sealed
            else _Open(host, port, timeout=timeout)
        )
        named = self.private or (host.lower(), port) in self.known
        connection.may = lambda peer: named or _is_public(peer)
        return connection

    def _be_polite(self, host: str) -> None:
        """Waits until the pause since the last question to this host is over."""
        left = self._last.get(host, float("-inf")) + self.pause - time.monotonic()
        if self.pause and left > 0:
            self.sleep(left)
        self._last[host] = time.monotonic()


_OWN_HEADERS: Final = {
    "User-Agent": f"Dragoman/{version('dragoman')} (a library that harvests)",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


def named_host(url: str) -> tuple[str, int]:
    """The host and port of an address. Raises Refused where it is none."""
    parts, port = _parts(url)
    return parts[1].lower(), port


def _parts(url: str) -> tuple[tuple[str, str, str], int]:
    """Scheme, host, and path with query, in ASCII; and the port."""
    try:
        split = urlsplit(url.strip())
        host, port = split.hostname or "", split.port
    except ValueError:
        split, host, port = urlsplit(""), "", None
    if split.scheme not in ("http", "https") or not host:
        raise _refused("no-web-address", url, "is no address on the web", "It begins with http:// or https://.")
    path = quote(split.path or "/", safe=_UNSAFE)
    query = f"?{quote(split.query, safe=_UNSAFE)}" if split.query else ""
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _refused("no-web-address", url, "has no host that can be asked", "Correct it.") from error
    return (split.scheme, ascii_host, f"{path}{query}"), port or (443 if split.scheme == "https" else 80)


def _is_public(peer: str) -> bool:
    address = ip_address(peer.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_global) and not (mapped or address).is_multicast


def _read(response: HTTPResponse, url: str, most: int, keep: Callable[[bytes], object]) -> None:
    size = 0
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > most:
            raise _refused("too-large", url, f"is larger than {most >> 20} MB", "Fetch it by hand, if it is wanted.")
        keep(piece)
    announced = response.getheader("Content-Length", "")
    if announced.isdecimal() and int(announced) != size:
        raise ConnectionError(f"only {size} of {announced} bytes came")


@contextmanager
def _ended_after(seconds: float, connection: HTTPConnection) -> Iterator[threading.Event]:
    """Ends a conversation that takes too long, however it drips."""
    overdue = threading.Event()

    def end() -> None:
        overdue.set()
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield overdue
    finally:
        timer.cancel()


def _wait(asked: str, tries: int) -> float:
    """The seconds that a server asks for, or more each time where it does not say."""
    return min(float(asked) if asked.isdecimal() else FIRST_WAIT * 2**tries, LONGEST_WAIT)


def _too_slow(url: str, limits: Limits) -> Refused:
    return _refused("too-slow", url, f"was not done after {limits.seconds:.0f} seconds", "Try again later.")


def _refused(code: str, url: str, what: str, remedy: str) -> Refused:
    return Refused(code, f"{url} {what}.", remedy)
