"""A shift tells the next one at the machine what it should know, and the next one reads it before it works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.floor.service import tablets
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import sessions
from unison_web.modules.machines.models import Machine


class AtATablet(Person):
    """Somebody badged in at the same tablet."""

    async def touch(self, path: str, **said: Any) -> httpx.Response:
        headers = {"accept": "application/json", "origin": ORIGIN, "x-csrf-token": self.csrf,
                   "idempotency-key": str(uuid4())}  # fmt: skip
        return await self.client.post(path, json=said, headers=headers)


@pytest.fixture
async def place(engine: AsyncEngine, planner: Person) -> SmallFactory:
    return await small_factory(engine, planner.organization)


@pytest.fixture
async def tablet(engine: AsyncEngine, supervisor: Person, place: SmallFactory) -> tuple[str, str]:
    """The key of a tablet at the forming machine, and the id of its device."""
    async with unit_of_work(engine, system(place.organization)) as uow:
        code = await uow.session.scalar(select(Machine.code).where(Machine.id == place.machines["Forming"]))
    made = (await supervisor.api("POST", "/tablets", {"name": f"T {uuid4().hex[:6]}", "machine": code})).json()
    key, _device = await tablets.enrol(engine, made["code"])
    return key, made["id"]


async def badged(engine: AsyncEngine, person: Person, place: SmallFactory, tablet: tuple[str, str]) -> AtATablet:
    here = AtATablet("tablet", person.name, "", "", place.organization, person.app)
    async with unit_of_work(engine, system(place.organization)) as uow:
        user = await uow.session.scalar(select(User).where(User.email == person.email))
        assert user
        signed = sessions.open_session(
            uow, user, "badge", timedelta(hours=8), plant=place.plant, device=UUID(tablet[1]), agent="Tablet"
        )
    here.client.cookies.set("device", tablet[0])
    here.client.cookies.set("floor", signed.secret)
    return here


async def test_the_next_one_reads_it_before_the_queue_is_seen(
    engine: AsyncEngine, operator: Person, ravi: Person, supervisor: Person, place: SmallFactory,
    tablet: tuple[str, str],
) -> None:  # fmt: skip
    ana, next_one = await badged(engine, operator, place, tablet), await badged(engine, ravi, place, tablet)
    assert "Tell the next shift" in (await ana.see("/floor/handover-note")).text
    words = f"Spindle runs hot {uuid4().hex[:6]}"
    assert (await ana.touch("/floor/handover-note", note=words)).status_code == 201
    assert words not in (await ana.see("/floor/station")).text, "nobody is told what they wrote"
    page = (await next_one.see("/floor/station")).text
    assert words in page
    assert "I have read it" in page
    assert (await next_one.touch("/floor/handover-note/read")).json() == {"read": 1}
    assert words not in (await next_one.see("/floor/station")).text
    assert (await next_one.touch("/floor/handover-note/read")).status_code == 422
    listed = (await supervisor.api("GET", "/shift-notes?read=yes")).json()["items"]
    mine = next(row for row in listed if row["note"] == words)
    assert (mine["writer"], mine["reader"]) == (operator.name, ravi.name)


async def test_the_facts_are_those_of_this_machine_and_this_shift(
    engine: AsyncEngine, operator: Person, planner: Person, place: SmallFactory, tablet: tuple[str, str]
) -> None:
    ana = await badged(engine, operator, place, tablet)
    said = {"material": place.frame, "quantity": "10", "due_at": "2030-01-15T16:00:00"}
    number = (await planner.api("POST", "/work-orders", said)).json()["number"]
    await planner.api("POST", f"/work-orders/{number}/release", {"accept_shortage": True})
    at = f"/work-orders/{number}/operations/10"
    await operator.api("POST", f"{at}/reports", {"quantity": "7"})
    await operator.api("POST", f"{at}/reports", {"quantity": "1", "kind": "scrap", "reason": "burr"})
    facts = (await ana.client.get("/floor/handover-note", headers={"accept": "application/json"})).json()
    assert (facts["good"], facts["scrap"], facts["stops"]) == ("7", "1", 0)
    assert facts["open_job"] == f"{number} 10 Forming"


async def test_only_a_tablet_hands_over(operator: Person) -> None:
    assert (await operator.see("/floor/handover-note")).status_code == 422
