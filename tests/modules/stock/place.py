"""What stock tests need: a material of their own, tracked or not, and two places."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.stock.repository import DRIFT


def code(prefix: str) -> str:
    return f"{prefix}{uuid4().hex[:7].upper()}"


async def made(person: Person, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await person.api("POST", path, body)
    assert answer.status_code < 300, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def material(planner: Person, tracking: str = "none", **more: Any) -> str:
    """A new material, by its number."""
    said = {"number": code("ST-"), "name": "Part for stock", "type": "buy", "unit": "EA", "tracking": tracking, **more}
    return str((await made(planner, "/materials", said))["number"])


async def warehouse(logistics: Person, **more: Any) -> str:
    name = code("W-")
    await made(logistics, "/stock-locations", {"code": name, "name": name, "kind": "warehouse", **more})
    return name


async def lots_of(person: Person, number: str) -> list[dict[str, Any]]:
    found = (await person.api("GET", "/lots", params={"material": number, "sort": "number"})).json()["items"]
    return list(found)


async def on_hand(person: Person, number: str) -> dict[tuple[str, str, str], str]:
    """(place, lot, status) to quantity."""
    items = (await person.api("GET", "/stock", params={"number": number})).json()["items"]
    return {(each["location"], each["lot"], each["status"]): each["quantity"] for each in items}


async def sums_are_right(engine: AsyncEngine, person: Person, number: str) -> bool:
    """The ledger of a material, summed by place, is what the balances say; nothing is below zero."""
    assert person.actor
    async with unit_of_work(engine, person.actor) as uow:
        key = await uow.session.scalar(text("SELECT id FROM materials WHERE number = :n"), {"n": number})
        rows = (await uow.session.execute(text(DRIFT))).all()
        return not [row for row in rows if row[1] == key]
