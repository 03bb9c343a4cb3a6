"""Named questions of staging."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.stock.models import Location


async def codes_of(uow: UnitOfWork, places: Collection[UUID]) -> dict[UUID, str]:
    if not places:
        return {}
    mine = select(Location.id, Location.code).where(
        Location.organization_id == uow.organization_id, Location.id.in_(places)
    )
    return {key: code for key, code in await uow.session.execute(mine)}
