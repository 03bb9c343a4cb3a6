"""Whoever uses a material that is on its way out is told so where it is used."""

from __future__ import annotations

from uuid import uuid4

from tests.cast import Person
from tests.factories.plant import SmallFactory


async def material(admin: Person, kind: str) -> dict[str, str]:
    body = {"number": f"LV-{uuid4().hex[:8].upper()}", "name": "Old bracket", "type": kind, "unit": "EA"}
    return (await admin.api("POST", "/materials", body)).json()  # type: ignore[no-any-return]


async def test_bills_orders_and_releases_say_it(admin: Person, planner: Person, factory: SmallFactory) -> None:
    part, whole = await material(admin, "buy"), await material(admin, "make")
    bill = (await admin.api("POST", "/bom", {"material": whole["number"], "revision": "A"})).json()
    line = {"component": part["number"], "quantity": "2", "unit": "EA"}
    assert (await admin.api("POST", f"/bom/{bill['id']}/lines", line)).status_code == 201
    customer = await admin.api("POST", "/partners", {"name": f"Buyer {uuid4().hex[:6]}", "customer": True})
    order = {"customer": customer.json()["number"], "due_on": "2031-02-15"}
    demand = (await admin.api("POST", "/customer-orders", order)).json()
    sold = {"material": part["number"], "quantity": "3"}
    assert (await admin.api("POST", f"/customer-orders/{demand['id']}/lines", sold)).status_code == 201
    words = f"{part['number']} is being phased out"
    pages = (f"/bom/{bill['id']}", f"/customer-orders/{demand['id']}")
    assert not [page for page in pages if words in (await admin.see(page)).text]
    moved = await admin.api("POST", f"/materials/{part['id']}/state", {"state": "phase_out"})
    assert moved.status_code == 200
    for page in pages:
        assert words in (await admin.see(page)).text, page
        assert (await admin.api("GET", page)).json()["lines"][0]["warning"] == words, page


async def test_a_release_names_what_is_leaving(admin: Person, planner: Person, factory: SmallFactory) -> None:
    said = {"material": factory.frame, "quantity": 2, "due_at": "2031-03-01T16:00:00"}
    order = (await planner.api("POST", "/work-orders", said)).json()
    part = order["materials"][0]
    moved = await admin.api("POST", f"/materials/{part['component_id']}/state", {"state": "phase_out"})
    assert moved.status_code == 200
    words = f"{part['number']} is being phased out"
    try:
        page = (await planner.see(f"/work-orders/{order['number']}/release")).text
        assert "On their way out" in page
        assert words in page
        assert words in (await planner.see(f"/work-orders/{order['number']}")).text
    finally:
        await admin.api("POST", f"/materials/{part['component_id']}/state", {"state": "active"})
