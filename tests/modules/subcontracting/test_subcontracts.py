"""An operation at a supplier's: what goes there is used, spoiled, brought back or still there, and the books agree."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.consumption.test_reports import Job
from tests.modules.stock.place import code, lots_of, made, on_hand, sums_are_right


class Outside(Job):
    """The first operation of the frame is done at a bender's."""

    sub: dict[str, Any]
    supplier: dict[str, Any]

    async def out(self) -> Outside:
        self.supplier = await made(self.planner, "/partners", {"name": code("Bender "), "supplier": True})
        said = {"order": self.number, "operation": 10, "supplier": self.supplier["number"], "due_on": "2027-04-01"}
        self.sub = await made(self.logistics, "/subcontracts", said)
        return self

    async def does(self, what: str, by: Person | None = None, **said: Any) -> Any:
        return await (by or self.supervisor).api("POST", f"/subcontracts/{self.sub['id']}/{what}", said)

    async def there(self) -> tuple[str, ...]:
        """Sent, used, spoiled, back, still there."""
        found = (await self.supervisor.api("GET", f"/subcontracts/{self.sub['id']}")).json()["materials"]
        names = ("issued", "used", "scrapped", "returned", "open")
        return tuple(next(each for each in found if each["number"] == self.tube)[name] for name in names)

    async def places(self) -> dict[str, Decimal]:
        lies = await on_hand(self.logistics, self.tube)
        return {
            ("there" if place == self.supplier["number"] else "here"): Decimal(q) for (place, *_), q in lies.items()
        }


