"""A company founded a moment ago reports its first part."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.e2e.stage import PASSWORD, Browser
from tests.modules.setup.blank import blank


@pytest.fixture(scope="session")
async def founder(engine: AsyncEngine) -> str:
    """The e-mail of the administrator of a company without anything."""
    return (await blank(engine, PASSWORD))[1]


def test_from_a_blank_company_to_the_first_part(founder: str, browser: Callable[..., Browser]) -> None:
    desk = browser(viewport={"width": 1440, "height": 900})
    desk.sign_in(founder)
    page = desk.go("/setup")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 12")
    page.get_by_role("button", name="Take the standard units").click()
    expect(page.locator("#step-units")).to_contain_text("Done")
    page.get_by_role("button", name="Use the example").click()
    expect(page.locator("#step-routing")).to_contain_text("Done")

    page.locator("#step-people a", has_text="Add a person").click()
    page.fill("[name=name]", "Olga Operator")
    page.fill("[name=email]", "olga@tables.example")
    page.select_option("[name=role]", "operator")
    page.fill("[name=badge]", "77001")
    page.get_by_role("button", name="Add this person").click()

    order_and_release(desk)
    tablet = browser()
    tablet.enrol(code_of_a_tablet(desk))
    tablet.badge("77001")
    tablet.page.locator("a[href^='/floor/operations/']").first.click()
    tablet.until("() => Boolean(globalThis.unisonOutbox?.store)")
    tablet.start()
    tablet.touch("1 Good")
    tablet.settled()

    desk.go("/setup")
    expect(page.get_by_role("heading", name="First part reported")).to_be_visible()
    expect(page.locator("#setup-steps")).to_contain_text("1 × EX-TABLE by Olga Operator")
    expect(page.get_by_role("heading", level=1)).to_contain_text("12 of 12")


def order_and_release(desk: Browser) -> None:
    page = desk.page
    desk.go("/setup").locator("#step-order a", has_text="New order").click()
    page.get_by_role("combobox", name="Material").fill("EX-TABLE")
    page.get_by_role("option", name="EX-TABLE").first.click()
    page.fill("[name=quantity]", "5")
    page.fill("[name=due_at]", "2031-01-15T16:00")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/work-orders/WO-\d+"))
    number = page.url.rsplit("/", 1)[-1]
    desk.go(f"/work-orders/{number}/release")
    page.get_by_label("Release although material is short").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(rf"/work-orders/{number}$"))


def code_of_a_tablet(desk: Browser) -> str:
    page = desk.page
    desk.go("/setup").locator("#step-tablet a", has_text="Add a tablet").click()
    page.fill("[name=name]", "Tablet at the bench")
    page.select_option("[name=machine]", index=1)
    page.get_by_role("button", name="Add it and show its code").click()
    found = re.search(r"\b[A-Z0-9]{4}[- ]?[A-Z0-9]{4}\b", page.locator("main").inner_text())
    assert found
    return found[0]
