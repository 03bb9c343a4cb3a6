"""Named questions about jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, text

from unison_web.kit.db.repository import Repository
from unison_web.kit.job_records import JobRecord

#: Begun or due a while ago, and the queue says otherwise: its worker died on the last try, or the queue lost it.
AMENDED = text(
    "update jobs j set state = case when q.status = 'queued' then 'waiting' when q.status = 'complete' then 'done' "
    "else 'failed' end, finished_at = case when q.status = 'queued' then null else cast(:now as timestamptz) end, "
    "error = case when q.status in ('queued', 'complete') then j.error else :gone end "
    "from jobs i left join saq.saq_jobs q on q.key = i.key "
    "where i.organization_id = :organization and i.state in ('waiting', 'running') "
    "and coalesce(i.started_at, i.due_at) < :before and i.due_at < :before "
    "and (q.key is null or q.status in ('complete', 'failed', 'aborted') "
    "or (i.state = 'running' and q.status = 'queued')) "
    "and j.organization_id = i.organization_id and j.id = i.id"
)
FORGOTTEN = text("delete from saq.saq_jobs where key = :key and status in ('complete', 'failed', 'aborted')")


class JobRepository(Repository[JobRecord]):
    model_type = JobRecord

    async def locked(self, job_id: UUID) -> JobRecord:
        return await self.one(self.mine().where(JobRecord.id == job_id).with_for_update())

    async def amend(self, before: datetime, now: datetime, gone: str) -> None:
        """What the queue knows better."""
        said = {"organization": self.uow.organization_id, "before": before, "now": now, "gone": gone}
        await self.session.execute(AMENDED, said)

    async def forget(self, states: Sequence[str], before: datetime) -> None:
        """No fact of the trail: what the jobs did has its own."""
        mine = JobRecord.organization_id == self.uow.organization_id, JobRecord.state.in_(states)
        statement = delete(JobRecord).where(*mine, JobRecord.created_at < before)
        await self.session.execute(statement.execution_options(synchronize_session=False))

    async def leave_queue(self, key: str) -> None:
        """So that its key can be asked for again."""
        await self.session.execute(FORGOTTEN, {"key": key})
