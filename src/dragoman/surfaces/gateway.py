"""Where requests come in: who asks, at which address, and which surface answers.

In: a request as the server has it, perhaps handed on by proxies. Out: the same with the reader's address as its client
and its path as the surfaces know it (without the sub-path that the library is mounted at), while the base of all
addresses is that of `public_url`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.config import Network, SiteSettings
from dragoman.surfaces import addresses
from dragoman.surfaces.limits import Allowance

WAIT: Final = "dragoman.wait"
"""Where a request says how many seconds its reader has to wait; each surface answers that in its own way."""

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Surfaces:
    """The surfaces as one application; none knows another. The first whose path the address begins with answers."""

    settings: SiteSettings
    pages: ASGIApp
    others: tuple[tuple[str, ASGIApp], ...]
    allowance: Allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request by its address."""
        base = base_of(scope, self.settings)
        path = addresses.inside(scope["path"], base.mount)
        headers = scope["headers"]
        client = reader(scope, headers, self.settings)
        wait = self.allowance.wait(path, client)
        seen = {**scope, "path": path, "raw_path": None, "client": client, WAIT: wait}
        app = next((app for start, app in self.others if path.startswith(start)), self.pages)
        with addresses.based(base):
            await app(seen, receive, send)


def base_of(scope: Scope, settings: SiteSettings) -> addresses.Base:
    """The base that the settings say, else the one that the request was sent to."""
    if settings.public_url:
        return addresses.Base.of(settings.public_url)
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), None)
    if host is None:
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return addresses.Base(origin=f"{scope.get('scheme', 'http')}://{host}")


def reader(scope: Scope, headers: Iterable[tuple[bytes, bytes]], settings: SiteSettings) -> tuple[str, int] | None:
    """Who asks: the last address in `X-Forwarded-For` that is no trusted proxy's, if a trusted proxy hands it on.

    What stands before that one is what the reader's side claims, and is not believed.
    """
    peer = scope.get("client")
    if peer is None or not _is_trusted(peer[0], settings.trusted_proxies):
        return peer
    told = b",".join(value for name, value in headers if name == b"x-forwarded-for").decode("latin-1")
    nearest = peer[0]
    for each in reversed([part.strip() for part in told.split(",") if part.strip()]):
        if _address(each) is None:
            break
        nearest = each
        if not _is_trusted(each, settings.trusted_proxies):
            break
    return nearest, 0


def _is_trusted(text: str, proxies: tuple[Network, ...]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in proxies)


def _address(text: str) -> Address | None:
    """An address as proxies write it; one of IPv4 inside IPv6 counts as IPv4."""
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
