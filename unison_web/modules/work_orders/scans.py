"""What the codes on travelers and labels open: ``WO-10482`` an order, ``WO-10482-20`` its operation."""

from __future__ import annotations

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.work_orders.models import Operation, WorkOrder


async def order(uow: UnitOfWork, code: str) -> str | None:
    statement = select(WorkOrder.number).where(
        WorkOrder.organization_id == uow.organization_id, WorkOrder.number == code
    )
    found = await uow.session.scalar(statement)
    return f"/work-orders/{found}" if found else None


async def operation(uow: UnitOfWork, code: str) -> str | None:
    """At a tablet the job screen, elsewhere the order with this operation in view."""
    number, _dash, sequence = code.rpartition("-")
    if not number or not sequence.isdigit() or len(sequence) > 6:
        return None
    statement = (
        select(Operation.id)
        .join(Operation.order)
        .where(
            Operation.organization_id == uow.organization_id,
            WorkOrder.number == number,
            Operation.sequence == int(sequence),
        )
    )
    found = await uow.session.scalar(statement)
    if found is None:
        return None
    return f"/floor/operations/{found}" if uow.actor.device_id else f"/work-orders/{number}#operation-{sequence}"
