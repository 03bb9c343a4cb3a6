"""A verb for more rows than anybody waits for: a row that says what is meant, and a job that goes through it.

A worker does some rows in a transaction and writes down in the same one how far it is. Killed, it goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, Tenant, states, tenant_fk
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.jobs import enqueue

if TYPE_CHECKING:
    from unison_web.kit.web.bulk import BulkOut

STATES = ("queued", "running", "ready", "failed", "cancelled")
UNFINISHED = ("queued", "running")
#: Seconds a worker may take for all of them; refusals that are kept.
LONGEST, MOST_KEPT = 3600, 5000


class BulkRun(Tenant, Model):
    """``rows`` are the ids that were meant; up to ``at`` each was asked. Done and refused rows have their own trail."""

    __tablename__ = "bulk_runs"
    __table_args__ = (
        tenant_fk("plant_id", "plants"), tenant_fk("requested_by", "users"), states("state", STATES),
    )  # fmt: skip
    audit_hidden: ClassVar[frozenset[str]] = frozenset({"rows", "refused", "at", "done"})

    plant_id: Mapped[UUID | None]
    requested_by: Mapped[UUID]
    noun: Mapped[str]
    verb: Mapped[str]
    title: Mapped[str]
    query: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    rows: Mapped[list[str]] = mapped_column(JSONB, deferred=True)
    refused: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    total: Mapped[int]
    at: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="queued")
    error: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]


async def queue(uow: UnitOfWork, noun: str, verb: str, said: BulkOut, ids: Sequence[UUID]) -> UUID:
    """What was allowed is decided now; the worker asks the rules of each row."""
    run = BulkRun(
        plant_id=uow.actor.plant_id, requested_by=uow.actor.user_id, noun=noun, verb=verb, title=said.title,
        query=said.query, reason=said.reason, value=said.value, rows=[str(row) for row in ids], total=len(ids),
    )  # fmt: skip
    uow.session.add(run)
    await uow.session.flush()
    await enqueue(uow, "run_bulk", f"bulk:{run.id}", timeout=LONGEST, run_id=run.id)
    return run.id
