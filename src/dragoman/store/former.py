"""An address at which an edition was to be found before → the keys under which it is looked up, and those of a request.

An address counts whole, with its host, and by its path alone: the old site's name may lead here now, or its paths may
be handed on. One with a query counts with it, whatever the order of its parts; one without counts with any.
"""

import unicodedata
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

LONGEST: Final = 2_048


def keys_of(address: str) -> tuple[str, ...]:
    """The keys of an address that an edition had."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return ()
    place = f"{_path(parts.path)}{_query(parts.query)}"
    whole = [f"{_plain(host)}{place}"] if host else []
    return (*whole, *([place] if place != "/" else []))


def keys_asked(host: str, paths: tuple[str, ...], query: str) -> tuple[str, ...]:
    """The keys that a request may be found under, the surest first; none where the address is absurdly long."""
    if len(query) + max(map(len, paths)) > LONGEST:
        return ()
    plain = [_path(path) for path in paths]
    asked = _query(query)
    places = [*(f"{path}{asked}" for path in plain), *(plain if asked else ())]
    name = _plain(host.rpartition("@")[2].partition(":")[0].lower())
    return tuple(dict.fromkeys(key for place in places for key in (f"{name}{place}", place) if key != "/"))


def _plain(host: str) -> str:
    return host.removeprefix("www.")


def _path(path: str) -> str:
    """The path as it is meant: no matter which letters are written as %xx, and whether a slash ends it."""
    decoded = unicodedata.normalize("NFC", unquote(path, errors="replace"))
    return decoded.rstrip("/") or "/"


def _query(query: str) -> str:
    pairs = sorted(parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None))
    return f"?{urlencode(pairs)}" if pairs else ""
