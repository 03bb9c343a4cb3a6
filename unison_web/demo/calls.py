"""Somebody called for maintenance this morning, and somebody waits for material now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.calls import service
from unison_web.modules.calls.schemas import CallIn

Somebody = Callable[[str], Awaitable[Actor]]


async def called(engine: AsyncEngine, somebody: Somebody) -> None:
    """``somebody`` finds the person of a role."""
    now, operator = clock.now(), await somebody("operator")
    broken = await _call(
        engine, operator, now - timedelta(minutes=190), "PAINT-1", "maintenance", "The spray head drips"
    )
    await _call(engine, operator, now - timedelta(minutes=12), "FINAL-2", "material", "Two boxes of screws")
    with clock.held_at(now - timedelta(minutes=159)):
        async with unit_of_work(engine, await somebody("maintenance"), reason="demo data") as uow:
            await service.solve(uow, broken, "New seal in the spray head")


async def _call(engine: AsyncEngine, who: Actor, when: datetime, machine: str, kind: str, note: str) -> UUID:
    with clock.held_at(when):
        async with unit_of_work(engine, who, reason="demo data") as uow:
            return (await service.call(uow, CallIn(machine, kind, note))).id
