"""Ana calls for help. Whoever can help is told at the bell, whoever leads when nobody comes, and nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory, small_factory
from tests.modules.work_orders.test_the_main_job import released
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import enqueue
from unison_web.modules import manifests
from unison_web.modules.identity.service.rights import matching
from unison_web.modules.notifications.service import summing, telling, watching

SITE = "https://unison.example"
Tell = Callable[..., Awaitable[int]]


@pytest.fixture(autouse=True)
async def nothing_left(engine: AsyncEngine, planner: Person) -> Any:
    yield
    async with unit_of_work(engine, system(planner.organization)) as uow:
        for table in ("notifications", "setting_values"):
            await uow.session.execute(text(f"delete from {table}"))


@pytest.fixture
async def works(engine: AsyncEngine, planner: Person) -> SmallFactory:
    return await small_factory(engine, planner.organization)


@pytest.fixture
def tell(engine: AsyncEngine) -> Tell:
    """What the worker does with the job."""
    permissions = [str(item) for module in manifests() for enum in module.permissions for item in enum]

    async def told(person: Person, occasion: str, record: Any, by: UUID | None = None) -> int:
        async with unit_of_work(engine, person.actor, request_id="r") as uow:
            return await telling.tell(uow, occasion, UUID(str(record)), by, matching(permissions), SITE)

    return told


async def called(person: Person, works: SmallFactory, kind: str = "maintenance") -> dict[str, Any]:
    machine = (await person.api("GET", f"/machines/{works.machines['Welding']}")).json()["code"]
    body = {"machine": machine, "kind": kind, "note": "The arc flickers"}
    return (await person.api("POST", "/calls", body)).json()  # type: ignore[no-any-return]


async def bell(person: Person) -> list[dict[str, Any]]:
    return (await person.api("GET", "/notifications")).json()["items"]  # type: ignore[no-any-return]


async def choose(person: Person, key: str, value: str) -> None:
    answer = await person.api("PUT", f"/settings/values/{key}", {"scope": "user", "value": value})
    assert answer.status_code == 200, answer.text


async def test_a_call_asks_for_its_job_and_nobody_at_the_machine_waits(
    engine: AsyncEngine, works: SmallFactory, supervisor: Person
) -> None:
    call = await called(supervisor, works)
    async with unit_of_work(engine, supervisor.actor) as uow:
        key = {"key": f"unison:notify:called:{call['id']}"}
        found = await uow.session.execute(text("select said from jobs where key = :key"), key)
        assert found.scalar_one() == {"occasion": "called", "record": call["id"]}
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_who_can_help_is_told_once_and_who_called_is_not(
    works: SmallFactory, supervisor: Person, admin: Person, planner: Person, tell: Tell
) -> None:
    call = await called(supervisor, works)
    assert await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id) >= 1
    assert await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id) == 0, "once to each"
    [told] = await bell(admin)
    assert told["title"].startswith("Maintenance is called to ")
    assert (told["text"], told["href"], told["read_at"]) == ("The arc flickers", f"/calls/{call['id']}", None)
    assert await bell(supervisor) == []
    assert await bell(planner) == [], "a planner does not answer calls"
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_what_is_over_is_told_to_nobody(works: SmallFactory, supervisor: Person, tell: Tell) -> None:
    call = await called(supervisor, works)
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")
    assert await tell(supervisor, "called", call["id"]) == 0


async def test_each_reads_it_in_their_language(
    works: SmallFactory, supervisor: Person, admin: Person, tell: Tell
) -> None:
    await choose(admin, "look.language", "de")
    call = await called(supervisor, works, "material")
    await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id)
    [told] = await bell(admin)
    await choose(admin, "look.language", "")
    assert "gerufen" in told["title"]
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_who_wants_nothing_is_told_nothing_and_who_wants_mail_gets_one(
    engine: AsyncEngine, works: SmallFactory, supervisor: Person, admin: Person, tell: Tell
) -> None:
    await choose(admin, "notify.calls", "off")
    call = await called(supervisor, works)
    await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id)
    assert await bell(admin) == []
    await choose(admin, "notify.calls", "mail")
    await choose(admin, "notify.quiet_from", "0")
    await choose(admin, "notify.quiet_to", "0")
    await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id)
    [told] = await bell(admin)
    mails = (await admin.api("GET", "/mails", params={"kind": "notice"})).json()["items"]
    assert [mail["to_address"] for mail in mails if mail["subject"] == told["title"]] == [admin.email]
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_reading_it_leads_to_what_it_is_about(
    works: SmallFactory, supervisor: Person, admin: Person, other_admin: Person, tell: Tell
) -> None:
    call = await called(supervisor, works)
    await tell(supervisor, "called", call["id"], by=supervisor.actor.user_id)
    [told] = await bell(admin)
    page = (await admin.client.get("/notifications", headers={"accept": "text/html"})).text
    assert "Maintenance is called to" in page
    for stranger in (supervisor, other_admin):
        assert (await stranger.api("POST", f"/notifications/{told['id']}/reading")).status_code == 404
    answer = await admin.send(f"/notifications/{told['id']}/reading")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/calls/{call['id']}")
    assert (await admin.api("GET", "/notifications/bell")).json() == {"unread": 0, "many": False}
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_a_call_that_nobody_answers_goes_to_those_who_lead_then_to_the_company(
    engine: AsyncEngine, works: SmallFactory, supervisor: Person, admin: Person, tell: Tell
) -> None:
    call = await called(supervisor, works)

    async def after(minutes: int) -> list[str]:
        """Which steps were asked for by then. The plant of these tests has no shifts: the clock counts."""
        async with unit_of_work(engine, system(supervisor.organization)) as uow:
            at = {"at": uow.now() - timedelta(minutes=minutes), "id": call["id"]}
            await uow.session.execute(text("update calls set called_at = :at where id = :id"), at)
        async with unit_of_work(engine, system(supervisor.organization)) as uow:
            await watching.escalate(uow)
        async with unit_of_work(engine, system(supervisor.organization)) as uow:
            like = {"like": f"unison:notify:late%{call['id']}"}
            rows = await uow.session.scalars(text("select said ->> 'occasion' from jobs where key like :like"), like)
            return sorted(rows)

    assert await after(5) == []
    assert await after(11) == ["late_1"]
    await tell(supervisor, "late_1", call["id"])
    assert {row["kind"] for row in await bell(supervisor)} == {"late_calls"}
    assert await after(12) == ["late_1"]
    assert await after(31) == ["late_1", "late_2"]
    await supervisor.api("POST", f"/calls/{call['id']}/acceptance")
    assert await tell(supervisor, "late_2", call["id"]) == 0, "somebody has come"
    await supervisor.api("POST", f"/calls/{call['id']}/withdrawal")


async def test_a_day_is_summed_up_once_at_the_hour_each_chose(
    engine: AsyncEngine, admin: Person, planner: Person, tell: Tell
) -> None:
    async with unit_of_work(engine, planner.actor) as uow:
        name = f"print:{uuid4()}"
        await enqueue(uow, "render_print", name, print_id=uuid4())
        failed = text("update jobs set state = 'failed', error = 'No paper' where key = :key returning id")
        job = await uow.session.scalar(failed, {"key": f"unison:{name}"})
    assert await tell(planner, "job_failed", job) >= 1
    assert admin.actor.user_id

    async def at(hour: str) -> int:
        await choose(admin, "notify.summary_hour", hour)
        async with unit_of_work(engine, system(planner.organization)) as uow:
            return await summing.send_summaries(uow, SITE)

    async with unit_of_work(engine, system(planner.organization)) as uow:
        zone = (await summing.zones_of(uow))[admin.actor.user_id]
        hour = uow.now().astimezone(zone).hour
    assert await at(str((hour + 3) % 24)) == 0
    assert await at(str(hour)) == 1
    assert await at(str(hour)) == 0
    [mail] = (await admin.api("GET", "/mails", params={"kind": "summary"})).json()["items"]
    said = (await admin.api("GET", f"/mails/{mail['id']}")).json()["text"]
    assert "Failed: Paper: No paper" in said


async def test_an_order_on_hold_is_told_with_its_reason(
    works: SmallFactory, admin: Person, planner: Person, supervisor: Person, tell: Tell
) -> None:
    at = f"/work-orders/{await released(planner, works)}"
    order = (await planner.api("GET", at)).json()
    held = await supervisor.api("POST", f"{at}/hold", {"reason": "Cracks"})
    assert held.status_code == 200, held.text
    assert await tell(supervisor, "order_held", order["id"], by=supervisor.actor.user_id) >= 1
    told = (await bell(admin))[0]
    assert (told["title"], told["text"]) == (f"Order {order['number']} is on hold", "Cracks")
