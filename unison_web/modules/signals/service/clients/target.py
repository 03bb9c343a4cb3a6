"""Whom a client asks, and where it puts what it hears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from unison_web.engine.signal import Reading
from unison_web.kit.nearby import Unreachable
from unison_web.modules.signals.rules import PORTS


@dataclass(frozen=True, slots=True)
class Target:
    """One connection as a client needs it. ``address`` is the one that was judged; ``host`` is how people call it.
    Certificates and the key are PEM."""

    key: str
    name: str
    url: str
    host: str
    port: int
    address: str
    topics: tuple[str, ...] = ()
    user: str = ""
    password: str = ""
    tls: bool = False
    authority: str = ""
    certificate: str = ""
    own_key: str = ""
    trusted: str = ""
    application: str = "urn:unison"

    @property
    def path(self) -> str:
        return urlsplit(self.url).path.rstrip("/")

    @property
    def netloc(self) -> str:
        """The judged address and the port, as an address is written."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


class Untrusted(Unreachable):
    """The other side shows a certificate that nobody has trusted yet."""

    def __init__(self, words: str, certificate: str) -> None:
        super().__init__(words)
        self.certificate = certificate


class Sink(Protocol):
    async def put(self, readings: list[Reading]) -> None:
        """Takes them; waits while too many wait already."""

    async def connected(self) -> None:
        """The other side answers, even where it has nothing to say."""


def default_port(scheme: str, *, tls: bool) -> int:
    if scheme == "http":
        return 443 if tls else 80
    return PORTS["mqtts" if tls and scheme == "mqtt" else scheme]
