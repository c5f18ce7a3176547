"""Bad input, as a folder of it: each bad file ends as a line that says why and what to do, and everything else goes in.

All of it is one run of the real command on one folder, in which files also grow and vanish while it runs.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hostile_pdfs import (
    MEGABYTE,
    looping_outline,
    page_of_a_gigabyte,
    page_tree_of_a_million,
    sound,
    written,
)

DRAGOMAN = str(Path(sys.executable).with_name("dragoman"))
SECONDS_A_FILE = 20
MOST_MEMORY = 1536 * MEGABYTE
WATCHED = """
import os, subprocess, sys
_, status, usage = os.wait4(subprocess.Popen(sys.argv[2:]).pid, 0)
open(sys.argv[1], "w").write(str(usage.ru_maxrss * 1024))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a command and writes its peak of memory: a small parent, because a process begins with its parent's peak."""

GOOD_NAMES = {
    b"plain.pdf": "forestry",
    b"with spaces, and a comma.pdf": "fisheries",
    b"two\nlines.pdf": "harvests",
    "\N{BOOKS} emoji \N{FAMILY}.pdf".encode(): "libraries",
    "\u202efdp.override.pdf".encode(): "directions",
    b"not-\xff\xfe-utf8.pdf": "encodings",
    "عربي.pdf".encode(): "scripts",
    b"-h.pdf": "options",
}
# What each bad file is called, and the codes that it may end with.
BAD = {
    "encrypted.pdf": {"encrypted"},
    "truncated.pdf": {"damaged"},
    "garbage.pdf": {"damaged"},
    "empty.pdf": {"empty"},
    "page.html.pdf": {"not-a-pdf"},
    "picture.pdf": {"not-a-pdf"},
    "million.pdf": {"too-many-pages"},
    "gigabyte.pdf": {"too-much-memory", "too-slow", "reader-crashed"},
    "forbidden.pdf": {"no-permission"},
    "forbidden-folder": {"no-permission"},
    "link-to-itself.pdf": {"link-loop"},
    "up": {"link-loop"},
    "link-to-nothing.pdf": {"vanished"},
    "pipe.pdf": {"not-a-file"},
    "growing.pdf": {"changed-while-read"},
    "zz-vanishing.pdf": {"vanished"},
}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the command said and took; `lines` are its answers by file name."""

    status: int
    lines: dict[str, dict[str, Any]]
    errors: str
    peak_memory: int
    library: Path


def make_folder(folder: Path) -> None:
    folder.mkdir()
    for name, about in GOOD_NAMES.items():
        sound(folder / os.fsdecode(name), about=about)
    (folder / "looping.pdf").write_bytes(looping_outline())
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to(folder, target_is_directory=True)

    sound(folder / "encrypted.pdf", about="secrets", password="open sesame")
    whole = sound(folder / "truncated.pdf", about="losses").read_bytes()
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 2])
    (folder / "garbage.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (folder / "empty.pdf").touch()
    (folder / "page.html.pdf").write_text("<!DOCTYPE html><title>404 Not Found</title><p>Not here.")
    (folder / "picture.pdf").write_bytes(PNG)
    (folder / "million.pdf").write_bytes(page_tree_of_a_million())
    (folder / "gigabyte.pdf").write_bytes(page_of_a_gigabyte())
    sound(folder / "forbidden.pdf", about="permissions").chmod(0)
    (folder / "forbidden-folder").mkdir(mode=0)
    (folder / "link-to-itself.pdf").symlink_to(folder / "link-to-itself.pdf")
    (folder / "link-to-nothing.pdf").symlink_to(folder / "nothing.pdf")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "growing.pdf").write_bytes(written(b"<< >>") + b"%" * (40 * MEGABYTE))
    sound(folder / "zz-vanishing.pdf", about="disappearances")


def bound_by_permissions() -> list[str]:
    """The words before a command that make permissions hold for it, even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def ingest(folder: Path, library: Path) -> Run:
    """Runs the command; `growing.pdf` grows all the time, and `zz-vanishing.pdf` goes when the first file is in."""
    command = [DRAGOMAN, "ingest", str(folder), "--library", str(library), "--json", "--processes", "2"]
    command += ["--seconds", str(SECONDS_A_FILE)]
    peak = library.parent / "peak"
    lines: dict[str, dict[str, Any]] = {}
    done = threading.Event()
    grower = threading.Thread(target=grow, args=(folder / "growing.pdf", done))
    with (library.parent / "errors").open("w+b") as errors:
        watched = [sys.executable, "-c", WATCHED, str(peak), *bound_by_permissions(), *command]
        process = subprocess.Popen(watched, stdout=subprocess.PIPE, stderr=errors)
        grower.start()
        try:
            assert process.stdout
            for said in process.stdout:
                line = json.loads(said)
                lines[Path(line["file"]).name] = line
                if line["outcome"] == "new":
                    (folder / "zz-vanishing.pdf").unlink(missing_ok=True)
            process.stdout.close()
            process.wait()
        finally:
            done.set()
            grower.join()
        errors.seek(0)
        said_of_errors = errors.read().decode()
    return Run(
        status=process.returncode,
        lines=lines,
        errors=said_of_errors,
        peak_memory=int(peak.read_text()),
        library=library,
    )


def grow(path: Path, done: threading.Event) -> None:
    with path.open("ab", buffering=0) as file:
        while not done.wait(0.001):
            file.write(b"%")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    here = tmp_path_factory.mktemp("bad-input")
    folder = here / "folder"
    make_folder(folder)
    yield ingest(folder, here / "library")
    (folder / "forbidden-folder").chmod(0o700)
    shutil.rmtree(folder)


def test_the_exit_status_says_that_some_were_rejected(run: Run) -> None:
    assert run.status == 3, run.errors


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_a_line_with_what_happened_and_what_to_do(run: Run, *, name: str) -> None:
    line = run.lines[name]
    assert line["outcome"] == "rejected"
    error = line["error"]
    assert error["code"] in BAD[name]
    assert error["message"].endswith(".")
    assert error["remedy"].endswith((".", ")."))


def test_everything_else_goes_in(run: Run) -> None:
    taken = {name for name, line in run.lines.items() if line["outcome"] not in ("rejected", "passed-over")}
    assert taken == set(run.lines) - set(BAD)
    assert len(taken) == len(GOOD_NAMES) + 1
    assert run.lines["looping.pdf"]["pages"] == 1
    assert all(line["pages"] == 3 for name, line in run.lines.items() if name in taken - {"looping.pdf"})


def test_no_line_breaks_out_and_nothing_reads_like_a_crash(run: Run) -> None:
    assert "Traceback" not in run.errors
    assert not any("Traceback" in json.dumps(line) for line in run.lines.values())


def test_memory_is_bounded(run: Run) -> None:
    assert run.peak_memory < MOST_MEMORY


def test_the_library_is_whole_and_lists_what_went_in(run: Run) -> None:
    check = dragoman("check", "--library", str(run.library))
    assert (check.returncode, check.stdout) == (0, ""), check.stdout + check.stderr
    works = [json.loads(line) for line in dragoman("list", "--library", str(run.library), "--json").stdout.splitlines()]
    assert sum(len(work["editions"]) for work in works) == len(GOOD_NAMES) + 1


def test_names_are_told_without_control_characters(run: Run) -> None:
    said = dragoman("list", "--library", str(run.library)).stdout
    assert "\u202e" not in said


def dragoman(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([DRAGOMAN, *arguments], capture_output=True, text=True, check=False, timeout=120)
