"""Pictures that were drawn, kept as files within a bound: what was not looked at for longest goes first.

A folder of files, named by what they show, that any number of processes share: a picture is written beside and renamed,
its time of change is when it was last used, and who finds the folder too full empties it to nine tenths. It is a cache:
all of it may be deleted at any time, and where it can't be written to, nothing is kept.
"""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

MOST_BYTES: Final = 512 * 1024 * 1024
_LEAST: Final = 4096  # what a file takes on the disk
_FULL: Final = 0.9
_USED_LATELY: Final = 3600.0


class KeptPictures:
    """The pictures in a folder, which is made when the first is kept."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._size: int | None = None
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """The picture of this name."""
        file = self._file(name)
        try:
            with file.open("rb") as opened:
                used = os.fstat(opened.fileno()).st_mtime
                picture = opened.read()
        except OSError:
            return None
        if time.time() - used > _USED_LATELY:
            with suppress(OSError):
                os.utime(file)
        return picture

    def put(self, name: str, picture: bytes) -> None:
        """Keeps a picture, and lets go of others where it is too much."""
        file = self._file(name)
        made = self._folder / f".{uuid4().hex}"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(picture)
            made.replace(file)
        except OSError:
            with suppress(OSError):
                made.unlink()
            return
        with self._lock:
            if self._size is None:
                self._size = sum(max(_LEAST, size) for _, size, _ in self._all())
            else:
                self._size += max(_LEAST, len(picture))
            if self._size > self._most:
                self._size = self._emptied()

    def _emptied(self) -> int:
        """Deletes the longest unused until there is room; what is there then."""
        found = sorted(self._all())
        size = sum(max(_LEAST, each) for _, each, _ in found)
        for _, each, file in found:
            if size <= _FULL * self._most:
                break
            with suppress(OSError):
                Path(file).unlink()
            size -= max(_LEAST, each)
        return size

    def _all(self) -> list[tuple[float, int, str]]:
        """When each was last used, its size, its path; what vanishes meanwhile is passed over."""
        found = []
        with suppress(OSError):
            for folder in [self._folder, *(Path(each) for each in os.scandir(self._folder) if each.is_dir())]:
                with suppress(OSError):
                    for each in os.scandir(folder):
                        if each.is_file():
                            state = each.stat()
                            found.append((state.st_mtime, state.st_size, each.path))
        return found

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / name
