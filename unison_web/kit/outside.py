"""Asking an address that somebody typed in, without letting it point back into our own house.

Only https, only addresses of the public internet, no redirects, little time, little text. The name is looked up once
and the connection goes to exactly the address that was judged, so that a name cannot answer differently the second
time. Never inside a transaction: call it before, or from a job.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import httpx

from unison_web.kit.i18n import _

CONNECT_SECONDS, SECONDS, LARGEST = 3.0, 15.0, 512 * 1024
#: IPv6 addresses that carry another address inside: what they lead to cannot be judged by looking at them.
DISGUISED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))

Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """The address may not be asked, or does not answer as it should. Its text is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    def object(self) -> dict[str, Any]:
        """The JSON object that came; raises Unreachable when it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unreachable(_("The answer is not JSON")) from error
        if not isinstance(found, dict):
            raise Unreachable(_("The answer is not a JSON object"))
        return found


@dataclass(frozen=True, slots=True)
class Outside:
    """``loopback`` lets a server on this machine be asked, without TLS too: for development and the demo. ``inside``
    are private networks that whoever runs the installation allows on purpose."""

    loopback: bool = False
    inside: Sequence[str] = ()

    async def get(self, url: str) -> Answer:
        return await self._ask("GET", url, {})

    async def post(self, url: str, form: Mapping[str, str], *, authorization: str = "") -> Answer:
        return await self._ask("POST", url, {"authorization": authorization} if authorization else {}, form)

    async def send(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """A message of our own making, with its headers."""
        return await self._ask("POST", url, dict(headers), content=content)

    def well_formed(self, url: str) -> str:
        """The host of an address that could be asked. Raises Unreachable in words; asks nobody."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host or port == 0 or any(letter.isspace() or ord(letter) < 32 for letter in url):
            raise Unreachable(_("This is not a complete address: {url}").format(url=url[:200]))
        if parts.username or parts.password or parts.fragment:
            raise Unreachable(_("The address must not contain a user name, a password or a #"))
        if parts.scheme != "https" and not (parts.scheme == "http" and self.loopback):
            raise Unreachable(_("The address must start with https://"))
        return host

    async def judged(self, url: str) -> tuple[str, Address]:
        """Host and the one address to connect to, for conversations of more than one question. Raises Unreachable."""
        host = self.well_formed(url)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                return host, await self._judged(url, host)
        except TimeoutError as error:
            raise Unreachable(_("{host} did not answer in time").format(host=host)) from error

    async def _ask(
        self, method: str, url: str, headers: dict[str, str], form: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:  # fmt: skip
        host = self.well_formed(url)
        try:
            async with asyncio.timeout(SECONDS):
                address = await self._judged(url, host)
                return await _exchange(method, httpx.URL(url), host, address, headers, form, content)
        except TimeoutError as error:
            raise Unreachable(_("{host} did not answer in time").format(host=host)) from error

    async def _judged(self, url: str, host: str) -> Address:
        """The one address that will be asked."""
        addresses = await self.addresses(host)
        if url.lower().startswith("http:") and not all(address.is_loopback for address in addresses):
            raise Unreachable(_("The address must start with https://"))
        return addresses[0]

    async def addresses(self, host: str) -> list[Address]:
        """What a name leads to. Every address of it has to be allowed."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(_("Nobody knows the name {host}").format(host=host)) from error
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(self._allowed(address) for address in addresses):
            raise Unreachable(_("{host} lies in a private network, which Unison does not ask").format(host=host))
        return addresses

    def _allowed(self, address: Address) -> bool:
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            return self._allowed(address.ipv4_mapped)
        if any(address in network for network in DISGUISED):
            return False
        if address.is_loopback:
            return self.loopback
        if any(address in ip_network(network, strict=False) for network in self.inside):
            return True
        return address.is_global and not address.is_multicast and not address.is_reserved


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()


async def _exchange(
    method: str, url: httpx.URL, host: str, address: Address, headers: dict[str, str],
    form: Mapping[str, str] | None, content: bytes | None,
) -> Answer:  # fmt: skip
    """To ``address``, while host header and certificate are those of the name."""
    said = {"host": url.netloc.decode(), "accept": "application/json", "accept-encoding": "identity", **headers}
    limits = httpx.Timeout(SECONDS, connect=CONNECT_SECONDS)
    async with httpx.AsyncClient(verify=trust(), trust_env=False, follow_redirects=False, timeout=limits) as client:
        request = client.build_request(
            method, url.copy_with(host=str(address)), headers=said, data=dict(form) if form is not None else None,
            content=content, extensions={"sni_hostname": host},
        )  # fmt: skip
        try:
            answer = await client.send(request, stream=True)
            try:
                return Answer(answer.status_code, await _read(answer, host))
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            raise Unreachable(in_words(error, host)) from error


async def _read(answer: httpx.Response, host: str) -> bytes:
    if answer.is_redirect:
        raise Unreachable(_("{host} sends us on to another address, which is not followed").format(host=host))
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unreachable(_("{host} answers in a way that was not asked for").format(host=host))
    body = bytearray()
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > LARGEST:
            raise Unreachable(_("{host} answers far more than is expected").format(host=host))
    return bytes(body)


def in_words(error: httpx.HTTPError, host: str) -> str:
    if isinstance(error, httpx.TimeoutException):
        return _("{host} did not answer in time").format(host=host)
    if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
        return _("The certificate of {host} is not valid").format(host=host)
    if isinstance(error, httpx.ConnectError):
        return _("Nothing answers at {host}").format(host=host)
    return _("The connection to {host} broke off").format(host=host)
