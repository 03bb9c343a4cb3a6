"""What the worker does, done at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.kit.outside import Outside
from unison_web.modules.sap.service.pulling import Puller
from unison_web.modules.sap.service.sending import Sender
from unison_web.modules.sap.service.stocktaking import StockComparison

OUTSIDE = Outside(loopback=True)


async def pulled(person: Person, engine: AsyncEngine, kind: str = "full", *, trial: bool = False) -> dict[str, Any]:
    """A run from its start to its end, as the API tells it."""
    asked = await person.api("POST", "/sap/runs", {"kind": kind, "trial": trial})
    assert asked.status_code == 201, asked.text
    run = asked.json()["id"]
    assert person.actor
    made = StockComparison if kind == "stock" else Puller
    await made(engine, person.actor, person.app.state.vault, OUTSIDE, UUID(run)).pull()
    return await run_of(person, run)


async def run_of(person: Person, run: str) -> dict[str, Any]:
    return (await person.api("GET", f"/sap/runs/{run}")).json()


async def sent(person: Person, engine: AsyncEngine) -> None:
    await Sender(engine, person.organization, person.app.state.vault, OUTSIDE).send_all()
