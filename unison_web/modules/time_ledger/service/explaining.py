"""Why a machine stood, said when it happened or afterwards: given, given again, split and merged. Nothing is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines import service as machines
from unison_web.modules.production.models import Reason
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.time_ledger import rules
from unison_web.modules.time_ledger.models import MachineFact, MachineTime, StopExplanation
from unison_web.modules.time_ledger.repository import TimeRepository
from unison_web.modules.time_ledger.schemas import ExplainIn, SplitIn

#: How far back one looks for what a machine usually stands for.
USUAL = timedelta(days=90)


async def explain(uow: UnitOfWork, stay: MachineTime, data: ExplainIn) -> MachineTime:
    """A reason, or another one. The one before stays in the history with who gave it."""
    rules.may_explain(stay.state).or_refuse()
    reason = await ReasonRepository(uow).by_code("stop", data.reason.strip())
    if reason is None:
        raise Refused(reason=_("There is no such reason"))
    await TimeRepository(uow).lock(stay.machine_id)
    uow.reason = data.why.strip()
    _note(uow, stay, reason.id, data.note, data.why)
    stay.state, stay.reason_id, stay.reason = (
        rules.explained_state(stay.state, planned=reason.planned),
        reason.id,
        reason,
    )
    stay.note, stay.source = data.note.strip() or stay.note, "late"
    await uow.session.flush()
    if stay.ends_at is None:
        await machines.explain(uow, stay.machine, stay.state, stay.note or reason.name)
    return stay


async def split(uow: UnitOfWork, stay: MachineTime, data: SplitIn) -> MachineTime:
    """Two stops where there was one: what comes after the moment is the new one, and has the same reason until somebody
    gives it another. Returns the later one."""
    rules.may_explain(stay.state).or_refuse()
    at = data.at if data.at.tzinfo else data.at.replace(tzinfo=uow.actor.timezone)
    rules.splits(stay.starts_at, stay.ends_at, at, uow.now()).or_refuse()
    await TimeRepository(uow).lock(stay.machine_id)
    end, stay.ends_at = stay.ends_at, at
    await uow.session.flush()
    row = {name: getattr(stay, name) for name in ("machine_id", "plant_id", "state", "operation_id", "reason_id")}
    await bulk_insert(uow, MachineTime, [{**row, "starts_at": at, "ends_at": end, "note": stay.note, "source": "late"}])
    return await later(uow, stay)


async def merge(uow: UnitOfWork, stay: MachineTime) -> MachineTime:
    """The stop and the one that follows are one, with the reason of the first."""
    following = await TimeRepository(uow).following(stay)
    rules.may_merge(stay.state, following.state if following else None).or_refuse()
    assert following is not None  # noqa: S101  the rule refused
    await TimeRepository(uow).lock(stay.machine_id)
    goes_on = following.ends_at is None
    mine = MachineTime.organization_id == uow.organization_id, MachineTime.id == following.id
    end = following.ends_at
    uow.session.expunge(following)
    await uow.session.execute(delete(MachineTime).where(*mine))
    stay.ends_at = end
    await uow.session.flush()
    if stay.reason_id:
        _note(uow, stay, stay.reason_id, stay.note, _("put together with the stop after it"))
    if goes_on:
        await machines.explain(uow, stay.machine, stay.state, stay.note or (stay.reason.name if stay.reason else ""))
    return stay


async def later(uow: UnitOfWork, stay: MachineTime) -> MachineTime:
    following = await TimeRepository(uow).following(stay)
    return await TimeRepository(uow).record(following.id if following else stay.id)


async def suggested(uow: UnitOfWork, machine: UUID) -> list[Reason]:
    """What this machine mostly stood for before."""
    usual = await TimeRepository(uow).usual_reasons(machine, uow.now() - USUAL)
    known = {reason.id: reason for reason in await ReasonRepository(uow).active("stop")}
    return [known[reason] for reason, _times in usual if reason in known]


async def remember(uow: UnitOfWork, fact: MachineFact, reason: UUID) -> None:
    """The reason somebody gave at the machine when it stopped."""
    _say(uow, fact.machine_id, fact.plant_id, fact.at, None, reason, fact.note)


def _note(uow: UnitOfWork, stay: MachineTime, reason: UUID, note: str, why: str) -> None:
    _say(uow, stay.machine_id, stay.plant_id, stay.starts_at, stay.ends_at, reason, note, why)


def _say(
    uow: UnitOfWork, machine: UUID, plant: UUID, start: datetime, end: datetime | None, reason: UUID, note: str,
    why: str = "",
) -> None:  # fmt: skip
    uow.session.add(
        StopExplanation(
            machine_id=machine, plant_id=plant, starts_at=start, ends_at=end, reason_id=reason, note=note.strip(),
            why=why.strip(), said_by=uow.actor.user_id, said_name=uow.actor.name,
        )
    )  # fmt: skip
