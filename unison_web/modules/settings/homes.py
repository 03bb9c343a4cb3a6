"""Choices that stand with their record: the language of a company with the company, of a plant with the plant, of a
person with the person. The settings page shows, searches and changes them where they are; there is no second copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from unison_web.kit import preferences
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.preferences import Setting
from unison_web.modules.organizations import service as places
from unison_web.modules.organizations.schemas import OrganizationIn

Place = tuple[str, str, UUID | None]


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    by: str


Changes = dict[Place, Change]


def key_of(uow: UnitOfWork, scope: str) -> UUID | None:
    """Whose record it is, at this level, for the actor."""
    actor = uow.actor
    return {"organization": actor.organization_id, "plant": actor.plant_id, "user": actor.user_id}[scope]


async def record(uow: UnitOfWork, model: Any, scope: str) -> Any:
    key = key_of(uow, scope)
    if key is None:
        return None
    return await uow.session.get(model, key if scope == "organization" else (uow.organization_id, key))


def place_of(uow: UnitOfWork, known: Setting, scope: str) -> Place:
    return (known.key, scope, uow.actor.plant_id if scope == "plant" else None)


def _homes() -> list[tuple[Setting, str, Any, str]]:
    return [(each, scope, *home) for each in preferences.every() for scope, home in each.homes.items()]


async def choices(uow: UnitOfWork) -> dict[Place, str]:
    """What stands there now. An empty value is no choice."""
    found = {}
    for known, scope, model, column in _homes():
        row = await record(uow, model, scope)
        if row is not None and (value := getattr(row, column)):
            found[place_of(uow, known, scope)] = str(value)
    return found


async def changes(uow: UnitOfWork) -> Changes:
    """Who changed it last, from the trail of the record."""
    found: Changes = {}
    for known, scope, model, column in _homes():
        statement = (
            select(AuditEntry.created_at, AuditEntry.actor_name)
            .where(
                AuditEntry.organization_id == uow.organization_id, AuditEntry.entity == model.__tablename__,
                AuditEntry.entity_id == key_of(uow, scope), AuditEntry.after.has_key(column),
            )
            .order_by(AuditEntry.created_at.desc())
            .limit(1)
        )  # fmt: skip
        if row := (await uow.session.execute(statement)).one_or_none():
            found[place_of(uow, known, scope)] = Change(row[0], row[1])
    return found


async def keep(uow: UnitOfWork, known: Setting, scope: str, value: str) -> None:
    model, column = known.homes[scope]
    row = await record(uow, model, scope)
    if row is None:
        raise NotFound
    if not value and scope != "user":
        raise Refused(value=_("A company and a plant always have one. Choose another"))
    if scope == "organization":  # a company writes its own trail
        await places.change_company(uow, OrganizationIn(name=row.name, locale=value))
        return
    setattr(row, column, value.replace("-", "_"))
    if scope == "plant":
        await places.places_changed(uow)
