"""Who is at the other end of the line. A header is believed only from a proxy that the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from unison_web.kit.web.requests import WebRequest


def peer(request: WebRequest, trusted: Sequence[str]) -> str:
    """The address that counts for limits: the connection's own, or the last one before the trusted proxies."""
    address = request.client.host if request.client else "unknown"
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    while hops and is_trusted(address, trusted):
        address = hops.pop()
    return address


def is_trusted(address: str, trusted: Sequence[str]) -> bool:
    """Whether ``address`` lies in one of the named networks; what is no address never does."""
    try:
        here = ip_address(address)
        return any(here in ip_network(network, strict=False) for network in trusted)
    except ValueError:
        return False
