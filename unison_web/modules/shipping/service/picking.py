"""Stock kept for a shipment, taken line by line: all of it, less and why, or of another lot and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.consumption import rules as taking
from unison_web.modules.consumption.repository import candidates
from unison_web.modules.consumption.rules import Candidate, Take
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Pick, Shipment, ShipmentLine
from unison_web.modules.shipping.schemas import ExchangeIn, PickIn
from unison_web.modules.shipping.service import holds, packing, scanning
from unison_web.modules.shipping.service.heads import told
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.service.keeping import keep
from unison_web.modules.stock.service.meant import location_meant, lot_meant


async def allocate(uow: UnitOfWork, shipment: Shipment) -> None:
    """Keep stock for whatever has none yet: what expires or came first, first. Begins the picking, or looks again."""
    if shipment.state != "picking":
        rules.may("pick", shipment.state).or_refuse()
        rules.has_lines(len(shipment.lines)).or_refuse()
        await custom.ready(uow, "shipments", shipment, "picking")
    wanted = [(line, line.quantity - allocated(shipment, line)) for line in shipment.lines]
    wanted = [(line, quantity) for line, quantity in wanted if quantity > rules.ZERO]
    rules.anything_wanting(len(wanted)).or_refuse()
    empty = {pick.balance_id for pick in shipment.picks if pick.state == "short"}
    found = await free(uow, shipment, [line.material_id for line, _quantity in wanted])
    planned = _spread(wanted, [each for each in found if each.balance_id not in empty])
    rules.anything_found(len(planned)).or_refuse()
    await keep(uow, [(take.candidate.balance_id, take.quantity) for _line, take in planned])
    for line, take in planned:
        _add(uow, shipment, line, take)
    shipment.state = "picking"
    await uow.session.flush()
    told(uow, shipment)


def allocated(shipment: Shipment, line: ShipmentLine) -> Decimal:
    return sum((pick.kept for pick in shipment.picks if pick.line_id == line.id), rules.ZERO)


async def free(uow: UnitOfWork, shipment: Shipment, materials: Sequence[UUID]) -> list[Candidate]:
    """What may be taken now, under lock, the first in turn first; that a place supplies production is no advantage."""
    today = uow.now().astimezone(uow.actor.timezone).date()
    found = await candidates(uow, shipment.plant_id, shipment.id, materials, today, ours=True)
    mine = [replace(each, supplies=False) for each in found if each.free > rules.ZERO]
    return sorted(mine, key=lambda each: each.turn)


def _spread(wanted: Sequence[tuple[ShipmentLine, Decimal]], found: list[Candidate]) -> list[tuple[ShipmentLine, Take]]:
    """Line by line, nothing twice."""
    planned: list[tuple[ShipmentLine, Take]] = []
    for line, quantity in wanted:
        takes = taking.plan({line.material_id: quantity}, found).takes
        planned += [(line, take) for take in takes]
        gone = {take.candidate.balance_id: take.quantity for take in takes}
        found = [replace(each, free=each.free - gone.get(each.balance_id, rules.ZERO)) for each in found]
    return planned


def _add(uow: UnitOfWork, shipment: Shipment, line: ShipmentLine, take: Take) -> None:
    for pick in shipment.picks:
        if pick.state == "open" and (pick.line_id, pick.balance_id) == (line.id, take.candidate.balance_id):
            pick.quantity += take.quantity
            return
    uow.session.add(Pick(
        shipment_id=shipment.id, line_id=line.id, material_id=line.material_id, balance_id=take.candidate.balance_id,
        location_id=take.candidate.location_id, lot_id=take.candidate.lot_id, quantity=take.quantity,
    ))  # fmt: skip


def pick_of(shipment: Shipment, pick_id: UUID) -> Pick:
    for pick in shipment.picks:
        if pick.id == pick_id:
            return pick
    raise NotFound


async def confirm(uow: UnitOfWork, shipment: Shipment, pick: Pick, data: PickIn) -> None:
    """It was taken. What was not is let go; a box that was scanned has it now."""
    rules.is_picking(shipment.state).or_refuse()
    rules.may_confirm(pick.state, pick.picker.name if pick.picker else "").or_refuse()
    quantity = pick.quantity if data.quantity is None else data.quantity
    if quantity != rules.ZERO:  # that nothing was taken may be said of anything
        await holds.none_of(uow, [pick])
        holds.none_expired(uow, [pick])
    box = await scanning.at_pick(uow, shipment, pick, data.scanned)
    rules.may_take(pick.quantity, quantity, data.reason).or_refuse()
    stock_rules.one_piece(pick.material.tracking, quantity or Decimal(1)).or_refuse()
    if quantity < pick.quantity:
        await keep(uow, [(pick.balance_id, quantity - pick.quantity)])
    pick.state = "picked" if quantity == pick.quantity else "short"
    pick.picked, pick.picked_at, pick.picked_by = quantity, uow.now(), uow.actor.user_id
    pick.reason = data.reason.strip() or pick.reason
    if box and quantity > rules.ZERO:
        await packing.put(uow, box, pick, quantity)
    await uow.session.flush()
    told(uow, shipment)


async def undo(uow: UnitOfWork, shipment: Shipment, pick: Pick) -> None:
    """It was not taken after all. Where nothing was found, the line looks for other stock."""
    rules.is_picking(shipment.state).or_refuse()
    rules.may_undo_pick(pick.state, bool(pick.contents)).or_refuse()
    if pick.picked == rules.ZERO:
        await uow.session.delete(pick)
    else:
        pick.quantity, pick.picked, pick.state = pick.picked, rules.ZERO, "open"
        pick.picked_by, pick.picked_at = None, None
    await uow.session.flush()
    told(uow, shipment)


async def exchange(uow: UnitOfWork, shipment: Shipment, pick: Pick, data: ExchangeIn) -> None:
    """Take it from another lot or place. Whoever does not take what goes first says why."""
    rules.is_picking(shipment.state).or_refuse()
    rules.may_confirm(pick.state, pick.picker.name if pick.picker else "").or_refuse()
    if not data.lot.strip() and not data.location.strip():
        raise Refused.at("lot", _("Say which lot or which place"))
    lot = await lot_meant(uow, data.lot, pick.material) if data.lot.strip() else None
    place = await location_meant(uow, data.location, plant=shipment.plant_id) if data.location.strip() else None
    if lot:
        await holds.none_on(uow, {lot.id})
    await keep(uow, [(pick.balance_id, -pick.quantity)])
    found = await free(uow, shipment, [pick.material_id])
    chosen = [
        each
        for each in found
        if (lot is None or each.lot_id == lot.id) and (place is None or each.location_id == place.id)
    ]
    if chosen:
        stock_rules.may_skip_first(taking.first_lot(found), chosen[0].lot, data.reason).or_refuse()
    planned = taking.plan({pick.material_id: pick.quantity}, chosen)
    if planned.missing:
        there = sum((each.free for each in chosen), rules.ZERO)
        stock_rules.too_few(there, pick.material.unit.code).or_refuse()
    await keep(uow, [(take.candidate.balance_id, take.quantity) for take in planned.takes])
    line, reason = pick.line_id, data.reason.strip()
    await uow.session.delete(pick)
    for take in planned.takes:
        uow.session.add(Pick(
            shipment_id=shipment.id, line_id=line, material_id=pick.material_id, balance_id=take.candidate.balance_id,
            location_id=take.candidate.location_id, lot_id=take.candidate.lot_id, quantity=take.quantity, reason=reason,
        ))  # fmt: skip
    await uow.session.flush()
    told(uow, shipment)
