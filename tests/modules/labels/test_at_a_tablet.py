"""At a tablet: scan anything to know what it is and what goes with it here; labels come from the printer beside."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.floor.test_shift_notes import AtATablet, badged, place, tablet  # noqa: F401  fixtures
from tests.modules.labels.press import TEXT, a_label, a_printer
from tests.modules.stock.place import lots_of, made, material, on_hand, warehouse

SSCC = {"kind": "code", "x": "3", "y": "20", "size": "0.25", "height": "10", "code": "gs1_128", "text": "(00){sscc}"}


@pytest.fixture
async def here(
    engine: AsyncEngine, operator: Person, place: SmallFactory, tablet: tuple[str, str]  # noqa: F811
) -> AtATablet:  # fmt: skip
    return await badged(engine, operator, place, tablet)


async def see(here: AtATablet, path: str, **params: Any) -> Any:
    answer = await here.client.get(path, params=params, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
async def job(planner: Person, place: SmallFactory) -> dict[str, Any]:  # noqa: F811
    """An order for the forming machine that takes tubes."""
    said = {"material": place.frame, "quantity": "20", "due_at": "2027-05-01T10:00:00"}
    row = await made(planner, "/work-orders", said)
    await made(planner, f"/work-orders/{row['number']}/release", {"accept_shortage": True})
    return (await planner.api("GET", f"/work-orders/{row['number']}")).json()  # type: ignore[no-any-return]


async def test_a_component_is_known_and_given_to_the_job(
    here: AtATablet, job: dict[str, Any], logistics: Person
) -> None:
    part = job["materials"][0]["number"]
    store = await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "50", "location": store})
    found = await see(here, "/floor/scan", code=part)
    mine = next(each for each in found["takes"] if each["order"] == job["number"])
    said = {"operation": mine["operation"], "material": part, "quantity": "3", "code": part}
    done = await here.touch("/floor/scan/issues", **said)
    assert done.status_code == 201, done.text
    assert sum(float(each) for each in (await on_hand(logistics, part)).values()) >= 47
    page = await here.see("/floor/scan", code=part)
    assert f"Give to {job['number']}" in page.text
    many = await here.touch("/floor/scan/issues", **{**said, "quantity": "100000000"})
    assert (many.status_code, "quantity" in many.json()["errors"]) == (422, True)


async def test_what_is_on_hold_says_why_and_is_not_offered(
    here: AtATablet, logistics: Person, planner: Person, quality: Person
) -> None:
    part, store = await material(planner, "lot"), await warehouse(logistics)
    await made(logistics, "/stock-receipts", {"material": part, "quantity": "5", "location": store})
    (lot,) = await lots_of(logistics, part)
    await made(quality, f"/lots/{lot['id']}/holds", {"reason": "Rust at the edge"})
    found = await see(here, "/floor/scan", code=lot["number"])
    assert (found["label"], found["warnings"], found["takes"]) == (lot["number"], ["On hold: Rust at the edge"], [])
    assert (await see(here, "/floor/scan", code="NOTHING-1"))["trouble"] == "Nothing has the number NOTHING-1"
    assert (await see(here, "/floor/scan"))["label"] == ""


async def test_an_order_leads_to_its_jobs_at_this_machine(here: AtATablet, job: dict[str, Any]) -> None:
    operation = job["operations"][0]
    found = await see(here, "/floor/scan", code=job["number"])
    assert f"/floor/operations/{operation['id']}" in [deed["href"] for deed in found["deeds"]]
    code_ = f"{job['number']}-{operation['sequence']}"
    assert (await see(here, "/floor/scan", code=code_))["deeds"][0]["label"] == "Go to the job"


async def test_a_pallet_gets_a_number_and_its_label_is_about_it(
    here: AtATablet, job: dict[str, Any], supervisor: Person, operator: Person, admin: Person, engine: AsyncEngine
) -> None:
    at = f"/work-orders/{job['number']}/operations/10"
    await made(supervisor, f"{at}/pallet", {"quantity": 8})
    await made(supervisor, f"{at}/start", {})
    url = f"/floor/operations/{job['operations'][0]['id']}"
    assert "Pallet, 8" in (await here.see(url)).text
    for key in (str(uuid4()), str(uuid4())):
        answer = await here.touch(f"{url}/reports", quantity="8", pallet=True, occurred_at=None)
        assert answer.status_code == 201, (key, answer.text)
    listed = (await operator.api("GET", "/pallets", params={"q": job["number"]})).json()["items"]
    assert ([each["quantity"] for each in listed], len({each["number"] for each in listed})) == (["8", "8"], 2)
    number = listed[0]["number"]
    shown = await see(here, "/floor/print")
    assert number in [each["code"] for each in shown["pallets"]]
    assert (await see(here, "/floor/scan", code=number))["kind"] == "pallet"
    template, printer = await a_label(admin, TEXT, noun="pallets"), await a_printer(supervisor)
    sheet = await see(here, "/floor/print", code=number)
    assert template in [each["code"] for each in sheet["templates"]]
    printed = await here.touch("/floor/print", template=template, code=number)
    assert (printed.status_code, printed.json()["state"]) == (201, "queued"), printed.text
    page = await here.see("/floor/print", code=number, printed=printed.json()["printed"])
    assert ("The label goes to the printer." in page.text, printer != "") == (True, True)
    unknown = await here.touch("/floor/print", template=template, code=job["number"])
    assert unknown.json()["errors"] == {"code": f"Nothing has the number {job['number']}"}
    last = (await operator.api("GET", f"{at}/reports")).json()[0]["id"]
    undone = await here.touch(f"{url}/undo", key=last, quantity="8")
    assert undone.status_code == 200, undone.text
    gone = (await operator.api("GET", "/pallets", params={"q": job["number"]})).json()["items"]
    assert sorted(each["taken_back"] for each in gone) == [False, True]


async def test_the_office_has_no_machine_to_scan_at(supervisor: Person) -> None:
    answer = await supervisor.see("/floor/scan")
    assert "This browser is not a tablet" in answer.text
