"""Shipments and their lines until picking begins."""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from unison_web.engine.quantity import UnitMismatch, as_decimal, ratio
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine
from unison_web.modules.demands.repository import OrderRepository
from unison_web.modules.machines.service import check_version, plant_meant
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.meant import bridges, material_meant
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.service.partners import partner_meant
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.events import ShipmentMoved
from unison_web.modules.shipping.models import Shipment, ShipmentLine
from unison_web.modules.shipping.repository import DockRepository, ShipmentRepository, address_of, underway
from unison_web.modules.shipping.schemas import ShipmentIn, ShipmentLineIn
from unison_web.modules.stock import rules as stock_rules


def told(uow: UnitOfWork, shipment: Shipment) -> None:
    """Pages that show it look again."""
    uow.emit(ShipmentMoved(shipment.id, shipment.number, shipment.state, shipment.plant_id))


async def create(uow: UnitOfWork, data: ShipmentIn) -> Shipment:
    """A draft; from a customer order with whatever of it is not on its way."""
    plant = await plant_meant(uow, data.plant)
    order = await _order_meant(uow, data.order.strip()) if data.order.strip() else None
    shipment = Shipment(number="", plant_id=plant.id, state="draft", order_id=order.id if order else None)
    await _fill(uow, shipment, plant, data, order)
    uow.session.add(shipment)
    await uow.session.flush()
    if order:
        await _lines_of(uow, shipment, order)
    told(uow, shipment)
    return shipment


async def change(uow: UnitOfWork, shipment: Shipment, data: ShipmentIn) -> Shipment:
    check_version(shipment.version, data.version)
    rules.may_change(shipment.state).or_refuse()
    await _fill(uow, shipment, shipment.plant, data, shipment.order)
    await uow.session.flush()
    told(uow, shipment)
    return shipment


async def _fill(
    uow: UnitOfWork, shipment: Shipment, plant: Plant, data: ShipmentIn, order: CustomerOrder | None
) -> None:
    number = data.number.strip()
    taken = number and number != shipment.number and await ShipmentRepository(uow).by_number(number)
    rules.is_good_number(number, bool(taken)).or_refuse()
    customer = await _customer_meant(uow, shipment, data.customer.strip(), order)
    shipment.customer_id = customer.id
    shipment.deliver_to = data.deliver_to.strip() or await address_of(uow, customer.id, customer.name)
    shipment.carrier, shipment.tracking = data.carrier.strip(), data.tracking.strip()
    shipment.note = data.note.strip()
    if data.due_on or not shipment.number:
        shipment.due_on = data.due_on or uow.now().astimezone(ZoneInfo(plant.zone)).date()
    await _at_dock(uow, shipment, plant, data)
    await custom.apply(uow, "shipments", shipment, data.custom, state=shipment.state)
    shipment.number = number or shipment.number or await next_number(uow, "shipment")


async def _customer_meant(uow: UnitOfWork, shipment: Shipment, said: str, order: CustomerOrder | None) -> Partner:
    """The one of the order; without an order the one that was said, or, left out later, the one it has."""
    known = order.customer if order else shipment.customer if shipment.number else None
    meant = await partner_meant(uow, said, "customer", "customer") if said or known is None else known
    if order:
        rules.of_the_order(order.number, order.customer.number, meant.number).or_refuse()
    return meant


async def _at_dock(uow: UnitOfWork, shipment: Shipment, plant: Plant, data: ShipmentIn) -> None:
    """One shipment at a dock at a time; the dock's row is the lock."""
    code, zone = data.dock.strip(), ZoneInfo(plant.zone)
    rules.dock_has_time(code, data.dock_at).or_refuse()
    shipment.dock_id, shipment.dock_at, shipment.dock_minutes = None, None, data.dock_minutes
    if not code or data.dock_at is None:
        return
    dock = await DockRepository(uow).called(plant.id, code, lock=True)
    if dock is None or dock.state != "active":
        raise Refused(dock=_("There is no dock with the code {code}").format(code=code))
    begins = (data.dock_at if data.dock_at.tzinfo else data.dock_at.replace(tzinfo=zone)).astimezone(UTC)
    ends = begins + timedelta(minutes=data.dock_minutes)
    other = await ShipmentRepository(uow).at_dock(dock.id, begins, ends, shipment.id)
    if other and other.dock_at:
        since, until = other.dock_at, other.dock_at + timedelta(minutes=other.dock_minutes)
        span = [f"{each.astimezone(zone):%H:%M}" for each in (since, until)]
        rules.dock_is_free(other.number, dock.code, *span).or_refuse()
    shipment.dock_id, shipment.dock_at = dock.id, begins


