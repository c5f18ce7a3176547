"""A library's back-up and its restoration.

A back-up is a folder of plain things: `root/`, an OCFL root of its own that any tool reads; `files/`, the settings, the
logo and the office's key; `office.jsonl`, the accounts and what else is in no root; `backup.json`, written last, that
says of which library it is and when. What can be made anew (catalogue, index, vectors, pictures) is never in it.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

from dragoman.errors import LibraryError
from dragoman.office import dump
from dragoman.office.database import FILE as OFFICE
from dragoman.office.database import bare_engine
from dragoman.pipeline.upkeep import rebuild
from dragoman.store.library import MARK, Library, Mark, read_mark, write_mark
from dragoman.store.mirror import Copied, Damaged, Trouble, copied, digest_of, mirror, prune, verified
from dragoman.store.ocfl_object import sync
from dragoman.store.place import WriterLock, disk_errors
from dragoman.store.root import ITEM, WORK, StorageRoot

SAYS: Final = "backup.json"
ACCOUNTS: Final = "office.jsonl"
FILES: Final = "files"
RESTORING: Final = ".restoring.json"
LAST: Final = ".backup.json"
FORMAT: Final = 1
_BEGUN: Final = frozenset(
    {"root", "staging", FILES, ACCOUNTS, f"{ACCOUNTS}.new", f"{SAYS}.new", "backup.lock", "backup.gate"}
)
_DERIVED: Final = ("catalogue-", OFFICE, MARK, ".")
_LOCKS: Final = frozenset({".lock", ".gate"})
_WAIT: Final = 600.0
"""Seconds to wait for the writer's place; an ingest lets go of it after each file."""
Progress = Callable[[int, int], None]


