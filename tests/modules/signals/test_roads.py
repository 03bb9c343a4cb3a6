"""Machines are heard over the real thing: a Mosquitto broker, an OPC UA server, an MTConnect agent; and they break."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import aiomqtt
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.signals.others import Agent, Broker, free_port, mosquitto, opcua, serving, until
from tests.modules.signals.test_pipeline import ago
from unison_web.collector import Collector
from unison_web.engine.sparkplug import Metric, Payload
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.nearby import Nearby
from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.repository import ConnectionRepository
from unison_web.modules.signals.service.clients import mtconnect as mt_client
from unison_web.modules.signals.service.clients import opcua as ua_client
from unison_web.modules.signals.service.collecting import Keeper

PAUSES = (0.1,)
#: How often clients look, so that nobody waits for a second.
OFTEN = 0.1
VALUES = """select s.name, l.said from signal_tags s left join signal_latest l on l.tag_id = s.id
            where s.connection_id = :c order by 1"""
LINK = "select state, error from signal_links where connection_id = :c"


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with mosquitto(tmp_path_factory.mktemp("broker")) as found:
        yield found


@pytest.fixture(autouse=True)
def _looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ua_client, "ALIVE", OFTEN)
    monkeypatch.setattr(ua_client, "SECONDS", 1.0)  # a server that is gone does not say goodbye
    monkeypatch.setattr(mt_client, "EVERY", OFTEN)


@pytest.fixture
def keeping(engine: AsyncEngine, admin: Person) -> Callable[..., Any]:
    """A connection that is kept as the collector keeps it."""

    @contextlib.asynccontextmanager
    async def kept(connection: dict[str, Any]) -> AsyncIterator[None]:
        async with unit_of_work(engine, admin.actor) as uow:  # type: ignore[arg-type]
            row: Connection = await ConnectionRepository(uow).record(UUID(connection["id"]))
        keeper = Keeper(engine, Nearby(loopback=True), admin.app.state.vault, row)
        task = asyncio.create_task(keeper.keep(PAUSES))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return kept


def about(rows: Any, statement: str, connection: dict[str, Any]) -> Callable[[], Any]:
    return lambda: rows(statement, c=connection["id"])


async def publish(broker: Broker, *said: tuple[str, Any], qos: int = 1) -> None:
    async with aiomqtt.Client("127.0.0.1", broker.port) as client:
        for topic, payload in said:
            body = payload if isinstance(payload, bytes) else json.dumps(payload)
            await client.publish(topic, body, qos=qos)


async def test_plain_messages_of_a_broker(broker: Broker, connect: Any, keeping: Any, rows: Any, admin: Person) -> None:
    connection = await connect("mqtt", address=broker.url, topics="plain/#")
    tested = (await admin.api("POST", f"/connections/{connection['id']}/test")).json()
    assert tested["works"], tested
    async with keeping(connection):
        await until(about(rows, LINK, connection), lambda found: found == [("connected", "")])
        await publish(broker, ("plain/a", {"heat": 61.5, "state": "ACTIVE"}), ("elsewhere", 1))
        await publish(broker, ("plain/b", b'{"value": "\\u0000\\ud800"}'), ("plain/b", 7))
        await until(
            about(rows, VALUES, connection),
            lambda found: found == [("plain/a/heat", "61.5"), ("plain/a/state", "ACTIVE"), ("plain/b", "7")],
        )


async def test_a_broker_that_was_gone_brings_late_what_it_kept_and_nothing_twice(
    tmp_path: Path, connect: Any, keeping: Any, rows: Any, mean: Any, press: dict[str, Any]
) -> None:
    with mosquitto(tmp_path) as own:
        connection = await connect("mqtt", address=own.url, topics="late/#")

        def said(value: int, minutes: int) -> tuple[str, Any]:
            return "late/state", {"value": value, "ts": (ago(minutes)).isoformat()}

        states = "select state from machine_times where machine_id = :m order by starts_at"
        async with keeping(connection):
            await until(about(rows, LINK, connection), lambda found: found == [("connected", "")])
            await publish(own, said(0, 60))
            await until(about(rows, VALUES, connection), lambda found: bool(found))
            await mean(connection, "late/state", machine=press["code"], kind="state", running="1", idle="0")
        await publish(own, said(1, 50), said(0, 40))  # nobody listens; the broker keeps the session
        async with keeping(connection):
            await until(lambda: rows(states, m=press["id"]), lambda found: len(found) == 2)
            own.stop()
            await until(about(rows, LINK, connection), lambda found: found[0][0] == "broken" and found[0][1] != "")
            own.start()
            await until(about(rows, LINK, connection), lambda found: found == [("connected", "")])
            await publish(own, said(1, 45), said(1, 50), said(0, 40), said(1, 30))
            found = await until(lambda: rows(states, m=press["id"]), lambda found: len(found) >= 3)
            assert [state for (state,) in found] == ["running", "idle", "running"]  # type: ignore[attr-defined]


async def test_sparkplug_is_born_speaks_in_numbers_and_dies(
    broker: Broker, connect: Any, keeping: Any, rows: Any
) -> None:
    connection = await connect("sparkplug", address=broker.url, topics="Plant7")
    now = int(clock.now().timestamp() * 1000)
    heat = Metric(name="Heat", alias=3, datatype=10, double_value=20)
    born = Payload(timestamp=now - 5000, seq=0, metrics=[Metric(name="bdSeq", long_value=1, datatype=8), heat])
    later = Payload(timestamp=now - 3000, seq=1, metrics=[Metric(alias=3, datatype=10, double_value=21.5)])
    death = Payload(timestamp=now, metrics=[Metric(name="bdSeq", long_value=1, datatype=8)])
    root = "spBv1.0/Plant7"
    async with keeping(connection), aiomqtt.Client("127.0.0.1", broker.port) as watcher:
        await until(about(rows, LINK, connection), lambda found: found == [("connected", "")])
        await watcher.subscribe(f"{root}/NCMD/#")
        await publish(broker, (f"{root}/NDATA/Node", later.SerializeToString()))
        order = await asyncio.wait_for(anext(aiter(watcher.messages)), 10)
        assert str(order.topic) == f"{root}/NCMD/Node"  # it was not seen born, so it is asked
        await publish(broker, (f"{root}/NBIRTH/Node", born.SerializeToString()))
        await publish(broker, (f"{root}/NDATA/Node", later.SerializeToString()))
        values = about(rows, VALUES, connection)
        await until(values, lambda found: found == [("Plant7/Node/Heat", "21.5")])
        await publish(broker, (f"{root}/NDEATH/Node", death.SerializeToString()))
        await until(values, lambda found: found == [("Plant7/Node/Heat", None)])


async def test_an_opc_ua_server_is_subscribed_and_found_again_after_a_break(
    connect: Any, keeping: Any, rows: Any, admin: Person
) -> None:
    port = free_port()
    connection = await connect("opcua", address=f"opc.tcp://127.0.0.1:{port}")
    values = about(rows, VALUES, connection)
    async with opcua(port) as (server, nodes):
        tested = (await admin.api("POST", f"/connections/{connection['id']}/test")).json()
        assert tested["works"] and "3" in tested["words"], tested
        async with keeping(connection):
            await until(values, lambda found: len(found) == 3)
            await nodes["Heat"].write_value(61.5)  # type: ignore[attr-defined]
            await until(values, lambda found: dict(found).get("ns=2;s=Press.Heat") == "61.5")
            await server.stop()
            await until(about(rows, LINK, connection), lambda found: found[0][0] == "broken")
            await server.start()
            await until(about(rows, LINK, connection), lambda found: found == [("connected", "")])
            await nodes["Heat"].write_value(30.25)  # type: ignore[attr-defined]
            await until(values, lambda found: dict(found).get("ns=2;s=Press.Heat") == "30.25")


async def test_an_mtconnect_agent_is_read_on_past_gaps_and_new_lives(connect: Any, keeping: Any, rows: Any) -> None:
    agent = Agent(size=5)
    agent.observe("exec", "READY", ago(9).isoformat())
    with serving(agent) as url:
        connection = await connect("mtconnect", address=url)
        values = about(rows, VALUES, connection)
        async with keeping(connection):
            await until(values, lambda found: found == [("mill/exec", "READY")])
            for n in range(3):
                agent.observe("exec", "ACTIVE", (ago(8) + timedelta(seconds=n)).isoformat())
            await until(values, lambda found: found == [("mill/exec", "ACTIVE")])
            for n in range(20):  # more than the buffer holds
                agent.observe("parts", str(n), (ago(7) + timedelta(seconds=n)).isoformat())
            await until(values, lambda found: ("mill/parts", "19") in found)
            agent.instance, agent.seen, agent.following = 2, [], 1
            agent.observe("exec", "STOPPED", ago(1).isoformat())
            await until(values, lambda found: ("mill/exec", "STOPPED") in found)
            assert (await rows(LINK, c=connection["id"]))[0][0] == "connected"


async def test_one_dead_machine_stops_no_other(
    engine: AsyncEngine, broker: Broker, connect: Any, rows: Any, admin: Person
) -> None:
    dead = await connect("opcua", address=f"opc.tcp://127.0.0.1:{free_port()}")
    alive = await connect("mqtt", address=broker.url, topics="alive/#")
    collector = Collector(engine, Nearby(loopback=True), admin.app.state.vault)
    try:
        await collector.look()
        await until(about(rows, LINK, dead), lambda found: "Nothing answers" in found[0][1])
        await until(about(rows, LINK, alive), lambda found: found == [("connected", "")])
        await publish(broker, ("alive/x", 1))
        await until(about(rows, VALUES, alive), lambda found: found == [("alive/x", "1")])
        await admin.api("POST", f"/connections/{alive['id']}/switch", {"enabled": False})
        await collector.look()
        assert UUID(alive["id"]) not in collector._kept
    finally:
        await collector.stop()
    await admin.api("POST", f"/connections/{dead['id']}/switch", {"enabled": False})


async def test_addresses_nobody_allowed_are_never_asked(admin: Person, connect: Any) -> None:
    for address in ("mqtt://169.254.169.254", "mqtt://10.0.0.5", "mqtt://[fd00::1]", "mqtt://0.0.0.0"):
        connection = await connect("mqtt", address=address, topics="#")
        tested = (await admin.api("POST", f"/connections/{connection['id']}/test")).json()
        assert not tested["works"] and "UNISON_MACHINE_NETWORKS" in tested["words"], tested
        await admin.api("POST", f"/connections/{connection['id']}/switch", {"enabled": False})


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("10.1.2.3", True), ("10.2.2.3", False), ("127.0.0.1", False), ("169.254.169.254", False),
     ("::ffff:10.1.2.3", True)],
)  # fmt: skip
def test_what_may_be_asked_is_what_was_named(address: str, allowed: bool) -> None:
    assert Nearby(("10.1.0.0/16", "169.254.0.0/16")).allows(ip_address(address)) is allowed


async def test_a_password_is_kept_sealed_and_never_shown(connect: Any, rows: Any, admin: Person) -> None:
    connection = await connect("mqtt", address="mqtt://127.0.0.1", topics="#", user_name="u", secret="hunter-22-secret")
    assert connection["has_secret"] and "hunter" not in json.dumps(connection)
    sealed = await rows("select secret_sealed from signal_connections where id = :c", c=connection["id"])
    assert "hunter" not in sealed[0][0]
    trail = await rows("select after::text from audit_log where entity_id = :c", c=connection["id"])
    assert trail and not any("sealed" in text or "hunter" in text for (text,) in trail)
    for path in (f"/connections/{connection['id']}", f"/connections/{connection['id']}/edit"):
        assert "hunter" not in (await admin.see(path)).text
    await admin.api("POST", f"/connections/{connection['id']}/switch", {"enabled": False})
