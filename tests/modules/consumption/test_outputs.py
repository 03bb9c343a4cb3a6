"""What comes beside the pieces, and components that the log says went in: both move stock, and come back with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.consumption.test_reports import Job
from tests.modules.stock.place import lots_of, made, material, sums_are_right, warehouse
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.bom.models import Bom, BomOutput
from unison_web.modules.materials.models import Material
from unison_web.modules.production.service import reports


class Cutting(Job):
    """The frame leaves half a kilo of cut-offs with each piece, and a bracket that carries a tenth of the cost."""

    cut = bracket = ""

    async def _bill_and_routing(self) -> None:
        await super()._bill_and_routing()
        self.cut = await material(self.planner)
        self.bracket = await material(self.planner, "lot", type="make")
        async with unit_of_work(self.engine, system(self.planner.organization)) as uow:
            numbers = select(Material.number, Material.id, Material.unit_id).where(
                Material.organization_id == uow.organization_id,
                Material.number.in_([self.frame, self.cut, self.bracket]),
            )
            known = {number: (key, unit) for number, key, unit in await uow.session.execute(numbers)}
            bill = await uow.session.scalar(select(Bom.id).where(
                Bom.organization_id == uow.organization_id, Bom.material_id == known[self.frame][0]
            ))  # fmt: skip
            said = ((self.cut, "by", "0.5", "0"), (self.bracket, "co", "1", "0.1"))
            for number, kind, much, share in said:
                key, unit = known[number]
                uow.session.add(BomOutput(bom_id=bill, material_id=key, kind=kind, quantity=Decimal(much),
                                          unit_id=unit, cost_share=Decimal(share)))  # fmt: skip

    async def beside(self) -> dict[str, tuple[str, str]]:
        order = (await self.supervisor.api("GET", f"/work-orders/{self.number}")).json()
        return {each["number"]: (each["expected"], each["brought"]) for each in order["outputs"]}

    async def entry(self, sequence: int, kind: str) -> dict[str, Any]:
        url = f"/work-orders/{self.number}/operations/{sequence}/reports"
        rows = (await self.supervisor.api("GET", url)).json()
        return next(each for each in rows if each["kind"] == kind and not each["reversed"] and not each["reverses_id"])

    async def consume(self, quantity: str, **more: Any) -> Any:
        url = f"/work-orders/{self.number}/operations/10/entries"
        said = {"kind": "consume", "component": self.tube, "quantity": quantity, **more}
        return await self.supervisor.api("POST", url, said)


@pytest.fixture
async def job(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Cutting:
    return Cutting(planner, logistics, supervisor, engine, factory)


async def test_co_and_by_products_come_into_stock_with_the_last_operation(job: Cutting) -> None:
    await job.ready()
    await job.report(10, "4")
    assert await job.beside() == {job.cut: ("5", "0"), job.bracket: ("10", "0")}
    await job.report(20, "3")
    assert await job.beside() == {job.cut: ("5", "1.5"), job.bracket: ("10", "3")}
    assert [await job.lying(each) for each in (job.cut, job.bracket, job.frame)] == [Decimal("1.5"), 3, 3]
    (lot,) = await lots_of(job.logistics, job.bracket)
    trace = (await job.supervisor.api("GET", "/trace", params={"code": lot["number"]})).text
    assert job.number in trace, "an edge leads from the order to the bracket's lot"
    page = (await job.supervisor.see(f"/work-orders/{job.number}")).text
    assert ("Comes beside" in page, "Co-product" in page, "10 %" in page) == (True, True, True)
    assert await sums_are_right(job.engine, job.logistics, job.bracket)


async def test_somebody_may_say_how_much_came_beside(job: Cutting) -> None:
    await job.ready()
    await job.report(10, "4")
    await job.report(20, "2", outputs=[{"material": job.cut, "quantity": "0.7"}])
    assert (await job.lying(job.cut), await job.lying(job.bracket)) == (Decimal("0.7"), 2)
    url = f"/work-orders/{job.number}/operations/20/reports"
    wrong = await job.supervisor.api("POST", url, {"quantity": "1", "outputs": [{"material": "SAND", "quantity": "1"}]})
    assert job.cut in wrong.json()["errors"]["outputs"], "it names what the order brings"


async def test_a_correction_corrects_what_came_beside_in_the_same_ratio(job: Cutting) -> None:
    await job.ready()
    await job.report(10, "4")
    await job.report(20, "4", outputs=[{"material": job.cut, "quantity": "1"}])
    entry = (await job.entry(20, "good"))["id"]
    url = f"/production-logs/{entry}/correction"
    preview = (await job.supervisor.api("POST", f"{url}/preview", {"quantity": "2", "kind": "good"})).json()
    assert f"Stock of {job.bracket}" in [each["label"] for each in preview["effects"]]
    await made(job.supervisor, url, {"quantity": "2", "kind": "good", "why": "Counted twice"})
    assert (await job.lying(job.cut), await job.lying(job.bracket)) == (Decimal("0.5"), 2)
    assert await job.beside() == {job.cut: ("5", "0.5"), job.bracket: ("10", "2")}
    assert await sums_are_right(job.engine, job.logistics, job.cut)


async def test_what_came_beside_follows_the_quantity_of_the_order(job: Cutting) -> None:
    await job.ready(quantity="10")
    said = {"material": job.frame, "quantity": "8", "due_at": "2027-05-01T10:00:00"}
    number = (await made(job.planner, "/work-orders", said))["number"]
    order = (await job.planner.api("PATCH", f"/work-orders/{number}", {"quantity": "20"})).json()
    assert [each["expected"] for each in order["outputs"]] == ["10", "20"]


async def test_a_component_that_went_in_leaves_its_lot_and_is_not_taken_again(job: Cutting) -> None:
    await job.ready(tubes="0", tube="lot")
    for name, day in (("1", "2030-01-01"), ("2", "2031-01-01")):
        said = {"material": job.tube, "quantity": "10", "location": job.store, "lot": f"{job.store}-{name}"}
        await made(job.logistics, "/stock-receipts", {**said, "expires_on": day})
    refused = await job.consume("3", lot=f"{job.store}-2")
    assert "goes first" in refused.json()["errors"]["note"]
    assert (await job.consume("30", lot=f"{job.store}-1")).json()["errors"] == {"quantity": "Only 10 EA are free here"}
    assert (await job.consume("3", lot=f"{job.store}-2", note="the first is at the back")).status_code == 201
    assert await job.lying(job.tube) == 17
    await job.report(10, "2")
    assert await job.lying(job.tube) == 16, "the report needs four, three are there"
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_what_went_in_comes_back_where_it_was(job: Cutting) -> None:
    await job.ready(tubes="10")
    await job.consume("4")
    assert await job.lying(job.tube) == 6
    entry = (await job.entry(10, "consume"))["id"]
    assert "Take back" in (await job.supervisor.see(f"/work-orders/{job.number}/reports")).text
    assert (await job.supervisor.see(f"/production-logs/{entry}/reversal")).status_code == 200
    await made(job.supervisor, f"/production-logs/{entry}/reversal", {"why": "Never went in"})
    assert await job.lying(job.tube) == 10
    again = await job.supervisor.api("POST", f"/production-logs/{entry}/reversal", {"why": "Never went in"})
    assert again.json()["code"] == "already-undone"
    await job.report(10, "1")
    assert await job.lying(job.tube) == 8
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_what_went_in_without_stock_is_missing_and_settled_once(job: Cutting) -> None:
    await job.ready(tubes="1")
    await job.consume("4")
    (missing,) = (await job.stock())["missing"]
    assert (missing["open"], await job.lying(job.tube)) == ("3", 0)
    await job.report(10, "2")
    assert (await job.stock())["missing"][0]["open"] == "3", "the report found four that were given already"
    entry = (await job.entry(10, "consume"))["id"]
    async with unit_of_work(job.engine, job.supervisor.actor) as uow:  # type: ignore[arg-type]
        await reports.undo(uow, UUID(entry))
    assert ((await job.stock())["missing"], await job.lying(job.tube)) == ([], 1)
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_another_store_is_taken_from_where_somebody_says_so(job: Cutting) -> None:
    await job.ready(tubes="10")
    other = await warehouse(job.logistics)
    assert (await job.consume("1", place=other)).json()["errors"] == {"quantity": "Only 0 EA are free here"}
    assert "place" in (await job.consume("1", place="NOWHERE")).json()["errors"]
    assert (await job.consume("1", place=job.store)).status_code == 201
