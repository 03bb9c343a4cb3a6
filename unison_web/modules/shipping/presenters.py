"""A shipment as it is shown, with what stops it."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Dock, HandlingUnit, Pick, Shipment
from unison_web.modules.shipping.repository import ShipmentRepository, stops, walk
from unison_web.modules.shipping.schemas_docks import DockOut
from unison_web.modules.shipping.schemas_shown import (
    ContentOut,
    PickOut,
    ShipmentLineOut,
    ShipmentOut,
    StopOut,
    UnitOut,
)
from unison_web.modules.stock.service.units import is_sscc


async def shown(uow: UnitOfWork, shipment_id: UUID) -> ShipmentOut:
    """As it is after the transaction's own writes."""
    await uow.session.flush()
    uow.session.expire_all()
    return await seen(uow, shipment_id)


async def seen(uow: UnitOfWork, shipment_id: UUID) -> ShipmentOut:
    """As it was read: for whoever has written nothing."""
    shipment = await ShipmentRepository(uow).record(shipment_id)
    areas = await walk(uow, shipment.id)
    in_turn = sorted(shipment.picks, key=lambda pick: list(areas).index(pick.id))
    over = shipment.state in ("cancelled", "returned")
    going = {pick.lot_id for pick in shipment.picks if pick.lot_id and _still_counts(pick)}
    found = await stops(uow, set() if over else going)
    held = {stop.lot_id for stop in found}
    picks = [pick_out(pick, turn, areas[pick.id], held) for turn, pick in enumerate(in_turn, start=1)]
    of = {pick.id: pick for pick in picks}
    return ShipmentOut.of(
        shipment, customer=shipment.customer.name, customer_number=shipment.customer.number,
        order=shipment.order.number if shipment.order else "",
        reference=shipment.order.reference if shipment.order else "", dock=shipment.dock.code if shipment.dock else "",
        shipper=shipment.shipper.name if shipment.shipper else "",
        lines=lines_out(shipment), picks=picks, units=[unit_out(unit, of) for unit in shipment.units],
        stops=[StopOut(*stop[:4], stop.since.astimezone(UTC)) for stop in found],
        verbs=list(rules.LIFE.verbs_from(shipment.state)),
    )  # fmt: skip


def head_said(shipment: Shipment) -> dict[str, Any]:
    """What its form says now."""
    own = ("number", "due_on", "deliver_to", "carrier", "tracking", "dock_minutes", "note", "custom", "version")
    return {name: getattr(shipment, name) for name in own} | {
        "customer": shipment.customer.number, "order": shipment.order.number if shipment.order else "",
        "dock": shipment.dock.code if shipment.dock else "",
    }  # fmt: skip


def _still_counts(pick: Pick) -> bool:
    return pick.kept > rules.ZERO


def lines_out(shipment: Shipment) -> list[ShipmentLineOut]:
    found = []
    for line in shipment.lines:
        mine = [pick for pick in shipment.picks if pick.line_id == line.id]
        found.append(ShipmentLineOut.of(
            line, material=line.material.number, name=line.material.name, unit=line.material.unit.code,
            allocated=sum((pick.kept for pick in mine), rules.ZERO),
            picked=sum((pick.picked for pick in mine), rules.ZERO),
        ))  # fmt: skip
    return found


def pick_out(pick: Pick, turn: int, area: str, held: set[UUID]) -> PickOut:
    return PickOut.of(
        pick, turn=turn, material=pick.material.number, name=pick.material.name, unit=pick.material.unit.code,
        tracking=pick.material.tracking,
        location=pick.location.code, area=area, lot=pick.lot.number if pick.lot else "",
        expires_on=pick.lot.expires_on if pick.lot else None, who=pick.picker.name if pick.picker else "",
        stopped=pick.lot_id in held and _still_counts(pick),
    )  # fmt: skip


def unit_out(unit: HandlingUnit, picks: dict[UUID, PickOut]) -> UnitOut:
    contents = []
    for content in unit.contents:
        pick = picks[content.pick_id]
        contents.append(ContentOut.of(
            content, material=pick.material, name=pick.name, unit=pick.unit, lot=pick.lot, stopped=pick.stopped
        ))  # fmt: skip
    return UnitOut.of(unit, sscc=is_sscc(unit.number), contents=contents)


def dock_out(dock: Dock) -> DockOut:
    return DockOut.of(dock, plant=dock.plant.code)
