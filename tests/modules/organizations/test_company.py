"""The company and the record of a plant: seen, changed, closed and brought back."""

from __future__ import annotations

from typing import Any

from tests.cast import Person
from tests.factories.plant import SmallFactory

GRAZ = {"name": "Graz", "zone": "Europe/Vienna", "currency": "EUR", "locale": "de-AT"}


async def built(admin: Person, code: str) -> dict[str, Any]:
    answer = await admin.api("POST", "/plants", {"code": code, **GRAZ})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_the_company_is_renamed_and_the_trail_knows(other_admin: Person, stranger: Person):
    before = (await other_admin.api("GET", "/company")).json()
    assert before["name"] in (await stranger.see("/company")).text
    said = {"name": "Kestrel Gears", "locale": "en-GB", "version": str(before["version"])}
    assert (await other_admin.send("/company/edit", **said)).status_code == 303
    seen = (await stranger.api("GET", "/company")).json()
    assert "Created" in (await other_admin.see(f"/audit/records/{before['id']}")).text, "its founding is the first line"
    trail = (await other_admin.see(f"/audit/records/{before['id']}")).text
    late = await other_admin.send("/company/edit", **said)
    back = {"name": before["name"], "locale": before["locale"]}
    assert (await other_admin.api("PUT", "/company", back)).json()["currency"] == before["currency"]
    assert (seen["name"], "Kestrel Gears" in trail) == ("Kestrel Gears", True)
    assert (late.status_code, "Somebody changed this" in late.text) == (412, True)


async def test_the_company_is_changed_by_who_may_and_in_a_known_language(admin: Person, planner: Person):
    assert "/company/edit" not in (await planner.see("/company")).text
    assert (await planner.see("/company/edit")).status_code == 403
    assert (await planner.api("PUT", "/company", {"name": "Mine", "locale": "en"})).status_code == 403
    refused = await admin.send("/company/edit", name="Adventure Works Cycles", locale="xx-notalanguage")
    assert (refused.status_code, "Write it like de-AT" in refused.text) == (422, True)


async def test_a_plant_is_changed_on_its_own_page(admin: Person, auditor: Person):
    plant = await built(admin, "GRZ")
    assert f"/plants/{plant['id']}" in (await admin.see("/plants", q="GRZ")).text
    changed = {**GRAZ, "name": "Graz South", "version": str(plant["version"])}
    assert (await admin.send(f"/plants/{plant['id']}/edit", **changed)).status_code == 303
    assert "Graz South" in (await admin.see(f"/plants/{plant['id']}")).text
    assert (await admin.send(f"/plants/{plant['id']}/edit", **changed)).status_code == 412
    assert (await auditor.api("PUT", f"/plants/{plant['id']}", GRAZ)).status_code == 403


async def test_what_cannot_be_is_said_at_its_field(admin: Person):
    plant = await built(admin, "LNZ")
    wrong = {"name": "Enns", "zone": "Enns", "currency": "QQQ", "locale": "nothing-at-all"}
    answer = (await admin.api("PUT", f"/plants/{plant['id']}", wrong)).json()
    assert set(answer["errors"]) == {"zone", "currency", "locale"}


async def test_an_empty_plant_is_archived_and_brought_back(admin: Person, factory: SmallFactory):
    plant = await built(admin, "VNA")
    page = f"/plants/{plant['id']}"
    refused = await admin.api("POST", f"{page}/archive", {"archived": True})
    assert "Switch to the other plant first" in refused.text
    await admin.api("POST", "/me/plant", {})
    closed = await admin.api("POST", f"{page}/archive", {"archived": True})
    await admin.api("POST", "/me/plant", {"plant_id": str(factory.plant)})
    assert closed.json()["state"] == "archived"
    assert "Bring back" in (await admin.see(page)).text
    assert (await admin.api("POST", f"{page}/archive", {"archived": False})).json()["state"] == "active"


async def test_a_plant_in_use_says_what_is_left(admin: Person, factory: SmallFactory):
    page = f"/plants/{factory.plant}"
    use = (await admin.api("GET", page)).json()
    assert use["machines"] > 0
    refused = await admin.api("POST", f"{page}/archive", {"archived": True})
    assert refused.status_code in {409, 422}
    assert f"Machines still in service here: {use['machines']}" in refused.text


async def test_another_companys_plant_is_missing(admin: Person, other_admin: Person):
    page = f"/plants/{(await built(admin, 'SZG'))['id']}"
    assert (await other_admin.see(page)).status_code == 404
    assert (await other_admin.see(f"{page}/edit")).status_code == 404
    assert (await other_admin.api("PUT", page, GRAZ)).status_code == 404
    assert (await other_admin.api("POST", f"{page}/archive", {"archived": True})).status_code == 404
