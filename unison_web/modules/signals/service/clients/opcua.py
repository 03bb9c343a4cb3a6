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
from asyncua.ua.uaerrors import UaError

from unison_web.engine.signal import Reading, Value
from unison_web.kit.i18n import _
from unison_web.kit.nearby import SECONDS, Unreachable
from unison_web.modules.signals.service.clients.target import Sink, Target

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
    client.name, client.application_uri = "Unison", "urn:unison"
    if target.user:
        client.set_user(target.user)
        client.set_password(target.password)
    try:
        async with client:
            yield client
    except (OSError, TimeoutError, ConnectionError) as error:
        raise Unreachable(_("Nothing answers at {host}").format(host=f"{target.host}:{target.port}")) from error
    except UaError as error:
        raise Unreachable(_in_words(target, error)) from error


def _in_words(target: Target, error: Exception) -> str:
    said = type(error).__name__
    if said in ("BadIdentityTokenInvalid", "BadIdentityTokenRejected", "BadUserAccessDenied"):
        return _("The server does not let us in: user name or password")
    if said in ("BadNodeIdUnknown", "BadNodeIdInvalid", "UaStringParsingError"):
        return _("The server does not know one of the nodes that are named here")
    return _("The connection to {host} broke off").format(host=target.host)
