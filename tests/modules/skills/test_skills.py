"""Ana, the operator, starts what she has learned, and is told why where she has not."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.modules.skills import rules
from unison_web.modules.skills.service import months_after


async def skill(admin: Person, **said: Any) -> dict[str, Any]:
    code = f"S{uuid4().hex[:6]}"
    answer = await admin.api("POST", "/skills", {"code": code, "name": f"Welding {code}", **said})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def certify(admin: Person, known: dict[str, Any], **said: Any) -> Any:
    return await admin.api("POST", f"/skills/{known['id']}/certificates", said)


async def asked_for(planner: Person, code: str) -> dict[str, Any]:
    """A released order whose only operation asks for the skill."""
    number = f"SK-{uuid4().hex[:6]}"
    body = {"number": number, "name": "Bracket", "type": "make", "unit": "EA"}
    assert (await planner.api("POST", "/materials", body)).status_code == 201
    routing = (await planner.api("POST", "/routings", {"material": number})).json()
    center = (await planner.api("GET", "/work-centers", params={"limit": "1"})).json()["items"][0]["code"]
    operation = {"sequence": 10, "work_center": center, "run_minutes": "5", "skills": [code]}
    added = await planner.api("POST", f"/routings/{routing['id']}/operations", operation)
    assert added.status_code == 201, added.text
    assert (await planner.api("POST", f"/routings/{routing['id']}/release")).status_code == 200
    order = {"material": number, "quantity": "5", "due_at": "2027-03-01T12:00:00"}
    made = (await planner.api("POST", "/work-orders", order)).json()
    assert made["operations"][0]["skills"] == [code]
    released = await planner.api("POST", f"/work-orders/{made['number']}/release", {"accept_shortage": True})
    assert released.status_code == 200, released.text
    return made  # type: ignore[no-any-return]


async def start(person: Person, order: dict[str, Any]) -> Any:
    return await person.api("POST", f"/work-orders/{order['number']}/operations/10/start", {})


async def test_start_is_refused_with_its_reason(
    admin: Person, planner: Person, operator: Person, factory: SmallFactory
) -> None:
    known = await skill(admin)
    order = await asked_for(planner, known["code"])
    refused = await start(operator, order)
    assert refused.status_code == 422
    assert refused.json()["code"] == "skill-missing"
    assert f"{operator.name} is not trained for {known['name']}" in refused.text
    old = await certify(admin, known, person=operator.email, valid_from="2020-01-01", valid_to="2021-01-01")
    assert old.status_code == 201
    expired = await start(operator, order)
    assert expired.json()["code"] == "skill-expired"
    assert "ended on" in expired.text
    assert (await certify(admin, known, person=operator.email, valid_from="2026-01-01")).status_code == 201
    assert (await start(operator, order)).is_success


async def test_a_certificate_counts_as_long_as_its_skill_usually_does(admin: Person, operator: Person) -> None:
    known = await skill(admin, months=24)
    answer = await certify(admin, known, person=operator.name, valid_from="2026-01-31")
    assert answer.json()["valid_to"] == "2028-01-31"
    assert operator.name in (await admin.see(f"/skills/{known['id']}")).text
    listed = await admin.api("GET", "/certificates", params={"skill": known["code"], "standing": "valid"})
    assert listed.json()["count"] == 1


async def test_an_operation_names_only_skills_that_exist(planner: Person, factory: SmallFactory) -> None:
    body = {"number": f"SK-{uuid4().hex[:6]}", "name": "Bracket", "type": "make", "unit": "EA"}
    await planner.api("POST", "/materials", body)
    made = (await planner.api("POST", "/routings", {"material": body["number"]})).json()
    center = (await planner.api("GET", "/work-centers", params={"limit": "1"})).json()["items"][0]["code"]
    operation = {"sequence": 990, "work_center": center, "skills": ["NOBODY-KNOWS"]}
    refused = await planner.api("POST", f"/routings/{made['id']}/operations", operation)
    assert refused.status_code == 422
    assert "NOBODY-KNOWS" in refused.json()["errors"]["skills"]


async def test_a_skill_that_is_asked_for_stays(admin: Person, planner: Person, factory: SmallFactory) -> None:
    known = await skill(admin)
    await asked_for(planner, known["code"])
    refused = await admin.api("POST", f"/skills/{known['id']}/archive", {"archived": True})
    assert refused.status_code in (409, 422)
    assert "1 operations ask" in refused.text


async def test_others_neither_see_nor_give(operator: Person, stranger: Person, admin: Person) -> None:
    known = await skill(admin)
    assert (await stranger.see(f"/skills/{known['id']}")).status_code == 404
    given = {"person": operator.email, "valid_from": "2026-01-01"}
    assert (await operator.api("POST", f"/skills/{known['id']}/certificates", given)).status_code == 403
    unknown = await certify(admin, known, person="Nobody Here", valid_from="2026-01-01")
    assert "person" in unknown.json()["errors"]


@pytest.mark.parametrize(
    ("start_day", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-12-15", 1, "2027-01-15")],
)
def test_months_end_with_the_month(start_day: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(start_day), months) == date.fromisoformat(end)


def test_a_certificate_stands_somewhere() -> None:
    today = date(2026, 11, 23)
    known = {
        (date(2026, 1, 1), None): "valid",
        (date(2026, 1, 1), date(2026, 12, 1)): "ends_soon",
        (date(2026, 1, 1), date(2026, 11, 22)): "expired",
        (date(2026, 12, 1), None): "not_yet",
    }
    assert {days: rules.standing(*days, today) for days in known} == known
