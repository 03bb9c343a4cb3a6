"""What happens at an operation, addressed by its order: ``POST /work-orders/WO-10482/operations/20/reports``."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.production import presenters
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.repository import CheckRepository, LogRepository
from unison_web.modules.production.rules import Floor
from unison_web.modules.production.schemas import (
    EntryOut,
    FindingIn,
    FindingOut,
    FinishIn,
    OperationNow,
    PauseIn,
    ReportIn,
    StartIn,
    StopIn,
)
from unison_web.modules.production.service import checks, reports, running
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository

RECORD = "/work-orders/{order}"


class OperationController(Module):
    path = "/work-orders/{number:str}/operations/{sequence:int}"
    tags = ["Operations"]

    @get("/", permission=Floor.READ)
    async def show(self, uow: Uow, number: FromPath[str], sequence: FromPath[int]) -> OperationNow:
        """Counts and state of one operation."""
        return presenters.now_out(await OperationRepository(uow).of(number, sequence))

    @get("/reports", permission=Floor.READ)
    async def log(self, uow: Uow, number: FromPath[str], sequence: FromPath[int]) -> list[EntryOut]:
        """The latest entries of the operation's log, newest first."""
        operation = await OperationRepository(uow).of(number, sequence)
        entries = await LogRepository(uow).latest(operation=operation.id, limit=100)
        taken_back = await LogRepository(uow).reversed_among([entry.id for entry in entries])
        return [presenters.entry_out(entry, taken_back) for entry in entries]

    @post("/reports", permission=Floor.REPORT, then=RECORD)
    async def report(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[ReportIn]
    ) -> OperationNow:
        """Good pieces, or bad ones with a reason."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return await repainted(uow, operation, await reports.report(uow, operation, data))

    @post("/start", permission=Floor.REPORT, then=RECORD, status_code=200)
    async def start(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[StartIn]
    ) -> OperationNow:
        """Begin, or go on after a pause."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return await repainted(uow, operation, await running.start(uow, operation, data))

    @post("/pause", permission=Floor.REPORT, then=RECORD, status_code=200)
    async def pause(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[PauseIn]
    ) -> OperationNow:
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return await repainted(uow, operation, await running.pause(uow, operation, data))

    @post("/stop", permission=Floor.REPORT, then=RECORD, status_code=200)
    async def stop(self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[StopIn]) -> OperationNow:
        """The machine stands, and why."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return await repainted(uow, operation, await running.stop(uow, operation, data))

    @post("/finish", permission=Floor.REPORT, then=RECORD, status_code=200)
    async def finish(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[FinishIn]
    ) -> OperationNow:
        """End the operation. After the last one the order is finished."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return await repainted(uow, operation, await running.finish(uow, operation, data))


class OperationCheckController(Module):
    path = "/work-orders/{number:str}/operations/{sequence:int}/checks"
    tags = ["Operations"]

    @get("/", permission=Floor.READ)
    async def index(self, uow: Uow, number: FromPath[str], sequence: FromPath[int]) -> list[FindingOut]:
        """What was found at this operation, the newest of each check."""
        operation = await OperationRepository(uow).of(number, sequence)
        found = (await CheckRepository(uow).newest(operation.id)).values()
        return [presenters.finding_out(row, operation, row.operator.name) for row in found]

    @post("/{check_id:uuid}", permission=Floor.REPORT, then=RECORD)
    async def create(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], check_id: FromPath[UUID],
        data: Body[FindingIn],
    ) -> FindingOut:  # fmt: skip
        """Say what you found at a check of this operation; the ids of its checks stand in its steps."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        row = await checks.record(uow, operation, check_id, data)
        return presenters.finding_out(row, operation, uow.actor.name)


async def repainted(uow: UnitOfWork, operation: Operation, entry: LogEntry) -> OperationNow:
    """The operation after the transaction's own writes."""
    await uow.session.flush()
    await uow.session.refresh(operation, ["good", "scrap", "rework", "held", "arrived", "state"])
    return presenters.now_out(operation, entry)
