"""The storage root, an OCFL 1.1 root, which is the truth: one object an item, one a work.

An item's object holds its bytes (`item.pdf`), what was read from them (`document.json`) and what that says
(`description.json`), and nothing else. A work's object holds `record.json`. Everything is made in `staging`, beside the
root on the same filesystem, brought to the disk, and moved into its place by renaming. What one change does to the
root can be undone (`undo`) until the catalogue has the change too.
"""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import msgspec

from dragoman.accession.model import DOCX, EPUB, HTML, ODT, PDF, SITE, TEXT
from dragoman.document.model import Document
from dragoman.errors import LibraryError
from dragoman.record.model import Description, Work
from dragoman.store import ocfl_object as ocfl
from dragoman.store.model import NewItem, NewReading
from dragoman.store.ocfl_object import Content, Inventory, content, sync, sync_all, sync_tree, sync_trees

ROOT_DECLARATION: Final = "0=ocfl_1.1"
ITEM: Final = "urn:dragoman:item:"
WORK: Final = "urn:dragoman:work:"
DOCUMENT: Final = "document.json"
DESCRIPTION: Final = "description.json"
RECORD: Final = "record.json"
T = TypeVar("T")
_EXTENSIONS: Final = {PDF: ".pdf", HTML: ".html", DOCX: ".docx", ODT: ".odt", EPUB: ".epub", TEXT: ".txt", SITE: ".zip"}
_DAMAGED: Final = (
    "Run `dragoman check` to see all that is damaged; bring it back from a back-up of the library's folder."
)


