"""The whole trail, verified by a worker: a transaction for each group of seals, with progress, and an end when somebody
cancels. What comes of it is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine import seals
from unison_web.kit.actor import Actor
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.jobs import enqueue
from unison_web.modules.audit import rules
from unison_web.modules.audit.models import AuditSeal, AuditVerification
from unison_web.modules.audit.schemas import VerificationOut, VerifiedOut
from unison_web.modules.audit.seal_repository import SealRepository
from unison_web.modules.audit.service.verifying import Chain, slipped_in


class VerificationRepository(Repository[AuditVerification]):
    model_type = AuditVerification

    async def under_way(self, since: timedelta) -> AuditVerification | None:
        recent = AuditVerification.created_at > self.uow.now() - since
        found = self.mine().where(AuditVerification.state.in_(rules.UNDER_WAY), recent)
        return await self.perhaps(found.order_by(AuditVerification.created_at.desc()).limit(1))

    async def note_progress(self, key: UUID, done: int) -> bool:
        """Whether to go on: nobody cancelled meanwhile. Progress is no fact of the trail."""
        mine = (AuditVerification.organization_id == self.uow.organization_id, AuditVerification.id == key)
        statement = update(AuditVerification).where(*mine, AuditVerification.state == "running")
        kept = await self.session.execute(
            statement.values(entries_done=done)
            .returning(AuditVerification.id)
            .execution_options(synchronize_session=False)
        )
        return kept.scalar_one_or_none() is not None


async def ask(uow: UnitOfWork) -> AuditVerification:
    """One at a time: who asks while one is under way is led to that one."""
    if found := await VerificationRepository(uow).under_way(timedelta(seconds=rules.WHOLE_SECONDS)):
        return found
    asked = AuditVerification(
        state="queued", asked_by=uow.actor.user_id, asked_name=uow.actor.name, entries_done=0,
        entries_total=await _sealed(uow), finished_at=None, outcome=None,
    )  # fmt: skip
    uow.session.add(asked)
    await uow.session.flush()
    await enqueue(uow, "verify_trail", f"verify:{asked.id}", timeout=rules.WHOLE_SECONDS, verification_id=asked.id)
    return asked


async def _sealed(uow: UnitOfWork) -> int:
    mine = AuditSeal.organization_id == uow.organization_id
    return int(await uow.session.scalar(select(func.coalesce(func.sum(AuditSeal.row_count), 0)).where(mine)) or 0)


async def cancel(uow: UnitOfWork, key: UUID) -> AuditVerification:
    row = await VerificationRepository(uow).by_id(key)
    if row.state not in rules.UNDER_WAY:
        raise Refused(_("This verification is over already"))
    row.state, row.finished_at = "cancelled", uow.now()
    await uow.session.flush()
    return row


def shown(row: AuditVerification) -> VerificationOut:
    outcome = msgspec.convert(row.outcome, VerifiedOut) if row.outcome else None
    return VerificationOut.of(row, outcome=outcome)


async def run(engine: AsyncEngine, actor: Actor, key: UUID) -> None:
    """From the first seal to the last. A run that begins anew after a crash starts over: it only reads."""
    async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
        row = await VerificationRepository(uow).by_id(key)
        if row.state not in rules.UNDER_WAY:
            return
        row.state, row.entries_total = "running", await _sealed(uow)
    chain = Chain(1, seals.FIRST, None)
    while True:
        async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
            trail = SealRepository(uow)
            group = await trail.next_group(chain.number)
            entries = await trail.entries_of(group) if group else []
        found = await asyncio.to_thread(chain.take, group, entries)
        async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
            if not await VerificationRepository(uow).note_progress(key, chain.entries):
                return
            if found or not group:
                await _finish(uow, key, chain, chain.said(0, found) if found else await _end(uow, chain))
                return


async def _end(uow: UnitOfWork, chain: Chain) -> VerifiedOut:
    trail = SealRepository(uow)
    return chain.said(0, await slipped_in(trail, chain), await trail.waiting())


async def _finish(uow: UnitOfWork, key: UUID, chain: Chain, outcome: VerifiedOut) -> None:
    row = await VerificationRepository(uow).by_id(key)
    row.state, row.finished_at = "intact" if outcome.intact else "broken", uow.now()
    row.outcome, row.entries_done = msgspec.to_builtins(outcome), chain.entries


async def fail(engine: AsyncEngine, actor: Actor, key: UUID) -> None:
    async with unit_of_work(engine, actor) as uow:
        row = await VerificationRepository(uow).by_id(key)
        if row.state in rules.UNDER_WAY:
            row.state, row.finished_at = "failed", uow.now()
