"""The tablet as a device: badges, PINs, the lock, what cannot be sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.e2e.stage import Browser, Plant


def test_a_badge_nobody_knows_is_told_so(plant: Plant, browser: Callable[..., Browser]) -> None:
    tablet = browser()
    tablet.enrol(plant.tablet_code(plant.machine()))
    page = tablet.page
    expect(page.locator("[name=badge]")).to_be_focused()
    page.fill("[name=badge]", "0000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="This badge is not known here")).to_be_visible()
    page.mouse.click(5, 700)
    expect(page.locator("[name=badge]")).to_be_focused()


def test_a_reader_types_faster_than_people(plant: Plant, browser: Callable[..., Browser]) -> None:
    tablet = browser()
    tablet.enrol(plant.tablet_code(plant.machine()))
    page = tablet.page
    page.keyboard.type("1007", delay=2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/floor/station")


def test_a_pin_is_asked_for_and_wrong_ones_are_counted(pin: str, plant: Plant, browser: Callable[..., Browser]) -> None:
    tablet = browser()
    tablet.enrol(plant.tablet_code(plant.machine()))
    page = tablet.page
    page.fill("[name=badge]", "1009")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your PIN")
    page.fill("[name=pin]", "1111")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#e-f-pin")).to_contain_text("This is not the PIN")
    for digit in pin:
        page.locator(f"[data-key='{digit}']").click()
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/floor/station")
    page.get_by_role("button", name="You").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/floor/")
    page.fill("[name=badge]", "1009")
    page.keyboard.press("Enter")
    for _wrong in range(5):  # the good one gave the first try back
        page.fill("[name=pin]", "9999")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("#e-f-pin")).to_contain_text("This is not the PIN")
    page.fill("[name=pin]", pin)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#e-f-pin")).to_contain_text("Too many wrong PINs")


def test_a_scan_leads_from_a_traveler_to_its_job(plant: Plant, browser: Callable[..., Browser]) -> None:
    order = plant.order(5)
    tablet = browser()
    tablet.enrol(plant.tablet_code(plant.machine()))
    tablet.badge("1007")
    page = tablet.page
    page.get_by_role("link", name="Scan").click()
    page.wait_for_url("**/floor/scan")
    expect(page.locator("#scan-code")).to_be_focused()
    page.keyboard.type("NOT-HERE-1", delay=2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing has the number NOT-HERE-1")
    expect(page.locator("#scan-code")).to_be_focused()
    page.keyboard.type(order["number"], delay=2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(order["number"])
    first = order["operations"][0]
    page.get_by_role("link", name=f"{first['sequence']} {first['name']}").click()
    page.wait_for_url(f"**/floor/operations/{first['id']}")


def test_nobody_there_for_two_minutes_locks_it(plant: Plant, tablet: Browser) -> None:
    order = plant.order(5)
    page = tablet.page
    page.clock.install()
    tablet.job(order["operations"][0]["id"])
    warning = page.locator("u-lock")
    page.clock.fast_forward(timedelta(seconds=95).seconds * 1000)
    expect(warning).to_be_hidden()
    page.clock.fast_forward(7000)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("alert")).to_have_text("Nobody there? The tablet locks itself.")
    warning.get_by_role("button", name="Stay").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward(110000)
    expect(warning).to_be_visible()
    page.clock.fast_forward(15000)
    page.wait_for_url("**/floor/")
    answer = page.goto(f"{plant.url}/floor/operations/{order['operations'][0]['id']}")
    assert answer and answer.status == 401
    page.get_by_role("link", name="Tap your badge").click()
    page.get_by_role("button", name="Ana Ruiz").click()
    page.wait_for_url("**/floor/station")


def test_what_the_server_refuses_goes_to_the_supervisor(plant: Plant, tablet: Browser, office: Browser) -> None:
    order = plant.order(5)
    page = tablet.job(order["operations"][0]["id"])
    tablet.start()
    tablet.settled()
    tablet.context.set_offline(True)  # it does not hear of what happens now
    plant.ask("supervisor", "POST", f"/work-orders/{order['number']}/hold", {"reason": "Wrong drawing"})
    tablet.touch("1 Good")
    tablet.context.set_offline(False)
    page.evaluate("unisonOutbox.wake()")
    tablet.pill("1 need attention")
    tablet.go("/floor/outbox")
    row = page.locator("u-outbox-list li")
    expect(row).to_contain_text("on hold")
    row.get_by_role("button", name="Give to supervisor").click()
    expect(page.get_by_text("Everything is sent.")).to_be_visible()

    office.go("/floor-board")
    office.page.locator("main").get_by_role("link", name="given to you").click()
    office.page.get_by_role("link", name=f"1 good, {order['number']}").click()
    expect(office.page.locator("main")).to_contain_text("Ana Ruiz")
    office.page.get_by_label("What was done about it").fill("Counted by hand after the hold")
    office.page.get_by_role("button", name="Settle").click()
    office.page.wait_for_url("**/handovers")
    given = plant.ask("supervisor", "GET", "/handovers?state=settled")["items"][0]
    assert given["note"] == "Counted by hand after the hold"
    assert given["body"]["quantity"] == "1"
    assert datetime.fromisoformat(given["occurred_at"]) <= datetime.fromisoformat(given["created_at"])
