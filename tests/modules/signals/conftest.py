"""A connection of each kind, and a machine that nobody else's test speaks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from unison_web.kit.db.unit_of_work import unit_of_work

Rows = Callable[..., Awaitable[list[tuple[Any, ...]]]]


@pytest.fixture(scope="module")
async def works(engine: AsyncEngine, planner: Person) -> SmallFactory:
    return await small_factory(engine, planner.organization)


@pytest.fixture
def connect(admin: Person) -> Callable[..., Awaitable[dict[str, Any]]]:
    """A connection of Adventure Works that is switched on."""

    async def make(kind: str = "http", **said: Any) -> dict[str, Any]:
        body = {"name": f"C{uuid4().hex[:8]}", "kind": kind, "plant": admin.actor.plant_code, **said}  # type: ignore[union-attr]
        made = await admin.api("POST", "/connections", body)
        assert made.status_code == 201, made.text
        on = await admin.api("POST", f"/connections/{made.json()['id']}/switch", {"enabled": True})
        assert on.status_code == 200, on.text
        return on.json()  # type: ignore[no-any-return]

    return make


@pytest.fixture
def rows(engine: AsyncEngine, admin: Person) -> Rows:
    async def ask(statement: str, **values: Any) -> list[tuple[Any, ...]]:
        async with unit_of_work(engine, admin.actor) as uow:  # type: ignore[arg-type]
            return [tuple(row) for row in await uow.session.execute(text(statement), values)]

    return ask


@pytest.fixture
def send(admin: Person) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def post(connection: dict[str, Any], *said: tuple[Any, ...], message: str = "") -> dict[str, Any]:
        listed = [{"tag": tag, "value": value, **({"at": at.isoformat()} if at else {})} for tag, value, at in said]
        answer = await admin.api(
            "POST", "/signals", {"connection": connection["id"], "rows": listed, "message": message}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    return post


@pytest.fixture
def mean(admin: Person, rows: Rows) -> Callable[..., Awaitable[UUID]]:
    """Say what a tag means that was heard before."""

    async def put(connection: dict[str, Any], tag: str, **said: Any) -> UUID:
        found = await rows(
            "select id from signal_tags where connection_id = :c and name = :n", c=connection["id"], n=tag
        )
        answer = await admin.api("PUT", f"/tags/{found[0][0]}/mapping", said)
        assert answer.status_code == 200, answer.text
        return found[0][0]  # type: ignore[no-any-return]

    return put


@pytest.fixture
async def press(admin: Person, works: SmallFactory, rows: Rows) -> dict[str, Any]:
    """A new machine of the factory."""
    machine = works.machines["Forming"]
    place = (await admin.api("GET", f"/machines/{machine}")).json()
    body = {
        "code": f"P{uuid4().hex[:6]}",
        "name": "Press",
        "work_center": place["work_center"],
        "plant": place["plant"],
    }
    made = await admin.api("POST", "/machines", body)
    assert made.status_code == 201, made.text
    return made.json()  # type: ignore[no-any-return]
