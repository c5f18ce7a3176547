"""`script/serve`, as a person runs it: from any folder, on a folder with spaces in its name, twice, ended by Ctrl-C."""

import os
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile_pdfs import sound

PROJECT = Path(__file__).parent.parent
SERVE = PROJECT / "script" / "serve"
WAIT = 60

pytestmark = pytest.mark.skipif(
    not (PROJECT / ".venv" / ".installed").exists(),
    reason="script/setup has not made .venv, and would install packages from the network now: run script/test",
)


@contextmanager
def served(*arguments: str, library: Path, cwd: Path) -> Iterator[tuple[str, list[str]]]:
    """The address that `script/serve` prints, and the lines that it printed before; ended by Ctrl-C."""
    process = subprocess.Popen(
        [str(SERVE), *arguments, "--port", "0"],
        cwd=cwd,
        env={**os.environ, "DRAGOMAN_LIBRARY": str(library)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            assert process.stdout
            said: list[str] = []
            for line in process.stdout:
                if found := re.search(r"http://\S+", line):
                    yield found[0], said
                    break
                said.append(line)
            else:
                pytest.fail(f"it ended without serving: {said}")
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(WAIT) in (0, 130)
        finally:
            if process.poll() is None:  # what fails above must not leave a server, nor wait for it forever
                os.killpg(process.pid, signal.SIGKILL)


def test_a_folder_is_served_and_when_nothing_changed_it_is_not_looked_through_again(tmp_path: Path) -> None:
    folder, library = tmp_path / "my reports", tmp_path / "my library"
    folder.mkdir()
    sound(folder / "one.pdf", about="forestry")

    with served("my reports", library=library, cwd=tmp_path) as (address, said):
        assert "Taken in: 1 with 3 pages" in "".join(said)
        assert "A Report on forestry" in urllib.request.urlopen(f"{address}en/", timeout=WAIT).read().decode()
    with served(str(folder), library=library, cwd=PROJECT) as (address, said):
        assert said == []
        assert "A Report on forestry" in urllib.request.urlopen(f"{address}en/", timeout=WAIT).read().decode()

    time.sleep(0.05)  # the clock that stamps files ticks every few milliseconds
    sound(folder / "two.pdf", about="fisheries")
    with served(str(folder), library=library, cwd=tmp_path) as (address, said):
        assert "Taken in: 1 with 3 pages" in "".join(said)
        assert "A Report on fisheries" in urllib.request.urlopen(f"{address}en/", timeout=WAIT).read().decode()


def test_what_is_served_is_embedded_behind_the_readers(tmp_path: Path) -> None:
    folder, library = tmp_path / "reports", tmp_path / "library"
    folder.mkdir()
    sound(folder / "one.pdf", about="forestry")
    with served(str(folder), library=library, cwd=tmp_path):
        until = time.monotonic() + WAIT
        while not (library / "vectors" / "muse-3-sentences" / "followed.json").exists():
            assert time.monotonic() < until
            time.sleep(0.2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/there/is/nothing"], "there is no folder /there/is/nothing"),
        (["samples", "script"], "it takes one folder"),
        (["--port"], "--port needs a value"),
    ],
)
def test_a_wrong_use_is_said_in_a_line(arguments: list[str], words: str) -> None:
    done = subprocess.run([str(SERVE), *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
