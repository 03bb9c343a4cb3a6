"""A small factory inside a company: three work centers, a frame of two parts, and its routing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.organizations.models import Plant
from unison_web.modules.production.models import Reason
from unison_web.modules.routings.models import Routing, RoutingOperation, RoutingStep
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.service.opening import opening


@dataclass(frozen=True)
class SmallFactory:
    """What the tests order and where they make it."""

    organization: UUID
    plant: UUID
    frame: str
    tube: str
    frame_id: UUID
    machines: dict[str, UUID]


async def small_factory(engine: AsyncEngine, organization: UUID, mark: str = "") -> SmallFactory:
    mark = mark or uuid4().hex[:6].upper()
    async with unit_of_work(engine, system(organization)) as uow:
        plant = (
            await uow.session.scalars(
                select(Plant).where(Plant.organization_id == organization).order_by(Plant.created_at)
            )
        ).first()
        assert plant
        pieces = await _pieces(uow)
        frame, tube = await _materials(uow, mark, pieces)
        machines = await _made(uow, plant, frame, mark)
        await _reasons(uow)
        await opening(uow, plant.id, [(tube.id, (await _warehouse(uow, plant)).id, Decimal(100_000))])
        return SmallFactory(organization, plant.id, frame.number, tube.number, frame.id, machines)


async def _warehouse(uow: UnitOfWork, plant: Plant) -> Location:
    """One for all small factories of a plant."""
    mine = (Location.organization_id == uow.organization_id, Location.plant_id == plant.id)
    found = await uow.session.scalar(select(Location).where(*mine, Location.code == "Warehouse"))
    if found is None:
        found = Location(plant_id=plant.id, code="Warehouse", name="Warehouse", kind="warehouse", receives=True)
        uow.session.add(found)
        await uow.session.flush()
    return found


async def _pieces(uow: UnitOfWork) -> Unit:
    found = await uow.session.scalar(select(Unit).where(Unit.organization_id == uow.organization_id, Unit.code == "EA"))
    if found is None:
        found = Unit(code="EA", name="Piece", dimension="count")
        uow.session.add(found)
        await uow.session.flush()
    return found


async def _materials(uow: UnitOfWork, mark: str, unit: Unit) -> tuple[Material, Material]:
    frame = Material(number=f"FR-{mark}", name=f"Frame {mark}", type="make", unit_id=unit.id)
    tube = Material(number=f"TU-{mark}", name=f"Tube {mark}", type="buy", unit_id=unit.id)
    frame.index_words()
    tube.index_words()
    uow.session.add_all([frame, tube])
    await uow.session.flush()
    bom = Bom(material_id=frame.id, revision="A", state="released")
    uow.session.add(bom)
    await uow.session.flush()
    uow.session.add(
        BomLine(bom_id=bom.id, position=10, component_id=tube.id, quantity=Decimal(2), unit_id=unit.id, operation=10)
    )
    return frame, tube


async def _made(uow: UnitOfWork, plant: Plant, frame: Material, mark: str) -> dict[str, UUID]:
    routing = Routing(plant_id=plant.id, material_id=frame.id, revision="A", state="released")
    uow.session.add(routing)
    await uow.session.flush()
    machines = {}
    for sequence, name in ((10, "Forming"), (20, "Welding"), (30, "Final")):
        center = WorkCenter(plant_id=plant.id, code=f"{name[:4].upper()}{mark}", name=name)
        uow.session.add(center)
        await uow.session.flush()
        machine = Machine(
            plant_id=plant.id, work_center_id=center.id, code=f"{name[:4].upper()}-{mark}", name=name, state="idle"
        )
        operation = RoutingOperation(
            routing_id=routing.id, sequence=sequence, work_center_id=center.id, name=name, run_minutes=Decimal(2)
        )
        uow.session.add_all([machine, operation])
        await uow.session.flush()
        uow.session.add(RoutingStep(operation_id=operation.id, position=1, text=f"Do the {name.lower()}"))
        machines[name] = machine.id
    return machines


async def _reasons(uow: UnitOfWork) -> None:
    known = select(Reason.code).where(Reason.organization_id == uow.organization_id)
    if "burr" not in set(await uow.session.scalars(known)):
        uow.session.add(Reason(kind="scrap", code="burr", name="Burr"))
        uow.session.add(Reason(kind="stop", code="material", name="No material"))
