"""In the demo one browser is somebody's office and a tablet on the floor, and neither takes the other's place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

import msgspec
import pytest
from litestar import Litestar

from tests.cast import Person
from tests.factories.plant import SmallFactory


@pytest.fixture
def machine(app: Litestar, factory: SmallFactory) -> Iterator[UUID]:
    """A machine where the demo offers a tablet."""
    real = app.state.settings
    machine = factory.machines["Welding"]
    place = {
        "organization_id": str(factory.organization), "company": "Adventure Works", "machine_id": str(machine),
        "machine": "W-1", "name": "Welding",
    }  # fmt: skip
    written = real.data_dir / "demo.json"
    written.write_text(json.dumps({"tablets": [place]}))
    app.state.settings = msgspec.structs.replace(real, env="demo")
    yield machine
    app.state.settings = real
    written.unlink()


async def becomes_a_tablet(person: Person, machine: UUID) -> None:
    answer = await person.send("/floor/demo", machine_id=str(machine))
    assert (answer.status_code, answer.headers["location"]) == (303, "/floor/")


async def test_a_planner_whose_browser_becomes_a_tablet_is_still_signed_in_to_the_office(
    app: Litestar, planner: Person, machine: UUID
) -> None:
    browser = Person("planner", "", "", "", planner.organization, app, secret=planner.secret)
    await becomes_a_tablet(browser, machine)
    assert (await browser.see("/work-orders")).status_code == 200
    floor = await browser.see("/floor/")
    assert floor.status_code == 200
    assert "badge" in floor.text.lower()
    assert planner.name not in floor.text


async def test_nobody_acts_at_a_tablet_without_a_badge_even_with_an_office_session(
    app: Litestar, planner: Person, machine: UUID
) -> None:
    browser = Person("planner", "", "", "", planner.organization, app, secret=planner.secret)
    await becomes_a_tablet(browser, machine)
    station = await browser.see("/floor/station")
    assert (station.status_code, "Tap your badge" in station.text) == (401, True)


async def test_outside_the_demo_no_browser_becomes_a_tablet(planner: Person, factory: SmallFactory) -> None:
    assert (await planner.see("/floor/demo")).status_code == 404
    sent = await planner.send("/floor/demo", machine_id=str(factory.machines["Welding"]))
    assert sent.status_code == 404
