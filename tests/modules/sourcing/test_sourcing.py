"""Suppliers with price breaks, alternates both ways, replacements without circles; readers and strangers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.cast import Person
from unison_web.modules.sourcing import rules


@dataclass
class Step:
    quantity_from: Decimal
    price: Decimal
    valid_from: date
    valid_to: date | None = None


STEPS = [
    Step(Decimal(0), Decimal(10), date(2026, 1, 1)),
    Step(Decimal(100), Decimal(8), date(2026, 1, 1), date(2026, 6, 30)),
    Step(Decimal(0), Decimal(11), date(2026, 7, 1)),
    Step(Decimal(500), Decimal(7), date(2026, 7, 1)),
]


@pytest.mark.parametrize(
    ("quantity", "day", "price"),
    [
        ("1", "2026-03-01", 10), ("100", "2026-03-01", 8), ("100", "2026-06-30", 8), ("100", "2026-07-01", 11),
        ("499", "2026-08-01", 11), ("500", "2026-08-01", 7), ("1", "2025-12-31", None),
    ],
)  # fmt: skip
def test_the_price_for_so_much_on_a_day(quantity: str, day: str, price: int | None) -> None:
    found = rules.price_for(STEPS, Decimal(quantity), date.fromisoformat(day))
    assert (found.price if found else None) == price


@pytest.fixture(scope="module")
async def unit(planner: Person) -> str:
    code = f"S{uuid4().hex[:6].upper()}"
    await planner.api("POST", "/units", {"code": code, "name": "Piece", "dimension": "count"})
    return code


async def bought(planner: Person, unit: str) -> tuple[str, str]:
    number = f"SRC-{uuid4().hex[:8]}"
    said = {"number": number, "name": "Bought", "type": "buy", "unit": unit}
    answer = await planner.api("POST", "/materials", said)
    assert answer.status_code == 201, answer.text
    return f"/materials/{answer.json()['id']}", number


async def seller(planner: Person) -> str:
    number = f"V-{uuid4().hex[:8]}"
    await planner.api("POST", "/partners", {"number": number, "name": f"Vendor {number}", "supplier": True})
    return number


async def test_a_supplier_has_price_breaks_and_one_is_preferred(planner: Person, unit: str) -> None:
    path, number = await bought(planner, unit)
    first, second = await seller(planner), await seller(planner)
    offers = []
    for supplier in (first, second):
        said = {
            "supplier": supplier,
            "supplier_number": "X-1",
            "minimum": "100",
            "lead_days": "14",
            "preferred": "true",
        }
        assert (await planner.send(f"{path}/suppliers", **said)).headers["location"] == f"{path}/suppliers"
    found = (await planner.api("GET", f"{path}/suppliers")).json()["items"]
    assert [(o["supplier"], o["preferred"]) for o in found] == [(second, True), (first, False)]
    at = f"{path}/suppliers/{found[0]['id']}"
    for start, price in (("0", "3"), ("100", "2.5"), ("1000", "2")):
        made = await planner.api("POST", f"{at}/prices", {"price": price, "quantity_from": start, "currency": "EUR"})
        assert made.status_code == 201, made.text
        offers = made.json()
    assert (offers["price"], offers["currency"], len(offers["prices"])) == ("2.5", "EUR", 3)
    page = await planner.see(f"{path}/suppliers")
    assert "€2.50" in page.text
    rows = (await planner.api("GET", "/material-suppliers", params={"material": number})).json()["items"]
    assert {(row["supplier"], row["price"]) for row in rows} == {(second, "2.5"), (first, None)}
    twice = await planner.api("POST", f"{path}/suppliers", {"supplier": first})
    assert "supplies it already" in twice.json()["errors"]["supplier"]
    assert (await planner.see(f"{at}/edit")).status_code == 200
    assert (await planner.send(f"{at}/prices/{offers['prices'][0]['id']}/removal")).status_code == 303
    assert (await planner.api("DELETE", at)).status_code == 200


async def test_wrong_offers_are_refused_at_their_fields(planner: Person, unit: str) -> None:
    path, _number = await bought(planner, unit)
    customer = f"K-{uuid4().hex[:8]}"
    await planner.api("POST", "/partners", {"number": customer, "name": customer, "customer": True})
    for said, field in (
        ({"supplier": customer}, "supplier"),
        ({"supplier": await seller(planner), "minimum": "-1"}, "minimum"),
        ({"supplier": await seller(planner), "unit": "??"}, "unit"),
    ):
        answer = await planner.api("POST", f"{path}/suppliers", said)
        assert (answer.status_code, [*answer.json()["errors"]]) == (422, [field])
    offer = (await planner.api("POST", f"{path}/suppliers", {"supplier": await seller(planner)})).json()
    for said, field in (
        ({"price": "-1"}, "price"),
        ({"price": "1", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to"),
    ):
        answer = await planner.api("POST", f"{path}/suppliers/{offer['id']}/prices", said)
        assert [*answer.json()["errors"]] == [field]


async def test_alternates_are_seen_from_both_sides(planner: Person, unit: str) -> None:
    (one, number), (other, another) = await bought(planner, unit), await bought(planner, unit)
    said = await planner.api("POST", f"{one}/alternates", {"material": another, "priority": 2})
    assert [(a["number"], a["priority"]) for a in said.json()["alternates"]] == [(another, 2)]
    assert [a["number"] for a in (await planner.api("GET", f"{other}/alternates")).json()["stands_in_for"]] == [number]
    itself = await planner.api("POST", f"{one}/alternates", {"material": number})
    assert "itself" in itself.json()["errors"]["material"]
    row = said.json()["alternates"][0]["id"]
    assert another in (await planner.see(f"{one}/alternates")).text
    assert (await planner.send(f"{one}/alternates/{row}/removal")).headers["location"] == f"{one}/alternates"


async def test_replacements_follow_each_other_and_close_no_circle(planner: Person, unit: str) -> None:
    (a, first), (b, second), (c, third) = [await bought(planner, unit) for _each in range(3)]
    await planner.api("POST", f"{a}/replacement", {"material": second, "starts_on": "2027-01-01"})
    said = (await planner.api("POST", f"{b}/replacement", {"material": third})).json()
    assert ([r["number"] for r in said["replaces"]], [r["number"] for r in said["replaced_by"]]) == ([first], [third])
    whole = (await planner.api("GET", f"{a}/alternates")).json()["replaced_by"]
    assert [r["number"] for r in whole] == [second, third]
    circle = await planner.api("POST", f"{c}/replacement", {"material": first})
    assert f"{third} → {first} → {second} → {third}" in circle.json()["errors"]["material"]
    assert (await planner.send(f"{a}/replacement/removal")).status_code == 303
    assert (await planner.api("POST", f"{c}/replacement", {"material": first})).status_code == 201
    assert (await planner.api("DELETE", f"{a}/replacement")).status_code == 404


async def test_two_who_close_a_circle_from_both_sides(planner: Person, unit: str) -> None:
    (a, first), (b, second) = await bought(planner, unit), await bought(planner, unit)
    asked = (
        planner.api("POST", f"{a}/replacement", {"material": second}),
        planner.api("POST", f"{b}/replacement", {"material": first}),
    )
    assert sorted(answer.status_code for answer in await asyncio.gather(*asked)) == [201, 422]


@pytest.mark.parametrize("page", ["suppliers", "alternates"])
async def test_strangers_and_readers(planner: Person, stranger: Person, operator: Person, unit: str, page: str) -> None:
    path, _number = await bought(planner, unit)
    assert (await stranger.see(f"{path}/{page}")).status_code == 404
    assert (await operator.see(f"{path}/{page}")).status_code == 200
    assert (await operator.see(f"{path}/{page}/new")).status_code == 403
