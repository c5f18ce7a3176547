"""Every error that a person can cause, in one tree.

    DragomanError
    ├── Refused            one file can't be taken in; becomes a Rejection, the others go on
    ├── LibraryError       the library itself: missing, locked, broken, not writable
    │   └── LibraryBusy    another process is writing
    ├── UsageError         a request that can't be understood (exit status 2, HTTP 400)
    └── NotHere            no such work, edition, page or file (exit status 1, HTTP 404)

Each carries `code` (stable, for machines), `message` (what happened, to which file or field) and `remedy` (what to do).
No class here knows of HTTP or exit statuses: each surface has its own table.
"""


class DragomanError(Exception):
    """Base of all: `code` for machines, `message` says what happened and to what, `remedy` what to do about it."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["DragomanError"], tuple[str, str, str]]:
        """Errors cross the boundary between a reading process and the one that keeps."""
        return type(self), (self.code, self.message, self.remedy)


class Refused(DragomanError):
    """One file can't be read or kept; everything else goes on."""


class LibraryError(DragomanError):
    """The library as a whole can't be used."""


class LibraryBusy(LibraryError):
    """Another process holds the one writer's place."""


class UsageError(DragomanError):
    """A request that can't be understood."""


class NotHere(DragomanError):
    """What was asked for is not in the library."""
