"""How often somebody may try to sign in: per name and address, per name, per address.

In: the name that is tried and where from. Out: the seconds to wait. What is counted is forgotten as it fills again;
names and addresses are in memory only. Nobody is locked out by others: who tries from elsewhere has an own count.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from threading import Lock
from typing import Final

from dragoman.office.accounts import folded

_RULES: Final = (("name and address", 5, 300.0), ("name", 100, 3600.0), ("address", 30, 300.0))
"""What is counted, how many attempts there are, and in how many seconds they all come back."""
MOST_KEPT: Final = 20_000


class Attempts:
    """Buckets of attempts, full at first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, address: str) -> int:
        """Seconds until this may be tried; 0 for now, and then it is counted."""
        known = folded(name)
        subjects = {"name and address": f"{known}\0{address}", "name": known, "address": address}
        with self._lock:
            states = [(what, subjects[what], most, period) for what, most, period in _RULES]
            waits = [self._missing((what, subject), most, period) for what, subject, most, period in states]
            if longest := max(waits):
                return longest
            for what, subject, most, period in states:
                self._take((what, subject), most, period)
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """Who got in is no longer counted from there."""
        with self._lock:
            self._left.pop(("name and address", f"{folded(name)}\0{address}"), None)

    def _now(self, key: tuple[str, str], most: int, period: float) -> float:
        left, seen = self._left.get(key, (float(most), self._clock()))
        return min(most, left + (self._clock() - seen) * most / period)

    def _missing(self, key: tuple[str, str], most: int, period: float) -> int:
        left = self._now(key, most, period)
        return 0 if left >= 1 else max(1, ceil((1 - left) * period / most))

    def _take(self, key: tuple[str, str], most: int, period: float) -> None:
        left = self._now(key, most, period)
        self._left.pop(key, None)
        self._left[key] = (left - 1, self._clock())
        while len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
