"""Bills of materials as people and programs use them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person

DAY = {"on": "2026-06-15"}


async def make(person: Person, number: str, type_: str = "make", **more: Any) -> str:
    said = {"number": number, "name": number.capitalize(), "type": type_, "unit": "BPC", **more}
    answer = await person.api("POST", "/materials", said)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def bill(
    person: Person, material: str, *lines: dict[str, Any], release: bool = True, **head: Any
) -> dict[str, Any]:
    made = await person.api("POST", "/bom", {"material": material, **head})
    assert made.status_code == 201, made.text
    path = f"/bom/{made.json()['id']}"
    for line in lines:
        answer = await person.api("POST", path + "/lines", line)
        assert answer.status_code == 201, answer.text
    return (await person.api("POST" if release else "GET", path + "/release" if release else path)).json()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
async def kit(planner: Person) -> dict[str, str]:
    """A cart: two axles of a phantom, each two wheels; a wheel takes 0.5 kg of rubber, bought by the roll."""
    for code, dimension in (("BPC", "count"), ("BKG", "mass"), ("BROLL", "container")):
        await planner.api("POST", "/units", {"code": code, "name": code, "dimension": dimension})
    ids = {number: await make(planner, number) for number in ("CART", "WHEEL")}
    ids["AXLE"] = await make(planner, "AXLE", phantom=True)
    ids["BOLT"] = await make(planner, "BOLT", "buy", standard_cost="0.5")
    ids["OLD-BOLT"] = await make(planner, "OLD-BOLT", "buy")
    ids["RUBBER"] = await make(planner, "RUBBER", "buy", unit="BKG", standard_cost="2")
    await planner.api("POST", f"/materials/{ids['RUBBER']}/conversions", {"unit": "BROLL", "base_quantity": "34.7"})
    await bill(planner, "WHEEL", {"component": "RUBBER", "quantity": "0.5", "scrap": "20"})
    axle = {"component": "WHEEL", "quantity": "2", "operation": 20}
    await bill(planner, "AXLE", axle, {"component": "BOLT", "quantity": "4"})
    cart = await bill(
        planner,
        "CART",
        {"component": "AXLE", "quantity": "2", "operation": 10},
        {"component": "OLD-BOLT", "quantity": "9", "valid_to": "2026-05-31"},
        {"component": "BOLT", "quantity": "1", "valid_from": "2026-06-01"},
        revision="C",
    )
    assert cart["state"] == "released", cart
    return {**ids, "cart_bill": cart["id"]}


async def test_the_structure_of_a_day_with_scrap_and_ended_lines(planner: Person, kit: dict[str, str]) -> None:
    tree = (await planner.api("GET", f"/materials/{kit['CART']}/bom", params={**DAY, "quantity": "10"})).json()
    assert [(row["level"], row["material"], row["quantity"]) for row in tree["rows"]] == [
        (1, "AXLE", "20"),
        (2, "WHEEL", "40"),
        (3, "RUBBER", "25"),
        (2, "BOLT", "80"),
        (1, "BOLT", "10"),
    ]
    assert (tree["lines"], tree["components"], tree["levels"], tree["revision"]) == (5, 4, 3, "C")
    assert tree["material_cost"] == "95"
    ended = (await planner.api("GET", f"/materials/{kit['CART']}/bom", params={**DAY, "ended": "true"})).json()
    assert [row["material"] for row in ended["rows"] if row["ended"]] == ["OLD-BOLT"]
    assert ended["lines"] == 5
    before = (await planner.api("GET", f"/materials/{kit['CART']}/bom", params={"on": "2026-05-31"})).json()
    assert [row["material"] for row in before["rows"] if row["level"] == 1] == ["AXLE", "OLD-BOLT"]


async def test_totals_and_where_used_agree(planner: Person, kit: dict[str, str]) -> None:
    totals = (await planner.api("GET", f"/bom/{kit['cart_bill']}/totals", params=DAY)).json()
    assert {item["material"]: item["quantity"] for item in totals["items"]} == {
        "AXLE": "2",
        "WHEEL": "4",
        "BOLT": "9",
        "RUBBER": "2.5",
    }
    used = (await planner.api("GET", f"/materials/{kit['RUBBER']}/where-used", params=DAY)).json()
    assert [(row["level"], row["material"], row["quantity"], row["top"]) for row in used["rows"]] == [
        (1, "WHEEL", "0.625", False),
        (2, "AXLE", "1.25", False),
        (3, "CART", "2.5", True),
    ]


@pytest.mark.parametrize(
    ("path", "block"),
    [
        ("/bom", "boms-list"),
        ("/bom/{cart_bill}", "bom-lines"),
        ("/bom/{cart_bill}/lines", "bom-lines"),
        ("/bom/{cart_bill}/tree", "bom-tree"),
        ("/materials/{CART}/bom", "bom-tree"),
        ("/materials/{RUBBER}/where-used", "bom-rows"),
        ("/materials/{CART}/where-used", "bom-rows"),
        ("/materials/{RUBBER}/bom", "bom-tree"),
    ],
)
async def test_every_face(
    planner: Person, stranger: Person, operator: Person, kit: dict[str, str], path: str, block: str
) -> None:
    path = path.format(**kit)
    page = await planner.see(path)
    assert page.status_code == 200, page.text
    fragment = await planner.fragment(path, block)
    assert (fragment.status_code, "<html" in fragment.text) == (200, False)
    assert (await planner.api("GET", path)).status_code == 200
    assert (await operator.see(path)).status_code == 200
    if path != "/bom":
        assert (await stranger.see(path)).status_code == 404
    else:
        assert "CART" not in (await stranger.see(path)).text


@pytest.mark.parametrize(
    "path", ["/bom/new", "/bom/{cart_bill}/edit", "/bom/{cart_bill}/lines/new", "/bom/{cart_bill}/copies/new"]
)
async def test_forms_are_for_those_who_may_write(
    planner: Person, operator: Person, kit: dict[str, str], path: str
) -> None:
    assert (await planner.see(path.format(**kit))).status_code == 200
    assert (await operator.see(path.format(**kit))).status_code == 403


async def test_a_circle_three_levels_down_is_refused_with_its_path(planner: Person, kit: dict[str, str]) -> None:
    await make(planner, "RUBBER-MIX", unit="BKG")
    mix = await bill(planner, "RUBBER-MIX", {"component": "BOLT", "quantity": "1"}, release=False)
    wheel = (await planner.api("GET", "/bom", params={"q": "wheel"})).json()["items"][0]
    await planner.api("POST", f"/bom/{wheel['id']}/lines", {"component": "RUBBER-MIX", "quantity": "1"})
    form = await planner.send(f"/bom/{mix['id']}/lines", component="CART", quantity="1")
    sentence = "RUBBER-MIX would contain itself: RUBBER-MIX → CART → AXLE → WHEEL → RUBBER-MIX"
    assert form.status_code == 422
    assert sentence in form.text
    assert 'value="CART"' in form.text, "what was typed is still there"
    answer = await planner.api("POST", f"/bom/{mix['id']}/lines", {"component": "CART", "quantity": "1"})
    assert answer.json()["errors"] == {"component": sentence}
    itself = await planner.api("POST", f"/bom/{mix['id']}/lines", {"component": "RUBBER-MIX", "quantity": "1"})
    assert "RUBBER-MIX → RUBBER-MIX" in itself.json()["errors"]["component"]


async def test_a_line_may_be_in_any_unit_the_component_can_be_counted_in(planner: Person, kit: dict[str, str]) -> None:
    material = await make(planner, "TYRE")
    tyre = await bill(planner, "TYRE", {"component": "RUBBER", "quantity": "0.1", "unit": "BROLL"})
    tree = (await planner.api("GET", f"/materials/{material}/bom")).json()
    assert (tree["rows"][0]["quantity"], tree["rows"][0]["unit"]) == ("3.47", "BKG")
    assert (tree["rows"][0]["line_quantity"], tree["rows"][0]["line_unit"]) == ("0.1", "BROLL")
    wrong = await planner.api("POST", f"/bom/{tyre['id']}/lines", {"component": "BOLT", "quantity": "1", "unit": "BKG"})
    assert wrong.json()["errors"] == {"unit": "BOLT is counted in BPC, and BKG cannot be converted to it"}


async def test_a_release_settles_the_days(planner: Person, kit: dict[str, str]) -> None:
    """An order of 31 May takes the old part, whenever it is exploded."""
    material = await make(planner, "LAMP")
    await bill(planner, "LAMP", {"component": "OLD-BOLT", "quantity": "1"}, revision="A")
    new = await bill(planner, "LAMP", {"component": "BOLT", "quantity": "1"}, revision="B", valid_from="2026-06-01")
    assert new["state"] == "released"
    for day, component in (("2026-05-31", "OLD-BOLT"), ("2026-06-01", "BOLT")):
        tree = (await planner.api("GET", f"/materials/{material}/bom", params={"on": day})).json()
        assert [row["material"] for row in tree["rows"]] == [component]
    same = await bill(planner, "LAMP", {"component": "BOLT", "quantity": "2"}, revision="C", valid_from="2026-06-01")
    assert same["state"] == "released"
    states = {
        row["revision"]: row["state"]
        for row in (await planner.api("GET", "/bom", params={"q": "lamp"})).json()["items"]
    }
    assert states == {"A": "released", "B": "superseded", "C": "released"}


async def test_a_bill_lives_from_draft_to_retired(planner: Person, operator: Person, kit: dict[str, str]) -> None:
    await make(planner, "HORN")
    made = await planner.send("/bom", material="HORN", revision="A", base_quantity="100")
    assert made.status_code == 303
    path = made.headers["location"]
    empty = await planner.api("POST", path + "/release")
    assert "Add at least one line" in empty.json()["detail"]
    assert (await planner.send(path + "/lines", component="BOLT", quantity="3", scrap="2.5")).status_code == 303
    line = (await planner.api("GET", path)).json()["lines"][0]
    assert (line["scrap"], line["position"], line["unit"]) == ("2.5", 10, "BPC")
    edit = f"{path}/lines/{line['id']}/edit"
    assert 'value="2.5"' in (await planner.see(edit)).text
    assert (await planner.send(edit, component="BOLT", quantity="4", version="1")).status_code == 303
    assert (await planner.send(edit, component="BOLT", quantity="5", version="1")).status_code == 412
    assert (await operator.api("POST", path + "/release")).status_code == 403
    assert (await planner.send(path + "/release")).status_code == 303
    removal = await planner.api("DELETE", f"{path}/lines/{line['id']}")
    assert "Give the line a last day instead" in removal.json()["detail"]
    twice = await planner.send(path + "/copies", revision="A")
    assert "There is already a revision A" in twice.text
    draft = await planner.send(path + "/copies", revision="B")
    copied = (await planner.api("GET", draft.headers["location"])).json()
    assert (copied["state"], [row["quantity"] for row in copied["lines"]], copied["base_quantity"]) == (
        "draft",
        ["4"],
        "100",
    )
    gone = await planner.send(f"{draft.headers['location']}/lines/{copied['lines'][0]['id']}/removal")
    assert gone.status_code == 303
    head = await planner.send(path + "/edit", revision="A", base_quantity="50")
    assert head.status_code == 303
    settled = await planner.send(path + "/edit", revision="A", valid_from="2027-01-01")
    assert "The validity of a released bill is settled" in settled.text
    assert (await planner.send(path + "/retirement")).status_code == 303
    late = await planner.send(path + "/lines", component="BOLT", quantity="1")
    assert late.status_code == 422


async def test_what_is_wrong_is_said_at_the_field(planner: Person, kit: dict[str, str]) -> None:
    async def refused(said: dict[str, Any]) -> dict[str, str]:
        return (await planner.api("POST", f"/bom/{kit['cart_bill']}/lines", said)).json()["errors"]  # type: ignore[no-any-return]

    assert await refused({"component": "NOBODY", "quantity": "1"}) == {
        "component": "There is no material with the number NOBODY"
    }
    assert "quantity" in await refused({"component": "BOLT", "quantity": "0"})
    assert "scrap" in await refused({"component": "BOLT", "quantity": "1", "scrap": "100"})
    days = {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}
    assert await refused({"component": "BOLT", "quantity": "1", **days}) == {
        "valid_to": "The last day is before the first"
    }
    await planner.api("POST", f"/materials/{kit['OLD-BOLT']}/state", {"state": "obsolete"})
    assert "obsolete" in (await refused({"component": "OLD-BOLT", "quantity": "1"}))["component"]
    unknown = await planner.api("POST", "/bom", {"material": "NOBODY"})
    assert unknown.json()["errors"] == {"material": "There is no material with the number NOBODY"}
    for name, value in (
        ("on", "yesterday"),
        ("quantity", "-1"),
        ("quantity", "many"),
        ("quantity", "NaN"),
        ("levels", "0"),
    ):
        answer = await planner.api("GET", f"/bom/{kit['cart_bill']}/tree", params={name: value})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [name])
