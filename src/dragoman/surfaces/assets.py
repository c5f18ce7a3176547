"""Files that pages link to, under names that change with their content, so that a browser keeps them for good.

In: files of a surface's `static/`, the settings. Out: `Asset`s. Every style sheet begins with `house.css`, which the
readers' pages and the office's share.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.config import Colours
from dragoman.surfaces import colours
from dragoman.surfaces.rendered import Rendered, respond

CSS: Final = "text/css; charset=utf-8"
SCRIPT: Final = "text/javascript; charset=utf-8"
LOGO_TYPES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
FOR_GOOD: Final = "public, max-age=31536000, immutable"
SHARED: Final = files("dragoman.surfaces") / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages link to, under a name that changes with its content."""

    name: str
    media_type: str
    body: Rendered


def style(source: Traversable, chosen: Colours) -> Asset:
    """A style sheet over the house's, with the organisation's colours."""
    text = SHARED.joinpath("house.css").read_text("utf-8") + source.read_text("utf-8") + colours.style(chosen)
    return _named(source.name, CSS, text)


def file(source: Traversable, media_type: str) -> Asset:
    """A script or a style sheet as it stands."""
    return _named(source.name, media_type, source.read_text("utf-8"))


def logo(source: Path | None) -> Asset | None:
    """The organisation's picture. As SVG it may not run or load anything: the policy of all answers sees to that."""
    if source is None:
        return None
    data = source.read_bytes()
    name = f"logo.{hashlib.blake2b(data, digest_size=5).hexdigest()}{source.suffix.lower()}"
    return Asset(name=name, media_type=LOGO_TYPES[source.suffix.lower()], body=Rendered(data, gzip.compress(data, 6)))


def answered(request: Request, assets: Iterable[Asset | None]) -> Response:
    """The one that the request names."""
    for asset in assets:
        if asset and request.path_params["name"] == asset.name:
            return respond(request, asset.body, {"Content-Type": asset.media_type, "Cache-Control": FOR_GOOD})
    raise HTTPException(404)


def _named(name: str, media_type: str, text: str) -> Asset:
    """Without comments and spaces."""
    stem, _, suffix = name.partition(".")
    digest = hashlib.blake2b(text.encode(), digest_size=5).hexdigest()
    squeezed = re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()
    if suffix == "css":
        squeezed = re.sub(r"\s*([{};,])\s*|(?<=:) +", r"\1", squeezed)
    return Asset(name=f"{stem}.{digest}.{suffix}", media_type=media_type, body=Rendered.of(squeezed))
