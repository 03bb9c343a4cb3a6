"""Seals: every entry is under one, none under two, whoever commits when; and what the owner changes is named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.conftest import rolled_back
from tests.modules.audit.owner import Owner
from unison_web import worker
from unison_web.demo.companies import system
from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.audit import rules
from unison_web.modules.audit.jobs import seal_latecomers, seal_trails
from unison_web.modules.audit.schemas import VerifiedOut
from unison_web.modules.audit.service.sealing import seal_company, seal_next
from unison_web.modules.audit.service.verifying import verify
from unison_web.modules.materials.models import Unit
from unison_web.settings import Settings

SEALED = """select (select count(*) from audit_log) as written, (select count(*) from audit_sealed_entries) as sealed,
(select count(distinct id) from audit_sealed_entries) as different,
(select coalesce(sum(row_count), 0) from audit_seals) as counted,
(select count(*) from audit_log where id not in (select id from audit_sealed_entries)) as left_out"""


async def ask(engine: AsyncEngine, person: Person, statement: str, **values: Any) -> Any:
    async with unit_of_work(engine, system(person.organization)) as uow:
        return (await uow.session.execute(text(statement), values)).mappings().one()


async def checked(engine: AsyncEngine, person: Person, most: int | None = None) -> VerifiedOut:
    async with unit_of_work(engine, system(person.organization)) as uow:
        return await verify(uow, most)


def unit(code: str) -> Unit:
    return Unit(code=code, name=code, dimension="count", numerator=1, denominator=1, offset=0)


@pytest.fixture
async def change(engine: AsyncEngine, planner: Person) -> Callable[[], Awaitable[str]]:
    """The planner makes a unit; its name."""

    async def make() -> str:
        code = f"S{uuid4().hex[:8]}"
        async with unit_of_work(engine, planner.actor) as uow:
            uow.session.add(unit(code))
        return code

    return make


@pytest.fixture
async def sealed(engine: AsyncEngine, planner: Person, change: Any) -> list[str]:
    """Three changes under a seal of their own, after all that was there before."""
    await seal_company(engine, planner.organization, whole=True)
    codes = [await change() for _time in range(3)]
    assert await seal_company(engine, planner.organization, whole=False) == 1
    return codes


@pytest.fixture
async def owner(settings: Settings, planner: Person) -> AsyncIterator[Owner]:
    """The one person PostgreSQL lets rewrite history. Whatever is changed is put back."""
    async with Owner.of(settings, planner.organization) as owner:
        yield owner


async def test_what_people_change_is_sealed_once(engine: AsyncEngine, planner: Person, sealed: list[str]):
    assert await seal_company(engine, planner.organization, whole=True) == 0, "again is no double"
    found = await ask(engine, planner, SEALED)
    assert found["left_out"] == 0
    assert found["written"] == found["sealed"] == found["different"] == found["counted"]
    done = await checked(engine, planner)
    assert (done.intact, done.entries, done.waiting, done.skipped) == (True, found["written"], 0, 0)


async def test_who_commits_late_is_sealed_later_but_is_sealed(engine: AsyncEngine, planner: Person, sealed: list[str]):
    """An entry with an earlier time and a lower id becomes visible after later ones are sealed."""
    async with unit_of_work(engine, planner.actor) as slow:
        slow.session.add(early := unit(f"E{uuid4().hex[:8]}"))
        await slow.session.flush()
        async with unit_of_work(engine, planner.actor) as quick:
            quick.session.add(unit(f"L{uuid4().hex[:8]}"))
        assert await seal_company(engine, planner.organization, whole=False) == 1
        assert (await checked(engine, planner)).intact
    assert (await ask(engine, planner, SEALED))["left_out"] == 1
    assert await seal_company(engine, planner.organization, whole=False) == 1
    assert (await ask(engine, planner, SEALED))["left_out"] == 0
    done = await checked(engine, planner)
    assert done.intact, f"{early.code} came late, and honestly"


async def test_two_workers_and_ten_people_leave_nothing_out_and_seal_nothing_twice(
    engine: AsyncEngine, planner: Person, change: Any, monkeypatch: pytest.MonkeyPatch
):
    """Transactions of all lengths, some of which are rolled back, while two workers seal small batches."""
    monkeypatch.setattr(rules, "ENTRIES", 3)
    writing = True

    async def somebody(number: int) -> None:
        for turn in range(6):
            with suppress(ZeroDivisionError):
                async with unit_of_work(engine, planner.actor) as uow:
                    for _row in range(number % 3 + 1):
                        uow.session.add(unit(f"C{uuid4().hex[:8]}"))
                        await uow.session.flush()
                        await asyncio.sleep(0.004 * number)
                    if turn == number % 6:
                        raise ZeroDivisionError

    async def worker_of_two() -> None:
        while writing:
            await seal_company(engine, planner.organization, whole=False)
            await asyncio.sleep(0.002)

    workers = [asyncio.create_task(worker_of_two()) for _worker in range(2)]
    await asyncio.gather(*(somebody(number) for number in range(10)))
    writing = False
    await asyncio.gather(*workers)
    while await seal_company(engine, planner.organization, whole=True):
        pass
    found = await ask(engine, planner, SEALED)
    assert found["left_out"] == 0
    assert found["written"] == found["sealed"] == found["different"] == found["counted"]
    numbers = await ask(engine, planner, "select count(*) as all, max(number) as last from audit_seals")
    assert numbers["all"] == numbers["last"], "numbers without gaps"
    assert (await checked(engine, planner)).intact


async def test_only_one_worker_seals_at_a_time(engine: AsyncEngine, planner: Person, change: Any):
    await change()
    async with unit_of_work(engine, system(planner.organization)) as first:
        assert await seal_next(first) > 0
        async with unit_of_work(engine, system(planner.organization)) as second:
            assert await seal_next(second) == 0
    assert (await ask(engine, planner, SEALED))["left_out"] == 0


async def test_the_worker_seals_every_company_at_its_times(
    engine: AsyncEngine, settings: Settings, planner: Person, stranger: Person, change: Any
):
    crons = {job.function.__qualname__: job for job in worker.build(settings).cron_jobs}
    assert crons["seal_trails"].cron == "*/5 * * * *"
    assert crons["seal_latecomers"].cron == "17 * * * *"
    assert all(job.unique for job in crons.values())
    await change()
    await seal_latecomers({"engine": engine})
    await seal_trails({"engine": engine})
    for person in (planner, stranger):
        found = await ask(engine, person, SEALED)
        assert (found["left_out"], found["sealed"]) == (0, found["written"])


async def test_old_times_wait_for_the_hourly_run(engine: AsyncEngine, other_planner: Person, owner: Owner):
    """What is written with an id of long ago, as no program of ours does, is sealed by the look at everything."""
    theirs = other_planner.organization
    await seal_company(engine, theirs, whole=True)
    await owner.insert(theirs, UUID(int=7 << 76), clock.now())
    assert await seal_company(engine, theirs, whole=False) == 0
    assert await seal_company(engine, theirs, whole=True) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update audit_log set reason = reason || '.' where id = :id", "was changed after it was sealed"),
        ("update audit_log set after = jsonb_set(after, '{name}', '\"x\"') where id = :id", "was changed after it"),
        ("update audit_log set created_at = created_at - interval '1 microsecond' where id = :id", "was changed"),
        ("delete from audit_log where id = :id", "was sealed and is gone"),
    ],
)
async def test_what_the_owner_changes_is_named(
    engine: AsyncEngine, auditor: Person, sealed: list[str], owner: Owner, statement: str, said: str
):
    async with owner.meddling(statement, id=await owner.entry(sealed[1])):
        page = await auditor.send("/audit/seals/verify")
        assert page.status_code == 200
        assert f"The entry about Unit {sealed[1]}, " in page.text
        assert f"by Paul Okafor, {said}" in page.text or said in page.text
        assert " UTC" in page.text
        told = (await auditor.api("POST", "/audit/seals/verify")).json()
        assert (told["intact"], told["found"]["label"], told["found"]["actor_name"]) == (
            False, sealed[1], (await ask(engine, auditor, WHO, code=sealed[1]))["actor_name"],
        )  # fmt: skip
    assert (await checked(engine, auditor)).intact


WHO = "select actor_name from audit_sealed_entries where label = :code"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("update audit_sealed_entries set hash = repeat('0', 64) where id = :id", "changed"),
        ("update audit_seals set hash = repeat('0', 64) where number = (select max(number) from audit_seals)", "seal"),
        ("update audit_seals set sealed_at = now() where number = (select max(number) from audit_seals)", "seal"),
        ("update audit_seals set previous = '' where number = (select max(number) from audit_seals)", "seal"),
        ("delete from audit_sealed_entries where id = :id", "seal"),
        ("update audit_seals set last_id = :id where number = (select max(number) from audit_seals)", "seal"),
    ],
)
async def test_a_seal_that_was_changed_is_named(
    engine: AsyncEngine, planner: Person, sealed: list[str], owner: Owner, statement: str, kind: str
):
    async with owner.meddling(statement, id=await owner.entry(sealed[1])):
        done = await checked(engine, planner)
        assert done.found
        assert done.found.kind == kind
        assert done.found.seal


async def test_a_seal_that_was_removed_is_named(engine: AsyncEngine, planner: Person, change: Any, owner: Owner):
    for _seal in range(2):
        await change()
        await seal_company(engine, planner.organization, whole=True)
    gone = (await ask(engine, planner, "select max(number) - 1 as n from audit_seals"))["n"]
    async with owner.meddling(
        "with gone as (delete from audit_seals where number = :n returning id) "
        "delete from audit_sealed_entries using gone where seal_id = gone.id", n=gone,
    ):  # fmt: skip
        done = await checked(engine, planner)
        assert done.found
        assert (done.found.kind, done.found.seal) == ("gap", gone)


async def test_an_entry_that_was_put_in_between_is_named(
    engine: AsyncEngine, planner: Person, sealed: list[str], owner: Owner
):
    """Before it is sealed, and after: it comes after those of the time it claims."""
    long_ago = clock.now() - rules.LATE - timedelta(hours=1)
    async with owner.inserted(planner.organization, uuid4(), long_ago):
        done = await checked(engine, planner)
        assert done.found
        assert (done.found.kind, done.found.seal, done.found.actor_name) == ("added", None, "Nobody")
        async with rolled_back(engine, system(planner.organization)) as uow:
            assert await seal_next(uow) == 1
            done = await verify(uow)
            assert done.found
            assert (done.found.kind, done.found.label) == ("added", "Put in between")


async def test_people_and_programs_cannot_rewrite_history(engine: AsyncEngine, planner: Person, sealed: list[str]):
    for table in ("audit_log", "audit_seals", "audit_sealed_entries"):
        for statement in (f"update {table} set created_at = now()", f"delete from {table}"):
            with pytest.raises(Exception, match="permission denied"):
                await ask(engine, planner, statement)


async def test_many_small_batches_are_followed_with_little_memory(
    engine: AsyncEngine, planner: Person, change: Any, monkeypatch: pytest.MonkeyPatch
):
    """The newest only, where there are more than fit; the rest is said, not forgotten."""
    monkeypatch.setattr(rules, "ENTRIES", 2)
    await seal_company(engine, planner.organization, whole=True)
    for _time in range(5):
        await change()
    await seal_company(engine, planner.organization, whole=True)
    monkeypatch.setattr("unison_web.modules.audit.seal_repository.ROOM", 3)
    monkeypatch.setattr("unison_web.modules.audit.seal_repository.PAGE", 4)
    whole, part = await checked(engine, planner), await checked(engine, planner, most=4)
    assert whole.intact
    assert part.intact
    assert (part.entries <= 4, part.skipped, part.waiting) == (True, whole.entries - part.entries, None)
    assert part.hash == whole.hash
