"""Named questions start here: an advanced-alchemy repository that always says whose rows it means."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import Select, func, select
from sqlalchemy.sql.base import ExecutableOption

from unison_web.kit.db.base import Tenant
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound

RowT = TypeVar("RowT", bound=Tenant)


class Repository(SQLAlchemyAsyncRepository[RowT]):  # type: ignore[type-var]
    """Rows of one table of the actor's company. The filter is explicit although row-level security adds it too:
    it makes the index usable and keeps the road to sharding open."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        super().__init__(session=uow.session, statement=self.mine(), wrap_exceptions=False)

    def mine(self) -> Select[Any]:
        return select(self.model_type).where(self.model_type.organization_id == self.uow.organization_id)

    async def by_id(self, row_id: UUID, *options: ExecutableOption) -> RowT:
        """The row, or the one 404 that missing and foreign rows share."""
        return await self.one(self.mine().where(self.model_type.id == row_id), *options)

    async def one(self, statement: Select[Any], *options: ExecutableOption) -> RowT:
        row = (await self.session.execute(statement.options(*options))).scalar_one_or_none()
        if row is None:
            raise NotFound
        return row  # type: ignore[no-any-return]

    async def perhaps(self, statement: Select[Any], *options: ExecutableOption) -> RowT | None:
        """The row, or None where missing is an answer."""
        found: RowT | None = (await self.session.execute(statement.options(*options))).scalar_one_or_none()
        return found

    async def columns(self, statement: Select[*tuple[Any, ...]]) -> list[list[Any]]:
        """Very many rows as one list for each column, in the order of the statement, which must have one: to make a
        record of every row takes the driver and SQLAlchemy longer than to read what is in it."""
        said = statement.subquery()
        found = (await self.session.execute(select(*(func.array_agg(column) for column in said.c)))).one()
        return [column or [] for column in found]

    async def all(self, statement: Select[Any], *options: ExecutableOption) -> list[RowT]:
        return list((await self.session.execute(statement.options(*options))).scalars())
