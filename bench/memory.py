"""The memory of a process and all below it, as the kernel counts it (PSS: shared pages are counted once)."""

import threading
from pathlib import Path
from typing import Self


def of_tree(pid: int) -> int:
    """Bytes of proportional set size of a process and its descendants; what ends meanwhile counts nothing."""
    return sum(_pss(p) for p in (pid, *_descendants(pid)))


class Watch:
    """Samples a process tree's memory until the `with` statement ends; `peak` is the most that was seen, in bytes."""

    def __init__(self, pid: int, *, every: float = 0.1) -> None:
        self.peak = 0
        self._pid = pid
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(self._every):
            self.peak = max(self.peak, of_tree(self._pid))


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    except OSError:
        return found
    return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0
