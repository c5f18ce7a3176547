"""`GET /api/v1/dump.jsonl.gz`: every record, one a line (JSON Lines, gzip), for whoever would otherwise crawl.

It is written while it is sent, from the catalogue as it is then: nothing is prepared, so nothing is out of date. A line
has the edition as it is kept, with each statement's evidence, its work, its address and its files.
"""

import zlib
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.record.public import unsigned
from dragoman.store.harvest import Harvest
from dragoman.store.library import Library
from dragoman.store.model import RecordHead
from dragoman.surfaces.entries import entry_of

AT_ONCE: Final = 200
"""Records that are read together: so many are in memory, however many there are."""
_GZIP: Final = 31  # zlib's window bits, with the head and foot of gzip (RFC 1952)
_LEVEL: Final = 5


async def dump(request: Request) -> Response:
    """All records, as they are now."""
    library: Library = request.app.state.library
    headers = {
        "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": 'attachment; filename="records.jsonl.gz"',
    }
    return StreamingResponse(_compressed(library.harvest), headers=headers, media_type="application/gzip")


def _compressed(harvest: Harvest) -> Iterator[bytes]:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for lines in _lines(harvest):
        yield packer.compress(lines)
    yield packer.flush()


def _lines(harvest: Harvest) -> Iterator[bytes]:
    after = ""
    while heads := harvest.by_id(after=after, limit=AT_ONCE):
        after = heads[-1].id
        yield b"".join(msgspec.json.encode(said) + b"\n" for head in heads if (said := _said(head)))


def _said(head: RecordHead) -> dict[str, Any] | None:
    """A record's line; None for one that went meanwhile."""
    expression = head.work.expression(head.id) if head.work else None
    if head.work is None or expression is None:
        return None
    entry = entry_of(head.work, expression)
    return {
        "id": head.id,
        "url": entry.url,
        "datestamp": head.datestamp,
        "work": {"id": head.work_id, "original_language": entry.original_language},
        "translations": [{"id": other.id, "language": other.language.value} for other in entry.siblings],
        "files": [
            {"url": entry.places.file(file), "media_type": file.media_type, "size": file.size, "sha512": file.item}
            for file in entry.files
        ],
        "edition": unsigned(expression),
    }
