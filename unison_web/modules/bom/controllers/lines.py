"""Lines of a bill."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.uow import Uow
from unison_web.modules.bom.controllers.bills import the_bill
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.bom.rules import Bom
from unison_web.modules.bom.schemas import BomOut, LineIn, LineOut
from unison_web.modules.bom.service import bills as service
from unison_web.modules.bom.service.views import bom_out, line_out


class LineController(Module):
    path = "/bom/{bom_id:uuid}/lines"
    tags = ["Bills of materials"]

    @get("/", permission=Bom.READ, template="bom/show.html")
    async def index(self, uow: Uow, bom_id: FromPath[UUID]) -> BomOut:
        """The bill with its lines."""
        return bom_out(await BomRepository(uow).record(bom_id))

    @page("/new", permission=Bom.WRITE, template="bom/line.html", about=the_bill)
    async def new(self, uow: Uow, bom_id: FromPath[UUID]) -> Form:
        return Form(LineIn, action=f"/bom/{bom_id}/lines")

    @post("/", permission=Bom.WRITE, form="bom/line.html", about=the_bill, then="/bom/{id}", flash=_("Line added"))
    async def create(self, uow: Uow, bom_id: FromPath[UUID], data: Body[LineIn]) -> BomOut:
        """Add a component. What would make the material contain itself is refused with the path."""
        bom = await BomRepository(uow).record(bom_id)
        await service.add_line(uow, bom, data)
        return bom_out(await service.again(uow, bom_id))

    @get("/{line_id:uuid}", permission=Bom.READ)
    async def show(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> LineOut:
        """One line."""
        return line_out(await LineRepository(uow).record(bom_id, line_id))

    @page("/{line_id:uuid}/edit", permission=Bom.WRITE, template="bom/line.html", about=the_bill)
    async def edit(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> Form:
        line = await LineRepository(uow).record(bom_id, line_id)
        shown = {"component": line.component.number, "unit": line.unit.code, "scrap": line.scrap * 100}
        said = {name: getattr(line, name) for name in LineIn.__struct_fields__ if name not in shown}
        return Form(LineIn, {**said, **shown}, action=f"/bom/{bom_id}/lines/{line_id}/edit")

    @post(
        "/{line_id:uuid}/edit", permission=Bom.WRITE, page=True, form="bom/line.html", about=the_bill, then="/bom/{id}"
    )
    async def save(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[LineIn]) -> BomOut:
        await service.change_line(uow, await LineRepository(uow).record(bom_id, line_id), data)
        return bom_out(await service.again(uow, bom_id))

    @put("/{line_id:uuid}", permission=Bom.WRITE)
    async def update(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[LineIn]) -> LineOut:
        """Replace a line."""
        return line_out(await service.change_line(uow, await LineRepository(uow).record(bom_id, line_id), data))

    @delete("/{line_id:uuid}", permission=Bom.WRITE, status_code=200)
    async def delete(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> BomOut:
        """Take a line out of a draft. Lines of a released bill end with a last day."""
        return await without(uow, bom_id, line_id)

    @post("/{line_id:uuid}/removal", permission=Bom.WRITE, page=True, then="/bom/{id}")
    async def remove(self, uow: Uow, bom_id: FromPath[UUID], line_id: FromPath[UUID]) -> BomOut:
        return await without(uow, bom_id, line_id)


async def without(uow: Uow, bom_id: UUID, line_id: UUID) -> BomOut:
    await service.remove_line(uow, await LineRepository(uow).record(bom_id, line_id))
    return bom_out(await service.again(uow, bom_id))
