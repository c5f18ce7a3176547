"""A supervised pool of child processes: what a hostile file does to its reader costs that file and nothing else.

Each child has a memory limit and each task a time limit. A child that crashes, hangs or ends is replaced, and the
outcome of its task is a `Failure` that says so. Children are fresh interpreters (no fork of a process with threads),
in a session of their own, so that Ctrl-C reaches only the parent, and they die with it, even by `kill -9`.
"""

import itertools
import json
import os
import pickle
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from dragoman.document.isolated import (
    DONE,
    LENGTH_BYTES,
    LONGEST_MESSAGE,
    PROGRESS,
    READY,
    TOO_MUCH_MEMORY,
    Report,
    framed,
)
from dragoman.errors import LibraryError

Task = TypeVar("Task")
Result = TypeVar("Result")

DEFAULT_MEMORY: Final = 1536 * 1024 * 1024
DEFAULT_SECONDS: Final = 300.0
_SECONDS_TO_START: Final = 60.0
_SECONDS_TO_ANSWER: Final = 30.0
_MOST_FAILED_STARTS: Final = 3
_LONGEST_WAIT: Final = 1.0
_MOMENT: Final = 0.005
_NEARLY_ALL: Final = 0.5  # what is refused at the limit is often as large as what was given before
_KIBIBYTE: Final = 1024  # ru_maxrss, in getrusage(2) of Linux
_START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from dragoman.document.isolated import main; main()"
)
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a task has no result: `code` for machines, what happened, and what to do."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one task may take: bytes of address space, and seconds."""

    memory: int = DEFAULT_MEMORY
    seconds: float = DEFAULT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a child ended: its exit status (minus the signal's number; None if it was killed), and its peak memory.

    `peak_memory` is 0 if it never rose above what was counted when the child began: a process inherits the peak of the
    one that started it.
    """

    status: int | None
    peak_memory: int


def _environment() -> dict[str, str]:
    """What a child that reads hostile files may know: not where the library and its database are."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}


class _Child(Generic[Task]):
    """One child process and what is known of it."""

    def __init__(self, work: Callable[[Any, Report], Any], memory: int) -> None:
        self.connection, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - this very interpreter, with words of our own
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
                env={**_environment(), **_ONE_THREAD, "DRAGOMAN_PARENT": str(os.getpid())},
            )
        self.ready = False
        self._peak_at_start = 0
        self.task: Task | None = None
        self.deadline = time.monotonic() + _SECONDS_TO_START
        self._buffer = bytearray()
        self._send((work, memory))

    def give(self, task: Task, seconds: float) -> None:
        """Set the child to work."""
        self.task = task
        if self.ready:
            self.deadline = time.monotonic() + seconds
        self._send((task,))

    def began(self, seconds: float, peak: int) -> None:
        """It is up, having come to this peak of memory (`ru_maxrss`), and the time of its first task begins."""
        self.ready = True
        self._peak_at_start = peak
        self.deadline = time.monotonic() + seconds

    def _send(self, message: object) -> None:
        try:
            self.connection.sendall(framed(message))
        except (BrokenPipeError, ConnectionResetError):
            return  # it has died; the closed socket says so to whoever reads it next

    def is_overdue(self) -> bool:
        """Whether its time is up. An answer that is on its way counts as given, for a while."""
        return time.monotonic() > self.deadline + (_SECONDS_TO_ANSWER if self._buffer else 0.0)

    def messages(self) -> list[tuple[str, Any]] | None:
        """What the child has said since last time; None when it is gone, or says something absurd."""
        try:
            part = self.connection.recv(1 << 20)
        except ConnectionResetError:
            part = b""
        if not part:
            return None
        self._buffer += part
        found = []
        while len(self._buffer) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._buffer[:LENGTH_BYTES], "big")
            if end > LONGEST_MESSAGE + LENGTH_BYTES:
                return None
            if len(self._buffer) < end:
                break
            found.append(pickle.loads(self._buffer[LENGTH_BYTES:end]))  # noqa: S301 - from our own child
            del self._buffer[:end]
        return found

    def end(self, *, patience: float = 0.0) -> Ending:
        """End the child; what it had come to by itself, within `patience` seconds."""
        self.connection.close()
        process = self.process
        until = time.monotonic() + patience
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        while not found and time.monotonic() < until:
            time.sleep(_MOMENT)
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
        by_itself = bool(found)
        if not by_itself:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss if usage.ru_maxrss > self._peak_at_start else 0
        return Ending(status=process.returncode if by_itself else None, peak_memory=peak * _KIBIBYTE)


