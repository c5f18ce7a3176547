"""Folder → searchable library, with as many processes as there are cores; without OCR, which runs behind."""

import json
import subprocess
import time
from pathlib import Path

from bench.command import DRAGOMAN
from bench.memory import Watch
from bench.table import Table


def measure(folder: Path, library: Path) -> None:
    """Ingests `folder` into `library`, which must not exist, and prints editions a second and the most memory."""
    command = [DRAGOMAN, "ingest", str(folder), "--library", str(library), "--ocr", "never"]
    started = time.perf_counter()
    run = subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True)
    with Watch(run.pid) as memory:
        out, _ = run.communicate()
    seconds = time.perf_counter() - started
    lines = [json.loads(line) for line in out.splitlines()]
    editions = sum(line["outcome"] in {"new", "edition", "format", "revision"} for line in lines)
    pages = sum(line.get("pages", 0) for line in lines)
    again = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    unchanged = time.perf_counter() - again
    table = Table("Folder → searchable library, all cores", ("", "measured", "goal"))
    table.row("editions", f"{editions} with {pages} pages in {seconds:.1f} s", "")
    table.row("editions/s", f"{editions / seconds:.2f}", "≥ 1.5")
    table.row("pages/s", f"{pages / seconds:.0f}", "")
    table.row("memory, all processes", f"{memory.peak / 1e6:.0f} MB", "< 1,000 MB")
    table.row("the same folder again", f"{unchanged:.2f} s", "")
    table.show()
