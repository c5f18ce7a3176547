"""A ZIP archive that a document is made of (DOCX, ODT, EPUB): its parts by name, each read up to a limit.

Nothing is written anywhere, so a name like `../../x` leads nowhere; what a part unpacks to is counted while it is read,
whatever the archive says of its size (a few kilobytes can claim, or become, gigabytes).
"""

import posixpath
import zipfile
import zlib
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote

from dragoman.document.whole import MEGABYTE, MOST_BYTES, damaged, too_large
from dragoman.errors import Refused

MOST_PARTS: Final = 50_000
MOST_IN_ALL: Final = 256 * MEGABYTE
_ENCRYPTED: Final = 0x1
_PIECE: Final = 1 << 16


class Archive:
    """The parts of an archive; to be used in a `with` statement. `kind` is what it is called when it is refused."""

    def __init__(self, path: str, *, kind: str) -> None:
        self._kind = kind
        self._left = MOST_IN_ALL
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise damaged(kind) from error
        except OSError as error:
            raise Refused(
                "unreadable", "It could not be opened.", "Check that it is there and that it may be read."
            ) from error
        if len(self._zip.filelist) > MOST_PARTS:
            self._zip.close()
            raise damaged(kind)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order in which they stand."""
        return [entry.filename for entry in self._zip.filelist if not entry.is_dir()]

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Refused where it is missing, broken, encrypted or too large."""
        if not self.has(name):
            raise damaged(self._kind)
        if self._zip.NameToInfo[name].flag_bits & _ENCRYPTED:
            raise Refused(
                "encrypted", "It is encrypted and asks for a password.", "Save a copy without a password and add that."
            )
        most = min(MOST_BYTES, self._left)
        parts, size = [], 0
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    parts.append(piece)
                    size += len(piece)
                    if size > most:
                        raise too_large(self._kind, MOST_BYTES)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise damaged(self._kind) from error
        self._left -= size
        return b"".join(parts)

    def read_if_there(self, name: str) -> bytes | None:
        """The bytes of a part that need not be there."""
        return self.read(name) if self.has(name) else None


def beside(part: str, reference: str) -> str:
    """The name of the part that a reference in another part leads to, without what stands after "#"."""
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path)).lstrip("/") if path else part
