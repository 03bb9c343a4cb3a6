"""A day known to the minute: 480 minutes, 30 of break, 60 of a stop; 180 pieces at two minutes, 4.5 of them bad."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import small_factory
from tests.modules.prints.paper import made, saved, words, workshop
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.pdf import pdf_available
from unison_web.modules.shifts.models import ShiftInstance
from unison_web.settings import Settings

FOUR = ("availability", "effectiveness", "quality_ratio", "oee")


@dataclass(frozen=True)
class Known:
    day: date
    machine: str
    machine_id: UUID
    center: str
    shift: str


@pytest.fixture(scope="module")
async def known(engine: AsyncEngine, planner: Person, admin: Person, supervisor: Person) -> AsyncIterator[Known]:
    works = await small_factory(engine, planner.organization)
    zone = ZoneInfo(planner.actor.zone)
    day = clock.now().astimezone(zone).date() - timedelta(days=2)

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)

    machine = (await planner.api("GET", f"/machines/{works.machines['Forming']}")).json()
    shift = await admin.api(
        "POST", "/shifts", {"code": machine["code"], "name": "Known shift", "starts": "06:00", "ends": "14:00"}
    )
    row = {
        "plant_id": works.plant, "shift_id": UUID(shift.json()["id"]), "day": day, "code": machine["code"],
        "name": "Known shift", "starts_at": at(6), "ends_at": at(14),
        "breaks": [[at(12).isoformat(), at(12, 30).isoformat()]],
    }  # fmt: skip
    async with unit_of_work(engine, admin.actor) as uow:
        await bulk_insert(uow, ShiftInstance, [{**row, "work_center_id": None}])
    said = {"material": works.frame, "quantity": 200, "due_at": "2027-12-24T12:00:00Z"}
    number = (await planner.api("POST", "/work-orders", said)).json()["number"]
    assert (await planner.api("POST", f"/work-orders/{number}/release", {})).is_success
    touches: list[tuple[str, datetime, dict[str, Any]]] = [
        ("start", at(6), {}), ("stop", at(9, 30), {"reason": "material"}), ("start", at(10, 30), {}),
        ("reports", at(11), {"kind": "good", "quantity": "175.5"}),
        ("reports", at(11, 1), {"kind": "scrap", "quantity": "4.5", "reason": "burr", "note": "Edge of the tube"}),
        ("pause", at(12), {}), ("start", at(12, 30), {}), ("pause", at(14), {}),
    ]  # fmt: skip
    for verb, when, more in touches:
        body = {**more, "occurred_at": when.isoformat()}
        answer = await supervisor.api("POST", f"/work-orders/{number}/operations/10/{verb}", body)
        assert answer.is_success, answer.text
    yield Known(day, machine["code"], works.machines["Forming"], machine["work_center"], machine["code"])
    async with unit_of_work(engine, admin.actor) as uow:
        await uow.session.execute(delete(ShiftInstance).where(ShiftInstance.code == machine["code"]))


async def oee(person: Person, known: Known, **more: Any) -> dict[str, Any]:
    answer = await person.api("GET", "/oee", params={"day": str(known.day), "machine": known.machine, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_known_day_has_the_known_figures(supervisor: Person, known: Known) -> None:
    total = (await oee(supervisor, known))["total"]
    assert [total[key] for key in FOUR] == ["86.67", "92.31", "97.50", "78.00"]
    assert (total["busy"], total["production"], total["good"], total["scrap"]) == ("450", "390", "175.5", "4.5")


async def test_page_file_paper_and_api_say_the_same_digits(supervisor: Person, known: Known) -> None:
    asked = {"day": str(known.day), "work_center": known.center}
    total = (await supervisor.api("GET", "/oee", params=asked)).json()["total"]
    wanted = [total[key] for key in FOUR]
    page = await supervisor.see("/oee", **asked)
    assert all(f"{digits} %" in page.text.replace("\xa0", " ") for digits in wanted)
    text = (await supervisor.api("GET", "/oee/file", params=asked)).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    last = dict(zip(rows[0], rows[-1], strict=True))
    names = ("Availability %", "Effectiveness %", "Quality ratio %", "OEE %")
    assert [last[name] for name in names] == wanted
    book = openpyxl.load_workbook(
        io.BytesIO((await supervisor.api("GET", "/oee/file", params={**asked, "format": "xlsx"})).content)
    )
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    numbers = dict(zip(cells[0], cells[-1], strict=True))
    assert [f"{numbers[name]:.2f}" for name in names] == wanted
    metrics = [(await supervisor.api("GET", f"/metrics/{key}", params=asked)).json()["value"] for key in FOUR]
    assert metrics == wanted


@pytest.mark.skipif(not pdf_available(), reason="Pango is not installed")
@pytest.mark.parametrize("kind", ["oee", "shift"])
async def test_the_paper_has_the_digits_too(
    supervisor: Person, known: Known, settings: Settings, engine: AsyncEngine, tmp_path: Path, kind: str
) -> None:
    said = {"kind": kind, "day": str(known.day), "shift": known.shift, "span": "shift", "work_center": known.center}
    asked = await supervisor.api("POST", "/reports/prints", said)
    assert asked.status_code == 201, asked.text
    async with workshop(settings, engine) as context:
        await made(context, settings, engine, asked.json()["id"])
    document = (await supervisor.api("GET", f"/prints/{asked.json()['id']}/file")).content
    text = words(saved(tmp_path, document))
    assert [digits for digits in ("86.67", "92.31", "97.50", "78.00") if digits not in text] == []
    assert (await supervisor.see(f"/prints/{asked.json()['id']}")).status_code == 200


async def test_losses_are_named_and_lead_to_their_stops(supervisor: Person, known: Known) -> None:
    found = await oee(supervisor, known)
    named = {loss["name"]: loss["minutes"] for loss in found["losses"]}
    assert named == {"No material": "60", "Slower than planned": "30", "Bad pieces": "9"}
    href = next(loss["href"] for loss in found["losses"] if loss["name"] == "No material")
    assert [row["minutes"] for row in (await supervisor.api("GET", href)).json()["items"]] == ["60"]
    assert [step["minutes"] for step in found["steps"]] == ["450", "390", "390", "360", "351"]


async def test_every_number_leads_down_to_the_minutes(supervisor: Person, known: Known) -> None:
    plant = await supervisor.api("GET", "/oee", params={"day": str(known.day)})
    center = next(row for row in plant.json()["rows"] if row["code"] == known.center)
    machine = (await supervisor.api("GET", center["href"])).json()["rows"][0]
    shift = (await supervisor.api("GET", machine["href"])).json()["rows"][0]
    assert shift["oee"] == machine["oee"] == center["oee"] == "78.00"
    minutes = (await supervisor.api("GET", shift["href"])).json()
    assert {each["element"]: each["minutes"] for each in minutes["elements"]}["production"] == "390"


async def test_a_week_is_made_of_sums(supervisor: Person, known: Known) -> None:
    week = await oee(supervisor, known, span="week")
    assert sum(float(row["production"]) for row in week["rows"]) == float(week["total"]["production"])
    assert week["total"]["availability"] == "86.67"


async def test_a_planned_time_that_is_too_long_says_so(
    supervisor: Person, planner: Person, engine: AsyncEngine, known: Known
) -> None:
    works = await small_factory(engine, planner.organization)
    said = {"material": works.frame, "quantity": 200, "due_at": "2027-12-24T12:00:00Z"}
    number = (await planner.api("POST", "/work-orders", said)).json()["number"]
    await planner.api("POST", f"/work-orders/{number}/release", {})
    start = datetime.combine(known.day, time(7), ZoneInfo(planner.actor.zone))
    for verb, minutes, more in (("start", 0, {}), ("reports", 30, {"kind": "good", "quantity": "25"}),
                                ("pause", 40, {})):  # fmt: skip
        body = {**more, "occurred_at": (start + timedelta(minutes=minutes)).isoformat()}
        answer = await supervisor.api("POST", f"/work-orders/{number}/operations/10/{verb}", body)
        assert answer.is_success, answer.text
    code = (await planner.api("GET", f"/machines/{works.machines['Forming']}")).json()["code"]
    total = (await supervisor.api("GET", "/oee", params={"day": str(known.day), "machine": code})).json()["total"]
    assert total["effectiveness"] == "125.00"
    assert total["note"] == "Planned run time is too long by 25.00 %"


async def test_a_reason_given_afterwards_changes_the_figures_of_that_day(supervisor: Person, known: Known) -> None:
    stop = (await supervisor.api("GET", f"/stops?machine={known.machine}&reason=material")).json()["items"][0]
    code = f"planned-{known.machine.lower()}"
    await supervisor.api("POST", "/reasons", {"kind": "stop", "code": code, "name": "Planned", "planned": True})
    await supervisor.api("POST", f"/stops/{stop['id']}/reason", {"reason": code, "why": "It was planned"})
    assert (await oee(supervisor, known))["total"]["availability"] == "100.00"
    await supervisor.api("POST", f"/stops/{stop['id']}/reason", {"reason": "material"})
    assert (await oee(supervisor, known))["total"]["availability"] == "86.67"


async def test_the_shift_writes_its_report(supervisor: Person, known: Known) -> None:
    report = (
        await supervisor.api("GET", "/reports/shift", params={"day": str(known.day), "shift": known.shift})
    ).json()
    work = next(row for row in report["work"] if row["machine"] == known.machine)
    assert (work["minutes"], work["planned"], work["good"], work["scrap"]) == ("390", "195", "175.5", "4.5")
    assert "Burr" in {row["name"] for row in report["scrap"]}
    assert supervisor.name in {row["name"] for row in report["people"]}
    assert "Edge of the tube" in {note["text"] for note in report["notes"]}
    page = await supervisor.see("/reports/shift", day=str(known.day), shift=known.shift)
    assert page.status_code == 200 and re.search(r"Known shift", page.text)


async def test_the_catalogue_says_how_each_figure_is_made(supervisor: Person) -> None:
    found = (await supervisor.api("GET", "/kpis")).json()
    formulas = {row["key"]: row["formula"] for row in found["items"]}
    assert formulas["availability"] == "APT / PBT" and len(formulas) == 20
    assert (await supervisor.see("/kpis")).status_code == 200


async def test_what_is_not_there_is_refused_in_sentences(supervisor: Person, operator: Person) -> None:
    for asked in ({"span": "year"}, {"day": "yesterday"}, {"machine": "NOPE-1"}, {"span": "shift", "shift": "none"}):
        assert (await supervisor.api("GET", "/oee", params=asked)).status_code == 422, asked
    assert (await supervisor.api("GET", "/metrics/happiness")).status_code == 404
    assert (await operator.api("GET", "/oee")).status_code == 403


async def test_pages_come_without_their_frame_too(supervisor: Person, known: Known) -> None:
    for path in ("/oee", "/reports/shift", "/kpis"):
        for target in ("content", "shell"):
            answer = await supervisor.fragment(path, target, day=str(known.day))
            assert answer.status_code == 200, (path, target)


async def test_a_correction_says_first_what_it_makes_of_the_day(supervisor: Person, known: Known) -> None:
    log = await supervisor.api("GET", "/production-logs", params={"machine": known.machine, "kind": "good"})
    entry = next(row for row in log.json()["items"] if row["quantity"] == "175.5")
    seen = await supervisor.api("POST", f"/production-logs/{entry['id']}/correction/preview", {"quantity": "171"})
    effects = {each["label"]: (each["before"], each["after"]) for each in seen.json()["effects"]}
    assert effects[f"{known.machine}, OEE of that day"] == ("78", "76")
    assert effects[f"{known.machine}, quality ratio of that day"] == ("97.5", "97.44")
