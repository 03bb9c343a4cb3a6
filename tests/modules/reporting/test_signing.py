"""The report of a shift is signed by two people, and what is corrected later stands beside what they signed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.prints.paper import made, saved, words, workshop
from tests.modules.reporting.test_figures import Known
from tests.modules.reporting.test_figures import known as known
from unison_web.kit import clock
from unison_web.kit.pdf import pdf_available
from unison_web.settings import Settings

AT = "/reports/shift"


async def report(person: Person, known: Known) -> dict[str, Any]:
    answer = await person.api("GET", AT, params={"day": str(known.day), "shift": known.shift})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_shift_is_signed_by_two_people_and_later_corrections_stand_beside(
    supervisor: Person, planner: Person, admin: Person, known: Known
) -> None:
    said = {"day": str(known.day), "shift": known.shift}
    assert (await planner.api("POST", f"{AT}/signatures", said)).status_code == 403
    page = (await supervisor.see(AT, **said)).text
    assert ("Nobody has signed yet" in page, "/reports/shift/signatures/new" in page) == (True, True)
    assert known.shift in (await supervisor.see(f"{AT}/signatures/new", **said)).text
    sent = await supervisor.send(f"{AT}/signatures", **said, role="leader", remark="Tube was late")
    assert sent.status_code == 303 and sent.headers["location"].startswith(AT), sent.text
    again = await supervisor.api("POST", f"{AT}/signatures", {**said, "role": "taken_over"})
    assert "Somebody else" in again.json()["errors"]["role"]
    second = await admin.api("POST", f"{AT}/signatures", {**said, "role": "leader"})
    assert supervisor.name in second.json()["errors"]["role"]
    assert (await admin.api("POST", f"{AT}/signatures", {**said, "role": "taken_over"})).status_code == 201
    signed = await report(planner, known)
    assert [(each["role"], each["signer"], each["remark"]) for each in signed["signatures"]] == [
        ("leader", supervisor.name, "Tube was late"), ("taken_over", admin.name, ""),
    ]  # fmt: skip
    assert (signed["differences"], signed["may_sign"]) == ([], False)
    await corrected(supervisor, known)
    changed = {each["label"]: (each["signed"], each["now"]) for each in (await report(planner, known))["differences"]}
    before, after = changed["Good"]
    assert Decimal(before) - Decimal(after) == Decimal("5.5"), "of the whole plant, where others made pieces, too"
    line = next(both for label, both in changed.items() if label.startswith("WO-") and label.endswith("Good"))
    assert (line, "Quality ratio" in changed) == (("175.5", "170"), True)
    assert "Corrected since it was signed" in (await planner.see(AT, **said)).text
    history = (await admin.api("GET", "/audit", params={"entity": "shift_signatures"})).json()["items"]
    assert len(history) >= 2


async def corrected(supervisor: Person, known: Known) -> None:
    """Yesterday's 175.5 were 170."""
    found = await supervisor.api("GET", "/production-logs", params={"machine": known.machine, "kind": "good"})
    entry = next(each for each in found.json()["items"] if each["quantity"] == "175.5")["id"]
    said = {"quantity": "170", "kind": "good", "why": "Counted again"}
    answer = await supervisor.api("POST", f"/production-logs/{entry}/correction", said)
    assert answer.status_code == 201, answer.text


async def test_what_runs_and_what_is_not_there_cannot_be_signed(supervisor: Person, known: Known) -> None:
    day = str(known.day - timedelta(days=40))
    none = await supervisor.api("POST", f"{AT}/signatures", {"day": day, "shift": known.shift})
    assert none.status_code == 422
    assert "shift" in none.json()["errors"]


async def test_another_company_signs_nothing_here(other_admin: Person, known: Known) -> None:
    answer = await other_admin.api("POST", f"{AT}/signatures", {"day": str(known.day), "shift": known.shift})
    assert answer.status_code == 422


@pytest.mark.skipif(not pdf_available(), reason="Pango is not installed")
async def test_the_paper_carries_the_signatures(
    supervisor: Person, admin: Person, known: Known, settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    said = {"day": str(known.day), "shift": known.shift}
    if not (await report(admin, known))["signatures"]:
        await supervisor.api("POST", f"{AT}/signatures", {**said, "remark": "Quiet"})
    paper = (await supervisor.api("POST", "/reports/prints", {"kind": "shift", "span": "shift", **said})).json()
    async with workshop(settings, engine) as work:
        await made(work, settings, engine, paper["id"])
    document = (await supervisor.api("GET", f"/prints/{paper['id']}/file")).content
    text = words(saved(tmp_path, document))
    assert f"Shift leader: {supervisor.name}" in text.replace("\n", " ")
    assert clock.now().strftime("%Y") in text


async def test_first_pass_yield_and_planned_scrap_have_values(supervisor: Person, known: Known) -> None:
    asked = {"day": str(known.day), "span": "day", "machine": known.machine}
    value = (await supervisor.api("GET", "/metrics/first_pass_yield", params=asked)).json()["value"]
    assert value in ("97.50", "97.42")
    kpis = {each["key"]: each for each in (await supervisor.api("GET", "/kpis")).json()["items"]}
    assert kpis["worker_efficiency"]["source"].startswith("Not yet")
    assert kpis["actual_to_planned_scrap"]["source"] == "Production log and losses of the bill of materials"
