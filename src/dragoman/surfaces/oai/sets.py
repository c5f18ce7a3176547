"""Sets: the editions in one language, of one kind, of one year. A set's name holds any value, in the letters that the
protocol allows (OAI-PMH 2.0 §2.6); sets are flat, so that each is one range of one index.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from dragoman.errors import UsageError
from dragoman.store.model import Filters, Holdings, RecordHead
from dragoman.surfaces.presentation import DEFAULT_TAG, interfaces
from dragoman.vocabulary.publication_kinds import kind_of

_PLAIN: Final = re.compile(rb"[A-Za-z0-9-]")
_ESCAPE: Final = re.compile(r"~([0-9a-f]{2})")
_SPEC: Final = re.compile(r"(language|type|year)\.((?:[A-Za-z0-9-]|~[0-9a-f]{2})+)")


class Set(NamedTuple):
    """A set as harvesters see it."""

    spec: str
    name: str


def sets(holdings: Holdings) -> Iterator[Set]:
    """All sets that have editions."""
    english = interfaces()[DEFAULT_TAG]
    for tag, _ in holdings.languages:
        yield Set(_spec("language", tag), f"Language: {english.language(tag)}")
    for kind, _ in holdings.resource_types:
        yield Set(_spec("type", kind), f"Type: {kind_of(kind).english}")
    for year, _ in holdings.years:
        yield Set(_spec("year", str(year)), f"Year: {year}")


def specs_of(head: RecordHead) -> Iterator[str]:
    """The sets that a record is in, also after it was deleted."""
    yield _spec("language", head.language)
    if head.resource_type is not None:
        yield _spec("type", head.resource_type)
    if head.year is not None:
        yield _spec("year", str(head.year))


def filters_of(spec: str | None) -> Filters:
    """What a set's name means; a name that no set can have is an error (badArgument)."""
    if spec is None:
        return Filters()
    found = _SPEC.fullmatch(spec)
    try:
        value = _ESCAPE.sub(lambda e: chr(int(e[1], 16)), found[2]).encode("latin-1").decode() if found else ""
        if found and found[1] == "year":
            return Filters(year=int(value))
    except ValueError:
        found = None
    if not found or "\0" in value:
        raise UsageError("badArgument", f"set={spec[:60]!r} is no set here.", "ListSets names them all.")
    return Filters(language=value) if found[1] == "language" else Filters(resource_type=value)


def _spec(kind: str, value: str) -> str:
    letters = (bytes([byte]) for byte in value.encode("utf-8", "replace"))
    return f"{kind}." + "".join(b.decode("ascii") if _PLAIN.fullmatch(b) else f"~{b[0]:02x}" for b in letters)
