"""A piece, and the pieces of an order, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.assembly.repository import (
    PartRepository,
    order_of,
    orders_with_pieces,
    piece_at,
    pieces_of,
    produced,
    scanned,
)
from unison_web.modules.assembly.schemas import (
    AssemblyOut,
    NeedOut,
    OrderRow,
    PartOut,
    PieceOut,
    PieceRow,
    PiecesOut,
)
from unison_web.modules.assembly.service.building import room
from unison_web.modules.assembly.service.needs import of_piece
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository


async def piece(uow: UnitOfWork, lot_id: UUID) -> PieceOut:
    await uow.session.flush()
    lot = await piece_at(uow, lot_id)
    order = await order_of(uow, lot)
    parts = await PartRepository(uow).of_piece(lot.id)
    shown = parts_out(parts, order)
    return PieceOut.of(
        lot, material=lot.material.number, name=lot.material.name, order=order.number,
        made=lot.id in await produced(uow, [lot.id]),
        needs=[
            NeedOut.of(need, material=need.component.number, name=need.component.name,
                       alternates=sorted(need.instead))
            for need in await of_piece(uow, order, parts)
        ],
        parts=[each for each in shown if each.removed_at is None],
        removed=[each for each in shown if each.removed_at is not None],
    )  # fmt: skip


def parts_out(parts: Sequence[BuiltPart], order: WorkOrder) -> list[PartOut]:
    named = {line.component_id: line.component.number for line in order.materials}
    labels = {part.id: part.label for part in parts}
    return [
        PartOut.of(
            part, lot=part.lot.number, held=part.lot.held, material=part.component.number, name=part.component.name,
            unit=part.component.unit.code, stands_for=named.get(part.stands_for_id, "") if part.stands_for_id else "",
            replaces=labels.get(part.replaces_id, "") if part.replaces_id else "",
            built_by=part.builder.name if part.builder else "", removed_by=part.remover.name if part.remover else "",
        )
        for part in parts
    ]  # fmt: skip


async def pieces(uow: UnitOfWork, number: str) -> PiecesOut:
    await uow.session.flush()
    order = await WorkOrderRepository(uow).by_number(number, whole=True)
    serial = order.material.tracking == "serial"
    found = await pieces_of(uow, order.id)
    parts, made = await PartRepository(uow).built_in(order.id), await produced(uow, [lot.id for lot in found])
    return PiecesOut(
        order.number, serial, order.material.number, order.material.name,
        max(await room(uow, order), 0) if serial else 0,
        [need.component.number for need in await of_piece(uow, order, ())],
        [PieceRow.of(lot, parts=parts.get(lot.id, 0), made=lot.id in made) for lot in found],
    )  # fmt: skip


async def start(uow: UnitOfWork, code: str) -> AssemblyOut:
    """Where a scanned piece is put together, and the orders that have some."""
    rows = [
        OrderRow.of(order, material=order.material.number, name=order.material.name)
        for order in await orders_with_pieces(uow, uow.actor.plant_id)
    ]
    if not code.strip():
        return AssemblyOut("", None, "", rows)
    lot = await scanned(uow, code)
    if lot and lot.kind == "serial" and lot.order_id:
        return AssemblyOut(code, lot.id, "", rows)
    words = _("No order here makes a piece with the number {number}").format(number=code.strip()[:80])
    return AssemblyOut(code, None, words, rows)
