"""What was read from files, for the surfaces that show it: the last few are kept, because readers turn pages."""

from threading import Lock
from typing import Final

from dragoman.document.model import Document
from dragoman.record.model import HeldFile
from dragoman.store.root import StorageRoot

KEPT: Final = 6


class Documents:
    """The documents of a storage root; any thread may ask."""

    def __init__(self, root: StorageRoot) -> None:
        self._root = root
        self._kept: dict[tuple[str, int], Document] = {}
        self._lock = Lock()

    def of(self, file: HeldFile) -> Document:
        """What was read from a file; milliseconds, where it is not kept."""
        known = file.item, file.reading
        with self._lock:
            document = self._kept.pop(known, None)
        if document is None:
            document = self._root.document(file.item)
        with self._lock:
            self._kept[known] = document
            while len(self._kept) > KEPT:
                self._kept.pop(next(iter(self._kept)))
        return document
