"""Files of an export, whole or not there: written beside their place and renamed into it, and their names.

Names are such that every file system holds them, a memory stick's too.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dragoman.errors import LibraryError
from dragoman.record.model import HeldFile
from dragoman.store.library import Library

UNFINISHED: Final = ".part"
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+|[. ]+$')
_LONGEST: Final = 150
_CHUNK: Final = 1 << 20


def safe_name(name: str) -> str:
    """A file's name that FAT, NTFS and others can hold, with its suffix."""
    stem, dot, suffix = name.rpartition(".") if "." in name[1:] else (name, "", "")
    stem = _UNSAFE.sub("_", stem)
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    return f"{stem.strip() or 'file'}{dot}{_UNSAFE.sub('_', suffix)[:10]}"


def names_of(files: tuple[HeldFile, ...]) -> list[tuple[HeldFile, str]]:
    """Files with names that differ, also where case does not count."""
    met: dict[str, int] = {}
    named = []
    for file in files:
        name = safe_name(file.file_name)
        again = met[name.lower()] = met.get(name.lower(), 0) + 1
        stem, dot, suffix = name.rpartition(".")
        named.append((file, name if again == 1 else f"{stem or name}-{again}{dot}{suffix if stem else ''}"))
    return named


def put(place: Path, data: bytes) -> None:
    """A small file."""
    with _beside(place) as made:
        made.write_bytes(data)


def put_item(library: Library, file: HeldFile, place: Path) -> None:
    """A copy of an item's bytes, compared with their digest while they are copied; one that is there stays."""
    if place.is_file() and place.stat().st_size == file.size:
        return
    held = library.catalogue.item(file.item)
    if held is None:
        raise LibraryError(
            "file-lost", f"The file {file.file_name} is not in the storage root.", "Run `dragoman check`."
        )
    with _beside(place) as made, Path(held.path).open("rb") as source, made.open("wb") as copy:
        digest = hashlib.sha512()
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        if digest.hexdigest() != file.item:
            raise LibraryError(
                "file-damaged", f"The bytes of {file.file_name} are not those that came in.", "Run `dragoman check`."
            )


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    made = place.with_name(f"{place.name}{UNFINISHED}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield made
        made.replace(place)
    except OSError as error:
        raise LibraryError(
            "export-unwritable", f"{place} can't be written: {error.strerror}.", "Make room, or give another folder."
        ) from error


def renamed(unfinished: Path, place: Path) -> None:
    """A folder that is whole takes its place; an older one goes."""
    if place.exists():
        shutil.rmtree(place)
    unfinished.replace(place)