class StorageRoot:
    """The root at `folder`; `staging` is a folder on the same filesystem, outside of the root."""

    def __init__(self, folder: Path, *, staging: Path) -> None:
        self.folder = folder
        self.staging = staging

    def create(self) -> None:
        """Makes an empty root (§4.1), or completes one whose making was interrupted."""
        layout = {
            "extensionName": ocfl.LAYOUT,
            "digestAlgorithm": "sha256",
            "tupleSize": ocfl.TUPLE_SIZE,
            "numberOfTuples": ocfl.TUPLES,
        }
        parameters = self.folder / "extensions" / ocfl.LAYOUT
        parameters.mkdir(parents=True, exist_ok=True)
        (parameters / "config.json").write_bytes(ocfl.as_json(layout))
        described = {"extension": ocfl.LAYOUT, "description": ocfl.LAYOUT_TEXT}
        (self.folder / "ocfl_layout.json").write_bytes(ocfl.as_json(described))
        (self.folder / ROOT_DECLARATION).write_text("ocfl_1.1\n", encoding="ascii")
        sync_tree(self.folder)

    @property
    def exists(self) -> bool:
        """Whether there is a storage root."""
        return (self.folder / ROOT_DECLARATION).is_file()

    def item_folder(self, digest: str) -> Path:
        """The object of an item."""
        return self.folder / ocfl.object_path(ITEM + digest)

    def work_folder(self, work_id: str) -> Path:
        """The object of a work."""
        return self.folder / ocfl.object_path(WORK + work_id)

    def item_file(self, digest: str, *, media_type: str = PDF) -> Path:
        """The bytes of an item, which are in its first version for ever."""
        return self.item_folder(digest) / "v1" / "content" / item_name(media_type)

    def document(self, digest: str) -> Document:
        """What was read from an item."""
        return self._read(self.item_folder(digest), DOCUMENT, Document)

    def description(self, digest: str) -> Description:
        """What the reading of an item says."""
        return self._read(self.item_folder(digest), DESCRIPTION, Description)

    def description_json(self, digest: str) -> bytes:
        """The description as it is kept."""
        return self._bytes(self.item_folder(digest), DESCRIPTION)

    def work(self, work_id: str) -> Work:
        """The record of a work."""
        return self._read(self.work_folder(work_id), RECORD, Work)

    def record_json(self, work_id: str) -> bytes:
        """The record of a work as it is kept."""
        return self._bytes(self.work_folder(work_id), RECORD)

    def work_when(self, work_id: str, expression_id: str, revision: int) -> Work | None:
        """The work as it was when an expression had this revision; None where it never had it here."""
        folder = self.work_folder(work_id)
        for number in range(self.versions(work_id), 0, -1):
            work = self._read(folder, RECORD, Work, version=number)
            edition = work.expression(expression_id)
            if edition is None or edition.revision < revision:
                return None
            if edition.revision == revision:
                return work
        return None

    def work_versions(self, work_id: str) -> Iterator[tuple[int, str, Work]]:
        """All states of a work, oldest first: the version's number, when it was made, and what it says."""
        folder = self.work_folder(work_id)
        inventory = self.inventory(folder)
        for number in range(1, len(inventory.versions) + 1):
            made = inventory.versions[f"v{number}"].created
            yield number, made, self._read(folder, RECORD, Work, version=number)

    def work_before(self, work_id: str) -> Work | None:
        """The work as it was before its last change; None where there was none."""
        number = self.versions(work_id) - 1
        return self._read(self.work_folder(work_id), RECORD, Work, version=number) if number > 0 else None

    def works(self) -> Iterator[str]:
        """The ids of all works, in the order of their places in the root."""
        return (i.removeprefix(WORK) for i in self.identifiers() if i.startswith(WORK))

    def items(self) -> Iterator[str]:
        """The digests of all items, in the order of their places in the root."""
        return (i.removeprefix(ITEM) for i in self.identifiers() if i.startswith(ITEM))

    def identifiers(self) -> Iterator[str]:
        """The ids of all objects whose inventory can be read."""
        for folder in self.objects():
            try:
                yield ocfl.read_inventory(folder).id
            except (OSError, msgspec.MsgspecError):
                continue

    def objects(self) -> Iterator[Path]:
        """The folders of all objects."""
        pattern = "/".join(("?" * ocfl.TUPLE_SIZE,) * ocfl.TUPLES)
        for level in sorted(self.folder.glob(pattern)):
            yield from sorted(level.iterdir())

    def put_item(self, new: NewItem, *, staging: Path) -> None:
        """Makes the object of a new item; takes over its private copy."""
        named = item_name(new.item.media_type)
        contents = (
            Content(path=named, digest=new.item.digest, moved_from=Path(new.spool)),
            content(DOCUMENT, new.document),
            content(DESCRIPTION, new.description),
        )
        made = staging / f"item-{new.item.digest}"
        inventory = ocfl.extended(None, ITEM + new.item.digest, contents, created=_now(), message="Accession")
        self._put_object(made, inventory, contents)

    def put_reading(self, reading: NewReading, *, staging: Path) -> None:
        """Adds a version to an item's object: the same bytes, and what was read from them now."""
        folder = self.item_folder(reading.digest)
        before = self.inventory(folder)
        bytes_at = next(path for path in before.versions[before.head].state[reading.digest] if path.startswith("item"))
        contents = (
            Content(path=bytes_at, digest=reading.digest),
            content(DOCUMENT, reading.document),
            content(DESCRIPTION, reading.description),
        )
        inventory = ocfl.extended(before, before.id, contents, created=_now(), message="Read again")
        self._put_version(folder, staging / f"item-{reading.digest}", inventory, contents)

    def put_works(self, works: Sequence[Work], *, staging: Path) -> None:
        """Makes the objects of works, or adds a version to each; many are brought to the disk together."""
        staged = [self._staged(work, staging) for work in works]
        sync_trees([made for _, made, _ in staged])
        for folder, made, inventory in staged:
            if len(inventory.versions) == 1:
                folder.parent.mkdir(parents=True, exist_ok=True)
                made.rename(folder)
            else:
                self._move_version(folder, made, inventory)
        places = {folder for folder, _, _ in staged} | {
            parent for folder, _, _ in staged for parent in (folder.parent, folder.parent.parent)
        }
        sync_all([*sorted(places), self.folder])

    def _staged(self, work: Work, staging: Path) -> tuple[Path, Path, Inventory]:
        """The work's folder, what was made for it and is not on the disk yet, and the inventory."""
        contents = (content(RECORD, msgspec.json.encode(work)),)
        folder = self.work_folder(work.id)
        before = self.inventory(folder) if folder.is_dir() else None
        message = f"Revision {work.revision}"
        inventory = ocfl.extended(before, WORK + work.id, contents, created=_now(), message=message)
        made = staging / f"work-{work.id}"
        made.mkdir(parents=True)
        ocfl.write_version(made / inventory.head, inventory, contents)
        ocfl.write_inventory(made, inventory)
        if before is None:
            (made / ocfl.DECLARATION).write_text("ocfl_object_1.1\n", encoding="ascii")
        return folder, made, inventory

    def versions(self, work_id: str) -> int:
        """How many versions a work's object has; 0 where there is none."""
        return self._versions(self.work_folder(work_id))

    def item_versions(self, digest: str) -> int:
        """How many versions an item's object has; 0 where there is none."""
        return self._versions(self.item_folder(digest))

    def _versions(self, folder: Path) -> int:
        return len(self.inventory(folder).versions) if folder.is_dir() else 0

    def undo(
        self,
        *,
        items: tuple[str, ...],
        works: tuple[tuple[str, int], ...],
        readings: tuple[tuple[str, int], ...] = (),
    ) -> None:
        """Takes new items out, and each work and item that was read again back to the number of versions that it had;
        can be done again.
        """
        for digest in items:
            self._remove(self.item_folder(digest))
        folders = [(self.work_folder(work_id), versions) for work_id, versions in works]
        folders += [(self.item_folder(digest), versions) for digest, versions in readings]
        for folder, versions in folders:
            if versions == 0:
                self._remove(folder)
            elif folder.is_dir():
                self._take_back(folder, versions)

    def _put_object(self, made: Path, inventory: Inventory, contents: tuple[Content, ...]) -> None:
        target = self.folder / ocfl.object_path(inventory.id)
        made.mkdir(parents=True)
        ocfl.write_version(made / inventory.head, inventory, contents)
        ocfl.write_inventory(made, inventory)
        (made / ocfl.DECLARATION).write_text("ocfl_object_1.1\n", encoding="ascii")
        sync_tree(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        made.rename(target)
        sync(target.parent)
        sync(target.parent.parent)
        sync(self.folder)

    def _put_version(self, folder: Path, made: Path, inventory: Inventory, contents: tuple[Content, ...]) -> None:
        """The version first, then the root inventory and its digest: `undo` knows all that can be half of this."""
        made.mkdir(parents=True)
        ocfl.write_version(made / inventory.head, inventory, contents)
        ocfl.write_inventory(made, inventory)
        sync_tree(made)
        self._move_version(folder, made, inventory)
        sync(folder)

    def _move_version(self, folder: Path, made: Path, inventory: Inventory) -> None:
        (made / inventory.head).rename(folder / inventory.head)
        (made / ocfl.INVENTORY).replace(folder / ocfl.INVENTORY)
        (made / ocfl.SIDECAR).replace(folder / ocfl.SIDECAR)

    def _take_back(self, folder: Path, versions: int) -> None:
        for name in (ocfl.INVENTORY, ocfl.SIDECAR):
            made = self.staging / name
            shutil.copyfile(folder / f"v{versions}" / name, made)
            sync(made)
            made.replace(folder / name)
        undone = folder / f"v{versions + 1}"
        if undone.is_dir():
            shutil.rmtree(undone)
        sync(folder)

    def _remove(self, folder: Path) -> None:
        """Takes an object out, whole, and the folders that its going leaves empty (§4.2 has no empty folders)."""
        if folder.is_dir():
            gone = self.staging / f"gone-{uuid4().hex}"
            folder.rename(gone)
            shutil.rmtree(gone)
        for parent in (folder.parent, folder.parent.parent):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        sync(self.folder)

    def inventory(self, folder: Path) -> Inventory:
        """The inventory of the object in a folder."""
        try:
            return ocfl.read_inventory(folder)
        except FileNotFoundError as error:
            raise LibraryError("object-missing", f"The object {folder} is not in the library.", _DAMAGED) from error
        except (OSError, msgspec.MsgspecError) as error:
            raise LibraryError("object-damaged", f"The object {folder} can't be read: {error}.", _DAMAGED) from error

    def _bytes(self, folder: Path, logical: str, version: int | None = None) -> bytes:
        inventory = self.inventory(folder)
        file = inventory.file(logical, f"v{version}" if version else None) or logical
        try:
            return (folder / file).read_bytes()
        except OSError as error:
            raise LibraryError("object-damaged", f"{folder / file} can't be read: {error}.", _DAMAGED) from error

    def _read(self, folder: Path, logical: str, kind: type[T], version: int | None = None) -> T:
        data = self._bytes(folder, logical, version)
        try:
            return msgspec.json.decode(data, type=kind)
        except msgspec.MsgspecError as error:
            message = f"{logical} in {folder} can't be understood: {error}."
            raise LibraryError("object-damaged", message, _DAMAGED) from error


def item_name(media_type: str) -> str:
    """The name of an item's bytes in its object."""
    return "item" + _EXTENSIONS.get(media_type, ".bin")


def _now() -> str:
    """When a version is made, as OCFL has it (§3.5.3.1; RFC 3339)."""
    return datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
