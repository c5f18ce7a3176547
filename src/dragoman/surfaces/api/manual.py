"""How to read the API: the OpenAPI document, and a page made from it, in plain HTML without scripts."""

import gzip
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from dragoman.surfaces import addresses
from dragoman.surfaces.api.openapi import TAGS, document
from dragoman.surfaces.freshness import entity_tag, is_fresh
from dragoman.surfaces.rendered import Rendered, respond

_STYLE: Final = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 54rem; margin: 0 auto; padding: 1rem;
  color: #1b1b1b; background: #fff }
code, pre { font: .9rem/1.4 ui-monospace, monospace }
pre { background: #f3f3f3; padding: .75rem; overflow-x: auto }
h3 { margin: 2.5rem 0 .5rem; border-top: 1px solid #767676; padding-top: 1rem; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ccc }
a { color: #0b57a4 }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616 } pre { background: #262626 } a { color: #8ec7ff }
}
"""
_PAGE: Final = Markup("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>API of the library</title><link rel="stylesheet" href="{style}"/>
<link rel="service-desc" type="application/vnd.oai.openapi+json;version=3.1" href="{openapi}"/></head>
<body><main><h1>API of the library</h1><p>{about}</p>
<p>For programs: <a href="{openapi}">openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Addresses"><ul>{contents}</ul></nav>{body}</main></body></html>
""")
_TAG: Final = Markup("<h2>{}</h2><p>{}</p>")
_ENTRY: Final = Markup('<li><a href="#{}"><code>GET {}</code></a>: {}</li>')
_OPERATION: Final = Markup('<section><h3 id="{}"><code>GET {}</code></h3><p>{}</p>{}{}</section>')
_TABLE: Final = Markup(
    "<table><thead><tr><th>Parameter</th><th>What it is</th><th>Example</th></tr></thead><tbody>{}</tbody></table>"
)
_ROW: Final = Markup("<tr><td><code>{}</code></td><td>{}</td><td><code>{}</code></td></tr>")
_EXAMPLE: Final = Markup("<details><summary>Example</summary><pre>{}</pre></details>")


async def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return _sent(request, _document(_server()), "application/json")


async def page(request: Request) -> Response:
    """The page."""
    return _sent(request, _page(_server()), "text/html; charset=utf-8")


async def style(request: Request) -> Response:
    """How the page looks."""
    return _sent(request, Rendered.of(_STYLE), "text/css; charset=utf-8")


def _server() -> str:
    return addresses.absolute(addresses.api("/")).removesuffix("/") or "/"


def _sent(request: Request, rendered: Rendered, media_type: str) -> Response:
    tag = entity_tag(request.app.state.version, _server(), request.url.path)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Type": media_type}
    if is_fresh(request.headers, tag):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return respond(request, rendered, headers)


@cache
def _document(server: str) -> Rendered:
    plain = msgspec.json.encode(document(server))
    return Rendered(plain, gzip.compress(plain, mtime=0))


@cache
def _page(server: str) -> Rendered:
    said = document(server)
    operations = [(path, given["get"]) for path, given in said["paths"].items()]
    return Rendered.of(
        _PAGE.format(
            style=f"{server}{addresses.API_STYLE}",
            openapi=f"{server}{addresses.API_OPENAPI}",
            about=said["info"]["description"],
            contents=Markup().join(
                _ENTRY.format(each["operationId"], path, each["summary"]) for path, each in operations
            ),
            body=Markup().join(_sections(operations)),
        )
    )


def _sections(operations: list[tuple[str, dict[str, Any]]]) -> Iterator[Markup]:
    for tag, says in TAGS.items():
        yield _TAG.format(tag.capitalize(), says)
        for path, each in operations:
            if tag in each["tags"]:
                rows = Markup().join(
                    _ROW.format(one["name"], one["description"], _typed(one["example"])) for one in each["parameters"]
                )
                table = _TABLE.format(rows) if rows else ""
                yield _OPERATION.format(each["operationId"], path, each["description"], table, _example(each))


def _example(operation: dict[str, Any]) -> Markup:
    given = operation["responses"]["200"]["content"].get("application/json", {}).get("example")
    if given is None:
        return Markup("")
    return _EXAMPLE.format(msgspec.json.format(msgspec.json.encode(given), indent=2).decode())


def _typed(example: str | int | list[str]) -> str:
    """An example as it stands in an address."""
    return ",".join(example) if isinstance(example, list) else str(example)
