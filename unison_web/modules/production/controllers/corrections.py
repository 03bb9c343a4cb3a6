"""Corrections of the log, and decisions about pieces that were set aside."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.production.rules import Floor, Production
from unison_web.modules.production.schemas_corrections import (
    CorrectionIn,
    CorrectionPage,
    CorrectionPreview,
    DecisionIn,
    EntryRecord,
)
from unison_web.modules.production.schemas_counting import TakeBackIn
from unison_web.modules.production.service import consumed, corrections, looking

ENTRY = "/production-logs/{entry_id:uuid}"


async def the_entry(request: WebRequest, uow: Uow, entry_id: UUID) -> CorrectionPage:
    return await looking.page(uow, entry_id)


class CorrectionController(Module):
    path = ENTRY
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/entry.html")
    async def show(self, uow: Uow, entry_id: FromPath[UUID]) -> EntryRecord:
        """One entry, with what it corrected or was corrected by."""
        return await looking.record(uow, entry_id)

    @page("/correction", permission=Production.CORRECT, template="production/correct.html")
    async def new(self, request: WebRequest, uow: Uow, entry_id: FromPath[UUID]) -> Form:
        """What should stand instead, and, before anything is saved, what that changes."""
        return await looking.form(uow, entry_id, request.query_params)

    @post("/correction/preview", permission=Production.CORRECT, status_code=200)
    async def preview(self, uow: Uow, entry_id: FromPath[UUID], data: Body[CorrectionIn]) -> CorrectionPreview:
        """What a correction would change, or why it is not possible. Nothing is written."""
        return await looking.preview(uow, entry_id, data)

    @post(
        "/correction",
        permission=Production.CORRECT,
        form="production/correct.html",
        about=the_entry,
        then="/work-orders/{order}/reports",
        flash=_("Corrected"),
    )
    async def create(self, uow: Uow, entry_id: FromPath[UUID], data: Body[CorrectionIn]) -> EntryRecord:
        """Take an entry back and say it anew, in one transaction. Refused where later operations used the pieces."""
        reversal = await corrections.correct(uow, entry_id, data)
        return await looking.record(uow, reversal.id)


class ReversalController(Module):
    path = ENTRY + "/reversal"
    tags = ["Production log"]

    @page("/", permission=Production.CORRECT, template="production/take_back.html")
    async def new(self, uow: Uow, entry_id: FromPath[UUID]) -> Form:
        return Form(TakeBackIn, context=await looking.page(uow, entry_id))

    @post(
        "/",
        permission=Production.CORRECT,
        form="production/take_back.html",
        about=the_entry,
        then="/work-orders/{order}/reports",
        flash=_("Taken back"),
    )
    async def create(self, uow: Uow, entry_id: FromPath[UUID], data: Body[TakeBackIn]) -> EntryRecord:
        """A component did not go in: it lies again where it was."""
        reversal = await consumed.reverse(uow, entry_id, data.why)
        return await looking.record(uow, reversal.id)


class DecisionController(Module):
    path = ENTRY + "/decision"
    tags = ["Production log"]

    @page("/", permission=Production.CORRECT, template="production/decide.html")
    async def new(self, uow: Uow, entry_id: FromPath[UUID]) -> Form:
        return Form(DecisionIn, context=await looking.page(uow, entry_id))

    @post(
        "/",
        permission=Production.CORRECT,
        form="production/decide.html",
        about=the_entry,
        then="/work-orders/{order}/reports",
        flash=_("Decided"),
    )
    async def create(self, uow: Uow, entry_id: FromPath[UUID], data: Body[DecisionIn]) -> EntryRecord:
        """What becomes of pieces set aside: good after all, reworked or scrapped. The rest stays set aside."""
        reversal = await corrections.decide(uow, entry_id, data)
        return await looking.record(uow, reversal.id)
