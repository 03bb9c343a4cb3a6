"""Use cases: run a failed job again, give it up, and keep the records true and short."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.job_records import KINDS, JobRecord
from unison_web.kit.jobs import ask
from unison_web.modules.jobs import rules
from unison_web.modules.jobs.repository import JobRepository


def helps(job: JobRecord) -> bool:
    kind = KINDS.get(job.function)
    return kind is not None and kind.again


async def again(uow: UnitOfWork, job_id: UUID) -> JobRecord:
    """The same job for the person who asked for it, with as many tries as a new one."""
    jobs = JobRepository(uow)
    job = await jobs.locked(job_id)
    rules.may_run_again(job.state, helps=helps(job)).or_refuse()
    job.state = "waiting"
    await uow.session.flush()
    await jobs.leave_queue(job.key)
    await ask(uow, job.function, job.key, job.said, job.caller, job.timeout)
    await uow.session.refresh(job)
    return job


async def drop(uow: UnitOfWork, job_id: UUID, reason: str) -> JobRecord:
    job = await JobRepository(uow).locked(job_id)
    rules.may_be_dropped(job.state).or_refuse()
    uow.reason = reason.strip()
    job.state = "dropped"
    await uow.session.flush()
    return job


async def tidy(uow: UnitOfWork) -> None:
    """Tell what the queue knows better, and forget what nobody asks for any more."""
    jobs, now = JobRepository(uow), uow.now()
    await jobs.amend(now - rules.QUIET, now, _("The program that worked on it ended each time it was tried"))
    await jobs.forget(("done",), now - rules.KEPT_DONE)
    await jobs.forget(("failed", "dropped"), now - rules.KEPT_FAILED)
