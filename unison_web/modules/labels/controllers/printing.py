"""Printing labels, printing them again, and the log of both."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath, FromQuery

from unison_web.kit.errors import Conflict, NotFound
from unison_web.kit.i18n import _ as now_
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels import nouns, presenters
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.listings import PRINT_VIEW, PRINTS
from unison_web.modules.labels.models import LabelPrint
from unison_web.modules.labels.repository import LabelPrintRepository, PrinterRepository, TemplateRepository
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.schemas_printing import (
    Choice,
    LabelPrintIn,
    LabelPrintOut,
    LabelPrintRow,
    PrintContext,
    ReprintIn,
)
from unison_web.modules.labels.service import printing

AT, THEN = "/{label_id:uuid}", "/label-prints/{id}"


async def choices(request: WebRequest, uow: Uow) -> PrintContext:
    """The labels of a noun, the printers of the plant. The address says the noun and the number."""
    noun = nouns.printed_noun(request.query_params.get("noun", "lots"))
    if noun is None:
        raise NotFound
    code = request.query_params.get("code", "")[:120]
    record = await noun.load(uow, code) if code and uow.actor.may(noun.permission) else None
    printers = PrinterRepository(uow)
    beside = await printers.beside(uow.actor.device_id) if uow.actor.device_id else None
    found = await printers.offered((record.plant_id if record else None) or uow.actor.plant_id)
    return PrintContext(
        noun.key, str(noun.label), code, record.name if record else "", record.href if record else "",
        [Choice(row.code, row.name)
         for row in await TemplateRepository(uow).released(noun.key)],
        [Choice(row.code, row.name) for row in found],
        beside.code if beside else found[0].code if found else "",
    )  # fmt: skip


async def the_print(request: WebRequest, uow: Uow, label_id: UUID) -> Record:
    return Record((await LabelPrintRepository(uow).by_id(label_id)).code, f"/label-prints/{label_id}")


class LabelPrintController(Module):
    path = "/label-prints"
    tags = ["Labels"]

    @get("/", permission=Labels.READ, template="labels/prints.html", listing=PRINT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[LabelPrintRow]:
        """Every label that was printed: of what, how many, by whom, where, and what became of it."""
        return await PRINTS.page(uow, request.query_params)

    @page("/new", permission=Labels.PRINT, template="labels/print.html")
    async def new(self, request: WebRequest, uow: Uow, code: FromQuery[str] = "") -> Form:
        context = await choices(request, uow)
        return Form(LabelPrintIn, {"code": code[:120], "printer": context.printer}, context=context)

    @post("/", permission=Labels.PRINT, form="labels/print.html", about=choices, then=THEN)
    async def create(self, request: WebRequest, uow: Uow, data: Body[LabelPrintIn]) -> LabelPrintOut:
        """Print a label. The answer names the print; it is made by the worker."""
        row = await printing.ask(uow, data, base_of(request))
        return presenters.print_out(row, api=request.is_api)

    @get(AT, permission=Labels.READ, template="labels/printed.html")
    async def show(self, request: WebRequest, uow: Uow, label_id: FromPath[UUID]) -> LabelPrintOut:
        """What became of a label."""
        return presenters.print_out(await LabelPrintRepository(uow).whole(label_id), api=request.is_api)

    @get(AT + "/file", permission=Labels.READ, media_type="application/octet-stream")
    async def file(self, uow: Uow, label_id: FromPath[UUID]) -> Response[bytes]:
        """The PDF, or the ZPL. 409 while it is still being made."""
        return file_of(await LabelPrintRepository(uow).whole(label_id, document=True))

    @page(AT + "/reprints/new", permission=Labels.PRINT, template="labels/reprint.html", about=the_print)
    async def ask_again(self, uow: Uow, label_id: FromPath[UUID]) -> Form:
        row = await LabelPrintRepository(uow).by_id(label_id)
        return Form(ReprintIn, {"copies": row.copies})

    @post(AT + "/reprints", permission=Labels.PRINT, form="labels/reprint.html", about=the_print, then=THEN)
    async def again(
        self, request: WebRequest, uow: Uow, label_id: FromPath[UUID], data: Body[ReprintIn]
    ) -> LabelPrintOut:
        """Print the same label once more, marked REPRINT, and say why."""
        row = await printing.again(uow, await LabelPrintRepository(uow).whole(label_id), data)
        return presenters.print_out(row, api=request.is_api)


def file_of(row: LabelPrint) -> Response[bytes]:
    """What was made of a label. Raises Conflict while it is still being made."""
    if row.document is None:
        raise Conflict(now_("This label is not ready yet"), code="not-ready")
    pdf = row.printer.kind == "pdf"
    headers = {
        "Content-Disposition": f'{"inline" if pdf else "attachment"}; filename="{row.filename}"',
        "Cache-Control": "private, no-store",
    }
    return Response(row.document, media_type="application/pdf" if pdf else "text/plain", headers=headers)
