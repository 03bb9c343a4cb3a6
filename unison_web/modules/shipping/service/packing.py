"""Boxes, pallets and crates: numbered, filled with what was picked, emptied again."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Content, HandlingUnit, Pick, Shipment
from unison_web.modules.shipping.repository import content_of
from unison_web.modules.shipping.schemas import ContentIn, UnitIn
from unison_web.modules.shipping.service import holds, scanning
from unison_web.modules.shipping.service.heads import told
from unison_web.modules.stock.service.units import unit_numbers


async def add_unit(uow: UnitOfWork, shipment: Shipment, data: UnitIn) -> HandlingUnit:
    rules.is_picking(shipment.state).or_refuse()
    _weighs(data.weight)
    loose = [pick for pick in shipment.picks if pick.loose > rules.ZERO] if data.everything else []
    if data.everything and not loose:
        raise Refused(_("Nothing is picked that is not packed already"))
    await holds.none_of(uow, loose)
    (number,) = await unit_numbers(uow)
    unit = HandlingUnit(shipment_id=shipment.id, number=number, kind=data.kind, weight=data.weight)
    uow.session.add(unit)
    await uow.session.flush()
    for pick in loose:
        await put(uow, unit, pick, pick.loose)
    await uow.session.flush()
    told(uow, shipment)
    return unit


async def change_unit(uow: UnitOfWork, shipment: Shipment, unit: HandlingUnit, data: UnitIn) -> None:
    """Its kind, and what it weighs with everything in it."""
    rules.may_change(shipment.state).or_refuse()
    _weighs(data.weight)
    unit.kind, unit.weight = data.kind, data.weight
    await uow.session.flush()
    told(uow, shipment)


def _weighs(weight: Decimal | None) -> None:
    if weight is not None and weight <= rules.ZERO:
        raise Refused.at("weight", _("Must be above zero"))


async def drop_unit(uow: UnitOfWork, shipment: Shipment, unit: HandlingUnit) -> None:
    """What was in it is to be packed again. Its number is never used again."""
    rules.is_picking(shipment.state).or_refuse()
    for content in unit.contents:
        await uow.session.delete(content)
    await uow.session.flush()
    await uow.session.delete(unit)
    await uow.session.flush()
    told(uow, shipment)


async def put_in(uow: UnitOfWork, shipment: Shipment, unit: HandlingUnit, data: ContentIn) -> None:
    rules.is_picking(shipment.state).or_refuse()
    if data.pick is None and not data.scanned.strip():
        raise Refused.at("scanned", _("Say what goes in"))
    if data.pick is None:
        pick = scanning.to_pack(shipment, data.scanned)
    else:
        known = {each.id: each for each in shipment.picks}
        if data.pick not in known:
            raise NotFound
        pick = known[data.pick]
    await holds.none_of(uow, [pick])
    quantity = pick.loose if data.quantity is None else data.quantity
    rules.may_put_in(pick.loose, quantity).or_refuse()
    await put(uow, unit, pick, quantity)
    await uow.session.flush()
    told(uow, shipment)


async def put(uow: UnitOfWork, unit: HandlingUnit, pick: Pick, quantity: Decimal) -> None:
    for content in pick.contents:
        if content.unit_id == unit.id:
            content.quantity += quantity
            return
    uow.session.add(Content(unit_id=unit.id, pick_id=pick.id, quantity=quantity))


async def take_out(uow: UnitOfWork, shipment: Shipment, unit: HandlingUnit, content_id: UUID) -> None:
    rules.is_picking(shipment.state).or_refuse()
    content = await content_of(uow, unit.id, content_id)
    if content is None:
        raise NotFound
    await uow.session.delete(content)
    await uow.session.flush()
    told(uow, shipment)


def unit_of(shipment: Shipment, unit_id: UUID) -> HandlingUnit:
    for unit in shipment.units:
        if unit.id == unit_id:
            return unit
    raise NotFound
