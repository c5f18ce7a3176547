"""The part of the flow that runs in child processes, because files are hostile: file → document → description."""

import gc
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from dragoman.accession.fixity import look, take
from dragoman.accession.model import PDF, Item, Rejection, spelled
from dragoman.accession.scan import Sighting
from dragoman.accession.selection import claimed, is_offered, lies
from dragoman.accession.sites import documents_at
from dragoman.document.isolated import Report
from dragoman.document.isolation import Failure, Limits, Pool
from dragoman.document.model import Document, Legibility
from dragoman.document.pictures import draw
from dragoman.document.readers import not_readable
from dragoman.document.worth import passed_over_because
from dragoman.errors import Refused
from dragoman.pipeline.model import NO_DOCUMENT, Described, Reading, ReadingTask
from dragoman.pipeline.recognition import recognise, recognisers
from dragoman.plugins import read
from dragoman.plugins import readers as kinds_read
from dragoman.record.describe import describe
from dragoman.record.language import identify
from dragoman.record.marks import marks
from dragoman.record.model import Description
from dragoman.vocabulary.languages import LanguageTag

_PAGES_TO_TELL: Final = 12
_ENOUGH_TO_TELL: Final = 300
_SURE: Final = 0.6


def read_and_describe(task: ReadingTask, report: Report) -> Reading:
    """Reads one file, telling `report` how many pages are read; errors are those of the readers (`Refused`).

    What is made meanwhile is much, and none of it refers back to itself: looking for such things would find nothing
    and takes a twentieth of the time. So the collector rests until the file is done.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return _read_and_described(task, report)
    finally:
        if collects:
            gc.enable()


def _read_and_described(task: ReadingTask, report: Report) -> Reading:
    if lies(task.item.path, task.item.media_type):  # most often the error page of a download that failed
        raise not_readable(task.item.media_type, claimed=claimed(task.item.path) or PDF)
    document = read(
        task.bytes_at,
        item=task.item.digest,
        media_type=task.item.media_type,
        recognised=task.recognised,
        report=report,
    )
    if task.choosy and (reason := passed_over_because(document)):
        raise Refused(NO_DOCUMENT, reason, "If it is one all the same, save it as PDF and add that.")
    description = describe(document, file_name=spelled(os.path.basename(task.item.path)))  # noqa: PTH119 - bytes
    if task.pictures is not None and task.item.media_type == PDF:
        draw(task.bytes_at, marks(document, description), folder=task.pictures, report=report)
    return Reading(
        document=b"" if task.with_text else msgspec.json.encode(document),
        description=msgspec.json.encode(description),
        text=tuple(page.text for page in document.pages) if task.with_text else None,
        unread=document.unread,
        language=_language_of_text(document) if document.unread else None,
    )


def _language_of_text(document: Document) -> LanguageTag | None:
    """What the pages are written in that could be read; None where they say too little."""
    legible = (page.text for page in document.pages if page.legibility in {Legibility.LEGIBLE, Legibility.REPAIRED})
    text = "\n".join(islice((text for text in legible if text), _PAGES_TO_TELL))
    tag, sureness = identify(text)
    return tag if len(text) >= _ENOUGH_TO_TELL and sureness >= _SURE else None


def readers(limits: Limits | None = None, *, processes: int | None = None) -> Pool[ReadingTask, Reading]:
    """The child processes, one a processor core unless told otherwise; to be used in a `with` statement."""
    return Pool(read_and_describe, processes=processes or len(os.sched_getaffinity(0)), limits=limits)


def rejection(path: str, failure: Failure) -> Rejection:
    """A reader's failure as the report has it, with the path that the person knows."""
    return Rejection(path=path, code=failure.code, message=failure.message, remedy=failure.remedy)


def describe_files(
    files: Sequence[str],
    *,
    processes: int | None = None,
    with_text: bool = False,
    pictures: str | None = None,
    ocr: bool = False,
) -> Iterator[tuple[str, Described | Rejection]]:
    """Reads files without keeping them: each path with what was read or why not, as they are done.

    Of a folder, what `ingest` would take in.
    With `ocr`, pages without text that can be read are read from their pictures before the file is answered for.
    `pictures` is a folder that gets a folder for each file, with pictures of its pages and what was read where.
    """
    refused: list[Rejection] = []
    packed = TemporaryDirectory(prefix="dragoman-")
    named = set(files)

    def tasks() -> Iterator[ReadingTask]:
        for place, met in enumerate(chain.from_iterable(documents_at(file) for file in files)):
            copy = Path(packed.name) / str(place)
            whole = isinstance(met, Sighting) and bool(met.parts)
            item = met if isinstance(met, Rejection) else take(met, spool=copy) if whole else look(met)
            if isinstance(item, Rejection):
                refused.append(item)
            elif item.path in named or _is_offered(item):
                folder = _own_folder(pictures, item) if pictures is not None else None
                bytes_at = str(copy) if whole else item.path
                yield ReadingTask(item=item, bytes_at=bytes_at, with_text=with_text, pictures=folder)

    unread: list[tuple[ReadingTask, Reading]] = []
    with packed, readers(processes=processes) as pool:
        for task, outcome in pool.run(tasks()):
            if ocr and isinstance(outcome, Reading) and outcome.unread:
                unread.append((task, outcome))
            else:
                yield task.item.path, _described(task, outcome)
        if unread:
            with recognisers(processes=processes) as ocr_pool:
                again = (replace(task, recognised=recognise(ocr_pool, task.bytes_at, read)) for task, read in unread)
                for task, outcome in pool.run(again):
                    yield task.item.path, _described(task, outcome)
    yield from ((r.path, r) for r in refused)


def _is_offered(item: Item) -> bool:
    """Whether a file that was met in a folder is a document, as for `ingest`."""
    return is_offered(item.path, kind=item.media_type, size=item.size, readable=kinds_read())


def _described(task: ReadingTask, outcome: Reading | Failure) -> Described | Rejection:
    if isinstance(outcome, Failure):
        return rejection(task.item.path, outcome)
    description = msgspec.json.decode(outcome.description, type=Description)
    return Described(description=description, text=outcome.text)


def _own_folder(pictures: str, item: Item) -> str:
    """The folder of one file's pictures; files of the same name in other folders are told apart by their bytes."""
    return str(Path(pictures).absolute() / f"{Path(item.path).stem}-{item.digest[:6]}")
