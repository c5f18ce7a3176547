"""An ingest that is stopped at any moment goes on where it was, and nothing is half there."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.test_command import DRAGOMAN, run
from tests.pipeline.conftest import make_report

WORDS = ("fisheries", "forestry", "farming", "mining", "weaving", "printing", "sailing", "brewing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for word in WORDS:
        make_report(tmp_path / "in" / f"{word}.pdf", title=f"A Study of {word.title()}", word=word, pages=12)
    return tmp_path / "in"


def editions(library: Path) -> int:
    return len(run("list", "--json", "--library", library).stdout.splitlines())


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_an_ingest_that_is_stopped_goes_on(folder: Path, tmp_path: Path, blow: signal.Signals) -> None:
    library = tmp_path / "library"
    stopped = 0
    for patience in (0.6, 1.0, 1.3, 1.6, 2.0, 2.5):
        process = subprocess.Popen(
            [DRAGOMAN, "ingest", folder, "--library", library],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            _, said = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.send_signal(blow)
            _, said = process.communicate()
            stopped += process.returncode != 0
            # 0: it had done its work, and was on its way out
            assert process.returncode in (0, -9 if blow is signal.SIGKILL else 130)
        assert "Traceback" not in said
        if (library / "library.json").exists():
            run("index", "--library", library)
            assert run("check", "--library", library).stdout == ""
    assert stopped
    assert run("ingest", folder, "--library", library).returncode == 0
    assert editions(library) == len(WORDS)
    assert run("check", "--library", library).returncode == 0
    for word in WORDS:
        found = [json.loads(line) for line in run("search", word, "--json", "--library", library).stdout.splitlines()]
        assert found[0]["title"] == f"A Study of {word.title()}"
    assert not list((library / "spool").iterdir())


def test_the_children_end_with_the_command(folder: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [DRAGOMAN, "ingest", folder, "--library", tmp_path / "library"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        if children := _children(process.pid):
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert children
    for _ in range(100):
        if not any(_alive(pid) for pid in children):
            return
        time.sleep(0.05)
    pytest.fail("a reading process outlived the command")


def test_a_second_writer_is_told_who_writes(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    first = subprocess.Popen([DRAGOMAN, "ingest", folder, "--library", library], stdout=subprocess.DEVNULL)
    for _ in range(200):
        if (library / "library.json").exists() and _children(first.pid):
            break
        time.sleep(0.05)
    first.send_signal(signal.SIGSTOP)
    try:
        second = run("ingest", folder, "--library", library)
    finally:
        first.send_signal(signal.SIGCONT)
    assert first.wait() == 0
    assert second.returncode == 1
    assert str(first.pid) in second.stderr
    assert "Traceback" not in second.stderr


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
