"""A job as it is shown: with a way to what it was for."""

from __future__ import annotations

from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.job_records import KINDS, JobRecord
from unison_web.modules.jobs import rules
from unison_web.modules.jobs.schemas import JobOut
from unison_web.modules.jobs.service import helps


def job_out(job: JobRecord) -> JobOut:
    request_id = str(job.caller.get("request_id") or "")
    return JobOut.of(
        job,
        href=href_of(job),
        took=_took(job),
        error=error_of(job),
        request_id=request_id,
        may_again=bool(rules.may_run_again(job.state, helps=helps(job))),
        may_drop=bool(rules.may_be_dropped(job.state)),
    )


def href_of(job: JobRecord) -> str:
    kind = KINDS.get(job.function)
    return kind.href.format_map(job.said) if kind else ""


def error_of(job: JobRecord) -> str:
    """A name without a space is that of an error nobody expected."""
    if job.error and " " not in job.error:
        return _("Something went wrong on our side ({name}). The log tells more").format(name=job.error)
    return job.error


def _took(job: JobRecord) -> Decimal | None:
    if job.started_at is None or job.finished_at is None:
        return None
    return Decimal(max(0, round((job.finished_at - job.started_at).total_seconds() * 10))) / 10
