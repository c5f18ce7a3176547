"""Work for the pool's children to do, well and badly."""

import ctypes
import os
import signal
import time
from collections.abc import Callable

from dragoman.document.isolated import Report
from dragoman.errors import Refused


def errand(task: tuple[str, int], report: Report) -> object:
    """Do what the task's first word says, with its number."""
    word, number = task
    return ERRANDS[word](number, report)


def count(number: int, report: Report) -> int:
    for page in range(1, number + 1):
        report(page)
    return number


def refuse(number: int, _: Report) -> object:
    raise Refused("damaged", f"File {number} is damaged.", "Get it again.")


def stumble(number: int, _: Report) -> object:
    return [][number]


ERRANDS: dict[str, Callable[[int, Report], object]] = {
    "double": lambda number, _: 2 * number,
    "pid": lambda _, __: os.getpid(),
    "count": count,
    "refuse": refuse,
    "stumble": stumble,
    "crash": lambda _, __: ctypes.string_at(0),
    "exit": lambda number, _: os._exit(number),
    "hang": lambda number, _: time.sleep(number),
    "hoard": lambda number, _: len(bytearray(number)),
    "large": lambda number, _: bytes(number),
    "abort": lambda _, __: os.kill(os.getpid(), signal.SIGABRT),
    "signal": lambda number, _: os.kill(os.getpid(), number),
    "environment": lambda _, __: sorted(name for name in os.environ if name.startswith("DRAGOMAN_")),
}
