"""Sheets of badges: cards to cut out, with a code that signs in at a tablet, for whoever looks after people."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import zxingcpp
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.prints import paper
from tests.modules.prints.paper import Code, needs_poppler
from unison_web.settings import Settings


async def with_badge(admin: Person, badge: str, name: str = "") -> dict[str, Any]:
    mark = uuid4().hex[:8]
    body = {"name": name or f"Holder {mark}", "email": f"{mark}@adventure-works.example", "role": "operator"}
    answer = await admin.api("POST", "/users", {**body, "badge": badge})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def number() -> str:
    return str(uuid4().int)[:8]


@pytest.fixture
def sheet(admin: Person, settings: Settings, engine: AsyncEngine, tmp_path: Path) -> Any:
    async def make(people: list[dict[str, Any]], **how: str) -> Path:
        asked = await admin.api("POST", "/users/badges", {"people": [each["id"] for each in people], **how})
        assert asked.status_code == 201, asked.text
        key = asked.json()["id"]
        async with paper.workshop(settings, engine) as context:
            await paper.made(context, settings, engine, key)
        ready = (await admin.api("GET", f"/prints/{key}")).json()
        assert ready["state"] == "ready", ready
        return paper.saved(tmp_path, (await admin.api("GET", f"/prints/{key}/file")).content)

    return make


@needs_poppler
async def test_twelve_people_are_two_sheets_and_every_code_is_a_badge(admin: Person, sheet: Any):
    people = [await with_badge(admin, number()) for _each in range(12)]
    pdf = await sheet(people)
    assert paper.size_in_mm(pdf) == (210, 297)
    pages = list(paper.pages(pdf))
    read = [{found.text for found in zxingcpp.read_barcodes(page)} for page in pages]
    assert [len(codes) for codes in read] == [10, 2]
    assert read[0] | read[1] == {each["badge"] for each in people}
    said = set(paper.words(pdf).split())
    assert said.issuperset(word for each in people for word in [*each["name"].split(), each["badge"]])
    assert {"Adventure", "Works", "Cycles"} <= said


@needs_poppler
async def test_bars_on_letter_and_a_number_too_long_for_bars(admin: Person, sheet: Any):
    short, letters, long = number(), f"AW-{number()[:6]}", f"EMPLOYEE-{uuid4()}"[:40]
    pdf = await sheet([await with_badge(admin, badge) for badge in (short, letters, long)], paper="Letter", code="bars")
    assert paper.size_in_mm(pdf) == (216, 279)
    assert paper.codes(pdf) == {Code("Code128", short), Code("Code128", letters), Code("QRCode", long)}


@needs_poppler
async def test_cards_have_the_size_of_a_bank_card(admin: Person, sheet: Any):
    """The hairlines to cut along, found on the picture of a sheet with four cards."""
    pdf = await sheet([await with_badge(admin, number()) for _each in range(4)])
    page = next(paper.pages(pdf)).convert("1")
    to_mm = 25.4 / paper.LABEL_PRINTER
    dark = [x for x in range(page.width) if sum(page.getpixel((x, y)) == 0 for y in range(0, page.height, 8)) > 60]
    left, right = dark[0] * to_mm, dark[-1] * to_mm
    assert abs(right - left - 171.2) < 0.6, "two cards of 85.6 mm"
    assert abs(left - (210 - 171.2) / 2) < 0.6, "in the middle of the sheet"


async def test_the_page_offers_people_with_badges_and_finds_them(admin: Person):
    holder, nobody = await with_badge(admin, number(), "Zora Badgeholder"), "Ruth Castillo"
    page = await admin.see("/users/badges", q="badgeholder")
    assert "Zora Badgeholder" in page.text and nobody not in page.text.split("badge-holders")[1]
    assert holder["badge"] in page.text
    nothing = await admin.send("/users/badges")
    assert nothing.status_code == 422 and "Choose somebody" in nothing.text
    sent = await admin.send("/users/badges", people=holder["id"], paper="A4", code="qr")
    assert sent.status_code == 303
    waiting = await admin.see(sent.headers["location"])
    assert "Being printed" in waiting.text and "/users/badges" in waiting.text


async def test_a_badge_opens_tablets_so_not_everybody_prints_or_sees_one(
    admin: Person, planner: Person, other_admin: Person
):
    holder = await with_badge(admin, number())
    body = {"people": [holder["id"]]}
    assert (await planner.api("POST", "/users/badges", body)).status_code == 403
    assert (await other_admin.api("POST", "/users/badges", body)).status_code == 404
    made = (await admin.api("POST", "/users/badges", body)).json()["id"]
    for path in (f"/prints/{made}", f"/prints/{made}/file"):
        refused = await planner.api("GET", path)
        assert refused.status_code == 403 and refused.json()["permission"] == "users:write"
