"""What the plan expected of the pieces that were made."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select

from unison_web.engine.spans import Span
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.bom.models import Bom, BomLoss
from unison_web.modules.production.models import LogEntry
from unison_web.modules.work_orders.models import Operation, WorkOrder


async def planned_scrap(uow: UnitOfWork, machines: list[UUID], span: Span) -> Fraction:
    """PSQ, planned scrap quantity: the pieces each operation ended, times the share that the bill of the order says it
    loses."""
    statement = (
        select(func.coalesce(func.sum(LogEntry.quantity * BomLoss.scrap), 0))
        .join(LogEntry.operation)
        .join(Operation.order)
        .join(Bom, (Bom.organization_id == WorkOrder.organization_id) & (Bom.material_id == WorkOrder.material_id)
              & (Bom.revision == WorkOrder.bom_revision))
        .join(BomLoss, (BomLoss.organization_id == Bom.organization_id) & (BomLoss.bom_id == Bom.id)
              & (BomLoss.operation == Operation.sequence))
        .where(
            LogEntry.organization_id == uow.organization_id, LogEntry.machine_id.in_(machines),
            LogEntry.kind.in_(("good", "scrap")), LogEntry.occurred_at >= span.start, LogEntry.occurred_at < span.end,
        )
    )  # fmt: skip
    return Fraction(await uow.session.scalar(statement) or 0)