class Pool(Generic[Task, Result]):
    """Child processes that each do `work` on one task at a time.

    `work` is called as `work(task, report)`; it must be importable by name, and tasks and results picklable. Children
    are started when they are needed and kept until `close`. One `run` at a time.
    """

    def __init__(self, work: Callable[[Task, Report], Result], *, processes: int, limits: Limits | None = None) -> None:
        self._work = work
        self._processes = max(1, processes)
        self._limits = limits or Limits()
        self._selector = selectors.DefaultSelector()
        self._children: list[_Child[Task]] = []
        self._failed_starts = 0
        self._returned: list[Task] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children at once."""
        for child in list(self._children):
            self._dismiss(child)
        self._selector.close()

    def run(
        self, tasks: Iterable[Task], *, progress: Callable[[Task, int], None] | None = None
    ) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with its result or the failure, as they are done; tasks are taken one by one as children are free.

        Left early (by an error, Ctrl-C, or `close()` on the iterator), the children that are at work are ended.
        """
        waiting = iter(tasks)
        more = True
        try:
            while True:
                while more and self._has_room():
                    more = self._give_next(waiting)
                if not more and not self._busy():
                    return
                for child in self._those_that_speak():
                    yield from self._heard(child, progress)
                for child in [child for child in self._busy() if child.is_overdue()]:
                    yield from self._lost(child, overdue=True)
                more = more or bool(self._returned)
        finally:
            self._returned.clear()
            for child in self._busy():
                self._dismiss(child)

    def _busy(self) -> list[_Child[Task]]:
        return [child for child in self._children if child.task is not None]

    def _has_room(self) -> bool:
        return len(self._busy()) < self._processes

    def _give_next(self, waiting: Iterator[Task]) -> bool:
        """Set a child to work on the next task; False if there is none."""
        for task in itertools.chain(self._take_returned(), waiting):
            self._idle_child().give(task, self._limits.seconds)
            return True
        return False

    def _take_returned(self) -> Iterator[Task]:
        while self._returned:
            yield self._returned.pop()

    def _idle_child(self) -> _Child[Task]:
        for child in self._children:
            if child.task is None:
                return child
        child = _Child(self._work, self._limits.memory)
        self._children.append(child)
        self._selector.register(child.connection, selectors.EVENT_READ, child)
        return child

    def _those_that_speak(self) -> list[_Child[Task]]:
        nearest = min((child.deadline for child in self._busy()), default=0.0) - time.monotonic()
        events = self._selector.select(max(0.0, min(nearest, _LONGEST_WAIT)))
        return [key.data for key, _ in events]

    def _heard(
        self, child: _Child[Task], progress: Callable[[Task, int], None] | None
    ) -> Iterator[tuple[Task, Result | Failure]]:
        messages = child.messages()
        if messages is None:
            yield from self._lost(child)
            return
        for kind, content in messages:
            if kind == READY:
                child.began(self._limits.seconds, content)
                self._failed_starts = 0
                continue
            if (task := child.task) is None:
                continue
            if kind == PROGRESS:
                if progress:
                    progress(task, content)
            else:
                child.task = None
                yield task, content if kind == DONE else _failure(content)

    def _lost(self, child: _Child[Task], *, overdue: bool = False) -> Iterator[tuple[Task, Result | Failure]]:
        """A child that has ended or must: its task failed, or goes to another if this one had not even begun."""
        task, ready = child.task, child.ready
        ending = self._dismiss(child, patience=0.0 if overdue else 1.0)
        if task is None:
            return
        if ready:
            yield task, _too_slow(self._limits.seconds) if overdue else _death(ending, self._limits.memory)
            return
        self._returned.append(task)
        self._failed_starts += 1
        if self._failed_starts >= _MOST_FAILED_STARTS:
            raise LibraryError(
                "readers-do-not-start",
                f"The processes that read files end before they begin (status {ending.status}).",
                "Allow a file more memory, and check that Dragoman is wholly installed.",
            )

    def _dismiss(self, child: _Child[Task], *, patience: float = 0.0) -> Ending:
        self._children.remove(child)
        self._selector.unregister(child.connection)
        return child.end(patience=patience)


def _failure(content: tuple[str, str, str]) -> Failure:
    code, message, remedy = content
    return Failure(code=code, message=message, remedy=remedy)


def _too_slow(seconds: float) -> Failure:
    return Failure(
        code="too-slow",
        message=f"Reading it took longer than {seconds:g} seconds and was stopped.",
        remedy="If the file is sound, allow more time for a file; else get it again from its source.",
    )


def _name_of(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # real-time signals have no names of their own
        return f"signal {number}"


def _death(ending: Ending, memory: int) -> Failure:
    """What a child's ending says of its task. Libraries in C abort where memory is refused to them."""
    status = ending.status
    if status == -signal.SIGKILL or (status == -signal.SIGABRT and ending.peak_memory > _NEARLY_ALL * memory):
        return _failure(TOO_MUCH_MEMORY)
    if status is not None and status < 0:
        how = f"The reader crashed on it ({_name_of(-status)})."
    else:
        how = f"The reader ended while reading it (status {status})."
    return Failure(
        code="reader-crashed",
        message=how,
        remedy="Get the file again from its source, or repair it (for instance by opening it and saving a copy).",
    )
