"""Jobs. The row is inserted by the business transaction, so the job exists exactly if the effect that asked for it
does.

SAQ delivers at least once: a job that was running when its worker was killed runs again. Therefore every job says who
it acts for, opens its own unit of work, and makes its effect under a key of its own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from saq.job import Job, Status
from saq.queue.postgres import PostgresQueue
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork

QUEUE = "unison"
#: A job says it is alive every few seconds; one that does not for this long is given to another worker.
HEARTBEAT, TIMEOUT, ATTEMPTS = 30, 300, 5

#: The queue's row, the company's row beside it, and the call that wakes a worker: one statement.
ASK = text(
    "with asked as (insert into saq.saq_jobs (key, job, queue, status, priority, group_key, scheduled) "
    "values (:key, :job, :queue, 'queued', 0, null, :scheduled) on conflict (key) do nothing returning key), "
    "noted as (insert into jobs (organization_id, id, created_at, key, function, said, caller, asked_by, asked_name, "
    "timeout, due_at, state, attempts, error) select :organization, :id, now(), key, :function, "
    "cast(:said as jsonb), cast(:caller as jsonb), cast(:asked_by as uuid), :asked_name, :timeout, "
    "to_timestamp(:scheduled), 'waiting', 0, '' from asked on conflict (organization_id, key) do update "
    "set state = 'waiting', due_at = excluded.due_at, attempts = 0, error = '', finished_at = null) "
    "select pg_notify(:channel, 'saq:enqueue') from asked"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom a job acts; travels inside the job."""

    organization_id: UUID
    plant_id: UUID | None
    user_id: UUID | None
    name: str
    zone: str
    locale: str
    currency: str
    request_id: str

    def actor(self) -> Actor:
        """The person who asked, with the rights of the system: what was allowed was decided when it was asked."""
        return Actor(
            self.organization_id, self.user_id, self.name, plant_id=self.plant_id, zone=self.zone, locale=self.locale,
            currency=self.currency, may=everything,
        )  # fmt: skip


JobFunction = Callable[..., Awaitable[Any]]


async def enqueue(
    uow: UnitOfWork,
    function: str,
    key: str,
    *,
    timeout: int = TIMEOUT,  # noqa: ASYNC109  of the job
    at: datetime | None = None,
    **ids: Any,
) -> bool:
    """Ask for ``function`` once per ``key``, not before ``at``. Arguments are ids, never data. False if it was asked
    for before."""
    said = {name: _text(value) for name, value in ids.items()}
    return await ask(uow, function, f"{QUEUE}:{key}", said, _caller(uow), timeout, at)


async def ask(
    uow: UnitOfWork, function: str, key: str, said: dict[str, Any], caller: dict[str, Any], timeout: int,  # noqa: ASYNC109  of the job
    at: datetime | None = None,
) -> bool:  # fmt: skip
    """The same for whoever asked once."""
    job = Job(
        function=function,
        kwargs=said,
        key=key,
        timeout=timeout,
        heartbeat=HEARTBEAT,
        retries=ATTEMPTS,
        retry_delay=1.0,
        retry_backoff=30.0,
        ttl=86400,
        status=Status.QUEUED,
        queued=int(time.time() * 1000),
        scheduled=int(at.timestamp() if at else time.time()),
        meta={"caller": caller},
    )
    row = {
        "key": job.key, "job": json.dumps({**job.to_dict(), "queue": QUEUE}).encode(), "queue": QUEUE,
        "scheduled": job.scheduled, "channel": f"saq:{QUEUE}", "organization": uow.organization_id, "id": new_id(),
        "function": function, "said": json.dumps(said), "caller": json.dumps(caller), "timeout": timeout,
        "asked_by": caller["user_id"], "asked_name": caller["name"],
    }  # fmt: skip
    return (await uow.session.execute(ASK, row)).first() is not None


def _caller(uow: UnitOfWork) -> dict[str, str | None]:
    actor = uow.actor
    return {
        "organization_id": str(actor.organization_id),
        "plant_id": _text(actor.plant_id),
        "user_id": _text(actor.user_id),
        "name": actor.name,
        "zone": actor.zone,
        "locale": actor.locale,
        "currency": actor.currency,
        "request_id": uow.request_id,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def queue(url: str) -> PostgresQueue:
    """The worker's own connection, direct, never through a transaction pooler. Its tables live in the schema
    ``saq``."""
    plain = url.replace("+asyncpg", "").replace("pgbouncer=true", "").rstrip("?&")
    separator = "&" if "?" in plain else "?"
    return PostgresQueue.from_url(f"{plain}{separator}options=-csearch_path%3Dsaq", name=QUEUE, min_size=1, max_size=6)


def caller_of(job: Job) -> Caller:
    """Raises KeyError for a job that does not say for whom it acts: such a job must fail."""
    said = job.meta["caller"]
    return Caller(
        UUID(said["organization_id"]),
        _id(said["plant_id"]),
        _id(said["user_id"]),
        said["name"],
        said["zone"],
        said["locale"],
        said["currency"],
        said["request_id"],
    )


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


async def prepare(url: str) -> None:
    """Create the queue's tables at deployment, so that the first web request can already insert a job."""
    found = queue(url)
    await found.connect()
    await found.disconnect()


Context = dict[str, Any]


def engine_of(context: Context) -> AsyncEngine:
    engine: AsyncEngine = context["engine"]
    return engine
