"""The files themselves, as their bytes were taken in: whole or by ranges (RFC 9110 §14), kept by caches for good."""

import os
import re
import unicodedata
from pathlib import Path
from typing import Final
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Scope

from dragoman.accession.model import PDF
from dragoman.errors import LibraryError, NotHere
from dragoman.store.model import HeldItem
from dragoman.surfaces.freshness import is_fresh

_RANGES: Final = re.compile(r"bytes=\s*(?:\d{1,18}-\d{0,18}|-\d{1,18})(?:\s*,\s*(?:\d{1,18}-\d{0,18}|-\d{1,18}))*\s*")
_SHOWN: Final = frozenset({PDF})
"""Types that a browser may show; anything else could carry a script and is handed over to be saved."""


async def item_file(request: Request) -> Response:
    """The bytes of an item under the name that it came under (RFC 6266; RFC 8187 for names beyond ASCII)."""
    held: HeldItem | None = request.app.state.site.library.catalogue.item(request.path_params["digest"])
    if held is None:
        raise NotHere("file-not-here", f"No file {request.path_params['digest'][:16]} is kept here.", "Search for it.")
    headers = {
        "ETag": f'"{held.digest}"',
        "Content-Type": held.media_type,  # here, because Starlette would declare texts to be UTF-8
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Disposition": disposition(held.file_name, shown=held.media_type in _SHOWN),
        "Content-Security-Policy": "frame-ancestors 'none'" if held.media_type in _SHOWN else "sandbox",
    }
    if is_fresh(request.headers, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return await _bytes(held, headers, request.scope)


async def _bytes(held: HeldItem, headers: dict[str, str], scope: Scope) -> Response:
    try:
        status = await to_thread.run_sync(_status, held.path)
    except OSError as error:
        raise LibraryError("file-unreadable", f"{held.file_name}: {error.strerror}", "Run: dragoman check") from error
    _ignore_unknown_ranges(scope)
    return FileResponse(held.path, headers=headers, stat_result=status)


def _status(path: str) -> os.stat_result:
    """Opened, not only looked at: a file that may not be read must be found out before the first byte is promised."""
    with Path(path).open("rb") as opened:
        return os.fstat(opened.fileno())


def _ignore_unknown_ranges(scope: Scope) -> None:
    """RFC 9110 §14.2: a range in another unit, or one that is not well formed, is as good as none."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"range" or _is_understood(value)]
    scope["headers"] = kept


def _is_understood(value: bytes) -> bool:
    text = value.decode("latin-1")
    spans = re.findall(r"(\d+)-(\d+)", text)
    return bool(_RANGES.fullmatch(text)) and all(int(first) <= int(last) for first, last in spans)


def disposition(file_name: str, *, shown: bool) -> str:
    """The header that names the file; characters that could mislead (controls, bidi overrides) are left out."""
    name = "".join(c for c in file_name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}) or "file"
    kind = "inline" if shown else "attachment"
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    stem = plain.strip(" ._-") or "file"
    extended = f"; filename*=UTF-8''{quote(name, safe='')}" if stem != name else ""
    return f'{kind}; filename="{stem}"{extended}'
