"""What runs in a child process of `dragoman.document.isolation`: limits first, then one task after the other.

A message is eight bytes of length and a pickle: to the child (work, memory) once and then tasks; from it READY,
PROGRESS, DONE and FAILED. The child ends when the other side is gone, whatever it is doing.
"""

import ctypes
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, Final

from dragoman.errors import DragomanError

READY: Final = "ready"
PROGRESS: Final = "progress"
DONE: Final = "done"
FAILED: Final = "failed"
LONGEST_MESSAGE: Final = 256 * 1024 * 1024
LENGTH_BYTES: Final = 8
_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_SPARE: Final = 4 * 1024 * 1024

Report = Callable[[int], None]
"""Told how much of the task is done so far, in units of the task's own choice (pages)."""

TOO_MUCH_MEMORY: Final = (
    "too-much-memory",
    "It takes more memory to read than one file is allowed.",
    "If the file is sound, allow more (`dragoman ingest --memory`); else get it again from its source, or split it.",
)
TOO_LARGE: Final = (
    "too-large",
    "What was read from it is too large to be kept.",
    "Split the file into smaller ones.",
)


def framed(message: object) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def main() -> None:
    """Serve tasks from the socket whose number is the last argument, until it closes."""
    _die_with_parent()
    with socket.socket(fileno=int(sys.argv[-1])) as connection:
        first = _received(connection)
        if first is None:
            return
        work, memory = first
        _limit(memory)
        connection.sendall(framed((READY, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)))
        while (task := _received(connection)) is not None:
            connection.sendall(_answer(work, task[0], connection))


def _die_with_parent() -> None:
    """Be killed with the process that started this one. Linux only; elsewhere the closed socket ends the child."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if str(os.getppid()) != os.environ.get("DRAGOMAN_PARENT"):
            sys.exit(0)  # it was gone before it could be asked for


def _limit(memory: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _received(connection: socket.socket) -> Any:  # noqa: ANN401 - whatever the parent sends
    length = _exactly(connection, LENGTH_BYTES)
    body = _exactly(connection, int.from_bytes(length, "big")) if length else None
    return pickle.loads(body) if body else None  # noqa: S301 - from the parent, through an unnamed socket


def _exactly(connection: socket.socket, count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = connection.recv(min(count - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _answer(work: Callable[[Any, Report], Any], task: object, connection: socket.socket) -> bytes:
    """The task's result, or what went wrong with it, as it is sent."""

    def report(count: int) -> None:
        connection.sendall(framed((PROGRESS, count)))

    spare: bytearray | None = bytearray(_SPARE)  # given up when memory runs out, so that it can still be said
    try:
        answer = framed((DONE, work(task, report)))
    except DragomanError as error:
        return framed((FAILED, (error.code, error.message, error.remedy)))
    except MemoryError:
        spare = None
        return framed((FAILED, TOO_MUCH_MEMORY))
    except Exception as error:  # noqa: BLE001 - the boundary: whatever a file does to its reader costs that file only
        name = type(error).__name__
        return framed((FAILED, ("reader-failed", f"Reading it failed: {name}: {error}"[:500], "Report this as a bug.")))
    del spare
    return answer if len(answer) <= LONGEST_MESSAGE else framed((FAILED, TOO_LARGE))
