"""A long list is searched through an index where it can be, and the rows are the same either way."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.kit.web import finding


async def rows(who: Person, **asked: str) -> list[str]:
    answer = await who.api("GET", "/materials", params=asked)
    assert answer.status_code == 200, answer.text
    return [row["number"] for row in answer.json()["items"]]


@pytest.fixture
async def mark(admin: Person, factory: SmallFactory) -> str:
    mark = f"FD{uuid4().hex[:6]}".upper()
    for number, name in enumerate(("Śruba ocynkowana", "Nut M8", "Washer M8", "Washer M10")):
        body: dict[str, Any] = {"number": f"{mark}-{number}", "name": name, "type": "buy", "unit": "EA"}
        assert (await admin.api("POST", "/materials", body)).status_code == 201
    return mark


@pytest.mark.parametrize("most", [finding.MOST, 0, 2])
async def test_rows_are_the_same_however_they_are_found(
    admin: Person, mark: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named one by one, or read in their order because the words are common."""
    monkeypatch.setattr(finding, "MOST", most)
    asked = {f"{mark} sruba": "0", f"{mark} m8": "12", f"{mark} WASHER": "23", mark: "0123"}
    for q, wanted in asked.items():
        assert await rows(admin, q=q) == [f"{mark}-{each}" for each in wanted], q
        assert await rows(admin, q=q, sort="-number") == [f"{mark}-{each}" for each in wanted[::-1]], q
        assert await rows(admin, q=q, sort="category", state="active") != [], q
    assert await rows(admin, q=f"{mark} nowhere") == []
    exported = (await admin.see("/exports/lists/materials.csv", q=f"{mark} m8")).text
    assert exported.count(mark) == 2


async def test_pages_of_what_was_found_neither_skip_nor_repeat(admin: Person, mark: str) -> None:
    first = (await admin.api("GET", "/materials", params={"q": mark, "limit": "3"})).json()
    second = (await admin.api("GET", "/materials", params={"q": mark, "limit": "3", "after": first["next"]})).json()
    assert (first["count"], first["count_is_exact"]) == (4, True)
    assert [row["number"] for row in first["items"] + second["items"]] == [f"{mark}-{each}" for each in range(4)]


async def test_another_company_finds_nothing(stranger: Person, mark: str) -> None:
    assert await rows(stranger, q=mark) == []


async def test_orders_are_found_by_what_they_make(planner: Person, factory: SmallFactory) -> None:
    customer = f"Cust{uuid4().hex[:6]}"
    said = {"material": factory.frame, "quantity": 5, "due_at": "2031-03-01T16:00:00", "customer": customer}
    number = (await planner.api("POST", "/work-orders", said)).json()["number"]
    for q in (customer, f"{factory.frame} {customer.lower()}", f"{number} {factory.frame}"):
        found = (await planner.api("GET", "/work-orders", params={"q": q})).json()["items"]
        assert [row["number"] for row in found] == [number], q
    assert (await planner.api("GET", "/work-orders", params={"q": f"{customer} nothing"})).json()["items"] == []
