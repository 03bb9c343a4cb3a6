"""Routes of papers about traces, and of signatures under drills."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.dossiers import service
from unison_web.modules.dossiers.models import DrillSignature
from unison_web.modules.dossiers.repository import SignatureRepository
from unison_web.modules.dossiers.schemas import RecallPaperIn, SignatureIn, SignatureOut, TracePaperIn
from unison_web.modules.prints.controllers.papers import shown
from unison_web.modules.prints.rules import Prints
from unison_web.modules.prints.schemas import PrintOut
from unison_web.modules.traceability.repository import DrillRepository
from unison_web.modules.traceability.rules import Trace

AT, PRINT = "/{drill_id:uuid}", "/prints/{id}"


async def the_drill(request: WebRequest, uow: Uow, drill_id: UUID) -> Record:
    return Record((await DrillRepository(uow).with_lot(drill_id)).lot.number, f"/recall-drills/{drill_id}")


class TracePaperController(Module):
    path = "/trace/papers"
    tags = ["Tracing"]

    @post("/", permission=Prints.CREATE, then=PRINT)
    async def create(self, request: WebRequest, uow: Uow, data: Body[TracePaperIn]) -> PrintOut:
        """Print both trees of a lot, a serial number, an order or a customer."""
        return shown(request, await service.of_trace(uow, data.code))


class RecallPaperController(Module):
    path = "/recalls/{recall_id:uuid}/papers"
    tags = ["Tracing"]

    @post("/", permission=Prints.CREATE, then=PRINT)
    async def create(
        self, request: WebRequest, uow: Uow, recall_id: FromPath[UUID], data: Body[RecallPaperIn]
    ) -> PrintOut:
        """Print the dossier of a recall, or a letter to each customer it reaches."""
        return shown(request, await service.of_recall(uow, recall_id, data.kind))


class DrillSignatureController(Module):
    path = "/recall-drills"
    tags = ["Tracing"]

    @get(AT + "/signature", permission=Trace.READ, template="dossiers/signature.html")
    async def show(self, uow: Uow, drill_id: FromPath[UUID]) -> SignatureOut:
        """Who signed the result of a drill, if anybody did."""
        await DrillRepository(uow).by_id(drill_id)
        return signature(drill_id, await SignatureRepository(uow).of(drill_id))

    @page(AT + "/signature/new", permission=Trace.RECALL, template="dossiers/sign.html", about=the_drill)
    async def ask(self, uow: Uow, drill_id: FromPath[UUID]) -> Form:
        await DrillRepository(uow).by_id(drill_id)
        return Form(SignatureIn)

    @post(AT + "/signature", permission=Trace.RECALL, form="dossiers/sign.html", about=the_drill,
          then="/recall-drills/{drill_id}", flash=_("Signed"))  # fmt: skip
    async def sign(self, uow: Uow, drill_id: FromPath[UUID], data: Body[SignatureIn]) -> SignatureOut:
        """Stand for the result of a drill. Its figures are kept as they are now."""
        return signature(drill_id, await service.sign(uow, drill_id, data.statement))

    @post(AT + "/papers", permission=Prints.CREATE, then=PRINT)
    async def paper(self, request: WebRequest, uow: Uow, drill_id: FromPath[UUID]) -> PrintOut:
        """Print the result of a drill with its signature."""
        return shown(request, await service.of_drill(uow, drill_id))


def signature(drill_id: UUID, row: DrillSignature | None) -> SignatureOut:
    if row is None:
        return SignatureOut(drill_id)
    return SignatureOut(drill_id, row.signer, row.statement, row.digest, row.created_at)
