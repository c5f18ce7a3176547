"""Which format somebody wants: by `?format=`, by `Accept` (RFC 9110 §12.5.1), checked; and answers in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UsageError
from dragoman.record.crosswalks.entry import Entry
from dragoman.record.crosswalks.formats import BY_NAME, FORMATS, Format
from dragoman.surfaces.asked import TAG
from dragoman.surfaces.citations import USUAL, cite, style_named
from dragoman.surfaces.presentation import DEFAULT_TAG


class FormatUnknown(UsageError):
    """Nothing of what is asked for can be given; it says what can."""


CITATION: Final = "citation"
BIBLIOGRAPHY: Final = "text/x-bibliography"
"""As DOI registration agencies call a formatted citation in content negotiation; `style` and `locale` go with it."""
MOST_CITED: Final = 50
"""References in one answer: a style takes up to fifty milliseconds for each."""
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


def named(name: str, asked: Mapping[str, str]) -> Format:
    """The format that an address names, with what else it says of it; errors: format-unknown, with the list."""
    if name == CITATION:
        return citation(asked)
    try:
        return BY_NAME[name]
    except KeyError:
        raise _unknown(f"format={name[:40]!r} is not known.") from None


def citation(asked: Mapping[str, str]) -> Format:
    """References in a `style` and the language of a `locale`; errors: style-unknown, locale-unknown."""
    style = style_named(asked.get("style") or USUAL.name)
    locale = asked.get("locale") or DEFAULT_TAG
    if not TAG.fullmatch(locale):
        raise UsageError("locale-unknown", f"locale={locale[:40]!r} is none.", "Use a BCP 47 tag such as fr.")
    today = datetime.now(UTC).date()

    def write(entries: Sequence[Entry]) -> bytes:
        cited = cite(entries, style, language=locale, accessed=today)
        return "".join(f"{each.text}\n" for each in cited).encode("utf-8", "replace")

    return Format(
        name=f"{CITATION}-{style.name}-{locale}-{today}",
        label=style.label,
        media_type=BIBLIOGRAPHY,
        suffix="txt",
        write=write,
        most=MOST_CITED,
    )


def wanted(request: Request) -> Format | None:
    """The format that a request asks for; None for the page itself. Errors: format-unknown."""
    if name := request.query_params.get("format"):
        return named(name, request.query_params)
    accepted = request.headers.get("accept")
    return preferred(accepted) if accepted else None


def preferred(accepted: str) -> Format | None:
    """What `Accept` likes best; None for HTML, which is given too where anything will do."""
    ranked = sorted(_ranges(accepted), key=lambda each: -each[1])
    for media_type, quality, parameters in ranked:
        if quality == 0:
            continue
        if media_type in HTML or media_type in {"*/*", "text/*"}:
            return None
        if media_type == BIBLIOGRAPHY:
            return citation(parameters)
        if media_type in _BY_TYPE:
            return _BY_TYPE[media_type]
    raise _unknown("Nothing of what is accepted can be given.")


def _ranges(accepted: str) -> list[tuple[str, float, dict[str, str]]]:
    ranges = []
    for part in accepted.split(","):
        media_type, *parameters = part.split(";")
        quality = next((float(q[1]) for p in parameters if (q := _QUALITY.fullmatch(p.strip()))), 1.0)
        named = {name.strip(): value.strip().strip('"') for name, _, value in (p.partition("=") for p in parameters)}
        ranges.append((media_type.strip().lower(), quality, named))
    return ranges


async def answer(entries: Sequence[Entry], chosen: Format, *, name: str, headers: Mapping[str, str]) -> Response:
    """Records as a file that a browser shows or keeps under `name`; written beside what else is being answered."""
    sent = {
        "Content-Disposition": f'inline; filename="{name}.{chosen.suffix}"',
        "Access-Control-Allow-Origin": "*",
        **headers,
    }
    return Response(
        await run_in_threadpool(chosen.write, entries), headers=sent, media_type=_charset(chosen.media_type)
    )


def _charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _unknown(said: str) -> FormatUnknown:
    known = ", ".join(f"{each.name} ({each.media_type})" for each in FORMATS)
    known = f"{known}, {CITATION} ({BIBLIOGRAPHY}; style=apa; locale=fr)"
    return FormatUnknown("format-unknown", said, f"Use one of {known}.")
