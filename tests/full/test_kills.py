"""kill -9 of the web server and of PostgreSQL while reports come in: every touch is counted, none twice.

What a test like this cannot show is a power cut: the operating system keeps what was written. The database's own
``fsync`` and ``synchronous_commit`` stay on for that.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from tests.full.installation import Installation
from tests.full.tablets import Tablets, Touch
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]
SEED = int(os.environ.get("UNISON_CHAOS_SEED", "1"))
ROUND = (("web",), ("database",), ("web",), ("database", "web"))

LOGGED = text("select note, sum(quantity) from production_log where note = any(:notes) group by note, id")
SUMS = {
    "sum of the log": "select sum(quantity) from production_log where kind = 'good'",
    "counters": "select sum(good) from work_order_operations",
    "arrived behind": "select sum(arrived) from work_order_operations where sequence = 20",
    "half answered keys": "select count(*) from request_keys where status is null",
}


class Killer:
    """Kills one, the other or both every second or two, and brings them back."""

    def __init__(self, installation: Installation, dice: random.Random) -> None:
        self.installation, self.dice = installation, dice
        self.kills: Counter[str] = Counter()
        self.over = asyncio.Event()

    async def work(self) -> None:
        for victims in itertools.cycle(ROUND):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), 0.7 + self.dice.random() * 1.5)
            if self.over.is_set():
                return
            await asyncio.to_thread(self.kill, victims)
            self.kills.update(victims)

    def kill(self, victims: tuple[str, ...]) -> None:
        if "database" in victims:
            self.installation.kill_database()
        if "web" in victims:
            self.installation.kill("serve")
            self.installation.start("serve")
        if "database" in victims:
            self.installation.database.start()
        self.installation.wait("/health/live")


async def through_kills(installation: Installation, tablets: Tablets, dice: random.Random) -> Counter[str]:
    killer = Killer(installation, dice)
    killing, working = asyncio.create_task(killer.work()), asyncio.create_task(tablets.work())
    await asyncio.wait((killing, working), return_when=asyncio.FIRST_COMPLETED)
    if not working.done():
        working.cancel()
        killing.result()  # the killer ends only by an error: something did not come back
    killer.over.set()  # not cancelled: what it is just starting again would be started twice
    await killing
    await working
    await asyncio.to_thread(recovered, installation)
    return killer.kills


def recovered(installation: Installation) -> None:
    """Whatever the last kill left half started runs again."""
    installation.database.start()
    if "serve" not in installation.running:
        installation.start("serve")
    installation.wait()


async def counted(installation: Installation, sent: list[Touch]) -> dict[str, Any]:
    """What the database knows of the touches: rows of the log, counters, audit rows, open keys."""
    company = system(installation.organizations["adventure-works"])
    async with installation.engine() as engine, unit_of_work(engine, company) as uow:
        rows = await uow.session.execute(LOGGED, {"notes": [touch.note for touch in sent]})
        found: dict[str, list[int]] = {}
        for note, quantity in rows:
            found.setdefault(note, []).append(int(quantity))
        sums = {name: int(await uow.session.scalar(text(question)) or 0) for name, question in SUMS.items()}
        return {"log": found, **sums}


def bugs(installation: Installation) -> list[str]:
    """What the server itself called a bug, each with the end of its traceback."""
    lines = (installation.folder / "serve.log").read_text(encoding="utf-8").splitlines()
    failed = [json.loads(line) for line in lines if '"request failed: bug"' in line]
    return sorted({entry.get("exc_info", "").strip().splitlines()[-1] for entry in failed})


def test_every_touch_is_counted_once(installation: Installation, token: str, paths: list[str], capsys: Any) -> None:
    dice = random.Random(SEED)
    tablets = Tablets(installation.port, token, paths, dice, pause=0.6)
    kills = asyncio.run(through_kills(installation, tablets, dice))
    found = asyncio.run(counted(installation, tablets.sent))
    lost = [touch for touch in tablets.sent if touch.note not in found["log"]]
    doubled = [note for note, quantities in found["log"].items() if len(quantities) > 1]
    wrong = [t for t in tablets.sent if found["log"].get(t.note, [t.quantity]) != [t.quantity]]
    with capsys.disabled():
        print(f"\nseed {SEED}: {len(tablets.sent)} touches, {sum(tablets.answers.values())} requests")
        print(f"  kills: {dict(kills)}; answers: {dict(tablets.answers)}")
        print(f"  lost {len(lost)}, doubled {len(doubled)}, wrong {len(wrong)}")
    assert (len(tablets.sent), lost, doubled, wrong) == (200, [], [], [])
    assert bugs(installation) == [], "a database that is away is 503, not a bug"
    total = sum(touch.quantity for touch in tablets.sent)
    assert found["sum of the log"] == found["counters"] == found["arrived behind"] == total
    assert found["half answered keys"] == 0
    assert min(kills["web"], kills["database"]) >= 2


def test_without_keys_they_double(installation: Installation, token: str, paths: list[str]) -> None:
    """The control: the same bad network, and nobody claims a key. This test has to see doubles to be worth anything."""
    dice = random.Random(SEED + 100)
    tablets = Tablets(installation.port, token, paths, dice, touches=8, keyed=False, pause=0.05)
    asyncio.run(tablets.work())
    found = asyncio.run(counted(installation, tablets.sent))
    doubled = [note for note, quantities in found["log"].items() if len(quantities) > 1]
    assert len(doubled) > 5
