"""A real server, real browsers, and what people do in them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a password for the tests"  # tests/conftest.py founds the companies with it
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
TABLET = {"width": 1280, "height": 800}
#: What a browser says when all is well: a refused form is a 422 page, a stream without a network is an Event.
MEANT = (
    "status of 422",
    "status of 401",
    "Status Error Code 401",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_NETWORK_CHANGED",
    "ERR_FAILED",
    "[object Event]",
    "htmx:sendError",
    "htmx:afterRequest",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(settings: Settings, **more: str) -> Iterator[str]:
    """granian in a process of its own, on the database of this run."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "PUBLIC_URL": url,
        "LOG_LEVEL": "ERROR",
        "UNISON_ENV": "demo",
        "UNISON_DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "DATABASE_OWNER_URL": settings.database_owner_url,
        **more,
    }
    command = [sys.executable, "-m", "unison_web", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_for(url + "/health/ready", process)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it answered"
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


class Plant:
    """The company's small factory, reached through the JSON API of the real server."""

    def __init__(self, url: str, cast: dict[str, Person], factory: SmallFactory) -> None:
        self.url, self.cast, self.factory = url, cast, factory
        self.http = httpx.Client(base_url=url + "/api/v1", timeout=20)

    def ask(self, who: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"authorization": f"Bearer {self.cast[who].token}", "idempotency-key": str(uuid4())}
        answer = self.http.request(method, path, json=body, headers=headers)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def order(self, quantity: int = 20) -> dict[str, Any]:
        """A released order: three operations, at the machines of the small factory."""
        body = {"material": self.factory.frame, "quantity": quantity, "due_at": "2031-01-15T16:00:00"}
        made = self.ask("planner", "POST", "/work-orders", body)
        released: dict[str, Any] = self.ask("planner", "POST", f"/work-orders/{made['number']}/release", {})
        return released

    def operation(self, number: str, sequence: int = 10) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("planner", "GET", f"/work-orders/{number}/operations/{sequence}")
        return found

    def log(self, number: str, sequence: int = 10) -> list[dict[str, Any]]:
        """What the production log says about an operation, oldest first."""
        found = self.ask("planner", "GET", f"/work-orders/{number}/operations/{sequence}/reports")
        return list(reversed(found))

    def machine(self, name: str = "Forming") -> str:
        """The code of the machine of that name."""
        wanted = str(self.factory.machines[name])
        found = self.ask("planner", "GET", f"/machines/{wanted}")
        return str(found["code"])

    def tablet_code(self, machine: str) -> str:
        made = self.ask("supervisor", "POST", "/tablets", {"name": f"Tablet {uuid4().hex[:6]}", "machine": machine})
        return str(made["code"])


class Browser:
    """One person's or one tablet's browser. Complains about everything a browser complains about."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url, self.faults = context, url, list[str]()
        context.set_default_timeout(30_000)
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in MEANT):
            self.faults.append(f"{self.page.url}: {message.type}: {message.text}")

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, email: str) -> None:
        page = self.go("/login")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.click("form[action='/auth/login'] button[type=submit]")
        page.wait_for_url(lambda address: "/login" not in address)

    def enrol(self, code: str) -> None:
        page = self.go("/floor/enrol")
        page.fill("[name=code]", code)
        page.click("main button[type=submit]")
        page.wait_for_url("**/floor/")

    def badge(self, number: str) -> None:
        page = self.go("/floor/")
        page.fill("[name=badge]", number)
        page.keyboard.press("Enter")
        page.wait_for_url("**/floor/station")

    def job(self, operation: str) -> Page:
        page = self.go(f"/floor/operations/{operation}")
        self.until("() => Boolean(globalThis.unisonOutbox?.store)")
        return page

    def until(self, says: str, argument: Any = None, seconds: float = 8) -> None:
        """Asks the page until it says yes. Playwright's own way needs eval, which our policy forbids."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(says, argument):
            assert time.monotonic() < end, says
            self.page.wait_for_timeout(30)

    def keeps(self, path: str) -> None:
        """Waits until the service worker has this page for later."""
        self.until("path => caches.open('floor-pages').then((kept) => kept.match(path)).then(Boolean)", path)

    def good(self) -> int:
        return int(self.page.locator("[data-tally=good]").inner_text())

    def shows(self, number: int) -> None:
        expect(self.page.locator("[data-tally=good]")).to_have_text(str(number))

    def start(self) -> None:
        self.page.get_by_role("button", name="Start").click()
        expect(self.page.locator("#job-run")).to_be_visible()

    def touch(self, name: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.get_by_role("button", name=name).click()

    def pill(self, words: str) -> None:
        expect(self.page.locator("u-outbox")).to_contain_text(words)

    def settled(self) -> None:
        """Everything that was touched has been answered."""
        self.until("() => unisonOutbox.store.items().then((items) => items.every((item) => item.state !== 'waiting'))")
        self.pill("Live")