class Says(msgspec.Struct, frozen=True):
    """What `backup.json` says: the library's id, when the back-up was finished, and the digest of each file in it."""

    library: str
    finished: str
    program: str
    files: dict[str, str]
    whole: bool = True
    format: int = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a run did, and what it could not copy."""

    copied: Copied
    finished: str
    troubles: tuple[Trouble, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """How many works the library has again, how many rows its office, and what of it is lost."""

    works: int
    rows: int
    troubles: tuple[Trouble, ...] = ()


def back_up(library: Library, folder: Path, *, progress: Progress | None = None) -> BackedUp:
    """Brings the back-up in a folder up to date, while the library is used.

    Most is copied beside whoever writes; then the writer's place is taken for what has changed meanwhile, so that all
    of it is of one moment. Errors: `LibraryError` with backup-inside, not-a-backup, backup-of-another; `LibraryBusy`.
    """
    folder = folder.absolute()
    _check_target(library, folder)
    done, target = Copied(), _root(folder)
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with WriterLock(folder / "backup.lock"), disk_errors(folder):
        mirror(library.root, target, done, progress=progress)
        with library.writer(wait=_WAIT):
            troubles = mirror(library.root, target, done)
            troubles += prune(library.root, target, lambda identifier: _is_held(library, identifier), done)
            digests = {**_files(library.folder, folder / FILES), ACCOUNTS: _accounts(library, folder)}
        shutil.rmtree(target.staging, ignore_errors=True)
        says = Says(
            library=library.identity,
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            program=version("dragoman"),
            files=digests,
            whole=not troubles,
        )
        _write(folder / SAYS, says)
        _write(library.folder / LAST, {"folder": str(folder), "finished": says.finished, "whole": says.whole})
    return BackedUp(copied=done, finished=says.finished, troubles=tuple(troubles))


def verify(folder: Path, *, progress: Progress | None = None) -> list[Trouble]:
    """Reads all of a back-up again: what in it is not as it was written. Errors: no-backup."""
    says = read(folder)
    remedy = "Delete this file and run `dragoman backup` again while the library is whole."
    troubles = []
    for name, digest in says.files.items():
        file = folder / ACCOUNTS if name == ACCOUNTS else folder / FILES / name
        if not file.is_file() or digest_of(file) != digest:
            troubles.append(Trouble(where=name, message="It is missing, or not what was written.", remedy=remedy))
    troubles.extend(verified(_root(folder), progress=progress))
    return troubles


def restore(folder: Path, into: Path, *, database_url: str | None = None, progress: Progress | None = None) -> Restored:
    """Makes the library of a back-up anew in an empty folder; interrupted, the same call goes on where it was.

    Errors: `LibraryError` with no-backup, not-empty, newer-backup, backup-damaged.
    """
    folder, into = folder.absolute(), into.absolute()
    says = read(folder)
    _check_empty(into, says)
    with disk_errors(into):
        into.mkdir(parents=True, exist_ok=True)
        _write(into / RESTORING, {"library": says.library})
        done, root = Copied(), StorageRoot(into / "root", staging=into / "staging")
        troubles = mirror(_root(folder), root, done, progress=progress)
        for name, digest in says.files.items():
            if name != ACCOUNTS:
                _put_back(folder / FILES / name, into / name, digest)
        if read_mark(into) is None:
            write_mark(into, Mark(id=says.library, catalogue=None))
    rebuilt = rebuild(into, database_url=database_url, progress=progress)
    troubles += [Trouble(where=lost.what, message=lost.message, remedy=lost.remedy) for lost in rebuilt.lost]
    with closing(Library.open(into, database_url=database_url)) as library, disk_errors(into):
        rows = _accounts_back(library, folder / ACCOUNTS, says.files.get(ACCOUNTS))
        (into / RESTORING).unlink()
    return Restored(works=rebuilt.works, rows=rows, troubles=tuple(troubles))


def read(folder: Path) -> Says:
    """What the back-up in a folder says of itself."""
    try:
        says = msgspec.json.decode((folder / SAYS).read_bytes(), type=Says)
    except (OSError, msgspec.MsgspecError) as error:
        message = f"There is no finished back-up in {folder}."
        raise LibraryError("no-backup", message, "Name the folder that `dragoman backup` was given.") from error
    if says.format > FORMAT:
        message = f"The back-up {folder} was made by a newer Dragoman."
        raise LibraryError("newer-backup", message, "Use the newer Dragoman.")
    return says


def _root(folder: Path) -> StorageRoot:
    return StorageRoot(folder / "root", staging=folder / "staging")


def _check_target(library: Library, folder: Path) -> None:
    if folder.is_relative_to(library.folder):
        message = f"{folder} lies inside the library."
        raise LibraryError("backup-inside", message, "Give a folder elsewhere, best on another disk.")
    if (folder / SAYS).exists():
        if read(folder).library != library.identity:
            message = f"{folder} holds the back-up of another library."
            raise LibraryError("backup-of-another", message, "Give each library a folder of its own.")
    elif folder.is_dir() and any(each.name not in _BEGUN for each in folder.iterdir()):
        message = f"{folder} is not empty and holds no back-up."
        raise LibraryError("not-a-backup", message, "Give an empty folder, or one that does not exist yet.")


def _check_empty(into: Path, says: Says) -> None:
    if not into.exists() or (into.is_dir() and not any(into.iterdir())):
        return
    try:
        is_ours = msgspec.json.decode((into / RESTORING).read_bytes()) == {"library": says.library}
    except (OSError, msgspec.MsgspecError):
        is_ours = False
    if not is_ours:
        message = f"{into} is not empty."
        raise LibraryError("not-empty", message, "Restore into a folder that is empty or does not exist yet.")


def _is_held(library: Library, identifier: str) -> bool:
    """Whether the library still holds what an object is of: then its going from the root was an accident."""
    if identifier.startswith(ITEM):
        digest = identifier.removeprefix(ITEM)
        return library.catalogue.item(digest) is not None and not library.catalogue.is_purged(digest)
    return identifier.startswith(WORK) and library.catalogue.work(identifier.removeprefix(WORK)) is not None


def _files(library: Path, folder: Path) -> dict[str, str]:
    """The files beside the root that nothing makes anew; those that went leave the back-up, too."""
    folder.mkdir(exist_ok=True)
    digests = {}
    for file in sorted(library.iterdir()):
        if not file.is_file() or file.name.startswith(_DERIVED) or file.suffix in _LOCKS:
            continue
        made = folder / f".{file.name}.new"
        copied(file, made, None)
        made.chmod(file.stat().st_mode & 0o777)
        digests[file.name] = digest_of(made)
        made.replace(folder / file.name)
    for old in folder.iterdir():
        if old.name not in digests:
            old.unlink()
    return digests


def _accounts(library: Library, folder: Path) -> str:
    made = folder / f"{ACCOUNTS}.new"
    made.unlink(missing_ok=True)
    with open(os.open(made, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as written:  # noqa: PTH123 - for its owner only
        if library.engine.dialect.name == "postgresql" or (library.folder / OFFICE).exists():
            written.writelines(line + b"\n" for line in dump.lines(bare_engine(library)))
    sync(made)
    digest = digest_of(made)
    made.replace(folder / ACCOUNTS)
    return digest


def _accounts_back(library: Library, file: Path, digest: str | None) -> int:
    if digest is None or not file.is_file() or digest_of(file) != digest:
        message = f"{file} is not what was written, so the accounts can't be restored."
        remedy = "Take that file from another back-up."
        raise LibraryError("backup-damaged", message, remedy)
    with file.open("rb") as lines:
        return dump.load(bare_engine(library), (line for line in lines if line.strip()))


def _put_back(file: Path, target: Path, digest: str) -> None:
    try:
        copied(file, target, digest)
    except (Damaged, FileNotFoundError) as error:
        message = f"{file} is not what was written: {error}"
        raise LibraryError("backup-damaged", message, "Take that file from another back-up.") from error
    target.chmod(file.stat().st_mode & 0o777)


def _write(file: Path, said: object) -> None:
    made = file.with_name(f"{file.name}.new")
    made.write_bytes(msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n")
    sync(made)
    made.replace(file)
