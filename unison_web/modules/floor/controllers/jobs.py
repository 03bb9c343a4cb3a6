"""The station's queue and the job screen."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar.params import FromPath, QueryParameter

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.schemas import FloorReport, FloorTouch, Job, Queue
from unison_web.modules.floor.service import people, screens
from unison_web.modules.production import presenters
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.rules import Floor
from unison_web.modules.production.schemas import FinishIn, OperationNow, PauseIn, StartIn, StopIn
from unison_web.modules.production.service import reports, running
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository

JOB = "/floor/operations/{id}"
Step = Annotated[int, QueryParameter(ge=1, le=500)]


class FloorStationController(Module):
    path = "/floor/station"

    @get("/", permission=Floor.READ, template="floor/station.html", include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow) -> Queue:
        """Now, next, later at this tablet's machine."""
        station = await station_of(uow)
        if station is None:
            raise Refused(_("This browser is not a tablet. Enrol it under Set up, Tablets"), code="no-station")
        return await screens.queue(uow, station.machine, await people.here(uow, request.app.state.signer))


class FloorJobController(Module):
    path = "/floor/operations/{operation_id:uuid}"

    @get("/", permission=Floor.READ, template="floor/job.html", include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID], step: Step = 1) -> Job:
        return await job(request, uow, operation_id, step)

    @page("/bad", permission=Floor.REPORT, template="floor/bad.html")
    async def bad(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @page("/other", permission=Floor.REPORT, template="floor/other.html")
    async def other(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @page("/why", permission=Floor.REPORT, template="floor/stop.html")
    async def why(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @page("/end", permission=Floor.REPORT, template="floor/finish.html")
    async def end(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @post("/reports", permission=Floor.REPORT, then=JOB, include_in_schema=False)
    async def report(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorReport]) -> OperationNow:
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        return await painted(uow, operation, await reports.report(uow, operation, data, await machine_here(uow)))

    @post("/start", permission=Floor.REPORT, then=JOB, include_in_schema=False, status_code=200)
    async def start(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        said = StartIn(machine=data.machine, occurred_at=data.occurred_at)
        return await painted(uow, operation, await running.start(uow, operation, said, await machine_here(uow)))

    @post("/pause", permission=Floor.REPORT, then=JOB, include_in_schema=False, status_code=200)
    async def pause(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        return await painted(uow, operation, await running.pause(uow, operation, PauseIn(data.note, data.occurred_at)))

    @post("/stop", permission=Floor.REPORT, then=JOB, include_in_schema=False, status_code=200)
    async def stop(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        return await painted(uow, operation, await running.stop(uow, operation, StopIn(data.reason, data.note, data.occurred_at)))

    @post("/finish", permission=Floor.REPORT, then="/floor/station", include_in_schema=False, status_code=200)
    async def finish(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        operation = await OperationRepository(uow).with_order(operation_id, lock=True)
        return await painted(uow, operation, await running.finish(uow, operation, FinishIn(data.reason, data.occurred_at)))


class FloorUndoController(Module):
    path = "/floor/reports/{entry_id:uuid}/undo"

    @post("/", permission=Floor.REPORT, then=JOB, include_in_schema=False, status_code=200)
    async def create(self, uow: Uow, entry_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        """A reversing entry, for thirty seconds, by the same person at the same tablet."""
        entry = await reports.undo(uow, entry_id)
        operation = await OperationRepository(uow).with_order(entry.operation_id)
        return await painted(uow, operation, entry)


class FloorOutboxController(Module):
    path = "/floor/outbox"

    @page("/", permission=ANYONE, template="floor/outbox.html")
    async def show(self) -> None:
        """What this tablet has not sent yet. The browser fills it in."""


async def job(request: WebRequest, uow: UnitOfWork, operation_id: UUID, step: int = 1) -> Job:
    operation = await OperationRepository(uow).with_order(operation_id)
    station = await station_of(uow)
    here = await people.here(uow, request.app.state.signer)
    return await screens.job(uow, operation, here, station.machine.code if station else "", step)


async def machine_here(uow: UnitOfWork) -> UUID | None:
    station = await station_of(uow)
    return station.machine_id if station else None


async def painted(uow: UnitOfWork, operation: Operation, entry: LogEntry) -> OperationNow:
    """The numbers after the transaction's own writes, for the tablet to repaint."""
    await uow.session.flush()
    await uow.session.refresh(operation, ["good", "scrap", "arrived", "state"])
    return presenters.now_out(operation, entry)


FLOOR_PAGES = (FloorStationController, FloorJobController, FloorUndoController, FloorOutboxController)
