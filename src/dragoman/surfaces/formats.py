"""Which format somebody wants: by `?format=`, by `Accept` (RFC 9110 §12.5.1), checked; and answers in it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.formats import BY_NAME, FORMATS, Format


class FormatUnknown(UsageError):
    """Nothing of what is asked for can be given; it says what can."""


HTML: Final = ("text/html", "application/xhtml+xml")
_ALIASES: Final[Mapping[str, str]] = {
    "application/marcxml+xml": "marc-xml",
    "application/vnd.schemaorg.ld+json": "schema-org",
    "text/x-bibtex": "bibtex",
    "application/vnd.citationstyles.csl+json": "csl-json",
    "text/xml": "oai-dc",
}
_BY_TYPE: Final[Mapping[str, Format]] = {
    **{each.media_type: each for each in reversed(FORMATS)},
    **{media_type: BY_NAME[name] for media_type, name in _ALIASES.items()},
}
_QUALITY: Final = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def named(name: str) -> Format:
    """The format that an address names; errors: format-unknown, with the list."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise _unknown(f"format={name[:40]!r} is not known.") from None


def wanted(request: Request) -> Format | None:
    """The format that a request asks for; None for the page itself. Errors: format-unknown."""
    if name := request.query_params.get("format"):
        return named(name)
    accepted = request.headers.get("accept")
    return preferred(accepted) if accepted else None


def preferred(accepted: str) -> Format | None:
    """What `Accept` likes best; None for HTML, which is given too where anything will do."""
    ranked = sorted(_ranges(accepted), key=lambda each: -each[1])
    for media_type, quality in ranked:
        if quality == 0:
            continue
        if media_type in HTML or media_type in {"*/*", "text/*"}:
            return None
        if media_type in _BY_TYPE:
            return _BY_TYPE[media_type]
    raise _unknown("Nothing of what is accepted can be given.")


def _ranges(accepted: str) -> list[tuple[str, float]]:
    ranges = []
    for part in accepted.split(","):
        media_type, *parameters = part.split(";")
        quality = next((float(q[1]) for p in parameters if (q := _QUALITY.fullmatch(p.strip()))), 1.0)
        ranges.append((media_type.strip().lower(), quality))
    return ranges


def answer(entries: Sequence[Entry], chosen: Format, *, name: str, headers: Mapping[str, str]) -> Response:
    """Records as a file that a browser shows or keeps under `name`."""
    sent = {
        "Content-Disposition": f'inline; filename="{name}.{chosen.suffix}"',
        "Access-Control-Allow-Origin": "*",
        **headers,
    }
    return Response(chosen.write(entries), headers=sent, media_type=_charset(chosen.media_type))


def _charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _unknown(said: str) -> FormatUnknown:
    known = ", ".join(f"{each.name} ({each.media_type})" for each in FORMATS)
    return FormatUnknown("format-unknown", said, f"Use one of {known}.")
