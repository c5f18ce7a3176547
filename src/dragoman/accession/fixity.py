"""A file that was met → `Item` and a private copy of its bytes, so that what is read, hashed and kept are the same."""

import errno
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from dragoman.accession.format import media_type
from dragoman.accession.model import Item, Rejection
from dragoman.accession.packing import pack
from dragoman.accession.scan import Sighting, unreachable
from dragoman.errors import LibraryError

CHUNK = 1 << 20
OURS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # errors of writing the copy: reading can't cause these


def take(sighting: Sighting, *, spool: Path) -> Item | Rejection:
    """Copies the file to `spool` (which must not exist) and says what it is; after a `Rejection` there is no copy.

    Errors: `LibraryError` when the copy can't be written. A file that changes under the copy is copied once more, then
    given up: half a file of yesterday and half of today is not a document.
    """
    try:
        if sighting.parts:
            return _packed(sighting, spool)
        for _ in range(2):
            with Path(sighting.path).open("rb") as source:
                before = os.fstat(source.fileno())
                digest, size = _copy(source, spool)
                after = os.fstat(source.fileno())
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and size == after.st_size:
                return Item(
                    digest=digest,
                    path=sighting.path,
                    size=size,
                    modified_ns=after.st_mtime_ns,
                    media_type=media_type(spool),
                )
    except OSError as error:
        spool.unlink(missing_ok=True)
        if error.errno in OURS or error.filename == str(spool):
            raise LibraryError(
                "no-room",
                f"The library's folder {spool.parent} could not be written: {error.strerror}.",
                "Make room on that disk, or give the right to write there, and run it again; it goes on where it was.",
            ) from error
        return unreachable(sighting.path, error)
    spool.unlink()
    return Rejection(
        path=sighting.path,
        code="changed-while-read",
        message="It changed while it was being read.",
        remedy="Wait until whatever writes it has finished, and run the command again.",
    )


def look(sighting: Sighting) -> Item | Rejection:
    """Says what a file is where it stands, without a copy: for reading that keeps nothing."""
    try:
        with Path(sighting.path).open("rb") as source:
            digest = hashlib.file_digest(source, "sha512").hexdigest()
        kind = media_type(Path(sighting.path))
    except OSError as error:
        return unreachable(sighting.path, error)
    return Item(
        digest=digest, path=sighting.path, size=sighting.size, modified_ns=sighting.modified_ns, media_type=kind
    )


def _packed(sighting: Sighting, spool: Path) -> Item:
    """The files of a document in one; if one of them changes under it, the next run notices by size and time."""
    pack(sighting.parts, spool)
    with spool.open("rb") as packed:
        digest = hashlib.file_digest(packed, "sha512").hexdigest()
    return Item(
        digest=digest,
        path=sighting.path,
        size=spool.stat().st_size,
        modified_ns=sighting.modified_ns,
        media_type=media_type(spool),
    )


def _copy(source: BinaryIO, spool: Path) -> tuple[str, int]:
    digest = hashlib.sha512(usedforsecurity=False)
    size = 0
    with spool.open("wb") as copy:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
