"""The product's main job: somebody makes parts, and the board knows within a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import expect

from tests.e2e.stage import Browser, Plant

#: Writes down when the big number of a tile first reads as expected.
WATCH = """([tile, text]) => {
  globalThis.seenAt = 0;
  const look = () => {
    const now = document.querySelector(`${tile} .q`)?.innerText ?? "";
    if (!globalThis.seenAt && now.startsWith(text)) globalThis.seenAt = performance.timeOrigin + performance.now();
  };
  const all = {subtree: true, childList: true, characterData: true};
  new MutationObserver(look).observe(document.querySelector("#floor-board"), all);
}"""


def test_from_enrolling_to_finished_with_the_board_beside_it(
    plant: Plant, browser: Callable[..., Browser], office: Browser
) -> None:
    order, machine = plant.order(6), plant.machine()
    tablet = browser()
    tablet.enrol(plant.tablet_code(machine))
    tablet.badge("1007")
    page = tablet.page
    page.locator(f"a[href='/floor/operations/{order['operations'][0]['id']}']").first.click()
    tablet.start()
    assert milliseconds_until_the_board_knows(plant, tablet, office, order["number"], machine) <= 1000

    page.get_by_role("link", name="Bad").click()
    page.locator(".reasons label", has_text="Burr").click()
    page.get_by_role("button", name="Report 1 bad").click()
    expect(page.locator("[data-tally=scrap]")).to_have_text("1")

    page.get_by_role("link", name="Other qty").click()
    page.locator(".quick").get_by_role("button", name="2", exact=True).click()
    page.get_by_role("button", name="Report 2 good").click()
    tablet.shows(3)
    expect(page.locator(".undo")).to_contain_text("2 good")
    page.get_by_role("button", name="Undo").click()
    tablet.shows(1)
    tablet.settled()

    page.get_by_role("link", name="Stop").click()
    page.get_by_role("button", name="No material").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    expect(office.page.locator(f"#tile-{machine}")).to_contain_text("No material")
    page.get_by_role("button", name="Resume").click()
    tablet.touch("1 Good", 4)
    tablet.shows(5)
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/floor/station")
    tablet.settled()
    now = plant.operation(order["number"])
    assert (now["state"], now["good"], now["scrap"]) == ("done", "5", "1")


def milliseconds_until_the_board_knows(
    plant: Plant, tablet: Browser, office: Browser, number: str, machine: str
) -> float:
    """From the beginning of the request that reports one piece to the tile that shows it, on another screen."""
    office.go("/floor-board")
    tile = office.page.locator(f"#tile-{machine}")
    expect(office.page.locator("u-live")).to_have_attribute("data-state", "live")
    expect(tile).to_contain_text(number)
    office.page.evaluate(WATCH, [f"#tile-{machine}", "1 "])
    tablet.touch("1 Good")
    tablet.shows(1)
    office.until("() => globalThis.seenAt > 0")
    expect(tile).to_contain_text("Ana Ruiz")
    began = datetime.fromisoformat(plant.log(number)[-1]["created_at"]).timestamp() * 1000
    return float(office.page.evaluate("globalThis.seenAt") - began)


def test_finishing_too_early_asks_why(plant: Plant, tablet: Browser) -> None:
    order = plant.order(5)
    page = tablet.job(order["operations"][0]["id"])
    tablet.start()
    tablet.touch("1 Good")
    tablet.settled()
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Finish before all are made").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 are still missing")
    page.locator(".reasons label", has_text="The rest comes later").click()
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/floor/station")
    tablet.settled()
    last = plant.log(order["number"])[-1]
    assert (last["kind"], last["note"]) == ("finish", "The rest comes later")


def test_more_than_ordered_is_a_question(plant: Plant, tablet: Browser) -> None:
    order = plant.order(5)
    page = tablet.job(order["operations"][0]["id"])
    tablet.start()
    page.get_by_role("link", name="Other qty").click()
    expect(page.locator("u-keypad output")).to_be_visible()
    page.keyboard.type("8")
    page.get_by_role("button", name="Report 8 good").click()
    expect(page.locator("[data-problem-here]")).to_contain_text("5 at most are expected")
    tablet.pill("1 need attention")
    page.get_by_role("button", name="Report anyway: Spare pieces").click()
    tablet.shows(8)
    tablet.settled()
    entry = plant.log(order["number"])[-1]
    assert (entry["quantity"], entry["note"]) == ("8", "Spare pieces")


def test_what_is_blocked_says_why_and_has_no_button(plant: Plant, browser: Callable[..., Browser]) -> None:
    order = plant.order(3)
    tablet = browser()
    tablet.enrol(plant.tablet_code(plant.machine("Welding")))
    tablet.badge("1008")
    page = tablet.page
    page.locator("summary").click()
    card = page.locator("li", has_text=order["number"])
    expect(card).to_contain_text("Waits for Forming")
    expect(card.get_by_role("button")).to_have_count(0)
    page = tablet.job(order["operations"][1]["id"])
    expect(page.locator("#operation-panel")).to_contain_text("Waits for Forming")
    expect(page.get_by_role("button", name="Start")).to_have_count(0)


def test_two_people_at_one_tablet_each_under_their_own_name(plant: Plant, tablet: Browser) -> None:
    order = plant.order(10)
    tablet.badge("1008")
    page = tablet.job(order["operations"][0]["id"])
    tablet.start()
    tablet.touch("1 Good")
    people = page.get_by_role("group", name="People at this station")
    for name in ("Ana Ruiz", "Ravi Menon", "Ana Ruiz"):
        people.get_by_role("button", name=name).click()
        expect(people.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        tablet.touch("1 Good")
    tablet.shows(4)
    tablet.settled()
    who = [entry["operator"] for entry in plant.log(order["number"]) if entry["kind"] == "good"]
    assert who == ["Ravi Menon", "Ana Ruiz", "Ravi Menon", "Ana Ruiz"]
    page.reload()
    expect(page.locator("[data-actor-shown]")).to_have_text("Ana Ruiz")
