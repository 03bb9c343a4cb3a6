"""The time of machines, why they stood, and paper about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit import clock


async def stop(w: World, following: str = "running") -> dict[str, Any]:
    """A stop that is over, at a machine of its own."""
    machine, now = await w.make_machine(), clock.now()
    said = [("unplanned_stop", 60), (following, 20)]
    signals = [{"state": state, "at": (now - timedelta(minutes=ago)).isoformat()} for state, ago in said]
    await w.make(f"/machines/{machine['id']}/signals", {"signals": signals})
    items = (await w.ask("GET", f"/stops?machine={machine['code']}")).json()["items"]
    found: dict[str, Any] = min(items, key=lambda each: each["starts_at"])
    return found


async def reason(w: World) -> dict[str, Any]:
    return await w.make("/reasons", {"kind": "stop", "code": w.mark(), "name": w.mark()})


@recipe("POST /machines/{machine_id}/signals")
async def _(w: World) -> Call:
    machine = await w.make_machine()
    return Call({"machine_id": machine["id"]}, {"signals": [{"state": "running", "message": w.mark()}]})


@recipe("POST /stops/{stay_id}/reason")
async def _(w: World) -> Call:
    made = await stop(w)
    return Call({"stay_id": made["id"]}, {"reason": (await reason(w))["code"]})


@recipe("POST /stops/{stay_id}/split")
async def _(w: World) -> Call:
    made = await stop(w)
    return Call({"stay_id": made["id"]}, {"at": (clock.now() - timedelta(minutes=40)).isoformat()})


@recipe("POST /stops/{stay_id}/merge")
async def _(w: World) -> Call:
    return Call({"stay_id": (await stop(w, "planned_stop"))["id"]})


@recipe("PUT /reasons/{reason_id}", "POST /reasons/{reason_id}/edit")
async def _(w: World) -> Call:
    made = await reason(w)
    return Call({"reason_id": made["id"]}, {"kind": "stop", "code": made["code"], "name": w.mark()})


@recipe("POST /reports/shift/signatures")
async def ended_shift(w: World) -> Call:
    """The early shift of a day that is over, in a plant of its own."""
    mark, who = w.mark(), await w.someone()
    await who.api("POST", "/me/plant", {})
    plant = await w.make("/plants", {"code": mark, "name": mark, "zone": "Europe/Vienna", "currency": "EUR"})
    at = {"plant": plant["code"]}
    shift = await w.make("/shifts", {**at, "code": mark, "name": mark, "starts": "06:00", "ends": "14:00"},
                         by=who)  # fmt: skip
    said = {**at, "name": w.mark(), "anchor": "2026-01-05", "days": [shift["code"]]}
    named = (await w.make("/shift-patterns", said, by=who))["name"]
    await w.make("/calendar-rules", {**at, "pattern": named, "valid_from": "2026-01-05"}, by=who)
    days = {"first_day": "2026-01-06", "last_day": "2026-01-07", "reason": w.mark()}
    await w.make("/shift-calendar/rework", {**at, **days}, by=who)
    return Call(body={**at, "day": "2026-01-06", "shift": shift["code"], "remark": w.mark()}, by=who)


@recipe("POST /reports/prints")
async def _(w: World) -> Call:
    return Call(body={"kind": "oee", "span": "day"})
