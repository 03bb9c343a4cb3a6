"""The operations and materials of many orders: routing and bill of a material are read once a day of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.writing import Values
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.service import structure
from unison_web.modules.materials.models import Material
from unison_web.modules.routings.models import Routing
from unison_web.modules.work_orders.repository import released_routing
from unison_web.modules.work_orders.service.making import frozen_step


@dataclass(slots=True)
class Copies:
    """What one order gets of its own."""

    operations: list[Values] = field(default_factory=list)
    requirements: list[Values] = field(default_factory=list)


class Frozen:
    """As :func:`making.create` does for one order."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.routings: dict[tuple[UUID, UUID], Routing | None] = {}
        self.bills: dict[tuple[UUID, date], tuple[str, list[Any]]] = {}

    async def of(self, order: Values, material: Material) -> Copies:
        """Names the revisions on ``order``, too."""
        place = material.id, order["plant_id"]
        if place not in self.routings:
            self.routings[place] = await released_routing(self.uow, *place)
        routing = self.routings[place]
        revision, needs = await self._bill(material.id, order["due_at"].astimezone(self.uow.actor.timezone).date())
        order["bom_revision"] = revision
        if routing:
            order["routing_revision"], order["routing_derived"] = routing.revision, routing.derived
        common = {"plant_id": order["plant_id"], "work_order_id": order["id"]}
        return Copies(
            [{**common, **each} for each in _operations(routing, order["quantity"])],
            [{**common, **each} for each in _requirements(needs, order["quantity"])],
        )

    async def _bill(self, material_id: UUID, day: date) -> tuple[str, list[Any]]:
        if (material_id, day) not in self.bills:
            bill = await BomRepository(self.uow).valid(material_id, day)
            needs = await structure.needs(self.uow, material_id, Decimal(1), day)
            self.bills[material_id, day] = bill.revision if bill else "", list(needs)
        return self.bills[material_id, day]


def _operations(routing: Routing | None, quantity: Decimal) -> list[Values]:
    return [
        {
            "id": new_id(), "sequence": step.sequence, "name": step.name, "work_center_id": step.work_center_id,
            "setup_minutes": step.setup_minutes, "run_minutes": step.run_minutes,
            "usual_quantity": step.usual_quantity, "quantity": quantity,
            "steps": [frozen_step(text) for text in step.steps], "skills": list(step.skills),
            "capabilities": list(step.capabilities),
        }
        for step in (routing.operations if routing else ())
    ]  # fmt: skip


def _requirements(needs: list[Any], quantity: Decimal) -> list[Values]:
    return [
        {
            "id": new_id(), "position": place * 10, "component_id": need.component.id, "operation": need.operation,
            "quantity_per": need.quantity, "needed": need.quantity * quantity, "unit": need.component.unit.code,
            "takes": need.component.number, "from_line": need.line.id,
        }
        for place, need in enumerate(needs, start=1)
    ]  # fmt: skip
