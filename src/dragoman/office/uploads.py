"""Files on their way in from a browser: what has arrived of each, and what became of it in the end.

In: pieces of files, as the tus protocol has them. Out: `Upload`s. The bytes lie in `uploads/` in the library's folder,
and how much has arrived is the size of the file there: a server that is killed loses nothing that it has acknowledged.
A row for each says whose it is and, once the library has looked at it, its `Fate`. Nothing that was begun goes
unmentioned.
"""

import fcntl
import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from sqlalchemy import Engine, Row, delete, desc, insert, select, update

from dragoman.errors import LibraryBusy, LibraryError, NotHere, Refused
from dragoman.office import keys
from dragoman.office.clock import Clock, stamp
from dragoman.office.schema import upload
from dragoman.store.database import reading, writing

FOLDER: Final = "uploads"
LARGEST: Final = 4 << 30
"""Bytes of one file; no report has so many, and whoever sends one has taken the wrong file."""
ROOM_LEFT: Final = 256 << 20
"""Bytes of the disk that uploads leave to the library itself."""
LONGEST_NAME: Final = 200
KEPT_UNFINISHED: Final = timedelta(days=7)
MOST_SHOWN: Final = 500


class Stage(StrEnum):
    """How far a file has come."""

    RECEIVING = "receiving"
    WAITING = "waiting"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a file: `outcome` as ingest says it, why it was not taken and what to do; where it is kept.

    `kin` is the edition whose newer release it may be, with its title.
    """

    outcome: str
    code: str = ""
    message: str = ""
    remedy: str = ""
    work: str | None = None
    expression: str | None = None
    title: str | None = None
    language: str | None = None
    kin: str | None = None
    kin_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody sends. `mark` tells the browser's file again: its name, size and time."""

    id: str
    account_id: str
    name: str
    folder: str
    mark: str
    size: int
    received: int
    stage: Stage
    created: str
    fate: Fate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a browser says of a file before it sends it."""

    name: str
    size: int
    folder: str = ""
    mark: str = ""


class Uploads:
    """The files on their way into one library. Any number of processes may receive them."""

    def __init__(self, engine: Engine, library_folder: Path, clock: Clock, *, largest: int = LARGEST) -> None:
        self._engine = engine
        self._folder = library_folder / FOLDER
        self._clock = clock
        self.largest = largest

    def begin(self, offer: Offer, *, account_id: str) -> Upload:
        """A place for a file. Errors: `Refused` (its name, its size), `LibraryError` (no room on the disk)."""
        name = safe_name(offer.name)
        folder = "/".join(part for part in map(_shown, offer.folder.split("/")) if part not in ("", ".", ".."))
        if not 0 < offer.size <= self.largest:
            raise _wrong_size(name, offer.size, self.largest)
        self._room_for(name, offer.size)
        made = Upload(
            id=keys.short(),
            account_id=account_id,
            name=name,
            folder=folder[:LONGEST_NAME],
            mark=offer.mark[:LONGEST_NAME],
            size=offer.size,
            received=0,
            stage=Stage.RECEIVING,
            created=stamp(self._clock()),
        )
        file = self.file(made)
        with _disk(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        self._insert(made)
        return made

    def settled_at_once(self, offer: Offer, fate: Fate, *, account_id: str) -> Upload:
        """A file that need not be sent, because it is known what becomes of it."""
        made = Upload(
            id=keys.short(),
            account_id=account_id,
            name=_shown(offer.name)[:LONGEST_NAME] or "?",
            folder=_shown(offer.folder)[:LONGEST_NAME],
            mark=offer.mark[:LONGEST_NAME],
            size=offer.size,
            received=0,
            stage=Stage.SETTLED,
            created=stamp(self._clock()),
            fate=fate,
        )
        self._insert(made)
        return made

    def by_id(self, upload_id: str) -> Upload:
        """The upload with this id, with how much has arrived."""
        with reading(self._engine) as connection:
            row = connection.execute(select(upload).where(upload.c.id == upload_id)).first()
        if row is None:
            raise NotHere("upload-not-here", "There is no such upload, or it has expired.", "Send the file again.")
        return self._upload(row)

    def of(self, account_id: str, *, limit: int = MOST_SHOWN) -> list[Upload]:
        """What somebody has sent, newest first."""
        asked = select(upload).where(upload.c.account_id == account_id)
        with reading(self._engine) as connection:
            rows = connection.execute(asked.order_by(desc(upload.c.created), desc(upload.c.id)).limit(limit)).all()
        return [self._upload(row) for row in rows]

    def marks(self, account_id: str) -> set[str]:
        """The marks of all that somebody has sent."""
        with reading(self._engine) as connection:
            return set(connection.execute(select(upload.c.mark).where(upload.c.account_id == account_id)).scalars())

    def waiting(self) -> list[Upload]:
        """What has arrived whole and not been looked at yet, oldest first."""
        asked = select(upload).where(upload.c.stage == Stage.WAITING).order_by(upload.c.created, upload.c.id)
        with reading(self._engine) as connection:
            return [self._upload(row) for row in connection.execute(asked.limit(MOST_SHOWN)).all()]

    @contextmanager
    def receiving(self, one: Upload) -> Iterator[BinaryIO]:
        """The file, at its end, for nobody else meanwhile: `LibraryBusy` where a piece is just being written."""
        file = self.file(one)
        with _disk(file), file.open("ab") as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LibraryBusy(
                    "upload-busy", f"A piece of {one.name} is just being received.", "Go on in a moment."
                ) from error
            yield opened

    def complete(self, one: Upload) -> bool:
        """Whether all of it has arrived; then it is on the disk, and waits to be looked at."""
        file = self.file(one)
        if self._received(one) < one.size:
            return False
        with _disk(file), file.open("rb") as opened:
            os.fsync(opened.fileno())
        self._update(one.id, stage=Stage.WAITING)
        return True

    def settle(self, one: Upload, fate: Fate) -> None:
        """Notes what became of it; the bytes are in the library by then, or not wanted."""
        self._update(one.id, stage=Stage.SETTLED, fate=msgspec.json.encode(fate).decode())
        shutil.rmtree(self.file(one).parent, ignore_errors=True)

    def drop(self, one: Upload) -> None:
        """Takes back what was not looked at yet, or takes a line off the list."""
        with writing(self._engine) as connection:
            connection.execute(delete(upload).where(upload.c.id == one.id))
        shutil.rmtree(self.file(one).parent, ignore_errors=True)

    def clear(self, account_id: str) -> None:
        """Takes somebody's settled uploads off the list."""
        with writing(self._engine) as connection:
            of = upload.c.account_id == account_id, upload.c.stage == Stage.SETTLED
            connection.execute(delete(upload).where(*of))

    def expire(self) -> int:
        """Lets go of what nobody has gone on with for a week; how many."""
        before = stamp(self._clock() - KEPT_UNFINISHED)
        old = select(upload).where(upload.c.stage == Stage.RECEIVING, upload.c.created < before)
        with reading(self._engine) as connection:
            rows = connection.execute(old).all()
        for row in rows:
            self.drop(self._upload(row))
        return len(rows)

    def file(self, one: Upload) -> Path:
        """Where its bytes lie: a folder of its own, so that it has its own name."""
        return self._folder / one.id / one.name

    def _room_for(self, name: str, size: int) -> None:
        """A file is there twice for a moment, while it is taken over."""
        place = self._folder if self._folder.is_dir() else self._folder.parent
        with _disk(place):
            free = shutil.disk_usage(place).free
        if free < 2 * size + ROOM_LEFT:
            raise LibraryError(
                "no-room",
                f"There is no room for {name} ({in_words(size)}): the library's disk has {in_words(free)} left.",
                "Make room on that disk, or ask whoever runs the server; what is here already stays.",
            )

    def _received(self, one: Upload) -> int:
        with suppress(OSError):
            return self.file(one).stat().st_size
        return 0

    def _upload(self, row: Row[tuple[object, ...]]) -> Upload:
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for it
        fate = values.pop("fate")
        known = Upload(
            **values | {"stage": Stage(values["stage"])},
            received=0,
            fate=msgspec.json.decode(fate, type=Fate) if fate else None,
        )
        done = known.size if known.stage is not Stage.RECEIVING else self._received(known)
        return replace(known, received=done)

    def _insert(self, made: Upload) -> None:
        row = {
            "id": made.id,
            "account_id": made.account_id,
            "name": made.name,
            "folder": made.folder,
            "mark": made.mark,
            "size": made.size,
            "stage": made.stage,
            "created": made.created,
            "fate": msgspec.json.encode(made.fate).decode() if made.fate else None,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(upload).values(row))

    def _update(self, upload_id: str, **values: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(upload).where(upload.c.id == upload_id).values(values))


