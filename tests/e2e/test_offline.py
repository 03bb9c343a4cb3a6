"""Without a network nothing is lost, nothing is counted twice, and everybody keeps their own name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.conftest import CHROMIUM
from tests.e2e.stage import FLAGS, TABLET, Browser, Plant


class KeptTablet:
    """A tablet whose profile stays when its browser is closed."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        self._open = lambda: Browser(
            playwright.chromium.launch_persistent_context(
                str(profile), executable_path=CHROMIUM, args=FLAGS, headless=True, viewport=TABLET
            ),
            url,
        )
        self.now = self._open()
        self.faults: list[str] = []

    def restart(self) -> Browser:
        self.close()
        self.now = self._open()
        return self.now

    def close(self) -> None:
        self.now.context.close()
        self.faults += self.now.faults


@pytest.fixture
def kept(playwright: Playwright, plant: Plant, tmp_path: Path) -> Iterator[KeptTablet]:
    tablet = KeptTablet(playwright, tmp_path, plant.url)
    tablet.now.enrol(plant.tablet_code(plant.machine()))
    tablet.now.badge("1007")
    yield tablet
    tablet.close()
    assert not tablet.faults


def running_job(plant: Plant, tablet: Browser, quantity: int = 30) -> tuple[str, str]:
    """An order that runs, open on the tablet, with everything the tablet keeps for later in its cache."""
    order = plant.order(quantity)
    operation = order["operations"][0]["id"]
    plant.ask("operator", "POST", f"/work-orders/{order['number']}/operations/10/start", {})
    tablet.job(operation)
    tablet.keeps(f"/floor/operations/{operation}/end")
    return order["number"], operation


def good(plant: Plant, number: str) -> list[dict[str, str]]:
    return [entry for entry in plant.log(number) if entry["kind"] == "good"]


def test_ten_touches_survive_closing_the_browser(plant: Plant, kept: KeptTablet) -> None:
    tablet = kept.now
    number, operation = running_job(plant, tablet)
    tablet.context.set_offline(True)
    before = datetime.now(UTC)
    tablet.touch("1 Good", 10)
    tablet.shows(10)
    tablet.pill("10 waiting")
    after = datetime.now(UTC)
    assert plant.operation(number)["good"] == "0"
    tablet = kept.restart()
    tablet.context.set_offline(True)
    tablet.job(operation)  # the page comes from the service worker
    tablet.shows(10)
    expect(tablet.page.locator("p[data-waiting]")).to_contain_text("10 waiting, 0 confirmed")
    tablet.context.set_offline(False)
    tablet.page.evaluate("unisonOutbox.wake()")
    tablet.settled()
    tablet.shows(10)
    entries = good(plant, number)
    assert len(entries) == 10
    assert {entry["operator"] for entry in entries} == {"Ana Ruiz"}
    slack = timedelta(seconds=2)  # the tablet sets its clock by a header of whole seconds
    moments = [datetime.fromisoformat(entry["occurred_at"]) for entry in entries]
    assert before - slack <= moments[0] <= moments[-1] <= after + slack
    assert moments == sorted(moments)


def test_a_whole_job_without_a_network(plant: Plant, kept: KeptTablet) -> None:
    tablet = kept.now
    order = plant.order(12)
    number, operation = order["number"], order["operations"][0]["id"]
    page = tablet.job(operation)
    tablet.keeps(f"/floor/operations/{operation}/end")
    tablet.context.set_offline(True)
    tablet.start()
    tablet.touch("1 Good", 2)
    page.get_by_role("link", name="Bad").click()
    page.locator(".reasons label", has_text="Burr").click()
    page.get_by_role("button", name="Report 1 bad").click()
    page.wait_for_url(f"**/{operation}")
    expect(page.locator("[data-tally=scrap]")).to_have_text("1")
    expect(page.get_by_role("button", name="1 Good")).to_be_visible()  # it was started, although only here
    page.get_by_role("link", name="Other qty").click()
    page.locator(".quick").get_by_role("button", name="5", exact=True).click()
    page.get_by_role("button", name="Report 5 good").click()
    page.wait_for_url(f"**/{operation}")
    tablet.shows(7)
    tablet.touch("1 Good")
    page.get_by_role("button", name="Undo").click()
    tablet.shows(7)
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("button", name="No material").click()
    page.wait_for_url(f"**/{operation}")
    expect(page.get_by_role("button", name="Start")).to_be_visible()  # it stands, although only here
    tablet.pill("8 waiting")
    tablet.context.set_offline(False)
    page.evaluate("unisonOutbox.wake()")
    tablet.settled()
    kinds = [entry["kind"] for entry in plant.log(number)]
    assert kinds == ["start", "good", "good", "scrap", "good", "good", "good", "stop"]
    now = plant.operation(number)
    assert (now["state"], now["good"], now["scrap"]) == ("paused", "7", "1")


def test_who_touched_it_stays_who_touched_it(plant: Plant, kept: KeptTablet) -> None:
    """Two people without a network, pages from the cache, one signs out before anything was sent."""
    tablet = kept.now
    tablet.badge("1008")
    number, operation = running_job(plant, tablet)
    page = tablet.page
    tablet.context.set_offline(True)
    tablet.touch("1 Good")
    page.get_by_role("button", name="Ana Ruiz").click()
    tablet.touch("1 Good")
    tablet.shows(2)  # what is shown is on the disk
    page.reload()  # made for Ravi, but Ana acts
    expect(page.locator("[data-actor-shown]")).to_have_text("Ana Ruiz")
    tablet.touch("1 Good")
    tablet.shows(3)
    tablet.pill("3 waiting")
    page.get_by_role("button", name="You").click()
    page.get_by_role("button", name="Lock").click()
    page.wait_for_url("**/floor/")
    tablet.page.goto(f"{plant.url}/floor/operations/{operation}")
    page.wait_for_url("**/floor/")  # nobody acts: the job of before is not shown
    page.get_by_role("button", name="Ravi Menon").click()
    page.wait_for_url("**/floor/station")
    tablet.context.set_offline(False)
    page.evaluate("unisonOutbox.wake()")
    tablet.settled()
    assert [entry["operator"] for entry in good(plant, number)] == ["Ravi Menon", "Ana Ruiz", "Ana Ruiz"]


def test_what_was_touched_before_signing_out_still_arrives(plant: Plant, kept: KeptTablet) -> None:
    tablet = kept.now
    number, _operation = running_job(plant, tablet)
    page = tablet.page
    page.route("**/reports", lambda route: route.abort())  # the reports do not come through, everything else does
    tablet.touch("1 Good", 2)
    page.get_by_role("button", name="You").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/floor/")
    expect(page.get_by_role("button", name="Ana Ruiz")).to_have_count(0)
    assert good(plant, number) == []
    page.unroute("**/reports")
    page.evaluate("unisonOutbox.wake()")
    tablet.settled()
    assert [entry["operator"] for entry in good(plant, number)] == ["Ana Ruiz", "Ana Ruiz"]


def test_a_new_badge_has_to_wait_for_the_network(plant: Plant, kept: KeptTablet) -> None:
    page = kept.now.go("/floor/")
    kept.now.keeps("/floor/")
    kept.now.context.set_offline(True)
    page.reload()
    page.fill("[name=badge]", "1008")
    page.keyboard.press("Enter")
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.get_by_role("button", name="Ana Ruiz").click()
    page.wait_for_url("**/floor/station")
    kept.now.context.set_offline(False)
