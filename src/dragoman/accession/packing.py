"""The pages of a document that is a folder of HTML → one file of bytes: a ZIP archive that is always the same.

The pages stand in it as they are, in the order of reading, uncompressed and without dates, after a first part that says
what it is; so the same pages have the same digest wherever they lie.
"""

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from dragoman.accession.sites import MARK, MARK_NAME


def pack(parts: Sequence[str], file: Path) -> None:
    """Writes the pages into one file. Errors are those of files."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(_entry(MARK_NAME), MARK)
        for path in parts:
            packed.writestr(_entry(os.path.basename(path)), Path(path).read_bytes())  # noqa: PTH119 - names are bytes


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says nothing but its name; bytes that are no UTF-8 are spelled out."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return zipfile.ZipInfo(readable, date_time=(1980, 1, 1, 0, 0, 0))
