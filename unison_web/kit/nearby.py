"""Asking a machine, a broker or an agent in the plant's own network.

``kit.outside`` reaches the public internet only; machines stand where it never goes. So the other way round: nothing
may be asked but what lies in the networks that whoever runs the installation has named (``UNISON_MACHINE_NETWORKS``),
and the machine this runs on while developing. Addresses that give cloud machines their passwords (link-local ones) and
multicast are never asked, whatever was named. The connection goes to the address that was judged, not to the name.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from unison_web.kit.i18n import _
from unison_web.kit.outside import Address

SECONDS = 5.0


class Unreachable(Exception):
    """It may not be asked, or does not answer as it should. Its text is for people."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """``networks`` may be asked; ``loopback`` is this machine itself."""

    networks: Sequence[str] = ()
    loopback: bool = False

    @classmethod
    def of(cls, settings: Any) -> Nearby:
        return cls(settings.machine_networks, loopback=not settings.is_production)

    async def judged(self, host: str) -> Address:
        """The one address of a name that will be asked. Every address of the name has to be allowed."""
        try:
            async with asyncio.timeout(SECONDS):
                found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except TimeoutError as error:
            raise Unreachable(_("{host} did not answer in time").format(host=host)) from error
        except (OSError, UnicodeError) as error:
            raise Unreachable(_("Nobody knows the name {host}").format(host=host)) from error
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(self.allows(address) for address in addresses):
            words = _("{host} lies in no network of machines. Whoever runs Unison has to name it in {setting}")
            raise Unreachable(words.format(host=host, setting="UNISON_MACHINE_NETWORKS"))
        return min(addresses, key=lambda address: address.version)

    def allows(self, address: Address) -> bool:
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            return self.allows(address.ipv4_mapped)
        if address.is_link_local or address.is_multicast or address.is_unspecified:
            return False
        if address.is_loopback and self.loopback:
            return True
        return any(address in ip_network(network, strict=False) for network in self.networks)


class NamedContext(ssl.SSLContext):
    """Connects to an address and checks the certificate of a name."""

    name: str = ""

    def wrap_socket(self, sock: socket.socket, *said: Any, **more: Any) -> ssl.SSLSocket:
        return super().wrap_socket(sock, *said, **{**more, "server_hostname": self.name})


def trusting(name: str, authority: str = "", certificate: str = "", key: str = "") -> ssl.SSLContext:
    """TLS to the server called ``name``: as the system trusts it or, with an ``authority``, by that alone; with a
    ``certificate`` of ours and its key, if the server asks who we are. All in PEM."""
    context = NamedContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority:
        context.load_verify_locations(cadata=authority)
    else:
        context.load_default_certs()
    if certificate and key:
        _show(context, certificate, key)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.name = name
    return context


def _show(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """OpenSSL reads keys from files only: one that nobody else can read, gone at once."""
    with TemporaryDirectory(prefix="unison-tls-") as folder:
        place = Path(folder) / "own.pem"
        place.touch(0o600)
        place.write_text(f"{certificate}\n{key}", encoding="ascii")
        context.load_cert_chain(place)
