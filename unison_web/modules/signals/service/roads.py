"""From a connection to the client that goes its road, with the address judged and the password opened."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from unison_web.kit.i18n import _
from unison_web.kit.nearby import Nearby, Unreachable
from unison_web.kit.vault import Unreadable, Vault
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.schemas import TestedOut
from unison_web.modules.signals.service.certificates import application, shown
from unison_web.modules.signals.service.clients.target import Sink, Target, Untrusted, default_port
from unison_web.modules.signals.service.connections import about

CLIENTS = {
    "mqtt": ("mqtt", "listen"), "sparkplug": ("mqtt", "listen_sparkplug"), "opcua": ("opcua", "listen"),
    "mtconnect": ("mtconnect", "listen"),
}  # fmt: skip


async def target(nearby: Nearby, vault: Vault, connection: Connection) -> Target:
    """Raises Unreachable."""
    parts = urlsplit(connection.address)
    host, tls = parts.hostname or "", connection.tls or parts.scheme == "mqtts"
    address = await nearby.judged(host)
    port = parts.port or default_port(parts.scheme.removesuffix("s") if tls else parts.scheme, tls=tls)
    try:
        password = vault.open(connection.secret_sealed, about(connection.id)) if connection.secret_sealed else ""
        key = vault.open(connection.own_key_sealed, about(connection.id)) if connection.own_key_sealed else ""
    except Unreadable as error:
        raise Unreachable(_("The password cannot be read any more. Enter it again")) from error
    return Target(
        connection.id.hex, connection.name, connection.address, host, port, str(address),
        tuple(connection.topics.splitlines()), connection.user_name, password, tls, connection.authority,
        connection.own_certificate, key, connection.trusted, application(connection),
    )  # fmt: skip


def listener(kind: str) -> Callable[[Target, Sink], Awaitable[None]]:
    module, name = CLIENTS[kind]
    found: Any = getattr(_client(module), name)
    return found  # type: ignore[no-any-return]


async def test(nearby: Nearby, vault: Vault, connection: Connection) -> TestedOut:
    """Asks once, outside of any transaction."""
    began, seen = time.monotonic(), ""
    try:
        words, works = await _client(CLIENTS[connection.kind][0]).ask(await target(nearby, vault, connection)), True
    except Untrusted as error:
        words, works, seen = str(error), False, error.certificate
    except Unreachable as error:
        words, works = str(error), False
    except TimeoutError:
        words, works = _("{host} did not answer in time").format(host=connection.address), False
    took = Decimal(round((time.monotonic() - began) * 100)) / 100
    return TestedOut(connection.name, connection.id, works, words, took, shown(seen))


def _client(module: str) -> Any:
    return import_module(f"unison_web.modules.signals.service.clients.{module}")