@pytest.fixture
async def job(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Outside:
    return Outside(planner, logistics, supervisor, engine, factory)


async def test_out_and_back_and_every_piece_of_material_is_explained(job: Outside) -> None:
    await job.ready(tubes="30")
    await job.out()
    assert (await job.does("issues", material=job.tube, quantity="20")).status_code == 201
    assert await job.places() == {"here": 10, "there": 20}
    received = await job.does("receipts", good="8", scrap="1", reason="burr")
    assert (received.json()["good"], received.json()["scrap"]) == ("8", "1")
    assert await job.places() == {"here": 10, "there": 2}
    early = await job.does("close")
    assert early.json()["code"] == "not-reconciled" and job.tube in early.json()["detail"]
    too_many = await job.does("returns", material=job.tube, quantity="3", location=job.store)
    assert too_many.json()["errors"] == {"quantity": "Only 2 EA are there for this order"}
    assert (await job.does("returns", material=job.tube, quantity="1", location=job.store)).status_code == 201
    assert (await job.does("scraps", material=job.tube, quantity="1", reason="Bent")).status_code == 201
    assert await job.there() == ("20", "18", "1", "1", "0")
    assert (await job.does("close")).json()["state"] == "closed"
    assert await sums_are_right(job.engine, job.logistics, job.tube)
    page = (await job.supervisor.see(f"/subcontracts/{job.sub['id']}")).text
    assert (job.supplier["name"] in page, "Still there" in page) == (True, True)
    order = (await job.planner.api("GET", f"/work-orders/{job.number}")).json()
    assert order["operations"][1]["arrived"] == "8", "the next operation has what came back"


async def test_a_correction_gives_material_back_to_where_it_was_used(job: Outside) -> None:
    await job.ready(tubes="30")
    await job.out()
    await job.does("issues", material=job.tube, quantity="20")
    await job.does("receipts", good="10")
    url = f"/work-orders/{job.number}/operations/10/reports"
    entry = next(e for e in (await job.supervisor.api("GET", url)).json() if e["kind"] == "good")["id"]
    await made(
        job.supervisor, f"/production-logs/{entry}/correction", {"quantity": "7", "kind": "good", "why": "Miscount"}
    )
    assert (await job.there(), await job.places()) == (("20", "14", "0", "0", "6"), {"here": 10, "there": 6})
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_pieces_that_took_more_than_was_sent_are_missing_there_and_take_nothing_here(job: Outside) -> None:
    await job.ready(tubes="30")
    await job.out()
    await job.does("issues", material=job.tube, quantity="5")
    await job.does("receipts", good="4")
    (missing,) = (await job.stock())["missing"]
    assert (missing["open"], await job.there(), await job.places()) == ("3", ("5", "5", "0", "0", "0"), {"here": 25})
    assert await sums_are_right(job.engine, job.logistics, job.tube)


async def test_what_lies_there_for_one_order_is_not_used_by_another(job: Outside) -> None:
    await job.ready(tubes="30")
    await job.out()
    await job.does("issues", material=job.tube, quantity="10")
    first = job.sub
    said = {"material": job.frame, "quantity": "5", "due_at": "2027-05-01T10:00:00"}
    number = (await made(job.planner, "/work-orders", said))["number"]
    await made(job.planner, f"/work-orders/{number}/release", {"accept_shortage": True})
    said = {"order": number, "operation": 10, "supplier": job.supplier["number"]}
    job.sub = await made(job.logistics, "/subcontracts", said)
    await job.does("issues", material=job.tube, quantity="2")
    await job.does("receipts", good="3")
    assert await job.there() == ("2", "2", "0", "0", "0")
    job.sub = first
    assert await job.there() == ("10", "0", "0", "0", "10")


async def test_two_people_who_bring_back_the_last_ones_end_with_one_winner(job: Outside) -> None:
    await job.ready(tubes="10")
    await job.out()
    await job.does("issues", material=job.tube, quantity="10")
    back = {"material": job.tube, "quantity": "6", "location": job.store}
    answers = await asyncio.gather(*(job.does("returns", by, **back) for by in (job.supervisor, job.logistics)))
    assert sorted(each.status_code for each in answers) == [201, 422]
    assert (await job.there())[-1] == "4"


async def test_only_components_go_there_and_an_operation_goes_out_once(job: Outside, stranger: Person) -> None:
    await job.ready(tubes="10")
    await job.out()
    wrong = await job.does("issues", material=job.frame, quantity="1")
    assert job.tube in wrong.json()["errors"]["material"], "it names what goes in"
    assert (await job.does("issues", material=job.tube, quantity="11")).json()["errors"] == {
        "quantity": "Only 10 EA are free here"
    }
    said = {"order": job.number, "operation": 10, "supplier": job.supplier["number"]}
    again = await job.logistics.api("POST", "/subcontracts", said)
    assert job.sub["number"] in again.json()["errors"]["operation"]
    assert "operation" in (await job.logistics.api("POST", "/subcontracts", {**said, "operation": 99})).json()["errors"]
    assert "good" in (await job.does("receipts")).json()["errors"]
    assert (await stranger.api("GET", f"/subcontracts/{job.sub['id']}")).status_code == 404
    listed = await job.logistics.see("/subcontracts", order=job.number)
    assert job.sub["number"] in listed.text


async def test_lots_that_went_there_are_traced_into_the_pieces(job: Outside) -> None:
    await job.ready(tubes="0", tube="lot", frame="lot")
    said = {"material": job.tube, "quantity": "10", "location": job.store, "lot": code("T")}
    await made(job.logistics, "/stock-receipts", said)
    await job.out()
    await job.does("issues", material=job.tube, quantity="10")
    await job.does("receipts", good="3")
    await job.report(20, "3")
    (frame,) = await lots_of(job.logistics, job.frame)
    trace = (await job.supervisor.api("GET", "/trace", params={"code": frame["number"]})).text
    assert said["lot"] in trace


@pytest.mark.parametrize("form", ["issues", "receipts", "returns", "scraps"])
async def test_every_form_opens(job: Outside, form: str) -> None:
    await job.ready(tubes="10")
    await job.out()
    page = await job.supervisor.see(f"/subcontracts/{job.sub['id']}/{form}/new")
    assert (page.status_code, job.supplier["name"] in page.text) == (200, True)
    assert (await job.supervisor.see("/subcontracts/new", order=job.number)).status_code == 200
