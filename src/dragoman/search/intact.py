"""Whether the bytes of an index are those that were written, by the checksums that Tantivy puts at the end of files.

A file ends with a footer in JSON that has the CRC-32 of all before it, the footer's length and a magic number (tantivy,
src/directory/footer.rs). Tantivy itself looks only when asked to, and Python can't ask it.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TAIL: Final = struct.Struct("<II")
_MAGIC: Final = 1337
_PIECE: Final = 1 << 20
_WITHOUT: Final = frozenset({".json", ".lock"})


def damaged(folder: Path) -> Iterator[Path]:
    """The files of an index at rest whose bytes have changed or are cut off."""
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix not in _WITHOUT and not _is_intact(file):
            yield file


def _is_intact(file: Path) -> bool:
    size = file.stat().st_size
    with file.open("rb") as data:
        data.seek(max(0, size - _TAIL.size))
        tail = data.read()
        if len(tail) < _TAIL.size:
            return False
        length, magic = _TAIL.unpack(tail)
        left = size - _TAIL.size - length
        if magic != _MAGIC or left < 0:
            return False
        data.seek(left)
        try:
            wanted = json.loads(data.read(length))["crc"]
        except (ValueError, LookupError, TypeError):
            return False
        data.seek(0)
        found = 0
        while left and (piece := data.read(min(_PIECE, left))):
            found, left = zlib.crc32(piece, found), left - len(piece)
    return bool(found == wanted)
