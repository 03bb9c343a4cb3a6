"""Material is brought from the warehouse to the line before an order begins, by scan, what expires first first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.consumption.test_reports import Job
from tests.modules.stock.place import code, lots_of, made, material, on_hand, sums_are_right
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.work_orders.models import Operation, WorkOrder


@pytest.fixture
async def job(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Job:
    """Ten frames of two tubes: twenty tubes, of two lots, and a place at the line."""
    job = await Job(planner, logistics, supervisor, engine, factory).ready("10", "0", tube="lot")
    for name, day in (("late", "2031-01-01"), ("soon", "2030-01-01")):
        said = {"material": job.tube, "quantity": "15", "location": job.store, "lot": f"{job.store}{name}"}
        await made(logistics, "/stock-receipts", {**said, "expires_on": day})
    return job


async def line_of(job: Job) -> str:
    """A place that serves the work center of the first operation."""
    async with unit_of_work(job.engine, system(job.planner.organization)) as uow:
        center = await uow.session.scalar(
            select(WorkCenter.code).join(Operation, Operation.work_center_id == WorkCenter.id)
            .join(WorkOrder, Operation.work_order_id == WorkOrder.id)
            .where(WorkOrder.number == job.number, Operation.sequence == 10)
        )  # fmt: skip
    name = code("LINE")
    said = {"code": name, "name": name, "kind": "warehouse", "work_center": center}
    await made(job.logistics, "/stock-locations", said)
    again = await job.logistics.api("POST", "/stock-locations", {**said, "code": code("X")})
    assert again.json()["errors"] == {"work_center": f"{name} serves this line already"}
    return name


async def need(job: Job) -> dict[str, Any]:
    found = (await job.logistics.api("GET", f"/work-orders/{job.number}/staging")).json()
    (only,) = found["needs"]
    return only  # type: ignore[no-any-return]


async def bring(job: Job, said: str, **more: Any) -> Any:
    return await job.logistics.api("POST", f"/work-orders/{job.number}/staging", {"code": said, **more})


async def test_the_list_says_what_to_bring_and_a_scan_brings_it_to_the_line(job: Job):
    line = await line_of(job)
    soon, late = f"{job.store}soon", f"{job.store}late"
    first = await need(job)
    assert (first["place"], first["open"], [(pick["lot"], pick["quantity"]) for pick in first["picks"]]) == (
        line, "20", [(soon, "15"), (late, "5")],
    )  # fmt: skip
    skipped = await bring(job, late)
    assert skipped.json()["errors"] == {"reason": f"Lot {soon} goes first. Take it, or say why not"}
    assert (await bring(job, soon)).status_code == 201
    assert (await on_hand(job.logistics, job.tube))[line, soon, "released"] == "15"
    then = await need(job)
    assert (then["staged"], then["open"]) == ("15", "5")
    too_many = await bring(job, late, quantity="6")
    assert too_many.json()["errors"] == {"quantity": "Only 5 more are wanted"}
    assert (await bring(job, late, quantity="5")).status_code == 201
    assert (await bring(job, late)).json()["errors"] == {"code": f"All of {job.tube} is at the line"}
    page = await job.logistics.see(f"/work-orders/{job.number}/staging")
    assert "Everything is at the line." in page.text
    await job.report(10, "10")
    assert await on_hand(job.logistics, job.tube) == {(job.store, late, "released"): "10"}
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_what_is_at_the_line_is_nobody_elses(job: Job):
    line = await line_of(job)
    soon = f"{job.store}soon"
    await bring(job, soon, quantity="15")
    away = {"material": job.tube, "lot": soon, "quantity": "1", "location": line, "to": job.store}
    answer = await job.logistics.api("POST", "/stock-transfers", away)
    assert answer.json()["errors"] == {"quantity": "Only 0 EA are free here"}
    kept = (await job.stock())["reservations"]
    assert [(each["location"], each["quantity"]) for each in kept] == [(line, "15")]


async def test_what_was_reserved_in_the_warehouse_moves_along(job: Job):
    line = await line_of(job)
    said = {"material": job.tube, "quantity": "20"}
    await made(job.logistics, f"/work-orders/{job.number}/stock/reservations", said)
    await bring(job, f"{job.store}soon")
    kept = sorted((each["location"], each["quantity"]) for each in (await job.stock())["reservations"])
    assert kept == sorted([(line, "15"), (job.store, "5")])


async def test_wrong_held_and_homeless_material_is_refused_in_words(job: Job, quality: Person, other_planner: Person):
    other = await material(job.planner)
    answer = await bring(job, other)
    assert answer.json()["errors"] == {"code": f"{job.number} does not take {other}. Still to bring: {job.tube}"}
    assert (await bring(job, "NEVER-SEEN")).json()["errors"] == {"code": "Nothing has the number NEVER-SEEN"}
    assert (await bring(job, job.tube)).json()["errors"] == {"code": f"{job.tube} is tracked. Scan its lot"}
    await line_of(job)
    soon = next(each for each in await lots_of(job.logistics, job.tube) if each["number"].endswith("soon"))
    await made(quality, f"/lots/{soon['id']}/holds", {"reason": "Rust"})
    held = await bring(job, soon["number"])
    assert held.json()["errors"] == {"lot": f"Lot {soon['number']} is on hold: Rust"}
    assert [pick["lot"] for pick in (await need(job))["picks"]] == [f"{job.store}late"]
    assert (await need(job))["short"] == "5"
    assert (await other_planner.api("GET", f"/work-orders/{job.number}/staging")).status_code == 404
    assert (await quality.api("POST", f"/work-orders/{job.number}/staging", {"code": "x"})).status_code == 403


async def test_orders_to_bring_for_are_listed_with_what_is_there(job: Job):
    await line_of(job)
    await bring(job, f"{job.store}soon")
    rows = (await job.logistics.api("GET", "/staging", params={"q": job.number})).json()["items"]
    assert [(row["number"], row["kept"], row["components"]) for row in rows] == [(job.number, 1, 1)]
    page = await job.logistics.see("/staging", q=job.number)
    assert (job.number in page.text, "1 of 1" in page.text) == (True, True)
