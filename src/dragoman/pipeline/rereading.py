"""What runs behind ingest: files with pages that are only pictures are read again, by OCR, and become new revisions.

Such a file is in the library with what could be read of it. Here its pages are read one by one, each kept as it is done
(`ocr/`), so that a run that was killed goes on where it was; then the file's new reading is kept like any change. The
writer's place is taken only for that moment, and readers wait for nothing.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from dragoman.accession.model import Item
from dragoman.document.isolation import Failure, Pool
from dragoman.document.ocr import Languages
from dragoman.document.recognised import PageSeen
from dragoman.document.tesseract import installed
from dragoman.pipeline.desk import Desk
from dragoman.pipeline.model import Reading, ReadingTask
from dragoman.pipeline.reading import readers
from dragoman.pipeline.recognition import Errand, Progress, recognise, recognisers
from dragoman.record.model import Description
from dragoman.store.library import Library
from dragoman.store.model import AwaitingItem
from dragoman.vocabulary.tesseract_data import TESSERACT, package


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A file that was read again: how many of its pages were read from pictures, and the packages that are missing."""

    work: str
    language: str
    pages: int
    missing: tuple[str, ...] = ()


def reread_pictures(
    library: Library,
    *,
    now: Callable[[], datetime],
    processes: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Reread]:
    """Reads all pages that await it, and says of each file what came of it; `progress` is told (pages, of how many).

    Errors: `LibraryBusy` where another process does it, or writes; what is done then stays done.
    """
    with library.recognising() as folder:
        waiting = [item for item in library.stacks.awaiting() if _is_worth_trying(item)]
        if not waiting:
            return
        with readers(processes=1) as reader, recognisers(processes=processes) as ocr:
            for item, passed in zip(waiting, _passed(waiting), strict=True):
                kept = folder / item.digest[:32]
                told = _shifted(progress, passed, sum(each.pages for each in waiting))
                reading = _read_again(item, reader, ocr, kept=kept, progress=told)
                if reading is None:
                    continue
                work = Desk(library, now=now).reread(item.digest, reading)
                shutil.rmtree(kept, ignore_errors=True)
                if work is not None:
                    yield _said(work.id, msgspec.json.decode(reading.description, type=Description))


def _read_again(
    item: AwaitingItem,
    reader: Pool[ReadingTask, Reading],
    ocr: Pool[Errand, Languages | PageSeen],
    *,
    kept: Path,
    progress: Progress,
) -> Reading | None:
    """The file with its text as before and what its pictures say; None where it can't be read at all any more."""
    known = Item(digest=item.digest, path=item.path, size=item.size, modified_ns=0, media_type=item.media_type)
    task = ReadingTask(item=known, bytes_at=item.path)
    plain = _one(reader, task)
    if plain is None:
        return None
    return _one(reader, replace(task, recognised=recognise(ocr, item.path, plain, kept=kept, progress=progress)))


def _one(reader: Pool[ReadingTask, Reading], task: ReadingTask) -> Reading | None:
    return next((outcome for _, outcome in reader.run([task]) if not isinstance(outcome, Failure)), None)


def _is_worth_trying(item: AwaitingItem) -> bool:
    """Whether it was never tried, or a package that was missing then is here now."""
    tried = item.description.recognition
    here = {package(data) for data in installed()} | ({TESSERACT} if installed() else set())
    return tried is None or not here.isdisjoint(tried.missing)


def _passed(waiting: Sequence[AwaitingItem]) -> Iterator[int]:
    """Before each file, the pages of those before it."""
    count = 0
    for item in waiting:
        yield count
        count += item.pages


def _shifted(progress: Progress | None, passed: int, total: int) -> Progress:
    def told(done: int, _of: int) -> None:
        if progress:
            progress(passed + done, total)

    return told


def _said(work: str, description: Description) -> Reread:
    recognition = description.recognition
    return Reread(
        work=work,
        language=description.language.value,
        pages=len(recognition.pages) if recognition else 0,
        missing=recognition.missing if recognition else (),
    )
