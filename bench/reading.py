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
    """Prints pages a second of both, the best of some rounds in turn, each in a process of its own."""
    best = {"bare": float("inf"), "whole": float("inf")}
    pages = 0
    for _ in range(rounds):
        for name in ("bare", "whole"):
            run = subprocess.run(
                [sys.executable, "-m", "bench.reading", name, *map(str, files)],
                check=True,
                capture_output=True,
                text=True,
            )
            seconds, counted = run.stdout.split()
            best[name] = min(best[name], float(seconds))
            pages = max(pages, int(counted))
    table = Table("Reading, one process each", ("", "pages/s", "× bare", "goal"))
    table.row("bare pypdfium2 text", f"{pages / best['bare']:.0f}", "1.00", "")
    table.row(
        "document and description", f"{pages / best['whole']:.0f}", f"{best['bare'] / best['whole']:.2f}", "≥ 0.20"
    )
    table.show()


if __name__ == "__main__":
    work = {"bare": bare, "whole": whole}[sys.argv[1]]
    started = time.perf_counter()
    count = work(sys.argv[2:])
    sys.stdout.write(f"{time.perf_counter() - started} {count}\n")
