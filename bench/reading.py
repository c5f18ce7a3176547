"""File → document, read and described in the children of a pool, beside bare pypdfium2 text of the same files."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # published without types

from bench.table import Table
from dragoman.accession.model import PDF, Item
from dragoman.document.isolation import Failure, Pool
from dragoman.pipeline.model import Reading, ReadingTask
from dragoman.pipeline.reading import readers


def bare(files: list[str]) -> int:
    """The text of every page and nothing else; the number of pages."""
    pages = 0
    for file in files:
        document = pypdfium2.PdfDocument(file)
        pages += len(document)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        document.close()
    return pages


def whole(pool: Pool[ReadingTask, Reading], files: Sequence[str | Path]) -> float:
    """The seconds that the children of a pool take for these files, as an ingest has them read."""
    items = [Item(digest="0" * 128, path=str(file), size=0, modified_ns=0, media_type=PDF) for file in files]
    started = time.perf_counter()
    for _, outcome in pool.run(ReadingTask(item=item, bytes_at=item.path) for item in items):
        if isinstance(outcome, Failure):
            raise RuntimeError(outcome.message)
    return time.perf_counter() - started


def measure(files: list[Path], *, rounds: int = 2) -> None:
    """Prints pages a second of both, the best of some rounds in turn, and what a second process adds.

    The longest files come first, so that no process is left over with one at the end; a library has so many files that
    this hardly counts. Children are started, and have read a file, before their time is taken.
    """
    by_size = sorted(files, key=lambda file: -file.stat().st_size)
    best = dict.fromkeys(("bare", 1, 2), float("inf"))
    pages = 0
    for _ in range(rounds):
        seconds, pages = _bare(files)
        best["bare"] = min(best["bare"], seconds)
        for processes in (1, 2):
            with readers(processes=processes) as pool:
                whole(pool, by_size[-processes:])
                best[processes] = min(best[processes], whole(pool, by_size))
    table = Table("Reading", ("", "pages/s", "ratio", "goal"))
    table.row("bare pypdfium2 text, one process", f"{pages / best['bare']:.0f}", "1.00 × bare", "")
    share, gain = best["bare"] / best[1], best[1] / best[2]
    table.row("document and description, one process", f"{pages / best[1]:.0f}", f"{share:.2f} × bare", "≥ 0.30")
    table.row("the same, two processes", f"{pages / best[2]:.0f}", f"{gain:.2f} × one", "≥ 1.80")
    table.show()


def _bare(files: Sequence[Path]) -> tuple[float, int]:
    """The seconds that a process of its own takes for bare text, and the pages that it counted."""
    command = [sys.executable, "-m", "bench.reading", *map(str, files)]
    seconds, counted = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return float(seconds), int(counted)


if __name__ == "__main__":
    started = time.perf_counter()
    count = bare(sys.argv[1:])
    sys.stdout.write(f"{time.perf_counter() - started} {count}\n")
