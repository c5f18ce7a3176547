"""How often one reader may ask for what is expensive.

In: a request's path and its reader's address. Out: the seconds to wait, 0 for none. Counted in memory for as long as an
address asks, and never written anywhere. Each process counts for itself.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Final

from dragoman.config import Limits, SiteSettings

MOST_READERS: Final = 20_000
"""So many addresses are remembered; who asked longest ago is forgotten first."""
_EXPENSIVE: Final = (
    (re.compile(r"/(?:[\w-]+/search|[\w-]+/editions/[^/]+/(?:similar|cite)|api/v1/search|export)"), "searches", 1.0),
    (re.compile(r"/mcp"), "searches", 0.5),
    (re.compile(r"/api/v1/dump\.jsonl\.gz"), "searches", 6.0),
    (re.compile(r"/(?:[\w-]+/suggest|api/.*)"), "searches", 0.1),
    (re.compile(r"/pictures/.*"), "pictures", 1.0),
)
"""Paths, the limit that they count towards, and how much; the first that fits. Titles as one types come
several a second, as do the records that a program pages through.
"""


class Allowance:
    """A bucket of requests for each reader, full at first, that fills again within a minute."""

    def __init__(self, settings: SiteSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits: Limits = settings.limits
        self._behind_proxy = bool(settings.trusted_proxies)
        self._clock = clock
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def wait(self, path: str, client: tuple[str, int] | None) -> int:
        """Seconds until this reader may ask this; 0 for now, and then it is counted."""
        kind, cost = next(((kind, cost) for shape, kind, cost in _EXPENSIVE if shape.fullmatch(path)), ("", 0.0))
        most: int = getattr(self._limits, kind) if kind else 0
        if not most or client is None:
            return 0
        reader = self._named(client[0])
        return self._taken((kind, reader), most, cost) if reader else 0

    def _named(self, address: str) -> str | None:
        """Who counts as one reader: an address, or the network of an IPv6 one; nobody on this machine itself."""
        try:
            known = ip_address(address)
        except ValueError:
            return address
        known = getattr(known, "ipv4_mapped", None) or known
        if known.is_loopback and not self._behind_proxy:
            return None
        if isinstance(known, IPv6Address):
            return str(IPv6Address(int(known) >> 64 << 64))
        return str(known)

    def _taken(self, key: tuple[str, str], most: int, cost: float) -> int:
        now = self._clock()
        left, seen = self._left.pop(key, (float(most), now))
        left = min(most, left + (now - seen) * most / 60)
        allowed = left >= cost
        self._left[key] = (left - cost if allowed else left, now)
        while len(self._left) > MOST_READERS:
            self._left.popitem(last=False)
        return 0 if allowed else max(1, ceil((cost - left) * 60 / most))
