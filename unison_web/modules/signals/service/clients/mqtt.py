"""MQTT brokers: plain messages, and Sparkplug B on the same wire. aiomqtt speaks the protocol."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiomqtt

from unison_web.engine import plain_mqtt, sparkplug
from unison_web.kit import clock
from unison_web.kit.i18n import _
from unison_web.kit.nearby import SECONDS, Unreachable, trusting
from unison_web.modules.signals.service.clients.target import Sink, Target

#: What is more than this waits for nobody: it would fill the memory while the database is away.
KEEP_ALIVE, WAITING = 30, 100_000


async def listen(target: Target, sink: Sink) -> None:
    """A session the broker keeps: what is published while nobody listens comes afterwards, at least once."""
    async with _client(target, f"unison-{target.key}", clean=False) as client:
        for topic in target.topics:
            await client.subscribe(topic, qos=1)
        await sink.connected()
        async for message in client.messages:
            await sink.put(plain_mqtt.readings(str(message.topic), _bytes(message.payload)))


async def listen_sparkplug(target: Target, sink: Sink) -> None:
    """As a host application. Who was born before we listened is asked to say everything again."""
    host = sparkplug.Host()
    async with _client(target, f"unison-{target.key}", clean=True) as client:
        for group in target.topics or ("+",):
            await client.subscribe(f"{sparkplug.ROOT}/{group}/#", qos=1)
        await sink.connected()
        async for message in client.messages:
            said = host.hear(str(message.topic), _bytes(message.payload))
            if said.ask:
                group, node = said.ask
                order = sparkplug.rebirth(clock.now())
                await client.publish(f"{sparkplug.ROOT}/{group}/NCMD/{node}", order, qos=0)
            if said.readings:
                await sink.put(said.readings)


async def ask(target: Target) -> str:
    """Connects as somebody else, so that the one who listens is not thrown out."""
    async with asyncio.timeout(SECONDS):
        async with _client(target, f"unison-test-{target.key}", clean=True) as client:
            topics = target.topics or ("spBv1.0/#",)
            await client.subscribe(topics[0], qos=0)
    return _("The broker answers and lets Unison listen")


@asynccontextmanager
async def _client(target: Target, name: str, *, clean: bool) -> AsyncIterator[aiomqtt.Client]:
    try:
        async with aiomqtt.Client(
            target.address, target.port, username=target.user or None, password=target.password or None,
            identifier=name, clean_session=clean, keepalive=KEEP_ALIVE, timeout=SECONDS,
            tls_context=_tls(target), max_queued_incoming_messages=WAITING,
        ) as client:  # fmt: skip
            yield client
    except aiomqtt.MqttError as error:
        raise Unreachable(_in_words(target, error)) from error


def _tls(target: Target) -> ssl.SSLContext | None:
    return trusting(target.host, target.authority, target.certificate, target.own_key) if target.tls else None


def _in_words(target: Target, error: aiomqtt.MqttError) -> str:
    said = str(error)
    code = getattr(error, "rc", None)
    if "Not authorized" in said or "Bad user name" in said or str(code) in ("4", "5"):
        return _("The broker does not let us in: user name or password")
    if "certificate" in said.lower():
        return _("The certificate of {host} is not valid").format(host=target.host)
    if "refused" in said.lower() or "timed out" in said.lower():
        return _("Nothing answers at {host}").format(host=f"{target.host}:{target.port}")
    return _("The connection to {host} broke off").format(host=target.host)


def _bytes(payload: object) -> bytes:
    if isinstance(payload, bytes | bytearray):
        return bytes(payload)
    return str("" if payload is None else payload).encode()
