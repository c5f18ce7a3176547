"""OCFL 1.1 objects as files: what an object is called, where it stands, its inventory, and how a version is written.

The numbers in the comments are sections of the OCFL Specification 1.1 (https://ocfl.io/1.1/spec/). ocfl-py validates
what is written here, in the tests and in `dragoman check`; it does not write it, because it neither syncs files nor
moves a finished version into place at once.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

DECLARATION: Final = "0=ocfl_object_1.1"
INVENTORY: Final = "inventory.json"
SIDECAR: Final = "inventory.json.sha512"
FEW: Final = 32
AT_ONCE: Final = 32
LAYOUT: Final = "0003-hash-and-id-n-tuple-storage-layout"
LAYOUT_TEXT: Final = (
    "Hashed truncated n-tuple trees with an encapsulating directory named by the object's id: two levels of two digits."
)
TUPLE_SIZE: Final = 2
TUPLES: Final = 2
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]")
_LONGEST_NAME: Final = 100


class _User(msgspec.Struct, frozen=True):
    name: str
    address: str


class VersionBlock(msgspec.Struct, frozen=True):
    """A version in an inventory (§3.5.3.1): when it was made, and which digest stands at which logical path."""

    created: str
    message: str
    state: dict[str, list[str]]
    user: _User = _User(name="Dragoman", address="https://pypi.org/project/dragoman/")


class Inventory(msgspec.Struct, frozen=True):
    """An object's inventory (§3.5): its versions, and the content file of every digest."""

    id: str
    head: str
    manifest: dict[str, list[str]]
    versions: dict[str, VersionBlock]
    type: str = "https://ocfl.io/1.1/spec/#inventory"
    digestAlgorithm: str = "sha512"  # noqa: N815 - the specification's name

    def file(self, logical: str, version: str | None = None) -> str | None:
        """The content file, relative to the object, that a version, the newest or "v2", has at a logical path."""
        for digest, paths in self.versions[version or self.head].state.items():
            if logical in paths:
                return self.manifest[digest][0]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file for an object's version: its logical path, its digest, and its bytes or the file that holds them."""

    path: str
    digest: str
    data: bytes | None = None
    moved_from: Path | None = None


def content(path: str, data: bytes) -> Content:
    """Content from bytes."""
    return Content(path=path, digest=hashlib.sha512(data, usedforsecurity=False).hexdigest(), data=data)


def object_path(identifier: str) -> str:
    """Where an object stands in the root, by the layout extension 0003 with two tuples of two digits."""
    digest = hashlib.sha256(identifier.encode()).hexdigest()
    name = "".join(c if _PLAIN.match(c) else "".join(f"%{byte:02x}" for byte in c.encode()) for c in identifier)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{digest}"
    tuples = (digest[at : at + TUPLE_SIZE] for at in range(0, TUPLE_SIZE * TUPLES, TUPLE_SIZE))
    return "/".join((*tuples, name))


def extended(
    before: Inventory | None, identifier: str, contents: Sequence[Content], *, created: str, message: str
) -> Inventory:
    """The inventory with one more version, which has just these contents."""
    number = len(before.versions) + 1 if before else 1
    manifest = dict(before.manifest) if before else {}
    state: dict[str, list[str]] = {}
    for one in contents:
        state.setdefault(one.digest, []).append(one.path)
        manifest.setdefault(one.digest, [f"v{number}/content/{one.path}"])
    versions = dict(before.versions) if before else {}
    versions[f"v{number}"] = VersionBlock(created=created, message=message, state=state)
    return Inventory(id=identifier, head=f"v{number}", manifest=manifest, versions=versions)


def write_version(folder: Path, inventory: Inventory, contents: Sequence[Content]) -> None:
    """Writes the newest version's folder (§3.3) with its own inventory; only content that is new goes in (§3.5.2)."""
    folder.mkdir(parents=True)
    for one in contents:
        if inventory.manifest[one.digest][0] != f"{inventory.head}/content/{one.path}":
            continue
        (folder / "content").mkdir(exist_ok=True)
        target = folder / "content" / one.path
        if one.moved_from is not None:
            one.moved_from.rename(target)
        else:
            target.write_bytes(one.data or b"")
    write_inventory(folder, inventory)


def write_inventory(folder: Path, inventory: Inventory) -> None:
    """Writes `inventory.json` and its digest (§3.6, §3.7)."""
    data = msgspec.json.format(msgspec.json.encode(inventory), indent=1)
    digest = hashlib.sha512(data, usedforsecurity=False).hexdigest()
    (folder / INVENTORY).write_bytes(data)
    (folder / SIDECAR).write_text(f"{digest} {INVENTORY}\n", encoding="ascii")


def read_inventory(folder: Path) -> Inventory:
    """The inventory of an object; errors are those of files, and `msgspec.MsgspecError` where it is broken."""
    return msgspec.json.decode((folder / INVENTORY).read_bytes(), type=Inventory)


def sync_tree(folder: Path) -> None:
    """Brings everything under a folder, and the folder, to the disk."""
    sync_trees([folder])


def sync_trees(folders: Sequence[Path]) -> None:
    """Brings everything under these folders, and them, to the disk."""
    sync_all([path for folder in folders for path in _within(folder)])


def _within(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)
        yield Path(place)


def sync_all(paths: Sequence[Path]) -> None:
    """Brings files and folders to the disk; many at the same time, since a disk's journal takes them together."""
    if len(paths) < FEW:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in threads.map(sync, paths):
            pass


def sync(path: Path) -> None:
    """Brings a file, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_json(values: Mapping[str, Any]) -> bytes:
    """JSON as the root's own files have it."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2) + b"\n"
