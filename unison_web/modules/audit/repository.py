"""Named questions about the trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.base import Model
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository

#: Records that people see as one: table → its parts as (table, column that names the whole), whole before part.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "materials": (("material_units", "material_id"),),
    "boms": (("bom_lines", "bom_id"),),
    "routings": (("routing_operations", "routing_id"), ("routing_steps", "operation_id")),
    "users": (("role_members", "user_id"), ("badges", "user_id")),
    "roles": (("role_grants", "role_id"),),
    "work_orders": (
        ("work_order_operations", "work_order_id"),
        ("work_order_materials", "work_order_id"),
        ("work_order_outputs", "work_order_id"),
    ),
}

#: By the clock; ids only decide within one moment.
NEWEST = (AuditEntry.created_at.desc(), AuditEntry.id.desc())


class AuditRepository(Repository[AuditEntry]):
    model_type = AuditEntry

    async def of(self, records: Sequence[UUID], limit: int = 200) -> list[AuditEntry]:
        """What happened to these records, newest first."""
        statement = self.mine().where(AuditEntry.entity_id.in_(records)).order_by(*NEWEST).limit(limit)
        return await self.all(statement)

    async def of_whole(self, record: UUID, limit: int = 200) -> list[AuditEntry]:
        """What happened to a record and to its parts, those included that are gone."""
        about = select(AuditEntry.entity).where(
            AuditEntry.organization_id == self.uow.organization_id, AuditEntry.entity_id == record
        )
        entity = await self.session.scalar(about.limit(1))
        records = [record]
        for table, column in PARTS.get(entity or "", ()):
            records += await self._parts(table, column, records)
        return await self.of(records, limit)

    async def _parts(self, table: str, column: str, wholes: list[UUID]) -> list[UUID]:
        part = Model.metadata.tables[table].c
        mine = self.uow.organization_id
        there = select(part.id).where(part.organization_id == mine, part[column].in_(wholes))
        gone = select(AuditEntry.entity_id).where(
            AuditEntry.organization_id == mine, AuditEntry.entity == table, AuditEntry.action == "delete",
            AuditEntry.before[column].astext.in_([str(whole) for whole in wholes]),
        )  # fmt: skip
        return [*await self.session.scalars(there), *await self.session.scalars(gone)]
