"""Calls that nobody answers, in working time of their plant."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from unison_web.engine.spans import between, total
from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.jobs import enqueue
from unison_web.modules.calls.models import Call
from unison_web.modules.notifications import rules
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.shifts.service.calendars import worked

WEEK = timedelta(days=7)


async def escalate(uow: UnitOfWork) -> None:
    """Tell the next step of every call that is due for it."""
    open_calls = select(Call.id, Call.plant_id, Call.called_at).where(
        Call.organization_id == uow.organization_id, Call.state == "open"
    )
    rows = (await uow.session.execute(open_calls)).all()
    if not rows:
        return
    chosen = await preferences.load(uow)
    for call, plant, called_at in rows:
        minutes = await waited(uow, plant, called_at)
        step = rules.escalation(minutes, chosen.number("calls.late_minutes", plant), await known(uow, call))
        if step:
            await enqueue(uow, "notify", f"notify:late_{step}:{call}", occasion=f"late_{step}", record=call)


async def waited(uow: UnitOfWork, plant: UUID, since: datetime) -> float:
    """Minutes of working time; of the clock where the plant has planned no shifts in the last week."""
    now = uow.now()
    calendar = (await worked(uow, plant, since - WEEK, now))[None]
    if not calendar.shifts and not calendar.overtime:
        return (now - since).total_seconds() / 60
    return total(between(calendar.working, since, now)).total_seconds() / 60


async def known(uow: UnitOfWork, call: UUID) -> int:
    notifications = NotificationRepository(uow)
    for step in (2, 1):
        if await notifications.told(f"late_{step}:{call}"):
            return step
    return 0
