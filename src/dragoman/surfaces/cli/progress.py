"""Progress of long work, on standard error: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dragoman.surfaces.cli.output import note

EVERY_SECONDS = 10.0


class _Shown:
    """What is on the terminal while the work goes on; where there is none, when something was last said."""

    def __init__(self, *columns: ProgressColumn) -> None:
        self._live = sys.stderr.isatty()
        self._started = self._said = time.monotonic()
        self._progress = Progress(*columns, console=Console(stderr=True), disable=not self._live, transient=True)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def _is_time_to_say(self) -> bool:
        now = time.monotonic()
        if self._live or now - self._said < EVERY_SECONDS:
            return False
        self._said = now
        return True


class Bar(_Shown):
    """Files, pages, pages a second and time left. Time is reckoned by bytes: files differ in size."""

    def __init__(self) -> None:
        self._files = self._pages = self._total_files = 0
        self._size = self._total_size = 0
        super().__init__(
            TextColumn("{task.fields[files]} files"),
            BarColumn(),
            TextColumn("{task.fields[pages]} pages · {task.fields[rate]} pages/s"),
            TimeElapsedColumn(),
            TextColumn("· left"),
            TimeRemainingColumn(elapsed_when_finished=False),
        )
        self._task: TaskID | None = None

    def end(self) -> None:
        """All is settled: the bar is gone."""
        self._progress.stop()

    def begin(self, *, files: int, size: int) -> None:
        """How much there is: number of files and their bytes."""
        self._total_files, self._total_size = files, size
        self._task = self._progress.add_task("", total=size or 1, files=f"0/{files}", pages="0", rate="0")

    def advance(self, *, size: int, pages: int) -> None:
        """One file is settled."""
        self._files, self._pages, self._size = self._files + 1, self._pages + pages, self._size + size
        rate = self._pages / max(time.monotonic() - self._started, 0.001)
        if self._task is not None:
            files = f"{self._files}/{self._total_files}"
            self._progress.update(self._task, advance=size, files=files, pages=f"{self._pages:,}", rate=f"{rate:.0f}")
        if self._is_time_to_say():
            left = (self._said - self._started) * (self._total_size - self._size) / max(self._size, 1)
            note(
                f"{self._files} of {self._total_files} files, {self._pages} pages, {rate:.0f} pages/s, "
                f"about {left:.0f} s left"
            )


class Counter(_Shown):
    """A count of things done out of all, for work that is counted and not measured."""

    def __init__(self, what: str) -> None:
        self._what = what
        super().__init__(TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("left"), TimeRemainingColumn())
        self._task = self._progress.add_task(what, total=None)

    def at(self, done: int, total: int | None = None) -> None:
        """`done` of `total` are done; None where nobody knows how many there are."""
        self._progress.update(self._task, completed=done, total=total)
        if self._is_time_to_say():
            note(f"{self._what}: {done} of {total}" if total is not None else f"{self._what}: {done}")
