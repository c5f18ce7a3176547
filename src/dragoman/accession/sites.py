"""Web pages that are one document: the chapters of a manual saved as a folder of HTML → one `Sighting` with its parts.

Comes in: a place. Goes out: what is met there, where the pages of one document stand in the place of the first of
them, in the order of reading. Pages are one document if each says which comes next (`rel=next`, as DocBook, Sphinx,
Texinfo and mdBook write); without that, if a contents page leads to pages in its own folder that all lead back to it
and declare one language. Pages that are only each other's translations say so and stay apart. Files that a person has
named one by one are what that person takes them for.
"""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from dragoman.accession.model import SITE, Rejection
from dragoman.accession.scan import Sighting, scan

_ENDINGS: Final = (".html", ".htm", ".xhtml")
_CONTENTS: Final = re.compile(
    r"(?:index|toc|contents|default|start|home)(?:[._-][a-z]{2,3}(?:[_-][a-z]{2,4})?)?", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?:link|a)\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_LANGUAGE: Final = re.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?([A-Za-z-]{2,35})""", re.IGNORECASE)
_FEWEST: Final = 3
_MOST: Final = 2_000
_LARGEST: Final = 4 << 20
_LARGEST_IN_ALL: Final = 200 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linked:
    """What a page says of others: which is next and which before, which it leads to, and its language."""

    following: str | None
    has_before: bool
    leads_to: tuple[str, ...]
    language: str | None


def documents_at(place: str) -> Iterator[Sighting | Rejection]:
    """What is met at a place: of a folder, the pages of each document together."""
    met = list(scan(place))
    yield from (r for r in met if isinstance(r, Rejection))
    sightings = [s for s in met if isinstance(s, Sighting)]
    yield from gathered(sightings) if os.path.isdir(place) else sightings  # noqa: PTH112 - names are bytes


def gathered(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings, the pages of each document together; everything else as it was."""
    met = list(sightings)
    pages = {s.path: s for s in met if s.path.lower().endswith(_ENDINGS) and s.size <= _LARGEST}
    folders: dict[str, list[str]] = {}
    for path in pages:
        folders.setdefault(os.path.dirname(path), []).append(path)  # noqa: PTH120 - names are bytes
    whole: dict[str, Sighting] = {}
    for paths in folders.values():
        if _FEWEST <= len(paths) <= _MOST:
            for parts in _documents({path: _linked(path) for path in paths}):
                one = _as_one([pages[path] for path in parts])
                if one.size <= _LARGEST_IN_ALL:
                    whole.update(dict.fromkeys(parts, one))
    return [whole.get(s.path, s) for s in met if s.path not in whole or whole[s.path].path == s.path]


def _as_one(parts: Sequence[Sighting]) -> Sighting:
    return replace(
        parts[0],
        size=packed_size(parts),
        modified_ns=max(part.modified_ns for part in parts),
        parts=tuple(part.path for part in parts),
    )


def packed_size(parts: Sequence[Sighting]) -> int:
    """How large the pages are as one file (see `accession.packing`), which is known before it is made."""
    names = (os.path.basename(part.path).encode("utf-8", "surrogateescape") for part in parts)  # noqa: PTH119
    entries = [(len(name), part.size) for name, part in zip(names, parts, strict=True)]
    entries.append((len(MARK_NAME), len(MARK)))
    return sum(30 + 46 + 2 * name + size for name, size in entries) + 22  # APPNOTE.TXT §4.3.7, §4.3.12, §4.3.16


MARK_NAME: Final = "mimetype"
MARK: Final = SITE
"""The first part of the file that such pages are kept as, as in EPUB (OCF §4.3)."""


def _linked(path: str) -> _Linked:
    try:
        text = Path(path).read_bytes().decode("utf-8", "replace")
    except OSError:
        return _Linked(following=None, has_before=False, leads_to=(), language=None)
    following, has_before, leads_to = None, False, dict[str, None]()
    for tag in _TAG.findall(text):
        said = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag)}
        target = _beside(path, said.get("href", ""))
        relations = said.get("rel", "").lower().split()
        if target is None or "alternate" in relations or "hreflang" in said:
            continue
        if "next" in relations and target != path:
            following = following or target
        elif "prev" in relations or "previous" in relations:
            has_before = has_before or target != path
        leads_to[target] = None
    language = _LANGUAGE.search(text[:5_000])
    return _Linked(
        following=following,
        has_before=has_before,
        leads_to=tuple(leads_to),
        language=language[1].lower() if language else None,
    )


def _beside(path: str, reference: str) -> str | None:
    """The path in the same folder that a reference leads to; None for any other."""
    parts = urlsplit(reference) if len(reference) < 1_000 else None
    if parts is None or parts.scheme or parts.netloc or not parts.path or "\0" in unquote(parts.path):
        return None
    name = posixpath.normpath(unquote(parts.path))
    return posixpath.join(posixpath.dirname(path), name) if "/" not in name and name != ".." else None


def _documents(pages: Mapping[str, _Linked]) -> Iterator[tuple[str, ...]]:
    """The documents that these pages of one folder make, each in its order; a page is in one at the most."""
    used: set[str] = set()
    starts = sorted((p for p, said in pages.items() if said.following and not said.has_before), key=_is_contents)
    for start in starts:
        chain = tuple(_chain(start, pages, used))
        if len(chain) >= _FEWEST:
            used.update(chain)
            yield chain
    for path in sorted(p for p in pages if p not in used and _is_contents(p)[0] == 0):
        own = pages[path]
        led = tuple(p for p in own.leads_to if p in pages and p not in used and p != path)
        if (
            own.language
            and len(led) + 1 >= _FEWEST
            and all(path in pages[p].leads_to and pages[p].language == own.language for p in led)
        ):
            used.update((path, *led))
            yield (path, *led)


def _is_contents(path: str) -> tuple[int, str]:
    """Contents pages before all others."""
    stem = os.path.splitext(os.path.basename(path))[0]  # noqa: PTH119, PTH122
    return (0 if _CONTENTS.fullmatch(stem) else 1), path


def _chain(start: str, pages: Mapping[str, _Linked], used: set[str]) -> Iterator[str]:
    """A page and those that come next, one after the other."""
    met: set[str] = set()
    path: str | None = start
    while path in pages and path not in met and path not in used:
        assert path is not None
        met.add(path)
        yield path
        path = pages[path].following
