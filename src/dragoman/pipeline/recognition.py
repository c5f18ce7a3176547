"""Pages that are only pictures are read: one page a task, in child processes with limits for each page.

Comes in: where a file's bytes are and which of its pages have no text that can be read. Goes out: `Recognised`, with
which the file is read again. A page that fails costs that page only. Given a folder, each page is kept there as soon
as it is read, so that a run that was stopped goes on with the page where it was.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from dragoman.document import ocr
from dragoman.document.isolated import Report
from dragoman.document.isolation import Limits, Pool
from dragoman.document.ocr import Languages
from dragoman.document.recognised import PageSeen, Recognised
from dragoman.document.tesseract import version
from dragoman.pipeline.model import Reading
from dragoman.record.language import identify
from dragoman.vocabulary.languages import LanguageTag

_SECONDS_A_PAGE: Final = 180.0
_LATER: Final = 10  # how much the readers of the library go before this, as `nice` counts
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A page to read with this language data; or, without a page, the languages of these pages to find."""

    path: str
    page: int | None = None
    data: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    known: LanguageTag | None = None


def run_errand(errand: Errand, report: Report) -> Languages | PageSeen:  # noqa: ARG001 - the pool's signature
    """What runs in the child; errors are those of the readers (`Refused`)."""
    os.setpriority(os.PRIO_PROCESS, 0, _LATER)
    if errand.page is None:
        return ocr.languages_of(errand.path, errand.pages, identify=identify, known=errand.known)
    return ocr.read_page(errand.path, errand.page, data=errand.data)


def recognisers(*, processes: int | None = None, memory: int | None = None) -> Pool[Errand, Languages | PageSeen]:
    """The child processes, one a processor core unless told otherwise; to be used in a `with` statement."""
    limits = Limits(seconds=_SECONDS_A_PAGE, memory=memory or Limits().memory)
    return Pool(run_errand, processes=processes or len(os.sched_getaffinity(0)), limits=limits)


def recognise(
    pool: Pool[Errand, Languages | PageSeen],
    path: str,
    reading: Reading,
    *,
    kept: Path | None = None,
    progress: Progress | None = None,
) -> Recognised:
    """Reads the unread pages of a file; `kept` is a folder for what is done, `progress` hears (pages, of all)."""
    seen = dict(_kept_pages(kept, reading.unread)) if kept else {}
    languages = _languages(pool, path, reading, kept)
    missing = (languages.missing,) if languages.missing else ()
    if not languages.data:
        return Recognised(engine="", missing=missing)
    errands = [Errand(path=path, page=number, data=languages.data) for number in reading.unread if number not in seen]
    for errand, outcome in pool.run(errands):
        page = outcome if isinstance(outcome, PageSeen) else PageSeen()  # one that fails stays unread, and says so
        seen[errand.page or 0] = page
        if kept:
            _keep(kept / f"{errand.page}.json", page)
        if progress:
            progress(len(seen), len(reading.unread))
    return Recognised(engine=version(), languages=languages.data, missing=missing, pages=seen)


def _languages(pool: Pool[Errand, Languages | PageSeen], path: str, reading: Reading, kept: Path | None) -> Languages:
    file = kept / "languages.json" if kept else None
    if file and file.is_file():
        return msgspec.json.decode(file.read_bytes(), type=Languages)
    errand = Errand(path=path, pages=reading.unread, known=reading.language)
    found = next((outcome for _, outcome in pool.run([errand]) if isinstance(outcome, Languages)), Languages())
    if file and found.data:
        _keep(file, found)
    return found


def _kept_pages(folder: Path, numbers: Sequence[int]) -> Iterator[tuple[int, PageSeen]]:
    for number in numbers:
        file = folder / f"{number}.json"
        if file.is_file():
            yield number, msgspec.json.decode(file.read_bytes(), type=PageSeen)


def _keep(file: Path, value: PageSeen | Languages) -> None:
    """Written aside and renamed: what is there is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".new")
    aside.write_bytes(msgspec.json.encode(value))
    aside.replace(file)