def safe_name(text: str) -> str:
    """The name of a file, or why it can't be one: it may hold no path and nothing that does not show."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or name in (".", "..") or "/" in name or "\\" in name or _shown(name) != name:
        raise Refused(
            "file-name",
            f"{_shown(text)[:80]!r} can't be the name of a file: it holds a path, or characters that do not show.",
            "Give the file a plain name, and drop it again.",
        )
    stem, dot, ending = name.rpartition(".")
    while len(name.encode()) > LONGEST_NAME:
        stem = (stem or ending)[:-1]
        name = f"{stem}{dot}{ending}" if dot else stem
    return name


def in_words(size: int) -> str:
    """A number of bytes for people."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError(size)


def _shown(text: str) -> str:
    """A text without control characters, lone surrogates and marks of direction, which would show it as another."""
    return "".join(
        c
        for c in text
        if unicodedata.category(c) not in ("Cc", "Cs")
        and c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _wrong_size(name: str, size: int, largest: int) -> Refused:
    if size <= 0:
        return Refused("file-empty", f"{name} is empty.", "See that it was saved whole, and drop it again.")
    return Refused(
        "file-too-large",
        f"{name} has {in_words(size)}, and a file may have {in_words(largest)} at most.",
        "Save it smaller (fewer pictures, or a part each), or ask whoever runs the server to take it in there.",
    )


@contextmanager
def _disk(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(
            "no-room",
            f"{file.name} could not be received: {error.strerror or error}.",
            "Make room on the library's disk and go on; what has arrived stays.",
        ) from error
