"""The trail: of the company and of one record, in words, with what is gone and without what is secret."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.kit.web import frame
from unison_web.modules.audit import words
from unison_web.modules.audit.schemas import AuditOut


def entry(**said: Any) -> AuditOut:
    known = {
        "id": uuid4(), "created_at": datetime(2027, 1, 4, tzinfo=UTC), "actor_id": None, "actor_name": "Ana",
        "action": "update", "entity": "machines", "entity_id": uuid4(), "label": "WELD-1", "before": {}, "after": {},
        "reason": "", "device": "", "request_id": "",
    }  # fmt: skip
    return AuditOut(**{**known, **said})


def test_states_times_and_yes_are_said_in_words():
    frame.current.set(frame.Frame(ZoneInfo("America/Los_Angeles")))
    row = entry(
        before={"state": "idle", "started_at": None, "derived": False},
        after={"state": "unplanned_stop", "started_at": "2031-01-04T08:00:00+00:00", "derived": True},
    )
    said = {name: (str(old), str(new)) for name, old, new in words.changes(row)}
    assert said["state"] == ("Idle", "Stopped")
    assert said["started"][1] == "4 Jan 2031 00:00"
    assert said["derived"] == ("no", "yes")


def test_the_same_moment_written_in_another_zone_is_no_change():
    before = {"due_at": "2026-11-26T22:29:00+00:00", "note": ""}
    row = entry(before=before, after={"due_at": "2026-11-26T14:29:00-08:00", "note": "first"})
    assert words.changes(row) == [("note", "", "first")]


def test_a_reason_is_said_once_and_codes_are_said_in_words():
    stopped = entry(before={"state_reason": ""}, after={"state_reason": "No pressure"}, reason="No pressure")
    assert words.changes(stopped) == []
    browser = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0"
    signed = entry(entity="sessions", before=None, after={"kind": "web", "agent": browser})
    assert [str(new) for _name, _old, new in words.changes(signed)] == ["browser", "Chrome on Linux"]


def test_ids_are_left_out_and_secrets_are_named_without_values():
    ids = {"password_hash": None, "plant_id": str(uuid4())}
    row = entry(before=ids, after={**ids, "plant_id": str(uuid4())})
    assert words.changes(row) == [("password", None, None)]


def test_what_a_new_row_says_by_being_ordinary_is_left_out():
    row = entry(action="create", before=None, after={"name": "Weld", "superuser": False, "failed_tries": 0})
    assert words.changes(row) == [("name", None, "Weld")]


def test_what_was_removed_says_what_it_was():
    row = entry(action="delete", before={"name": "Weld"}, after=None)
    assert words.changes(row) == [("name", "Weld", None)]


@pytest.fixture
async def machine(supervisor: Person, factory: SmallFactory) -> dict[str, Any]:
    """With one change the test knows of."""
    machine = factory.machines["Welding"]
    body = {"state": "unplanned_stop", "reason": f"no gas {uuid4().hex[:6]}"}
    await supervisor.api("POST", f"/machines/{machine}/state", body)
    return (await supervisor.api("GET", f"/machines/{machine}")).json()  # type: ignore[no-any-return]


async def test_the_list_is_a_page_a_fragment_and_json(auditor: Person, machine: dict[str, Any]):
    page = await auditor.see("/audit", q=machine["code"])
    assert machine["state_reason"] in page.text
    assert f'href="/machines/{machine["id"]}"' in page.text, "the record is one press away"
    rows = await auditor.fragment("/audit", "audit-list", q=machine["code"])
    assert ("Machine" in rows.text, "<html" in rows.text) == (True, False)
    assert (await auditor.api("GET", "/audit", params={"entity": "machines"})).json()["count"] >= 1
    assert (await auditor.see("/audit", entity="bananas")).status_code == 422


async def test_a_record_has_its_history_beside_it_and_on_a_page(supervisor: Person, machine: dict[str, Any]):
    record = f"/audit/records/{machine['id']}"
    assert f'hx-get="{record}"' in (await supervisor.see(f"/machines/{machine['id']}")).text
    beside = await supervisor.fragment(record, "record-recent")
    assert (machine["state_reason"] in beside.text, "<html" in beside.text) == (True, False)
    page = await supervisor.see(record)
    assert f"History of {machine['code']}" in page.text
    assert f'href="/machines/{machine["id"]}"' in page.text
    assert (await supervisor.api("GET", record)).json()[0]["after"]["state_reason"] == machine["state_reason"]


async def test_who_may_not_read_the_trail_sees_no_history(operator: Person, machine: dict[str, Any]):
    assert "/audit" not in (await operator.see(f"/machines/{machine['id']}")).text
    assert (await operator.see("/audit")).status_code == 403
    assert (await operator.see(f"/audit/records/{machine['id']}")).status_code == 403


async def test_a_stranger_finds_no_trail_of_ours(other_admin: Person, machine: dict[str, Any]):
    assert (await other_admin.see(f"/audit/records/{machine['id']}")).status_code == 404
    assert (await other_admin.api("GET", "/audit", params={"q": machine["code"]})).json()["items"] == []


async def test_a_bill_shows_what_happened_to_its_lines_also_to_those_that_are_gone(
    planner: Person, factory: SmallFactory
):
    bill = (await planner.api("POST", "/bom", {"material": factory.frame, "revision": uuid4().hex[:6]})).json()
    lines = {"component": factory.tube, "quantity": "3"}
    with_line = (await planner.api("POST", f"/bom/{bill['id']}/lines", lines)).json()
    line = with_line["lines"][0]["id"]
    await planner.api("PUT", f"/bom/{bill['id']}/lines/{line}", {**lines, "quantity": "4"})
    await planner.api("DELETE", f"/bom/{bill['id']}/lines/{line}")
    entries = (await planner.api("GET", f"/audit/records/{bill['id']}")).json()
    about_line = [entry["action"] for entry in entries if UUID(entry["entity_id"]) == UUID(line)]
    assert about_line == ["delete", "update", "create"]
    page = await planner.see(f"/audit/records/{bill['id']}")
    assert "Removed</b> Bill of materials line" in page.text


async def test_the_history_of_an_order_is_its_own_tab(planner: Person, factory: SmallFactory):
    body = {"material": factory.frame, "quantity": "1", "due_at": "2027-01-15T16:00:00"}
    number = (await planner.api("POST", "/work-orders", body)).json()["number"]
    await planner.send(f"/work-orders/{number}/cancel", reason="Ordered twice")
    page = await planner.see(f"/work-orders/{number}/history")
    assert "Ordered twice" in page.text
    assert "<ins>Cancelled</ins>" in page.text
    recent = await planner.fragment(f"/work-orders/{number}/history", "order-recent")
    assert recent.text.count("<li>") == 4
