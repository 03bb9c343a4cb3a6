"""What machines send, and where their minutes went."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.time_ledger.rules import TimeLedger
from unison_web.modules.time_ledger.schemas import MinutesOut, SignalsIn, SignalsOut
from unison_web.modules.time_ledger.service import looking, signals


class MachineSignalController(Module):
    path = "/machines/{machine_id:uuid}/signals"
    tags = ["Time of machines"]

    @post("/", permission=TimeLedger.SIGNAL, then="/machines/{machine_id}/minutes", status_code=200)
    async def create(self, uow: Uow, machine_id: FromPath[UUID], data: Body[SignalsIn]) -> SignalsOut:
        """States and counter readings of a machine, up to a thousand at once. A message that comes twice counts once,
        a late one changes what was known of then."""
        return await signals.take(uow, await MachineRepository(uow).record(machine_id), data)


class MachineMinutesController(Module):
    path = "/machines/{machine_id:uuid}/minutes"
    tags = ["Time of machines"]

    @get("/", permission=TimeLedger.READ, template="time_ledger/minutes.html")
    async def show(self, uow: Uow, machine_id: FromPath[UUID], day: FromQuery[str] = "") -> MinutesOut:
        """Where the time of a machine went on a day of its plant: today when left out. The minutes of the elements add
        up to those of the calendar."""
        return await looking.day_of(uow, await MachineRepository(uow).record(machine_id), day)
