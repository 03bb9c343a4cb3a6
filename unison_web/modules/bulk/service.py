"""Going through the rows of a run, and calling it off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Conflict
from unison_web.kit.i18n import _
from unison_web.kit.web.bulk import Bulk, each
from unison_web.kit.web.bulk_runs import MOST_KEPT, UNFINISHED, BulkRun
from unison_web.kit.web.listview import ListView
from unison_web.modules import manifests
from unison_web.modules.bulk.repository import RunRepository

#: Rows of one transaction.
STEP = 25


def lists() -> dict[str, ListView]:
    return {view.noun: view for module in manifests() for view in module.listings}


def verb_of(run: BulkRun) -> Bulk:
    return next(verb for verb in lists()[run.noun].bulk if verb.key == run.verb)


async def work(
    engine: AsyncEngine, actor: Actor, request_id: str, run_id: UUID, beat: Callable[[], Awaitable[Any]]
) -> None:
    """Until every row was asked, or nobody wants it any more. Begun again, it goes on where it was."""
    goes_on = True
    while goes_on:
        async with unit_of_work(engine, actor, request_id=request_id, limits=JOB_LIMITS) as uow:
            goes_on = await some(uow, run_id)
        await beat()


async def some(uow: UnitOfWork, run_id: UUID) -> bool:
    """The next rows, and how far it is now, in one transaction."""
    run = await RunRepository(uow).locked(run_id)
    if run.state not in UNFINISHED:
        return False
    verb, ids = verb_of(run), [UUID(row) for row in run.rows[run.at : run.at + STEP]]
    done, refused = await each(uow, verb, ids, run.reason, run.value)
    run = await RunRepository(uow).locked(run_id)
    told = [{"id": str(row.id), "label": row.label, "why": row.why} for row in refused]
    run.refused = [*run.refused, *told][:MOST_KEPT]
    run.at, run.done, run.state = run.at + len(ids), run.done + done, "running"
    if run.at >= run.total:
        run.state, run.finished_at = "ready", uow.now()
    uow.reason = ""
    await uow.session.flush()
    return run.state == "running"


async def cancel(uow: UnitOfWork, run_id: UUID) -> BulkRun:
    """What was done stays done; the rest stays as it is."""
    await RunRepository(uow).own(run_id)
    run = await RunRepository(uow).locked(run_id)
    if run.state not in UNFINISHED:
        raise Conflict(_("This is not under way any more"), code="not-running")
    run.state, run.finished_at = "cancelled", uow.now()
    await uow.session.flush()
    return run


async def fail(engine: AsyncEngine, actor: Actor, run_id: UUID, why: str) -> None:
    async with unit_of_work(engine, actor) as uow:
        run = await RunRepository(uow).locked(run_id)
        if run.state in UNFINISHED:
            run.state, run.error, run.finished_at = "failed", why[:500], uow.now()
