"""What is to be brought, as it is shown."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.staging.repository import codes_of
from unison_web.modules.staging.schemas import NeedOut, PickOut, StagingOut
from unison_web.modules.staging.service import Need, needs
from unison_web.modules.work_orders.repository import WorkOrderRepository


async def staging(uow: UnitOfWork, number: str) -> StagingOut:
    """After the transaction's own writes."""
    await uow.session.flush()
    order = await WorkOrderRepository(uow).by_number(number, whole=True)
    found = await needs(uow, order)
    codes = await codes_of(uow, {take.candidate.location_id for need in found for take in need.takes})
    return StagingOut(
        order.id, order.number, order.material.number, order.material.name, order.state, order.due_at,
        [need_out(need, codes) for need in found],
    )  # fmt: skip


def need_out(need: Need, codes: dict[UUID, str]) -> NeedOut:
    here = need.place.id if need.place else None
    return NeedOut.of(
        need, material_id=need.material.id, material=need.material.number, name=need.material.name,
        operation=need.operation.sequence, place=need.place.code if need.place else "",
        picks=[
            PickOut.of(take, location=codes[take.candidate.location_id], lot=take.candidate.lot,
                       expires_on=take.candidate.expires_on, there=take.candidate.location_id == here)
            for take in need.takes
        ],
    )  # fmt: skip
