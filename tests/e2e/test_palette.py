"""Ctrl-K: what is typed is found while it is typed, and the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.stage import Browser, Plant

DESK = {"width": 1440, "height": 900}


@pytest.fixture
def desk(browser: Callable[..., Browser]) -> Page:
    one = browser(viewport=DESK)
    one.sign_in("planner@adventure-works.example")
    return one.go("/work-orders")


def test_a_material_is_opened_with_the_keyboard_alone(desk: Page, plant: Plant) -> None:
    desk.keyboard.press("Control+k")
    field = desk.get_by_role("combobox", name="Search or scan")
    expect(field).to_be_focused()
    desk.keyboard.type(plant.factory.frame.lower())
    option = desk.get_by_role("group", name="Exact code").get_by_role("option")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/materials/*")
    expect(desk.locator("h1")).to_contain_text(plant.factory.frame.replace("FR-", "Frame "))


def test_arrows_walk_tab_changes_the_group_and_escape_gives_the_page_back(desk: Page, plant: Plant) -> None:
    desk.get_by_role("searchbox", name="Search or scan").click()
    palette = desk.get_by_role("dialog", name="Search")
    desk.keyboard.type(plant.factory.frame)
    chosen = palette.locator("[aria-selected=true]")
    expect(palette.get_by_role("group", name="Bills of materials")).to_be_visible()
    expect(chosen).to_have_attribute("href", f"/materials/{plant.factory.frame_id}")
    desk.keyboard.press("Tab")
    expect(palette.get_by_role("group").nth(1).locator("[aria-selected=true]")).to_have_count(1)
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("ArrowUp")
    expect(palette.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("ArrowDown")
    expect(palette.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    assert desk.url.split("?")[0].endswith("/work-orders")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_enter_does_not_wait_for_the_answers(desk: Page, plant: Plant) -> None:
    """The field is a form of its own: the server leads to the exact code."""
    desk.keyboard.press("Control+k")
    desk.get_by_role("combobox", name="Search or scan").fill(plant.factory.tube)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/materials/*")
    expect(desk.locator("h1")).to_contain_text(plant.factory.tube.replace("TU-", "Tube "))


def test_the_empty_palette_says_where_one_may_go(desk: Page) -> None:
    desk.keyboard.press("Control+k")
    palette = desk.get_by_role("dialog", name="Search")
    expect(palette.get_by_role("group", name="Go to").get_by_role("option").first).to_be_visible()
    expect(palette.get_by_role("option", name="New order")).to_be_visible()
    expect(palette.locator("[aria-selected=true]")).to_have_count(0)


def test_without_scripts_the_field_is_a_form(browser: Callable[..., Browser], plant: Plant) -> None:
    one = browser(viewport=DESK, java_script_enabled=False)
    one.sign_in("planner@adventure-works.example")
    page = one.go("/work-orders")
    field = page.get_by_role("searchbox", name="Search or scan")
    field.fill(f"frame {plant.factory.frame.removeprefix('FR-')}")
    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.locator("main").get_by_role("link", name=plant.factory.frame).first.click()
    page.wait_for_url("**/materials/*")
