"""The vocabularies that were loaded into a library: a file each in its folder `vocabularies`, read when it changes.

Comes in and goes out: `Vocabulary`. They belong to the library as its settings do: a record has a concept's address and
its words in one language, so what is lost with them is the names in other languages.
"""

from pathlib import Path
from typing import Final

import msgspec

from dragoman.errors import LibraryError, NotHere
from dragoman.record.subjects import Vocabulary

FOLDER: Final = "vocabularies"


def kept(library: Path) -> tuple[Vocabulary, ...]:
    """The vocabularies of a library, by their names. Error: `LibraryError` for a file that can't be read."""
    return tuple(_read(path) for path in sorted((library / FOLDER).glob("*.json")))


def stamp(library: Path) -> tuple[tuple[str, int, int], ...]:
    """Something that is different after every change of them."""
    states = [(path.name, path.stat()) for path in sorted((library / FOLDER).glob("*.json"))]
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


def has_chosen(library: Path) -> bool:
    """Whether anybody has loaded or removed a vocabulary: what is there then is what is wanted."""
    return (library / FOLDER).is_dir()


def keep(library: Path, vocabulary: Vocabulary) -> None:
    """Keeps a vocabulary, in the place of one of the same name."""
    folder = library / FOLDER
    folder.mkdir(exist_ok=True)
    written = folder / f"{vocabulary.name}.new"
    written.write_bytes(msgspec.json.format(msgspec.json.encode(vocabulary), indent=1))
    written.replace(folder / f"{vocabulary.name}.json")


def remove(library: Path, name: str) -> None:
    """Takes a vocabulary away; records keep what they say. Error: `NotHere`."""
    try:
        (library / FOLDER / f"{name}.json").unlink()
    except FileNotFoundError:
        raise NotHere(
            "vocabulary-not-here",
            f"There is no vocabulary {name!r}.",
            "`dragoman subjects list` names those there are.",
        ) from None


def _read(path: Path) -> Vocabulary:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Vocabulary)
    except (OSError, msgspec.MsgspecError) as error:
        raise LibraryError(
            "vocabulary-damaged",
            f"The vocabulary in {path} can't be read: {error}",
            "Load it again with `dragoman subjects load`, or delete that file.",
        ) from error
