"""Stock of a supplier lies here, is worth nothing to us, and becomes ours when it is used."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.consumption.test_reports import Job
from tests.modules.stock.place import code, made, on_hand, sums_are_right, warehouse


@pytest.fixture
async def job(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Job:
    return Job(planner, logistics, supervisor, engine, factory)


@pytest.fixture
async def supplier(planner: Person) -> dict[str, Any]:
    return await made(planner, "/partners", {"name": code("Tubes "), "supplier": True})


async def consigned(job: Job, supplier: dict[str, Any], quantity: str) -> None:
    said = {"material": job.tube, "quantity": quantity, "location": job.store, "supplier": supplier["number"]}
    await made(job.logistics, "/stock-receipts", {**said, "consigned": True})


async def told(job: Job, supplier: dict[str, Any]) -> dict[str, Any]:
    found = (await job.supervisor.api("GET", "/consignment")).json()["items"]
    return next(each for each in found if each["supplier_number"] == supplier["number"])


async def owners(job: Job) -> dict[str, str]:
    items = (await job.logistics.api("GET", "/stock", params={"number": job.tube})).json()["items"]
    return {each["owner"]: each["quantity"] for each in items}


async def test_ours_is_used_first_and_theirs_becomes_ours_when_it_is_used(job: Job, supplier: dict[str, Any]) -> None:
    await job.ready(tubes="4")
    await consigned(job, supplier, "10")
    assert await owners(job) == {"": "4", supplier["name"]: "10"}
    await job.report(10, "3")
    assert await owners(job) == {supplier["name"]: "8"}
    line = await told(job, supplier)
    assert (line["lies"], line["used"], line["taken_over"], line["number"]) == ("8", "2", "0", job.tube)
    page = (await job.supervisor.see("/consignment")).text
    assert (supplier["name"] in page, job.tube in page) == (True, True)
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_a_correction_gives_it_back_to_the_supplier(job: Job, supplier: dict[str, Any]) -> None:
    await job.ready(tubes="0")
    await consigned(job, supplier, "10")
    entry = (await job.report(10, "3"))["entry_id"]
    await made(job.supervisor, f"/production-logs/{entry}/correction", {"quantity": "1", "kind": "good", "why": "Two"})
    assert (await owners(job), (await told(job, supplier))["used"]) == ({supplier["name"]: "8"}, "2")
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_it_is_moved_and_taken_over_but_not_sold(job: Job, supplier: dict[str, Any], planner: Person) -> None:
    await job.ready(tubes="0")
    await consigned(job, supplier, "10")
    other = await warehouse(job.logistics)
    move = {"material": job.tube, "quantity": "6", "location": job.store, "to": other}
    ours = await job.logistics.api("POST", "/stock-transfers", move)
    assert ours.json()["errors"] == {"quantity": "Only 0 EA are free here"}
    await made(job.logistics, "/stock-transfers", {**move, "owner": supplier["number"]})
    customer = (await made(planner, "/partners", {"name": code("Shop "), "customer": True}))["number"]
    sold = {"material": job.tube, "quantity": "1", "location": other, "customer": customer}
    assert (await job.logistics.api("POST", "/stock-dispatches", sold)).status_code == 422
    over = {"material": job.tube, "quantity": "5", "location": other, "supplier": supplier["number"]}
    taken = await made(job.supervisor, "/stock-takeovers", over)
    await made(job.logistics, "/stock-dispatches", sold)
    line = await told(job, supplier)
    assert (line["lies"], line["taken_over"]) == ("5", "5")
    back = f"/stock-movements/{taken['movements'][0]}/reversal"
    assert (await job.supervisor.api("POST", back, {"reason": "Too early"})).status_code == 422, "one of them is gone"
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_whose_it_stays_has_to_be_said(job: Job) -> None:
    await job.ready(tubes="0")
    said = {"material": job.tube, "quantity": "1", "location": job.store, "consigned": True}
    assert (await job.logistics.api("POST", "/stock-receipts", said)).json()["errors"] == {
        "supplier": "Say whose it stays"
    }
    assert (await job.supervisor.api("GET", "/consignment", params={"month": "soon"})).status_code == 422


async def test_what_lies_at_a_suppliers_is_ours_and_nobody_here_takes_it(
    job: Job, supplier: dict[str, Any], admin: Person
) -> None:
    await job.ready(tubes="10")
    wrong = {"code": code("X"), "name": "X", "kind": "warehouse", "partner": supplier["number"], "supplies": True}
    assert "partner" in (await admin.api("POST", "/stock-locations", wrong)).json()["errors"]
    there = await warehouse(admin, partner=supplier["number"])
    await made(job.logistics, "/stock-transfers",
               {"material": job.tube, "quantity": "7", "location": job.store, "to": there})  # fmt: skip
    await job.report(10, "2")
    assert {place: much for (place, _l, _s), much in (await on_hand(job.logistics, job.tube)).items()} == {there: "7"}
    order = (await job.planner.api("GET", f"/work-orders/{job.number}")).json()
    assert order["materials"][0]["on_hand"] == "0"
    assert (await job.stock())["missing"][0]["open"] == "1"


async def test_another_company_sees_no_stock_of_suppliers(job: Job, supplier: dict[str, Any], stranger: Person) -> None:
    await job.ready(tubes="0")
    await consigned(job, supplier, "10")
    theirs = (await stranger.api("GET", "/consignment")).json()["items"]
    assert supplier["number"] not in {each["supplier_number"] for each in theirs}
