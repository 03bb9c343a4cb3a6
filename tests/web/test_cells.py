"""Paul changes a value where it stands in the list; Ida was there first; nobody's word is lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory


@pytest.fixture
async def material(planner: Person, factory: SmallFactory) -> dict[str, Any]:
    body = {"number": f"CELL-{uuid4().hex[:8]}", "name": "Fork", "type": "buy", "unit": "EA"}
    return (await planner.api("POST", "/materials", body)).json()  # type: ignore[no-any-return]


def at(material: dict[str, Any], column: str) -> str:
    return f"/materials/cells/{material['id']}/{column}"


async def test_one_value_is_changed_and_the_rest_stays(planner: Person, material: dict[str, Any]) -> None:
    answer = await planner.api("POST", at(material, "safety_stock"), {"value": "12.5", "version": material["version"]})
    assert answer.status_code == 200, answer.text
    now = (await planner.api("GET", f"/materials/{material['id']}")).json()
    assert now["safety_stock"] == "12.5"
    assert now["name"] == "Fork"


async def test_who_was_first_is_named_with_both_values(
    admin: Person, planner: Person, material: dict[str, Any]
) -> None:
    await admin.api("POST", at(material, "name"), {"value": "Fork, black", "version": material["version"]})
    late = {"value": "Fork, red", "version": material["version"]}
    refused = await planner.api("POST", at(material, "name"), late)
    assert refused.status_code == 412
    assert refused.json()["conflict"] == {"yours": "Fork, red", "now": "Fork, black", "who": admin.name}
    page = await planner.send(at(material, "name"), value="Fork, red", version=str(material["version"]))
    assert page.status_code == 412
    for words in ("Fork, red", "Fork, black", admin.name, "Overwrite"):
        assert words in page.text
    again = await planner.api("POST", at(material, "name"), {"value": "Fork, red", "version": material["version"] + 1})
    assert again.status_code == 200


async def test_a_mistake_is_said_in_the_cell(planner: Person, material: dict[str, Any]) -> None:
    refused = await planner.send(at(material, "safety_stock"), value="a dozen")
    assert refused.status_code == 422
    assert "Enter a number" in refused.text
    assert 'value="a dozen"' in refused.text
    assert "value" in (await planner.api("POST", at(material, "name"), {"value": ""})).json()["errors"]
    assert (await planner.api("POST", at(material, "category"), {"value": "No such branch"})).status_code == 422


async def test_a_column_that_is_not_changed_in_place_is_no_page(planner: Person, material: dict[str, Any]) -> None:
    assert (await planner.see(at(material, "state"))).status_code == 404
    assert (await planner.api("POST", at(material, "standard_cost"), {"value": "1"})).status_code == 404


async def test_the_order_list_takes_a_new_priority(planner: Person, factory: SmallFactory) -> None:
    body = {"material": factory.frame, "quantity": "3", "due_at": "2027-01-15T16:00:00", "customer": "SO-1"}
    order = (await planner.api("POST", "/work-orders", body)).json()
    path = f"/work-orders/cells/{order['id']}/priority"
    assert (await planner.api("POST", path, {"value": "1"})).status_code == 200
    assert (await planner.api("POST", path, {"value": "9"})).status_code == 422
    now = (await planner.api("GET", f"/work-orders/{order['number']}")).json()
    assert (now["priority"], now["customer"], now["quantity"]) == (1, "SO-1", "3")


async def test_the_list_says_which_columns_only_to_who_may(planner: Person, operator: Person, factory: Any) -> None:
    assert 'data-cells="name:1 category:3"' in (await planner.see("/materials")).text
    assert "data-cells=" not in (await operator.see("/materials")).text


async def test_another_companys_row_is_missing(stranger: Person, material: dict[str, Any]) -> None:
    assert (await stranger.see(at(material, "name"))).status_code == 404
    assert (await stranger.api("POST", at(material, "name"), {"value": "mine"})).status_code == 404
