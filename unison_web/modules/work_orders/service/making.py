"""Making and changing an order: number, frozen operations, frozen materials."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import UNSET

from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.bom.models import BomAlternate
from unison_web.modules.bom.repository import AlternateRepository, BomRepository
from unison_web.modules.bom.service import structure
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.materials import material_meant
from unison_web.modules.routings.models import RoutingCheck, RoutingStep
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.events import WorkOrderEvent
from unison_web.modules.work_orders.models import Operation, Requirement, WorkOrder
from unison_web.modules.work_orders.repository import released_routing
from unison_web.modules.work_orders.schemas import WorkOrderEdit, WorkOrderIn
from unison_web.modules.work_orders.service import outputs

ZERO = Decimal(0)
#: What of a change is no column of the order.
UNSAID = frozenset({"version", "custom"})


async def create(uow: UnitOfWork, data: WorkOrderIn) -> WorkOrder:
    """A planned order with its own copy of the released bill of materials and routing of that day."""
    plant = data.plant_id or uow.actor.plant_id
    if plant is None:
        raise Refused(plant_id=_("Choose a plant first, at the top of the page"))
    material = await material_meant(uow, data.material, made=True)
    _plain(material, data.quantity)
    order = WorkOrder(
        plant_id=plant,
        number=await next_number(uow, "work_order"),
        material_id=material.id,
        quantity=data.quantity,
        unit=material.unit.code,
        due_at=in_plant_time(uow, data.due_at),
        starts_on=data.starts_on,
        priority=data.priority,
        customer=data.customer.strip(),
        note=data.note.strip(),
        tolerance=await tolerance(uow, plant),
        material=material,
    )
    await custom.apply(uow, "work-orders", order, data.custom, state="planned")
    uow.session.add(order)
    await uow.session.flush()  # operations and materials refer to the order
    await _freeze_routing(uow, order)
    await _freeze_materials(uow, order)
    uow.emit(WorkOrderEvent(order.id, order.number, order.plant_id, "create", order.state))
    return order


async def tolerance(uow: UnitOfWork, plant: UUID) -> Decimal:
    """How many more good pieces than ordered this plant lets people report."""
    return Decimal((await preferences.load(uow)).number("work_orders.tolerance_percent", plant)) / 100


def _plain(material: Material, quantity: Decimal) -> None:
    if material.type != "make":
        raise Refused(material=_("{name} is bought, not made").format(name=material.name))
    if material.state not in ("active", "phase_out"):
        raise Refused(material=_("{name} is not active").format(name=material.name))
    positive(quantity)


def positive(quantity: Decimal) -> None:
    if quantity <= ZERO:
        raise Refused(quantity=_("Must be above zero"))


async def _freeze_routing(uow: UnitOfWork, order: WorkOrder) -> None:
    routing = await released_routing(uow, order.material_id, order.plant_id)
    if routing is None:
        return
    order.routing_revision, order.routing_derived = routing.revision, routing.derived
    for step in routing.operations:
        uow.session.add(
            Operation(
                plant_id=order.plant_id,
                work_order_id=order.id,
                sequence=step.sequence,
                name=step.name,
                work_center_id=step.work_center_id,
                setup_minutes=step.setup_minutes,
                run_minutes=step.run_minutes,
                usual_quantity=step.usual_quantity,
                quantity=order.quantity,
                steps=[frozen_step(text) for text in step.steps],
                skills=list(step.skills),
                capabilities=list(step.capabilities),
            )
        )


def frozen_step(step: RoutingStep) -> dict[str, Any]:
    """An instruction as it was when the order was made."""
    return {
        "position": step.position,
        "text": step.text,
        "specs": step.specs,
        "tools": step.tools,
        "materials": step.materials,
        "illustrations": step.illustrations,
        "blueprints": step.blueprints,
        "pictures": step.pictures,
        "checks": [frozen_check(check) for check in step.checks],
    }


def frozen_check(check: RoutingCheck) -> dict[str, Any]:
    """What is checked, with limits as they were when the order was made; numbers as exact text."""
    return {
        "id": str(check.id),
        "label": check.label,
        "kind": check.kind,
        "unit": check.unit,
        "low": None if check.low is None else str(check.low),
        "high": None if check.high is None else str(check.high),
        "choices": check.choices,
        "required": check.required,
        "limits": check.limits,
    }


async def _freeze_materials(uow: UnitOfWork, order: WorkOrder) -> None:
    """Components of the day the order starts, phantoms blown through, scrap added, with approved alternates."""
    day = first_day(order, uow.actor.timezone)
    bill = await BomRepository(uow).valid(order.material_id, day)
    order.bom_revision = bill.revision if bill else ""
    await outputs.freeze(uow, order, bill)
    needs = await structure.needs(uow, order.material_id, order.quantity, day)
    choices = await AlternateRepository(uow).of_lines({need.line.id for need in needs})
    for position, need in enumerate(needs, start=1):
        uow.session.add(
            Requirement(
                plant_id=order.plant_id, work_order_id=order.id, position=position * 10, component_id=need.component.id,
                operation=need.operation, quantity_per=need.quantity / order.quantity, needed=need.quantity,
                unit=need.component.unit.code, alternates=offered(choices.get(need.line.id, ()), day),
                takes=need.component.number, from_line=need.line.id,
            )
        )  # fmt: skip


def first_day(order: WorkOrder, zone: tzinfo) -> date:
    """When it starts: the day that was said, or as many days before it is due as the material takes."""
    due = order.due_at.astimezone(zone).date()
    return order.starts_on or due - timedelta(days=order.material.lead_days)


def offered(alternates: Iterable[BomAlternate], day: date) -> list[dict[str, Any]] | None:
    """What may be taken instead on that day, the first choice first, as it was when the order was made."""
    found = [
        {
            "number": each.component.number,
            "name": each.component.name,
            "unit": each.component.unit.code,
            "ratio": str(each.ratio),
        }
        for each in alternates
        if each.offered(day)
    ]
    return found or None


async def edit(uow: UnitOfWork, order: WorkOrder, data: WorkOrderEdit) -> WorkOrder:
    """Change what may still change. A version that is not the current one is refused."""
    if data.version is not None and data.version != order.version:
        raise Outdated(_("Somebody changed this order in the meantime. Look again, then repeat your change"))
    changed = frozenset(
        name for name in data.__struct_fields__ if name not in UNSAID and getattr(data, name) is not None
    )
    rules.may_edit(order.state, changed).or_refuse()
    for name in changed - {"quantity", "due_at"}:
        setattr(order, name, getattr(data, name))
    if data.due_at is not None:
        order.due_at = in_plant_time(uow, data.due_at)
    if data.quantity is not None and data.quantity != order.quantity:
        _rescale(order, data.quantity)
    if data.custom is not UNSET:
        await custom.apply(uow, "work-orders", order, data.custom)
    uow.emit(WorkOrderEvent(order.id, order.number, order.plant_id, "edit", order.state))
    return order


def _rescale(order: WorkOrder, quantity: Decimal) -> None:
    positive(quantity)
    for operation in order.operations:
        operation.quantity = quantity
    for requirement in order.materials:
        requirement.needed = requirement.quantity_per * quantity
    for output in order.outputs:
        output.expected = (output.quantity_per * quantity).quantize(outputs.MICRO)
    order.quantity = quantity


def in_plant_time(uow: UnitOfWork, instant: datetime) -> datetime:
    """What a person types in a form has no zone: it is the plant's wall clock. A year off the calendar is refused."""
    if not 1970 <= instant.year < 3000:
        raise Refused(due_at=_("Choose a year between 1970 and 2999"))
    return instant if instant.tzinfo else instant.replace(tzinfo=uow.actor.timezone)
