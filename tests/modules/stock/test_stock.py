"""What lies where: by place, searched, and only in one's own company."""

from __future__ import annotations

from decimal import Decimal

from tests.cast import Person
from tests.factories.plant import SmallFactory


async def test_stock_is_a_page_a_fragment_and_json(logistics: Person, factory: SmallFactory):
    page = await logistics.see("/stock", q=factory.tube)
    assert "Warehouse" in page.text
    rows = await logistics.fragment("/stock", "stock-list", q=factory.tube)
    assert (factory.tube in rows.text, "<html" in rows.text) == (True, False)
    found = (await logistics.api("GET", "/stock", params={"q": factory.tube})).json()["items"]
    assert {(item["number"], item["unit"]) for item in found} == {(factory.tube, "EA")}
    assert all(f"{Decimal(item['quantity']):,f}" in page.text for item in found)


async def test_nothing_found_says_how_to_go_on(logistics: Person):
    page = await logistics.see("/stock", q="zzzz")
    assert "Nothing matches" in page.text
    assert "Clear filters" in page.text


async def test_who_may_not_and_who_is_a_stranger(operator: Person, stranger: Person, factory: SmallFactory):
    assert (await operator.see("/stock")).status_code == 403
    assert (await stranger.api("GET", "/stock", params={"q": factory.tube})).json()["items"] == []


async def test_the_largest_places_come_first_when_asked(logistics: Person, factory: SmallFactory):
    items = (await logistics.api("GET", "/stock", params={"sort": "-quantity"})).json()["items"]
    amounts = [float(item["quantity"]) for item in items]
    assert amounts == sorted(amounts, reverse=True)
    assert (await logistics.see("/stock", sort="nonsense")).status_code == 422
