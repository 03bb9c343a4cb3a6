"""OPC UA servers, by subscription. asyncua speaks the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from typing import Any

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.node import Node
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256
from asyncua.crypto.uacrypto import CertProperties
from asyncua.ua.uaerrors import UaError

from unison_web.engine.signal import Reading, Value
from unison_web.kit.i18n import _
from unison_web.kit.nearby import SECONDS, Unreachable
from unison_web.modules.signals.service.certificates import der_of, pem_of
from unison_web.modules.signals.service.clients.target import Sink, Target, Untrusted

#: How often the server looks at a value, in milliseconds, and how often we look whether it is there, in seconds.
EVERY, ALIVE = 500, 2.0
DEEPEST, MOST = 6, 2000


async def listen(target: Target, sink: Sink) -> None:
    """The values there are now come first, then each change, with the server's own time."""
    async with _client(target) as client:
        nodes = await _nodes(client, target)
        if not nodes:
            raise Unreachable(_("The server has no variables to listen to"))
        handler = _Handler()
        subscription = await client.create_subscription(EVERY, handler)
        await subscription.subscribe_data_change(nodes)
        await sink.connected()
        while True:
            await _pour(handler, sink)
            await client.check_connection()


async def ask(target: Target) -> str:
    async with asyncio.timeout(2 * SECONDS), _client(target) as client:
        nodes = await _nodes(client, target)
        for node in nodes[:50]:
            await node.read_data_value(raise_on_bad_status=False)
    return _("The server answers. {n} variables can be listened to").format(n=len(nodes))


class _Handler:
    """Called by asyncua with each change."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[Reading] = asyncio.Queue()

    def datachange_notification(self, node: Node, _value: Any, data: Any) -> None:
        said = data.monitored_item.Value
        self.waiting.put_nowait(reading(node.nodeid.to_string(), said))

    def status_change_notification(self, status: Any) -> None:
        """A subscription that ended is found by looking whether the server is there."""


def reading(name: str, said: Any) -> Reading:
    at = said.SourceTimestamp or said.ServerTimestamp
    good = said.StatusCode is None or said.StatusCode.is_good()
    return Reading(name, at.replace(tzinfo=UTC) if at else None, _plain(said.Value) if good else None)


def _plain(variant: Any) -> Value:
    value = variant.Value if variant is not None else None
    if isinstance(value, ua.LocalizedText):
        return value.Text
    return value if isinstance(value, bool | int | float | str) else None


async def _pour(handler: _Handler, sink: Sink) -> None:
    """What came, together; or that the server is still there."""
    try:
        found = [await asyncio.wait_for(handler.waiting.get(), ALIVE)]
    except TimeoutError:
        await sink.connected()
        return
    while not handler.waiting.empty() and len(found) < MOST:
        found.append(handler.waiting.get_nowait())
    await sink.put(found)


async def _nodes(client: Client, target: Target) -> list[Node]:
    if target.topics:
        return [client.get_node(name) for name in target.topics]
    return await _variables(client.nodes.objects, 0)


async def _variables(node: Node, depth: int) -> list[Node]:
    """What the server's own makers put below Objects; its diagnostics (namespace 0) are nobody's machine."""
    found: list[Node] = []
    for child in await node.get_children() if depth < DEEPEST else []:
        if child.nodeid.NamespaceIndex == 0 or len(found) >= MOST:
            continue
        if await child.read_node_class() == ua.NodeClass.Variable:
            found.append(child)
        else:
            found += await _variables(child, depth + 1)
    return found[:MOST]


@asynccontextmanager
async def _client(target: Target) -> AsyncIterator[Client]:
    client = Client(f"opc.tcp://{target.netloc}{target.path}", timeout=SECONDS)
    client.name, client.application_uri = "Unison", target.application
    if target.user:
        client.set_user(target.user)
        client.set_password(target.password)
    try:
        if target.tls:
            await _secure(client, target)
        async with client:
            yield client
    except (OSError, TimeoutError, ConnectionError) as error:
        raise Unreachable(_("Nothing answers at {host}").format(host=f"{target.host}:{target.port}")) from error
    except UaError as error:
        raise Unreachable(_in_words(target, error)) from error


async def _secure(client: Client, target: Target) -> None:
    """Signed and encrypted, to exactly the server whose certificate somebody has compared."""
    if not target.certificate or not target.own_key:
        raise Unreachable(_("Make a certificate of ours first, and let the server trust it"))
    theirs = await _theirs(client)
    if not target.trusted:
        raise Untrusted(_("Nobody has trusted the certificate of this server yet. Compare it"), pem_of(theirs))
    if der_of(target.trusted) != theirs:
        raise Untrusted(_("The server shows another certificate than the one that was trusted"), pem_of(theirs))
    await client.set_security(
        SecurityPolicyBasic256Sha256, CertProperties(der_of(target.certificate), "der"),
        CertProperties(target.own_key.encode(), "pem"), server_certificate=CertProperties(theirs, "der"),
        mode=ua.MessageSecurityMode.SignAndEncrypt,
    )  # fmt: skip


async def _theirs(client: Client) -> bytes:
    """What the server shows where it signs and encrypts."""
    for offered in await client.connect_and_get_server_endpoints():
        encrypts = offered.SecurityMode == ua.MessageSecurityMode.SignAndEncrypt
        if encrypts and offered.SecurityPolicyUri == SecurityPolicyBasic256Sha256.URI and offered.ServerCertificate:
            return bytes(offered.ServerCertificate)
    raise Unreachable(_("The server offers no connection that is signed and encrypted with Basic256Sha256"))


def _in_words(target: Target, error: Exception) -> str:
    said = type(error).__name__
    if said in (
        "BadSecurityChecksFailed",
        "BadCertificateUntrusted",
        "BadCertificateUriInvalid",
        "BadCertificateInvalid",
    ):
        return _("The server does not trust our certificate yet. Put it on its trust list")
    if said in ("BadIdentityTokenInvalid", "BadIdentityTokenRejected", "BadUserAccessDenied"):
        return _("The server does not let us in: user name or password")
    if said in ("BadNodeIdUnknown", "BadNodeIdInvalid", "UaStringParsingError"):
        return _("The server does not know one of the nodes that are named here")
    return _("The connection to {host} broke off").format(host=target.host)
