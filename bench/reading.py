"""File → document, read and described, beside bare pypdfium2 text of the same files, one process each."""

import subprocess
import sys
import time
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # published without types

from bench.table import Table
from dragoman.accession.model import PDF, Item
from dragoman.pipeline.model import ReadingTask
from dragoman.pipeline.reading import read_and_describe


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


def whole(files: list[str]) -> int:
    """What an ingest does in its child processes; the number of pages is known from `bare`."""
    for file in files:
        item = Item(digest="0" * 128, path=file, size=0, modified_ns=0, media_type=PDF)
        read_and_describe(ReadingTask(item=item, bytes_at=file), lambda _: None)
    return 0


def measure(files: list[Path], *, rounds: int = 2) -> None:
    """Prints pages a second of both, the best of some rounds in turn, and what a second process adds."""
    by_size = sorted(files, key=lambda file: -file.stat().st_size)
    runs = {"bare": [("bare", files)], "whole": [("whole", files)], "two": [("whole", by_size[n::2]) for n in range(2)]}
    best = dict.fromkeys(runs, float("inf"))
    pages = 0
    for _ in range(rounds):
        for name, side_by_side in runs.items():
            seconds, counted = _run(side_by_side)
            best[name] = min(best[name], seconds)
            pages = max(pages, counted)
    table = Table("Reading", ("", "pages/s", "ratio", "goal"))
    table.row("bare pypdfium2 text, one process", f"{pages / best['bare']:.0f}", "1.00 × bare", "")
    share, gain = best["bare"] / best["whole"], best["whole"] / best["two"]
    table.row("document and description, one process", f"{pages / best['whole']:.0f}", f"{share:.2f} × bare", "≥ 0.30")
    table.row("the same, two processes", f"{pages / best['two']:.0f}", f"{gain:.2f} × one", "≥ 1.80")
    table.show()


def _run(side_by_side: list[tuple[str, list[Path]]]) -> tuple[float, int]:
    """The seconds that the slowest of these processes took, and the pages that they counted."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.reading", name, *map(str, files)], stdout=subprocess.PIPE, text=True
        )
        for name, files in side_by_side
    ]
    said = [run.communicate()[0].split() for run in running]
    return max(float(seconds) for seconds, _ in said), sum(int(pages) for _, pages in said)


if __name__ == "__main__":
    work = {"bare": bare, "whole": whole}[sys.argv[1]]
    started = time.perf_counter()
    count = work(sys.argv[2:])
    sys.stdout.write(f"{time.perf_counter() - started} {count}\n")
