"""Counters, pallets, notes, sheets of paper and people on jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.floor.test_touches import touch
from tests.modules.production.test_corrections import finish, operation, released, report


async def read(who: Person, number: str, reading: int, sequence: int = 10, **more: Any) -> Any:
    said = {"reading": reading, "top": 9999, **more}
    return await who.api("POST", f"/work-orders/{number}/operations/{sequence}/counter", said)


async def test_the_first_reading_says_where_counting_begins_and_9998_to_3_are_five(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    first = (await read(operator, number, 9990)).json()
    assert (first["counted"], first["before"]) == ("0", None)
    assert (await read(operator, number, 9998)).json()["counted"] == "8"
    rolled = (await read(operator, number, 3)).json()
    assert (rolled["before"], rolled["counted"], rolled["now"]["good"]) == ("9998", "5", "13")
    log = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()
    assert log[0]["note"] == "Counter 9998 to 3"


async def test_a_counter_that_shows_less_is_asked_about(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    await read(operator, number, 5000)
    refused = await read(operator, number, 3)
    assert (refused.status_code, refused.json()["code"]) == (422, "went-back")
    assert (await read(operator, number, 3, why="set_back")).json()["counted"] == "3"
    assert "top" in (await read(operator, number, 3, top="9999.5")).json()["errors"]
    assert "reading" in (await read(operator, number, 10_000)).json()["errors"]


async def test_another_order_at_the_machine_begins_where_the_counter_stands(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    one, other = await released(planner, factory, "100"), await released(planner, factory, "100")
    await read(operator, one, 10)
    assert (await read(operator, other, 40)).json()["counted"] == "0"
    assert (await read(operator, other, 44)).json()["counted"] == "4"
    assert (await read(operator, one, 60)).json()["counted"] == "0"


async def test_a_counter_cannot_report_more_than_has_arrived(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    await report(operator, number, 10, quantity="5")
    await read(operator, number, 0, 20)
    refused = await read(operator, number, 6, 20)
    assert (refused.status_code, refused.json()["code"]) == (422, "over-arrived")
    assert (await read(operator, number, 5, 20)).json()["counted"] == "5", "the refused reading left nothing behind"


async def test_a_pallet_is_one_touch(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    at = f"/work-orders/{number}/operations/10"
    assert (await operator.api("POST", f"{at}/pallet", {"quantity": 48})).status_code == 403
    assert (await supervisor.api("POST", f"{at}/pallet", {"quantity": 48})).status_code == 200
    await operator.api("POST", f"{at}/start", {})
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    assert "Pallet, 48" in (await operator.see(job)).text
    assert (await touch(operator, f"{job}/reports", {"quantity": "48"})).json()["good"] == "48"
    order = (await planner.api("GET", f"/work-orders/{number}")).json()
    assert order["operations"][0]["pallet_quantity"] == 48


async def test_notes_and_what_went_in_stand_in_the_log(
    planner: Person, operator: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    at = f"/work-orders/{number}/operations/10/entries"
    assert (await operator.api("POST", at, {"note": "New tool"})).status_code == 201
    assert "note" in (await operator.api("POST", at, {"note": " "})).json()["errors"]
    used = {"kind": "consume", "component": factory.tube, "quantity": "2.5", "lot": "L-77"}
    row = (await operator.api("POST", at, used)).json()
    assert (row["component"], row["quantity"], row["lot"]) == (factory.tube, "2.5", "L-77")
    wrong = await operator.api("POST", at, {**used, "component": "SAND"})
    assert factory.tube in wrong.json()["errors"]["component"], "it names what goes in"
    assert (await operation(operator, number, 10))["good"] == "0"


async def test_bad_pieces_have_a_fate_at_the_tablet(planner: Person, operator: Person, factory: SmallFactory) -> None:
    number = await released(planner, factory)
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    page = (await operator.see(f"{job}/bad")).text
    assert all(f'value="{fate}"' in page for fate in ("scrap", "rework", "hold"))
    aside = await touch(operator, f"{job}/reports", {"quantity": "2", "kind": "hold", "reason": "burr"})
    assert (aside.json()["held"], aside.json()["scrap"]) == ("2", "0")
    without = await touch(operator, f"{job}/reports", {"quantity": "2", "kind": "rework"})
    assert without.status_code == 422
    assert "2 set aside" in (await operator.see(job)).text


@pytest.mark.parametrize("page", ["counter", "note"])
async def test_every_page_of_the_tablet_opens(
    planner: Person, operator: Person, factory: SmallFactory, page: str
) -> None:
    number = await released(planner, factory)
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    assert (await operator.see(f"{job}/{page}")).status_code == 200


# a sheet of paper


def line(number: str, **said: Any) -> dict[str, Any]:
    return {"order": number, "sequence": 10, **said}


async def sheet(who: Person, *rows: dict[str, Any], at: str = "2026-01-05T14:00:00") -> Any:
    return await who.api("POST", "/shift-entries", {"at": at, "rows": list(rows)})


async def test_a_shift_is_entered_in_the_names_of_those_who_wrote_it(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory, "100")
    recent = (await planner.api("GET", f"/work-orders/{number}")).json()["released_at"][:19]
    answer = await sheet(
        supervisor, line(number, person=operator.name, good="48", scrap="2", reason="burr"), line(number, good="3"),
        at=recent + "Z",
    )  # fmt: skip
    assert answer.json() == {"lines": 2, "entries": 3}
    log = (await operator.api("GET", f"/work-orders/{number}/operations/10/reports")).json()
    told = {(row["kind"], row["quantity"], row["operator"], row["entered_by"]) for row in log if row["quantity"] != "0"}
    assert told == {
        ("good", "48", operator.name, supervisor.name), ("scrap", "2", operator.name, supervisor.name),
        ("good", "3", supervisor.name, ""),
    }  # fmt: skip


async def test_one_wrong_line_and_nothing_is_entered(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    now = (await planner.api("GET", f"/work-orders/{number}")).json()["released_at"][:19] + "Z"
    rows = (line(number, good="4"), line("WO-NONE", good="4"), line(number, scrap="1"), line(number, good="40"),
            line(number, person="Nobody Known", good="1"))  # fmt: skip
    refused = (await sheet(supervisor, *rows, at=now)).json()["errors"]
    assert set(refused) == {"rows[1].order", "rows[2].reason", "rows[3].good", "rows[4].person"}
    assert (await operation(operator, number, 10))["good"] == "0"
    assert "at" in (await sheet(supervisor, line(number, good="1"), at="2031-01-05T14:00:00")).json()["errors"]
    assert (await sheet(supervisor, {}, at=now)).status_code == 422
    assert (await sheet(operator, line(number, good="1"), at=now)).status_code == 403


async def test_the_sheet_keeps_what_was_typed(planner: Person, supervisor: Person, factory: SmallFactory) -> None:
    number = await released(planner, factory)
    assert (await supervisor.see("/shift-entries/new")).status_code == 200
    typed = {"at": "2026-11-30T10:00", "rows[0].order": number, "rows[0].sequence": "10", "rows[0].good": "400"}
    refused = await supervisor.send("/shift-entries", **typed)
    assert refused.status_code == 422
    assert 'value="400"' in refused.text


# people on jobs


async def come(who: Person, number: str, sequence: int = 10, end: str = "", **said: Any) -> Any:
    return await who.api("POST", f"/work-orders/{number}/operations/{sequence}/labour{end}", said)


async def test_several_people_are_on_one_job_and_leave_with_its_end(
    planner: Person, operator: Person, ravi: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    for person in (operator, ravi):
        assert (await come(person, number)).status_code == 201
    assert (await come(operator, number)).json()["code"] == "clocked-in"
    await report(operator, number, 10, quantity="10")
    job = f"/floor/operations/{(await operation(operator, number, 10))['id']}"
    page = (await operator.see(job)).text
    assert f"On this job: {operator.name}, {ravi.name}" in page
    assert "I leave this job" in page
    await finish(operator, number, 10)
    times = (await supervisor.api("GET", f"/labour-times?order={number}")).json()["items"]
    assert {row["person"] for row in times} == {operator.name, ravi.name}
    assert all(row["ended_at"] for row in times)


async def test_a_person_on_two_jobs_is_counted_once(planner: Person, operator: Person, factory: SmallFactory) -> None:
    one, other = await released(planner, factory), await released(planner, factory)
    hours = [("08:00", one, ""), ("08:00", other, ""), ("09:00", one, "/end"), ("09:00", other, "/end")]
    released_at = (await planner.api("GET", f"/work-orders/{one}")).json()["released_at"]
    day = f"{datetime.fromisoformat(released_at) - timedelta(days=1):%Y-%m-%d}"  # these hours of today may be to come
    for hour, number, end in hours:
        answer = await come(operator, number, end=end, occurred_at=f"{day}T{hour}:00Z")
        assert answer.status_code in (200, 201), answer.text
    for number in (one, other):
        labour = (await operator.api("GET", f"/work-orders/{number}/reports")).json()["labour"]
        assert [(row["minutes"], row["people"]) for row in labour] == [("30", [operator.name])]


async def test_the_supervisor_says_when_somebody_left(
    planner: Person, operator: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    made = (await come(operator, number)).json()
    at = f"/labour-times/{made['id']}/end"
    said = {"ended_at": made["started_at"], "note": "Went home ill"}
    assert (await operator.api("POST", at, said)).status_code == 403
    assert (await supervisor.api("POST", at, {**said, "ended_at": "2020-01-01T08:00:00"})).status_code == 422
    done = (await supervisor.api("POST", at, said)).json()
    assert (done["ended_at"], done["note"]) == (made["started_at"], "Went home ill")
    assert (await come(operator, number, end="/end")).json()["code"] == "not-clocked-in"


async def test_nobody_clocks_somebody_else_in_but_who_enters_for_others(
    planner: Person, operator: Person, ravi: Person, supervisor: Person, factory: SmallFactory
) -> None:
    number = await released(planner, factory)
    assert (await come(operator, number, person=ravi.name)).status_code == 403
    assert (await come(supervisor, number, person=ravi.name)).json()["person"] == ravi.name
    assert (await come(operator, number, person=f"Nobody {uuid4().hex}")).status_code == 422
