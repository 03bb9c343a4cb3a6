"""A shift that goes on: tablets report, desks turn pages, screens open and close their streams, paper is printed."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.full.installation import Installation
from tests.full.wire import Answer, Wire

#: A bearer token lives for ten minutes.
TOKEN_MINUTES = 4
REPORT_EVERY, PAGE_EVERY, PRINT_EVERY = 0.8, 1.2, 20.0
TABLETS, DESKS, SCREENS, COPIES_AT_ONCE = 4, 3, 12, 4


@dataclass
class Shift:
    """``begin`` starts the people, ``end`` sends them home; ``done`` counts, ``troubles`` says what went wrong."""

    installation: Installation
    numbers: list[str]
    dice: random.Random = field(default_factory=lambda: random.Random(8))
    done: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    token: str = ""
    cookie: str = ""
    plant: str = ""
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def begin(self) -> None:
        await self._sign_in()
        self.plant = (await self._api("GET", "/api/v1/plants")).json()["items"][0]["id"]
        self._again(self._renewed, TOKEN_MINUTES * 60)
        for _tablet in range(TABLETS):
            self._again(self._report, REPORT_EVERY)
        for _desk in range(DESKS):
            self._again(self._page, PAGE_EVERY)
        for _screen in range(SCREENS):
            self._again(self._watch, 0.2)
        self._again(self._print, PRINT_EVERY)

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def _again(self, work: Callable[[], Awaitable[Any]], pause: float) -> None:
        async def always() -> None:
            while True:
                try:
                    await work()
                except (AssertionError, OSError, TimeoutError) as error:
                    self.troubles.append(f"{work.__name__.strip('_')}: {error!r}"[:300])
                await asyncio.sleep(pause * (0.5 + self.dice.random()))

        self._tasks.append(asyncio.create_task(always()))

    async def _sign_in(self) -> None:
        async with self.installation.engine() as engine:
            self.cookie, _token = await self.installation.sign_in(engine, "planner")
            _secret, self.token = await self.installation.sign_in(engine, "supervisor")

    async def _renewed(self) -> None:
        await asyncio.sleep(TOKEN_MINUTES * 60)
        await self._sign_in()

    async def _report(self) -> None:
        path = f"/api/v1/work-orders/{self.dice.choice(self.numbers)}/operations/10/reports"
        answer = await self._api("POST", path, {"quantity": str(self.dice.randint(1, 3))})
        self._count("reports", answer, 201)

    async def _page(self) -> None:
        """What a planner looks at; one of them, in a connection of its own as a new tab has."""
        number = self.dice.choice(self.numbers)
        pages = ("/work-orders", f"/work-orders/{number}", "/floor-board", "/materials", "/machines", "/me")
        async with self._desk() as desk:
            answer = await desk.ask("GET", self.dice.choice(pages), accept="text/html")
        self._count("pages", answer, 200)

    async def _watch(self) -> None:
        """A screen opens its stream, hears for some seconds and is gone without a word."""
        wire = self._desk()
        try:
            async with asyncio.timeout(1 + self.dice.random() * 5), aclosing(wire.lines(self.stream)) as lines:
                async for line in lines:
                    self.done["ticks"] += line.startswith("event: floor:")
        except TimeoutError:
            self.done["streams"] += 1
        finally:
            wire.close()

    async def _print(self) -> None:
        """Several at once, as at the start of a shift; each has to become a document."""
        asked = [self._api("POST", f"/api/v1/work-orders/{number}/prints", {"kind": "label"}) for number in self._few()]
        for answer in await asyncio.gather(*asked):
            self._count("prints", answer, 201)
            await self._printed(answer.json()["id"])

    async def _printed(self, name: str) -> None:
        async with asyncio.timeout(90):
            while (found := await self._looked(name))["state"] == "queued":
                pass
        assert found["state"] == "ready", found["trouble"]
        self.done["documents"] += 1

    async def _looked(self, name: str) -> Any:
        await asyncio.sleep(0.5)
        return (await self._api("GET", f"/api/v1/prints/{name}")).json()

    def _few(self) -> list[str]:
        return self.dice.sample(self.numbers, COPIES_AT_ONCE)

    async def _api(self, method: str, path: str, body: Any = None) -> Answer:
        async with Wire(self.installation.port, {"authorization": f"Bearer {self.token}"}) as wire:
            return await wire.ask(method, path, body, idempotency_key=str(uuid4()))

    def _desk(self) -> Wire:
        return Wire(self.installation.port, {"cookie": f"session={self.cookie}"})

    @property
    def stream(self) -> str:
        return f"/live?topics=floor:{self.plant}"

    def _count(self, what: str, answer: Answer, good: int) -> None:
        self.done[what] += 1
        assert answer.status == good, f"{answer.status} {answer.body[:160]!r}"
