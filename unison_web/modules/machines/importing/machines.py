"""Work centers and machines, by plant and code."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import all_of
from unison_web.modules.machines import rules
from unison_web.modules.machines.importing.rows import MachineRow, WorkCenterRow
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.repository import MachineRepository, WorkCenterRepository
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.organizations.models import Plant


class Places:
    """Plants by code, asked for once; "" is the plant of the actor, or the only one."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.known: dict[str, Plant | str] = {}

    async def find(self, code: str) -> Plant | str:
        """The plant, or why there is none."""
        if code not in self.known:
            try:
                self.known[code] = await plant_meant(self.uow, code)
            except Refused as refused:
                self.known[code] = refused.message
        return self.known[code]


class WorkCenters:
    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report, self.places = uow, report, Places(uow)

    async def write(self, rows: Sequence[tuple[int, WorkCenterRow]]) -> None:
        known = await centers_by_code(self.uow)
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            plant = await self.places.find(row.plant)
            verdict = all_of([rules.good_week(row.hours_per_week), rules.not_negative("cost_rate", row.cost_rate)])
            if isinstance(plant, str):
                self.report.refuse(number, plant, "plant")
            elif not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
            elif self.report.first(number, "work center", (plant.id, row.code), "code", row.code):
                places[plant.id, row.code] = number
                wanted[plant.id, row.code] = {
                    "plant_id": plant.id, "code": row.code, "name": row.name, "cost_rate": row.cost_rate,
                    "currency": plant.currency, "hours_per_week": row.hours_per_week, "slots": row.slots,
                }  # fmt: skip
        await upsert(self.uow, WorkCenter, known, wanted, self.report, places)


class Machines:
    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report, self.places = uow, report, Places(uow)

    async def write(self, rows: Sequence[tuple[int, MachineRow]]) -> None:
        machines = MachineRepository(self.uow)
        known: dict[Hashable, Machine] = {(row.plant_id, row.code): row for row in await machines.all(machines.mine())}
        centers = await centers_by_code(self.uow)
        self.report.names |= {center.id: center.code for center in centers.values()}
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            plant = await self.places.find(row.plant)
            center = None if isinstance(plant, str) else centers.get((plant.id, row.work_center))
            if isinstance(plant, str):
                self.report.refuse(number, plant, "plant")
            elif center is None:
                words = _("There is no work center with the code {code} in this plant")
                self.report.refuse(number, words.format(code=row.work_center), "work_center")
            elif self.report.first(number, "machine", (plant.id, row.code), "code", row.code):
                places[plant.id, row.code] = number
                wanted[plant.id, row.code] = {
                    "plant_id": plant.id, "code": row.code, "name": row.name, "work_center_id": center.id,
                    "machine_class": row.machine_class, "location": row.location, "cost_rate": row.cost_rate,
                    "slots": row.slots,
                }  # fmt: skip
        await upsert(self.uow, Machine, known, wanted, self.report, places)


async def centers_by_code(uow: UnitOfWork) -> dict[Hashable, WorkCenter]:
    centers = WorkCenterRepository(uow)
    return {(row.plant_id, row.code): row for row in await centers.all(centers.mine())}
