"""Reports use up components and bring finished pieces into stock; the floor never waits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.stock.place import code, lots_of, made, material, on_hand, sums_are_right, warehouse
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.models import Material
from unison_web.modules.production.service import reports
from unison_web.modules.routings.models import Routing, RoutingOperation


class Job:
    """A frame of two tubes in three operations, whose tubes lie in a place of their own."""

    def __init__(
        self, planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
    ) -> None:
        self.planner, self.logistics, self.supervisor, self.engine = planner, logistics, supervisor, engine
        self.factory = factory
        self.frame = self.tube = self.store = self.number = ""

    async def ready(self, quantity: str = "10", tubes: str = "100", *, tube: str = "none", frame: str = "none") -> Job:
        self.tube = await material(self.planner, tube)
        self.frame = await material(self.planner, frame, type="make")
        self.store = await warehouse(self.logistics)
        if tubes != "0":
            said = {"material": self.tube, "quantity": tubes, "location": self.store}
            await made(self.logistics, "/stock-receipts", said)
        await self._bill_and_routing()
        said = {"material": self.frame, "quantity": quantity, "due_at": "2027-05-01T10:00:00"}
        self.number = (await made(self.planner, "/work-orders", said))["number"]
        await made(self.planner, f"/work-orders/{self.number}/release", {"accept_shortage": True})
        return self

    async def _bill_and_routing(self) -> None:
        """Released, as an order wants them."""
        assert self.planner.actor
        plant = self.factory.plant
        async with unit_of_work(self.engine, system(self.planner.organization)) as uow:
            numbers = select(Material.number, Material.id, Material.unit_id).where(
                Material.organization_id == uow.organization_id, Material.number.in_([self.frame, self.tube])
            )
            known = {number: (key, unit) for number, key, unit in await uow.session.execute(numbers)}
            bom = Bom(material_id=known[self.frame][0], revision="A", state="released")
            routing = Routing(plant_id=plant, material_id=known[self.frame][0], revision="A", state="released")
            center = WorkCenter(plant_id=plant, code=code("C"), name="Bench")
            uow.session.add_all([bom, routing, center])
            await uow.session.flush()
            tube, unit = known[self.tube]
            uow.session.add(
                BomLine(bom_id=bom.id, position=10, component_id=tube, quantity=Decimal(2), unit_id=unit, operation=10)
            )
            for sequence in (10, 20):
                uow.session.add(RoutingOperation(routing_id=routing.id, sequence=sequence, name="Work",
                                                 work_center_id=center.id, run_minutes=Decimal(1)))  # fmt: skip

    async def report(self, sequence: int, quantity: str, by: Person | None = None, **more: Any) -> dict[str, Any]:
        url = f"/work-orders/{self.number}/operations/{sequence}/reports"
        return await made(by or self.supervisor, url, {"quantity": quantity, **more})

    async def stock(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.supervisor.api("GET", f"/work-orders/{self.number}/stock")).json()
        return found

    async def lying(self, number: str) -> Decimal:
        return sum((Decimal(each) for each in (await on_hand(self.logistics, number)).values()), Decimal(0))


@pytest.fixture
async def job(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Job:
    return Job(planner, logistics, supervisor, engine, factory)


async def test_good_and_bad_pieces_use_up_what_they_take_and_the_last_operation_brings_them_in(job: Job):
    await job.ready()
    await job.report(10, "4")
    await job.report(10, "1", kind="scrap", reason="burr")
    assert (await job.lying(job.tube), await job.lying(job.frame)) == (90, 0)
    await job.report(20, "3")
    assert (await job.lying(job.tube), await job.lying(job.frame)) == (90, 3)
    assert await sums_are_right(job.engine, job.logistics, job.tube)
    page = await job.supervisor.see(f"/work-orders/{job.number}/stock")
    assert ("Used in production" in page.text, "Made" in page.text) == (True, True)


async def test_a_report_is_never_refused_and_says_what_was_missing(job: Job):
    await job.ready(tubes="3")
    await job.report(10, "4")
    (missing,) = (await job.stock())["missing"]
    assert (await job.lying(job.tube), missing["open"], missing["number"]) == (0, "5", job.tube)
    listed = await job.supervisor.see("/missing-stock", q=job.number)
    assert job.tube in listed.text
    await made(job.logistics, "/stock-receipts", {"material": job.tube, "quantity": "9", "location": job.store})
    url = f"/missing-stock/{missing['id']}/settlement"
    answer = await job.supervisor.api("POST", url, {"location": job.store, "quantity": "6"})
    assert answer.json()["errors"] == {"quantity": "Only 5 are missing"}
    await made(job.supervisor, url, {"location": job.store, "quantity": "5"})
    assert ((await job.stock())["missing"], await job.lying(job.tube)) == ([], 4)
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_undoing_a_report_brings_everything_back(job: Job):
    await job.ready(tubes="6", tube="lot", frame="lot")
    await job.report(10, "5")
    entry = (await job.report(20, "5"))["entry_id"]
    made_lot = (await lots_of(job.logistics, job.frame))[0]
    assert made_lot["quantity"] == "5"
    first = [e for e in (await job.supervisor.api(
        "GET", f"/work-orders/{job.number}/operations/10/reports")).json() if e["kind"] == "good"][0]  # fmt: skip
    for each in (entry, first["id"]):
        async with unit_of_work(job.engine, job.supervisor.actor) as uow:  # type: ignore[arg-type]
            await reports.undo(uow, UUID(each))
    assert (await job.lying(job.frame), await job.lying(job.tube)) == (0, 6)
    assert (await job.stock())["missing"] == []
    assert await sums_are_right(job.engine, job.logistics, job.tube)
    assert await sums_are_right(job.engine, job.logistics, job.frame)


async def test_what_expires_first_goes_first_and_what_is_on_hold_stays(job: Job, quality: Person):
    await job.ready(tubes="0", tube="lot")
    for name, day in (("late", "2031-01-01"), ("soon", "2030-01-01"), ("held", "2029-01-01")):
        said = {"material": job.tube, "quantity": "10", "location": job.store, "lot": f"{job.store}{name}"}
        await made(job.logistics, "/stock-receipts", {**said, "expires_on": day})
    held = next(each for each in await lots_of(job.logistics, job.tube) if each["number"].endswith("held"))
    await made(quality, f"/lots/{held['id']}/holds", {"reason": "Rust"})
    await job.report(10, "6")
    left = {lot.removeprefix(job.store): each for (_p, lot, _s), each in (await on_hand(quality, job.tube)).items()}
    assert left == {"late": "8", "held": "10"}


async def test_an_order_makes_one_lot_and_goes_on_in_another_when_that_is_on_hold(job: Job, quality: Person):
    await job.ready(frame="lot")
    await job.report(10, "9")
    await job.report(20, "3")
    await job.report(20, "3")
    (lot,) = await lots_of(job.logistics, job.frame)
    assert lot["quantity"] == "6"
    await made(quality, f"/lots/{lot['id']}/holds", {"reason": "Paint comes off"})
    await job.report(20, "3")
    assert [each["quantity"] for each in await lots_of(job.logistics, job.frame)] == ["6", "3"]


async def test_each_finished_piece_gets_a_serial_number(job: Job):
    await job.ready(frame="serial")
    await job.report(10, "3")
    await job.report(20, "3")
    assert [each["quantity"] for each in await lots_of(job.logistics, job.frame)] == ["1", "1", "1"]


async def test_what_was_issued_by_hand_is_not_taken_twice(job: Job):
    await job.ready(tubes="100")
    url = f"/work-orders/{job.number}/stock"
    await made(job.logistics, f"{url}/issues", {"material": job.tube, "quantity": "7"})
    await job.report(10, "3")
    assert await job.lying(job.tube) == 93
    await job.report(10, "2")
    assert await job.lying(job.tube) == 90
    back = {"material": job.tube, "quantity": "11", "location": job.store}
    answer = await job.logistics.api("POST", f"{url}/returns", back)
    assert answer.json()["errors"] == {"quantity": "The order has taken 10 of it"}
    await made(job.logistics, f"{url}/returns", {**back, "quantity": "1"})
    assert await job.lying(job.tube) == 91


async def test_another_lot_than_the_first_needs_a_reason(job: Job):
    await job.ready(tubes="0", tube="lot")
    for name, day in (("1", "2030-01-01"), ("2", "2031-01-01")):
        said = {"material": job.tube, "quantity": "10", "location": job.store, "lot": f"{job.store}-{name}"}
        await made(job.logistics, "/stock-receipts", {**said, "expires_on": day})
    url = f"/work-orders/{job.number}/stock/issues"
    said = {"material": job.tube, "quantity": "1", "lot": f"{job.store}-2"}
    answer = await job.logistics.api("POST", url, said)
    assert answer.json()["errors"] == {"reason": f"Lot {job.store}-1 goes first. Take it, or say why not"}
    await made(job.logistics, url, {**said, "reason": "the first is at the back"})


async def test_what_is_reserved_nobody_else_can_take(job: Job):
    await job.ready(tubes="10")
    url = f"/work-orders/{job.number}/stock"
    kept = await made(job.logistics, f"{url}/reservations", {"material": job.tube, "quantity": "8"})
    move = {"material": job.tube, "quantity": "3", "location": job.store, "to": await warehouse(job.logistics)}
    answer = await job.logistics.api("POST", "/stock-transfers", move)
    assert answer.json()["errors"] == {"quantity": "Only 2 EA are free here"}
    await job.report(10, "3")
    (left,) = (await job.stock())["reservations"]
    assert (left["quantity"], left["id"]) == ("2", kept["reservations"][0]["id"])
    await made(job.logistics, f"{url}/reservations/{left['id']}/removal", {})
    await made(job.logistics, "/stock-transfers", move)
    assert (await job.stock())["reservations"] == []


async def test_an_order_that_ends_keeps_nothing(job: Job):
    await job.ready(tubes="10")
    await made(job.logistics, f"/work-orders/{job.number}/stock/reservations", {"material": job.tube, "quantity": "8"})
    await made(job.supervisor, f"/work-orders/{job.number}/cancel", {"reason": "not wanted"})
    assert (await job.stock())["reservations"] == []
    items = (await job.logistics.api("GET", "/stock", params={"number": job.tube})).json()["items"]
    assert items[0]["reserved"] == "0"


async def test_a_report_takes_as_many_questions_for_many_places_as_for_one(job: Job):
    await job.ready(tubes="0", tube="lot")
    for _n in range(3):
        said = {"material": job.tube, "quantity": "2", "location": job.store}
        await made(job.logistics, "/stock-receipts", said)
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "stock_" in statement or "work_order" in statement or not statement.startswith("SELECT"):
            counted.append(statement)  # and not who somebody is, which is remembered for a while

    event.listen(job.engine.sync_engine, "before_cursor_execute", count)
    try:
        await job.report(10, "1")
        counted.clear()
        await job.report(10, "1")
        one = len(counted)
        counted.clear()
        await job.report(10, "1")
        assert len(counted) == one
        counted.clear()
    finally:
        event.remove(job.engine.sync_engine, "before_cursor_execute", count)
    assert one < 60
