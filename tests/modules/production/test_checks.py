"""Ravi writes what has to be checked; Ana checks it at the machine, and cannot finish without."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.modules.routings.schemas import PIXEL


async def order_with(planner: Person, *checks: dict[str, Any], **operation: Any) -> dict[str, Any]:
    """A released order of one operation with one step that asks for these checks."""
    number = f"CK-{uuid4().hex[:6]}"
    body = {"number": number, "name": "Bearing seat", "type": "make", "unit": "EA"}
    assert (await planner.api("POST", "/materials", body)).status_code == 201
    routing = (await planner.api("POST", "/routings", {"material": number})).json()
    center = operation.pop("center", "") or await a_center(planner)
    said = {"sequence": 10, "work_center": center, "run_minutes": "5", **operation}
    whole = (await planner.api("POST", f"/routings/{routing['id']}/operations", said)).json()
    at = f"/routings/{routing['id']}/operations/{whole['operations'][0]['id']}/steps"
    whole = (await planner.api("POST", at, {"text": "Bore the seat"})).json()
    at = f"{at}/{whole['operations'][0]['steps'][0]['id']}"
    for check in checks:
        added = await planner.api("POST", f"{at}/checks", check)
        assert added.status_code == 201, added.text
    assert (await planner.api("POST", f"{at}/pictures", {"name": "seat.png", "content": PIXEL})).status_code == 201
    assert (await planner.api("POST", f"/routings/{routing['id']}/release")).status_code == 200
    order = {"material": number, "quantity": "2", "due_at": "2031-03-01T12:00:00"}
    made = (await planner.api("POST", "/work-orders", order)).json()
    assert (await planner.api("POST", f"/work-orders/{made['number']}/release", {"accept_shortage": True})).is_success
    return made  # type: ignore[no-any-return]


async def a_center(planner: Person) -> str:
    found = (await planner.api("GET", "/work-centers", params={"limit": "1"})).json()["items"]
    return str(found[0]["code"])


def operation(order: dict[str, Any]) -> str:
    return f"/work-orders/{order['number']}/operations/10"


def check(order: dict[str, Any], place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = order["operations"][0]["steps"][0]["checks"][place]
    return found


BORE = {"label": "Bore", "kind": "number", "unit": "mm", "low": "24.98", "high": "25.02"}


async def test_an_operation_is_not_finished_before_everything_was_checked(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    order = await order_with(
        planner, BORE, {"label": "Guard closed"}, {"label": "Colour", "kind": "text", "required": False}
    )
    at = operation(order)
    assert (await operator.api("POST", f"{at}/reports", {"quantity": "2"})).status_code == 201
    refused = await operator.api("POST", f"{at}/finish", {})
    assert refused.json()["code"] == "unchecked"
    assert "Bore, Guard closed" in refused.text
    found = await operator.api("POST", f"{at}/checks/{check(order)['id']}", {"said": "25,01"})
    assert found.status_code == 201, found.text
    assert found.json()["passed"] is True
    assert float(found.json()["measured"]) == 25.01
    assert (await operator.api("POST", f"{at}/checks/{check(order, 1)['id']}", {"said": "yes"})).status_code == 201
    assert (await operator.api("POST", f"{at}/finish", {})).status_code == 200


async def test_a_value_out_of_its_limits_is_kept_with_what_was_done(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    order = await order_with(planner, BORE)
    at = f"{operation(order)}/checks/{check(order)['id']}"
    refused = await operator.api("POST", at, {"said": "25.4"})
    assert refused.status_code == 422
    assert "Say what you did" in refused.json()["errors"]["note"]
    kept = await operator.api("POST", at, {"said": "25.4", "note": "Drill too large, changed it"})
    assert kept.json()["passed"] is False
    assert (await operator.api("POST", at, {"said": "25.00"})).json()["passed"] is True
    listed = (await planner.api("GET", "/check-results", params={"order": order["number"]})).json()["items"]
    assert [row["said"] for row in listed] == ["25.00", "25.4"]
    newest = (await planner.api("GET", f"{operation(order)}/checks")).json()
    assert [row["said"] for row in newest] == ["25.00"]
    page = await planner.see("/check-results", order=order["number"], passed="false")
    assert "Drill too large" in page.text and "25.00" not in page.text.split("<tbody")[1]


async def test_an_order_under_way_keeps_the_limits_it_was_made_with(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    order = await order_with(planner, BORE)
    routing = (await planner.api("GET", "/routings", params={"material": order["material_number"]})).json()["items"][0]
    whole = (await planner.api("GET", f"/routings/{routing['id']}")).json()
    step = whole["operations"][0]["steps"][0]
    at = f"/routings/{routing['id']}/operations/{whole['operations'][0]['id']}/steps/{step['id']}/checks"
    tighter = {**BORE, "low": "25.00", "high": "25.01"}
    assert (await planner.api("PUT", f"{at}/{step['checks'][0]['id']}", tighter)).status_code == 200
    kept = await operator.api("POST", f"{operation(order)}/checks/{check(order)['id']}", {"said": "25.02"})
    assert kept.json()["limits"] == "24.98 – 25.02 mm"
    assert kept.json()["passed"] is True


async def test_a_copied_routing_asks_for_the_same(planner: Person, factory: SmallFactory) -> None:
    order = await order_with(planner, BORE)
    routing = (await planner.api("GET", "/routings", params={"material": order["material_number"]})).json()["items"][0]
    copy = (await planner.api("POST", f"/routings/{routing['id']}/copies", {"revision": "B"})).json()
    step = copy["operations"][0]["steps"][0]
    assert [(one["label"], one["limits"]) for one in step["checks"]] == [("Bore", "24.98 – 25.02 mm")]
    assert len(step["pictures"]) == 1


async def test_the_other_company_cannot_answer(
    planner: Person, stranger: Person, other_operator: Person, factory: SmallFactory
) -> None:
    order = await order_with(planner, BORE)
    at = f"{operation(order)}/checks/{check(order)['id']}"
    assert (await other_operator.api("POST", at, {"said": "25"})).status_code == 404
    assert (await stranger.api("GET", "/check-results", params={"order": order["number"]})).json()["items"] == []


async def test_a_machine_that_cannot_do_it_is_refused_at_start(
    planner: Person, admin: Person, operator: Person, factory: SmallFactory
) -> None:
    center, able, plain = (f"C{uuid4().hex[:6].upper()}" for _ in range(3))
    assert (await admin.api("POST", "/work-centers", {"code": center, "name": "Welding"})).status_code == 201
    for code, can in ((able, ["tig", "MAG"]), (plain, [])):
        body = {"code": code, "name": code, "work_center": center, "capabilities": can}
        assert (await admin.api("POST", "/machines", body)).status_code == 201
    order = await order_with(planner, center=center, capabilities=["TIG"])
    refused = await operator.api("POST", f"{operation(order)}/start", {"machine": plain})
    assert refused.status_code == 422
    assert f"{plain} is not able to do this: TIG" in refused.json()["errors"]["machine"]
    assert (await operator.api("POST", f"{operation(order)}/start", {})).status_code == 200
    shown = (await planner.api("GET", f"/work-orders/{order['number']}")).json()
    assert shown["operations"][0]["machine"] == able
