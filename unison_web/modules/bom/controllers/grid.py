"""Many lines of a bill at once: the grid and what is pasted from a spreadsheet."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import BomOut
from unison_web.modules.bom.service import pasted, sheet
from unison_web.modules.bom.service.views import bom_out
from unison_web.modules.bom.sheets import AppliedOut, GridIn, PasteIn, PasteOut


async def the_lines(request: WebRequest, uow: Uow, bom_id: UUID, **place: UUID) -> BomOut:
    return bom_out(await BomRepository(uow).record(bom_id))


class GridController(Module):
    path = "/bom/{bom_id:uuid}"
    tags = ["Bills of materials"]

    @page("/lines/edit", permission=Bom.WRITE, template="bom/grid.html", about=the_lines)
    async def grid(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(GridIn, context=bom_out(await BomRepository(uow).record(bom_id)))

    @post(
        "/lines/edit", permission=Bom.WRITE, page=True, form="bom/grid.html", about=the_lines, then="/bom/{id}",
        flash=_("Lines saved"),
    )  # fmt: skip
    async def save(self, uow: Uow, bom_id: FromPath[UUID], data: Body[GridIn]) -> BomOut:
        return bom_out(await sheet.save(uow, await BomRepository(uow).record(bom_id), data.lines))

    @put("/lines", permission=Bom.WRITE)
    async def update(self, uow: Uow, bom_id: FromPath[UUID], data: Body[GridIn]) -> BomOut:
        """Add, change and remove many lines, all or none. A refusal names each wrong cell: `lines[3].quantity`."""
        return bom_out(await sheet.save(uow, await BomRepository(uow).record(bom_id), data.lines))

    @page("/paste", permission=Bom.WRITE, template="bom/paste.html", about=the_lines)
    async def ask(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(PasteIn, context=bom_out(await BomRepository(uow).record(bom_id)))

    @post(
        "/paste", permission=Bom.WRITE, form="bom/paste.html", about=the_lines, template="bom/pasted.html",
        status_code=200,
    )  # fmt: skip
    async def preview(self, uow: Uow, bom_id: FromPath[UUID], data: Body[PasteIn]) -> PasteOut:
        """What pasted cells would insert, change and refuse, and why. Nothing is written."""
        return await pasted.preview(uow, await BomRepository(uow).record(bom_id), data.text)

    @post(
        "/paste/application", permission=Bom.WRITE, form="bom/paste.html", about=the_lines, then="/bom/{id}",
        flash=_("{insert} lines added, {change} changed, {refuse} left out"), status_code=200,
    )  # fmt: skip
    async def apply(self, uow: Uow, bom_id: FromPath[UUID], data: Body[PasteIn]) -> AppliedOut:
        """Write the good rows of pasted cells, in one transaction."""
        return await pasted.apply(uow, await BomRepository(uow).record(bom_id), data.text)
