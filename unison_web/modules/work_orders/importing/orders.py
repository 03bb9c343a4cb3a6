"""Work orders: those that are open get their operations and materials, those that were completed are history."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import joinedload

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.numbering import next_number
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.machines.importing.machines import Places
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.organizations.models import Plant
from unison_web.modules.work_orders.importing.freezing import Copies, Frozen
from unison_web.modules.work_orders.importing.rows import WorkOrderRow
from unison_web.modules.work_orders.models import Operation, Requirement, WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.service.making import in_plant_time


class Orders:
    """By number; without one, an order is new."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report, self.places = uow, report, Places(uow)
        self.frozen = Frozen(uow)

    async def write(self, rows: Sequence[tuple[int, WorkOrderRow]]) -> None:
        materials = await self._materials({row.material for _number, row in rows})
        known = await self._known([row.number for _number, row in rows if row.number])
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        made: list[Copies] = []
        for number, row in rows:
            plant, material = await self.places.find(row.plant), materials.get(row.material)
            before = known.get(row.number)
            if isinstance(plant, str):
                self.report.refuse(number, plant, "plant")
            elif not (verdict := self._verdict(row, material, before)):
                self.report.refuse(number, verdict.why, verdict.field)
            elif not row.number or self.report.first(number, "work order", row.number, "number", row.number):
                values = await self._values(row, plant, materials[row.material], before)
                key = row.number or values["number"]
                places[key], wanted[key] = number, values
                if before is None and not row.completed:
                    made.append(await self.frozen.of(values, materials[row.material]))
        await upsert(self.uow, WorkOrder, known, wanted, self.report, places)
        await bulk_insert(self.uow, Operation, [each for one in made for each in one.operations])
        await bulk_insert(self.uow, Requirement, [each for one in made for each in one.requirements])

    @staticmethod
    def _verdict(row: WorkOrderRow, material: Material | None, before: WorkOrder | None) -> Verdict:
        if material is None:
            words = _("There is no material with the number {number}")
            return no(words.format(number=row.material), field="material")
        if row.quantity <= 0:
            return no(_("Must be above zero"), field="quantity")
        if min(row.good, row.scrap) < 0:
            return no(_("Cannot be below zero"), field="good")
        if not 1970 <= row.due.year < 3000:
            return no(_("Choose a year between 1970 and 2999"), field="due")
        if before is not None and (before.material_id != material.id or before.quantity != row.quantity):
            return no(_("Order {number} is there with another material or quantity").format(number=row.number),
                      field="number")  # fmt: skip
        if before is None and not row.completed and material.type != "make":
            return no(_("{name} is bought, not made").format(name=material.name), field="material")
        if before is None and not row.completed and material.state not in ("active", "phase_out"):
            return no(_("{name} is not active").format(name=material.name), field="material")
        return YES

    async def _values(self, row: WorkOrderRow, plant: Plant, material: Material, before: WorkOrder | None) -> Values:
        values: dict[str, Any] = {
            "due_at": in_plant_time(self.uow, row.due), "priority": row.priority, "customer": row.customer,
            "note": row.note,
        }  # fmt: skip
        if before is not None:
            return values
        values |= {
            "id": new_id(), "plant_id": plant.id, "material_id": material.id, "quantity": row.quantity,
            "unit": material.unit.code, "number": row.number or await next_number(self.uow, "work_order"),
            "state": "planned", "good": Decimal(0), "scrap": Decimal(0), "completed_at": None, "closed_at": None,
            "bom_revision": "", "routing_revision": "", "routing_derived": False,
        }  # fmt: skip
        return values | self._history(row, midday(row.completed)) if row.completed else values

    @staticmethod
    def _history(row: WorkOrderRow, ended: datetime) -> Values:
        return {"state": "closed", "good": row.good, "scrap": row.scrap, "completed_at": ended, "closed_at": ended}

    async def _materials(self, numbers: set[str]) -> dict[str, Material]:
        materials = MaterialRepository(self.uow)
        found = await materials.all(materials.mine().where(Material.number.in_(numbers)), joinedload(Material.unit))
        return {row.number: row for row in found}

    async def _known(self, numbers: list[str]) -> dict[Hashable, WorkOrder]:
        orders = WorkOrderRepository(self.uow)
        return {row.number: row for row in await orders.all(orders.mine().where(WorkOrder.number.in_(numbers)))}


def midday(day: date) -> datetime:
    """An instant of that day in every zone that matters."""
    return datetime.combine(day, time(12), UTC)
