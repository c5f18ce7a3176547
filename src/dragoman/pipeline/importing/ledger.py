"""What is known of a source that is harvested: how far it was read, and of each record when and with which files.

`harvested/SOURCE/state.json`, and `harvested/SOURCE/xx/RECORD/record.json` beside the record's files while these are on
their way in. Plain files: they can be looked at, and deleted to begin anew.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

import msgspec

from dragoman.pipeline.importing.web import Answer

FOLDER: Final = "harvested"
T = TypeVar("T")
_NAMED: Final = re.compile(r"filename\*=(?:UTF-8|utf-8)''([^;]+)|filename=\"?([^\";]+)\"?")
_UNFIT: Final = re.compile(r"[^\w.() -]+")
_SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/html": ".html",
    "text/plain": ".txt",
}


class State(msgspec.Struct):
    """How far a source was read. `since`: the source's own time of the last complete harvest; `began`, `since_then` and
    `token` are of one that is going on; `flawed` is one of which something was lost on the way.
    """

    url: str
    since: str = ""
    began: str = ""
    token: str = ""
    flawed: bool = False


class Fetched(msgspec.Struct):
    """A file that was fetched: where from, under which name, and what its server said that tells one state of it."""

    url: str
    name: str
    etag: str = ""
    modified: str = ""


class Note(msgspec.Struct):
    """What was done with a record: the datestamp that it had, whether it is all taken in, its files."""

    identifier: str
    datestamp: str = ""
    done: bool = False
    files: list[Fetched] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The folder of one source: an address, and a set of it."""

    folder: Path

    @classmethod
    def of(cls, library: Path, url: str, set_: str, prefix: str) -> "Ledger":
        """The ledger of a source in a library."""
        named = hashlib.sha256(f"{url}\n{set_}\n{prefix}".encode()).hexdigest()[:12]
        host = _UNFIT.sub("-", urlsplit(url).netloc.rpartition("@")[2])
        folder = library / FOLDER / f"{host}-{named}"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder=folder)

    def state(self, url: str) -> State:
        """How far the source was read."""
        return _read(self.folder / "state.json", State) or State(url=url)

    def keep(self, state: State) -> None:
        """Writes how far it was read."""
        _write(self.folder / "state.json", state)

    def place(self, identifier: str) -> Path:
        """The folder of a record."""
        named = hashlib.sha256(identifier.encode()).hexdigest()
        return self.folder / named[:2] / named[:20]

    def note(self, identifier: str) -> Note:
        """What was done with a record."""
        return _read(self.place(identifier) / "record.json", Note) or Note(identifier=identifier)

    def put(self, note: Note) -> None:
        """Writes what was done with a record."""
        place = self.place(note.identifier)
        place.mkdir(parents=True, exist_ok=True)
        _write(place / "record.json", note)

    def unfinished(self) -> list[str]:
        """The records that are known and not taken in: their files could not be had."""
        notes = (_read(file, Note) for file in sorted(self.folder.glob("*/*/record.json")))
        return [note.identifier for note in notes if note is not None and not note.done]


def name_of(answer: Answer) -> str:
    """A name for a file that was fetched, as its server calls it, fit for any disk."""
    told = _NAMED.search(answer.headers.get("content-disposition", ""))
    path = urlsplit(answer.url).path.rstrip("/")
    raw = unquote(told[1] or told[2]) if told else unquote(path.rpartition("/")[2])
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    plain = _UNFIT.sub("_", raw.replace("\\", "/").rpartition("/")[2]).strip(". ") or "file"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 5:
        stem, suffix = plain, _SUFFIXES.get(kind, "").lstrip(".")
    return f"{stem[:100]}.{suffix}" if suffix else stem[:100]


def _read(file: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _write(file: Path, value: object) -> None:
    new = file.with_suffix(".new")
    new.write_bytes(msgspec.json.encode(value))
    new.replace(file)
