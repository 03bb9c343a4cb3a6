"""Stops: the list, one of them, and what is done to it."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.time_ledger.listings import STOPS, STOPS_VIEW
from unison_web.modules.time_ledger.repository import TimeRepository
from unison_web.modules.time_ledger.rules import TimeLedger
from unison_web.modules.time_ledger.schemas import ExplainIn, SplitIn, StayOut, StopOut
from unison_web.modules.time_ledger.service import explaining, looking

RECORD = "/stops/{id}"


class StopController(Module):
    path = "/stops"
    tags = ["Time of machines"]

    @get("/", permission=TimeLedger.READ, template="time_ledger/stops.html", listing=STOPS_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[StayOut]:
        """Every stop of every machine, the newest first."""
        return await STOPS.page(uow, request.query_params)

    @get("/{stay_id:uuid}", permission=TimeLedger.READ, template="time_ledger/stop.html")
    async def show(self, uow: Uow, stay_id: FromPath[UUID]) -> StopOut:
        """One stop, every reason it ever had, and what its machine mostly stands for."""
        return await looking.stop(uow, await TimeRepository(uow).record(stay_id))

    @post("/{stay_id:uuid}/reason", permission=TimeLedger.CLASSIFY, then=RECORD, status_code=200,
          flash=_("Kept"))  # fmt: skip
    async def explain(self, uow: Uow, stay_id: FromPath[UUID], data: Body[ExplainIn]) -> StopOut:
        """Give a reason, now or afterwards. An earlier one stays in the history."""
        stay = await TimeRepository(uow).record(stay_id)
        return await looking.stop(uow, await explaining.explain(uow, stay, data))

    @post("/{stay_id:uuid}/split", permission=TimeLedger.CLASSIFY, then=RECORD, status_code=200)
    async def split(self, uow: Uow, stay_id: FromPath[UUID], data: Body[SplitIn]) -> StopOut:
        """Make two stops of one; the answer is the later one."""
        stay = await TimeRepository(uow).record(stay_id)
        return await looking.stop(uow, await explaining.split(uow, stay, data))

    @post("/{stay_id:uuid}/merge", permission=TimeLedger.CLASSIFY, then=RECORD, status_code=200)
    async def merge(self, uow: Uow, stay_id: FromPath[UUID]) -> StopOut:
        """Make one stop of this and the one that follows, with the reason of this."""
        stay = await TimeRepository(uow).record(stay_id)
        return await looking.stop(uow, await explaining.merge(uow, stay))
