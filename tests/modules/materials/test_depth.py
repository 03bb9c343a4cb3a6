"""Units of buying and consuming, what a category says, and what each state of life blocks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Person
from unison_web.engine.quantity import Bridge, Unit, convert
from unison_web.modules.materials import rules

ROLL, KILO, METRE = Unit("ROLL", "container ROLL"), Unit("KG", "mass"), Unit("M", "length")


@given(
    start=st.decimals("0.000001", "1000000", places=6),
    kilos=st.decimals("0.000001", "10000", places=6),
    metres=st.decimals("0.000001", "10000", places=6),
)
def test_a_thousand_conversions_do_not_drift(start: Decimal, kilos: Decimal, metres: Decimal) -> None:
    """Bought in rolls, stocked in kilograms, consumed in metres, and back again."""
    bridges = (Bridge(ROLL, Decimal(1), KILO, kilos), Bridge(METRE, Decimal(1), KILO, metres))
    value = Fraction(start)
    for _each in range(334):
        value = convert(value, ROLL, KILO, bridges=bridges)
        value = convert(value, KILO, METRE, bridges=bridges)
        value = convert(value, METRE, ROLL, bridges=bridges)
    assert value == Fraction(start)


@pytest.fixture(scope="module")
async def units(planner: Person) -> tuple[str, str]:
    codes = (f"E{uuid4().hex[:6].upper()}", f"B{uuid4().hex[:6].upper()}")
    for code, dimension in zip(codes, ("count", "container"), strict=True):
        await planner.api("POST", "/units", {"code": code, "name": code, "dimension": dimension})
    return codes


async def test_a_material_is_bought_in_boxes_only_when_a_box_is_known(planner: Person, units: tuple[str, str]) -> None:
    piece, box = units
    said = {"number": f"U-{uuid4().hex[:8]}", "name": "Screw", "type": "buy", "unit": piece}
    path = f"/materials/{(await planner.api('POST', '/materials', said)).json()['id']}"
    early = await planner.api("PUT", path, {**said, "purchase_unit": box})
    assert "Add a conversion first" in early.json()["errors"]["purchase_unit"]
    await planner.api("POST", f"{path}/conversions", {"unit": box, "base_quantity": "24"})
    assert (await planner.api("PUT", path, {**said, "purchase_unit": box})).json()["bought_in"] == box
    assert "Bought in" in (await planner.see(path)).text


async def test_a_material_takes_what_its_category_says(planner: Person, units: tuple[str, str]) -> None:
    top, below = f"Top {uuid4().hex[:6]}", f"Below {uuid4().hex[:6]}"
    says = {"name": top, "unit": units[0], "tracking": "lot", "shelf_life_days": 365, "storage": "Dry"}
    above = (await planner.api("POST", "/material-categories", says)).json()
    await planner.api("POST", "/material-categories", {"name": below, "parent": top, "lead_days": 9})
    said = {"number": f"D-{uuid4().hex[:8]}", "name": "Glue", "type": "buy", "category": below}
    made = (await planner.api("POST", "/materials", said)).json()
    taken = (made["unit"], made["tracking"], made["lead_days"], made["shelf_life_days"], made["storage"])
    assert taken == (units[0], "lot", 9, 365, "Dry")
    own = (await planner.api("POST", "/materials", {**said, "number": said["number"] + "B", "tracking": "none"})).json()
    assert own["tracking"] == "none"
    assert f"{top} says 365" in (await planner.see("/materials/new", category=below)).text
    circle = {"name": top, "parent": below}
    refused = await planner.api("PUT", f"/material-categories/{above['id']}", circle)
    assert "hangs on this category itself" in refused.json()["errors"]["parent"]
    nothing = {"number": "N-1", "name": "N", "type": "buy"}
    assert [*(await planner.api("POST", "/materials", nothing)).json()["errors"]] == ["unit"]


async def test_the_page_says_what_a_state_means_and_pickers_warn(planner: Person, units: tuple[str, str]) -> None:
    number = f"L-{uuid4().hex[:8]}"
    said = {"number": number, "name": "Old", "type": "buy", "unit": units[0]}
    path = f"/materials/{(await planner.api('POST', '/materials', said)).json()['id']}"
    await planner.api("POST", f"{path}/state", {"state": "phase_out"})
    assert "is warned" in (await planner.see(path)).text
    assert "Phasing out" in (await planner.fragment("/materials/options", "x", q=number)).text
    await planner.api("POST", f"{path}/state", {"state": "obsolete"})
    assert number not in (await planner.fragment("/materials/options", "x", q=number)).text


def test_an_order_with_a_draft_is_not_given_to_the_floor() -> None:
    assert rules.drafts_within([])
    assert "Still a draft: A, B" in rules.drafts_within(["A", "B"]).why
    assert rules.good_storage(Decimal(5), Decimal(2)).field == "storage_max"
