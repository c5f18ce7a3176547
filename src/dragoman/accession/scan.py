"""A folder → the files in it, in depth and in a stable order; what can't be entered or followed is a `Rejection`."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.accession.model import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A file that was met, before anything is read: its path, and what the file system says of it.

    `parts` are the files of a document that is several, in order; `path` is the first of them then.
    """

    path: str
    size: int
    modified_ns: int
    parts: tuple[str, ...] = ()


def scan(place: str) -> Iterator[Sighting | Rejection]:
    """The files at `place` (a folder, walked in depth, or one file), sorted by name within each folder.

    Symbolic links are followed, each folder is entered once (by device and inode), so that a loop of links ends.
    Hidden files and folders (a leading dot) are left out: they belong to programs, not to the collection.
    """
    try:
        status = os.stat(place)  # noqa: PTH116 - names are bytes that need not be UTF-8; pathlib would gain nothing
    except OSError as error:
        yield unreachable(place, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(place, (status.st_dev, status.st_ino))
    else:
        yield _met(place, status)


def _walk(folder: str, identity: tuple[int, int]) -> Iterator[Sighting | Rejection]:
    """Depth first, with a stack of its own: a deep tree must not meet Python's recursion limit.

    With each folder waits the chain of those that it is in: a link back into the chain is a loop, and is said; one to
    a folder elsewhere that was walked already adds nothing.
    """
    entered = {identity}
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(folder, frozenset(entered))]
    while waiting:
        here, chain = waiting.pop()
        try:
            with os.scandir(here) as entries:
                names = sorted((e.path for e in entries if not e.name.startswith(".")), key=os.fsencode)
        except OSError as error:
            yield unreachable(here, error)
            continue
        inner = []
        for path in names:
            try:
                status = os.stat(path)  # noqa: PTH116
            except OSError as error:
                yield unreachable(path, error)
                continue
            identity = status.st_dev, status.st_ino
            if not stat.S_ISDIR(status.st_mode):
                yield _met(path, status)
            elif identity in chain:
                yield _loop(path)
            elif identity not in entered:
                entered.add(identity)
                inner.append((path, chain | {identity}))
        waiting.extend(reversed(inner))


def _loop(path: str) -> Rejection:
    return Rejection(
        path=path,
        code="link-loop",
        message="It is a symbolic link that leads back to itself or to a folder that it is in.",
        remedy="Remove the link, or let it lead to the files.",
    )


def _met(path: str, status: os.stat_result) -> Sighting | Rejection:
    if stat.S_ISREG(status.st_mode):
        return Sighting(path=path, size=status.st_size, modified_ns=status.st_mtime_ns)
    return Rejection(
        path=path,
        code="not-a-file",
        message="It is a device, a pipe or a socket, not a file.",
        remedy="Put a copy of the document itself there.",
    )


def unreachable(path: str, error: OSError) -> Rejection:
    """What the operating system refused, in words that say what to do."""
    words: dict[type[OSError], tuple[str, str, str]] = {
        FileNotFoundError: (
            "vanished",
            "It is not there, or is a link that leads nowhere.",
            "Put the file back, or remove the link, and run the command again.",
        ),
        PermissionError: (
            "no-permission",
            "This user may not read it.",
            "Give the user that runs Dragoman the right to read it (chmod u+r FILE; for a folder chmod u+rx).",
        ),
    }
    if type(error) in words:
        code, message, remedy = words[type(error)]
    elif error.errno == errno.ELOOP:
        return _loop(path)
    else:
        code, message = "unreadable", f"The system could not read it: {error.strerror or error}."
        remedy = "Check the disk or the network folder that it is on, and run the command again."
    return Rejection(path=path, code=code, message=message, remedy=remedy)
