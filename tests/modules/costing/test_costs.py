"""What things cost: prices, hours, currencies and days, kept and compared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person
from tests.modules.bom.test_pages import bill, make

FRIDAY, SUNDAY = "2027-03-12", "2027-03-14"


@pytest.fixture(scope="module")
async def gear(planner: Person) -> dict[str, str]:
    """A gear of half a kilogram of steel (bought in EUR) with a fifth lost, turned in six minutes at 60 an hour."""
    await planner.api("POST", "/units", {"code": "BPC", "name": "BPC", "dimension": "count"})
    await planner.api("POST", "/units", {"code": "BKG", "name": "BKG", "dimension": "mass"})
    await planner.api("POST", "/units", {"code": "BGR", "name": "BGR", "dimension": "mass", "denominator": 1000})
    ids = {
        "GEAR": await make(planner, "COST-GEAR"),
        "STEEL": await make(planner, "COST-STEEL", "buy", unit="BKG"),
        "BOX": await make(planner, "COST-BOX", "buy"),
    }
    price = {"amount": "300", "currency": "EUR", "quantity": "100", "valid_from": "2027-01-01"}
    assert (await planner.api("POST", f"/materials/{ids['STEEL']}/costs", price)).status_code == 201
    later = {**price, "amount": "400", "valid_from": "2027-06-01"}
    await planner.api("POST", f"/materials/{ids['STEEL']}/costs", later)
    made = await bill(
        planner, "COST-GEAR", {"component": "COST-STEEL", "quantity": "500", "unit": "BGR", "scrap": "20"}
    )
    ids["bill"] = made["id"]
    center = {"code": "COST-TURN", "name": "Turning", "cost_rate": "60"}
    assert (await planner.api("POST", "/work-centers", center)).status_code in (201, 403)
    return ids


@pytest.fixture(scope="module")
async def priced(planner: Person, gear: dict[str, str]) -> dict[str, str]:
    rate = {"base": "EUR", "quote": "USD", "value": "1.1", "valid_from": FRIDAY, "source": "ECB"}
    assert (await planner.api("POST", "/exchange-rates", rate)).status_code == 201
    return gear


async def test_a_missing_price_or_rate_is_named_and_not_zero(planner: Person, gear: dict[str, str]) -> None:
    await bill(planner, "COST-GEAR", {"component": "COST-BOX", "quantity": "1"}, revision="Z", release=False)
    early = {"on": "2026-12-31", "currency": "USD"}
    said = (await planner.api("GET", f"/materials/{gear['GEAR']}/cost", params=early)).json()
    assert said["missing"] == ["COST-STEEL has no standard cost on this day"]
    assert said["nodes"][0]["missing"] is True
    no_rate = (await planner.api("GET", f"/materials/{gear['GEAR']}/cost", params={"on": "2027-02-01"})).json()
    assert no_rate["missing"] == ["COST-STEEL: there is no exchange rate from EUR"]
    page = await planner.see(f"/materials/{gear['GEAR']}/cost", **early)
    assert "COST-STEEL has no standard cost on this day" in page.text


async def test_every_factor_is_shown_and_fridays_rate_is_said_on_sunday(
    planner: Person, stranger: Person, operator: Person, priced: dict[str, str]
) -> None:
    path = f"/materials/{priced['GEAR']}/cost"
    said = (await planner.api("GET", path, params={"on": SUNDAY, "currency": "USD", "lot": "4"})).json()
    node = said["nodes"][0]
    shown = ("per", "factor", "loss", "price", "price_currency", "rate", "day", "amount")
    assert {name: node[name] for name in shown} == {
        "per": "500.000000", "factor": "0.001000", "loss": "1.250000", "price": "3.000000",
        "price_currency": "EUR", "rate": "1.100000", "day": FRIDAY, "amount": "8.250000",
    }  # fmt: skip
    assert (said["total"], said["unit_cost"]) == ("8.250000", "2.062500")
    assert node["older"] is True
    assert "that of 12 Mar 2027 is used" in said["notes"][0]
    later = (await planner.api("GET", path, params={"on": "2027-06-01", "currency": "EUR"})).json()
    assert later["unit_cost"] == "2.500000"
    assert (await planner.see(path, on=SUNDAY)).status_code == 200
    assert (await stranger.see(path)).status_code == 404
    assert (await operator.see(path)).status_code == 403
    for name, value in (("on", "soon"), ("currency", "QQQ"), ("lot", "0"), ("lot", "some")):
        answer = await planner.api("GET", path, params={name: value})
        assert (answer.status_code, list(answer.json()["errors"])) == (422, [name])


async def test_a_kept_roll_up_says_what_moved_and_becomes_the_standard_cost(
    planner: Person, stranger: Person, priced: dict[str, str]
) -> None:
    path = f"/materials/{priced['GEAR']}/cost-rolls"
    first = (await planner.api("POST", path, {"on": FRIDAY, "currency": "USD"})).json()
    assert first["movement"] is None
    correction = {"base": "EUR", "quote": "USD", "value": "1.2", "valid_from": FRIDAY}
    silent = await planner.api("POST", "/exchange-rates", correction)
    assert "Say why it is corrected" in silent.json()["errors"]["reason"]
    assert (await planner.api("POST", "/exchange-rates", {**correction, "reason": "Typing error"})).status_code == 201
    kept = (await planner.api("GET", f"/cost-rolls/{first['id']}")).json()
    assert kept["unit_cost"] == first["unit_cost"], "what was calculated stays as it was"
    second = (await planner.api("POST", path, {"on": "2027-06-02", "currency": "USD"})).json()
    moved = second["movement"]
    assert (moved["before"], moved["after"], moved["moved"]) == ("2.062500", "3.000000", "0.937500")
    assert moved["rows"][0]["words"] == ["Price 3 → 4", "Exchange rate 1.1 → 1.2"]
    assert (await stranger.api("GET", f"/cost-rolls/{first['id']}")).status_code in (403, 404)
    adopted = await planner.api("POST", f"/cost-rolls/{second['id']}/adoption", {"valid_from": "2027-07-01"})
    assert (adopted.status_code, adopted.json()["adopted_from"]) == (200, "2027-07-01")
    again = await planner.api("POST", f"/cost-rolls/{second['id']}/adoption", {})
    assert again.json()["code"] == "wrong-state"
    costs = (await planner.api("GET", f"/materials/{priced['GEAR']}/costs")).json()["items"]
    assert ("3", "2027-07-01") in [(cost["amount"], cost["valid_from"]) for cost in costs]
    incomplete = (await planner.api("POST", path, {"on": "2026-01-01", "currency": "USD"})).json()
    refused = await planner.api("POST", f"/cost-rolls/{incomplete['id']}/adoption", {})
    assert "Something is missing" in refused.json()["detail"]


async def test_an_amount_in_another_currency_names_its_rates(planner: Person, priced: dict[str, str]) -> None:
    await planner.api("POST", "/exchange-rates", {"base": "USD", "quote": "JPY", "value": "150", "valid_from": FRIDAY})
    asked = {"amount": "10", "base": "EUR", "quote": "JPY", "on": SUNDAY}
    said = (await planner.api("GET", "/exchange-rates/conversion", params=asked)).json()
    assert (said["way"], said["older"], said["result"], len(said["legs"])) == ("triangulated", True, "1800", 2)
    page = await planner.see("/exchange-rates/conversion", **asked)
    assert "was used" in page.text
    none = (await planner.api("GET", "/exchange-rates/conversion", params={**asked, "quote": "CHF"})).json()
    assert (none["result"], "There is no exchange rate" in none["problem"]) == (None, True)


async def test_rates_of_hours_are_written_with_a_day(planner: Person, operator: Person, gear: dict[str, Any]) -> None:
    made = await planner.api("POST", "/cost-rates", {"kind": "labour", "amount": "38.5", "valid_from": "2027-01-01"})
    assert made.status_code == 201, made.text
    nowhere = await planner.send("/cost-rates", kind="subcontract", amount="4", valid_from="2027-01-01")
    assert "Say at which work center" in nowhere.text
    assert (await operator.api("POST", "/cost-rates", {})).status_code == 403
    assert (await planner.see("/cost-rates")).status_code == 200
