"""A storage root copied into another place: only what is not there yet, every file verified, each object whole.

Comes in: the root, a second root, and which objects the library still holds. Goes out: what was copied and removed, and
`Trouble` for each object that could not be copied. An object that the library holds no more (a purge) leaves the copy;
one that is damaged or gone while the library holds it stays there as it is, because the copy may be the only good one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from dragoman.store import ocfl_object as ocfl
from dragoman.store.ocfl_object import Inventory, sync, sync_tree
from dragoman.store.root import ROOT_DECLARATION, StorageRoot

_CHUNK: Final = 1 << 20
_DAMAGED: Final = "Run `dragoman check`; the back-up's own copy, if it has one, was left as it is."
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An object that could not be copied, why, and what to do."""

    where: str
    message: str
    remedy: str = _DAMAGED


@dataclass(slots=True)
class Copied:
    """What a run did."""

    objects: int = 0
    octets: int = 0
    removed: int = 0


class Damaged(Exception):
    """The bytes are not those that the inventory names."""


def mirror(
    source: StorageRoot, target: StorageRoot, done: Copied, *, progress: Progress | None = None
) -> list[Trouble]:
    """Copies every object that the target lacks, or has fewer versions of."""
    target.create()
    target.staging.mkdir(exist_ok=True)
    for left in target.staging.iterdir():
        shutil.rmtree(left)
    troubles = []
    folders = list(source.objects())
    for place, folder in enumerate(folders, start=1):
        relative = folder.relative_to(source.folder)
        try:
            _object(folder, target.folder / relative, target.staging / "object", done)
        except Damaged as error:
            troubles.append(Trouble(where=str(relative), message=str(error)))
        except (FileNotFoundError, msgspec.MsgspecError) as error:
            troubles.append(Trouble(where=str(relative), message=f"The object can't be read: {error}."))
        if progress is not None:
            progress(place, len(folders))
    return troubles


def prune(source: StorageRoot, target: StorageRoot, is_held: Callable[[str], bool], done: Copied) -> Iterator[Trouble]:
    """Takes out of the target what the source has no more, but not what the library still holds."""
    for folder in list(target.objects()):
        relative = folder.relative_to(target.folder)
        if (source.folder / relative).is_dir():
            continue
        identifier = ocfl.read_inventory(folder).id
        if is_held(identifier):
            message = f"{identifier} is gone from the storage root, while the library still holds it."
            yield Trouble(where=str(relative), message=message)
            continue
        gone = target.staging / "gone"
        folder.rename(gone)
        shutil.rmtree(gone)
        for parent in (folder.parent, folder.parent.parent):
            if not any(parent.iterdir()):
                parent.rmdir()
        done.removed += 1


def verified(root: StorageRoot, *, progress: Progress | None = None) -> Iterator[Trouble]:
    """Reads every file of a root again, and says which are not what the inventories name."""
    if not (root.folder / ROOT_DECLARATION).is_file():
        yield Trouble(where=str(root.folder), message="There is no storage root here.")
        return
    folders = list(root.objects())
    for place, folder in enumerate(folders, start=1):
        relative = str(folder.relative_to(root.folder))
        try:
            inventory = _inventory(folder)
            for digest, paths in inventory.manifest.items():
                for path in paths:
                    if digest_of(folder / path) != digest:
                        yield Trouble(where=f"{relative}/{path}", message="The bytes are not those that were kept.")
        except Damaged as error:
            yield Trouble(where=relative, message=str(error))
        except (OSError, msgspec.MsgspecError) as error:
            yield Trouble(where=relative, message=f"The object can't be read: {error}.")
        if progress is not None:
            progress(place, len(folders))


def _object(folder: Path, target: Path, staging: Path, done: Copied) -> None:
    """An object, or the versions of it that are new; nothing where both say the same."""
    if _sidecar(folder) == _sidecar(target):
        return
    inventory = _inventory(folder)
    before = _inventory_or_none(target)
    shutil.rmtree(staging, ignore_errors=True)
    has = _common(before, inventory)
    made = staging / "made"
    for number in range(has + 1, len(inventory.versions) + 1):
        done.octets += _version(folder, made, f"v{number}", inventory)
    for name in (ocfl.INVENTORY, ocfl.SIDECAR, ocfl.DECLARATION):
        shutil.copyfile(folder / name, made / name)
    if _inventory(made) != inventory:
        raise Damaged("It was changed while it was copied.")
    sync_tree(made)
    target.parent.mkdir(parents=True, exist_ok=True)
    if has:
        for number in range(has + 1, len(inventory.versions) + 1):
            shutil.rmtree(target / f"v{number}", ignore_errors=True)  # of a run that was stopped here
            (made / f"v{number}").rename(target / f"v{number}")
        for name in (ocfl.INVENTORY, ocfl.SIDECAR):
            (made / name).replace(target / name)
    else:
        if target.is_dir():
            target.rename(staging / "gone")
        made.rename(target)
    sync(target)
    sync(target.parent)
    shutil.rmtree(staging, ignore_errors=True)
    done.objects += 1


def _common(before: Inventory | None, after: Inventory) -> int:
    """How many versions the target has already, if all of them are the source's, too; else 0: it is made anew."""
    if before is None or before.id != after.id or len(before.versions) >= len(after.versions):
        return 0
    same = all(after.versions.get(name) == version for name, version in before.versions.items())
    return len(before.versions) if same else 0


def _version(folder: Path, made: Path, name: str, inventory: Inventory) -> int:
    """A version's files, each with the digest that the inventory has; how many bytes they are."""
    digests = {path: digest for digest, paths in inventory.manifest.items() for path in paths}
    octets = 0
    (made / name).mkdir(parents=True)
    for place, _, names in os.walk(folder / name):
        for each in names:
            file = Path(place, each)
            relative = file.relative_to(folder)
            wanted = digests.get(relative.as_posix())
            octets += copied(file, made / relative, wanted)
    return octets


def copied(file: Path, target: Path, digest: str | None) -> int:
    """A file's copy, read back from the disk and compared; how many bytes it has."""
    target.parent.mkdir(parents=True, exist_ok=True)
    seen, octets = hashlib.sha512(usedforsecurity=False), 0
    with file.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(_CHUNK):
            seen.update(chunk)
            written.write(chunk)
            octets += len(chunk)
        written.flush()
        os.fsync(written.fileno())
        os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    found = seen.hexdigest()
    if digest is not None and found != digest:
        raise Damaged(f"The bytes of {file.name} are not those that were kept.")
    if digest_of(target) != found:
        raise Damaged(f"The copy of {file.name} does not read back as it was written: see to the disk.")
    return octets


def digest_of(file: Path) -> str:
    """The SHA-512 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.sha512(usedforsecurity=False)).hexdigest()


def _sidecar(folder: Path) -> str:
    try:
        return (folder / ocfl.SIDECAR).read_text("ascii")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _inventory(folder: Path) -> Inventory:
    """The inventory, if it is the one that its digest is of."""
    if digest_of(folder / ocfl.INVENTORY) != _sidecar(folder).partition(" ")[0]:
        raise Damaged("The inventory is not the one that its digest is of.")
    return ocfl.read_inventory(folder)


def _inventory_or_none(folder: Path) -> Inventory | None:
    try:
        return _inventory(folder)
    except (OSError, Damaged, msgspec.MsgspecError):
        return None
