"""The command as it is installed, and a server of it for as long as a `with` statement lasts."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

DRAGOMAN: Final = str(Path(sys.executable).with_name("dragoman"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A running server: its address, and the seconds from start to the first page in full."""

    port: int
    first_page: float
    pid: int


@contextmanager
def serving(library: Path) -> Iterator[Serving]:
    """`dragoman serve` of the library at a free port."""
    started = time.perf_counter()
    command = [DRAGOMAN, "serve", "--library", str(library), "--port", "0"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert run.stdout
        said = run.stdout.readline()
        found = re.search(r":(\d+)/", said)
        if not found:
            message = f"dragoman serve said {said!r} and no address"
            raise RuntimeError(message)
        port = int(found[1])
        with urlopen(f"http://127.0.0.1:{port}/en/") as page:
            page.read()
        yield Serving(port=port, first_page=time.perf_counter() - started, pid=run.pid)
    finally:
        run.terminate()
        run.wait()
