"""The small custom elements, driven as a person drives them: keys, presses, a stream that stops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.web.floor_stub import Plant, start
from tests.web.test_outbox import CHROMIUM, FLAGS

HTMX = Path(__file__).resolve().parents[2] / "static/vendor/htmx.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None or not shutil.which(CHROMIUM), reason="no chromium"),
    pytest.mark.skipif(not HTMX.is_file(), reason="no browser assets: make assets"),
]


@pytest.fixture(scope="module")
def stub() -> Iterator[tuple[str, Plant]]:
    url, plant, server = start()
    yield url, plant
    plant.live = False
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser_page(stub: tuple[str, Plant]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.set_default_timeout(8000)
        yield page
        browser.close()


@pytest.fixture
def page(browser_page: Page, stub: tuple[str, Plant]) -> Page:
    stub[1].live = True
    browser_page.goto(stub[0] + "/parts")
    return browser_page


def test_a_combobox_sends_the_id_of_what_was_picked(page: Page, stub: tuple[str, Plant]) -> None:
    box = page.get_by_role("combobox", name="Material")
    box.press_sequentially("fr", delay=20)
    expect(page.get_by_role("option")).to_have_count(2)
    assert stub[1].asked[-1] == ("q=fr", "combobox-options")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("FR-2")
    assert page.evaluate("Object.fromEntries(new FormData(document.getElementById('f')))") == {"material_id": "id-2"}
    box.press("Escape")
    expect(box).to_have_value("")


def test_keys_move_and_select_only_inside_the_list(page: Page) -> None:
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("region", name="Rows").focus()
    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "r2"
    assert [box.is_checked() for box in page.locator("[aria-labelledby=rows-cap] input[type=checkbox]").all()] == [
        True
    ] * 3 + [False] * 2


def test_arrows_walk_and_fold_a_tree(page: Page) -> None:
    page.locator("tr[aria-level='1']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("tr[aria-level='3']")).to_be_hidden()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("tr[aria-level='2']")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("tr[aria-level='2']")).to_be_visible()
    expect(page.locator("tr[aria-level='3']")).to_be_hidden()


def test_a_dialog_opens_on_its_first_field_and_gives_the_focus_back(page: Page) -> None:
    page.locator("#opens").click()
    expect(page.get_by_label("Why")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#opens")).to_be_focused()


def test_a_keypad_takes_presses_and_a_real_keyboard(page: Page) -> None:
    page.locator("#pad").get_by_role("button", name="7", exact=True).click()
    page.keyboard.press("5")
    expect(page.locator("output")).to_have_text("75")
    page.locator("#pad").get_by_role("button", name="Delete the last digit").click()
    expect(page.get_by_role("button", name="Report 7")).to_be_visible()
    assert page.evaluate("new FormData(document.getElementById('pad')).get('quantity')") == "7"


def test_an_error_stays_where_it_happened_with_a_way_on(page: Page) -> None:
    page.locator("#breaks").click()
    box = page.locator(".trouble[data-net]")
    expect(box).to_contain_text("The server could not answer.")
    expect(box).to_be_focused()
    box.get_by_role("button", name="Try again").click()
    expect(page.locator(".trouble[data-net]")).to_have_count(1)


@pytest.mark.timeout(300)
def test_a_screen_that_is_not_live_says_since_when_and_catches_up(page: Page, stub: tuple[str, Plant]) -> None:
    pill = page.locator("u-live")
    expect(pill).to_contain_text("Live")
    stub[1].live = False
    expect(pill).to_contain_text("Not live since", timeout=9000)
    assert page.evaluate("document.documentElement.hasAttribute('data-stale')")
    stub[1].live = True
    with page.expect_request(lambda request: request.headers.get("hx-request") == "true", timeout=30000):
        expect(pill).to_have_text("Live", timeout=30000)
    assert stub[1].streams[-1] in ("7", "/live?last_event_id=7")
    assert not page.evaluate("document.documentElement.hasAttribute('data-stale')")
