"""Routes of files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromPath
from litestar.response import Stream

from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.faces import API_ROOT, View
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.exports import comma, excel, rules
from unison_web.modules.exports.listings import EXPORTS, VIEW
from unison_web.modules.exports.models import Export
from unison_web.modules.exports.repository import ExportRepository
from unison_web.modules.exports.schemas import ExportOut
from unison_web.modules.exports.service import asking, sending
from unison_web.modules.exports.service.asking import Wanted


class ExportController(Module):
    path = "/exports"
    tags = ["Files"]

    @get("/", permission=SIGNED_IN, template="exports/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ExportOut]:
        """The files you took out, and those that are being made."""
        return await EXPORTS.page(uow, request.query_params)

    @get("/lists/{name:str}", permission=SIGNED_IN, media_type="text/csv")
    async def take(self, request: WebRequest, uow: Uow, name: FromPath[str]) -> Response[Any]:
        """A list as a file: `work-orders.csv` or `.xlsx`, with the filters, order and columns of the list itself. A
        workbook of more than 5,000 rows is made by a worker: 202 names it."""
        noun, form = rules.name_and_format(name)
        wanted = asking.understood(uow.actor, noun, request.query_params)
        return await (as_csv if form == "csv" else as_book)(request, uow, wanted)

    @get("/{export_id:uuid}", permission=SIGNED_IN, template="exports/show.html")
    async def show(self, request: WebRequest, uow: Uow, export_id: FromPath[UUID]) -> ExportOut:
        """How far it is, and where it can be downloaded."""
        return shown(request, await ExportRepository(uow).own(export_id))

    @get("/{export_id:uuid}/file", permission=SIGNED_IN, media_type=excel.TYPE)
    async def file(self, uow: Uow, export_id: FromPath[UUID]) -> Response[bytes]:
        """The workbook. 409 while it is being made, 404 when its week is over."""
        row, content = await asking.file_of(uow, export_id)
        return Response(content, media_type=excel.TYPE, headers=attached(row.file_name))

    @post("/{export_id:uuid}/cancel", permission=SIGNED_IN, then="/exports/{id}", status_code=200)
    async def cancel(self, request: WebRequest, uow: Uow, export_id: FromPath[UUID]) -> ExportOut:
        """Stop making it."""
        return shown(request, await asking.cancel(uow, export_id))


async def as_csv(request: WebRequest, uow: Uow, wanted: Wanted) -> Response[Any]:
    """Written down in this transaction, sent after it."""
    sending.room()
    row = await asking.note(uow, wanted, "csv", state="running", rows_total=0, rows_done=0, error="")
    body = sending.csv_of(request.app.state.engine, uow.actor, request.request_id, wanted, row.id)
    return Stream(body, media_type=comma.TYPE, headers=attached(row.file_name))


async def as_book(request: WebRequest, uow: Uow, wanted: Wanted) -> Response[Any]:
    rows = await wanted.listing.how_many(uow, wanted.asked)
    if rows > rules.AT_ONCE:
        waiting = shown(request, await asking.queue(uow, wanted, rows))
        return View(waiting, status_code=202, then="/exports/{id}", media_type="application/json")
    content, rows = await sending.book_of(uow, wanted)
    told = {"state": "ready", "rows_total": rows, "rows_done": rows, "error": "", "finished_at": uow.now()}
    row = await asking.note(uow, wanted, "xlsx", **told)
    return Response(content, media_type=excel.TYPE, headers=attached(row.file_name))


def shown(request: WebRequest, row: Export) -> ExportOut:
    """``file`` is an address of the same side: pages link to pages, the API to the API."""
    root = API_ROOT if request.is_api else ""
    until = rules.kept_until(row.state, row.finished_at) if row.size is not None else None
    return ExportOut.of(
        row,
        kept_until=until,
        file=f"{root}/exports/{row.id}/file" if until else "",
        may_cancel=rules.may_cancel(row.state, row.format),
    )


def attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
