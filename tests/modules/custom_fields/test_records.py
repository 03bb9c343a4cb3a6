"""Ida, the administrator, adds fields; Paul, the planner, fills them in; the other company has never heard of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory


async def added(admin: Person, label: str, **said: Any) -> dict[str, Any]:
    answer = await admin.api("POST", "/custom-fields", {"noun": "materials", "label": label, "type": "text", **said})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def material(person: Person, **said: Any) -> dict[str, Any]:
    body = {"number": f"CF-{uuid4().hex[:8]}", "name": "Coil", "type": "buy", "unit": "EA", **said}
    answer = await person.api("POST", "/materials", body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def test_a_new_field_is_in_form_list_filter_record_and_file_at_once(admin: Person, planner: Person) -> None:
    heat = await added(admin, "Heat no.", in_list=True)
    assert heat["key"] == "heat_no"
    assert "Heat no." in (await planner.see("/materials/new")).text
    known = await material(planner, custom={"heat_no": "H-4711"})
    assert known["custom"] == {"heat_no": "H-4711"}
    assert "H-4711" in (await planner.see(f"/materials/{known['id']}")).text
    found = await planner.api("GET", "/materials", params={"custom.heat_no": "4711"})
    assert [row["number"] for row in found.json()["items"]] == [known["number"]]
    page = (await planner.see("/materials", **{"custom.heat_no": "4711"})).text
    assert "<td>H-4711</td>" in page
    file = await planner.api("GET", "/exports/lists/materials.csv", params={"custom.heat_no": "4711"})
    assert "Heat no." in file.text
    assert "H-4711" in file.text


async def test_the_search_finds_what_the_field_says(admin: Person, planner: Person) -> None:
    await added(admin, "Alloy name")
    known = await material(planner, custom={"alloy_name": "Zirkalloy"})
    found = (await planner.api("GET", "/search", params={"q": "zirkalloy"})).json()
    assert known["number"] in str(found)


async def test_numbers_sort_as_numbers(admin: Person, planner: Person) -> None:
    await added(admin, "Width", type="number", unit="mm")
    mark = uuid4().hex[:6]
    for width in ("9", "10.5", "100"):
        await material(planner, name=f"Strip {mark}", custom={"width": width})
    asked = {"q": mark, "sort": "custom.width", "cols": "number,custom.width"}
    rows = (await planner.api("GET", "/materials", params=asked)).json()["items"]
    assert [row["custom"]["width"] for row in rows] == ["9", "10.5", "100"]
    wide = await planner.api("GET", "/materials", params={"q": mark, "custom.width_min": "10"})
    assert wide.json()["count"] == 2


@pytest.mark.parametrize(
    ("said", "value", "words"),
    [
        ({"type": "number", "least": "1", "most": "9"}, "10", "Must be at most 9"),
        ({"type": "number"}, "ten", "Enter a number"),
        ({"type": "date"}, "31.12.2027", "Enter a date"),
        ({"type": "choice", "choices": ["red", "blue"]}, "green", "red, blue"),
        ({"type": "text", "pattern": "[A-Z]-[0-9]+"}, "b7", "not written the way"),
        ({"type": "text", "longest": 3}, "four", "At most 3 characters"),
        ({"type": "reference", "target": "machines"}, "NO-SUCH", "There is nothing here by that name"),
    ],
)
async def test_what_does_not_fit_is_refused_at_the_field(
    admin: Person, planner: Person, said: dict[str, Any], value: str, words: str
) -> None:
    field = await added(admin, f"Fit {uuid4().hex[:6]}", **said)
    body = {"number": f"CF-{uuid4().hex[:8]}", "name": "Coil", "type": "buy", "unit": "EA"}
    refused = await planner.api("POST", "/materials", {**body, "custom": {field["key"]: value}})
    assert refused.status_code == 422
    assert words in refused.json()["errors"][f"custom.{field['key']}"]
    page = await planner.send("/materials", **body, **{f"custom.{field['key']}": value})
    assert page.status_code == 422
    assert words in page.text
    assert f'value="{value}"' in page.text or f">{value}" in page.text or "choice" in said["type"]


async def test_a_name_nobody_defined_is_refused(planner: Person) -> None:
    body = {"number": "CF-X", "name": "Coil", "type": "buy", "unit": "EA", "custom": {"nothing": "1"}}
    assert "custom.nothing" in (await planner.api("POST", "/materials", body)).json()["errors"]


async def test_left_out_values_stay_and_given_ones_are_all_of_them(admin: Person, planner: Person) -> None:
    await added(admin, "Colour")
    await added(admin, "Shine")
    known = await material(planner, custom={"colour": "red", "shine": "matt"})
    body = {"number": known["number"], "name": "Other", "type": "buy", "unit": "EA"}
    kept = await planner.api("PUT", f"/materials/{known['id']}", body)
    assert kept.json()["custom"] == {"colour": "red", "shine": "matt"}
    replaced = await planner.api("PUT", f"/materials/{known['id']}", {**body, "custom": {"colour": "blue"}})
    assert replaced.json()["custom"] == {"colour": "blue"}
    form = {**body, "custom._": "1", "custom.colour": "", "custom.shine": ""}
    assert (await planner.send(f"/materials/{known['id']}/edit", **form)).status_code == 303
    emptied = await planner.api("GET", f"/materials/{known['id']}")
    assert emptied.json()["custom"] == {}


async def test_a_field_is_due_from_its_state_on(admin: Person, planner: Person, factory: SmallFactory) -> None:
    await added(admin, "Drawing no.", noun="work-orders", required_from="released")
    body = {"material": factory.frame, "quantity": "1", "due_at": "2027-05-01T12:00:00"}
    order = (await planner.api("POST", "/work-orders", body)).json()
    refused = await planner.api("POST", f"/work-orders/{order['number']}/release", {"accept_shortage": True})
    assert refused.status_code in (409, 422)
    assert "Drawing no." in refused.text
    said = {"custom": {"drawing_no": "D-1"}}
    assert (await planner.api("PATCH", f"/work-orders/{order['number']}", said)).status_code == 200
    released = await planner.api("POST", f"/work-orders/{order['number']}/release", {"accept_shortage": True})
    assert released.status_code == 200 or "Drawing no." not in released.text


async def test_a_field_that_is_not_asked_for_has_no_value(admin: Person, planner: Person) -> None:
    await added(admin, "Coated", type="bool")
    await added(admin, "Coating", shows_if="coated", shows_value="yes", required_from="always")
    bare = await material(planner, custom={"coated": False, "coating": "zinc"})
    assert bare["custom"] == {"coated": False}
    body = {"number": "CF-Z", "name": "Coil", "type": "buy", "unit": "EA", "custom": {"coated": True}}
    assert "custom.coating" in (await planner.api("POST", "/materials", body)).json()["errors"]


async def test_a_reference_leads_to_its_record(admin: Person, planner: Person) -> None:
    await added(admin, "Made for", type="reference", target="materials")
    other = await material(planner)
    known = await material(planner, custom={"made_for": other["number"]})
    assert known["custom"]["made_for"] == {"id": other["id"], "code": other["number"]}
    assert f'href="/materials/{other["id"]}"' in (await planner.see(f"/materials/{known['id']}")).text
    again = {"number": known["number"], "name": "Coil", "type": "buy", "unit": "EA", "custom": known["custom"]}
    assert (await planner.api("PUT", f"/materials/{known['id']}", again)).status_code == 200


async def test_the_trail_says_what_changed_under_the_fields_name(admin: Person, planner: Person) -> None:
    await added(admin, "Melt shop")
    known = await material(planner, custom={"melt_shop": "Enns"})
    body = {"number": known["number"], "name": "Coil", "type": "buy", "unit": "EA", "custom": {"melt_shop": "Graz"}}
    await planner.api("PUT", f"/materials/{known['id']}", body)
    trail = (await admin.see(f"/audit/records/{known['id']}")).text
    assert "Melt shop" in trail
    assert "Enns" in trail
    assert "Graz" in trail


async def test_another_company_sees_neither_field_nor_value(admin: Person, planner: Person, stranger: Person) -> None:
    field = await added(admin, "Secret sauce", in_list=True)
    known = await material(planner, custom={"secret_sauce": "x"})
    for page in ("/materials", "/materials?sort=-number", "/materials?q=coil"):
        assert "Secret sauce" in (await planner.see(page)).text
        assert "Secret sauce" not in (await stranger.see(page)).text, "what was drawn for one is not shown to another"
    assert "Secret sauce" not in (await stranger.see("/materials/new")).text
    assert "Secret sauce" not in (await stranger.see("/materials")).text
    refused = await stranger.api("GET", "/materials", params={"custom.secret_sauce": "x"})
    assert refused.status_code == 422
    assert (await stranger.api("GET", f"/custom-fields/{field['id']}")).status_code in (403, 404)
    assert (await stranger.api("GET", f"/custom-fields/values/materials/{known['id']}")).status_code == 404


async def test_values_can_be_read_and_replaced_by_themselves(admin: Person, planner: Person, operator: Person) -> None:
    await added(admin, "Lab note")
    known = await material(planner, custom={"lab_note": "fine"})
    path = f"/custom-fields/values/materials/{known['id']}"
    said = (await planner.api("GET", path)).json()["values"]
    assert [(value["key"], value["shown"]) for value in said] == [("lab_note", "fine")]
    done = await planner.api("PUT", path, {"values": {"lab_note": "finer"}})
    assert done.json()["values"][0]["value"] == "finer"
    assert (await operator.api("PUT", path, {"values": {}})).status_code == 403
