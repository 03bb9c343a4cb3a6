"""The station's queue and the job screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploaded
from unison_web.modules.files import service as files
from unison_web.modules.files.rules import LARGEST
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.schemas import (
    FloorCounter,
    FloorEntry,
    FloorFinding,
    FloorMedia,
    FloorReport,
    FloorTouch,
    FloorUndo,
    Job,
    Queue,
)
from unison_web.modules.floor.service import people, screens, shift_notes, touches
from unison_web.modules.floor.service.shift_notes import ShiftNoteRepository
from unison_web.modules.production.rules import Floor
from unison_web.modules.production.schemas import FindingOut, OperationNow
from unison_web.modules.work_orders.repository import OperationRepository

JOB = "/floor/operations/{id}"
REFUSED = "floor/refused.html"
#: What a touch at a job has in common: it answers in place, and a person without scripts gets a page that says why not.
TOUCH: dict[str, Any] = {
    "permission": Floor.REPORT,
    "then": JOB,
    "form": REFUSED,
    "include_in_schema": False,
    "status_code": 200,
}


class FloorStationController(Module):
    path = "/floor/station"

    @get("/", permission=Floor.READ, template="floor/station.html", include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow) -> Queue:
        """Now, next, later at this tablet's machine."""
        station = await station_of(uow)
        if station is None:
            raise Refused(_("This browser is not a tablet. Enrol it under Set up, Tablets"), code="no-station")
        shown = await screens.queue(uow, station.machine, await people.here(uow, request.app.state.signer))
        shown.handed = [shift_notes.shown(row) for row in await ShiftNoteRepository(uow).unread(station)]
        return shown


class FloorJobController(Module):
    path = "/floor/operations/{operation_id:uuid}"

    @get("/", permission=Floor.READ, template="floor/job.html", include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @page("/bad", permission=Floor.REPORT, template="floor/bad.html")
    async def bad(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id, reasons=True)

    @page("/other", permission=Floor.REPORT, template="floor/other.html")
    async def other(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        shown = await job(request, uow, operation_id)
        return await screens.with_outputs(uow, await OperationRepository(uow).with_order(operation_id), shown)

    @page("/why", permission=Floor.REPORT, template="floor/stop.html")
    async def why(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id, reasons=True)

    @page("/end", permission=Floor.REPORT, template="floor/finish.html")
    async def end(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        return await job(request, uow, operation_id)

    @page("/counter", permission=Floor.REPORT, template="floor/counter.html")
    async def counter(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        """What the machine's counter shows, where pieces are not touched one by one."""
        shown = await job(request, uow, operation_id)
        return await screens.with_counter(uow, await OperationRepository(uow).with_order(operation_id), shown)

    @page("/note", permission=Floor.REPORT, template="floor/note.html")
    async def note(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        """A note, or a component with its lot."""
        shown = await job(request, uow, operation_id)
        return await screens.with_components(uow, await OperationRepository(uow).with_order(operation_id), shown)

    @page("/photo", permission=Floor.REPORT, template="floor/photo.html")
    async def photo(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID]) -> Job:
        """A photo, or a few words spoken."""
        return await job(request, uow, operation_id)

    @page("/checks/{check_id:uuid}", permission=Floor.REPORT, template="floor/check.html")
    async def check(self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID], check_id: FromPath[UUID]) -> Job:
        """One thing to check, on a page of its own."""
        shown = await job(request, uow, operation_id)
        shown.asked = screens.asked(shown, check_id)
        return shown


class FloorTouchController(Module):
    """``POST`` with the touch's own key, moment and person, now or hours later."""

    path = "/floor/operations/{operation_id:uuid}"

    @post("/reports", **{**TOUCH, "status_code": 201})
    async def report(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorReport]) -> OperationNow:
        return await touches.report(uow, operation_id, data)

    @post("/start", **TOUCH)
    async def start(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        return await touches.start(uow, operation_id, data)

    @post("/pause", **TOUCH)
    async def pause(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        return await touches.pause(uow, operation_id, data)

    @post("/stop", **TOUCH)
    async def stop(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        return await touches.stop(uow, operation_id, data)

    @post("/finish", **{**TOUCH, "then": "/floor/station"})
    async def finish(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        return await touches.finish(uow, operation_id, data)

    @post("/checks/{check_id:uuid}", **{**TOUCH, "status_code": 201})
    async def check(
        self, uow: Uow, operation_id: FromPath[UUID], check_id: FromPath[UUID], data: Body[FloorFinding]
    ) -> FindingOut:
        return await touches.check(uow, operation_id, check_id, data)

    @post("/counter", **{**TOUCH, "status_code": 201})
    async def counter(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorCounter]) -> OperationNow:
        return await touches.counter(uow, operation_id, data)

    @post("/entries", **{**TOUCH, "status_code": 201})
    async def entry(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorEntry]) -> OperationNow:
        return await touches.entry(uow, operation_id, data)

    @post("/media", **{**TOUCH, "status_code": 201}, request_max_body_size=LARGEST * 4 // 3 + 100_000)
    async def media(
        self, request: WebRequest, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorMedia]
    ) -> OperationNow:
        name, content = await uploaded(request, data.name, data.content)
        return await touches.media(uow, operation_id, data, (request.app.state.storage, name, content))

    @post("/labour", **{**TOUCH, "status_code": 201})
    async def labour_in(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        """Whoever acts works here now."""
        return await touches.labour_in(uow, operation_id, data)

    @post("/labour/end", **TOUCH)
    async def labour_out(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorTouch]) -> OperationNow:
        return await touches.labour_out(uow, operation_id, data)

    @post("/undo", **TOUCH)
    async def undo(self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorUndo]) -> OperationNow:
        return await touches.undo(uow, operation_id, data)


class FloorPictureController(Module):
    path = "/floor/pictures/{file_id:uuid}"

    @get("/", permission=Floor.READ, media_type="application/octet-stream", page=True, include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow, file_id: FromPath[UUID]) -> Response[bytes]:
        """A picture of an instruction: a tablet is known below /floor only."""
        file, content = await files.picture(uow, request.app.state.storage, file_id)
        return Response(content, media_type=file.media_type, headers={"Cache-Control": "private, no-store"})


class FloorOutboxController(Module):
    path = "/floor/outbox"

    @page("/", permission=ANYONE, template="floor/outbox.html")
    async def show(self) -> None:
        """What this tablet has not sent yet. The browser fills it in."""


async def job(request: WebRequest, uow: UnitOfWork, operation_id: UUID, *, reasons: bool = False) -> Job:
    operation = await OperationRepository(uow).with_order(operation_id)
    station = await station_of(uow)
    here = await people.here(uow, request.app.state.signer)
    shown = await screens.job(uow, operation, here, station.machine.code if station else "")
    return await screens.with_reasons(uow, operation, shown) if reasons else shown


FLOOR_PAGES = (
    FloorStationController,
    FloorJobController,
    FloorTouchController,
    FloorPictureController,
    FloorOutboxController,
)
