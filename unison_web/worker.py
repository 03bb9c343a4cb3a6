"""The worker: takes jobs from the queue and runs the modules' job functions, each in its own unit of work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from saq import CronJob, Worker
from saq.job import Job, Status
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import i18n, job_records, jobs, logs, memory
from unison_web.kit.actor import Actor
from unison_web.kit.custom import fields
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.pdf import Printer
from unison_web.kit.vault import Vault
from unison_web.kit.web import templates
from unison_web.modules import manifests
from unison_web.modules.branding.features import face_of
from unison_web.modules.custom_fields.repository import all_fields
from unison_web.modules.identity.service.rights import matching
from unison_web.settings import Settings, get_settings

log = logging.getLogger("unison.worker")
AT_ONCE = 4
#: SAQ waits this long even when it is idle; a job that is still running goes back into the queue.
GRACE = 2
#: Well below a job's heartbeat, so that a busy worker is not taken for a dead one.
ALIVE_EVERY = 10.0


def main() -> None:
    """Run until a signal says stop; running jobs finish or go back into the queue."""
    settings = get_settings()
    logs.configure(settings.log_level)
    asyncio.run(run(settings))


async def run(settings: Settings) -> None:
    worker = build(settings)
    memory.seldom()
    await worker.queue.connect()
    log.info("worker started")
    try:
        await worker.start()
    finally:
        await worker.queue.disconnect()


def build(settings: Settings) -> Worker[Any]:
    modules = manifests()
    words = {name: word for module in modules for name, word in module.words.items()}
    context = {
        "settings": settings,
        "vault": Vault(settings.secret_key, settings.secret_keys_before),
        "engine": connect(settings.database_url, pool_size=AT_ONCE, overflow=2),
        "jinja": templates.environment(words, reload=False),
        "printer": Printer(),
        "matching": matching([str(item) for module in modules for enum in module.permissions for item in enum]),
    }

    async def startup(saq_context: Any) -> None:
        saq_context.update(context)

    async def shutdown(saq_context: Any) -> None:
        context["printer"].close()  # type: ignore[attr-defined]
        await context["engine"].dispose()  # type: ignore[attr-defined]

    return Worker(
        jobs.queue(settings.database_url),
        functions=[alive(kind.function) for module in modules for kind in module.jobs],
        cron_jobs=[scheduled(cron, function) for module in modules for cron, function in module.schedule],
        concurrency=AT_ONCE,
        startup=startup,
        shutdown=shutdown,
        after_process=note,
        timers={"sweep": 10, "schedule": 1, "worker_info": 10, "abort": 1},
        shutdown_grace_period_s=GRACE,
    )


def alive(function: Any) -> tuple[str, Any]:
    """The function with a heartbeat beside it: a job that is still working is never given to a second worker."""

    async def running(context: Any, **arguments: Any) -> Any:
        beating = asyncio.create_task(_beat(context["job"]))
        try:
            async with recorded(context):
                return await function(context, **arguments)
        finally:
            beating.cancel()

    running.__qualname__ = function.__name__
    return function.__name__, running


@asynccontextmanager
async def recorded(context: Any) -> AsyncIterator[None]:
    """What becomes of the job is written into its company's record. What acts for nobody has no company. A job whose
    worker ends stays as it is: another worker begins it again."""
    job = context["job"]
    if "caller" not in job.meta:
        yield
        return
    actor = jobs.caller_of(job).actor()
    await _begin(context["engine"], actor, job)
    try:
        yield
    except Exception as trouble:
        state = "failed" if job.attempts >= job.retries else "waiting"
        await job_records.end(context["engine"], actor, job.key, state, job_records.words_of(trouble))
        raise
    await job_records.end(context["engine"], actor, job.key, "done")


async def _begin(engine: AsyncEngine, actor: Actor, job: Job) -> None:
    """Lists and papers show what the company asks for today, in its words."""
    async with unit_of_work(engine, actor) as uow:
        await job_records.begin(uow, job.key, job.attempts)
        fields.use(await all_fields(uow))
        i18n.rename((await face_of(uow)).terms)


def scheduled(cron: str, function: Any) -> CronJob[Any]:
    """Once for all workers: its key in the queue is that of the function. What fails is tried at its next time."""
    _name, running = alive(function)
    return CronJob(running, cron, timeout=jobs.TIMEOUT, heartbeat=jobs.HEARTBEAT, retries=1)


async def _beat(job: Any) -> None:
    while True:
        await asyncio.sleep(ALIVE_EVERY)
        await job.update()


async def note(context: Any) -> None:
    """One log line a job, with what it acted for."""
    job = context["job"]
    level = logging.INFO if job.status == Status.COMPLETE else logging.ERROR
    caller = job.meta.get("caller", {})
    said = {"job": job.key, "function": job.function, "attempts": job.attempts, "status": str(job.status)}
    log.log(
        level,
        "job %s %s",
        job.function,
        job.status,
        extra={
            **said,
            "request_id": caller.get("request_id"),
            "organization_id": caller.get("organization_id"),
            "error": job.error,
        },
    )
