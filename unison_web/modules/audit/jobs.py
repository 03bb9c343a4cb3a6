"""The worker's side of the trail: seals, for every company in transactions of its own."""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.modules.audit.service import whole as whole_trail
from unison_web.modules.audit.service.sealing import seal_company
from unison_web.modules.identity.service import gate

log = logging.getLogger("unison.audit")


async def seal_trails(context: Context) -> None:
    """Seal what is new."""
    await _seal(engine_of(context), whole=False)


async def seal_latecomers(context: Context) -> None:
    """Look at the whole trail: what was written with an older time than usual is sealed, too."""
    await _seal(engine_of(context), whole=True)


async def _seal(engine: AsyncEngine, *, whole: bool) -> None:
    """The trouble of one company is no trouble of the others. The job itself fails in the end, where it is seen."""
    troubles = []
    for organization_id in await gate.organizations(engine):
        try:
            await seal_company(engine, organization_id, whole=whole)
        except Exception as trouble:  # whatever it is, the other companies go on
            log.exception("the trail could not be sealed", extra={"organization_id": str(organization_id)})
            troubles.append(trouble)
    if troubles:
        raise troubles[0]


async def verify_trail(context: Context, *, verification_id: str) -> None:
    """The whole trail of one company, because somebody asked. After the last try it says that it failed."""
    job, caller, key = context["job"], caller_of(context["job"]), UUID(verification_id)
    try:
        await whole_trail.run(engine_of(context), caller.actor(), key)
    except Exception:
        if job.attempts >= job.retries:
            await whole_trail.fail(engine_of(context), caller.actor(), key)
        raise
