"""Recalls and drills."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.traceability import listings
from unison_web.modules.traceability.repository import DrillRepository, RecallRepository
from unison_web.modules.traceability.rules import Trace
from unison_web.modules.traceability.schemas import DrillOut, DrillRow, RecallIn, RecallOut, RecallRow, WhyIn
from unison_web.modules.traceability.service import drills, recalls

AT = "/{recall_id:uuid}"
THEN = "/recalls/{id}"


async def the_recall(request: WebRequest, uow: Uow, recall_id: UUID) -> Record:
    row = await RecallRepository(uow).record(recall_id)
    return Record(row.number, f"/recalls/{row.id}")


class RecallController(Module):
    path = "/recalls"
    tags = ["Tracing"]

    @get("/", permission=Trace.READ, template="traceability/recalls.html", listing=listings.RECALL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RecallRow]:
        """Recalls, newest first."""
        return await listings.RECALLS.page(uow, request.query_params)

    @page("/new", permission=Trace.RECALL, template="traceability/new.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(RecallIn, {"code": request.query_params.get("code", "")[:80]})

    @post("/", permission=Trace.RECALL, form="traceability/new.html", then=THEN, flash=_("{number} is a draft"))
    async def create(self, uow: Uow, data: Body[RecallIn]) -> RecallOut:
        """Begin a recall. It stops nothing yet, and shows what it would stop."""
        recall = await recalls.open_(uow, data)
        return await recalls.shown(uow, await RecallRepository(uow).record(recall.id))

    @get(AT, permission=Trace.READ, template="traceability/recall.html")
    async def show(self, uow: Uow, recall_id: FromPath[UUID]) -> RecallOut:
        """One recall with what it reaches now: lots, orders, customers."""
        return await recalls.shown(uow, await RecallRepository(uow).record(recall_id))

    @post(AT + "/hold", permission=Trace.RECALL, then=THEN, status_code=200, flash=_("Everything is on hold"))
    async def hold(self, uow: Uow, recall_id: FromPath[UUID]) -> RecallOut:
        """Stop every lot that is reached, in one action."""
        row = await RecallRepository(uow).record(recall_id, lock=True)
        return await recalls.shown(uow, await recalls.hold(uow, row))

    @post(AT + "/notification", permission=Trace.RECALL, then=THEN, status_code=200)
    async def notify(self, uow: Uow, recall_id: FromPath[UUID]) -> RecallOut:
        """Say that the customers know."""
        row = await RecallRepository(uow).record(recall_id, lock=True)
        return await recalls.shown(uow, await recalls.notify(uow, row))

    @post(AT + "/reconciliation", permission=Trace.RECALL, then=THEN, status_code=200)
    async def reconcile(self, uow: Uow, recall_id: FromPath[UUID]) -> RecallOut:
        """Begin to look what came back and what was used up."""
        row = await RecallRepository(uow).record(recall_id, lock=True)
        return await recalls.shown(uow, await recalls.reconcile(uow, row))

    @page(AT + "/closure", permission=Trace.RECALL, template="traceability/close.html", about=the_recall)
    async def ask_close(self, uow: Uow, recall_id: FromPath[UUID]) -> Form:
        await RecallRepository(uow).record(recall_id)
        return Form(WhyIn)

    @post(AT + "/closure", permission=Trace.RECALL, form="traceability/close.html", about=the_recall, then=THEN,
          status_code=200)  # fmt: skip
    async def close(self, uow: Uow, recall_id: FromPath[UUID], data: Body[WhyIn]) -> RecallOut:
        """End a recall, and say how."""
        row = await RecallRepository(uow).record(recall_id, lock=True)
        return await recalls.shown(uow, await recalls.close(uow, row, data.reason))

    @page(AT + "/undo", permission=Trace.UNDO, template="traceability/undo.html", about=the_recall)
    async def ask_undo(self, uow: Uow, recall_id: FromPath[UUID]) -> Form:
        await RecallRepository(uow).record(recall_id)
        return Form(WhyIn)

    @post(AT + "/undo", permission=Trace.UNDO, form="traceability/undo.html", about=the_recall, then=THEN,
          status_code=200)  # fmt: skip
    async def undo(self, uow: Uow, recall_id: FromPath[UUID], data: Body[WhyIn]) -> RecallOut:
        """It was a false alarm: what the recall stopped moves again."""
        row = await RecallRepository(uow).record(recall_id, lock=True)
        return await recalls.shown(uow, await recalls.undo(uow, row, data.reason))


class RecallDrillController(Module):
    path = "/recall-drills"
    tags = ["Tracing"]

    @get("/", permission=Trace.READ, template="traceability/drills.html", listing=listings.DRILL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[DrillRow]:
        """Drills, newest first."""
        return await listings.DRILLS.page(uow, request.query_params)

    @post("/", permission=Trace.RECALL, then="/recall-drills/{id}")
    async def create(self, uow: Uow) -> DrillOut:
        """Trace a lot chosen at random, with a stopwatch."""
        row = await drills.run(uow)
        return drills.drill_out(await DrillRepository(uow).with_lot(row.id))

    @get("/{drill_id:uuid}", permission=Trace.READ, template="traceability/drill.html")
    async def show(self, uow: Uow, drill_id: FromPath[UUID]) -> DrillOut:
        """What a drill found out."""
        return drills.drill_out(await DrillRepository(uow).with_lot(drill_id))
