"""Work beside the work: Ruth sees what was asked for, what failed, and what became of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from litestar import Litestar
from saq.job import Job
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web import worker
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Unavailable
from unison_web.kit.job_records import KINDS
from unison_web.modules.jobs import rules, service
from unison_web.settings import Settings

HTML = {"accept": "text/html"}
SECRET = "the password is hunter2"


@pytest.fixture
async def asked(engine: AsyncEngine, planner: Person) -> str:
    """Paul asked for a paper; the key of the job."""
    name = f"print:{uuid4()}"
    async with unit_of_work(engine, planner.actor, request_id="r-1") as uow:
        assert await jobs.enqueue(uow, "render_print", name, print_id=uuid4())
        assert not await jobs.enqueue(uow, "render_print", name, print_id=uuid4()), "once for its key"
    return f"unison:{name}"


async def queued(engine: AsyncEngine, settings: Settings, key: str) -> Job | None:
    async with open_connection(engine) as connection:
        row = (await connection.execute(text("select job from saq.saq_jobs where key = :key"), {"key": key})).first()
    return jobs.queue(settings.database_url).deserialize(bytes(row.job)) if row else None


async def run(engine: AsyncEngine, settings: Settings, key: str, what: Any, attempts: int = 1) -> None:
    """As the worker runs it, the ``attempts``-th time."""
    job = await queued(engine, settings, key)
    assert job
    job.attempts = attempts
    _name, running = worker.alive(what)
    await running({"job": job, "engine": engine}, **(job.kwargs or {}))


async def record(engine: AsyncEngine, person: Person, key: str) -> dict[str, Any]:
    async with unit_of_work(engine, person.actor) as uow:
        found = await uow.session.execute(text("select id from jobs where key = :key"), {"key": key})
        made = found.scalar_one()
    return (await person.api("GET", f"/jobs/{made}")).json()  # type: ignore[no-any-return]


async def fine(context: Any, **ids: Any) -> None:
    """Whatever it was."""


async def away(context: Any, **ids: Any) -> None:
    raise Unavailable("The printer does not answer")


async def broken(context: Any, **ids: Any) -> None:
    raise RuntimeError(SECRET)


async def failed(engine: AsyncEngine, settings: Settings, key: str, what: Any = away) -> None:
    with pytest.raises((Unavailable, RuntimeError)):
        await run(engine, settings, key, what, attempts=jobs.ATTEMPTS)
    async with open_connection(engine) as connection:
        await connection.execute(text("update saq.saq_jobs set status = 'failed' where key = :key"), {"key": key})
        await connection.commit()


async def test_what_was_asked_for_is_seen_until_it_is_done(
    engine: AsyncEngine, settings: Settings, admin: Person, asked: str
) -> None:
    told = await record(engine, admin, asked)
    assert (told["state"], told["asked_name"], told["attempts"]) == ("waiting", "Paul Okafor", 0)
    assert told["href"].startswith("/prints/")
    await run(engine, settings, asked, fine)
    told = await record(engine, admin, asked)
    assert (told["state"], told["attempts"]) == ("done", 1)
    assert told["took"] is not None
    page = await admin.client.get("/jobs?function=render_print", headers=HTML)
    assert f"/jobs/{told['id']}" in page.text
    assert "Paper" in page.text


async def test_a_try_that_failed_says_why_and_waits_for_the_next(
    engine: AsyncEngine, settings: Settings, admin: Person, asked: str
) -> None:
    with pytest.raises(Unavailable):
        await run(engine, settings, asked, away, attempts=2)
    told = await record(engine, admin, asked)
    assert (told["state"], told["attempts"], told["error"]) == ("waiting", 2, "The printer does not answer")


async def test_what_nobody_expected_is_named_without_its_words(
    engine: AsyncEngine, settings: Settings, admin: Person, asked: str
) -> None:
    await failed(engine, settings, asked, broken)
    told = await record(engine, admin, asked)
    page = await admin.client.get(f"/jobs/{told['id']}", headers=HTML)
    assert "RuntimeError" in told["error"]
    assert SECRET not in page.text
    assert "r-1" in page.text, "where to look in the log"


async def test_a_failed_job_runs_again_for_who_asked(
    engine: AsyncEngine, settings: Settings, admin: Person, asked: str
) -> None:
    await failed(engine, settings, asked)
    told = await record(engine, admin, asked)
    answer = await admin.api("POST", f"/jobs/{told['id']}/again")
    assert answer.status_code == 200
    job = await queued(engine, settings, asked)
    assert job
    assert (job.attempts, job.meta["caller"]["name"]) == (0, "Paul Okafor")
    await run(engine, settings, asked, fine)
    assert (await record(engine, admin, asked))["state"] == "done"
    refused = await admin.api("POST", f"/jobs/{told['id']}/again")
    assert refused.status_code == 422
    assert "Only a job that failed" in refused.json()["detail"]


async def test_what_keeps_its_own_record_is_asked_for_there(
    engine: AsyncEngine, settings: Settings, planner: Person, admin: Person
) -> None:
    name = f"export:{uuid4()}"
    async with unit_of_work(engine, planner.actor) as uow:
        await jobs.enqueue(uow, "make_export", name, export_id=uuid4())
    await failed(engine, settings, f"unison:{name}")
    told = await record(engine, admin, f"unison:{name}")
    assert not told["may_again"]
    assert (await admin.api("POST", f"/jobs/{told['id']}/again")).status_code == 422


async def test_a_failed_job_is_given_up_with_a_reason(
    engine: AsyncEngine, settings: Settings, admin: Person, asked: str
) -> None:
    await failed(engine, settings, asked)
    told = await record(engine, admin, asked)
    answer = await admin.api("POST", f"/jobs/{told['id']}/drop", {"reason": "Printed by hand"})
    assert answer.json()["state"] == "dropped"
    trail = (await admin.api("GET", "/audit", params={"q": "Printed by hand"})).json()["items"]
    assert [entry["entity"] for entry in trail] == ["jobs"]


async def test_others_see_nothing_of_it(
    engine: AsyncEngine, settings: Settings, admin: Person, other_admin: Person, operator: Person, asked: str
) -> None:
    await failed(engine, settings, asked)
    told = await record(engine, admin, asked)
    assert (await other_admin.api("GET", f"/jobs/{told['id']}")).status_code == 404
    assert (await other_admin.api("POST", f"/jobs/{told['id']}/again")).status_code == 404
    items = (await other_admin.api("GET", "/jobs", params={"limit": "200"})).json()["items"]
    assert told["id"] not in {item["id"] for item in items}
    assert (await operator.api("GET", "/jobs")).status_code == 403


@pytest.mark.parametrize(
    ("queue_says", "then"), [("aborted", "failed"), ("queued", "waiting"), ("complete", "done"), ("", "failed")]
)
async def test_what_the_queue_knows_better_is_told(
    engine: AsyncEngine, admin: Person, asked: str, queue_says: str, then: str
) -> None:
    """A worker that is killed cannot write down how it ended."""
    told = await record(engine, admin, asked)
    async with unit_of_work(engine, admin.actor) as uow:
        change = "update jobs set state = 'running', started_at = :at, due_at = :at where key = :key"
        await uow.session.execute(text(change), {"key": asked, "at": uow.now() - timedelta(minutes=10)})
        there = "update saq.saq_jobs set status = :says where key = :key"
        gone = "delete from saq.saq_jobs where key = :key and :says = ''"
        await uow.session.execute(text(there if queue_says else gone), {"key": asked, "says": queue_says})
    async with unit_of_work(engine, admin.actor) as uow:
        await service.tidy(uow)
    assert (await admin.api("GET", f"/jobs/{told['id']}")).json()["state"] == then


async def test_what_is_done_is_forgotten_after_a_month(engine: AsyncEngine, admin: Person, asked: str) -> None:
    told = await record(engine, admin, asked)
    change = text("update jobs set state = :state, created_at = :at where key = :key")
    for state, age, there in (
        ("failed", rules.KEPT_DONE, True), ("done", rules.KEPT_DONE - timedelta(days=1), True),
        ("done", rules.KEPT_DONE + timedelta(hours=1), False),
    ):  # fmt: skip
        async with unit_of_work(engine, admin.actor) as uow:
            await uow.session.execute(change, {"key": asked, "state": state, "at": uow.now() - age})
        async with unit_of_work(engine, admin.actor) as uow:
            await service.tidy(uow)
        assert ((await admin.api("GET", f"/jobs/{told['id']}")).status_code == 200) is there


def test_every_kind_of_job_leads_to_a_page(app: Litestar) -> None:
    pages = {
        re.sub(r"\{[^}]*\}", "{}", path) for route in app.routes if "GET" in route.methods for path in [route.path]
    }
    assert not {kind.name for kind in KINDS.values() if re.sub(r"\{[^}]*\}", "{}", kind.href) not in pages}
    assert all(str(kind.label) for kind in KINDS.values())
