"""Shifts, patterns, the calendar and its people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit import clock


def later(w: World, days: int = 200) -> str:
    """A day to come that nobody has said anything about."""
    return str((clock.now() + timedelta(days=days + w.higher() // 1000 % 3000)).date())


async def shift(w: World) -> dict[str, Any]:
    return await w.make("/shifts", {"code": w.mark(), "name": w.mark(), "starts": "06:00", "ends": "14:00"})


async def pattern(w: World) -> dict[str, Any]:
    code = (await shift(w))["code"]
    return await w.make("/shift-patterns", {"name": w.mark(), "anchor": "2026-01-05", "days": [code, ""]})


async def rule(w: World) -> dict[str, Any]:
    """At a work center of its own: the plant has one already."""
    center = await w.make("/work-centers", {"code": w.mark(), "name": w.mark()})
    said = {"pattern": (await pattern(w))["name"], "valid_from": later(w), "work_center": center["code"]}
    return await w.make("/calendar-rules", said)


async def crew(w: World) -> dict[str, Any]:
    return await w.make("/crews", {"code": w.mark(), "name": w.mark()})


async def member(w: World) -> Call:
    person = await w.someone("operator")
    made = await crew(w)
    whole = await w.make(f"/crews/{made['id']}/members", {"person": person.email, "valid_from": "2026-01-01"})
    return Call({"crew_id": made["id"], "member_id": whole["members"][0]["id"]})


async def day(w: World) -> dict[str, Any]:
    found: dict[str, Any] = (await w.make("/calendar-days", {"day": later(w), "reason": w.mark()}))["items"][0]
    return found


async def extra(w: World) -> dict[str, Any]:
    start = later(w)
    said = {"starts_at": f"{start}T06:00:00", "ends_at": f"{start}T12:00:00", "reason": w.mark()}
    return await w.make("/overtime", said)


async def absence(w: World) -> dict[str, Any]:
    person = await w.someone("operator")
    said = {"person": person.email, "first_day": "2027-02-01", "last_day": "2027-02-05", "note": w.mark()}
    return await w.make("/absences", said)


@recipe("POST /shifts")
async def _(w: World) -> Call:
    return Call(
        body={"code": w.mark(), "name": w.mark(), "starts": "22:00", "ends": "06:00", "breaks": ["02:00-02:30"]}
    )


@recipe("PUT /shifts/{shift_id}", "POST /shifts/{shift_id}/edit")
async def _(w: World) -> Call:
    made = await shift(w)
    said = {"code": made["code"], "name": w.mark(), "starts": "07:00", "ends": "15:00"}
    return Call({"shift_id": made["id"]}, said)


@recipe("POST /shifts/{shift_id}/archive")
async def _(w: World) -> Call:
    return Call({"shift_id": (await shift(w))["id"]}, {})


@recipe("POST /shift-patterns")
async def _(w: World) -> Call:
    return Call(body={"name": w.mark(), "anchor": "2026-01-05", "days": [(await shift(w))["code"], ""]})


@recipe("PUT /shift-patterns/{pattern_id}", "POST /shift-patterns/{pattern_id}/edit")
async def _(w: World) -> Call:
    code = (await shift(w))["code"]
    said = {"name": w.mark(), "anchor": "2026-01-05", "days": [code]}
    return Call({"pattern_id": (await pattern(w))["id"]}, said)


@recipe("POST /shift-patterns/{pattern_id}/archive")
async def _(w: World) -> Call:
    return Call({"pattern_id": (await pattern(w))["id"]}, {})


@recipe("POST /calendar-rules")
async def _(w: World) -> Call:
    center = await w.make("/work-centers", {"code": w.mark(), "name": w.mark()})
    named = (await pattern(w))["name"]
    return Call(body={"pattern": named, "valid_from": later(w), "work_center": center["code"]})


@recipe("POST /calendar-rules/{rule_id}/end")
async def _(w: World) -> Call:
    return Call({"rule_id": (await rule(w))["id"]}, {"last_day": "2045-01-01"})


@recipe("POST /shift-calendar/rework")
async def _(w: World) -> Call:
    return Call(body={"first_day": "2020-01-06", "last_day": "2020-01-07", "reason": w.mark()})


@recipe("POST /calendar-days")
async def _(w: World) -> Call:
    return Call(body={"day": later(w), "reason": w.mark()})


@recipe("POST /calendar-days/{day_id}/removal")
async def _(w: World) -> Call:
    return Call({"day_id": (await day(w))["id"]})


@recipe("POST /calendar-days/holidays")
async def _(w: World) -> Call:
    return Call(body={"country": "AT", "year": 2031 + w.higher() // 1000 % 60})


@recipe("POST /overtime")
async def _(w: World) -> Call:
    start = later(w)
    return Call(body={"starts_at": f"{start}T06:00:00", "ends_at": f"{start}T12:00:00", "reason": w.mark()})


@recipe("POST /overtime/{overtime_id}/removal")
async def _(w: World) -> Call:
    return Call({"overtime_id": (await extra(w))["id"]})


@recipe("POST /crews")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark()})


@recipe("PUT /crews/{crew_id}", "POST /crews/{crew_id}/edit")
async def _(w: World) -> Call:
    made = await crew(w)
    return Call({"crew_id": made["id"]}, {"code": made["code"], "name": w.mark()})


@recipe("POST /crews/{crew_id}/archive")
async def _(w: World) -> Call:
    return Call({"crew_id": (await crew(w))["id"]}, {})


@recipe("POST /crews/{crew_id}/members")
async def _(w: World) -> Call:
    person = await w.someone("operator")
    return Call({"crew_id": (await crew(w))["id"]}, {"person": person.email, "valid_from": "2026-01-01"})


@recipe("POST /crews/{crew_id}/members/{member_id}/removal")
async def _(w: World) -> Call:
    return await member(w)


@recipe("POST /absences")
async def _(w: World) -> Call:
    person = await w.someone("operator")
    return Call(body={"person": person.email, "first_day": "2027-02-01", "last_day": "2027-02-05", "note": w.mark()})


@recipe("POST /absences/{absence_id}/removal")
async def _(w: World) -> Call:
    return Call({"absence_id": (await absence(w))["id"]})
