"""BagIt (RFC 8493): a selection as a bag, that any archive can check and `dragoman import` can read back.

Its payload has a folder a work, with the record as it is kept (`record.json`), and in it one an edition: the newest
file of each format, and a description (MODS). Made in a folder beside its place, so that what is interrupted goes on.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import bagit
import msgspec

from dragoman.record.crosswalks.formats import BY_NAME
from dragoman.record.public import unsigned
from dragoman.store.library import Library
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.exporting.placing import UNFINISHED, names_of, put, put_item, renamed
from dragoman.surfaces.exporting.selection import Choice, Chosen

KEPT: Final = "record.json"
DESCRIBED: Final = BY_NAME["mods"]
Progress = Callable[[int, int], None]


def export_bag(library: Library, choice: Choice, out: Path, *, source: str, progress: Progress) -> int:
    """Makes the bag at `out`, which must not exist or be one of ours; gives how many editions are in it."""
    making = out.with_name(f"{out.name}{UNFINISHED}")
    total, done = choice.count(library), 0
    wanted: set[Path] = set()
    for chosen in choice.editions(library):
        wanted.update(_put(library, chosen, making))
        done += 1
        progress(done, total)
    for left in [file for file in making.rglob("*") if file.is_file() and file not in wanted]:
        left.unlink()  # of an earlier run, of what is not chosen any more
    about = {
        "Source-Organization": source,
        "External-Description": f"{done} language editions with their records",
        "Bag-Software-Agent": "Dragoman",
    }
    bagit.make_bag(str(making), about, checksums=["sha512"])
    renamed(making, out)
    return done


def _put(library: Library, chosen: Chosen, making: Path) -> list[Path]:
    folder = making / chosen.work.id / chosen.edition.id
    entry = entry_of(chosen.work, chosen.edition)
    placed = [making / chosen.work.id / KEPT, folder / f"{chosen.edition.id}.{DESCRIBED.suffix}"]
    told = replace(chosen.work, expressions=tuple(map(unsigned, chosen.work.expressions)), act=None)
    put(placed[0], msgspec.json.format(msgspec.json.encode(told), indent=2))
    put(placed[1], DESCRIBED.write([entry]))
    for file, name in names_of(entry.files):
        put_item(library, file, folder / name)
        placed.append(folder / name)
    return placed
