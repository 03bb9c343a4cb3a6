"""What an order brings beside its material: frozen from the bill when it is made, brought by its last operation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import case, func, select

from unison_web.engine.structure import as_fraction
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import OutputRepository
from unison_web.modules.bom.service.structure import in_own_unit
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.stock.models import Movement
from unison_web.modules.work_orders.models import Output, WorkOrder

MICRO = Decimal("0.000001")


async def freeze(uow: UnitOfWork, order: WorkOrder, bill: Bom | None) -> None:
    """Co- and by-products of the bill, in their own units, for one piece of the order."""
    found = (await OutputRepository(uow).of_bills([bill.id])).get(bill.id, []) if bill else []
    for place, each in enumerate(found, start=1):
        material = await MaterialRepository(uow).record(each.material_id)
        own = in_own_unit(BomLine(unit_id=each.unit_id, unit=each.unit), material)
        per = decimal(as_fraction(each.quantity) * own / as_fraction(bill.base_quantity)) if bill else MICRO
        uow.session.add(
            Output(
                plant_id=order.plant_id, work_order_id=order.id, position=place * 10, material_id=material.id,
                kind=each.kind, quantity_per=per, expected=(per * order.quantity).quantize(MICRO),
                unit=material.unit.code, cost_share=each.cost_share, brings=material.number,
            )
        )  # fmt: skip


def decimal(exact: Fraction) -> Decimal:
    """To a millionth of a unit, and never nothing."""
    return max((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(MICRO), MICRO)


async def brought(uow: UnitOfWork, order: UUID, materials: list[UUID]) -> dict[UUID, Decimal]:
    """How much of each has come into stock from the order, less what was taken back."""
    if not materials:
        return {}
    signed = Movement.quantity * case((Movement.reverses_id.is_not(None), -1), else_=1)
    statement = (
        select(Movement.material_id, func.sum(signed))
        .where(Movement.organization_id == uow.organization_id, Movement.order_id == order,
               Movement.kind == "produce", Movement.material_id.in_(materials))
        .group_by(Movement.material_id)
    )  # fmt: skip
    return {material: quantity for material, quantity in await uow.session.execute(statement)}


async def of_order(uow: UnitOfWork, order: UUID) -> list[tuple[Output, Material]]:
    """With their materials, in the order of the bill."""
    statement = (
        select(Output, Material)
        .join(Output.material)
        .where(Output.organization_id == uow.organization_id, Output.work_order_id == order)
        .order_by(Output.position)
    )
    return [(row[0], row[1]) for row in await uow.session.execute(statement)]
