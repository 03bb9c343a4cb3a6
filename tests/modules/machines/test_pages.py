"""Work centers and machines as page, fragment, JSON and form; without permission; for a stranger."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.conftest import rolled_back
from unison_web.kit.db.ledger import StoredEvent


@pytest.fixture(scope="module")
async def center(admin: Person) -> dict[str, str]:
    said = {"code": "20", "name": "Frame Welding", "cost_rate": "25", "hours_per_week": "108", "slots": 3}
    answer = await admin.api("POST", "/work-centers", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
async def machine(admin: Person, center: dict[str, str]) -> dict[str, str]:
    said = {"code": "WELD-1", "name": "Welding cell 1", "work_center": "20", "location": "Hall 2"}
    answer = await admin.api("POST", "/machines", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.mark.parametrize(("path", "noun"), [("/machines", "machines"), ("/work-centers", "centers")])
async def test_a_list_is_a_page_a_fragment_and_json(
    planner: Person, machine: dict[str, str], path: str, noun: str
) -> None:
    assert "Frame Welding" in (await planner.see(path, q="weld")).text  # not by place: other stories add rows too
    rows = await planner.fragment(path, f"{noun}-list")
    assert (rows.status_code, "<html" in rows.text) == (200, False)
    assert (await planner.api("GET", path)).json()["count"] >= 1
    assert (await planner.see(path, q="weld", sort="-code")).status_code == 200


async def test_a_record_is_a_page_and_json(planner: Person, machine: dict[str, str], center: dict[str, str]) -> None:
    page = await planner.see(f"/machines/{machine['id']}")
    assert "No data" in page.text, "nobody has said what it does"
    assert "$25.00" in page.text
    assert (await planner.api("GET", f"/machines/{machine['id']}")).json()["rate"] == "25"
    assert "WELD-1" in (await planner.see(f"/work-centers/{center['id']}")).text
    assert 'data-value="20"' in (await planner.fragment("/work-centers/options", "x", q="weld")).text


@pytest.mark.parametrize("path", ["/machines/new", "/work-centers/new"])
async def test_only_who_may_write_gets_a_form(admin: Person, planner: Person, path: str) -> None:
    assert (await admin.see(path)).status_code == 200
    assert (await planner.see(path)).status_code == 403


async def test_a_stranger_sees_nothing_of_it(
    other_admin: Person, machine: dict[str, str], center: dict[str, str]
) -> None:
    for path in (f"/machines/{machine['id']}", f"/work-centers/{center['id']}"):
        assert (await other_admin.see(path)).status_code == 404
        assert (await other_admin.see(path + "/edit")).status_code == 404
    answer = await other_admin.api("POST", f"/machines/{machine['id']}/state", {"state": "running"})
    assert answer.status_code == 404
    assert "WELD-1</bdi>" not in (await other_admin.see("/machines")).text


async def test_forms_create_and_change(admin: Person, center: dict[str, str]) -> None:
    made = await admin.send("/machines", code="WELD-9", name="Welder", work_center="20")
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    assert 'value="WELD-9"' in (await admin.see(path + "/edit")).text
    changed = {"code": "WELD-9", "name": "Welder nine", "work_center": "20", "cost_rate": "30", "version": "1"}
    assert (await admin.send(path + "/edit", **changed)).status_code == 303
    assert (await admin.api("GET", path)).json()["rate"] == "30"
    assert (await admin.send(path + "/edit", **changed)).status_code == 412
    assert (await admin.send(path + "/archive", archived="true")).status_code == 303
    archived = (await admin.api("GET", "/machines", params={"life": "archived"})).json()["items"]
    assert "WELD-9" in {machine["code"] for machine in archived}


async def test_what_is_wrong_is_said_at_the_field(admin: Person, machine: dict[str, str]) -> None:
    twice = await admin.send("/machines", code="WELD-1", name="Again", work_center="20")
    assert twice.status_code == 422
    assert "There is already a machine with the code WELD-1" in twice.text
    nowhere = await admin.api("POST", "/machines", {"code": "X", "name": "X", "work_center": "99"})
    assert "no work center with the code 99" in nowhere.json()["errors"]["work_center"]
    long_week = await admin.api("POST", "/work-centers", {"code": "X", "name": "X", "hours_per_week": "200"})
    assert long_week.json()["errors"] == {"hours_per_week": "A week has 168 hours"}
    plant = await admin.api("POST", "/work-centers", {"code": "X", "name": "X", "plant": "MARS"})
    assert plant.json()["errors"] == {"plant": "There is no plant with the code MARS"}
    cheap = await admin.api("POST", "/work-centers", {"code": "X", "name": "X", "cost_rate": "-1"})
    assert cheap.json()["errors"] == {"cost_rate": "Cannot be below zero"}


async def test_a_center_with_machines_stays(admin: Person, machine: dict[str, str], center: dict[str, str]) -> None:
    refused = await admin.api("POST", f"/work-centers/{center['id']}/archive", {})
    assert refused.status_code == 422
    assert "machines stand here" in refused.json()["detail"]
    empty = await admin.api("POST", "/work-centers", {"code": "77", "name": "Empty"})
    path = f"/work-centers/{empty.json()['id']}"
    assert (await admin.api("POST", path + "/archive", {})).json()["state"] == "archived"
    refused = await admin.api("POST", "/machines", {"code": "Y", "name": "Y", "work_center": "77"})
    assert refused.status_code == 422
    assert (await admin.send(path + "/edit", code="78", name="Empty still")).status_code == 303


async def test_a_state_is_said_once_and_told_once(
    supervisor: Person, operator: Person, engine: AsyncEngine, machine: dict[str, str]
) -> None:
    path = f"/machines/{machine['id']}/state"
    first = await supervisor.api("POST", path, {"state": "unplanned_stop", "reason": "No pressure"})
    again = await supervisor.api("POST", path, {"state": "unplanned_stop", "reason": "No pressure"})
    assert first.json()["state_since"] == again.json()["state_since"]
    assert "No pressure" in (await supervisor.see(f"/machines/{machine['id']}")).text
    assert (await supervisor.send(path, state="running")).status_code == 303
    assert (await operator.api("POST", path, {"state": "idle"})).status_code == 403
    assert (await supervisor.api("POST", path, {"state": "dancing"})).status_code == 422
    async with rolled_back(engine, supervisor.actor) as uow:
        told = await uow.session.execute(
            select(StoredEvent).where(StoredEvent.kind == "machine.state-changed").order_by(StoredEvent.id)
        )
        events = [event for event in told.scalars() if event.facts["code"] == "WELD-1"]
    assert [(event.facts["before"], event.facts["after"]) for event in events] == [
        ("unknown", "unplanned_stop"),
        ("unplanned_stop", "running"),
    ]
    assert events[0].topics == [f"floor:{machine['plant_id']}", f"machine:{machine['id']}"]


async def test_who_works_in_one_plant_changes_nothing_in_another(other_admin: Person) -> None:
    """Kestrel has two plants, and its administrator works in Graz just now."""
    there = await other_admin.api("POST", "/work-centers", {"code": "HOB", "name": "Hobbing", "plant": "MTY"})
    assert "Switch to the other plant first" in there.json()["errors"]["plant"]
    here = await other_admin.api("POST", "/work-centers", {"code": "HOB", "name": "Hobbing", "plant": "GRZ"})
    assert here.json()["plant"] == "GRZ"
