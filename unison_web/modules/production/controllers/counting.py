"""Counters, pallets, notes and people at an operation; whole shifts from paper."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploaded
from unison_web.modules.files.rules import LARGEST
from unison_web.modules.production import listings, presenters
from unison_web.modules.production.repository import CounterRepository, LabourRepository, LogRepository
from unison_web.modules.production.rules import Floor, Production
from unison_web.modules.production.schemas import EntryOut, OperationNow
from unison_web.modules.production.schemas_counting import (
    CounterIn,
    CounterOut,
    EntryIn,
    LabourEndIn,
    LabourIn,
    LabourOut,
    MediaIn,
    PalletIn,
    ShiftEntryIn,
    ShiftEntryOut,
)
from unison_web.modules.production.service import counting, entries, labour, media
from unison_web.modules.work_orders.repository import OperationRepository

RECORD = "/work-orders/{order}"
OPERATION = "/work-orders/{number:str}/operations/{sequence:int}"


async def the_operation(request: WebRequest, uow: Uow, number: str, sequence: int) -> OperationNow:
    return presenters.now_out(await OperationRepository(uow).of(number, sequence))


async def the_time(request: WebRequest, uow: Uow, time_id: UUID) -> LabourOut:
    return presenters.labour_out(await LabourRepository(uow).shown(time_id))


class CountingController(Module):
    path = OPERATION
    tags = ["Operations"]

    @get("/counter", permission=Floor.READ)
    async def counter(self, uow: Uow, number: FromPath[str], sequence: FromPath[int]) -> list[CounterOut]:
        """What the counter of the operation's machine showed last; nothing where it was never read."""
        operation = await OperationRepository(uow).of(number, sequence)
        last = await CounterRepository(uow).last(operation.machine_id) if operation.machine_id else None
        return [presenters.counter_out(last, operation)] if last else []

    @post("/counter", permission=Floor.REPORT, then=RECORD)
    async def read_counter(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[CounterIn]
    ) -> CounterOut:
        """Count by what the machine's counter shows, also past its highest number: from 9998 to 3 are five pieces."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        row, before = await counting.read_counter(uow, operation, data)
        return presenters.counter_out(row, operation, before)

    @page("/pallet", permission=Production.CORRECT, template="production/pallet.html")
    async def pallet_form(self, uow: Uow, number: FromPath[str], sequence: FromPath[int]) -> Form:
        operation = await OperationRepository(uow).of(number, sequence)
        return Form(PalletIn, {"quantity": operation.pallet_quantity}, context=presenters.now_out(operation))

    @post(
        "/pallet",
        permission=Production.CORRECT,
        form="production/pallet.html",
        about=the_operation,
        then=RECORD,
        status_code=200,
    )
    async def pallet(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[PalletIn]
    ) -> OperationNow:
        """How many good pieces one touch of the tablet's pallet button reports."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return presenters.now_out(await counting.set_pallet(uow, operation, data.quantity))

    @post("/entries", permission=Floor.REPORT, then=RECORD)
    async def add(self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[EntryIn]) -> EntryOut:
        """Write down a note, or a component that went in. Neither counts pieces."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        row = await entries.add(uow, operation, data)
        return presenters.entry_out(await LogRepository(uow).shown(row.id))

    @post("/media", permission=Floor.REPORT, then=RECORD, request_max_body_size=LARGEST * 4 // 3 + 100_000)
    async def add_media(
        self, request: WebRequest, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[MediaIn]
    ) -> EntryOut:
        """Keep a photo or a voice note in the log of the operation."""
        name, content = await uploaded(request, data.name, data.content)
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        row = await media.add(uow, request.app.state.storage, operation, data, name, content)
        return presenters.entry_out(await LogRepository(uow).shown(row.id))

    @post("/labour", permission=Floor.REPORT, then=RECORD)
    async def clock_in(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[LabourIn]
    ) -> LabourOut:
        """Somebody comes to the job. Several people may be on one job, and one person on several."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return presenters.labour_out(await labour.clock_in(uow, operation, data))

    @post("/labour/end", permission=Floor.REPORT, then=RECORD, status_code=200)
    async def clock_out(
        self, uow: Uow, number: FromPath[str], sequence: FromPath[int], data: Body[LabourIn]
    ) -> LabourOut:
        """Somebody leaves the job. Whoever is still there when it is finished leaves with it."""
        operation = await OperationRepository(uow).of(number, sequence, lock=True)
        return presenters.labour_out(await labour.clock_out(uow, operation, data))


class ShiftEntryController(Module):
    path = "/shift-entries"
    tags = ["Production log"]

    @page("/new", permission=Production.ENTER, template="production/shift.html")
    async def new(self, uow: Uow) -> Form:
        """A sheet of many lines."""
        return Form(ShiftEntryIn, {"at": uow.now().astimezone(uow.actor.timezone)})

    @post(
        "/",
        permission=Production.ENTER,
        form="production/shift.html",
        then="/production-logs",
        flash=_("{lines} lines entered"),
    )
    async def create(self, uow: Uow, data: Body[ShiftEntryIn]) -> ShiftEntryOut:
        """Enter what was written on paper during a shift. All lines, or none; each wrong cell is named."""
        return await entries.enter_shift(uow, data)


class LabourController(Module):
    path = "/labour-times"
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/labour.html", listing=listings.LABOUR_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[LabourOut]:
        """Who was on which job, and from when to when."""
        return await listings.LABOUR.page(uow, request.query_params)

    @page("/{time_id:uuid}/end", permission=Production.CORRECT, template="production/labour_end.html")
    async def ending(self, uow: Uow, time_id: FromPath[UUID]) -> Form:
        row = await LabourRepository(uow).shown(time_id)
        start = {"ended_at": (row.ended_at or uow.now()).astimezone(uow.actor.timezone), "note": row.note}
        return Form(LabourEndIn, start, context=presenters.labour_out(row))

    @post(
        "/{time_id:uuid}/end",
        permission=Production.CORRECT,
        form="production/labour_end.html",
        about=the_time,
        then="/labour-times",
        status_code=200,
    )
    async def end(self, uow: Uow, time_id: FromPath[UUID], data: Body[LabourEndIn]) -> LabourOut:
        """Say for somebody when they left a job, and how that is known."""
        await labour.end(uow, time_id, data)
        return presenters.labour_out(await LabourRepository(uow).shown(time_id))
