"""Steady work for UNISON_SOAK_MINUTES: nothing grows that has no reason to.

Caches fill and the allocator settles in the first fifth; from then on memory is compared, the middle of the first
samples with the middle of the last. What is counted (streams, connections, files, jobs) has to be back where it began
once everybody has gone home.
"""

from __future__ import annotations

import asyncio
import os
import time
from statistics import median
from typing import Any

import pytest

from tests.full.installation import Installation
from tests.full.orders import orders
from tests.full.scale import Weight, weigh
from tests.full.shift import Shift

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]
MINUTES = float(os.environ.get("UNISON_SOAK_MINUTES", "60"))
WARM_UP = 0.2
SAMPLES = 60
#: Megabytes, however long it takes. Half an hour of a leak of 1 KB a request is above this.
MOST_GROWN = 16.0
#: web: 10 and 10 more, and the listener; worker: 4 and 2 more, and the queue's 6.
MOST_CONNECTIONS = 33
#: A stream whose reader is gone is noticed with the next beat.
BEAT = 15.0


async def soaked(installation: Installation) -> tuple[Shift, list[Weight], Weight, Weight]:
    """The shift, how heavy everything was meanwhile, and before and after it."""
    async with installation.engine() as engine, engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        numbers = await orders(engine, installation.organizations["adventure-works"], 12, quantity=10_000_000)
        await asyncio.sleep(2)
        before = await weigh(installation, connection)
        shift, samples = Shift(installation, numbers), list[Weight]()
        await shift.begin()
        end = time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            await asyncio.sleep(MINUTES * 60 / SAMPLES)
            samples.append(await weigh(installation, connection))
        await shift.end()
        after = await weigh(installation, connection)
        quiet = time.monotonic() + 3 * BEAT
        while (after.streams or after.jobs) and time.monotonic() < quiet:
            await asyncio.sleep(1)
            after = await weigh(installation, connection)
    return shift, samples, before, after


def grown(samples: list[float]) -> float:
    """Megabytes from the beginning of the warm part to its end."""
    warm = samples[int(len(samples) * WARM_UP) :]
    few = max(3, len(warm) // 6)
    return median(warm[-few:]) - median(warm[:few])


def test_nothing_grows(installation: Installation, capsys: Any) -> None:
    installation.start("work")
    shift, samples, before, after = asyncio.run(soaked(installation))
    web, worker = (grown([getattr(sample, name) for sample in samples]) for name in ("web", "worker"))
    with capsys.disabled():
        print(f"\n{MINUTES:g} minutes: {dict(shift.done)}")
        for name, weight in (
            ("before", before),
            ("warm", samples[len(samples) // 5]),
            ("end", samples[-1]),
            ("after", after),
        ):
            print(f"  {name}: {weight}")
        print("  web, MB: " + " ".join(f"{sample.web:.0f}" for sample in samples[:: max(1, len(samples) // 20)]))
        print(f"  grown since it was warm: web {web:+.1f} MB, worker {worker:+.1f} MB")
        print(f"  troubles: {shift.troubles[:5]}")
    assert shift.troubles == []
    assert min(shift.done[what] for what in ("reports", "pages", "ticks", "streams", "documents")) > 0
    assert max(web, worker) <= MOST_GROWN
    assert max(sample.connections for sample in samples) <= MOST_CONNECTIONS
    assert [sample.stuck for sample in samples if sample.stuck] == [], "a transaction nobody ends"
    assert (after.streams, after.jobs, after.stuck) == (0, 0, 0)
    assert after.web_files <= before.web_files + MOST_CONNECTIONS
    assert max(sample.helpers for sample in samples) <= 3, "one child prints, one looks after its files"
