"""Routings: heads by plant, material and revision; operations by number; steps by position."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from uuid import UUID

from sqlalchemy.orm import joinedload

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.modules.machines.importing.machines import Places, centers_by_code
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.routings import rules
from unison_web.modules.routings.importing.rows import RoutingRow, StepRow
from unison_web.modules.routings.models import Routing, RoutingOperation, RoutingStep
from unison_web.modules.routings.repository import OperationRepository, RoutingRepository, StepRepository

HeadKey = tuple[UUID, UUID, str]
MINUTES = ("setup_minutes", "run_minutes", "labour_minutes")
NAMES = ("specs", "tools", "materials", "illustrations", "blueprints")


class Routings:
    """A material's first routing in a plant is released at once; a further revision waits as a draft."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report, self.places = uow, report, Places(uow)
        self.materials: dict[str, UUID] = {}
        self.centers: dict[Hashable, WorkCenter] = {}

    async def write(self, rows: Sequence[tuple[int, RoutingRow]]) -> None:
        if not self.materials:
            self.materials = await MaterialRepository(self.uow).ids_by_number()
            self.centers = await centers_by_code(self.uow)
            self.report.names |= {center.id: center.code for center in self.centers.values()}
        good = [(key, row, center, number) for number, row in rows for key, center in await self._accept(number, row)]
        heads = await self._heads([(key, row) for key, row, _center, _number in good])
        operations = OperationRepository(self.uow)
        found = await operations.all(operations.mine().where(RoutingOperation.routing_id.in_(heads.values())))
        known: dict[Hashable, RoutingOperation] = {(row.routing_id, row.sequence): row for row in found}
        wanted: dict[Hashable, Values] = {
            (heads[key], row.op): self._values(heads[key], row, center) for key, row, center, _number in good
        }
        places: dict[Hashable, int] = {(heads[key], row.op): number for key, row, _center, number in good}
        await upsert(self.uow, RoutingOperation, known, wanted, self.report, places)

    async def _accept(self, number: int, row: RoutingRow) -> list[tuple[HeadKey, WorkCenter]]:
        plant = await self.places.find(row.plant)
        material = self.materials.get(row.item)
        center = None if isinstance(plant, str) else self.centers.get((plant.id, row.work_center))
        if isinstance(plant, str):
            self.report.refuse(number, plant, "plant")
        elif material is None:
            self.report.refuse(
                number, _("There is no material with the number {number}").format(number=row.item), "item"
            )
        elif center is None:
            words = _("There is no work center with the code {code} in this plant")
            self.report.refuse(number, words.format(code=row.work_center), "work_center")
        elif min(getattr(row, name) for name in MINUTES) < 0:
            self.report.refuse(number, _("Cannot be below zero"), "run_minutes")
        elif self.report.first(number, "operation", (plant.id, material, row.revision, row.op), "op", str(row.op)):
            return [((plant.id, material, row.revision), center)]
        return []

    async def _heads(self, rows: list[tuple[HeadKey, RoutingRow]]) -> dict[HeadKey, UUID]:
        routings = RoutingRepository(self.uow)
        asked = {material for (_plant, material, _revision), _row in rows}
        found = await routings.all(routings.mine().where(Routing.material_id.in_(asked)))
        known: dict[Hashable, Routing] = {(row.plant_id, row.material_id, row.revision): row for row in found}
        ids: dict[HeadKey, UUID] = {(row.plant_id, row.material_id, row.revision): row.id for row in found}
        released = {(row.plant_id, row.material_id) for row in found if row.state == "released"}
        wanted: dict[Hashable, Values] = {}
        for key, row in rows:
            if key in ids:
                continue
            ids[key] = new_id()
            wanted[key] = {
                "id": ids[key], "plant_id": key[0], "material_id": key[1], "revision": key[2], "derived": row.derived,
                "source": row.source, "state": "draft" if key[:2] in released else "released",
            }  # fmt: skip
            released.add(key[:2])
        await upsert(self.uow, Routing, known, wanted, self.report)
        return ids

    @staticmethod
    def _values(routing_id: UUID, row: RoutingRow, center: WorkCenter) -> Values:
        usual = row.usual_quantity or rules.usual_quantity(row.run_minutes, row.lot_size)
        return {
            "routing_id": routing_id, "sequence": row.op, "work_center_id": center.id, "name": row.name or center.name,
            **{name: getattr(row, name) for name in MINUTES}, "lot_size": row.lot_size, "usual_quantity": usual,
        }  # fmt: skip


class Steps:
    """Instructions for operations that are there."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report, self.places = uow, report, Places(uow)
        self.operations: dict[Hashable, UUID] | None = None

    async def write(self, rows: Sequence[tuple[int, StepRow]]) -> None:
        operations = await self._operations()
        found: list[tuple[UUID, StepRow]] = []
        places: dict[Hashable, int] = {}
        for number, row in rows:
            plant = await self.places.find(row.plant)
            operation = None if isinstance(plant, str) else operations.get((plant.id, row.item, row.revision, row.op))
            if operation is None:
                words = _("There is no operation {op} of {item}, revision {revision}")
                self.report.refuse(number, words.format(op=row.op, item=row.item, revision=row.revision), "op")
            elif self.report.first(number, "step", (operation, row.position), "position", str(row.position)):
                places[operation, row.position] = number
                found.append((operation, row))
        steps = StepRepository(self.uow)
        rows_there = await steps.all(steps.mine().where(RoutingStep.operation_id.in_({key for key, _row in found})))
        known: dict[Hashable, RoutingStep] = {(row.operation_id, row.position): row for row in rows_there}
        wanted: dict[Hashable, Values] = {(key, row.position): self._values(key, row) for key, row in found}
        await upsert(self.uow, RoutingStep, known, wanted, self.report, places)

    async def _operations(self) -> dict[Hashable, UUID]:
        if self.operations is None:
            operations = OperationRepository(self.uow)
            # an inner join: a routing of another plant is invisible here, its operations are not
            options = joinedload(RoutingOperation.routing, innerjoin=True).joinedload(Routing.material)
            self.operations = {
                (row.routing.plant_id, row.routing.material.number, row.routing.revision, row.sequence): row.id
                for row in await operations.all(operations.mine(), options)
            }
        return self.operations

    @staticmethod
    def _values(operation_id: UUID, row: StepRow) -> Values:
        names = {name: [part.strip() for part in getattr(row, name).split("|") if part.strip()] for name in NAMES}
        return {"operation_id": operation_id, "position": row.position, "text": row.text, **names}
