"""The simulated SAP on a socket of this machine, and Adventure Works connected to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from granian.server.embed import Server
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.demo.sap.records import Records, example
from unison_web.demo.sap.server import Sap, application
from unison_web.kit.db.unit_of_work import unit_of_work

TABLES = ("sap_messages", "sap_differences", "sap_runs", "sap_links", "sap_systems")


@asynccontextmanager
async def listening(sap: Sap) -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(application(sap), address="127.0.0.1", port=port, interface="asgi", log_enabled=False)
    running = asyncio.create_task(server.serve())
    for _try in range(200):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            break
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()
        await running


@pytest.fixture(scope="module")
async def sap_server() -> AsyncIterator[tuple[Sap, str]]:
    sap = Sap(Records())
    async with listening(sap) as address:
        yield sap, address


@pytest.fixture
async def sap(sap_server: tuple[Sap, str]) -> Sap:
    """Fresh, with twelve materials on pages of five."""
    sap, _address = sap_server
    sap.records, sap.faults, sap.asked = example(12), {}, []
    sap.sessions.clear()
    sap.page_size, sap.stall = 5, 5.0
    return sap


@pytest.fixture
async def connected(
    sap: Sap, sap_server: tuple[Sap, str], admin: Person, engine: AsyncEngine, factory: SmallFactory
) -> AsyncIterator[Person]:
    """The administrator, with SAP set up and switched on."""
    said = {
        "address": sap_server[1], "user_name": sap.user, "secret": sap.password, "plant": "1010", "enabled": True,
        "sends": True,
    }  # fmt: skip
    await forget(engine, admin)
    answer = await admin.api("POST", "/sap", said)
    assert answer.status_code == 200, answer.text
    yield admin
    await forget(engine, admin)


async def forget(engine: AsyncEngine, admin: Person) -> None:
    async with unit_of_work(engine, admin.actor) as uow:
        for table in TABLES:
            await uow.session.execute(text(f"delete from {table}"))
