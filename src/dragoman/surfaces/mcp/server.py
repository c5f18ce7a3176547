"""The tools as a server of the official SDK, over stdio and as a function that answers HTTP requests.

Imported when an assistant first asks: the SDK takes most of a second to load.
"""

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Annotated, Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver import Image
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.types import Receive, Scope, Send

from dragoman.document.isolation import Failure
from dragoman.errors import DragomanError
from dragoman.pipeline.drawing import PAGE_WIDTHS, Pictures
from dragoman.search.index import SearchIndex
from dragoman.store.library import Library
from dragoman.surfaces import addresses
from dragoman.surfaces.mcp.tools import EditionId, PageNumber, Tools

INSTRUCTIONS: Final = (
    "A library of publications in several languages. Search it, read sections and pages, and cite what you use: every "
    "answer has a source with its page and address. A question may be asked in any language; editions of a work in "
    "other languages are listed by `editions`."
)
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_OPEN: Final = TransportSecuritySettings(enable_dns_rebinding_protection=False)
"""Any host and origin may ask: what is answered is what everybody may read, and nothing can be changed."""

Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


def create_server(library: Library, index: SearchIndex, name: str) -> MCPServer[Any]:
    """The library's tools."""
    tools = Tools(library, index)
    pictures = Pictures.of(library)
    server: MCPServer[Any] = MCPServer(name, instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in (
        tools.search,
        tools.record,
        tools.editions,
        tools.contents,
        tools.section_text,
        tools.page_text,
        tools.cite_edition,
    ):
        server.add_tool(_told(tool), annotations=_READS, structured_output=True)

    async def page_picture(
        edition: EditionId,
        page: PageNumber,
        width: Annotated[int, Field(description=f"Pixels: {', '.join(map(str, PAGE_WIDTHS))}.")] = PAGE_WIDTHS[1],
    ) -> list[Any]:
        """The picture of a page: to check a quotation, or to see a table or figure."""
        try:
            file, source = tools.pictured(edition, page)
            nearest = min(PAGE_WIDTHS, key=lambda each: abs(each - width))
            picture = await pictures.page(file.item, page, nearest)
        except DragomanError as error:
            raise ToolError(f"{error.message} {error.remedy}") from error
        if isinstance(picture, Failure):
            raise ToolError(f"{picture.message} {picture.remedy}")
        return [Image(data=picture.webp, format="webp"), source.cite]

    server.add_tool(page_picture, annotations=_READS, structured_output=False)
    return server


def _told(tool: Callable[..., Any]) -> Callable[..., Any]:
    """The tool, whose errors an assistant can read and act on."""

    @wraps(tool)
    def answered(*args: object, **named: object) -> object:
        try:
            return tool(*args, **named)
        except DragomanError as error:
            raise ToolError(f"{error.message} {error.remedy}") from error

    return answered


def serving(library: Library, index: SearchIndex, name: str) -> Asgi:
    """Answers requests over HTTP, each by itself, without sessions."""
    server = create_server(library, index, name)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        app = server.streamable_http_app(
            streamable_http_path=addresses.MCP, stateless_http=True, json_response=True, transport_security=_OPEN
        )
        async with server.session_manager.run():
            await app(scope, receive, send)

    return serve


def run_stdio(library: Library, index: SearchIndex, name: str) -> None:
    """Answers on standard input and output until the input ends."""
    logging.getLogger("mcp").setLevel(logging.WARNING)
    create_server(library, index, name).run("stdio")
