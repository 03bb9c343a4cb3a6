"""Partners and customer orders have fields of the company's own, as materials do."""

from __future__ import annotations

from uuid import uuid4

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.custom_fields.test_records import added
from tests.modules.imports.files import applied, bring, checked


async def test_a_partner_says_what_the_company_asks(admin: Person) -> None:
    await added(admin, "Incoterm place", noun="partners", in_list=True)
    mark = f"Hafen {uuid4().hex[:6]}"
    body = {"name": f"Buyer {mark}", "customer": True, "custom": {"incoterm_place": mark}}
    made = (await admin.api("POST", "/partners", body)).json()
    assert made["custom"] == {"incoterm_place": mark}
    assert "Incoterm place" in (await admin.see("/partners/new")).text
    assert mark in (await admin.see(f"/partners/{made['id']}")).text
    for asked in ({"custom.incoterm_place": mark}, {"q": mark}, {"q": mark, "sort": "custom.incoterm_place"}):
        rows = (await admin.api("GET", "/partners", params=asked)).json()["items"]
        assert [row["id"] for row in rows] == [made["id"]], asked
    exported = await admin.client.get(
        "/exports/lists/partners.csv", params={"q": mark}, headers={"accept": "text/html"}
    )
    assert mark in exported.text
    found = (await admin.api("GET", "/search", params={"q": mark})).text
    assert made["number"] in found
    trail = (await admin.api("GET", f"/audit?q={made['number']}")).text
    assert mark in trail


async def test_an_order_cannot_be_confirmed_without_what_is_due_then(admin: Person, factory: SmallFactory) -> None:
    await added(admin, "Gate code", noun="customer-orders", required_from="confirmed")
    customer = (await admin.api("POST", "/partners", {"name": f"Buyer {uuid4().hex[:6]}", "customer": True})).json()
    said = {"customer": customer["number"], "due_on": "2031-02-15"}
    order = (await admin.api("POST", "/customer-orders", said)).json()
    path = f"/customer-orders/{order['id']}"
    line = {"material": factory.frame, "quantity": "1"}
    assert (await admin.api("POST", f"{path}/lines", line)).status_code == 201
    refused = await admin.api("POST", f"{path}/state", {"verb": "confirm"})
    assert refused.status_code in (409, 422)
    assert "Gate code" in refused.text
    assert (await admin.api("PUT", path, {**said, "custom": {"gate_code": "7A"}})).status_code == 200
    assert (await admin.api("POST", f"{path}/state", {"verb": "confirm"})).status_code == 200
    assert "7A" in (await admin.see(path)).text


async def test_a_file_fills_the_head_of_an_order_and_changes_it(admin: Person, factory: SmallFactory) -> None:
    await added(admin, "Dock", noun="customer-orders")
    customer = (await admin.api("POST", "/partners", {"name": f"Buyer {uuid4().hex[:6]}", "customer": True})).json()
    number = f"CF-{uuid4().hex[:6]}"
    for dock in ("North", "South"):
        head = "order,customer,material,quantity,due,line,Dock"
        row = f"{number},{customer['number']},{factory.frame},2,2031-02-15,10,{dock}"
        brought = await bring(admin, ("customer orders.csv", f"{head}\n{row}\n".encode()))
        await checked(admin, brought)
        await applied(admin, brought)
        orders = (await admin.api("GET", "/customer-orders", params={"q": number})).json()["items"]
        assert [order["custom"] for order in orders] == [{"dock": dock}]
