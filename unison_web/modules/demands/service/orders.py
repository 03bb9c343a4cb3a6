"""Customer orders: heads, lines, states, and the work order a line leads to."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID

from unison_web.engine.quantity import UnitMismatch, as_decimal, ratio
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.demands import rules
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine
from unison_web.modules.demands.repository import OrderRepository
from unison_web.modules.demands.schemas import OrderIn, OrderLineIn
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.costs import today
from unison_web.modules.materials.service.meant import bridges, check_version, material_meant, unit_meant
from unison_web.modules.partners.service.partners import partner_meant
from unison_web.modules.work_orders.schemas import WorkOrderIn
from unison_web.modules.work_orders.service import making

#: When a day ends for those who make something for it.
END_OF_WORK = time(16)


async def create(uow: UnitOfWork, data: OrderIn) -> CustomerOrder:
    """A draft without lines."""
    order = CustomerOrder(number="", state="draft")
    await _fill(uow, order, data)
    uow.session.add(order)
    await uow.session.flush()
    return await again(uow, order.id)


async def change(uow: UnitOfWork, order: CustomerOrder, data: OrderIn) -> CustomerOrder:
    check_version(order.version, data.version)
    rules.may_change(order.state).or_refuse()
    await _fill(uow, order, data)
    await uow.session.flush()
    return await again(uow, order.id)


async def go(uow: UnitOfWork, order: CustomerOrder, verb: str, reason: str = "") -> CustomerOrder:
    """Confirm, close, cancel or reopen."""
    rules.may_go(verb, order.state, len(order.lines)).or_refuse()
    await custom.ready(uow, "customer-orders", order, rules.LIFE.after(verb))
    uow.reason = reason or uow.reason
    order.state = rules.LIFE.after(verb)
    await uow.session.flush()
    return await again(uow, order.id)


async def add_line(uow: UnitOfWork, order: CustomerOrder, data: OrderLineIn) -> CustomerOrder:
    rules.may_change(order.state).or_refuse()
    position = await OrderRepository(uow).last_position(order.id) + 10
    line = CustomerOrderLine(order_id=order.id, position=position)
    await _fill_line(uow, line, order.due_on, data)
    uow.session.add(line)
    await uow.session.flush()
    return await again(uow, order.id)


async def change_line(uow: UnitOfWork, line: CustomerOrderLine, data: OrderLineIn) -> CustomerOrder:
    check_version(line.version, data.version)
    rules.may_change(line.order.state).or_refuse()
    before = line.material_id
    await _fill_line(uow, line, line.order.due_on, data)
    if line.work_order and line.material_id != before:
        raise Refused(material=rules.may_remove_line(line.work_order.number).why)
    await uow.session.flush()
    return await again(uow, line.order_id)


async def remove_line(uow: UnitOfWork, line: CustomerOrderLine) -> CustomerOrder:
    rules.may_change(line.order.state).or_refuse()
    rules.may_remove_line(line.work_order.number if line.work_order else "", line.shipped).or_refuse()
    await uow.session.delete(line)
    await uow.session.flush()
    return await again(uow, line.order_id)


async def make(uow: UnitOfWork, line: CustomerOrderLine) -> str:
    """A planned work order for all of the line, due on its day. Its number."""
    number = line.work_order.number if line.work_order else ""
    rules.may_make(line.order.state, line.material.type, number).or_refuse()
    material = await MaterialRepository(uow).record(line.material_id)
    said = WorkOrderIn(
        material=material.number,
        quantity=as_decimal(Fraction(line.quantity) * _own_units(line.unit, material)),
        due_at=datetime.combine(line.due_on, END_OF_WORK),
        customer=f"{line.order.number} {line.order.customer.name}"[:120],
        note=line.note,
    )
    order = await making.create(uow, said)
    line.work_order_id = order.id
    await uow.session.flush()
    return order.number


async def again(uow: UnitOfWork, order_id: UUID) -> CustomerOrder:
    """As it is now, with everything its page shows."""
    uow.session.expire_all()
    return await OrderRepository(uow).record(order_id)


def _own_units(unit: Unit, material: Material) -> Fraction:
    try:
        return ratio(unit.exact, material.unit.exact, bridges=bridges(material))
    except UnitMismatch as wrong:
        words = material_rules.not_counted_in(material.number, unit.code, material.unit.code)
        raise Refused(unit=words) from wrong


async def _fill(uow: UnitOfWork, order: CustomerOrder, data: OrderIn) -> None:
    number = data.number.strip()
    if number and number != order.number and await OrderRepository(uow).by_number(number):
        raise Refused(number=_("There is already a customer order with the number {number}").format(number=number))
    customer = await partner_meant(uow, data.customer, "customer", "customer")
    order.customer_id = customer.id
    order.reference, order.note = data.reference.strip(), data.note.strip()
    order.due_on = data.due_on
    if data.ordered_on or not order.number:
        order.ordered_on = data.ordered_on or today(uow)
    order.currency = data.currency or customer.currency
    await custom.apply(uow, "customer-orders", order, data.custom)
    order.number = number or order.number or await next_number(uow, "customer_order")


async def _fill_line(uow: UnitOfWork, line: CustomerOrderLine, due_on: date, data: OrderLineIn) -> None:
    rules.good_line(data.quantity, data.price).or_refuse()
    material = await material_meant(uow, data.material)
    if material.id != line.material_id:
        material_rules.may_enter_new_lines(material.number, material.state, "material").or_refuse()
    material = await MaterialRepository(uow).record(material.id)
    unit = await unit_meant(uow, data.unit) if data.unit else material.unit
    _own_units(unit, material)
    line.material_id, line.unit_id = material.id, unit.id
    line.quantity, line.price = data.quantity, data.price
    line.due_on, line.note = data.due_on or due_on, data.note.strip()
