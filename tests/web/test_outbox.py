"""The tablet never loses a touch and never counts one twice, whatever the network does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.web.floor_stub import Plant, start

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
JOB = "/floor/operations/17"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium")]


class Tablet:
    """One enrolled device: its profile survives closing the browser."""

    def __init__(self, playwright: Any, profile: Path, url: str) -> None:
        self._playwright, self._profile, self.url = playwright, profile, url
        self.faults: list[str] = []
        self.context: BrowserContext = self._open()
        self.page: Page = self.context.pages[0]

    def _open(self) -> BrowserContext:
        context: BrowserContext = self._playwright.chromium.launch_persistent_context(
            str(self._profile), executable_path=CHROMIUM, args=FLAGS, headless=True
        )
        context.set_default_timeout(8000)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        return context

    def visit(self, path: str = JOB) -> None:
        self.page.goto(self.url + path)
        self.page.wait_for_function("globalThis.unisonOutbox?.store")

    def restart(self) -> None:
        self.context.close()
        self.context = self._open()
        self.page = self.context.pages[0]

    def touch(self, times: int = 1) -> None:
        for _ in range(times):
            self.page.get_by_role("button", name="1 Good").click()

    def shows(self, number: int) -> None:
        expect(self.page.locator("[data-tally]")).to_have_text(str(number))

    def pill(self, words: str) -> None:
        expect(self.page.locator("u-outbox")).to_contain_text(words)

    def wake(self) -> None:
        self.page.evaluate("unisonOutbox.wake()")


@pytest.fixture
def plant_at() -> Iterator[tuple[str, Plant]]:
    url, plant, server = start()
    yield url, plant
    server.shutdown()
    server.server_close()


@pytest.fixture
def plant(plant_at: tuple[str, Plant]) -> Plant:
    return plant_at[1]


@pytest.fixture
def tablet(plant_at: tuple[str, Plant], tmp_path: Path) -> Iterator[Tablet]:
    with sync_playwright() as playwright:
        it = Tablet(playwright, tmp_path, plant_at[0])
        it.visit()
        yield it
        it.context.close()
        assert not it.faults


def test_a_touch_is_counted_at_once_and_sent_with_who_and_when(tablet: Tablet, plant: Plant) -> None:
    tablet.touch(2)
    tablet.shows(2)
    tablet.pill("Live")
    keys = [key for key, _body, _headers in plant.attempts]
    assert len(set(keys)) == 2 == plant.good
    _key, body, headers = plant.attempts[0]
    assert (
        {"quantity", "kind", "occurred_at", "seq", "device"} <= set(body)
        and "_csrf_token" not in body
        and "_key" not in body
    )
    sent = {name.lower(): value for name, value in headers.items()}
    assert (sent["x-actor-token"], sent["x-csrf-token"]) == ("token-of-ana", "csrf")


def test_touches_without_network_survive_closing_the_browser(tablet: Tablet, plant: Plant) -> None:
    tablet.page.evaluate("navigator.serviceWorker.ready")
    tablet.visit()
    tablet.context.set_offline(True)
    tablet.touch(10)
    tablet.shows(10)
    tablet.pill("10 waiting")
    assert plant.good == 0
    tablet.restart()
    tablet.context.set_offline(True)
    tablet.visit()  # the document comes from the service worker
    tablet.shows(10)
    tablet.context.set_offline(False)
    tablet.wake()
    tablet.pill("Live")
    tablet.shows(10)
    assert plant.good == 10
    assert [body["seq"] for body in plant.effects.values()] == sorted(body["seq"] for body in plant.effects.values())


def test_a_lost_answer_is_asked_again_with_the_same_key(tablet: Tablet, plant: Plant) -> None:
    plant.drop_after = True
    tablet.touch()
    tablet.pill("Offline, 1 waiting")
    tablet.shows(1)
    plant.drop_after = False
    tablet.wake()
    tablet.pill("Live")
    assert plant.good == 1
    assert len({key for key, *_ in plant.attempts}) == 1 < len(plant.attempts)
    assert len({str(sorted(body.items())) for _key, body, _headers in plant.attempts}) == 1


def test_a_captive_portal_is_no_answer(tablet: Tablet, plant: Plant) -> None:
    plant.portal = True
    tablet.touch(3)
    tablet.pill("3")
    plant.portal = False
    tablet.wake()
    tablet.pill("Live")
    assert plant.good == 3


def test_what_is_refused_waits_with_the_servers_words(tablet: Tablet, plant: Plant) -> None:
    plant.refuse = {
        "status": 409,
        "title": "Conflict",
        "detail": "132 of 120. Report anyway?",
        "confirm": {"field": "confirmed", "label": "Report anyway"},
    }
    tablet.touch()
    expect(tablet.page.locator("[data-problem-here]")).to_contain_text("132 of 120")
    tablet.pill("1 need attention")
    tablet.shows(0)
    tablet.page.get_by_role("button", name="Report anyway").click()
    tablet.pill("Live")
    tablet.shows(1)
    assert plant.good == 1


def test_a_refused_item_can_only_be_handed_over(tablet: Tablet, plant: Plant) -> None:
    plant.refuse = {"status": 409, "title": "Conflict", "detail": "The order is closed."}
    tablet.touch()
    tablet.pill("1 need attention")
    tablet.visit("/floor/outbox")
    row = tablet.page.locator("u-outbox-list li")
    expect(row).to_contain_text("The order is closed.")
    row.get_by_role("button", name="Give to supervisor").click()
    expect(tablet.page.locator("u-outbox-list")).to_contain_text("Everything is sent.")
    assert plant.handed[0]["words"] == "The order is closed." and plant.good == 0


def test_undo_of_something_still_waiting_goes_after_it(tablet: Tablet, plant: Plant) -> None:
    tablet.context.set_offline(True)
    tablet.touch(2)
    tablet.shows(2)
    tablet.page.get_by_role("button", name="Undo").click()
    tablet.shows(1)
    tablet.context.set_offline(False)
    tablet.wake()
    tablet.pill("Live")
    assert plant.good == 1
    assert "key" in list(plant.effects.values())[-1]
