"""kill -9 of the worker while it prints: what was asked for is printed, by the next worker, once."""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.full.installation import Installation
from tests.full.wire import Wire
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]
SEED = int(os.environ.get("UNISON_CHAOS_SEED", "1"))
PAPERS, KILLS = 24, 4
#: A dead worker's job is given away when its heartbeat is missing (30 s) and somebody sweeps (10 s), twice at worst.
PATIENCE = 180.0

STATES = text("select state, count(*), count(document) from prints group by state")
AGAIN = text("select count(*) from saq.saq_jobs where (convert_from(job, 'UTF8')::json ->> 'attempts')::int > 1")
LEFT = text("select count(*) from saq.saq_jobs where status not in ('complete', 'failed', 'aborted')")


async def asked(installation: Installation, paths: list[str]) -> None:
    async with installation.engine() as engine:
        _secret, token = await installation.sign_in(engine, "supervisor")
    async with Wire(installation.port, {"authorization": f"Bearer {token}"}) as wire:
        for number in range(PAPERS):
            path = paths[number % len(paths)].partition("/operations/")[0] + "/prints"
            answer = await wire.ask("POST", path, {"kind": "label"}, idempotency_key=str(uuid4()))
            assert answer.status == 201, answer.body


async def killed_again_and_again(installation: Installation, dice: random.Random) -> None:
    for _kill in range(KILLS):
        await asyncio.sleep(1.5 + dice.random() * 2)
        await asyncio.to_thread(installation.kill, "work")
        installation.start("work")


async def printed(installation: Installation) -> tuple[dict[str, tuple[int, int]], int]:
    """How many prints are in each state and how many of them have a document, once no job is left; and how many jobs
    were begun more than once."""
    company = system(installation.organizations["adventure-works"])
    async with installation.engine() as engine, asyncio.timeout(PATIENCE):
        while True:
            async with unit_of_work(engine, company) as uow:
                states = {state: (count, made) for state, count, made in await uow.session.execute(STATES)}
                left, again = await uow.session.scalar(LEFT), await uow.session.scalar(AGAIN)
            if not left:
                return states, int(again or 0)
            await asyncio.sleep(1)


async def through_kills(installation: Installation, paths: list[str]) -> Any:
    await asked(installation, paths)
    installation.start("work")
    await killed_again_and_again(installation, random.Random(SEED))
    return await printed(installation)


def test_every_paper_is_printed(installation: Installation, paths: list[str], capsys: Any) -> None:
    states, again = asyncio.run(through_kills(installation, paths))
    with capsys.disabled():
        print(f"\nseed {SEED}: {PAPERS} papers, worker killed {KILLS} times: {states}, {again} begun again")
    assert states == {"ready": (PAPERS, PAPERS)}
    assert again, "no kill met a job that was running: this showed nothing"
