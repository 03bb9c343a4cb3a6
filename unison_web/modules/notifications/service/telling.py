"""Tell an occasion to whom it concerns: a row at the bell, and a mail where that is what they chose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from unison_web.kit import i18n, preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import User
from unison_web.modules.identity.rules_reach import Matching, Standing
from unison_web.modules.identity.service.rights import load_memberships, rights_by_role
from unison_web.modules.mail.service import Letter, send
from unison_web.modules.mail.service.writing import language_of_company
from unison_web.modules.notifications import declared, rules
from unison_web.modules.notifications.events import Told
from unison_web.modules.notifications.models import Notification
from unison_web.modules.notifications.repository import NotificationRepository
from unison_web.modules.notifications.service.occasions import OCCASIONS, Said


async def tell(uow: UnitOfWork, occasion: str, record: UUID, by: UUID | None, matching: Matching, site: str) -> int:
    """Once to each. Returns how many were told. What is over by now is told to nobody."""
    said = await OCCASIONS[occasion](uow, record)
    if said is None:
        return 0
    company, told = await language_of_company(uow), 0
    for person in await people(uow, said, by, matching):
        told += await _one(uow, said, f"{occasion}:{record}", person, company, site)
    return told


async def people(uow: UnitOfWork, said: Said, by: UUID | None, matching: Matching) -> list[User]:
    """Whom it concerns: one person, or who has the right there. Who did it knows."""
    if said.person:
        found = await uow.session.get(User, (uow.organization_id, said.person))
        return [found] if found and found.state == "active" else []
    rights = await rights_by_role(uow, matching)
    held = await load_memberships(uow, active_only=True)
    able = [who for who, theirs in held.items() if said.right in Standing.of(theirs, rights).at(said.plant)]
    mine = User.organization_id == uow.organization_id, User.id.in_(able), User.id != by if by else User.id.is_not(None)
    return list(await uow.session.scalars(select(User).where(*mine).order_by(User.name)))


async def _one(uow: UnitOfWork, said: Said, key: str, person: User, company: str, site: str) -> int:
    chosen = await preferences.load(uow, person.id)
    way = chosen.value(declared.key_of(said.kind))
    if way == "off" or await NotificationRepository(uow).knows(person.id, key):
        return 0
    i18n.speak(person.locale or company)
    row = Notification(
        user_id=person.id, kind=said.kind, key=key, way=way, title=said.title()[:200], text=said.text()[:1000],
        href=said.href,
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    uow.emit(Told(person.id))
    if way == "mail":
        await send(uow, letter(row, person, company, site), at=None if said.urgent else _waits(uow, chosen))
    return 1


def letter(row: Notification, person: User, company: str, site: str) -> Letter:
    return Letter(
        kind="notice", key=f"notice:{row.id}", to=person.email, name=person.name, subject=row.title,
        template="mail/letters/notice.html", about=("users", person.id), locale=person.locale or company,
        said={"name": person.name, "title": row.title, "text": row.text, "link": f"{site}{row.href}",
              "choose": f"{site}/settings?q=notify"},
    )  # fmt: skip


def _waits(uow: UnitOfWork, chosen: preferences.Chosen) -> datetime | None:
    here = uow.now().astimezone(ZoneInfo(uow.actor.zone))
    return rules.quiet_until(here, chosen.number("notify.quiet_from"), chosen.number("notify.quiet_to"))
