"""A database, two companies, two hundred orders, and the servers to measure."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from alembic import command
from alembic.config import Config
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.load import percentile
from tests.factories.plant import small_factory
from unison_web.demo.companies import found_all, system
from unison_web.kit import jobs
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import sessions
from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
LINES, ORDERS, PASSWORD = 10, 200, "a password for the bench"
BODY = re.compile(r"(<tbody[^>]*>).*?(</tbody>)", re.DOTALL)


@dataclass(frozen=True)
class Company:
    organization: UUID
    session: str
    frames: list[str]


async def migrated(settings: Settings) -> None:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = settings.database_owner_url
    await asyncio.to_thread(command.upgrade, config, "head")
    await jobs.prepare(settings.database_url)


async def prepare(settings: Settings) -> Company:
    """Migrated, with the demo's two companies, ten lines in the first, and a planner who is signed in."""
    await migrated(settings)
    engine = connect(settings.database_url)
    try:
        founded = await found_all(engine, PASSWORD)
        organization = founded["adventure-works"]
        frames = [(await small_factory(engine, organization, f"L{line}")).frame for line in range(LINES)]
        return Company(organization, await signed_in(engine, organization), frames)
    finally:
        await engine.dispose()


async def signed_in(engine: AsyncEngine, organization: UUID) -> str:
    """The secret of a new session of the planner."""
    async with unit_of_work(engine, system(organization)) as uow:
        mail = "planner@adventure-works.example"
        user = await uow.session.scalar(select(User).where(User.email == mail, User.organization_id == organization))
        assert user
        plant = await sessions._first_plant(uow)
        return sessions.open_session(uow, user, "web", timedelta(hours=8), plant=plant).secret


class Api:
    """The JSON API as the planner."""

    def __init__(self, port: int, who: str) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=30)
        signed = self.http.post("/auth/login", json={"email": f"{who}@adventure-works.example", "password": PASSWORD})
        self.token: str = signed.raise_for_status().json()["access_token"]
        self.headers = {"authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: Any) -> Any:
        headers = {"authorization": f"Bearer {self.token}", "idempotency-key": str(uuid4())}
        return self.http.post(path, json=body, headers=headers).raise_for_status().json()


def orders(planner: Api, operator: Api, frames: list[str]) -> list[str]:
    """Two hundred planned orders, and one started operation on each line. Returns where its reports go."""
    for number in range(ORDERS):
        due = f"2031-{number % 12 + 1:02}-15T16:00:00"
        planner.post("/work-orders", {"material": frames[number % LINES], "quantity": 20 + number, "due_at": due})
    paths = []
    for frame in frames:
        wanted = {"material": frame, "quantity": 100_000, "due_at": "2032-01-15T16:00:00"}
        number = planner.post("/work-orders", wanted)["number"]
        planner.post(f"/work-orders/{number}/release", {"accept_shortage": True})
        operator.post(f"/work-orders/{number}/operations/10/start", {})
        paths.append(f"/api/v1/work-orders/{number}/operations/10/reports")
    return paths


async def commit_to_event(operator: Api, port: int, session: str, path: str, count: int = 40) -> float:
    """p95 milliseconds from the answer of a report to the event on an open live stream."""
    waits: list[float] = []
    async with httpx.AsyncClient(timeout=30, cookies={"session": session}) as client:
        stream = client.stream("GET", f"http://127.0.0.1:{port}/live", params={"topics": "work-orders"})
        async with stream as answer:
            heard = answer.aiter_lines()
            await anext(heard)
            for _ in range(count):
                begun = time.monotonic()
                await asyncio.to_thread(operator.post, path.removeprefix("/api/v1"), {"quantity": 1})
                async for line in heard:
                    if line.startswith("event: work-orders"):
                        break
                waits.append(1000 * (time.monotonic() - begun))
                await asyncio.sleep(0.3)
    return float(percentile(waits, 0.95))


def frame_of(page: str) -> str:
    """The page around its rows, for the ceiling to fill."""
    framed, found = BODY.subn(r"\1<!-- rows -->\2", page, count=1)
    assert found == 1
    return framed


@contextmanager
def granian(target: str, *, factory: bool, **environment: str) -> Iterator[tuple[int, int]]:
    """One granian with one worker. Yields port and process id."""
    port = free_port()
    line = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--loop", "uvloop"]
    line += ["--log-level", "error", *(["--factory"] if factory else []), target]
    settings = {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(line, cwd=ROOT, env=os.environ | settings | environment, start_new_session=True)
    try:
        answered(port, process)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def answered(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
