"""Everything the main job needs works as plain links and forms."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.stage import Browser, Plant


def test_an_order_is_created_released_and_made_without_javascript(
    plant: Plant, browser: Callable[..., Browser]
) -> None:
    number = created_and_released(plant, browser(java_script_enabled=False))
    tablet = browser(java_script_enabled=False)
    tablet.enrol(plant.tablet_code(plant.machine()))
    tablet.badge("1007")
    page = tablet.page
    job = f"{plant.url}/floor/operations/{plant.operation(number)['id']}"
    page.goto(job)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="1 Good").click()
    tablet.shows(1)
    page.get_by_role("button", name="Undo").click()
    tablet.shows(0)
    report(tablet, "7")
    expect(page.get_by_role("alert")).to_contain_text("3 at most are expected")
    page.get_by_role("link", name="Back to the job").click()
    report(tablet, "2")
    page.get_by_role("link", name="Bad", exact=True).click()
    page.locator(".reasons label", has_text="Burr").click()
    page.get_by_role("button", name="Report 1 bad").click()
    expect(page.locator("[data-tally=scrap]")).to_have_text("1")
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("button", name="No material").click()
    page.get_by_role("button", name="Resume").click()
    page.goto(job + "/end")
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/floor/station")
    now = plant.operation(number)
    assert (now["state"], now["good"], now["scrap"]) == ("done", "2", "1")


def created_and_released(plant: Plant, planner: Browser) -> str:
    planner.sign_in("planner@adventure-works.example")
    page = planner.go("/work-orders/new")
    page.fill("[name=material]", plant.factory.frame)
    page.fill("[name=quantity]", "3")
    page.fill("[name=due_at]", "2031-01-15T16:00")
    page.click("main button[type=submit]")
    number = page.url.rsplit("/", 1)[1]
    page.get_by_role("link", name="Release").click()
    page.get_by_role("button", name="Release").click()
    expect(page.locator("main")).to_contain_text("Released")
    return number


def report(tablet: Browser, quantity: str) -> None:
    tablet.page.get_by_role("link", name="Other qty").click()
    tablet.page.fill("[name=quantity]", quantity)
    tablet.page.get_by_role("button", name="Report").click()
