"""MTConnect agents: what is now, then what follows, without a gap. httpx asks, defusedxml reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import httpx

from unison_web.engine import mtconnect
from unison_web.engine.mtconnect import NotStreams, Streams
from unison_web.kit.i18n import _
from unison_web.kit.nearby import SECONDS, Unreachable, trusting
from unison_web.modules.signals.service.clients.target import Sink, Target

EVERY, COUNT = 1.0, 1000
LARGEST = 8 * 1024 * 1024
GONE = "OUT_OF_RANGE"


async def listen(target: Target, sink: Sink) -> None:
    """An agent that was started anew counts anew, and one whose buffer went on without us has lost what was between:
    both times what is now is asked for again."""
    async with _client(target) as client:
        now = await _read(client, target, "current", {})
        await sink.put(now.readings)
        while True:
            await sink.connected()
            now = await _following(client, target, sink, now)
            await asyncio.sleep(EVERY)


async def _following(client: httpx.AsyncClient, target: Target, sink: Sink, before: Streams) -> Streams:
    """All there is after ``before``, page by page."""
    while True:
        try:
            found = await _read(client, target, "sample", {"from": before.following, "count": COUNT})
        except NotStreams as error:
            if str(error) != GONE:
                raise Unreachable(_says(target, error)) from error
            found = None
        if found is None or found.instance != before.instance:
            again = await _read(client, target, "current", {})
            await sink.put(again.readings)
            return again
        if found.readings:
            await sink.put(found.readings)
        if found.following <= before.following or not found.readings:
            return found
        before = found


async def ask(target: Target) -> str:
    async with asyncio.timeout(2 * SECONDS), _client(target) as client:
        try:
            found = await _read(client, target, "current", {})
        except NotStreams as error:
            raise Unreachable(_says(target, error)) from error
    return _("The agent answers with {n} values").format(n=len(found.readings))


async def _read(client: httpx.AsyncClient, target: Target, what: str, params: dict[str, int]) -> Streams:
    """Raises NotStreams for what the agent itself refuses, such as a sequence that is gone."""
    device = f"/{quote(target.topics[0], safe='')}" if target.topics else ""
    body = bytearray()
    async with client.stream("GET", f"{target.path}{device}/{what}", params=params) as answer:
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > LARGEST:
                raise Unreachable(_("{host} answers far more than is expected").format(host=target.host))
    try:
        return mtconnect.read(bytes(body))
    except NotStreams as error:
        if what == "current" or str(error) != GONE:
            raise Unreachable(_says(target, error)) from error
        raise


@asynccontextmanager
async def _client(target: Target) -> AsyncIterator[httpx.AsyncClient]:
    scheme = "https" if target.tls else "http"
    host = target.host if target.port in (80, 443) else f"{target.host}:{target.port}"
    verify = trusting(target.host) if target.tls else False
    login = (target.user, target.password) if target.user else None
    try:
        async with httpx.AsyncClient(
            base_url=f"{scheme}://{target.netloc}", headers={"host": host, "accept": "text/xml, application/xml"},
            verify=verify, trust_env=False, follow_redirects=False, timeout=2 * SECONDS, auth=login,
        ) as client:  # fmt: skip
            yield client
    except httpx.ConnectError as error:
        raise Unreachable(_("Nothing answers at {host}").format(host=f"{target.host}:{target.port}")) from error
    except httpx.HTTPError as error:
        raise Unreachable(_("The connection to {host} broke off").format(host=target.host)) from error


def _says(target: Target, error: NotStreams) -> str:
    return _("{host} does not answer as an MTConnect agent: {what}").format(host=target.host, what=str(error)[:80])
