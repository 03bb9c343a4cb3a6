"""Named questions about signatures, and whom a letter goes to."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.dossiers.models import DrillSignature
from unison_web.modules.partners.models import Partner


class SignatureRepository(Repository[DrillSignature]):
    model_type = DrillSignature

    async def of(self, drill: UUID) -> DrillSignature | None:
        return await self.perhaps(self.mine().where(DrillSignature.drill_id == drill))


async def addressed(uow: UnitOfWork, numbers: Collection[str]) -> dict[str, Partner]:
    """Partners with their addresses, by number."""
    found = select(Partner).where(Partner.organization_id == uow.organization_id, Partner.number.in_(numbers))
    rows = await uow.session.scalars(found.options(selectinload(Partner.addresses)))
    return {row.number: row for row in rows}
