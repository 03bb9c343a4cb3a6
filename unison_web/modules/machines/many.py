"""The verbs that make sense for many machines or work centers at once."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.machines import service
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.repository import MachineRepository, WorkCenterRepository
from unison_web.modules.machines.rules import Machines


async def machine(uow: UnitOfWork, machine_id: UUID) -> Machine:
    return await MachineRepository(uow).by_id(machine_id)


async def center(uow: UnitOfWork, center_id: UUID) -> WorkCenter:
    return await WorkCenterRepository(uow).by_id(center_id)


async def archive_machine(uow: UnitOfWork, row: Machine, _said: str) -> None:
    await service.archive_machine(uow, row, archived=True)


async def restore_machine(uow: UnitOfWork, row: Machine, _said: str) -> None:
    await service.archive_machine(uow, row, archived=False)


async def archive_center(uow: UnitOfWork, row: WorkCenter, _said: str) -> None:
    await service.archive_center(uow, row, archived=True)


async def restore_center(uow: UnitOfWork, row: WorkCenter, _said: str) -> None:
    await service.archive_center(uow, row, archived=False)


MACHINES = (
    Bulk("archive", _("Archive"), Machines.WRITE, machine, archive_machine, icon="archive"),
    Bulk("restore", _("Take back"), Machines.WRITE, machine, restore_machine, icon="rotate"),
)
CENTERS = (
    Bulk("archive", _("Archive"), Machines.WRITE, center, archive_center, icon="archive"),
    Bulk("restore", _("Take back"), Machines.WRITE, center, restore_center, icon="rotate"),
)
