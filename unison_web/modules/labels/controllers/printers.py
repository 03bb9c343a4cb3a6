"""Printers and the tablets they stand beside."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels import presenters
from unison_web.modules.labels.listings import PRINTER_VIEW, PRINTERS
from unison_web.modules.labels.models import Printer
from unison_web.modules.labels.repository import PrinterRepository
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.schemas import ArchiveIn, PrinterIn, PrinterOut, PrinterRow, StationIn
from unison_web.modules.labels.service import printers

AT, RECORD = "/{printer_id:uuid}", "/printers/{id}"


async def the_printer(request: WebRequest, uow: Uow, printer_id: UUID, **place: UUID) -> Record:
    return Record((await PrinterRepository(uow).by_id(printer_id)).name, f"/printers/{printer_id}")


class PrinterController(Module):
    path = "/printers"
    tags = ["Labels"]

    @get("/", permission=Labels.READ, template="labels/printers.html", listing=PRINTER_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PrinterRow]:
        """Where labels come out."""
        return await PRINTERS.page(uow, request.query_params)

    @page("/new", permission=Labels.WRITE, template="labels/printer_new.html")
    async def new(self) -> Form:
        return Form(PrinterIn)

    @post("/", permission=Labels.WRITE, form="labels/printer_new.html", then=RECORD, flash=_("{name} is ready"))
    async def create(self, uow: Uow, data: Body[PrinterIn]) -> PrinterOut:
        """Add a printer of the plant."""
        return await presenters.printer_out(uow, await printers.create(uow, data))

    @get(AT, permission=Labels.READ, template="labels/printer.html")
    async def show(self, uow: Uow, printer_id: FromPath[UUID]) -> PrinterOut:
        """One printer: what it prints, whether it answers, beside which tablets it stands."""
        return await presenters.printer_out(uow, await PrinterRepository(uow).whole(printer_id))

    @page(AT + "/edit", permission=Labels.WRITE, template="labels/printer_edit.html", about=the_printer)
    async def edit(self, uow: Uow, printer_id: FromPath[UUID]) -> Form:
        row = await PrinterRepository(uow).whole(printer_id)
        known = {name: getattr(row, name) for name in PrinterIn.__struct_fields__ if name != "plant"}
        return Form(PrinterIn, {**known, "dpi": str(row.dpi)}, action=f"/printers/{row.id}/edit")

    @post(AT + "/edit", permission=Labels.WRITE, page=True, form="labels/printer_edit.html", about=the_printer,
          then=RECORD)  # fmt: skip
    async def save(self, uow: Uow, printer_id: FromPath[UUID], data: Body[PrinterIn]) -> PrinterOut:
        return await changed(uow, printer_id, data)

    @put(AT, permission=Labels.WRITE)
    async def update(self, uow: Uow, printer_id: FromPath[UUID], data: Body[PrinterIn]) -> PrinterOut:
        """Change a printer. It stays in its plant."""
        return await changed(uow, printer_id, data)

    @post(AT + "/archive", permission=Labels.WRITE, then=RECORD, status_code=200)
    async def archive(self, uow: Uow, printer_id: FromPath[UUID], data: Body[ArchiveIn]) -> PrinterOut:
        """Offer a printer no more, or again."""
        row = await PrinterRepository(uow).whole(printer_id)
        return await seen(uow, await printers.archive(uow, row, archived=data.archived))

    @post(AT + "/stations", permission=Labels.WRITE, then=RECORD, status_code=200, flash=_("The tablet prints here"))
    async def put_beside(self, uow: Uow, printer_id: FromPath[UUID], data: Body[StationIn]) -> PrinterOut:
        """Let a tablet print here from now on."""
        return await seen(
            uow, await printers.put_beside(uow, await PrinterRepository(uow).whole(printer_id), data.station)
        )

    @post(AT + "/stations/{station_id:uuid}/removal", permission=Labels.WRITE, then=RECORD, status_code=200)
    async def take_away(self, uow: Uow, printer_id: FromPath[UUID], station_id: FromPath[UUID]) -> PrinterOut:
        """The tablet prints here no more."""
        row = await PrinterRepository(uow).whole(printer_id)
        return await seen(uow, await printers.take_away(uow, row, station_id))


async def changed(uow: Uow, printer_id: UUID, data: PrinterIn) -> PrinterOut:
    return await seen(uow, await printers.change(uow, await PrinterRepository(uow).whole(printer_id), data))


async def seen(uow: Uow, row: Printer) -> PrinterOut:
    return await presenters.printer_out(uow, row)
