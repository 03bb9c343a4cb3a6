"""What of work centers and machines is changed in their lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.cells import Editable
from unison_web.modules.machines import service
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.repository import MachineRepository, WorkCenterRepository
from unison_web.modules.machines.rules import Machines
from unison_web.modules.machines.schemas import MachineIn, WorkCenterIn

PLACES = ("plant", "work_center")


async def machine(uow: UnitOfWork, machine_id: UUID) -> Machine:
    return await MachineRepository(uow).record(machine_id)


async def center(uow: UnitOfWork, center_id: UUID) -> WorkCenter:
    return await WorkCenterRepository(uow).record(center_id)


def machine_said(uow: UnitOfWork, row: Machine) -> dict[str, Any]:
    names = [name for name in MachineIn.__struct_fields__ if name not in PLACES]
    said = {name: getattr(row, name) for name in names}
    return {**said, "plant": row.plant.code, "work_center": row.work_center.code}


def center_said(uow: UnitOfWork, row: WorkCenter) -> dict[str, Any]:
    names = [name for name in WorkCenterIn.__struct_fields__ if name not in PLACES]
    return {**{name: getattr(row, name) for name in names}, "plant": row.plant.code}


MACHINE_CELLS = Editable(
    MachineIn, Machines.WRITE, machine, machine_said, service.change_machine, {"name": "name", "location": "location"}
)
CENTER_CELLS = Editable(
    WorkCenterIn, Machines.WRITE, center, center_said, service.change_center, {"name": "name", "slots": "slots"}
)
