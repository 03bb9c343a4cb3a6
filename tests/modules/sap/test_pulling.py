"""Materials from SAP: compared, taken, asked about, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.sap.sending import OUTSIDE, pulled, run_of
from unison_web.demo.sap.records import Records
from unison_web.demo.sap.server import Sap
from unison_web.modules.sap.service.pulling import Puller

NEW, LATER = datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 4, 1, 8, tzinfo=UTC)
_made = 0


@pytest.fixture
def prefix(sap: Sap) -> str:
    """Seven materials nobody has seen before, on pages of five."""
    global _made
    _made += 1
    name = f"PULL{_made}"
    sap.records = Records()
    for n in range(1, 8):
        sap.records.product(f"{name}-{n}", f"Thing {n} of {name}", f"Ding {n}", changed=NEW, price="12.50")
    return name


async def material(person: Person, number: str) -> dict[str, Any]:
    found = (await person.api("GET", f"/materials?q={number}")).json()["items"]
    one = next((row for row in found if row["number"] == number), None)
    return (await person.api("GET", f"/materials/{one['id']}")).json() if one else {}


async def test_a_comparison_says_what_would_come_and_changes_nothing(
    connected: Person, engine: AsyncEngine, prefix: str
):
    run = await pulled(connected, engine, trial=True)
    assert (run["state"], run["read"], run["total"], run["created"]) == ("done", 7, 7, 7), [
        row["words"] for row in run["differences"]
    ]
    assert {row["outcome"] for row in run["differences"]} == {"new"}
    assert await material(connected, f"{prefix}-1") == {}


async def test_new_materials_come_with_unit_source_and_cost(connected: Person, engine: AsyncEngine, prefix: str):
    run = await pulled(connected, engine)
    assert (run["state"], run["created"], run["refused"]) == ("done", 7, 0)
    made = await material(connected, f"{prefix}-1")
    assert (made["name"], made["unit"], made["type"]) == (f"Thing 1 of {prefix}", "EA", "make")
    assert (made["standard_cost"], made["currency"]) == ("12.5", "USD")


async def test_the_same_materials_again_change_nothing(connected: Person, engine: AsyncEngine, prefix: str):
    await pulled(connected, engine)
    before = await material(connected, f"{prefix}-2")
    again = await pulled(connected, engine)
    assert (again["created"], again["changed"], again["same"]) == (0, 0, 7)
    assert (await material(connected, f"{prefix}-2"))["version"] == before["version"]


async def test_a_page_that_comes_twice_counts_once(connected: Person, engine: AsyncEngine, prefix: str, sap: Sap):
    sap.faults = {"repeated-page": 1}
    run = await pulled(connected, engine)
    assert (run["state"], run["read"], run["created"]) == ("done", 7, 7)


async def test_a_delta_reads_only_what_changed_since(connected: Person, engine: AsyncEngine, prefix: str, sap: Sap):
    await pulled(connected, engine)
    sap.records.rename(f"{prefix}-3", "Renamed in SAP", LATER)
    first = await pulled(connected, engine, "delta")
    assert (first["read"], first["changed"]) == (7, 1)  # all have the instant it begins at
    assert (await material(connected, f"{prefix}-3"))["name"] == "Renamed in SAP"
    assert (await pulled(connected, engine, "delta"))["read"] == 1


async def test_the_field_says_who_wins(connected: Person, engine: AsyncEngine, prefix: str, sap: Sap):
    await pulled(connected, engine)
    await connected.api("POST", "/sap/fields", {"name": "unison", "standard_cost": "sap"})
    sap.records.rename(f"{prefix}-1", "SAP's name", LATER)
    for row in sap.records.rows["A_ProductValuation"]:
        row["StandardPrice"], row["PriceUnitQty"] = "1300.00", "100"
    run = await pulled(connected, engine)
    assert run["changed"] == 7
    ours = await material(connected, f"{prefix}-1")
    assert (ours["name"], ours["standard_cost"]) == (f"Thing 1 of {prefix}", "13")
    assert [row["outcome"] for row in run["differences"] if row["field"] == "name"] == ["kept"]


async def test_who_is_asked_decides_once_about_a_value(connected: Person, engine: AsyncEngine, prefix: str, sap: Sap):
    await pulled(connected, engine)
    for row in sap.records.rows["A_ProductValuation"][:2]:
        row["StandardPrice"] = "20.00"
    run = await pulled(connected, engine)
    assert run["asked"] == 2
    asked = {row["number"]: row for row in run["differences"] if row["outcome"] == "ask"}
    take, keep = asked[f"{prefix}-1"], asked[f"{prefix}-2"]
    assert (take["theirs"], take["ours"]) == ("20 USD", "12.5 USD")
    for row, said in ((take, True), (keep, False)):
        answer = await connected.api("POST", f"/sap/differences/{row['id']}/decision", {"take": said})
        assert answer.status_code == 200, answer.text
    again = await connected.api("POST", f"/sap/differences/{take['id']}/decision", {"take": False})
    assert again.status_code == 409
    assert (await material(connected, f"{prefix}-1"))["standard_cost"] == "20"
    assert (await material(connected, f"{prefix}-2"))["standard_cost"] == "12.5"
    assert (await pulled(connected, engine))["asked"] == 0


async def test_what_unison_refuses_is_told_and_the_others_come(
    connected: Person, engine: AsyncEngine, prefix: str, sap: Sap
):
    sap.records.named(f"{prefix}-2")["BaseUnit"] = "XX9"
    sap.records.named(f"{prefix}-4")["ProductStandardID"] = "123"
    sap.records.named(f"{prefix}-5")["LastChangeDateTime"] = "yesterday"
    run = await pulled(connected, engine)
    assert (run["created"], run["refused"]) == (4, 3)
    refused = {row["number"]: row["words"] for row in run["differences"] if row["outcome"] == "refused"}
    assert refused[f"{prefix}-2"] == "There is no unit with the code XX9"
    assert "yesterday" in refused[f"{prefix}-5"]
    assert await material(connected, f"{prefix}-4") == {}


async def test_a_run_that_breaks_off_says_why_and_the_breaker_opens(
    connected: Person, engine: AsyncEngine, prefix: str, sap: Sap
):
    sap.faults = {"500": 100}
    for _time in range(5):
        run = await pulled(connected, engine)
        assert (run["state"], run["error"]) == ("failed", "SAP says: An internal error occurred")
    shown = (await connected.api("GET", "/sap")).json()
    assert shown["failures"] == 5 and shown["resting_until"]
    many = len(sap.asked)
    asked = (await connected.api("POST", "/sap/runs", {"kind": "full"})).json()["id"]
    with pytest.raises(Exception, match="several times in a row"):
        await Puller(engine, connected.actor, connected.app.state.vault, OUTSIDE, UUID(asked)).pull()
    assert len(sap.asked) == many


async def test_one_run_at_a_time_and_it_can_be_stopped(connected: Person, engine: AsyncEngine, prefix: str):
    run = (await connected.api("POST", "/sap/runs", {"kind": "full"})).json()
    assert run["state"] == "queued" and run["may_cancel"]
    assert (await connected.api("POST", "/sap/runs", {"kind": "full"})).status_code == 422
    stopped = await connected.api("POST", f"/sap/runs/{run['id']}/cancel")
    assert stopped.json()["state"] == "cancelled"
    await Puller(engine, connected.actor, connected.app.state.vault, OUTSIDE, UUID(run["id"])).pull()
    assert (await run_of(connected, run["id"]))["read"] == 0


async def test_the_password_is_never_shown_and_goes_to_no_new_address(connected: Person):
    page = await connected.see("/sap")
    assert page.status_code == 200 and "simulate" not in page.text
    said = {"address": "http://127.0.0.1:9", "user_name": "UNISON"}
    refused = await connected.api("POST", "/sap", said)
    assert refused.status_code == 422 and "another address" in refused.text


async def test_the_test_says_in_words_what_is_wrong(connected: Person, sap: Sap):
    good = (await connected.api("POST", "/sap/test")).json()
    assert good == {"works": True, "words": "SAP answers, and shows 12 materials"}
    sap.password = "changed meanwhile"
    try:
        bad = (await connected.api("POST", "/sap/test")).json()
    finally:
        sap.password = "simulate"
    assert bad == {"works": False, "words": "SAP does not accept the user name and password"}


async def test_pages_of_sap_are_there_for_people(connected: Person, engine: AsyncEngine, prefix: str, operator: Person):
    run = await pulled(connected, engine, trial=True)
    for path in ("/sap", "/sap/edit", "/sap/fields", "/sap/runs", f"/sap/runs/{run['id']}", "/sap/messages"):
        page = await connected.see(path)
        assert page.status_code == 200, (path, page.text[:300])
    assert f"{prefix}-1" in (await connected.see(f"/sap/runs/{run['id']}")).text
    assert (await operator.see("/sap/edit")).status_code == 403


async def test_another_company_sees_nothing_of_it(
    connected: Person, engine: AsyncEngine, prefix: str, other_admin: Person
):
    run = await pulled(connected, engine, trial=True)
    assert (await other_admin.api("GET", f"/sap/runs/{run['id']}")).status_code == 404
    ours = (await connected.api("GET", "/sap")).json()["address"]
    assert (await other_admin.api("GET", "/sap")).json()["address"] != ours
