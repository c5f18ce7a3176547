"""Records of a selection in one of the formats, in files of so many each."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from dragoman.record.crosswalks.formats import Format
from dragoman.store.library import Library
from dragoman.surfaces.entries import entry_of
from dragoman.surfaces.exporting.placing import put
from dragoman.surfaces.exporting.selection import Choice

IN_A_FILE: Final = 1000
Progress = Callable[[int, int], None]


def export_records(library: Library, choice: Choice, out: Path, *, chosen: Format, progress: Progress) -> int:
    """Writes `records-00001.SUFFIX` and so on into `out`; gives how many editions there are in them."""
    total, done, number = choice.count(library), 0, 0
    editions = choice.editions(library)
    while some := list(islice(editions, IN_A_FILE)):
        number += 1
        written = chosen.write([entry_of(each.work, each.edition) for each in some])
        put(out / f"records-{number:05}.{chosen.suffix}", written)
        done += len(some)
        progress(done, total)
    return done
