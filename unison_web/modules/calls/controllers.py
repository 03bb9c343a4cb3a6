"""Routes of calls: from the office, and from the tablet beside a machine."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.calls import service
from unison_web.modules.calls.listings import CALLS, VIEW
from unison_web.modules.calls.presenters import call_out
from unison_web.modules.calls.repository import CallRepository
from unison_web.modules.calls.rules import Calls
from unison_web.modules.calls.schemas import CallForm, CallIn, CallOut, FloorCall, SolutionIn
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.controllers.jobs import REFUSED
from unison_web.modules.floor.models import Station

RECORD = "/calls/{id}"


async def the_call(request: WebRequest, uow: Uow, call_id: UUID) -> CallOut:
    return call_out(await CallRepository(uow).whole(call_id))


class CallController(Module):
    path = "/calls"
    tags = ["Calls"]

    @get("/", permission=Calls.READ, template="calls/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CallOut]:
        """Who called whom to which machine, how long it took until somebody came, and what was done."""
        return await CALLS.page(uow, request.query_params)

    @page("/new", permission=Calls.CALL, template="calls/new.html")
    async def new(self, uow: Uow, machine: FromQuery[str] = "") -> Form:
        return Form(CallIn, {"machine": machine, "kind": "maintenance"}, action="/calls")

    @post("/", permission=Calls.CALL, form="calls/new.html", then=RECORD, flash=_("Help is called"))
    async def create(self, uow: Uow, data: Body[CallIn]) -> CallOut:
        """Call somebody to a machine. While a call of the kind is under way there, it is that one."""
        return call_out(await service.call(uow, data))

    @get("/{call_id:uuid}", permission=Calls.READ, template="calls/show.html")
    async def show(self, uow: Uow, call_id: FromPath[UUID]) -> CallOut:
        return call_out(await CallRepository(uow).whole(call_id))

    @post("/{call_id:uuid}/acceptance", permission=Calls.ANSWER, then=RECORD, status_code=200)
    async def accept(self, uow: Uow, call_id: FromPath[UUID]) -> CallOut:
        """Whoever acts is on the way."""
        return call_out(await service.accept(uow, call_id))

    @post("/{call_id:uuid}/solution", permission=Calls.ANSWER, form="calls/show.html", about=the_call, then=RECORD,
          status_code=200)  # fmt: skip
    async def solve(self, uow: Uow, call_id: FromPath[UUID], data: Body[SolutionIn]) -> CallOut:
        """Say what was done; the call is over."""
        return call_out(await service.solve(uow, call_id, data.solution))

    @post("/{call_id:uuid}/withdrawal", permission=Calls.CALL, then=RECORD, status_code=200)
    async def withdraw(self, uow: Uow, call_id: FromPath[UUID]) -> CallOut:
        """It is not needed any more."""
        return call_out(await service.withdraw(uow, call_id))


class FloorCallController(Module):
    path = "/floor/call"

    @get("/", permission=Calls.CALL, template="calls/floor.html", include_in_schema=False)
    async def new(self, uow: Uow) -> CallForm:
        """One touch for each who can be called."""
        return await form_at(uow, await station_here(uow))

    @post("/", permission=Calls.CALL, form=REFUSED, then="/floor/call", include_in_schema=False)
    async def create(self, uow: Uow, data: Body[FloorCall]) -> CallForm:
        station = await station_here(uow)
        await service.call_to(uow, station.machine, data.kind, data.note)
        return await form_at(uow, station)


async def station_here(uow: UnitOfWork) -> Station:
    station = await station_of(uow)
    if station is None:
        raise Refused(now_("This browser is not a tablet. Enrol it under Set up, Tablets"), code="no-station")
    return station


async def form_at(uow: UnitOfWork, station: Station) -> CallForm:
    alive = await CallRepository(uow).under_way(station.machine_id)
    return CallForm(station.machine.code, station.machine.name, [call_out(row) for row in alive])
