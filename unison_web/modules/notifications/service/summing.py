"""The summary: once a day, at the hour each person chose, what they have not looked at yet."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.modules.identity.models import RoleMember, User
from unison_web.modules.mail.service import Letter, send
from unison_web.modules.mail.service.writing import language_of_company
from unison_web.modules.notifications.models import Notification
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.organizations.models import Plant

MOST = 30


async def send_summaries(uow: UnitOfWork, site: str) -> int:
    """To everybody whose hour it is. Returns how many."""
    waiting = await NotificationRepository(uow).for_summary()
    if not waiting:
        return 0
    zones, company, sent = await zones_of(uow), await language_of_company(uow), 0
    for user_id, rows in waiting.items():
        chosen = await preferences.load(uow, user_id)
        here = uow.now().astimezone(zones.get(user_id) or ZoneInfo("UTC"))
        person = await uow.session.get(User, (uow.organization_id, user_id))
        if person is None or person.state != "active" or here.hour != chosen.number("notify.summary_hour"):
            continue
        await send(uow, _letter(rows, person, f"{here:%Y-%m-%d}", company, site))
        for row in rows:
            row.summed_at = uow.now()
        sent += 1
    return sent


async def zones_of(uow: UnitOfWork) -> dict[UUID, ZoneInfo]:
    """Where each person works: their plant; the company's first where they work in all."""
    plants = list(await uow.session.scalars(
        select(Plant).where(Plant.organization_id == uow.organization_id).order_by(Plant.code)
    ))  # fmt: skip
    by_id, first = {plant.id: ZoneInfo(plant.zone) for plant in plants}, ZoneInfo(plants[0].zone)
    members = select(RoleMember.user_id, RoleMember.plant_id).where(RoleMember.organization_id == uow.organization_id)
    held = await uow.session.execute(members)
    return {user: by_id.get(plant, first) if plant else first for user, plant in held}


def _letter(rows: list[Notification], person: User, day: str, company: str, site: str) -> Letter:
    items = [{"title": row.title, "text": row.text, "link": f"{site}{row.href}"} for row in rows[:MOST]]
    return Letter(
        kind="summary", key=f"summary:{person.id}:{day}", to=person.email, name=person.name,
        subject=_("What happened since the last summary"), template="mail/letters/summary.html",
        about=("users", person.id), locale=person.locale or company,
        said={"name": person.name, "items": items, "more": max(0, len(rows) - MOST),
              "link": f"{site}/notifications", "choose": f"{site}/settings?q=notify"},
    )  # fmt: skip
