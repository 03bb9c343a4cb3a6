"""What may be done to a definition, and what it would lose."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import Person
from tests.modules.custom_fields.test_records import added, material
from unison_web.modules.custom_fields import rules


async def test_a_field_a_view_relies_on_cannot_vanish(admin: Person, planner: Person) -> None:
    field = await added(admin, "Bay")
    view = {"noun": "materials", "name": f"By bay {uuid4().hex[:6]}", "query": "?custom.bay=A1"}
    assert (await planner.api("POST", "/views", view)).status_code == 201
    refused = await admin.api("POST", f"/custom-fields/{field['id']}/archive", {"archived": True})
    assert refused.status_code in (409, 422)
    assert view["name"] in refused.text


async def test_an_archived_field_comes_back_with_its_values(admin: Person, planner: Person) -> None:
    field = await added(admin, "Shelf code")
    known = await material(planner, custom={"shelf_code": "R7"})
    await admin.api("POST", f"/custom-fields/{field['id']}/archive", {"archived": True})
    page = (await planner.see(f"/materials/{known['id']}")).text
    assert "Shelf code" not in page.split("<aside")[0] + page.split("<aside")[1].split("History")[0]
    body = {"number": known["number"], "name": "Coil 2", "type": "buy", "unit": "EA", "custom": {}}
    assert (await planner.api("PUT", f"/materials/{known['id']}", body)).status_code == 200
    await admin.api("POST", f"/custom-fields/{field['id']}/archive", {"archived": False})
    assert (await planner.api("GET", f"/materials/{known['id']}")).json()["custom"] == {"shelf_code": "R7"}


async def test_another_kind_says_first_what_it_would_lose(admin: Person, planner: Person) -> None:
    field = await added(admin, "Grade no.")
    good = await material(planner, custom={"grade_no": "12.50"})
    bad = await material(planner, custom={"grade_no": "twelve"})
    path = f"/custom-fields/{field['id']}/type"
    seen = (await admin.api("GET", path, params={"wanted": "number"})).json()
    assert (seen["kept"], seen["lost"]) == (1, 1)
    assert seen["losses"][0] == {"record": bad["number"], "value": "twelve", "why": "Enter a number"}
    assert bad["number"] in (await admin.see(path, wanted="number")).text
    early = await admin.api("POST", path, {"type": "number", "sure": 0})
    assert early.status_code == 409
    unchanged = await planner.api("GET", f"/materials/{bad['id']}")
    assert unchanged.json()["custom"] == {"grade_no": "twelve"}
    assert (await admin.api("POST", path, {"type": "number", "sure": 1})).status_code == 200
    assert (await planner.api("GET", f"/materials/{good['id']}")).json()["custom"] == {"grade_no": "12.5"}
    assert (await planner.api("GET", f"/materials/{bad['id']}")).json()["custom"] == {}


async def test_a_choice_that_records_made_stays(admin: Person, planner: Person) -> None:
    field = await added(admin, "Finish", type="choice", choices=["raw", "painted"])
    await material(planner, custom={"finish": "raw"})
    refused = await admin.api(
        "PUT", f"/custom-fields/{field['id']}", {"label": "Finish", "choices": ["painted", "oiled"]}
    )
    assert refused.status_code == 422
    assert "1 records say raw" in refused.json()["errors"]["choices"]
    grown = await admin.api(
        "PUT", f"/custom-fields/{field['id']}", {"label": "Finish", "choices": ["raw\npainted\noiled"]}
    )
    assert grown.json()["choices"] == ["raw", "painted", "oiled"]


async def test_only_who_may_defines_fields(planner: Person, operator: Person) -> None:
    body = {"noun": "materials", "label": "Mine", "type": "text"}
    assert (await planner.api("POST", "/custom-fields", body)).status_code == 403
    assert (await operator.see("/custom-fields")).status_code == 403


async def test_the_same_name_twice_is_refused(admin: Person) -> None:
    await added(admin, "Twice told")
    again = await admin.api("POST", "/custom-fields", {"noun": "materials", "label": "Twice  told!", "type": "text"})
    assert again.status_code == 422
    assert "label" in again.json()["errors"]


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|b)*+", "(.*)*", "["])
async def test_a_shape_that_never_ends_is_refused(admin: Person, pattern: str) -> None:
    body = {"noun": "materials", "label": f"P {uuid4().hex[:6]}", "type": "text", "pattern": pattern}
    assert "pattern" in (await admin.api("POST", "/custom-fields", body)).json()["errors"]


@pytest.mark.parametrize(
    ("label", "key"),
    [("Heat no.", "heat_no"), ("Größe", "grosse"), ("3D model", "f_3d_model"), ("Śruba ø", "sruba_o")],
)
def test_keys_are_made_of_names(label: str, key: str) -> None:
    assert rules.key_of(label) == key
    assert rules.good_key(key)
