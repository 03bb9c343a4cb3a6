"""Named questions about faces and pictures."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import undefer

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.branding.models import Brand, BrandPicture


class BrandRepository(Repository[Brand]):
    model_type = Brand

    async def in_state(self, state: str) -> Brand | None:
        return await self.perhaps(self.mine().where(Brand.state == state))

    async def how_many_past(self) -> int:
        mine = Brand.organization_id == self.uow.organization_id, Brand.state == "past"
        return int(await self.session.scalar(select(func.count()).select_from(Brand).where(*mine)) or 0)

    async def last_past(self) -> Brand | None:
        return await self.perhaps(self.mine().where(Brand.state == "past").order_by(Brand.created_at.desc()).limit(1))


class PictureRepository(Repository[BrandPicture]):
    model_type = BrandPicture

    async def with_content(self, digest: str) -> BrandPicture:
        return await self.one(self.mine().where(BrandPicture.digest == digest).limit(1), undefer(BrandPicture.content))

    async def digests(self, ids: list[UUID]) -> dict[UUID, str]:
        statement = select(BrandPicture.id, BrandPicture.digest).where(
            BrandPicture.organization_id == self.uow.organization_id, BrandPicture.id.in_(ids)
        )
        return {row: digest for row, digest in await self.session.execute(statement)}

    async def labels(self) -> dict[UUID, BrandPicture]:
        """The newest of each plant that has one."""
        rows = await self.all(self.mine().where(BrandPicture.kind == "label").order_by(BrandPicture.created_at))
        return {row.plant_id: row for row in rows if row.plant_id}

    async def label_of(self, plant: UUID) -> BrandPicture | None:
        known = self.mine().where(BrandPicture.kind == "label", BrandPicture.plant_id == plant)
        return await self.perhaps(
            known.order_by(BrandPicture.created_at.desc()).limit(1), undefer(BrandPicture.content)
        )


COMPANY_AT = text("select organization_id from gate_brand(:host)")


async def company_at(uow: UnitOfWork, host: str) -> UUID | None:
    """The company whose published face has this host name, whichever it is."""
    return (await uow.session.execute(COMPANY_AT, {"host": host})).scalar_one_or_none()


async def company_behind(engine: AsyncEngine, host: str) -> UUID | None:
    """The same, before anybody is known."""
    async with open_connection(engine) as connection:
        found: UUID | None = (await connection.execute(COMPANY_AT, {"host": host})).scalar_one_or_none()
    return found
