"""Where it came from, where it went, and how it is stopped."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.consumption.test_reports import Job
from tests.modules.stock.place import code, lots_of, made, warehouse
from unison_web.engine.genealogy import Genealogy, from_epcis


class Story:
    """A tube lot went into frames of one order; some frames went to a customer."""

    def __init__(self, job: Job, tube: dict[str, Any], frame: dict[str, Any], customer: dict[str, Any]) -> None:
        self.job, self.tube, self.frame, self.customer = job, tube, frame, customer


@pytest.fixture
async def story(
    planner: Person, logistics: Person, supervisor: Person, engine: AsyncEngine, factory: SmallFactory
) -> Story:
    job = await Job(planner, logistics, supervisor, engine, factory).ready(tube="lot", frame="lot")
    await job.report(10, "6")
    await job.report(20, "5")
    (tube,), (frame,) = await lots_of(logistics, job.tube), await lots_of(logistics, job.frame)
    customer = await made(logistics, "/partners", {"name": "Bikes and more", "customer": True})
    place = next(iter((await logistics.api("GET", "/stock", params={"number": job.frame})).json()["items"]))["location"]
    said = {"material": job.frame, "lot": frame["number"], "quantity": "2", "location": place}
    await made(logistics, "/stock-dispatches", {**said, "customer": customer["number"], "document": "DN-77"})
    return Story(job, tube, frame, customer)


async def test_a_lot_is_followed_down_to_the_customer_and_up_to_its_parts(story: Story, quality: Person):
    found = (await quality.api("GET", "/trace", params={"code": story.tube["number"]})).json()
    assert [(each["kind"], each["label"], each["quantity"]) for each in found["down"]["steps"]] == [
        ("order", story.job.number, "12"), ("lot", story.frame["number"], "5"),
        ("partner", story.customer["number"], "2"),
    ]  # fmt: skip
    assert (found["below"]["customers"], found["up"]["steps"]) == (1, [])
    up = (await quality.api("GET", "/trace", params={"code": story.frame["number"]})).json()["up"]["steps"]
    assert [each["label"] for each in up] == [story.job.number, story.tube["number"]]
    page = await quality.see("/trace", code=story.job.number)
    assert (story.tube["number"] in page.text, story.frame["number"] in page.text) == (True, True)


async def test_what_was_taken_back_leaves_no_link(story: Story, quality: Person):
    other = await Job(
        story.job.planner, story.job.logistics, story.job.supervisor, story.job.engine, story.job.factory
    ).ready(tubes="2", tube="lot")
    (tube,) = await lots_of(quality, other.tube)
    issue = {"material": other.tube, "quantity": "2"}
    await made(other.logistics, f"/work-orders/{other.number}/stock/issues", issue)
    moved = (await quality.api("GET", "/stock-movements", params={"lot": tube["number"], "kind": "issue"})).json()
    url = f"/stock-movements/{moved['items'][0]['id']}/reversal"
    assert (await quality.api("GET", "/trace", params={"code": tube["number"]})).json()["below"]["orders"] == 1
    await made(other.logistics, url, {"reason": "wrong order"})
    assert (await quality.api("GET", "/trace", params={"code": tube["number"]})).json()["below"]["orders"] == 0


async def test_what_nobody_knows_names_what_looks_like_it(story: Story, quality: Person, stranger: Person):
    lot, job = code("NEAR-"), story.job
    said = {"material": job.tube, "quantity": "1", "location": job.store, "lot": lot}
    await made(job.logistics, "/stock-receipts", said)
    page = await quality.see("/trace", code=lot[:-1])
    assert ("Nothing has the number" in page.text, lot in page.text) == (True, True)
    assert (await stranger.api("GET", "/trace", params={"code": story.tube["number"]})).json()["node"] is None


async def test_a_branch_comes_when_it_is_unfolded(story: Story, quality: Person):
    rows = await quality.fragment(f"/trace/nodes/{story.tube['id']}", "x-branch", direction="down")
    assert (story.job.number in rows.text, "<html" in rows.text) == (True, False)


async def test_the_trace_leaves_as_epcis(story: Story, quality: Person):
    document = (await quality.api("GET", f"/trace/nodes/{story.tube['id']}/epcis")).json()
    read = Genealogy(from_epcis(document))
    assert read.reach(f"urn:unison:lot:{story.tube['number']}", "down") == [f"urn:unison:lot:{story.frame['number']}"]
    sent = [each for each in document["epcisBody"]["eventList"] if each["type"] == "ObjectEvent"]
    assert [each["bizStep"] for each in sent] == ["shipping"]


async def test_a_recall_stops_everything_in_one_action_and_can_be_a_false_alarm(
    story: Story, quality: Person, logistics: Person
):
    recall = await made(quality, "/recalls", {"code": story.tube["number"], "reason": "Cracks in the steel"})
    assert (recall["state"], [each["held"] for each in recall["lots"]]) == ("draft", [False, False])
    assert [(each["name"], each["quantity"], each["document"]) for each in recall["customers"]] == [
        ("Bikes and more", "2", "DN-77")
    ]
    url = f"/recalls/{recall['id']}"
    assert (await logistics.api("POST", f"{url}/hold")).status_code == 403
    held = (await quality.api("POST", f"{url}/hold")).json()
    assert (held["state"], [each["held"] for each in held["lots"]]) == ("held", [True, True])
    move = {"material": story.job.tube, "lot": story.tube["number"], "location": story.job.store, "quantity": "1"}
    answer = await logistics.api("POST", "/stock-transfers", {**move, "to": await warehouse(logistics)})
    assert "Cracks in the steel" in answer.json()["errors"]["lot"]
    again = await quality.api("POST", f"{url}/closure", {"reason": "done"})
    assert again.json()["detail"] == "Look first what came back and what was used up"
    undone = await made(quality, f"{url}/undo", {"reason": "The test was wrong"})
    assert (undone["state"], [each["held"] for each in undone["lots"]]) == ("undone", [False, False])
    await made(logistics, "/stock-transfers", {**move, "to": await warehouse(logistics)})


async def test_a_recall_ends_when_everything_was_looked_for(story: Story, quality: Person):
    recall = await made(quality, "/recalls", {"code": story.job.number, "reason": "Wrong paint"})
    url = f"/recalls/{recall['id']}"
    for verb in ("hold", "notification", "reconciliation"):
        assert (await quality.api("POST", f"{url}/{verb}")).status_code == 200
    closed = await made(quality, f"{url}/closure", {"reason": "All frames are back"})
    assert (closed["state"], closed["verbs"], closed["lots"][0]["held"]) == ("closed", [], True)
    page = await quality.see(url)
    assert "All frames are back" in page.text


async def test_a_drill_weighs_a_lot_and_names_missing_links(story: Story, quality: Person):
    drill = await made(quality, "/recall-drills", {})
    assert drill["milliseconds"] < 5000
    page = await quality.see(f"/recall-drills/{drill['id']}")
    assert "accounted for" in page.text
