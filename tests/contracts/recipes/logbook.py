"""Corrections, decisions, counters, notes, people on jobs and sheets of paper."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.modules.routings.schemas import PIXEL

OPERATION = "/work-orders/{number}/operations/{sequence}"


async def running(w: World) -> dict[str, Any]:
    return {"number": (await w.order("running"))["number"], "sequence": 10}


async def reported(w: World, **said: Any) -> dict[str, Any]:
    """An entry that can be corrected."""
    at = await running(w)
    body = {"quantity": "2", "note": w.mark(), **said}
    now = await w.make(f"/work-orders/{at['number']}/operations/10/reports", body)
    return {"entry_id": now["entry_id"]}


@recipe("POST /production-logs/{entry_id}/correction", "POST /production-logs/{entry_id}/correction/preview")
async def _(w: World) -> Call:
    return Call(await reported(w), {"quantity": "1", "why": w.mark()})


@recipe("POST /production-logs/{entry_id}/decision")
async def _(w: World) -> Call:
    reason = (await w.make("/reasons", {"kind": "scrap", "code": w.mark(), "name": w.mark()}))["code"]
    return Call(await reported(w, kind="hold", reason=reason), {"good": "1", "note": w.mark()})


@recipe("POST /production-logs/{entry_id}/reversal")
async def consumed(w: World) -> Call:
    at = await running(w)
    order = (await w.ask("GET", f"/work-orders/{at['number']}")).json()
    component = order["materials"][0]["number"]
    said = {"kind": "consume", "component": component, "quantity": "0.01", "note": w.mark()}
    made = await w.make(f"/work-orders/{at['number']}/operations/10/entries", said)
    return Call({"entry_id": made["id"]}, {"why": w.mark()})


@recipe(f"POST {OPERATION}/media")
async def _(w: World) -> Call:
    return Call(await running(w), {"name": f"{w.mark()}.png", "content": PIXEL, "note": w.mark()})


@recipe(f"POST {OPERATION}/counter")
async def _(w: World) -> Call:
    return Call(await running(w), {"reading": "7", "top": "9999"})


@recipe(f"POST {OPERATION}/pallet")
async def _(w: World) -> Call:
    return Call(await running(w), {"quantity": 48})


@recipe(f"POST {OPERATION}/entries")
async def _(w: World) -> Call:
    return Call(await running(w), {"note": w.mark()})


@recipe(f"POST {OPERATION}/labour")
async def _(w: World) -> Call:
    return Call(await running(w), {})


@recipe(f"POST {OPERATION}/labour/end")
async def _(w: World) -> Call:
    at = await running(w)
    await w.make(f"/work-orders/{at['number']}/operations/10/labour", {})
    return Call(at, {})


@recipe("POST /labour-times/{time_id}/end")
async def clocked_in(w: World) -> Call:
    at = await running(w)
    made = await w.make(f"/work-orders/{at['number']}/operations/10/labour", {})
    return Call({"time_id": made["id"]}, {"ended_at": made["started_at"], "note": w.mark()})


@recipe("POST /shift-entries")
async def _(w: World) -> Call:
    at = await running(w)
    row = {"order": at["number"], "sequence": 10, "good": "1", "note": w.mark()}
    return Call(body={"at": "2026-11-01T14:00:00", "rows": [row]})
