"""What became of every job somebody asked for: one row a job in the company's own table, beside the queue's.

The queue forgets what is done after a day and knows nothing of companies. This row is written with the job, in the same
statement, and kept until :mod:`unison_web.modules.jobs` clears it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.actor import Actor
from unison_web.kit.db.base import Model, Tenant, states, tenant_fk, tenant_unique
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import UnisonError
from unison_web.kit.events import Event

STATES = ("waiting", "running", "done", "failed", "dropped")
#: Seconds after which the end of a job is worth telling. Most are done before anybody looks.
LONG = 10


@dataclass(frozen=True, slots=True)
class JobKind:
    """A job function, what its work is called, and where it is seen: ``"/exports/{export_id}"``, of its arguments.

    ``again`` is whether running it once more makes good what failed; otherwise its record is asked for anew.
    """

    function: Callable[..., Any]
    label: Any
    href: str = ""
    again: bool = True

    @property
    def name(self) -> str:
        return self.function.__name__


KINDS: dict[str, JobKind] = {}
#: What each is called, and the same as choices of a filter.
LABELS: dict[str, Any] = {}
CHOICES: list[tuple[str, Any]] = []


def declare(kinds: Iterable[JobKind]) -> None:
    KINDS.update({kind.name: kind for kind in kinds})
    LABELS.update({name: kind.label for name, kind in KINDS.items()})
    CHOICES[:] = LABELS.items()


class JobRecord(Tenant, Model):
    """``said`` are the ids the function gets, ``caller`` for whom it acts. ``error`` is the last one, in words."""

    __tablename__ = "jobs"
    __table_args__ = (tenant_unique("key"), tenant_fk("asked_by", "users"), states("state", STATES))
    audit_hidden: ClassVar[frozenset[str]] = frozenset(
        {
            "key",
            "function",
            "said",
            "caller",
            "asked_by",
            "asked_name",
            "timeout",
            "due_at",
            "attempts",
            "started_at",
            "finished_at",
            "error",
        }
    )

    key: Mapped[str]
    function: Mapped[str]
    said: Mapped[dict[str, Any]] = mapped_column(JSONB)
    caller: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by: Mapped[UUID | None]
    asked_name: Mapped[str]
    timeout: Mapped[int]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")

    @property
    def audit_label(self) -> str:
        kind = KINDS.get(self.function)
        return str(kind.label) if kind else self.function


BEGUN = text(
    "update jobs set state = 'running', attempts = :attempts, started_at = now(), finished_at = null, error = '' "
    "where organization_id = :organization and key = :key"
)
ENDED = text(
    "update jobs set state = :state, error = :error, "
    "finished_at = case when :state in ('done', 'failed') then clock_timestamp() end "
    "where organization_id = :organization and key = :key and state <> 'dropped' "
    "returning id, function, extract(epoch from finished_at - created_at)"
)


@dataclass(frozen=True, slots=True)
class JobEnded(Event):
    """Done, or failed for good, so many seconds after it was asked for."""

    kind: ClassVar[str] = "jobs.ended"

    job_id: UUID
    function: str
    state: str
    seconds: float

    @property
    def about(self) -> tuple[str, UUID]:
        return ("jobs", self.job_id)


async def begin(uow: UnitOfWork, key: str, attempts: int) -> None:
    await uow.session.execute(BEGUN, {"organization": uow.organization_id, "key": key, "attempts": attempts})


async def end(engine: AsyncEngine, actor: Actor, key: str, state: str, error: str = "") -> None:
    async with unit_of_work(engine, actor) as uow:
        said = {"organization": uow.organization_id, "key": key, "state": state, "error": error}
        for job_id, function, seconds in await uow.session.execute(ENDED, said):
            if state == "failed" or (state == "done" and seconds >= LONG):
                uow.emit(JobEnded(job_id, function, state, float(seconds)))


def words_of(trouble: BaseException) -> str:
    """Our own sentences; of what nobody expected only its name, for its words may hold what is not to be shown."""
    if isinstance(trouble, UnisonError):
        return trouble.message
    return type(trouble).__name__
