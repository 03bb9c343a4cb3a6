"""Plants and departments: their lists, their forms, and whose they are."""

from __future__ import annotations

import pytest

from tests.cast import Person


@pytest.mark.parametrize(
    ("path", "noun", "known"), [("/plants", "plants", "Bothell"), ("/departments", "departments", "Night shift")]
)
async def test_a_list_is_a_page_a_fragment_and_json(admin: Person, auditor: Person, path: str, noun: str, known: str):
    await admin.api("POST", "/departments", {"code": "NIGHT", "name": "Night shift"})
    assert known in (await auditor.see(path)).text
    rows = await auditor.fragment(path, f"{noun}-list")
    assert (known in rows.text, "<html" in rows.text) == (True, False)
    assert known in {item["name"] for item in (await auditor.api("GET", path)).json()["items"]}
    assert "Nothing matches" in (await auditor.see(path, q="zzzz")).text


@pytest.mark.parametrize("path", ["/plants", "/departments"])
async def test_who_may_not_is_told_what_is_missing(operator: Person, auditor: Person, path: str):
    refused = await operator.see(path)
    assert refused.status_code == 403
    assert "You may not do this" in refused.text
    assert "What is missing" in refused.text
    assert "/new" not in (await auditor.see(path)).text
    assert (await auditor.see(f"{path}/new")).status_code == 403


async def test_a_stranger_sees_other_places(stranger: Person, admin: Person):
    ours = (await admin.api("GET", "/plants")).json()["items"][0]["id"]
    assert "Bothell" not in (await stranger.see("/plants")).text
    assert (await stranger.api("GET", f"/plants/{ours}")).status_code == 404


async def test_a_zone_that_is_not_there_is_refused_with_an_example(admin: Person):
    typed = {"code": "OSL", "name": "Oslo", "zone": "Oslo", "currency": "NOK"}
    answer = await admin.send("/plants", **typed)
    assert answer.status_code == 422
    assert "Write it like Europe/Vienna" in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text


async def test_every_mistake_is_said_at_once(admin: Person):
    answer = await admin.send("/plants", code="no spaces please", currency="euro")
    assert answer.status_code == 422
    for field in ("code", "name", "zone", "currency"):
        assert f'id="e-f-{field}"' in answer.text
    assert "<title>Error: New plant" in answer.text


async def test_two_plants_cannot_share_a_code_but_two_companies_can(admin: Person, other_admin: Person):
    body = {"code": "NORTH", "name": "North", "zone": "Europe/Oslo", "currency": "NOK"}
    assert (await admin.api("POST", "/plants", body)).status_code == 201
    again = await admin.api("POST", "/plants", body)
    assert again.json()["errors"] == {"code": "There is already a plant with this code"}
    assert (await other_admin.api("POST", "/plants", body)).status_code == 201


async def test_a_program_learns_its_company_and_no_other(planner: Person, stranger: Person):
    assert (await planner.api("GET", "/organizations/current")).json()["name"] == "Adventure Works Cycles"
    assert (await stranger.api("GET", "/organizations/current")).json()["name"] == "Kestrel Gearworks"
