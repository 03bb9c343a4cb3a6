"""Materials, units and categories as page, fragment, JSON and form; without permission; for a stranger."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import Person

PAGES = ["/materials", "/units", "/material-categories"]


@pytest.fixture(scope="module")
async def piece(planner: Person) -> str:
    answer = await planner.api("POST", "/units", {"code": "PCS", "name": "Piece", "dimension": "count"})
    assert answer.status_code == 201, answer.text
    return "PCS"


@pytest.fixture(scope="module")
async def material(planner: Person, piece: str) -> dict[str, str]:
    said = {
        "number": "ŚR-M8/40",
        "name": "Śruba M8×40, ocynkowana",
        "type": "buy",
        "unit": piece,
        "standard_cost": "0.12",
    }
    answer = await planner.api("POST", "/materials", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", PAGES)
async def test_a_list_is_a_page_a_fragment_and_json(planner: Person, material: dict[str, str], path: str) -> None:
    page = await planner.see(path)
    assert page.status_code == 200, page.text
    assert page.text.startswith("<!doctype html>")
    noun = path.removeprefix("/material-").strip("/")
    rows = await planner.fragment(path, f"{noun}-list")
    assert rows.status_code == 200
    assert "<html" not in rows.text
    assert (await planner.api("GET", path)).json()["count"] >= 0


@pytest.mark.parametrize("path", [*PAGES, "/materials/new", "/units/new", "/material-categories/new"])
async def test_without_permission_and_without_sign_in(operator: Person, nobody: Person, path: str) -> None:
    expected = 200 if path in ("/materials", "/material-categories") else 403
    assert (await operator.see(path)).status_code == expected
    assert (await nobody.see(path)).status_code in (303, 401)


async def test_a_stranger_sees_nothing_of_it(stranger: Person, material: dict[str, str]) -> None:
    path = f"/materials/{material['id']}"
    assert (await stranger.see(path)).status_code == 404
    assert (await stranger.see(path + "/edit")).status_code == 404
    assert (
        await stranger.api("PUT", path, {"number": "X", "name": "X", "type": "buy", "unit": "PCS"})
    ).status_code == 404
    assert material["number"] not in (await stranger.see("/materials")).text


async def test_the_record_shows_what_was_said(planner: Person, operator: Person, material: dict[str, str]) -> None:
    page = await planner.see(f"/materials/{material['id']}")
    assert "Śruba M8×40, ocynkowana" in page.text
    assert "$0.12" in page.text
    assert f"/materials/{material['id']}/edit" in page.text
    assert "/edit" not in (await operator.see(f"/materials/{material['id']}")).text


async def test_search_finds_it_without_the_right_keyboard(planner: Person, material: dict[str, str]) -> None:
    for words in ("sruba m8 ocynk", "Śruba", "m8x40", "SR-M8/"):
        found = await planner.api("GET", "/materials", params={"q": words})
        numbers = [row["number"] for row in found.json()["items"]]
        assert "ŚR-M8/40" in numbers, words
        assert len(numbers) == 1 or words == "Śruba", "others make screws, too, but none of these"
    options = await planner.fragment("/materials/options", "combobox-options", q="sruba")
    assert 'data-value="ŚR-M8/40"' in options.text


async def test_a_form_creates_and_changes_a_material(planner: Person, piece: str) -> None:
    said = {"number": f"F-{uuid4()}", "name": "Frame", "type": "make", "unit": piece, "phantom": "true"}
    created = await planner.send("/materials", **said)
    assert created.status_code == 303, created.text
    path = created.headers["location"]
    edit = await planner.see(path + "/edit")
    assert 'name="version" value="1"' in edit.text
    saved = await planner.send(path + "/edit", **{**said, "name": "Frame, red", "version": "1", "phantom": ""})
    assert (saved.status_code, saved.headers["location"]) == (303, path)
    assert "Frame, red" in (await planner.see(path)).text
    outdated = await planner.send(path + "/edit", **{**said, "version": "1"})
    assert outdated.status_code == 412


async def test_a_wrong_form_comes_back_with_every_error_and_what_was_typed(
    planner: Person, material: dict[str, str]
) -> None:
    answer = await planner.send("/materials", number="", name="Nothing", type="grow", unit="PCS", standard_cost="much")
    assert answer.status_code == 422
    for sentence in ("There is a problem", "Enter a value", "Not one of the choices", "Enter a number", "Nothing"):
        assert sentence in answer.text
    taken = await planner.send("/materials", number=material["number"], name="Twice", type="buy", unit="PCS")
    assert "There is already a material with the number ŚR-M8/40" in taken.text
    unknown = await planner.api("POST", "/materials", {"number": "A", "name": "A", "type": "buy", "unit": "??"})
    assert unknown.json()["errors"] == {"unit": "There is no unit with the code ??"}
    gtin = {"number": "A", "name": "A", "type": "buy", "unit": "PCS", "gtin": "5901234123458"}
    assert "check digit" in (await planner.api("POST", "/materials", gtin)).json()["errors"]["gtin"]
    negative = {"number": "A", "name": "A", "type": "buy", "unit": "PCS", "standard_cost": "-1"}
    assert (await planner.api("POST", "/materials", negative)).json()["errors"] == {
        "standard_cost": "Cannot be below zero"
    }


async def test_lists_filter_sort_and_page(planner: Person, piece: str) -> None:
    for index in range(3):
        said = {
            "number": f"LIST-{index}",
            "name": f"Listed {2 - index}",
            "type": "make",
            "unit": piece,
            "tracking": "lot",
        }
        await planner.api("POST", "/materials", said)
    asked = {"q": "listed", "tracking": "lot", "type": "make", "sort": "-name", "limit": 2}
    first = (await planner.api("GET", "/materials", params=asked)).json()
    assert [row["number"] for row in first["items"]] == ["LIST-0", "LIST-1"]
    rest = (await planner.api("GET", "/materials", params={**asked, "after": first["next"]})).json()
    assert [row["number"] for row in rest["items"]] == ["LIST-2"]
    page = await planner.see("/materials", q="listed", sort="-name")
    assert 'aria-sort="descending"' in page.text
    assert "3 materials" in page.text
    assert "Clear" in page.text
    assert (await planner.api("GET", "/materials", params={"tracking": "by-smell"})).status_code == 422
    assert "Nothing matches" in (await planner.see("/materials", q="nobody has this")).text


async def test_life_goes_only_where_it_may(planner: Person, piece: str) -> None:
    said = {"number": "LIFE-1", "name": "Mortal", "type": "buy", "unit": piece}
    path = f"/materials/{(await planner.api('POST', '/materials', said)).json()['id']}"
    assert (await planner.api("POST", path + "/state", {"state": "draft"})).status_code == 422
    for state in ("phase_out", "obsolete", "phase_out", "active"):
        answer = await planner.api("POST", path + "/state", {"state": state, "reason": "Because"})
        assert answer.json()["state"] == state
    assert (await planner.send(path + "/state", state="obsolete")).status_code == 303


async def test_rolls_kilograms_and_metres_convert_for_one_material(planner: Person) -> None:
    for code, dimension in (("ROLL", "container"), ("KG", "mass"), ("MTR", "length")):
        await planner.api("POST", "/units", {"code": code, "name": code, "dimension": dimension})
    said = {"number": "STEEL", "name": "Strip", "type": "buy", "unit": "KG"}
    path = f"/materials/{(await planner.api('POST', '/materials', said)).json()['id']}"
    roll = await planner.api("POST", path + "/conversions", {"unit": "ROLL", "base_quantity": "34.7"})
    assert roll.json()["conversions"][0]["base_quantity"] == "34.7"
    assert (await planner.send(path + "/conversions", unit="MTR", base_quantity="0.27")).status_code == 303
    again = await planner.send(path + "/conversions", unit="MTR", base_quantity="1")
    assert "There is a conversion for MTR already" in again.text
    assert "34.7" in (await planner.see(path)).text
    conversion = roll.json()["conversions"][0]["id"]
    assert (await planner.send(f"{path}/conversions/{conversion}/removal")).status_code == 303
    assert [known["unit"] for known in (await planner.api("GET", path)).json()["conversions"]] == ["MTR"]


async def test_units_convert_exactly_and_cannot_change_what_they_are(planner: Person) -> None:
    inch = {"code": "INCH", "name": "Inch", "dimension": "length", "numerator": 127, "denominator": 5000}
    made = (await planner.api("POST", "/units", inch)).json()
    await planner.api("POST", "/units", {"code": "METRE", "name": "Metre", "dimension": "length"})
    answer = (
        await planner.api("GET", "/units/conversion", params={"value": "3", "unit": "INCH", "target": "METRE"})
    ).json()
    assert (answer["result"], answer["exact"]) == ("0.0762", "381/5000")
    bent = await planner.api("PUT", f"/units/{made['id']}", {**inch, "numerator": 128})
    assert "Create another unit instead" in bent.json()["errors"]["numerator"]
    assert (await planner.api("PUT", f"/units/{made['id']}", {**inch, "name": "Inches"})).json()["name"] == "Inches"
    assert (await planner.api("POST", f"/units/{made['id']}/archive", {})).json()["state"] == "archived"
    assert (await planner.api("POST", "/units", inch)).json()["errors"] == {
        "code": "There is already a unit with the code INCH"
    }
    odd = {"code": "ODD", "name": "Odd", "dimension": "mass", "offset": "3"}
    assert (await planner.api("POST", "/units", odd)).json()["errors"] == {"offset": "Only temperatures have an offset"}
    assert (await planner.see(f"/units/{made['id']}/edit")).status_code == 200


async def test_categories_hang_on_each_other(planner: Person) -> None:
    assert (await planner.send("/material-categories", name="Bikes", drawing="d-bike")).status_code == 303
    road = await planner.api("POST", "/material-categories", {"name": "Road bikes", "parent": "Bikes"})
    assert road.json()["parent"] == "Bikes"
    itself = await planner.api(
        "PUT", f"/material-categories/{road.json()['id']}", {"name": "Road bikes", "parent": "Road bikes"}
    )
    assert itself.json()["errors"] == {"parent": "A category cannot hang on itself"}
    assert (await planner.see(f"/material-categories/{road.json()['id']}/edit")).status_code == 200
    assert "Road bikes" in (await planner.fragment("/material-categories/options", "x", q="road")).text
