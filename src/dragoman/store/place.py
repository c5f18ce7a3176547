"""Places that one process at a time may hold: the writer's, that of an ingest, that of reading pictures.

Comes in: the file of a place, and how long its taker waits for it. Goes out: a context in which it is held.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from dragoman.errors import LibraryBusy, LibraryError

GATE: Final = ".gate"
_places_here: dict[str, "_Threads"] = {}
_guard: Final = threading.Lock()


class WriterLock:
    """A place that one process, and one thread of it, may hold: by a lock on a file that also says which process.

    A POSIX record lock: the system lets go of it when the process ends, however it ends, and children don't inherit it.
    Who finds the place taken waits up to `wait` seconds, in a queue: he stands at the gate, a second file, and whoever
    leaves the place and wants it again comes to the gate behind him.
    """

    def __init__(self, file: Path, *, wait: float = 0.0) -> None:
        self._file = file
        self._wait = wait
        self._handle = -1

    def __enter__(self) -> Self:
        """Takes the place, or raises `LibraryBusy`."""
        until = time.monotonic() + self._wait
        here = _place_here(self._file)
        if not here.taken(until):
            raise self._busy(str(os.getpid()))
        try:
            self._handle = self._taken(until)
        except BaseException:
            here.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)
        self._handle = -1
        _place_here(self._file).release()

    def _taken(self, until: float) -> int:
        with disk_errors(self._file):
            gate = os.open(self._file.with_suffix(GATE), os.O_RDWR | os.O_CREAT, 0o666)
            try:
                handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
            except BaseException:
                os.close(gate)
                raise
        try:
            if not (_locked(gate, until) and _locked(handle, until)):
                raise self._busy(os.read(handle, 20).decode("ascii", "replace").strip())
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        except BaseException:
            os.close(handle)
            raise
        finally:
            os.close(gate)
        return handle

    def _busy(self, owner: str) -> LibraryBusy:
        return LibraryBusy(
            "library-busy",
            f"Another process ({owner or 'just starting'}) is writing into the library {self._file.parent}.",
            f"Wait until it has finished, or stop it (kill {owner or 'PID'}), and run the command again.",
        )


class _Threads:
    """A place, with its gate, among the threads of this process: the file's locks are the whole process's."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._place = threading.Lock()

    def taken(self, until: float) -> bool:
        """Whether the place could be had by then."""
        if not self._gate.acquire(timeout=_left(until)):
            return False
        try:
            return self._place.acquire(timeout=_left(until))
        finally:
            self._gate.release()

    def release(self) -> None:
        """Gives the place back."""
        self._place.release()


def _left(until: float) -> float:
    return max(0.0, until - time.monotonic())


def _place_here(file: Path) -> _Threads:
    with _guard:
        return _places_here.setdefault(str(file.absolute()), _Threads())


def _locked(handle: int, until: float) -> bool:
    """Whether the file could be locked by then; asked again and again, as a lock that waits knows no end."""
    pause = 0.001
    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(pause, left))
            pause = min(2 * pause, 0.02)
        else:
            return True


@contextmanager
def disk_errors(where: Path) -> Iterator[None]:
    """Errors of files become `LibraryError`."""
    try:
        yield
    except OSError as error:
        raise LibraryError(
            "no-room",
            f"The library's folder {where} could not be written: {error.strerror or error}.",
            "Make room on that disk, or give the right to write there, and run it again; it goes on where it was.",
        ) from error
