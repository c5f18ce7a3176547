"""What is sent: a page's bytes, plain or compressed as whoever asks understands it (RFC 9110 §12.5.3)."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's bytes, plain and compressed, ready to be sent."""

    plain: bytes
    gzipped: bytes

    @classmethod
    def of(cls, html: str) -> "Rendered":
        """The page as it goes over the wire."""
        plain = html.encode("utf-8", "replace")
        return cls(plain, gzip.compress(plain, 6, mtime=0))

    @property
    def size(self) -> int:
        """What keeping it costs."""
        return len(self.plain) + len(self.gzipped)


def respond(request: Request, page: Rendered, headers: Mapping[str, str], *, status: int = 200) -> Response:
    """The page to who asked, compressed if that is understood."""
    vary = headers.get("Vary", "")
    sent = {**headers, "Vary": f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"}
    body = page.plain
    if len(page.plain) > 500 and takes_gzip(request.headers.get("accept-encoding", "")):
        body, sent["Content-Encoding"] = page.gzipped, "gzip"
    return Response(body, status_code=status, headers=sent, media_type=None if "Content-Type" in sent else "text/html")


def takes_gzip(accepted: str) -> bool:
    """Whether `Accept-Encoding` lets an answer be compressed."""
    return bool(re.search(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", accepted))


def code_version(settings: str, *folders: Traversable) -> str:
    """A digest of what answers follow from besides the library: settings, these folders, and what surfaces share."""
    digest = hashlib.blake2b(settings.encode(), digest_size=8)
    shared = files("dragoman.surfaces")
    for folder in (*folders, shared, shared / "static", shared / "locales"):
        for source in sorted(folder.iterdir(), key=_name):
            if source.is_file():
                digest.update(source.read_bytes())
    return digest.hexdigest()


def _name(source: Traversable) -> str:
    return source.name
