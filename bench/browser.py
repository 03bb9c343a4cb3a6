"""What a browser pays: bytes of a page as sent, cold and warm, and the time from a report to the board's pixels."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.load import percentile

PAGES = ("/home", "/work-orders?limit=50", "/floor-board", "/materials")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
REPORTS = 30
#: Notes when the numbers on the board change, in the frame that paints them.
WATCH = """() => {
  const shown = () => [...document.querySelectorAll(".tile .q")].map((tile) => tile.textContent).join("|");
  let last = shown();
  window.painted = [];
  new MutationObserver(() => {
    if (shown() === last) return;
    last = shown();
    requestAnimationFrame(() => window.painted.push(Date.now()));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass(frozen=True)
class Weight:
    """Kilobytes of one page with everything it loads, without the font: the first time, and the next."""

    path: str
    cold: float
    warm: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own where there is one, else the one that came with Playwright."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def weights(browser: Browser, base: str, session: str, paths: Sequence[str] = PAGES) -> list[Weight]:
    found = []
    for path in paths:
        context = signed_in(browser, base, session)
        page = context.new_page()
        cold = loaded(context, page, base + path)
        found.append(Weight(path, cold, loaded(context, page, base + path)))
        context.close()
    return found


def signed_in(browser: Browser, base: str, session: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "session", "value": session, "url": base}])
    return context


def loaded(context: BrowserContext, page: Page, url: str) -> float:
    """Kilobytes that came over the wire, headers included. A live stream never ends, so nobody waits for silence."""
    kinds: dict[str, str] = {}
    sent: dict[str, float] = {}
    wire = context.new_cdp_session(page)
    wire.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on("Network.loadingFinished", lambda told: sent.update({told["requestId"]: told["encodedDataLength"]}))
    wire.send("Network.enable")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1000)
    wire.detach()
    return sum(size for request, size in sent.items() if kinds.get(request) != "Font") / 1024


def commit_to_pixel(browser: Browser, base: str, session: str, report: Callable[[], object]) -> float:
    """p95 milliseconds from the answer of a report to the frame of another person's board that shows it."""
    page = signed_in(browser, base, session).new_page()
    page.goto(f"{base}/floor-board")
    page.wait_for_selector("u-live[data-state=live]", state="attached")
    page.evaluate(WATCH)
    waits = []
    for number in range(REPORTS):
        report()
        answered = 1000 * time.time()
        page.wait_for_function("number => window.painted.length > number", arg=number)
        waits.append(max(0.0, page.evaluate("number => window.painted[number]", number) - answered))
        page.wait_for_timeout(400)
    page.context.close()
    return float(percentile(waits, 0.95))


def tell(base: str, session: str, report: Callable[[], object]) -> None:
    with chromium() as browser:
        found = weights(browser, base, session)
        painted = commit_to_pixel(browser, base, session, report)
    worst, next_worst = max(found, key=lambda one: one.cold), max(found, key=lambda one: one.warm)
    click.echo(f"page without its font     {worst.cold:.0f} KB at {worst.path} (130 KB wanted)")
    click.echo(f"the same page again       {next_worst.warm:.1f} KB at {next_worst.path} (15 KB wanted)")
    click.echo(f"report to pixel           p95 {painted:.0f} ms after the report's answer (1000 ms wanted)")
