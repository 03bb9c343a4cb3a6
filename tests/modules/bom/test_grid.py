"""Many lines at once: the grid and what is pasted from a spreadsheet."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.bom.test_large import counted
from tests.modules.bom.test_pages import bill, make


@pytest.fixture(scope="module")
async def cart(planner: Person) -> dict[str, Any]:
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    await planner.api("POST", "/units", {"code": "BKG", "name": "BKG", "dimension": "mass"})
    for number, kind in (("GRID-CART", "make"), ("GRID-AXLE", "make"), ("GRID-NUT", "buy"), ("GRID-BOLT", "buy")):
        await make(planner, number, kind)
    return await bill(planner, "GRID-CART", {"component": "GRID-NUT", "quantity": "4"}, release=False)


async def test_lines_are_added_changed_and_removed_together(planner: Person, cart: dict[str, Any]) -> None:
    path = f"/bom/{cart['id']}/lines"
    nut = (await planner.api("GET", path)).json()["lines"][0]
    rows = [
        {"id": nut["id"], "version": nut["version"], "component": "GRID-NUT", "quantity": "6", "scrap": "2.5"},
        {"component": "GRID-BOLT", "quantity": "2", "note": "M8"},
        {"component": "GRID-AXLE", "quantity": "1"},
    ]
    saved = (await planner.api("PUT", path, {"lines": rows})).json()
    assert [(line["component"], line["quantity"], line["position"]) for line in saved["lines"]] == [
        ("GRID-NUT", "6", 10),
        ("GRID-BOLT", "2", 20),
        ("GRID-AXLE", "1", 30),
    ]
    stale = await planner.api("PUT", path, {"lines": rows[:1]})
    assert (stale.status_code, "Somebody changed line 10" in stale.json()["detail"]) == (412, True)
    axle = saved["lines"][2]
    gone = await planner.api("PUT", path, {"lines": [{"id": axle["id"], "remove": True}]})
    assert [line["component"] for line in gone.json()["lines"]] == ["GRID-NUT", "GRID-BOLT"]


async def test_every_wrong_cell_is_named_and_everything_typed_is_kept(
    planner: Person, operator: Person, stranger: Person, cart: dict[str, Any]
) -> None:
    path = f"/bom/{cart['id']}"
    rows = [{"component": "NOBODY", "quantity": "1"}, {"component": "GRID-BOLT", "quantity": "0", "unit": "BKG"}]
    refused = await planner.api("PUT", path + "/lines", {"lines": rows})
    assert (refused.status_code, sorted(refused.json()["errors"])) == (
        422,
        ["lines[0].component", "lines[1].quantity", "lines[1].unit"],
    )
    typed = {"lines[0].component": "GRID-BOLT", "lines[0].quantity": "lots", "lines[1].component": "GRID-AXLE"}
    form = await planner.send(
        path + "/lines/edit", **typed, **{"lines[1].quantity": "many", "lines[1].note": "left side"}
    )
    assert form.status_code == 422
    for words in ('value="lots"', 'value="many"', 'value="left side"', 'id="e-f-lines-1-quantity"'):
        assert words in form.text, words
    circle = await bill(planner, "GRID-AXLE", release=False)
    await planner.api("PUT", path + "/lines", {"lines": [{"component": "GRID-AXLE", "quantity": "1"}]})
    loop = await planner.api(
        "PUT", f"/bom/{circle['id']}/lines", {"lines": [{"component": "GRID-CART", "quantity": "1"}]}
    )
    assert "GRID-AXLE would contain itself: GRID-AXLE → GRID-CART → GRID-AXLE" in str(loop.json()["errors"])
    page = await planner.see(path + "/lines/edit")
    assert (page.status_code, page.text.count('name="lines[0].quantity"')) == (200, 1)
    assert (await operator.see(path + "/lines/edit")).status_code == 403
    assert (await stranger.api("PUT", path + "/lines", {"lines": []})).status_code in (403, 404)


async def test_a_paste_says_what_it_would_do_before_it_does_it(planner: Person, cart: dict[str, Any]) -> None:
    fresh = await bill(planner, "GRID-CART", {"component": "GRID-NUT", "quantity": "4"}, release=False, revision="P")
    path = f"/bom/{fresh['id']}"
    text = "Number\tQty\tUoM\tScrap %\nGRID-NUT\t8\t\t5\nGRID-BOLT\t1,5\tBPC\t\nNOBODY\t1\t\t\nGRID-BOLT\tfew\t\t\n"
    preview = (await planner.api("POST", path + "/paste", {"text": text.replace("1,5", "1.5")})).json()
    assert [row["action"] for row in preview["rows"]] == ["change", "insert", "refuse", "refuse"]
    assert preview["rows"][0]["changes"] == [
        {"field": "quantity", "before": "4", "after": "8"},
        {"field": "scrap", "before": "0 %", "after": "5 %"},
    ]
    assert preview["rows"][2]["errors"] == {"component": "There is no material with the number NOBODY"}
    assert preview["rows"][3]["errors"] == {"quantity": "Enter a number"}
    assert len((await planner.api("GET", path)).json()["lines"]) == 1, "nothing is written by looking"
    page = await planner.send(path + "/paste", text=text.replace("1,5", "1.5"))
    assert "Apply 2 lines" in page.text
    assert (await planner.send(path + "/paste/application", text=text.replace("1,5", "1.5"))).status_code == 303
    lines = (await planner.api("GET", path)).json()["lines"]
    assert [(line["component"], line["quantity"], line["scrap"]) for line in lines] == [
        ("GRID-NUT", "8", "5"),
        ("GRID-BOLT", "1.5", "0"),
    ]
    again = (await planner.api("POST", path + "/paste", {"text": "GRID-NUT\t8"})).json()
    assert [row["action"] for row in again["rows"]] == ["same"]
    unheaded = await planner.send(path + "/paste", text="Colour\tSize\nred\t2")
    assert unheaded.status_code == 200, "without a known heading the columns stand in the usual order"
    empty = await planner.send(path + "/paste", text=" ")
    assert empty.status_code == 422


async def test_a_hundred_rows_cost_as_many_questions_as_one(
    planner: Person, cart: dict[str, Any], engine: AsyncEngine
) -> None:
    for count in range(40):
        await make(planner, f"GRID-P{count}", "buy")
    fresh = await bill(planner, "GRID-CART", release=False, revision="Q")
    one, many = [], []
    for seen, amount in ((one, 1), (many, 40)):
        text = "\n".join(f"GRID-P{place}\t1" for place in range(amount))
        with counted(engine) as statements:
            answer = await planner.api("POST", f"/bom/{fresh['id']}/paste", {"text": text})
        assert answer.json()["insert"] == amount
        seen.extend(statements)
    assert len(many) <= len(one)
