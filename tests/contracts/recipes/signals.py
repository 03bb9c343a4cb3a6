"""Connections to machines, tags, and what programs send."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit import clock
from unison_web.modules.signals.service.certificates import made_for


def said(w: World, **more: Any) -> dict[str, Any]:
    return {"name": w.mark(), "kind": "http", "plant": w.admin.actor.plant_code, **more}  # type: ignore[union-attr]


async def connection(w: World, **more: Any) -> dict[str, Any]:
    return await w.make("/connections", said(w, **more))


async def sending(w: World) -> dict[str, Any]:
    made = await connection(w)
    answer = await w.ask("POST", f"/connections/{made['id']}/switch", {"enabled": True})
    assert answer.is_success, answer.text
    return made


async def tag(w: World) -> dict[str, Any]:
    """One that was heard, and nobody has said what it means."""
    made = await sending(w)
    answer = await w.ask("POST", "/signals", {"connection": made["id"], "rows": [{"tag": "heat", "value": 61.5}]})
    assert answer.is_success, answer.text
    return (await w.ask("GET", f"/tags?connection={made['name']}")).json()["items"][0]


async def mapping(w: World) -> dict[str, Any]:
    return {"machine": (await w.make_machine())["code"], "kind": "telemetry", "label": w.mark(), "unit": "°C"}


@recipe("POST /connections")
async def _(w: World) -> Call:
    return Call(body=said(w))


@recipe("PUT /connections/{connection_id}", "POST /connections/{connection_id}/edit")
async def _(w: World) -> Call:
    made = await connection(w)
    return Call({"connection_id": made["id"]}, {"name": w.mark(), "silence_seconds": 60})


@recipe("POST /connections/{connection_id}/switch")
async def _(w: World) -> Call:
    return Call({"connection_id": (await connection(w))["id"]}, {"enabled": True})


@recipe("POST /connections/{connection_id}/test")
async def _(w: World) -> Call:
    made = await connection(w, kind="mtconnect", address="http://127.0.0.1:9")
    return Call({"connection_id": made["id"]}, {})


@recipe("POST /signals")
async def _(w: World) -> Call:
    made = await sending(w)
    return Call(body={"connection": made["id"], "rows": [{"tag": "heat", "value": 61.5}]})


@recipe("PUT /tags/{tag_id}/mapping", "POST /tags/{tag_id}/mapping/edit", "POST /tags/{tag_id}/mapping/preview")
async def _(w: World) -> Call:
    return Call({"tag_id": (await tag(w))["id"]}, await mapping(w))


@recipe("POST /tags/{tag_id}/ignore")
async def _(w: World) -> Call:
    return Call({"tag_id": (await tag(w))["id"]}, {"ignored": True})


@recipe("POST /connections/{connection_id}/certificates")
async def _(w: World) -> Call:
    made = await connection(w, kind="mqtt", address="mqtt://192.168.10.5", topics="a/#")
    return Call({"connection_id": made["id"]}, {"authority": made_for("urn:other", w.mark(), clock.now()).certificate})


@recipe("POST /connections/{connection_id}/certificates/own")
async def _(w: World) -> Call:
    return Call({"connection_id": (await connection(w))["id"]}, None)


@recipe("POST /connections/{connection_id}/certificates/server")
async def _(w: World) -> Call:
    made = await connection(w, kind="opcua", address="opc.tcp://192.168.10.5")
    theirs = made_for("urn:other", w.mark(), clock.now()).certificate
    return Call({"connection_id": made["id"]}, {"certificate": theirs})
