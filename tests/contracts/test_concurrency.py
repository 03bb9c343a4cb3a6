"""Many at once: never too many pieces, never another company's rows, however unlucky the moment of an interruption."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.world import World
from unison_web.demo.companies import system
from unison_web.kit.actor import Actor
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.settings import Settings

AT_ONCE = 32
TRANSACTIONS = 400


async def test_two_people_finish_the_last_ten_and_one_is_told(owner: World) -> None:
    order = await owner.order("reported", "100")
    at = f"/work-orders/{order['number']}/operations/20"
    await owner.make(f"{at}/reports", {"quantity": "90"})
    answers = await asyncio.gather(*(owner.ask("POST", f"{at}/reports", {"quantity": "10"}) for _person in range(2)))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    refused = next(answer.json() for answer in answers if answer.status_code == 422)
    assert refused["code"] in ("over-arrived", "over-report")
    assert "quantity" in refused["errors"]
    assert (await owner.ask("GET", at)).json()["good"] == "100"


async def test_thirty_two_tablets_share_what_arrived(owner: World) -> None:
    """Each asks for three of a hundred until nothing is left: the counter, the log and the order say the same sum."""
    order = await owner.order("reported", "100")
    at = f"/work-orders/{order['number']}/operations/20"
    await owner.make(f"{at}/start", {})
    outcomes: list[int] = []

    async def tablet() -> None:
        for _touch in range(4):
            status = 503
            for _again in range(50):
                status = (await owner.ask("POST", f"{at}/reports", {"quantity": "3"})).status_code
                if status not in (409, 503):  # somebody else was at the row for longer than a tablet waits
                    break
                await asyncio.sleep(0.05)
            outcomes.append(status)

    await asyncio.gather(*(tablet() for _number in range(AT_ONCE)))
    now = (await owner.ask("GET", at)).json()
    assert set(outcomes) <= {201, 422}
    assert Decimal(now["good"]) == 3 * outcomes.count(201) == 99
    assert await logged(owner, now["id"]) == 99
    after = (await owner.ask("GET", f"/work-orders/{order['number']}/operations/30")).json()
    assert after["arrived"] == "99"


async def logged(world: World, operation: str) -> Decimal:
    async with unit_of_work(world.admin.app.state.engine, system(world.admin.organization)) as uow:
        statement = text(
            "select coalesce(sum(quantity), 0) from production_log where operation_id = :id and kind = 'good'"
        )
        return Decimal(await uow.session.scalar(statement, {"id": operation}) or 0)


async def test_two_who_change_the_same_record_do_not_overwrite(owner: World) -> None:
    made = await owner.material("buy")
    body = {"number": made["number"], "type": "buy", "unit": "EA", "version": made["version"]}
    change = [owner.ask("PUT", f"/materials/{made['id']}", {**body, "name": owner.mark()}) for _person in range(2)]
    answers = await asyncio.gather(*change)
    assert sorted(answer.status_code for answer in answers) == [200, 412]


async def test_numbers_are_given_once(owner: World) -> None:
    orders = await asyncio.gather(*(owner.order() for _planner in range(16)))
    assert len({order["number"] for order in orders}) == 16


@pytest.fixture
async def narrow(settings: Settings) -> Any:
    """A pool of two connections, so that every transaction follows another company's."""
    engine = connect(settings.database_url, pool_size=2, overflow=0)
    yield engine
    await engine.dispose()


async def test_nothing_leaks_through_a_pool_of_two(narrow: AsyncEngine, planner: Person, stranger: Person) -> None:
    """400 transactions of two companies, a third cancelled at a random moment. Each looks for the other's rows."""
    dice = random.Random(20261122)
    companies = [Actor(person.organization, person.actor.user_id) for person in (planner, stranger)]
    seen: list[str] = []

    async def transaction(actor: Actor, pause: float) -> None:
        async with unit_of_work(narrow, actor) as uow:
            statement = text("select organization_id from users union select organization_id from plants")
            first = {UUID(str(row)) for row in await uow.session.scalars(statement)}
            await asyncio.sleep(pause)
            context = await uow.session.scalar(text("select current_setting('app.current_organization_id')"))
            if first != {actor.organization_id} or context != str(actor.organization_id):
                seen.append(f"as {actor.organization_id}: {first} {context}")

    async def one(number: int) -> None:
        actor = companies[number % 2]
        task = asyncio.create_task(transaction(actor, dice.random() * 0.004))
        if dice.random() < 0.34:
            await asyncio.sleep(dice.random() * 0.02)
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for start in range(0, TRANSACTIONS, 20):
        await asyncio.gather(*(one(start + number) for number in range(20)))
    nothing(seen)
    await nothing_is_left_open(narrow)


async def nothing_is_left_open(engine: AsyncEngine) -> None:
    """The pool still works, and whoever borrows from it next has no context."""
    for _borrowed in range(4):
        async with engine.connect() as connection:
            context = await connection.scalar(text("select current_setting('app.current_organization_id', true)"))
            assert not context
            assert await connection.scalar(text("select count(*) from users")) == 0
            await connection.rollback()


async def test_the_leak_would_be_seen(narrow: AsyncEngine, planner: Person) -> None:
    """A context set for the session instead of the transaction stays in the pool: the check above finds that."""
    async with narrow.connect() as connection:
        await connection.execute(text(f"set app.current_organization_id = '{planner.organization}'"))
        await connection.commit()
    with pytest.raises(AssertionError):
        await nothing_is_left_open(narrow)
    await narrow.dispose()


async def test_a_cancelled_request_leaves_nothing_behind(owner: World) -> None:
    """The client is gone in the middle: either all of it happened or none of it."""
    dice, tags = random.Random(7), []
    for _attempt in range(40):
        body = {"number": owner.mark(), "name": owner.mark(), "type": "buy", "unit": "EA"}
        task = asyncio.create_task(owner.ask("POST", "/materials", body, headers={"idempotency-key": str(uuid4())}))
        await asyncio.sleep(dice.random() * 0.03)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        tags.append(body["number"])
    async with unit_of_work(owner.admin.app.state.engine, system(owner.admin.organization)) as uow:
        halves = text(
            "select m.number from materials m where m.number = any(:tags) and not exists "
            "(select from audit_log a where a.entity_id = m.id and a.action = 'create')"
        )
        assert list(await uow.session.scalars(halves, {"tags": tags})) == []
