"""Killed with `kill -9` at every step there is, the library is whole; see `killing.py`."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("what", ["keep", "settle", "rebuild"])
def test_a_library_is_whole_wherever_its_process_is_killed(folder: Path, database_url: str | None, what: str) -> None:
    command = [sys.executable, "-m", "tests.store.killing", what, str(folder), *filter(None, [database_url])]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    outcomes = [line.split()[1] for line in done.stdout.splitlines()]
    assert outcomes.count("absent") >= {"keep": 50, "settle": 3, "rebuild": 0}[what]
    if what == "rebuild":
        assert set(outcomes) == {"whole"}