async def _order_meant(uow: UnitOfWork, number: str) -> CustomerOrder:
    """Locked: two people who make a shipment of the same order do it one after the other."""
    found = select(CustomerOrder.id).where(
        CustomerOrder.organization_id == uow.organization_id, CustomerOrder.number == number
    )
    key = await uow.session.scalar(found.with_for_update())
    if key is None:
        raise Refused.at("order", _("There is no customer order with the number {number}").format(number=number))
    order = await OrderRepository(uow).record(key)
    rules.order_is_open(order.number, order.state).or_refuse()
    return order


async def _lines_of(uow: UnitOfWork, shipment: Shipment, order: CustomerOrder) -> None:
    """What of each line is neither shipped nor on another shipment."""
    others = await underway(uow, [line.id for line in order.lines])
    made = 0
    for line in order.lines:
        open_ = await own_units(uow, line, line.quantity - line.shipped) - others.get(line.id, rules.ZERO)
        if open_ > rules.ZERO:
            made += 1
            uow.session.add(ShipmentLine(
                shipment_id=shipment.id, position=made * 10, material_id=line.material_id, quantity=open_,
                order_line_id=line.id,
            ))  # fmt: skip
    rules.anything_left(order.number, made).or_refuse()
    await uow.session.flush()


async def own_units(uow: UnitOfWork, line: CustomerOrderLine, quantity: Decimal, *, back: bool = False) -> Decimal:
    """A quantity of a line of an order in the material's own unit; ``back``, the other way round."""
    material = await MaterialRepository(uow).record(line.material_id)
    try:
        each = ratio(line.unit.exact, material.unit.exact, bridges=bridges(material))
    except UnitMismatch as wrong:
        words = material_rules.not_counted_in(material.number, line.unit.code, material.unit.code)
        raise Refused(words) from wrong
    return as_decimal(Fraction(quantity) / each if back else Fraction(quantity) * each)


async def add_line(uow: UnitOfWork, shipment: Shipment, data: ShipmentLineIn) -> None:
    rules.is_draft(shipment.state).or_refuse()
    stock_rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    position = await ShipmentRepository(uow).last_position(shipment.id) + 10
    uow.session.add(ShipmentLine(
        shipment_id=shipment.id, position=position, material_id=material.id, quantity=data.quantity
    ))  # fmt: skip
    await uow.session.flush()
    told(uow, shipment)


async def change_line(uow: UnitOfWork, shipment: Shipment, line_id: UUID, quantity: Decimal) -> None:
    """Less, or more as far as the order wants it."""
    rules.is_draft(shipment.state).or_refuse()
    stock_rules.countable(quantity).or_refuse()
    line = line_of(shipment, line_id)
    if line.order_line_id and shipment.order_id:
        await uow.session.execute(select(CustomerOrder.id).where(
            CustomerOrder.organization_id == uow.organization_id, CustomerOrder.id == shipment.order_id
        ).with_for_update())  # fmt: skip
        order = await OrderRepository(uow).record(shipment.order_id)
        wanted = next(each for each in order.lines if each.id == line.order_line_id)
        others = (await underway(uow, [wanted.id])).get(wanted.id, rules.ZERO) - line.quantity
        open_ = await own_units(uow, wanted, wanted.quantity - wanted.shipped) - others
        rules.may_ship_of(open_, quantity, line.material.unit.code).or_refuse()
    line.quantity = quantity
    await uow.session.flush()
    told(uow, shipment)


async def drop_line(uow: UnitOfWork, shipment: Shipment, line_id: UUID) -> None:
    rules.is_draft(shipment.state).or_refuse()
    await uow.session.delete(line_of(shipment, line_id))
    await uow.session.flush()
    told(uow, shipment)


def line_of(shipment: Shipment, line_id: UUID) -> ShipmentLine:
    for line in shipment.lines:
        if line.id == line_id:
            return line
    raise NotFound
