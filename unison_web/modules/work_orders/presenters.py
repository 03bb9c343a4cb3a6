"""Rows to what is seen: the one place where an order becomes its list row and its record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_

from unison_web.kit.actor import Actor
from unison_web.kit.web.reading import NOW, Columns
from unison_web.kit.web.structs import tidy
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.rules import warning
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.models import Operation, Output, Requirement, WorkOrder
from unison_web.modules.work_orders.repository import PLACE
from unison_web.modules.work_orders.schemas import (
    AlternateOut,
    OperationOut,
    OrderOutput,
    RequirementOut,
    WorkOrderOut,
    WorkOrderRow,
)

Availability = dict[UUID, tuple[Decimal, Decimal]]
ZERO, MICRO = Decimal(0), Decimal("0.000001")
LATE = and_(WorkOrder.state.in_(rules.OPEN), WorkOrder.due_at < NOW)
#: The material is joined.
ROWS = Columns(WorkOrderRow, WorkOrder, material=Material.name, material_number=Material.number, late=LATE, at=PLACE)


def record(
    order: WorkOrder, actor: Actor, free: Availability, now: datetime, brought: Mapping[UUID, Decimal]
) -> WorkOrderOut:
    return WorkOrderOut.of(
        order,
        material=order.material.name,
        material_number=order.material.number,
        drawing=order.material.drawing,
        late=order.is_late(now),
        most=rules.limit(order.quantity, order.tolerance),
        operations=[operation_out(operation) for operation in order.operations],
        materials=[
            requirement_out(requirement, free, still_to_make(order, requirement)) for requirement in order.materials
        ],
        outputs=[output_out(output, brought.get(output.material_id, ZERO)) for output in order.outputs],
        actions=actions(order.state, actor),
    )


def output_out(output: Output, brought: Decimal) -> OrderOutput:
    material, share = output.material, output.cost_share * 100
    return OrderOutput.of(output, number=material.number, name=material.name, brought=brought, cost_share=share)


def operation_out(operation: Operation) -> OperationOut:
    machine = operation.machine.code if operation.machine else ""
    center = operation.work_center
    return OperationOut.of(operation, work_center=center.code, work_center_name=center.name, machine=machine)


def still_to_make(order: WorkOrder, requirement: Requirement) -> Decimal:
    """The share of pieces the component's operation has not dealt with yet: what went in is not needed any more."""
    if order.state not in rules.OPEN:
        return ZERO
    takes = next((operation for operation in order.operations if operation.sequence == requirement.operation), None)
    if takes is None:
        return max(order.quantity - order.good, ZERO) / order.quantity
    if takes.state in ("done", "skipped"):
        return ZERO
    return max(order.quantity - takes.done, ZERO) / order.quantity


def requirement_out(requirement: Requirement, free: Availability, share: Decimal) -> RequirementOut:
    """``missing`` counts what the pieces still to be made take against what is free."""
    on_hand, available = free.get(requirement.component_id, (ZERO, ZERO))
    missing = (requirement.needed * share - available).quantize(MICRO)
    return RequirementOut.of(
        requirement,
        number=requirement.component.number,
        name=requirement.component.name,
        on_hand=on_hand,
        free=available,
        missing=max(missing, ZERO),
        used=share == ZERO,
        alternates=[
            AlternateOut(each["number"], each["name"], tidy(usual(requirement) * Decimal(each["ratio"])), each["unit"])
            for each in requirement.alternates or ()
            if each["number"] != requirement.component.number
        ],
        cost=(requirement.needed * requirement.component.standard_cost).quantize(MICRO),
        currency=requirement.component.currency,
        replaced=requirement.replaced["number"] if requirement.replaced else "",
        warning="" if share == ZERO else warning(requirement.component.number, requirement.component.state),
    )


def usual(requirement: Requirement) -> Decimal:
    """How much of the component the bill names it would take."""
    if not requirement.replaced:
        return requirement.needed
    return requirement.needed * Decimal(requirement.replaced["quantity_per"]) / requirement.quantity_per


def actions(state: str, actor: Actor) -> list[str]:
    """Verbs the state allows and the person may do, in the order a person thinks of them."""
    return [verb for verb, needed in rules.PERMISSIONS.items() if rules.ORDER.allows(verb, state) and actor.may(needed)]
