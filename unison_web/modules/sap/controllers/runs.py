"""Runs, what they found, and what was left to somebody."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.sap.listings import RUN_VIEW, RUNS
from unison_web.modules.sap.presenters import run_shown
from unison_web.modules.sap.repository import RunRepository
from unison_web.modules.sap.rules import SapRights
from unison_web.modules.sap.schemas import DecisionIn, RunIn, RunOut, RunRow
from unison_web.modules.sap.service import runs


class RunController(Module):
    path = "/sap/runs"
    tags = ["SAP"]

    @get("/", permission=SapRights.READ, template="sap/runs.html", listing=RUN_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RunRow]:
        """What was pulled from SAP, and what came of it."""
        return await RUNS.page(uow, request.query_params)

    @post("/", permission=SapRights.RUN, then="/sap/runs/{id}")
    async def create(self, uow: Uow, data: Body[RunIn]) -> RunOut:
        """Pull materials, or only compare them. A worker does it; one run at a time."""
        return await run_shown(uow, await runs.start(uow, data.kind, trial=data.trial))

    @get("/{run_id:uuid}", permission=SapRights.READ, template="sap/run.html")
    async def show(self, uow: Uow, run_id: FromPath[UUID]) -> RunOut:
        """How far it is, and what SAP says otherwise."""
        return await run_shown(uow, await RunRepository(uow).by_id(run_id))

    @post("/{run_id:uuid}/cancel", permission=SapRights.RUN, then="/sap/runs/{id}", status_code=200)
    async def cancel(self, uow: Uow, run_id: FromPath[UUID]) -> RunOut:
        """Stop it after the page it is at. What was taken stays."""
        return await run_shown(uow, await runs.cancel(uow, run_id))


class DifferenceController(Module):
    path = "/sap/differences"
    tags = ["SAP"]

    @post(
        "/{difference_id:uuid}/decision", permission=SapRights.RUN, then="/sap/runs/{id}", flash=_("Decided"),
        status_code=200,
    )  # fmt: skip
    async def decide(self, uow: Uow, difference_id: FromPath[UUID], data: Body[DecisionIn]) -> RunOut:
        """Take what SAP says, or keep ours and be asked no more about the same value."""
        found = await runs.decide(uow, difference_id, take=data.take)
        return await run_shown(uow, found.run)
