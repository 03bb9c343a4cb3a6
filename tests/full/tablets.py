"""Tablets that report whatever happens: each touch has a key and is sent until somebody says what became of it."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from tests.full.wire import BROKEN, Answer, Wire

#: Answers after which a touch is settled. Everything else, and no answer at all, means: send it again.
SETTLED = frozenset({200, 201})
PATIENCE = 120.0


@dataclass
class Touch:
    """What somebody touched once. ``note`` finds it again in the log."""

    path: str
    quantity: int
    key: str = field(default_factory=lambda: str(uuid4()))
    note: str = field(default_factory=lambda: f"touch {uuid4()}")

    def body(self) -> dict[str, str]:
        return {"quantity": str(self.quantity), "note": self.note}


@dataclass
class Tablets:
    """``count`` of them, sharing ``paths``. ``keyed`` off is the control: without keys a retry is a second report."""

    port: int
    token: str
    paths: list[str]
    dice: random.Random
    count: int = 8
    touches: int = 25
    keyed: bool = True
    pause: float = 0.25
    sent: list[Touch] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    async def work(self) -> None:
        await asyncio.gather(*(self._one() for _tablet in range(self.count)))

    async def _one(self) -> None:
        async with self._wire() as wire:
            for _touch in range(self.touches):
                touch = Touch(self.dice.choice(self.paths), self.dice.randint(1, 3))
                self.sent.append(touch)
                await self._deliver(wire, touch)
                await asyncio.sleep(self.dice.random() * 2 * self.pause)

    async def _deliver(self, wire: Wire, touch: Touch) -> None:
        """Until it is settled; now and then once more, at the same time or afterwards, as a bad network does."""
        twin = asyncio.create_task(self._duplicate(touch)) if self.dice.random() < 0.3 else None
        async with asyncio.timeout(PATIENCE):
            while not await self._settled(wire, touch):
                await self._breathe()
        if self.dice.random() < 0.3:
            await self._settled(wire, touch)
        if twin:
            await twin

    async def _breathe(self) -> None:
        await asyncio.sleep(0.05 + self.dice.random() * 0.2)

    async def _duplicate(self, touch: Touch) -> None:
        async with self._wire() as wire:
            await self._settled(wire, touch)

    async def _settled(self, wire: Wire, touch: Touch) -> bool:
        key = {"idempotency_key": touch.key} if self.keyed else {}
        try:
            answer = await wire.ask("POST", touch.path, touch.body(), **key)
        except BROKEN as error:
            self.answers[type(error).__name__] += 1
            return False
        self.answers[self._name(answer)] += 1
        if answer.status < 500 and answer.status not in (*SETTLED, 409, 429):
            raise AssertionError(f"{touch.path}: {answer.status} {answer.body.decode()[:300]}")
        return answer.status in SETTLED

    @staticmethod
    def _name(answer: Answer) -> str:
        return f"{answer.status} again" if "idempotent-replayed" in answer.headers else str(answer.status)

    def _wire(self) -> Wire:
        return Wire(self.port, {"authorization": f"Bearer {self.token}"}, timeout=15)
